"""Ways of writing a day, and the day or days they may mean."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from recontact.points import lunar

Reading = list[str]
"""Days as `YYYY-MM-DD` with `*` for each unknown digit, likeliest first; several where the text leaves it open."""

_MONTHS = {"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6}
_MONTHS |= {"jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民国": 1911, "民國": 1911}
_ERA_LETTERS = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_EXCEL_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's serial numbers from 1 March 1900 on (before it a leap day is counted that never was)."""


def read_day(text: str, hint: str | None = None) -> Reading:
    """Return the days that a trimmed half-width text may mean, [] if none; `hint` is the row's ISO region.

    A day that no calendar has keeps what may be right of it: `1990-02-30` is read as `1990-02-**`.
    """
    text = re.sub(r"[T ]\s*\d{1,2}:\d{2}.*$", "", text)
    for form, read in _FORMS:
        if (found := form.fullmatch(text)) and (days := read(found, hint)):
            return days
    return []


def _year_first(found: re.Match[str], hint: str | None) -> Reading:
    year, month, day = found["y"], found["m"] or "**", found["d"] or "**"
    return _iso(year, month, day)


def _iso(year: str, month: str, day: str) -> Reading:
    """Return one reading; a month above 12 and a day up to 12 were written the other way round."""
    month, day = month.zfill(2), day.zfill(2)
    if "**" not in (month, day) and month.isdigit() and day.isdigit() and int(month) > 12 >= int(day):
        month, day = day, month
    if year.isdigit() and not 1800 <= int(year) <= 2100:
        return []
    if month.isdigit() and not 1 <= int(month) <= 12:
        month, day = "**", "**"
    if day.isdigit() and not 1 <= int(day) <= _days_in(year, month):
        day = "**"
    return [f"{year}-{month}-{day}"]


def _days_in(year: str, month: str) -> int:
    if not month.isdigit():
        return 31
    if int(month) == 2:
        leap = not year.isdigit() or (int(year) % 4 == 0 and (int(year) % 100 != 0 or int(year) % 400 == 0))
        return 29 if leap else 28
    return 30 if int(month) in (4, 6, 9, 11) else 31


def _year_last(found: re.Match[str], hint: str | None) -> Reading:
    """Read two small numbers before a year: which is the month depends on where it was written."""
    first, second, year = found["a"], found["b"], found["y"]
    by_day, by_month = _iso(year, second, first), _iso(year, first, second)
    if by_day == by_month or found["s"] == "." or int(first) > 12:
        return by_day
    if hint == "US" or int(second) > 12:
        return by_month
    return by_day if hint else [*by_day, *by_month]


def _named_month(found: re.Match[str], hint: str | None) -> Reading:
    month = _MONTHS.get(found["n"][:3].lower())
    return _iso(found["y"], str(month), found["d"]) if month else []


def _era(found: re.Match[str], hint: str | None) -> Reading:
    year = 1 if found["y"] == "元" else int(found["y"])
    return _iso(str(_ERAS[found["e"]] + year), found["m"] or "**", found["d"] or "**")


def _era_letter(found: re.Match[str], hint: str | None) -> Reading:
    year = _ERAS[_ERA_LETTERS[found["e"].upper()]] + int(found["y"])
    return _iso(str(year), found["m"], found["d"])


def _han_numerals(found: re.Match[str], hint: str | None) -> Reading:
    year = found["y"].translate(_HAN_DIGITS)
    month, day = lunar.number(found["m"]), lunar.number(found["d"]) if found["d"] else None
    if month is None:
        return []
    return _iso(year if len(year) == 4 else f"**{year}", str(month), str(day) if day else "**")


def _short_year(found: re.Match[str], hint: str | None) -> Reading:
    """Read a year without its century, which stays unknown: a birth date may be a hundred years off."""
    return _iso(f"**{found['y']}", found["m"], found["d"])


def _republic(found: re.Match[str], hint: str | None) -> Reading:
    return _iso(str(1911 + int(found["y"])), found["m"], found["d"])


def _republic_separated(found: re.Match[str], hint: str | None) -> Reading:
    return _republic(found, hint) if hint == "TW" else []


def _lunar(found: re.Match[str], hint: str | None) -> Reading:
    month, day = lunar.number(found["m"]), lunar.number(found["d"])
    if month is None or day is None:
        return []
    solar = lunar.to_solar(int(found["y"]), month, day, leap=bool(found["l"]))
    return [solar.isoformat()] if solar else []


def _serial(found: re.Match[str], hint: str | None) -> Reading:
    return [(_EXCEL_ZERO + timedelta(days=int(found[1]))).isoformat()]


_YEAR = r"(?P<y>\d{4}|\*{4}|\*{2}\d{2})"
_CENTURY = r"(?P<y>(?:18|19|20)\d{2})"
_HAN = r"[\d一二三四五六七八九十正冬腊臘初廿卅]+"
_NUMERAL = "[〇零○一二三四五六七八九]"
_ERA = rf"(?:中[华華])?(?P<e>{'|'.join(_ERAS)})\s*(?P<y>\d{{1,3}}|元)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str | None], Reading]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (_YEAR + r"\s*[-/.年]\s*(?P<m>\d{1,2}|\*{2})(?:\s*[-/.月]\s*(?P<d>\d{1,2}|\*{2})\s*[日号]?|月)?", _year_first),
        (_YEAR + r"(?P<m>\d{2}|\*{2})(?P<d>\d{2}|\*{2})(?:\d{6}|\.0+)?", _year_first),
        (_CENTURY + r"(?P<m>(?=0[1-9]|1[0-2])\d{2}|)年?(?P<d>)", _year_first),
        (r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})[-/.](?P<y>\d{4})", _year_last),
        (r"(?P<a>\d{2})(?P<s>)(?P<b>\d{2})" + _CENTURY, _year_last),
        (r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s.-]+(?P<n>[a-z]{3,9})[\s.,-]+(?P<y>\d{4})", _named_month),
        (r"(?P<n>[a-z]{3,9})[\s.-]+(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s,.-]+(?P<y>\d{4})", _named_month),
        (_ERA + r"\s*[年./-]\s*(?:(?P<m>\d{1,2})\s*[月./-]\s*(?:(?P<d>\d{1,2})日?)?)?", _era),
        (
            r"(?:[农農][历曆]|[阴陰][历曆])\s*(?P<y>\d{4})\s*[年./-]\s*"
            rf"(?P<l>[闰閏]?)(?P<m>{_HAN})\s*[月./-]\s*(?P<d>{_HAN})日?",
            _lunar,
        ),
        (r"(?P<y>[01]\d{2})(?P<m>\d{2})(?P<d>\d{2})", _republic),
        (r"(?P<y>\d{2,3})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})", _republic_separated),
        (r"(?P<e>[MTSHR])\s*(?P<y>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<d>\d{1,2})", _era_letter),
        (
            rf"(?P<y>{_NUMERAL}{{4}}|{_NUMERAL}{{2}})年(?P<m>{_HAN})月(?:(?P<d>{_HAN})[日号]?)?",
            _han_numerals,
        ),
        (r"(?P<y>\d{2})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?", _short_year),
        (r"(\d{4,5})(?:\.\d+)?", _serial),
    )
)
"""Forms in the order in which they are tried: the first that fits is the meaning."""
