"""A store's arrays with room behind them: one person at a time is placed there, to be compared with the rows before."""

from typing import Any

import numpy as np

from recontact.linkage.known import CODED, DWELLINGS, Known, known_of, vocabularies
from recontact.linkage.names import TOKENS
from recontact.linkage.people import DWELLING, Encoded, People, combine

Array = np.ndarray[Any, Any]
LENGTHS = {
    **dict.fromkeys(("rows", "starts", "born_rarity", "known"), "rows"),
    **dict.fromkeys(("items", "item_signs"), "items"),
    **dict.fromkeys(("places", "place_rarity"), "places"),
    **dict.fromkeys(("parts", "rarity", "given_rarity", "signs", "hidden", "offsets"), "codes"),
    "chars": "chars",
}
"""What each field of `People` has an entry for; the others hold for everybody."""
ROOM = {"rows": 1, "items": 64, "places": 16, "codes": 512, "chars": 16384}
"""Entries kept free behind the store's own; a person who has more gets more."""


class Room:
    """The arrays of a store; `people` is what the kernels read, the person last placed in row `sizes["rows"]`."""

    def __init__(self, people: People, sizes: dict[str, int], known: Known) -> None:
        self.people = people
        self.sizes = sizes
        """Per name of `ROOM` how many entries the store itself has."""
        self.known = known
        self._filled: list[tuple[Array, Array]] = []

    @classmethod
    def behind(cls, e: Encoded) -> "Room":
        """Return the arrays of `e` with room behind them; what `e` holds is copied."""
        p = e.people
        places, items = len(e.place_owner), len(e.item_owner)
        sizes = {"rows": len(p.rows), "items": items, "places": places, "codes": len(p.hidden), "chars": len(p.chars)}
        room = cls(p, sizes, known_of(e))
        room._make(ROOM)
        return room

    def place(self, one: Encoded) -> int:
        """Place the only person of `one` behind the store's rows and return its row."""
        for rarity, codes in self._filled:
            rarity[codes] = 0
        p, q = self.people, one.people
        to, new = self._translated(one)
        starts, counts = q.starts[0], {"items": int(q.starts[0, 3]), "places": int(q.starts[0, 5])}
        begin, end = one.texts.offsets[new], one.texts.offsets[new + 1]
        need = {**counts, "rows": 1, "codes": len(new) + 1, "chars": int((end - begin).sum())}
        if any(self.sizes[name] + need[name] > len(getattr(p, _MEASURE[name])) for name in need):
            self._make({name: max(count, ROOM[name]) for name, count in need.items()})
            p = self.people
        row, items, places = (self.sizes[name] for name in ("rows", "items", "places"))
        self._texts(one, to, new)
        for name in _fields("rows"):
            getattr(p, name)[row] = getattr(q, name)[0]
        columns = list(CODED)
        p.rows[row, columns] = to[q.rows[0, columns]]
        p.starts[row] = starts + np.array([items] * 4 + [places] * 2, np.int32)
        for name in _fields("items"):
            getattr(p, name)[items : items + counts["items"]] = getattr(q, name)[: counts["items"]]
        p.items[items : items + counts["items"]] = to[q.items[: counts["items"]]]
        mine = q.places[: counts["places"]]
        p.places[places : places + len(mine), :DWELLING] = to[mine[:, :DWELLING]]
        p.places[places : places + len(mine), DWELLING] = self._dwellings(one, mine)
        p.place_rarity[places : places + len(mine)] = q.place_rarity[: len(mine)]
        return row

    def _translated(self, one: Encoded) -> tuple[Array, Array]:
        """Return the store's code of each code of `one`, -1 for -1, and the codes that are new to the store."""
        to = np.full(len(one.texts.digests) + 1, -1, np.int32)
        pairs = [(vocabulary, codes[codes >= 0]) for vocabulary, codes in vocabularies(one)]
        codes = np.concatenate([codes for _, codes in pairs])
        vocabulary = np.repeat([number for number, _ in pairs], [len(codes) for _, codes in pairs])
        to[codes] = self.known.find(combine(vocabulary.astype(np.uint64) + np.uint64(1), one.texts.digests[codes]))
        codes = np.unique(codes)
        new = codes[to[codes] < 0]
        to[new] = self.sizes["codes"] + np.arange(len(new), dtype=np.int32)
        self._fill(one, to, codes[to[codes] < self.sizes["codes"]])
        return to, new

    def _fill(self, one: Encoded, to: Array, known: Array) -> None:
        """Put in what a text tells in a part that the store has nobody in, as a name that is a surname here only."""
        self._filled = []
        for name in ("rarity", "given_rarity"):
            ours, theirs = getattr(self.people, name), getattr(one.people, name)
            mine = known[known < len(theirs)]
            codes = mine[(theirs[mine] != 0) & (ours[to[mine]] == 0)]
            ours[to[codes]] = theirs[codes]
            self._filled.append((ours, to[codes]))

    def _texts(self, one: Encoded, to: Array, new: Array) -> None:
        """Write the texts that the store does not have."""
        p, q = self.people, one.people
        at = self.sizes["chars"]
        for code in new.tolist():
            mine = int(to[code])
            chars = q.chars[q.offsets[code] : q.offsets[code + 1]]
            p.chars[at : at + len(chars)] = chars
            p.offsets[mine] = at
            at += len(chars)
            p.offsets[mine + 1] = at
            for name in _fields("codes"):
                if name != "offsets":
                    values = getattr(q, name)
                    getattr(p, name)[mine] = values[code] if code < len(values) else 0
            p.parts[mine, :TOKENS] = to[q.parts[code, :TOKENS]] if code < len(q.parts) else -1

    def _dwellings(self, one: Encoded, mine: Array) -> Array:
        keys = combine(np.full(len(mine), DWELLINGS, np.uint64), one.dwellings[: len(mine)])
        found = self.known.find(keys)
        unknown = np.iinfo(np.int32).max - mine[:, DWELLING]  # equal to none of the store's, nor to each other
        return np.where(mine[:, DWELLING] < 0, -1, np.where(found >= 0, found, unknown))

    def _make(self, room: dict[str, int]) -> None:
        """Give the arrays so much room behind the store's entries."""
        made = {}
        for name, length in LENGTHS.items():
            old = getattr(self.people, name)
            own = min(self.sizes[length] + (name == "offsets"), len(old))
            size = self.sizes[length] + room[length] + 1
            made[name] = np.zeros((size, *old.shape[1:]), old.dtype)
            made[name][:own] = old[:own]
        self.people = self.people._replace(**made)


def _fields(length: str) -> list[str]:
    return [name for name, each in LENGTHS.items() if each == length]


_MEASURE = {"rows": "rows", "items": "items", "places": "places", "codes": "hidden", "chars": "chars"}
"""A field that is as long as the arrays have entries of each sort."""
