"""Year, month and day put together: what each may be, and which of them comes first where."""

import re

from recontact.points import lunar

Reading = list[str]
"""Days as `YYYY-MM-DD` with `*` for each unknown digit, likeliest first; several where the text leaves it open."""

_MONTH_FIRST = ("US", "PH")
_YEAR_FIRST = ("CN", "TW", "JP", "KR", "MN", "HU", "LT", "CA")
"""Where days are written with the year first, or in more than one order: day and month before a year are not told."""
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_BUDDHIST = 543
"""Years by which Thailand's calendar is ahead."""
_REPUBLIC = 1911
"""Year 0 of the Republic of China's calendar."""


def day_of(year: str, month: str, day: str, hint: str | None = None) -> Reading:
    """Return one reading; a month above 12 and a day up to 12 were written the other way round."""
    month, day = month.zfill(2), day.zfill(2)
    if "**" not in (month, day) and int(month) > 12 >= int(day):
        month, day = day, month
    if year.isdigit():
        shown = int(year) - (_BUDDHIST if hint == "TH" and int(year) > 2400 else 0)
        if not 1800 <= shown <= 2100:
            return []
        year = str(shown)
    if month.isdigit() and not 1 <= int(month) <= 12:
        month, day = "**", "**"
    if day.isdigit() and not 1 <= int(day) <= _days_in(year, month):
        day = "**"
    return [f"{year}-{month}-{day}"]


def short_year(year: str, month: str, day: str, hint: str | None) -> Reading:
    """Read a year of two digits: of the republic in Taiwan, else without its century, which stays unknown."""
    return day_of(str(_REPUBLIC + int(year)) if hint == "TW" else f"**{year}", month, day)


def republic_year(year: int) -> str:
    """Return the Gregorian year of one of the Republic of China; 0 and less are years before it."""
    return str(_REPUBLIC + year)


def either_order(first: str, second: str, year: str, hint: str | None) -> Reading:
    """Read two small numbers with a year behind them: which is the month depends on where it was written."""
    by_day, by_month = day_of(year, second, first, hint), day_of(year, first, second, hint)
    if by_day == by_month or _over_twelve(first):
        return by_day
    if hint in _MONTH_FIRST or _over_twelve(second):
        return by_month
    return by_day if hint and hint not in _YEAR_FIRST else [*by_day, *by_month]


def any_order(first: str, second: str, third: str, hint: str | None) -> Reading:
    """Read three numbers of two digits: in Taiwan a year of the republic first, else in the region's order.

    Where no region is known every order that gives a day is a reading.
    """
    if hint == "TW":
        return short_year(first.zfill(2), second, third, hint)
    orders = {
        "year": short_year(first.zfill(2), second, third, hint),
        "day": short_year(third.zfill(2), second, first, hint),
        "month": short_year(third.zfill(2), first, second, hint),
    }
    usual = None if hint is None else "month" if hint in _MONTH_FIRST else "year" if hint in _YEAR_FIRST else "day"
    numbers = {"year": (second, third), "day": (second, first), "month": (first, second)}
    whole = [name for name, days in orders.items() if days and "*" not in days[0][2:] and _fits(*numbers[name])]
    if usual in whole:
        return orders[usual]
    return list(dict.fromkeys(day for name in whole for day in orders[name])) or orders["year"]


def numeral(text: str) -> str | None:
    """Return the digits that Han numerals, one by one (一九九〇) or counted (七十九, 一百零五), or digits say."""
    if text.isdigit() and text.isascii():
        return text
    if text in ("元", "正"):
        return "1"
    digits = text.translate(_HAN_DIGITS)
    if digits.isdigit() and digits.isascii():
        return digits
    hundreds = re.fullmatch(r"(.?)百零?(.*)", text)
    rest = lunar.number(hundreds[2]) if hundreds and hundreds[2] else None if hundreds else lunar.number(text)
    if not hundreds:
        return str(rest) if rest is not None else None
    above = lunar.number(hundreds[1]) if hundreds[1] else 1
    return str(100 * above + (rest or 0)) if above is not None else None


def _fits(month: str, day: str) -> bool:
    """Whether month and day stand as they were written: not the other way round."""
    return int(month) <= 12 and int(day) <= 31


def _over_twelve(number: str) -> bool:
    return number.isdigit() and int(number) > 12


def _days_in(year: str, month: str) -> int:
    if not month.isdigit():
        return 31
    if int(month) == 2:
        leap = not year.isdigit() or (int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0))
        return 29 if leap else 28
    return 30 if int(month) in (4, 6, 9, 11) else 31
