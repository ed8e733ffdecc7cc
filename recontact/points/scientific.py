"""Numbers that a spreadsheet turned into scientific notation: which digits survive."""

import re
from itertools import takewhile

_NOTATION = re.compile(r"(\d)(?:\.(\d+))?[eE]\+?(\d{1,2})")
_EXACT_DECIMALS = 7
"""A spreadsheet shows at most five decimals and C's %e six: more come from a program that wrote the number in full."""
_FLOAT_DIGITS = 15
"""Decimal digits that a binary double always keeps (IEEE 754)."""


def exact_digits(text: str) -> str | None:
    """Return all digits of a number in scientific notation if none was rounded away, else None."""
    parts = _NOTATION.fullmatch(text)
    if parts is None:
        return None
    decimals, length = parts[2] or "", int(parts[3]) + 1
    if length > _FLOAT_DIGITS or len(decimals) >= length or len(decimals) < min(_EXACT_DECIMALS, length - 1):
        return None
    return (parts[1] + decimals).ljust(length, "0")


def surviving_digits(text: str) -> str | None:
    """Return what a rounded number in scientific notation still says, `*` for each lost digit; None if it is not one.

    The last digit shown may be rounded up, and a rounded 0 may hide a 9 before it, so only digits that every number
    behind the text shares are kept: between half a unit below (rounding) and one above (cutting off).
    """
    parts = _NOTATION.fullmatch(text)
    if parts is None or int(parts[3]) > 24:
        return None
    decimals, length = parts[2] or "", int(parts[3]) + 1
    unit: int = 10 ** max(0, length - 1 - len(decimals))
    shown = int(parts[1] + decimals[: length - 1]) * unit
    low, high = str(shown - unit // 2), str(shown + unit - 1)
    sure = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(low, high, strict=False)))
    return low[: sure if len(low) == len(high) else 0].ljust(length, "*")
