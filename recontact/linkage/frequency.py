"""How common a value is: counted where a model is trained, looked up by hash where one is given."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

ROWS, VALUES = "", "*"
"""Keys of a vocabulary's entry for how many rows and how many distinct values were counted."""
HUB = np.float32(-1000.0)
"""Rarity of a value that is on so many different people's records that it says nothing."""

Ints = np.ndarray[Any, np.dtype[np.int64]]
Floats = np.ndarray[Any, np.dtype[np.float32]]
Digests = np.ndarray[Any, np.dtype[np.uint64]]


Floor = tuple[float, float]
"""Share of other people who hold a value though the file does not show it, and how many they are at most."""


class Vocabulary(Mapping[str, int]):
    """What a model keeps of one vocabulary, as a mapping that JSON can hold; inside, two arrays.

    Hash of a value (hexadecimal) -> holders, for values with more than one; `ROWS` and `VALUES` for how many there are.
    """

    def __init__(self, rows: int, values: int, digests: Digests, holders: Ints) -> None:
        order = np.argsort(digests)
        self.rows, self.values_counted = rows, values
        self.digests, self.holders = digests[order], holders[order]

    @classmethod
    def of(cls, entry: Mapping[str, int]) -> "Vocabulary":
        """Return a mapping as read from a model's file."""
        if isinstance(entry, Vocabulary):
            return entry
        keys = [key for key in entry if key not in (ROWS, VALUES)]
        digests, holders = [int(key, 16) for key in keys], [entry[key] for key in keys]
        return cls(entry.get(ROWS, 0), entry.get(VALUES, 0), np.array(digests, np.uint64), np.array(holders, np.int64))

    def __getitem__(self, key: str) -> int:
        if key in (ROWS, VALUES):
            return self.rows if key == ROWS else self.values_counted
        try:
            digest = np.uint64(int(key, 16))
        except (ValueError, OverflowError):
            raise KeyError(key) from None
        found, holders = self.find(np.array([digest], np.uint64))
        if not found[0] or key != f"{digest:016x}":
            raise KeyError(key)
        return int(holders[0])

    def __iter__(self) -> Iterator[str]:
        yield from (ROWS, VALUES)
        yield from (f"{digest:016x}" for digest in self.digests.tolist())

    def __len__(self) -> int:
        return 2 + len(self.digests)

    def find(self, digests: Digests) -> tuple[np.ndarray[Any, np.dtype[np.bool_]], Ints]:
        """Return which of `digests` are kept, and their holders (anything where they are not)."""
        if not len(self.digests):
            return np.zeros(len(digests), bool), np.ones(len(digests), np.int64)
        at = np.minimum(np.searchsorted(self.digests, digests), len(self.digests) - 1)
        return self.digests[at] == digests, self.holders[at]


class Frequencies:
    """The counts of each vocabulary: read from a model, or collected for one."""

    def __init__(self, known: Mapping[str, Mapping[str, int]] | None = None) -> None:
        self._frozen = known is not None
        self._collisions: dict[tuple[str, Floor | None], float] = {}
        self.table: dict[str, Mapping[str, int]] = {
            name: entry if name == POSITIONS else Vocabulary.of(entry) for name, entry in (known or {}).items()
        }

    def counts(self, vocabulary: str, digests: Digests, counted: Ints, rows: int) -> Ints:
        """Return the count of each distinct value: `counted`, or the model's own if there is one."""
        if not self._frozen:
            often = counted > 1
            self.table[vocabulary] = Vocabulary(int(rows), len(counted), digests[often], counted[often])
            return np.maximum(counted, 1)
        found, held = self._entry(vocabulary).find(digests)
        return np.where(found, held, 1).astype(np.int64)

    def _entry(self, vocabulary: str) -> Vocabulary:
        return Vocabulary.of(self.table.get(vocabulary, {}))

    def collision(self, vocabulary: str, floor: Floor | None = None) -> float:
        """Return the probability that a random value of a random holder is shared by another (mean of `share`)."""
        if (vocabulary, floor) in self._collisions:
            return self._collisions[vocabulary, floor]
        entry = self._entry(vocabulary)
        rows, holders = max(entry.rows, 1), entry.holders
        if floor:
            shared = int((holders * (holders - 1)).sum()) / rows**2 + _unseen(floor, rows)
        else:
            shared = (int((holders * holders).sum()) + max(entry.values_counted - len(holders), 0)) / rows**2
        found = self._collisions[vocabulary, floor] = float(min(max(shared, 1e-9), 1.0))
        return found

    def typical(self, vocabulary: str, floor: Floor | None = None) -> float:
        """Return the mean rarity over the rows that hold a value: what sharing one usually adds, in bits."""
        entry = self._entry(vocabulary)
        single = max(entry.values_counted - len(entry.holders), 0)
        counts, times = np.append(entry.holders, 1), np.append(entry.holders, single)
        rarity = self.rarity(vocabulary, counts, floor)
        return float((rarity * times).sum() / max(times.sum(), 1))

    def rarity(self, vocabulary: str, counts: Ints, floor: Floor | None = None, hub: int | None = None) -> Floats:
        """Return log2(collision / share) per value: 0 for a value of average frequency, `HUB` above `hub` holders.

        The share is count / rows. With `floor`, the share of values that identify, it is that of the other holders,
        count - 1 and those whom the file does not show (`_unseen`): neither a small nor a large file makes a unique
        number look common.
        """
        rows = max(self._entry(vocabulary).rows, 1)
        share = (counts - 1) / rows + _unseen(floor, rows) if floor else np.maximum(counts, 1) / rows
        rarity = np.log2(self.collision(vocabulary, floor) / share).astype(np.float32)
        return rarity if hub is None else np.where(counts > hub, HUB, rarity)


POSITIONS = "id_position"
"""The one entry that holds no values: what a character of an identity number tells, by position."""


def _unseen(floor: Floor, rows: int) -> float:
    """Return the share of other holders that a file of so many people does not show: few of few, `floor[1]` of many."""
    share, people = floor
    return people / (rows + people / share)
