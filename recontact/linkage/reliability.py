"""How well probabilities of links hold: what was said beside what labels show."""

from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
EDGES = (0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99, 0.999, 1.0)
"""Bounds of the classes: fine at the ends, where links are kept or dropped."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The links of one class of probability."""

    low: float
    high: float
    links: int
    said: float
    """Mean of the probabilities."""
    true: float
    """Share of links between records of one person."""


def reliability(probability: Array, same: Array) -> tuple[Bin, ...]:
    """Return a row per class of `probability` (0..1 per link) that has links; `same` tells which are of one person."""
    place = np.clip(np.searchsorted(EDGES, probability, side="right") - 1, 0, len(EDGES) - 2)
    links = np.bincount(place, minlength=len(EDGES) - 1)
    said = np.bincount(place, weights=probability, minlength=len(EDGES) - 1)
    true = np.bincount(place, weights=same, minlength=len(EDGES) - 1)
    return tuple(
        Bin(EDGES[at], EDGES[at + 1], int(links[at]), float(said[at] / links[at]), float(true[at] / links[at]))
        for at in np.flatnonzero(links).tolist()
    )


def calibration_error(bins: tuple[Bin, ...]) -> float:
    """Return the mean distance of what was said from what is true, weighted by links (expected calibration error)."""
    links = sum(each.links for each in bins)
    return sum(each.links * abs(each.said - each.true) for each in bins) / max(links, 1)
