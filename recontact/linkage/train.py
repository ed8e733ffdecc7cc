"""Training without labels: expectation maximisation on counted patterns; three classes: strangers, kin, one person."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from recontact.linkage.block import Blocks
from recontact.linkage.compare import COMPARISONS
from recontact.linkage.frequency import Frequencies
from recontact.linkage.keys import TELLS
from recontact.linkage.model import Comparison, Model, Rule
from recontact.linkage.people import People
from recontact.linkage.score import sample_blocks, weigh_rows
from recontact.linkage.weigh import comparison, sizes, unpack, weights

Array = np.ndarray[Any, Any]
SEED = 20240229
EXACT = {
    ("name", "same_han"): ("han_surname", "han_given"),
    ("name", "same"): ("surname", "given"),
    ("id", "same"): ("id",),
    ("born", "same"): ("born",),
    ("phones", "same"): ("phone",),
    ("emails", "same"): ("email",),
    ("handles", "same"): ("handle",),
    ("address", "dwelling"): ("dwelling",),
    ("employer", "same"): ("employer",),
    ("birth_place", "same"): ("birth_place",),
    ("occupation", "same"): ("occupation",),
    ("customer", "same"): ("customer",),
}
"""Levels of full agreement: their chance follows from how often values occur, no sample of pairs is as exact."""


class Sample(NamedTuple):
    """The patterns of one rule's pairs, counted."""

    levels: Array
    """int8 [patterns, comparisons]"""
    counts: Array
    usable: Array
    """bool [comparisons]: false where the rule itself decides the comparison."""


def train(
    people: People, model: Model, blocks: Blocks, frequencies: Frequencies, threads: int
) -> tuple[Model, dict[str, Any]]:
    """Return the model with trained probabilities, and a report on how the training went."""
    frozen = _exact_chances(model, frequencies)
    random = _random_pairs(people, frozen)
    used = [at for at in range(len(model.rules)) if blocks.rules[at + 1] > blocks.rules[at]]
    most = int(model.training["pairs_per_rule"])
    samples = [_count(sample_blocks(people, weights(frozen), blocks, at, most), frozen, model.rules[at]) for at in used]
    match, chance, kin = (_table(frozen, name) for name in ("match", "chance", "kin"))
    fixed = _fixed_chances(frozen, frequencies)
    shares = [(0.2, 0.3)] * len(samples) + [(model.prior["match"], model.prior["match"] * model.prior["kin_per_match"])]
    first_match, first_chance, first_kin = match, chance, kin
    rounds, change = 0, 1.0
    while rounds < model.training["iterations"] and change > model.training["tolerance"]:
        seen_match, seen_chance = first_match * model.pseudo["match"], first_chance * model.pseudo["chance"]
        for at, sample in enumerate([*samples, random]):
            posterior, shares[at] = _expect(sample, match, chance, kin, shares[at])
            target, weight = (seen_chance, posterior[2]) if sample is random else (seen_match, posterior[0])
            _tally(target, sample, weight * sample.counts)
        before = match
        match = _normal(seen_match)
        chance = _floored(_normal(seen_chance), seen_chance, first_chance, model.pseudo["unseen"])
        chance = _ordered(_keep(chance, fixed), match, model)
        kin = _kin(match, first_match, first_kin)
        change = float(np.abs(match - before).max())
        rounds += 1
    trained = replace(
        model,
        comparisons=tuple(_with(each, match, chance, kin) for each in model.comparisons),
        frequencies=frequencies.table,
        prior={**model.prior, "match": _least_prior(blocks, used, shares, len(people.rows))},
        trained=True,
    )
    return trained, {
        "em_iterations": rounds,
        "em_converged": change <= model.training["tolerance"],
        "em_pairs": int(sum(sample.counts.sum() for sample in samples)),
        "levels_never_seen": _never_seen(model, [*samples, random]),
    }


def _least_prior(blocks: Blocks, used: list[int], shares: list[tuple[float, float]], rows: int) -> float:
    """Return how likely two random rows are one person, from the rule that finds the most matches; others find more."""
    found = [blocks.report[at]["pairs"] * share[0] for at, share in zip(used, shares, strict=False)]
    return float(min(max([1.0, *found]) / max(rows * (rows - 1) / 2, 1.0), 0.3))


def _expect(sample: Sample, match: Array, chance: Array, kin: Array, share: tuple[float, float]) -> tuple[Array, Any]:
    """Return the posterior of match, kin and stranger per pattern, and the new shares of match and kin."""
    logs = []
    for table, part in ((match, share[0]), (kin, share[1]), (chance, max(1.0 - share[0] - share[1], 1e-6))):
        log = np.log(np.where(table > 0, table, 1.0))
        log[:, 0] = 0.0  # unknown tells nothing
        log[~sample.usable] = 0.0
        logs.append(np.log(part) + log[np.arange(len(COMPARISONS)), sample.levels].sum(axis=1))
    stack = np.stack(logs)
    posterior = np.exp(stack - stack.max(axis=0))
    posterior /= posterior.sum(axis=0)
    totals = (posterior * sample.counts).sum(axis=1) / max(sample.counts.sum(), 1)
    return posterior, (float(max(totals[0], 1e-9)), float(max(totals[1], 1e-9)))


def _tally(target: Array, sample: Sample, weight: Array) -> None:
    for c in np.flatnonzero(sample.usable):
        target[c] += np.bincount(sample.levels[:, c], weights=weight, minlength=target.shape[1])[: target.shape[1]]


def _normal(seen: Array) -> Array:
    seen = seen.copy()
    seen[:, 0] = 0.0
    return seen / seen.sum(axis=1, keepdims=True)


def _keep(chance: Array, fixed: Array) -> Array:
    """Return `chance` with the levels of `fixed` (not nan) as they are there, the others scaled to fill the rest."""
    known = ~np.isnan(fixed)
    rest = np.where(known, 0.0, chance)
    room = np.maximum(1.0 - np.where(known, fixed, 0.0).sum(axis=1, keepdims=True), 0.05)
    return np.where(known, fixed, rest / rest.sum(axis=1, keepdims=True) * room)


def _ordered(chance: Array, match: Array, model: Model) -> Array:
    """Return `chance` such that no weaker level of an ordered comparison weighs more than a stronger one.

    Adjacent violators are pooled (Ayer et al. 1955), so that a level which the data shows outweighs one it does not.
    """
    chance = chance.copy()
    for c, name in enumerate(COMPARISONS):
        if not comparison(model, name).ordered:
            continue
        pools: list[tuple[float, float, int]] = []
        for at in range(1, sizes(model)[c]):
            m, u, count = match[c, at], chance[c, at], 1
            while pools and m / u > pools[-1][0] / pools[-1][1]:
                previous = pools.pop()
                m, u, count = m + previous[0], u + previous[1], count + previous[2]
            pools.append((m, u, count))
        ratio = np.concatenate([np.full(count, m / u) for m, u, count in pools])
        chance[c, 1 : len(ratio) + 1] = match[c, 1 : len(ratio) + 1] / ratio
    return chance


def _kin(match: Array, first_match: Array, first_kin: Array) -> Array:
    """Return how kin agree: on each level where they do so less often than one person, by the model's ratio to `match`.

    How often a level can occur at all (masks, missing parts) is a matter of the records, the same for both.
    """
    ratio = first_kin / np.where(first_match > 0, first_match, 1.0)
    seldom = ratio < 1.0
    kin = np.where(seldom, match * ratio, 0.0)
    rest = np.where(seldom, 0.0, first_kin)
    return kin + rest / np.maximum(rest.sum(axis=1, keepdims=True), 1e-12) * (1 - kin.sum(axis=1, keepdims=True))


def _floored(chance: Array, seen: Array, first: Array, unseen: float) -> Array:
    """Return `chance` no lower than the data can tell, where it started above that."""
    return np.maximum(chance, np.minimum(first, unseen / seen.sum(axis=1, keepdims=True)))


def _fixed_chances(model: Model, frequencies: Frequencies) -> Array:
    fixed = np.full((len(COMPARISONS), int(sizes(model).max())), np.nan)
    for (name, code), vocabularies in EXACT.items():
        if all(vocabulary in frequencies.table for vocabulary in vocabularies):
            at = [level.code for level in comparison(model, name).levels].index(code) + 1
            shared = float(
                np.prod(
                    [
                        frequencies.collision(vocabulary, model.floors.get(vocabulary, 0.0))
                        for vocabulary in vocabularies
                    ]
                )
            )
            fixed[COMPARISONS.index(name), at] = min(max(shared, 1e-10), 0.4)
    return fixed


def _exact_chances(model: Model, frequencies: Frequencies) -> Model:
    chance = _keep(_table(model, "chance"), _fixed_chances(model, frequencies))
    match, kin = _table(model, "match"), _table(model, "kin")
    return replace(model, comparisons=tuple(_with(each, match, chance, kin) for each in model.comparisons))


def _table(model: Model, name: str) -> Array:
    table = np.zeros((len(COMPARISONS), int(sizes(model).max())))
    for c, each in enumerate(COMPARISONS):
        values = [getattr(level, name) for level in comparison(model, each).levels]
        table[c, 1 : len(values) + 1] = values
    return table / table.sum(axis=1, keepdims=True)


def _with(each: Comparison, match: Array, chance: Array, kin: Array) -> Comparison:
    c = COMPARISONS.index(each.name)
    levels = tuple(
        replace(level, match=_short(match[c, at]), chance=_short(chance[c, at]), kin=_short(kin[c, at]))
        for at, level in enumerate(each.levels, start=1)
    )
    return replace(each, levels=levels)


def _short(value: float) -> float:
    return float(f"{value:.6g}")


def _random_pairs(people: People, model: Model) -> Sample:
    rows = len(people.rows)
    chosen = np.random.default_rng(SEED).integers(0, max(rows, 1), (2, int(model.training["random_pairs"])))
    left, right = chosen[:, chosen[0] != chosen[1]]
    return _count(weigh_rows(people, weights(model), left, right)[1], model, None)


def _count(patterns: Array, model: Model, rule: Rule | None) -> Sample:
    distinct, counts = np.unique(patterns, return_counts=True)
    decided = {name for key in rule.keys for name in TELLS[key]} if rule else set()
    usable = np.array([name not in decided for name in COMPARISONS])
    return Sample(unpack(distinct, model), counts.astype(float), usable)


def _never_seen(model: Model, samples: list[Sample]) -> list[str]:
    seen = np.zeros((len(COMPARISONS), int(sizes(model).max())), bool)
    for sample in samples:
        seen[np.arange(len(COMPARISONS)), sample.levels] = True
    return [
        f"{name}.{level.code}"
        for c, name in enumerate(COMPARISONS)
        for at, level in enumerate(comparison(model, name).levels, start=1)
        if not seen[c, at]
    ]
