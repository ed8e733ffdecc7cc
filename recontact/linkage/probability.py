"""Tables of level probabilities: taken from a model, put into one, and kept within what is known of them."""

from dataclasses import replace
from typing import Any

import numpy as np

from recontact.linkage.compare import COMPARISONS
from recontact.linkage.frequency import Frequencies
from recontact.linkage.model import Comparison, Model
from recontact.linkage.weigh import comparison, sizes

Array = np.ndarray[Any, Any]
EXACT: dict[tuple[str, str], tuple[str, ...]] = {
    ("name", "same_han"): ("han_surname", "han_given"),
    ("name", "same"): ("surname", "given"),
    ("id", "same"): ("id",),
    ("born", "same"): ("born",),
    ("phones", "same"): ("phone",),
    ("emails", "same"): ("email",),
    ("handles", "same"): ("handle",),
    ("phones", "same_later"): ("phone",),
    ("phones", "same_much_later"): ("phone",),
    ("address", "dwelling"): ("dwelling",),
    ("address", "dwelling_later"): ("dwelling",),
    ("employer", "same"): ("employer",),
    ("birth_place", "same"): ("birth_place",),
    ("occupation", "same"): ("occupation",),
    ("customer", "same"): ("customer",),
}
"""Levels of full agreement: their chance follows from how often values occur, no sample of pairs is as exact."""
SLIPS: dict[tuple[str, str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {
    ("name", "surname_only", "surname_near"): (("same", "given_close"), ("surname_close", "both_close")),
    ("address", "dwelling", "nearly"): (("dwelling",), ("nearly",)),
}
"""What kin share, spelt the same and spelt nearly so -> where one person's records do the same: pens slip alike."""


def table(model: Model, name: str) -> Array:
    """Return [comparisons, levels] of `match`, `chance` or `kin`; column 0 (unknown) is 0, every state sums to 1."""
    values = np.zeros((len(COMPARISONS), int(sizes(model).max())))
    for c, each in enumerate(COMPARISONS):
        found = [getattr(level, name) for level in comparison(model, each).levels]
        values[c, 1 : len(found) + 1] = found
    return normal(values, states(model))


def states(model: Model) -> Array:
    """Return [comparisons, levels]: the number of each level's state within its comparison, -1 for no level."""
    found = np.full((len(COMPARISONS), int(sizes(model).max())), -1)
    for c, each in enumerate(COMPARISONS):
        names = [level.state for level in comparison(model, each).levels]
        found[c, 1 : len(names) + 1] = [sorted(set(names)).index(name) for name in names]
    return found


def totals(values: Array, state: Array) -> Array:
    """Return for every level the sum of `values` over the levels of its state (1 where there is no level)."""
    found = np.ones(values.shape)
    for number in range(int(state.max()) + 1):
        mine = state == number
        found = np.where(mine, np.where(mine, values, 0.0).sum(axis=1, keepdims=True), found)
    return found


def normal(values: Array, state: Array) -> Array:
    """Return `values` scaled so that the levels of every state sum to 1."""
    return np.where(state >= 0, values, 0.0) / np.maximum(totals(values, state), 1e-300)


def with_table(each: Comparison, match: Array, chance: Array, kin: Array) -> Comparison:
    """Return the comparison with the probabilities of the tables, to six digits."""
    c = COMPARISONS.index(each.name)
    levels = tuple(
        replace(level, match=_short(match[c, at]), chance=_short(chance[c, at]), kin=_short(kin[c, at]))
        for at, level in enumerate(each.levels, start=1)
    )
    return replace(each, levels=levels)


def _short(value: float) -> float:
    return float(f"{value:.6g}")


def fixed_chances(model: Model, frequencies: Frequencies) -> Array:
    """Return the chances that follow from the frequencies of values, nan elsewhere."""
    fixed = np.full((len(COMPARISONS), int(sizes(model).max())), np.nan)
    for (name, code), vocabularies in EXACT.items():
        if comparison(model, name).levels and all(each in frequencies.table for each in vocabularies):
            at = [level.code for level in comparison(model, name).levels].index(code) + 1
            shared = float(
                np.prod(
                    [frequencies.collision(vocabulary, model.floors.get(vocabulary)) for vocabulary in vocabularies]
                )
            )
            fixed[COMPARISONS.index(name), at] = min(max(shared * _ratio(model, name, code), 1e-10), 0.4)
    return fixed


def usual_rarity(model: Model, frequencies: Frequencies) -> Array:
    """Return the bits that sharing a value of usual rarity adds to the weight of a level of full agreement, else 0."""
    usual = np.zeros((len(COMPARISONS), int(sizes(model).max())))
    for (name, code), vocabularies in EXACT.items():
        levels = [level.code for level in comparison(model, name).levels]
        if levels and all(each in frequencies.table for each in vocabularies):
            bits = sum(frequencies.typical(vocabulary, model.floors.get(vocabulary)) for vocabulary in vocabularies)
            usual[COMPARISONS.index(name), levels.index(code) + 1] = max(bits, 0.0)
    return usual


def _ratio(model: Model, name: str, code: str) -> float:
    """Return how much likelier than `same` strangers are on a later level: numbers and dwellings change hands."""
    levels = {level.code: level.chance for level in comparison(model, name).levels}
    return levels[code] / levels[code.removesuffix("_later").removesuffix("_much")]


def keeping(chance: Array, fixed: Array, state: Array) -> Array:
    """Return `chance` with the levels of `fixed` (not nan) as they are there, the others scaled to fill the rest."""
    known = ~np.isnan(fixed)
    room = np.maximum(1.0 - totals(np.where(known, fixed, 0.0), state), 0.05)
    return np.where(known, fixed, normal(np.where(known, 0.0, chance), state) * room)


def floored(chance: Array, seen: Array, first: Array, unseen: float, state: Array) -> Array:
    """Return `chance` no lower than the data can tell, where it started above that."""
    return np.maximum(chance, np.minimum(first, unseen / totals(seen, state)))


def ordered(chance: Array, match: Array, model: Model, usual: Array) -> Array:
    """Return `chance` such that no weaker level of an ordered comparison weighs more than a stronger one of its state.

    A level whose shared values differ in rarity weighs what it does with a value of `usual` rarity (bits): its chance
    is ruled by a few common values, and what is seldom shared must not weigh as little as those. Adjacent violators are
    pooled (Ayer et al. 1955), so that a level which the data shows outweighs one it does not.
    """
    chance, state = chance.copy(), states(model)
    for c, name in enumerate(COMPARISONS):
        if not comparison(model, name).ordered:
            continue
        for number in range(int(state[c].max()) + 1):
            at = np.flatnonzero(state[c] == number)
            rare = np.exp2(usual[c, at])
            chance[c, at] = match[c, at] / _descending(match[c, at], chance[c, at] / rare) * rare
    return chance


def _descending(match: Array, chance: Array) -> Array:
    """Return match / chance with adjacent violators of descending order pooled."""
    pools: list[tuple[float, float, int]] = []
    for m, u in zip(match.tolist(), chance.tolist(), strict=True):
        pool = (m, u, 1)
        while pools and pool[0] / pool[1] > pools[-1][0] / pools[-1][1]:
            before = pools.pop()
            pool = (pool[0] + before[0], pool[1] + before[1], pool[2] + before[2])
        pools.append(pool)
    return np.concatenate([np.full(count, m / u) for m, u, count in pools])


def kin_like(match: Array, model: Model) -> Array:
    """Return how kin agree: on each level where they do so less often than one person, by the model's ratio to `match`.

    How often a level can occur at all is a matter of the records, the same for both; so is how often what two people
    share, a surname or a dwelling, is spelt differently.
    """
    first_match, first_kin, state = table(model, "match"), table(model, "kin"), states(model)
    ratio = first_kin / np.where(first_match > 0, first_match, 1.0)
    seldom = ratio < 1.0
    kin = np.where(seldom, match * ratio, 0.0)
    kin += normal(np.where(seldom, 0.0, first_kin), state) * (1 - totals(kin, state))
    for (name, spelt, misspelt), (right, wrong) in SLIPS.items():
        if levels := comparison(model, name).levels:
            at, c = {level.code: number for number, level in enumerate(levels, start=1)}, COMPARISONS.index(name)
            good, bad = (sum(match[c, at[code]] for code in codes) for codes in (right, wrong))
            shared = kin[c, at[spelt]] + kin[c, at[misspelt]]
            kin[c, at[misspelt]] = shared * bad / max(good + bad, 1e-300)
            kin[c, at[spelt]] = shared - kin[c, at[misspelt]]
    return kin
