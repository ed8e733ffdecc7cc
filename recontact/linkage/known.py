"""Which texts an encoded table of persons has, and the code of each: found by a hash, whatever table it came from."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from recontact.linkage.names import TOKENS
from recontact.linkage.people import (
    BIRTH_PLACE,
    CUSTOMER,
    DWELLING,
    EMPLOYER,
    GIVEN,
    HAN,
    ID,
    OCCUPATION,
    SURNAME,
    Encoded,
    combine,
)

Array = np.ndarray[Any, Any]
NAMES, DWELLINGS = 0, 100
CODED = {
    SURNAME: NAMES,
    GIVEN: NAMES,
    HAN: 1,
    ID: 2,
    EMPLOYER: 3,
    BIRTH_PLACE: 4,
    OCCUPATION: 5,
    CUSTOMER: 6,
}
"""Which vocabulary the codes in a column of `People.rows` belong to; equal texts of one vocabulary share a code."""
ITEMS, PLACES = 10, 20
"""First vocabularies of contact values, by kind, and of addresses, by part."""


class Known(NamedTuple):
    """The codes of a store's texts, and the numbers of its dwellings, by vocabulary and hash."""

    keys: Array
    """uint64, ascending."""
    codes: Array
    """int32."""

    def find(self, keys: Array) -> Array:
        """Return the code of each key, -1 for one that the store does not have."""
        at = np.minimum(np.searchsorted(self.keys, keys), max(len(self.keys) - 1, 0))
        found = self.keys[at] == keys if len(self.keys) else np.zeros(len(keys), bool)
        return np.where(found, self.codes[at] if len(self.codes) else -1, -1).astype(np.int32)


def vocabularies(e: Encoded) -> Iterator[tuple[int, Array]]:
    """Yield vocabularies and codes of theirs that `e` uses."""
    p = e.people
    for column, vocabulary in CODED.items():
        yield vocabulary, p.rows[:, column]
    whole = p.rows[:, [SURNAME, GIVEN]]
    yield NAMES, p.parts[whole[whole >= 0], :TOKENS].ravel()
    at, owner = np.arange(len(e.item_owner)), e.item_owner
    kind = (at >= p.starts[owner, 1]).astype(np.int8) + (at >= p.starts[owner, 2])
    for number in range(3):
        yield ITEMS + number, p.items[: len(owner)][kind == number]
    for part in range(DWELLING):
        yield PLACES + part, p.places[: len(e.place_owner), part]


def known_of(e: Encoded) -> Known:
    """Return the codes of all texts that `e` uses."""
    keys, codes = [], []
    for vocabulary, used in vocabularies(e):
        distinct = np.flatnonzero(np.bincount(used[used >= 0], minlength=1))
        keys.append(combine(np.full(len(distinct), vocabulary + 1, np.uint64), e.texts.digests[distinct]))
        codes.append(distinct)
    numbers = e.people.places[: len(e.place_owner), DWELLING]
    keys.append(combine(np.full(int((numbers >= 0).sum()), DWELLINGS, np.uint64), e.dwellings[numbers >= 0]))
    codes.append(numbers[numbers >= 0])
    hashes, first = np.unique(np.concatenate(keys), return_index=True)
    return Known(hashes, np.concatenate(codes)[first].astype(np.int32))
