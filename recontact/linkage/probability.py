"""Tables of level probabilities: taken from a model, put into one, and kept within what is known of them."""

from dataclasses import replace
from typing import Any

import numpy as np

from recontact.linkage.compare import COMPARISONS
from recontact.linkage.frequency import Frequencies
from recontact.linkage.model import Comparison, Model
from recontact.linkage.weigh import comparison, sizes

Array = np.ndarray[Any, Any]
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


def table(model: Model, name: str) -> Array:
    """Return [comparisons, levels] of `match`, `chance` or `kin`; column 0 (unknown) is 0, rows sum to 1."""
    values = np.zeros((len(COMPARISONS), int(sizes(model).max())))
    for c, each in enumerate(COMPARISONS):
        found = [getattr(level, name) for level in comparison(model, each).levels]
        values[c, 1 : len(found) + 1] = found
    return values / values.sum(axis=1, keepdims=True)


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


def keeping(chance: Array, fixed: Array) -> Array:
    """Return `chance` with the levels of `fixed` (not nan) as they are there, the others scaled to fill the rest."""
    known = ~np.isnan(fixed)
    rest = np.where(known, 0.0, chance)
    room = np.maximum(1.0 - np.where(known, fixed, 0.0).sum(axis=1, keepdims=True), 0.05)
    return np.where(known, fixed, rest / rest.sum(axis=1, keepdims=True) * room)


def floored(chance: Array, seen: Array, first: Array, unseen: float) -> Array:
    """Return `chance` no lower than the data can tell, where it started above that."""
    return np.maximum(chance, np.minimum(first, unseen / seen.sum(axis=1, keepdims=True)))


def ordered(chance: Array, match: Array, model: Model) -> Array:
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


def kin_like(match: Array, first_match: Array, first_kin: Array) -> Array:
    """Return how kin agree: on each level where they do so less often than one person, by the model's ratio to `match`.

    How often a level can occur at all (masks, missing parts) is a matter of the records, the same for both.
    """
    ratio = first_kin / np.where(first_match > 0, first_match, 1.0)
    seldom = ratio < 1.0
    kin = np.where(seldom, match * ratio, 0.0)
    rest = np.where(seldom, 0.0, first_kin)
    return kin + rest / np.maximum(rest.sum(axis=1, keepdims=True), 1e-12) * (1 - kin.sum(axis=1, keepdims=True))
