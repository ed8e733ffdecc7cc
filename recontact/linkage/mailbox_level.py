"""Kernel: what the likeness of two mailboxes or messenger accounts tells beyond the names that they are spelt from."""

from typing import Any

import numpy as np

from recontact.compiled import called, leaf
from recontact.linkage.people import GIVEN, SURNAME
from recontact.linkage.texts import similarity

AT = 64  # "@"
SAME_PROVIDER = 0.88  # Jaro-Winkler: one of them with typing errors; hotmail.com and gmail.com are well below
LONG = 3  # letters of a name that are not in a mailbox by chance


@called
def apart_from_name(p: Any, a: Any, b: Any, left: Any, right: Any) -> Any:
    """Return whether two much alike accounts (codes) of rows `a` and `b` agree in nothing but their holders' names.

    Namesakes' mailboxes are spelt alike: what tells them apart is the number in them, or without one the provider.
    """
    if not spelt(p, a, left) and not spelt(p, b, right):
        return False
    m = p.offsets[left + 1]
    n = p.offsets[right + 1]
    s = _digit(p, p.offsets[left], m)
    t = _digit(p, p.offsets[right], n)
    numbered = _is_digit(p, s, m)
    while _is_digit(p, s, m) and _is_digit(p, t, n):
        if p.chars[s] != p.chars[t]:
            return True
        s = _digit(p, s + 1, m)
        t = _digit(p, t + 1, n)
    if _is_digit(p, s, m) or _is_digit(p, t, n):
        return True  # one number is longer
    if numbered or s == m or t == n:
        return not numbered
    return similarity(p.chars, s + 1, m - s - 1, t + 1, n - t - 1, SAME_PROVIDER) < SAME_PROVIDER


@leaf
def _digit(p: Any, at: Any, end: Any) -> Any:
    """Return where the next digit of the account's own part stands, else where that part ends."""
    while at < end and p.chars[at] != AT and not 48 <= p.chars[at] <= 57:
        at += 1
    return at


@leaf
def _is_digit(p: Any, at: Any, end: Any) -> Any:
    return at < end and 48 <= p.chars[at] <= 57


@leaf
def number_in(p: Any, code: Any) -> Any:
    """Return a hash (uint64, below 2^31) of the digits in the account's own part, 0 if there are none.

    Of two accounts of which one at least is spelt from its holder's name (`spelt`), unequal ones are `apart_from_name`.
    """
    end = p.offsets[code + 1]
    at = _digit(p, p.offsets[code], end)
    found = np.uint64(0)
    while _is_digit(p, at, end):
        found = (found * np.uint64(11) + np.uint64(p.chars[at]) - np.uint64(47)) & np.uint64(0x7FFFFFFF)
        at = _digit(p, at + 1, end)
    return found


@leaf
def spelt(p: Any, row: Any, code: Any) -> Any:
    """Return whether the account's own part holds a name of the row's person."""
    for column in (SURNAME, GIVEN):
        name = p.rows[row, column]
        if name >= 0 and p.parts[name, 0] >= 0 and _holds(p, code, p.parts[name, 0]):
            return True
    return False


@leaf
def _holds(p: Any, code: Any, name: Any) -> Any:
    s = p.offsets[name]
    m = p.offsets[name + 1] - s
    if m < LONG:
        return False
    at = p.offsets[code]
    while at + m <= p.offsets[code + 1] and p.chars[at + m - 1] != AT:
        i = 0
        while i < m and p.chars[at + i] == p.chars[s + i]:
            i += 1
        if i == m:
            return True
        if p.chars[at] == AT:
            return False
        at += 1
    return False
