"""Kernels that make one number of what a row says: hashes of a name and of a dwelling, the digits of a birth date."""

from typing import Any

import numpy as np

from recontact.compiled import kernel, leaf

_MIX = np.uint64(0xBF58476D1CE4E5B9)
UNKNOWN_DIGIT = 15
_BLOCK = 512  # rows of a table that stay near the processor while all columns are written


@leaf
def mixed(before: Any, digest: Any) -> Any:
    """Return one hash of two, in order; 0 never comes out of it but by chance of 2^-64."""
    both = (before ^ digest) * _MIX
    return both ^ (both >> np.uint64(29))


@kernel
def name_digests(surname: Any, given: Any, texts: Any, names: Any) -> Any:
    """Fill `names` (uint64): a hash of both names in any order, 0 unless both are known beyond an initial."""
    for i in range(surname.shape[0]):
        s = surname[i]
        g = given[i]
        if s >= 0 and g >= 0 and _long(texts, s) and _long(texts, g):
            names[i] = texts.digests[s] + texts.digests[g]  # a sum: the order does not matter
        else:
            names[i] = np.uint64(0)


@leaf
def _long(texts: Any, code: Any) -> Any:
    return texts.offsets[code + 1] - texts.offsets[code] > 1


@kernel
def dwelling_digests(places: Any, order: Any, texts: Any, dwellings: Any) -> Any:
    """Fill `dwellings` (uint64): a hash of the dwelling per place, 0 if unknown.

    order: the columns of road, number, place, building, unit, room and text in `places`.
    """
    road, number, place, building, unit, room, text = order
    for i in range(places.shape[0]):
        digest = np.uint64(0)
        if places[i, place] >= 0:
            if places[i, room] >= 0:
                digest = _four(texts.digests, places, i, place, building, unit, room)
        elif places[i, road] >= 0:
            if places[i, number] >= 0:
                digest = _four(texts.digests, places, i, road, number, unit, room)
        elif places[i, text] >= 0 and texts.numbered[places[i, text]]:
            digest = texts.digests[places[i, text]]
        dwellings[i] = digest


@leaf
def _four(digests: Any, places: Any, i: Any, a: Any, b: Any, c: Any, d: Any) -> Any:
    digest = mixed(np.uint64(0), _part(digests, places[i, a]))
    digest = mixed(digest, _part(digests, places[i, b]))
    digest = mixed(digest, _part(digests, places[i, c]))
    return mixed(digest, _part(digests, places[i, d]))


@leaf
def _part(digests: Any, code: Any) -> Any:
    return digests[code] if code >= 0 else np.uint64(0)


@kernel
def day_digits(chars: Any, offsets: Any, packed: Any) -> Any:
    """Fill `packed` (int32) with the eight digits of each text YYYY-MM-DD, 4 bits each; 15 is an unknown digit."""
    for v in range(packed.shape[0]):
        value = np.uint32(0)
        digits = 0
        for at in range(offsets[v], offsets[v + 1]):
            c = chars[at]
            if c != 45 and digits < 8:
                value = (value << np.uint32(4)) | np.uint32(c - 48 if 48 <= c <= 57 else UNKNOWN_DIGIT)
                digits += 1
        while digits < 8:
            value = (value << np.uint32(4)) | np.uint32(UNKNOWN_DIGIT)
            digits += 1
        packed[v] = np.int32(value)


@kernel
def side_by_side(columns: Any, table: Any) -> None:
    """Fill `table` (int32 [rows, columns]) from columns; one without entries stands for -1 throughout."""
    for begin in range(0, table.shape[0], _BLOCK):
        end = min(begin + _BLOCK, table.shape[0])
        for c in range(len(columns)):
            column = columns[c]
            if column.shape[0] == 0:
                for i in range(begin, end):
                    table[i, c] = -1
            else:
                for i in range(begin, end):
                    table[i, c] = column[i]


@kernel
def interleave(lengths: Any, codes: Any, starts: Any, items: Any) -> Any:
    """Put three lists of codes per row one after the other into `items`.

    lengths: int32 per row, of the three lists and of a fourth, which is not moved. Fills `starts`: columns 0 to 3 where
    each row's lists begin and where the last ends, 4 and 5 where the fourth begins and ends.
    """
    read = np.zeros(3, np.int64)
    at = 0
    place = 0
    for i in range(starts.shape[0]):
        for k in range(3):
            starts[i, k] = at
            for _ in range(lengths[k][i]):
                items[at] = codes[k][read[k]]
                at += 1
                read[k] += 1
        starts[i, 3], starts[i, 4] = at, place
        place += lengths[3][i]
        starts[i, 5] = place
