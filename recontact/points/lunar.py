"""The Chinese lunisolar calendar, 1900 to 2100: birthdays are still remembered, and entered, in it."""

from datetime import date, timedelta
from functools import cache

from recontact import configs

_DIGITS = dict(zip("一二三四五六七八九", range(1, 10), strict=True)) | {"两": 2, "兩": 2}
_MONTHS = {"正": 1, "冬": 11, "腊": 12, "臘": 12}


def to_solar(year: int, month: int, day: int, *, leap: bool = False) -> date | None:
    """Return the Gregorian day of a lunar one, None if the calendar has no such day."""
    if year not in _years() or not 1 <= month <= 12:
        return None
    first, leap_month, lengths = _years()[year]
    if leap and month != leap_month:
        return None
    index = month - 1 + (leap or 0 < leap_month < month)
    if not 1 <= day <= lengths[index]:
        return None
    return first + timedelta(days=sum(lengths[:index]) + day - 1)


def number(text: str) -> int | None:
    """Return the month or day that Chinese numerals (`正`, `十二`, `初七`, `廿一`) or digits say, None if none."""
    if text.isdigit():
        return int(text)
    text = text.removeprefix("初").replace("廿", "二十").replace("卅", "三十")
    if text in _MONTHS:
        return _MONTHS[text]
    tens, ten, ones = text.rpartition("十")
    parts = (_DIGITS.get(tens) if tens else int(bool(ten)), _DIGITS.get(ones) if ones else 0)
    return None if None in parts else 10 * (parts[0] or 0) + (parts[1] or 0) or None


@cache
def _years() -> dict[int, tuple[date, int, tuple[int, ...]]]:
    return {
        int(year): (date(*map(int, first.split("-"))), int(leap), tuple(29 + int(long) for long in lengths))
        for year, first, leap, lengths in configs.table("vocabularies/lunar_years.tsv")
    }
