"""Kernels that make one number of what a row says: hashes of a name and of a dwelling, the digits of a birth date."""

from typing import Any

import numpy as np

from recontact.compiled import kernel, leaf

_MIX = np.uint64(0xBF58476D1CE4E5B9)
UNKNOWN_DIGIT = 15


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
def day_digits(chars: Any, ends: Any, packed: Any) -> Any:
    """Fill `packed` (int32) with the eight digits of each text YYYY-MM-DD, 4 bits each; 15 is an unknown digit."""
    begin = np.int64(0)
    for v in range(ends.shape[0]):
        value = np.uint32(0)
        digits = 0
        for at in range(begin, ends[v]):
            c = chars[at]
            if c != 45 and digits < 8:
                value = (value << np.uint32(4)) | np.uint32(c - 48 if 48 <= c <= 57 else UNKNOWN_DIGIT)
                digits += 1
        while digits < 8:
            value = (value << np.uint32(4)) | np.uint32(UNKNOWN_DIGIT)
            digits += 1
        packed[v] = np.int32(value)
        begin = ends[v]


@kernel
def interleave(lengths: Any, codes: Any, starts: Any, items: Any) -> Any:
    """Put three lists of codes per row (`lengths` int32 [rows, 3]) one after the other into `items`.

    Fills columns 0 to 3 of `starts`: where each row's lists begin, and where the last ends.
    """
    first, second, third = codes
    at = 0
    a = 0
    b = 0
    c = 0
    for i in range(starts.shape[0]):
        starts[i, 0] = at
        for _ in range(lengths[i, 0]):
            items[at] = first[a]
            at += 1
            a += 1
        starts[i, 1] = at
        for _ in range(lengths[i, 1]):
            items[at] = second[b]
            at += 1
            b += 1
        starts[i, 2] = at
        for _ in range(lengths[i, 2]):
            items[at] = third[c]
            at += 1
            c += 1
        starts[i, 3] = at
