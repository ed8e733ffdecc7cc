"""Training without labels: expectation maximisation on counted patterns; three classes: strangers, kin, one person."""

from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from recontact.linkage.block import Blocks, pairs_before
from recontact.linkage.compare import COMPARISONS
from recontact.linkage.frequency import Frequencies
from recontact.linkage.keys import TELLS
from recontact.linkage.model import Model, Rule
from recontact.linkage.parallel import in_order
from recontact.linkage.people import People
from recontact.linkage.probability import (
    fixed_chances,
    floored,
    keeping,
    kin_like,
    normal,
    ordered,
    states,
    table,
    usual_rarity,
    with_table,
)
from recontact.linkage.score import sample_blocks, weigh_rows
from recontact.linkage.tally import numbered
from recontact.linkage.weigh import comparison, sizes, unpack, weights

Array = np.ndarray[Any, Any]
Shares = list[tuple[float, float]]
SEED = 20240229
PIECE = 50_000
"""Random pairs that one thread weighs at a time."""


class Sample(NamedTuple):
    """The patterns of one rule's pairs, or of random pairs, counted."""

    levels: Array
    """int8 [patterns, comparisons]"""
    counts: Array
    usable: Array
    """bool [comparisons]: false where the rule itself decides the comparison."""


class Fit(NamedTuple):
    """What expectation maximisation found."""

    match: Array
    chance: Array
    kin: Array
    shares: Shares
    """Per sample the shares of matches and of kin."""
    rounds: int
    change: float


def train(
    people: People, model: Model, blocks: Blocks, frequencies: Frequencies, threads: int
) -> tuple[Model, dict[str, Any]]:
    """Return the model with trained probabilities, and a report on how the training went."""
    fixed = fixed_chances(model, frequencies)
    start = _filled(
        model, table(model, "match"), keeping(table(model, "chance"), fixed, states(model)), table(model, "kin")
    )
    used = [at for at in range(len(model.rules)) if blocks.rules[at + 1] > blocks.rules[at]]
    samples = _samples(people, start, blocks, used, threads)
    fit = _maximise(samples, start, fixed, usual_rarity(model, frequencies))
    trained = replace(
        _filled(model, fit.match, fit.chance, fit.kin),
        frequencies=frequencies.table,
        prior=_prior(model, [blocks.report[at]["pairs"] for at in used], fit.shares, len(people.rows)),
        trained=True,
    )
    return trained, {
        "em_iterations": fit.rounds,
        "em_converged": fit.change <= model.training["tolerance"],
        "em_pairs": int(sum(sample.counts.sum() for sample in samples[:-1])),
        "levels_never_seen": _never_seen(model, samples),
    }


def _maximise(samples: list[Sample], model: Model, fixed: Array, usual: Array) -> Fit:
    """Return the probabilities under which the samples, of which the last is of random pairs, are likeliest."""
    first_match, first_chance = (table(model, name) for name in ("match", "chance"))
    match, chance, kin = first_match, first_chance, table(model, "kin")
    prior, state = model.prior["match"], states(model)
    shares = [(0.2, 0.3)] * (len(samples) - 1) + [(prior, prior * model.prior["kin_per_match"])]
    rounds, change = 0, 1.0
    while rounds < model.training["iterations"] and change > model.training["tolerance"]:
        seen_match, seen_chance = first_match * model.pseudo["match"], first_chance * model.pseudo["chance"]
        for at, sample in enumerate(samples):
            posterior, shares[at] = _expect(sample, match, chance, kin, shares[at])
            random = at == len(samples) - 1
            _tally(seen_chance if random else seen_match, sample, posterior[2 if random else 0] * sample.counts)
        before, match = match, normal(seen_match, state)
        chance = floored(normal(seen_chance, state), seen_chance, first_chance, model.pseudo["unseen"], state)
        chance = ordered(keeping(chance, fixed, state), match, model, usual)
        kin = kin_like(match, model)
        change = float(np.abs(match - before).max())
        rounds += 1
    return Fit(match, chance, kin, shares, rounds, change)


def _prior(model: Model, pairs: list[int], shares: Shares, rows: int) -> dict[str, float]:
    """Return the prior: the rule that finds most matches gives their number, the one that finds most kin theirs."""
    matches = max([1.0, *(count * share[0] for count, share in zip(pairs, shares, strict=False))])
    kin = max([0.0, *(count * share[1] for count, share in zip(pairs, shares, strict=False))])
    return {
        **model.prior,
        "match": float(min(matches / max(rows * (rows - 1) / 2, 1.0), 0.3)),
        "kin_per_match": float(f"{min(max(kin / matches, model.prior['kin_least']), model.prior['kin_most']):.3g}"),
    }


def _filled(model: Model, match: Array, chance: Array, kin: Array) -> Model:
    return replace(model, comparisons=tuple(with_table(each, match, chance, kin) for each in model.comparisons))


def _expect(sample: Sample, match: Array, chance: Array, kin: Array, share: tuple[float, float]) -> tuple[Array, Any]:
    """Return the posterior of match, kin and stranger per pattern, and the new shares of match and kin."""
    logs = []
    for values, part in ((match, share[0]), (kin, share[1]), (chance, max(1.0 - share[0] - share[1], 1e-6))):
        log = np.log(np.where(values > 0, values, 1.0))
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


def _samples(people: People, model: Model, blocks: Blocks, used: list[int], threads: int) -> list[Sample]:
    """Return a sample of the pairs of each rule in `used`, then one of random pairs, all weighed side by side."""
    w, before = weights(model), pairs_before(blocks)
    left, right = _random_pairs(len(people.rows), int(model.training["random_pairs"]))
    cuts = range(0, len(left), PIECE)
    pieces = [partial(weigh_rows, people, w, left[lo : lo + PIECE], right[lo : lo + PIECE]) for lo in cuts]
    most = int(model.training["pairs_per_rule"])
    rules = [partial(sample_blocks, people, w, blocks, before, at, most) for at in used]
    patterns = [found[1] for found in in_order([*pieces, *rules], threads)]
    random = np.concatenate([np.zeros(0, np.int64), *patterns[: len(pieces)]])
    drawn = zip(used, patterns[len(pieces) :], strict=True)
    return [*(_count(each, model, model.rules[at]) for at, each in drawn), _count(random, model, None)]


def _random_pairs(rows: int, count: int) -> tuple[Array, Array]:
    """Return the rows of random pairs, ordered so that only one row of each is far from those of the pair before."""
    chosen = np.random.default_rng(SEED).integers(0, max(rows, 1), (2, count))
    left, right = chosen[:, chosen[0] != chosen[1]]
    order = np.argsort(left)
    return left[order], right[order]


def _count(patterns: Array, model: Model, rule: Rule | None) -> Sample:
    number = np.empty(len(patterns), np.int32)
    met = numbered((patterns + 1).astype(np.uint64), number)
    order = np.argsort(met)
    distinct, counts = met[order].astype(np.int64) - 1, np.bincount(number, minlength=len(met))[order]
    decided = {name for key in rule.keys for name in TELLS[key]} if rule else set()
    usable = np.array([name not in decided for name in COMPARISONS])
    return Sample(np.ascontiguousarray(unpack(distinct, model).T), counts.astype(float), usable)


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
