"""Finds sources that seem to copy another without saying so: their agreement does not fall as the gap grows."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from recontact.graph.decay import each_with_later
from recontact.graph.scene import Scene
from recontact.graph.settings import Copying
from recontact.schema import CONTACT_TYPES

_YEAR = 365.25
EDGES = (0.0, 1.0, 2.0, 4.0, 100.0)
"""Years between the days that two records show; agreement is counted between these."""
_TYPES = ("mobile", "address")


@dataclass(frozen=True, slots=True)
class Pair:
    """How often a source's later record agrees with another source's earlier one, for the same person and type."""

    source: str
    other: str
    pairs: tuple[int, ...]
    """By gap, between EDGES."""
    agree: tuple[float, ...]
    """Share that agrees, by gap; 0 where there are no pairs."""
    declared: bool
    suspected: bool


def copying(scene: Scene, settings: Copying) -> tuple[Pair, ...]:
    """Return all pairs of sources with enough pairs of records, sorted by name.

    Suspected: the agreement of old records is nearly that of fresh ones, and high, where that of independent sources
    falls (Dong, Berti-Equille, Srivastava 2009: what is copied does not age). Of several that a source seems to copy it
    is the one that it agrees with most: with the others it agrees through that one.
    """
    names = sorted(scene.graph.mentions["source"].unique().to_pylist())
    left, right, same = _pairs(scene)
    seen = scene.sightings
    gap = np.searchsorted(EDGES, (seen.shown[right] - seen.shown[left]) / _YEAR, side="right") - 1
    bins = len(EDGES) - 1
    key = (seen.source[right].astype(np.int64) * len(names) + seen.source[left]) * bins + np.clip(gap, 0, bins - 1)
    size = len(names) ** 2 * bins
    total = np.bincount(key, minlength=size).reshape(len(names), len(names), bins)
    agree = np.bincount(key, weights=same, minlength=size).reshape(total.shape)
    found = []
    for number, source in enumerate(names):
        for other_number, other in enumerate(names):
            count = total[number, other_number]
            if number == other_number or count[0] < settings.least_pairs or count[2:].sum() < settings.least_pairs:
                continue
            share = agree[number, other_number] / np.maximum(count, 1)
            old = agree[number, other_number, 2:].sum() / count[2:].sum()
            flat = bool(old >= settings.flat * share[0] and old >= settings.least_agreement)
            declared = other in scene.graph.sources[source].derived_from if source in scene.graph.sources else False
            shares = tuple(round(float(value), 4) for value in share)
            found.append((old, Pair(source, other, tuple(int(n) for n in count), shares, declared, flat)))
    return tuple(_settled(found))


def suspicions(found: tuple[Pair, ...]) -> list[str]:
    """Return one line for each source suspected, with the remedy."""
    return [
        f"{pair.source}: seems to copy {pair.other} (agreement {pair.agree[0]:.2f} within a year, hardly less later): "
        "if it does, say so in the job (`derived_from`), so that copies do not count as evidence"
        for pair in found
        if pair.suspected
    ]


def _settled(found: list[tuple[float, Pair]]) -> Iterator[Pair]:
    """Suspect a source of copying the one that it agrees with most, unless it says so itself."""
    nearest: dict[str, tuple[float, Pair]] = {}
    for old, pair in found:
        if pair.suspected and old > nearest.get(pair.source, (0.0, pair))[0]:
            nearest[pair.source] = (old, pair)
    for _, pair in found:
        yield replace(pair, suspected=not pair.declared and nearest.get(pair.source, (0.0, None))[1] is pair)


def _pairs(scene: Scene) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of two sightings of one person and type, the earlier shown first, and whether they name the same point."""
    seen, held = scene.sightings, scene.holdings
    codes = [CONTACT_TYPES.index(name) for name in _TYPES]
    rows = np.flatnonzero(held.listed[seen.holding] & np.isin(held.type[seen.holding], codes) & (seen.strength > 0.3))
    person = held.identity[seen.holding[rows]].astype(np.int64) * len(CONTACT_TYPES) + held.type[seen.holding[rows]]
    order = np.lexsort((seen.observation[rows], seen.shown[rows], person))
    rows, person = rows[order], person[order]
    first, later = each_with_later(person)
    left, right = rows[first], rows[later]
    return left, right, held.point[seen.holding[left]] == held.point[seen.holding[right]]
