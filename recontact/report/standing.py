"""How good the ranked telephone numbers are: as the run's probabilities foretell, or as field work found out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.report.segments import segments

Floats = np.ndarray[Any, Any]

THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.5, 0.7, 0.9)
"""Least probabilities of the first number at which coverage and wrong parties are told."""
BEST = (0.1, 0.2)
"""Shares of the borrowers, best first numbers first, whose share of the right parties is the lift."""
PHONES = ("mobile", "landline")


@dataclass(frozen=True, slots=True)
class Standing:
    """Shares are of the borrowers looked at."""

    borrowers: int
    curve: Sequence[tuple[float, float, float, float]]
    """Least probability; shares of borrowers with a first number, whom it reaches, where somebody else is reached."""
    lift: Sequence[tuple[float, float]]
    """Share of the borrowers, and the share of all right parties that they hold."""
    attempts: float | None
    """Numbers to be tried, in order, until the borrower is reached; of those who can be reached by one of them."""
    by_segment: Sequence[tuple[str, str, int, float, float]]
    """Kind of segment, segment, borrowers, share reached by the first number, share where somebody else is."""
    reliability: Sequence[tuple[float, float, int]] = ()
    """Mean probability, share that reaches the borrower, numbers; tenths by probability. Only of what was found out."""


def standing(
    contacts: pa.Table, records: pa.Table, borrowers: pa.Array, *, as_of: date, reaches: Mapping[tuple[str, str], bool]
) -> Standing:
    """Return how good the numbers of `contacts` (CONTACTS) are for the `borrowers` (ids).

    Without `reaches` as their probabilities foretell. With it (by borrower and value: whether it reaches the borrower)
    as found out, for the borrowers of whom anything was; a number of which nothing was found is left out, and whether
    one that does not reach the borrower reaches somebody else is foretold still.
    """
    rows = contacts.filter(pc.is_in(contacts["contact_type"], value_set=pa.array(PHONES)))
    rows = rows.sort_by([("borrower_id", "ascending"), ("rank", "ascending")])
    known = None
    if reaches:
        pairs = zip(rows["borrower_id"].to_pylist(), rows["contact_value_normalised"].to_pylist(), strict=True)
        told = [reaches.get(pair) for pair in pairs]
        rows = rows.filter(pa.array([each is not None for each in told]))
        known = np.array([each for each in told if each is not None], float)
        borrowers = borrowers.filter(pc.is_in(borrowers, value_set=pa.array(sorted({name for name, _ in reaches}))))
    expected, wrong = rows["probability"].to_numpy(), rows["p_wrong"].to_numpy()
    right = expected if known is None else known
    wrong = wrong if known is None else (1.0 - known) * wrong / np.maximum(1.0 - expected, 1e-9)
    owner = np.asarray(pc.index_in(rows["borrower_id"], value_set=borrowers).to_numpy())
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    count = max(len(borrowers), 1)
    return Standing(
        borrowers=len(borrowers),
        curve=[_point(least, expected[first], right[first], wrong[first], count) for least in THRESHOLDS],
        lift=_lift(expected[first], right[first], len(borrowers)),
        attempts=_attempts(owner, right),
        by_segment=_by_segment(rows.take(pa.array(first)), right[first], wrong[first], records, as_of),
        reliability=() if known is None else _reliability(expected, known),
    )


def _point(
    least: float, expected: Floats, right: Floats, wrong: Floats, count: int
) -> tuple[float, float, float, float]:
    shown = expected >= least
    return least, float(shown.sum()) / count, float(right[shown].sum()) / count, float(wrong[shown].sum()) / count


def _lift(expected: Floats, right: Floats, borrowers: int) -> list[tuple[float, float]]:
    best = right[np.argsort(-expected, kind="stable")]
    return [(share, float(best[: round(share * borrowers)].sum() / max(best.sum(), 1e-9))) for share in BEST]


def _attempts(owner: Floats, right: Floats) -> float | None:
    """Mean place of the first number that reaches: of place k with the chance p_k (1 - p_1) … (1 - p_k-1)."""
    if not len(owner):
        return None
    begin = np.flatnonzero(np.diff(owner, prepend=-1))
    place = np.arange(len(owner)) - np.repeat(begin, np.diff(np.append(begin, len(owner))))
    missed = np.log1p(-np.minimum(right, 1.0 - 1e-12))
    before = np.cumsum(missed) - missed
    chance = right * np.exp(before - np.repeat(before[begin], np.diff(np.append(begin, len(owner)))))
    return float((chance * (place + 1)).sum() / chance.sum()) if chance.sum() else None


def _by_segment(
    firsts: pa.Table, right: Floats, wrong: Floats, records: pa.Table, as_of: date
) -> list[tuple[str, str, int, float, float]]:
    found = []
    for kind, of in segments(firsts["identity_id"].combine_chunks(), records, as_of).items():
        for name in sorted(set(of)):
            here = np.array([each == name for each in of])
            found.append((kind, name, int(here.sum()), float(right[here].mean()), float(wrong[here].mean())))
    return found


def _reliability(expected: Floats, known: Floats) -> list[tuple[float, float, int]]:
    """Ten bins of equal numbers."""
    parts = np.array_split(np.argsort(expected, kind="stable"), 10)
    return [(float(expected[p].mean()), float(known[p].mean()), len(p)) for p in parts if len(p)]
