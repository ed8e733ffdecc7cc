"""Rarity of each value that the kernels look up: names by their parts, contact values by how many people hold them."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from recontact.linkage.frequency import POSITIONS, Frequencies
from recontact.linkage.model import Model
from recontact.linkage.pool import Texts

Array = np.ndarray[Any, Any]
CHARACTERS = 32
"""Characters of an identity number, from the right, whose frequencies are told apart."""


def text_rarity(columns: Mapping[str, Array], texts: Texts, frequencies: Frequencies, rarity: Array) -> None:
    """Fill the rarity of every code of plain texts (vocabulary -> codes per row)."""
    for name, column in columns.items():
        codes, counts, known = _counted(column)
        counts = frequencies.counts(name, texts.digests[codes], counts, known)
        rarity[codes] = frequencies.rarity(name, counts)


class Holders(NamedTuple):
    """Who holds the values of a column."""

    who: Array
    """int32 beside each value: a number per name of a person, -1 unknown."""
    people: int
    """How many different names there are."""

    def of(self, codes: Array) -> tuple[Array, Array, int]:
        """Return the distinct codes, how many differently named people hold each (at least one), how many there are."""
        from recontact.linkage.tally import holders

        values, counts, known = holders(codes, self.who, self.people)
        return values, counts, int(known)

    def each(self, lengths: Array) -> "Holders":
        """Return likewise for lists of values, of which every row has so many."""
        return self._replace(who=np.repeat(self.who, lengths))


def held_rarity(
    name: str, codes: Array, by: Holders, texts: Texts, frequencies: Frequencies, model: Model, rarity: Array
) -> None:
    """Fill the rarity of every code of values that identify; `by` says who holds each of `codes`."""
    values, counts, known = by.of(codes)
    counts = frequencies.counts(name, texts.digests[values], counts, known)
    rarity[values] = frequencies.rarity(name, counts, model.floors[name], model.hubs[name])


def born_rarity(born: Array, codes: Array, by: Holders, frequencies: Frequencies, model: Model) -> Array:
    """Return the rarity of each row's birth date, 0 where it is unknown; `born` is the date of each of `codes`."""
    values, counts, known = by.of(codes)
    counts = frequencies.counts("born", born[values].astype(np.uint32).astype(np.uint64), counts, known)
    per_value = np.zeros(len(born) + 1, np.float32)
    per_value[values] = frequencies.rarity("born", counts, model.floors["born"])
    return per_value[codes]


def name_rarity(
    columns: Mapping[str, Array], parts: Array, texts: Texts, frequencies: Frequencies, rarity: Array
) -> Array:
    """Fill the rarity of codes as surnames, and return that of codes as given names (float32 per code)."""
    given_rarity = np.zeros_like(rarity)
    for (name, whole), target in zip(columns.items(), (rarity, given_rarity), strict=True):
        codes, counts, known = _counted(whole)
        first = parts[codes, 0]
        compound = codes != first
        tokens = np.bincount(first[first >= 0], counts[first >= 0]).astype(np.int64)
        single = np.flatnonzero(tokens)
        for vocabulary, among, often in (
            (name, single, tokens[single]),
            (f"{name}_whole", codes[compound], counts[compound]),
        ):
            often = frequencies.counts(vocabulary, texts.digests[among], often, known)
            target[among] = frequencies.rarity(name, often)
    return given_rarity


def han_rarity(column: Array, texts: Texts, frequencies: Frequencies, rarity: Array) -> None:
    """Fill the rarity of Han names: that of the first character and that of the rest."""
    from recontact.linkage.tally import piece_digests

    codes, counts, _ = _counted(column)
    full = ~texts.hidden[codes]
    codes, counts = codes[full], counts[full]
    heads, rests = np.empty(len(codes), np.uint64), np.empty(len(codes), np.uint64)
    piece_digests(texts.chars, texts.offsets, codes, heads, rests)
    for name, hashes in (("han_surname", heads), ("han_given", rests)):
        distinct, index = np.unique(hashes, return_inverse=True)
        tally = np.bincount(index, weights=counts, minlength=len(distinct)).astype(np.int64)
        tally = frequencies.counts(name, distinct, tally, int(counts.sum()))
        rarity[codes] += frequencies.rarity(name, tally)[index] if len(codes) else 0


def place_rarity(dwellings: Array, by: Holders, frequencies: Frequencies, model: Model, target: Array) -> Array:
    """Number the dwellings (uint64 hashes, 0 unknown) into `target`, -1 where unknown, and return their rarity.

    `by` says who lives at each.
    """
    from recontact.linkage.tally import numbered

    numbers = np.empty(len(dwellings), np.int32)
    distinct = numbered(dwellings, numbers)
    target[:] = numbers
    values, counts, known = by.of(numbers)
    counts = frequencies.counts("dwelling", distinct[values], counts, known)
    per_value = np.zeros(len(distinct) + 1, np.float32)
    per_value[values] = frequencies.rarity("dwelling", counts, model.floors["dwelling"])
    return per_value[numbers]


def id_bits(column: Array, texts: Texts, frequencies: Frequencies) -> Array:
    """Return what agreement on one character of an identity number tells, in bits, by position from the right."""
    entry = frequencies.table.get(POSITIONS)
    if entry is None:
        codes, _, _ = _counted(column)
        codes = codes[~texts.hidden[codes]]
        found: dict[str, int] = {}
        for position in range(CHARACTERS if len(codes) else 0):
            at = texts.offsets[codes + 1] - 1 - position
            chars = texts.chars[at[at >= texts.offsets[codes]]]
            if chars.size >= 100:  # fewer would be noise; an unknown position counts as a random digit
                share = np.unique(chars, return_counts=True)[1] / chars.size
                found[str(position)] = round(-1000 * float(np.log2((share**2).sum())))
        entry = frequencies.table[POSITIONS] = found
    return np.array([entry.get(str(position), 3322) / 1000 for position in range(CHARACTERS)], np.float32)


def _counted(codes: Array) -> tuple[Array, Array, int]:
    """Return the distinct codes, how often each occurs, and how often they do in all."""
    from recontact.linkage.tally import count_codes

    counts = count_codes(codes)
    values = np.flatnonzero(counts)
    return values, counts[values], int(counts.sum())
