"""How common a value is: counted where a model is trained, looked up by hash where one is given."""

from collections.abc import Mapping
from typing import Any

import numpy as np

ROWS, VALUES = "", "*"
"""Keys of a vocabulary's entry for how many rows and how many distinct values were counted."""
HUB = np.float32(-1000.0)
"""Rarity of a value that is on so many different people's records that it says nothing."""

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float32]]
Digests = np.ndarray[Any, np.dtype[np.uint64]]


class Frequencies:
    """The counts of each vocabulary: read from a model, or collected for one."""

    def __init__(self, known: Mapping[str, Mapping[str, int]] | None = None) -> None:
        self._frozen = known is not None
        self._known: dict[str, tuple[Digests, Ints]] = {}
        self._collisions: dict[tuple[str, float], float] = {}
        self.table: dict[str, dict[str, int]] = {name: dict(counts) for name, counts in (known or {}).items()}

    def counts(self, vocabulary: str, digests: Digests, counted: Ints, rows: int) -> Ints:
        """Return the count of each distinct value: `counted`, or the model's own if there is one."""
        if not self._frozen:
            often = counted > 1
            entry = {ROWS: int(rows), VALUES: len(counted)}
            entry.update(zip(_hex(digests[often]), counted[often].tolist(), strict=True))
            self.table[vocabulary] = entry
            return np.maximum(counted, 1)
        known, held = self._sorted(vocabulary)
        at = np.minimum(np.searchsorted(known, digests), max(len(known) - 1, 0))
        found = known[at] == digests if len(known) else np.zeros(len(digests), bool)
        return np.where(found, held[at] if len(known) else 1, 1).astype(np.int64)

    def _sorted(self, vocabulary: str) -> tuple[Digests, Ints]:
        """Return the vocabulary's values with more than one holder, ascending, and their counts."""
        if vocabulary not in self._known:
            entry = self.table.get(vocabulary, {})
            keys = sorted(key for key in entry if key not in (ROWS, VALUES))
            digests = np.array([int(key, 16) for key in keys], np.uint64)
            self._known[vocabulary] = digests, np.array([entry[key] for key in keys], np.int64)
        return self._known[vocabulary]

    def collision(self, vocabulary: str, floor: float = 0.0) -> float:
        """Return the probability that a random value of a random holder is shared by another (mean of `share`)."""
        if self._frozen and (vocabulary, floor) in self._collisions:
            return self._collisions[vocabulary, floor]
        entry = self.table.get(vocabulary, {})
        rows = max(entry.get(ROWS, 0), 1)
        often = [count for key, count in entry.items() if key not in (ROWS, VALUES)]
        if floor:
            shared = sum(count * (count - 1) for count in often) / rows**2 + floor
        else:
            shared = (sum(count * count for count in often) + max(entry.get(VALUES, 0) - len(often), 0)) / rows**2
        found = self._collisions[vocabulary, floor] = float(min(max(shared, 1e-9), 1.0))
        return found

    def rarity(self, vocabulary: str, counts: Ints, floor: float = 0.0, hub: int | None = None) -> Floats:
        """Return log2(collision / share) per value: 0 for a value of average frequency, `HUB` above `hub` holders.

        The share is count / rows. With `floor`, the share of values that identify, it is that of the other holders:
        floor + (count - 1) / rows, so that a small file does not make a unique number look common.
        """
        rows = max(self.table.get(vocabulary, {}).get(ROWS, 0), 1)
        share = floor + (counts - 1) / rows if floor else np.maximum(counts, 1) / rows
        rarity = np.log2(self.collision(vocabulary, floor) / share).astype(np.float32)
        return rarity if hub is None else np.where(counts > hub, HUB, rarity)


def _hex(digests: Digests) -> list[str]:
    return [f"{digest:016x}" for digest in digests.tolist()]
