"""Days that a program wrote as a count: a spreadsheet's serial numbers, seconds or milliseconds since 1970."""

import re
from datetime import date, timedelta

from recontact.points.calendar_day import Form
from recontact.points.day_reading import Reading

_SHEET_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers from 1 March 1900 on (before it a leap day is counted that never was)."""
_CLOCK_ZERO = date(1970, 1, 1)
_DAY = 86400
_EASTERN = 10 * 3600
"""Seconds after midnight in UTC from which a whole day's count is midnight east of Greenwich, of the next day."""
_QUARTER = 900
"""No place's clock differs from UTC by anything but whole quarters of an hour: other counts are no days."""


def _serial(found: re.Match[str], hint: str | None) -> Reading:
    return [(_SHEET_ZERO + timedelta(days=int(found["n"]))).isoformat()]


def _seconds(found: re.Match[str], hint: str | None) -> Reading:
    return _day_of_clock(int(found["n"]))


def _milliseconds(found: re.Match[str], hint: str | None) -> Reading:
    whole, part = divmod(int(found["n"]), 1000)
    return _day_of_clock(whole) if part == 0 else []


def _day_of_clock(seconds: int) -> Reading:
    days, rest = divmod(seconds, _DAY)
    if rest % _QUARTER:
        return []
    day = _CLOCK_ZERO + timedelta(days=days + (rest >= _EASTERN))
    return [day.isoformat()] if 1900 <= day.year <= 2040 else []


COUNTED: tuple[Form, ...] = (
    (r"(?P<n>[1-9]\d{4}|[3-9]\d{3})(?:\.\d+)?", _serial),
    (r"(?:/Date\()?(?P<n>-?\d{11,13})(?:[+-]\d{4})?(?:\)/)?", _milliseconds),
    (r"(?P<n>-?\d{9,10})(?:\.0+)?", _seconds),
)
"""Patterns and what reads them, in the order in which they are tried."""
