"""Kernel: a row at a glance: two cache lines that hold what tells most pairs apart, out of a dozen places."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from recontact.compiled import kernel, leaf
from recontact.linkage.mailbox_level import number_in, spelt
from recontact.linkage.parallel import in_order
from recontact.linkage.people import (
    BORN,
    DERIVED,
    DWELLING,
    GIVEN,
    HAN,
    NUMBER,
    PLACE,
    POSTCODE,
    ROAD,
    SEEN,
    SURNAME,
    TEXT,
)
from recontact.linkage.sight import HUB, MASK
from recontact.linkage.signs import CLASSES, HEAD, LENGTH, ONE, ZERO, first_half

Array = np.ndarray[Any, Any]
WORDS = 16
ABOUT, NAMES, SURNAME_SIGNS, GIVEN_SIGNS, PHONE, ACCOUNTS, EMAIL_SIGNS = 0, 1, 2, 4, 6, 7, 8
ROAD_SIGNS, STREET, HOME, HALF, WHEN = 10, 12, 13, 14, 15
"""The words of a row. Two codes share a word, the first one in its lower half; in `STREET` and `HOME` they are counted
from 1, as days are in `WHEN`, so that 0 is unknown."""
# Bits of `ABOUT`: above the known comparisons, that the glance holds all there is of a part; above them the birth date.
ONE_NAME, ONE_PHONE, ONE_EMAIL, ONE_PLACE = (np.uint64(1 << bit) for bit in range(16, 20))
OWN_NAME, NUMBER_AT = np.uint64(1 << 32), np.uint64(33)
"""Marks of an e-mail address in `WHEN` that has a number: spelt from the holder's name; from here on the number."""
NICKNAMED, FROM_ID = np.uint64(1 << 20), np.uint64(1 << 21)
_32 = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)
PIECE = 1 << 16


def glances(people: Any, threads: int) -> Array:
    """Return every row at a glance (uint64 [rows, WORDS])."""
    rows = len(people.rows)
    found = np.empty((rows, WORDS), np.uint64)
    pieces: Sequence[int] = range(0, rows, PIECE)
    tasks = [lambda lo=lo: _glance(people, lo, min(lo + PIECE, rows), found) for lo in pieces]
    for _ in in_order(tasks, threads):
        pass
    return found


@kernel
def _glance(p: Any, lo: Any, hi: Any, out: Any) -> Any:
    for row in range(lo, hi):
        for word in range(WORDS):
            out[row, word] = ZERO
        about = np.uint64(p.known[row]) | np.uint64(np.uint32(p.rows[row, BORN])) << _32
        if p.rows[row, DERIVED] != 0:
            about |= FROM_ID
        out[row, WHEN] = np.uint64(np.uint32(p.rows[row, SEEN] + 1))
        out[row, ABOUT] = about | _names(p, row, out) | _values(p, row, out) | _place(p, row, out)


@leaf
def _names(p: Any, row: Any, out: Any) -> Any:
    surname, given = p.rows[row, SURNAME], p.rows[row, GIVEN]
    if p.rows[row, HAN] >= 0 or surname < 0 or given < 0:
        return ZERO
    out[row, NAMES] = _two(surname, given)
    flags = ONE_NAME
    for at, code in ((SURNAME_SIGNS, surname), (GIVEN_SIGNS, given)):
        if p.parts[code, 0] != code or p.signs[code, HEAD] & LENGTH == ONE:
            return ZERO
        if p.parts[code, 3] >= 0:
            flags |= NICKNAMED
        out[row, at + CLASSES] = p.signs[code, CLASSES]
        out[row, at + HEAD] = p.signs[code, HEAD]
    return flags


@leaf
def _values(p: Any, row: Any, out: Any) -> Any:
    flags = ZERO
    phone, email = p.starts[row, 0], p.starts[row, 1]
    codes = ZERO
    if email - phone == 1 and _plain(p, phone) and p.item_signs[phone, CLASSES] != ZERO:
        flags |= ONE_PHONE
        out[row, PHONE] = p.item_signs[phone, CLASSES]
        codes = _two(p.items[phone], 0)
    if p.starts[row, 2] - email == 1 and _plain(p, email):
        flags |= ONE_EMAIL
        out[row, EMAIL_SIGNS + CLASSES] = p.item_signs[email, CLASSES]
        out[row, EMAIL_SIGNS + HEAD] = p.item_signs[email, HEAD]
        number = number_in(p, p.items[email])
        if number != ZERO:  # else nothing here tells it apart
            out[row, WHEN] |= number << NUMBER_AT | (OWN_NAME if spelt(p, row, p.items[email]) else ZERO)
        codes |= _two(0, p.items[email])
    out[row, ACCOUNTS] = codes
    return flags


@leaf
def _plain(p: Any, item: Any) -> Any:
    return p.items[item] >= 0 and p.item_signs[item, HEAD] & (HUB | MASK) == ZERO


@leaf
def _place(p: Any, row: Any, out: Any) -> Any:
    at = p.starts[row, 4]
    if p.starts[row, 5] - at != 1 or p.places[at, PLACE] >= 0 or p.places[at, TEXT] >= 0:
        return ZERO
    road, code = p.places[at, ROAD], p.places[at, POSTCODE]
    out[row, STREET] = _two(road + 1, p.places[at, NUMBER] + 1)
    out[row, HOME] = _two(code + 1, p.places[at, DWELLING] + 1)
    if road >= 0:
        out[row, ROAD_SIGNS + CLASSES] = p.signs[road, CLASSES]
        out[row, ROAD_SIGNS + HEAD] = p.signs[road, HEAD]
    if code >= 0:
        out[row, HALF] = first_half(p.signs[code, HEAD])
    return ONE_PLACE


@leaf
def _two(low: Any, high: Any) -> Any:
    return np.uint64(np.uint32(low)) | np.uint64(np.uint32(high)) << _32


@leaf
def lower(word: Any) -> Any:
    """Return the number in the lower half of a word, as a code (int64)."""
    return np.int64(word & _LOW)


@leaf
def upper(word: Any) -> Any:
    """Return the number in the upper half of a word (int64)."""
    return np.int64(word >> _32)
