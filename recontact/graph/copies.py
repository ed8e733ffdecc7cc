"""Which sightings are copies: a source that derives from another says nothing new where it repeats it."""

from collections.abc import Mapping, Sequence

import numpy as np

from recontact.graph.scene import Ints
from recontact.schema import Source

_FAR = 1 << 19
"""Days from 1970 beyond which days are not told apart: some 1,400 years."""


def ancestors(source: str, sources: Mapping[str, Source]) -> frozenset[str]:
    """Return all sources from which `source` derives, near and far; a circle is walked once."""
    found: set[str] = set()
    waiting = list(sources[source].derived_from) if source in sources else []
    while waiting:
        parent = waiting.pop()
        if parent not in found and parent != source:
            found.add(parent)
            waiting.extend(sources[parent].derived_from if parent in sources else ())
    return frozenset(found)


def origins(names: Sequence[str], sources: Mapping[str, Source]) -> Ints:
    """Return per source a number; sources that derive from the same one share it, since they may share its errors."""
    roots = [min((ancestors(name, sources) - _derived(sources)) or {name}) for name in names]
    known = sorted(set(roots))
    return np.array([known.index(root) for root in roots], dtype=np.int32)


def copied_from(holding: Ints, source: Ints, shown: Ints, names: Sequence[str], sources: Mapping[str, Source]) -> Ints:
    """Return per sighting the row of the sighting that it copies, -1 where it is no copy.

    A sighting copies the latest sighting of the same holding, in a source from which its own derives, that is not
    younger than itself; so its day is the original's.
    """
    copies = np.full(len(holding), -1, dtype=np.int32)
    day = np.clip(shown.astype(np.int64), -_FAR, _FAR)
    moment = holding.astype(np.int64) * (4 * _FAR) + day
    for code, name in enumerate(names):
        parents = [names.index(parent) for parent in sorted(ancestors(name, sources)) if parent in names]
        rows = np.flatnonzero(source == code)
        originals = np.flatnonzero(np.isin(source, parents))
        if not len(rows) or not len(originals):
            continue
        originals = originals[np.argsort(moment[originals], kind="stable")]
        place = np.searchsorted(moment[originals], moment[rows], side="right") - 1
        original = originals[np.maximum(place, 0)]
        is_copy = (place >= 0) & (holding[original] == holding[rows])
        copies[rows[is_copy]] = original[is_copy]
    return copies


def _derived(sources: Mapping[str, Source]) -> frozenset[str]:
    return frozenset(name for name, source in sources.items() if source.derived_from)
