"""Ways of writing a day, and the day or days they may mean."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from recontact.points.calendar_day import OTHER_CALENDARS, is_lunar, read_lunar
from recontact.points.counted_day import COUNTED
from recontact.points.day_reading import Reading, any_order, day_of, either_order, numeral, short_year
from recontact.points.month_name import read_named

_TIME = re.compile(r"(?<=[\d日号])[T ]\s*\d{1,2}:\d{2}.*$")
_UTC_MIDNIGHT = re.compile(r"[T ](1[0-9]|2[0-3]):00(?::00(?:\.0+)?)?(?:Z|\+00:?00)$")
_EAST = frozenset(("CN", "HK", "MO", "TW", "SG", "MY", "JP", "KR"))
"""Regions whose midnight is the day before in UTC."""
_GAP = re.compile(r"(?<=[\d*])\s*[\\,]\s*(?=[\d*])|(?<=[\d*])\s+(?=[\d*])")
_LABEL = re.compile(
    r"^(?:(?:出生(?:日期|年月日?)?|生日|生于|dob|d\.o\.b\.?|date of birth|birth ?da(?:te|y)|born(?: on)?)\s*:?\s*"
    r"|[(（]?(?:公历|公曆|阳历|陽曆|新历|新曆|西历|西曆)[)）]?\s*:?\s*|公元)"
    r"|\s*(?:出生|生日?|[(（]?(?:公历|公曆|阳历|陽曆|新历|新曆)[)）]?)$|\s*属.$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:约|大约|大概|about|circa|ca?\.|~)\s*|\s*(?:左右|前后|\?)$", re.IGNORECASE)
_HIDDEN = re.compile(r"(?<![A-Za-z])[xX]{2}(?:[xX]{2})?(?![A-Za-z])|(?<=[/.])-{2}(?=[/.]|$)")
_KOREAN = str.maketrans("년월일號", "年月日日")


def read_day(text: str, hint: str | None = None) -> Reading:
    """Return the days that a trimmed half-width text may mean, [] if none; `hint` is the row's ISO region.

    A day that no calendar has keeps what may be right of it: `1990-02-30` is read as `1990-02-**`.
    """
    if (evening := _UTC_MIDNIGHT.search(text)) and (days := read_day(text[: evening.start()], hint)):
        return _local(days, hint)
    text = _written(text)
    if is_lunar(text):
        return read_lunar(text)
    for form, read in _FORMS:
        if (found := form.fullmatch(text)) and (days := read(found, hint)):
            return days
    return read_named(text, hint)


def is_approximate(text: str) -> bool:
    """Whether a text says that its day is not meant exactly."""
    return _ABOUT.search(text) is not None


def _written(text: str) -> str:
    """Return the day alone: without a label, a time, or a word for the calendar of every day."""
    text = _LABEL.sub("", _ABOUT.sub("", _TIME.sub("", text))).translate(_KOREAN).strip(" .")
    return _GAP.sub("-", _HIDDEN.sub(lambda hidden: "*" * len(hidden[0]), text))


def _local(days: Reading, hint: str | None) -> Reading:
    """Return the day whose midnight in the east of the world was written in UTC, and what was written if unsure."""
    if len(days) != 1 or "*" in days[0]:
        return days
    after = (date.fromisoformat(days[0]) + timedelta(days=1)).isoformat()
    return [after] if hint in _EAST else days if hint else [after, *days]


def _year_first(found: re.Match[str], hint: str | None) -> Reading:
    return day_of(found["y"], found["m"] or "**", found["d"] or "**", hint)


def _year_last(found: re.Match[str], hint: str | None) -> Reading:
    """Read two small numbers before a year: which is the month depends on where it was written."""
    return either_order(found["a"], found["b"], found["y"], "GB" if found["s"] == "." else hint)


def _month_and_year(found: re.Match[str], hint: str | None) -> Reading:
    return day_of(found["y"], found["m"], "**", hint)


def _three_short(found: re.Match[str], hint: str | None) -> Reading:
    dotted = found["s"] == "." and int(found["c"]) > 31
    return any_order(found["a"], found["b"], found["c"], "GB" if dotted else hint)


def _han(found: re.Match[str], hint: str | None) -> Reading:
    """Read Han numerals, with a year of two or four of them or of digits."""
    year = numeral(found["y"])
    month, day = (numeral(found[part]) if found[part] else "**" for part in "md")
    if year is None or month is None or day is None:
        return []
    return short_year(year, month, day, hint) if len(year) == 2 else day_of(year, month, day, hint)


def _decade(found: re.Match[str], hint: str | None) -> Reading:
    """Read 90后 and 1990s: whoever is called by a decade was born in it, of this century or the last."""
    century = found["c"] or ("20" if found["y"] < "3" else "19")
    return [f"{century}{found['y']}*-**-**"]


def _yearless(found: re.Match[str], hint: str | None) -> Reading:
    return [f"****{day[4:]}" for day in day_of("2000", found["m"], found["d"])]


_YEAR = r"(?P<y>\d{4}|\*{4}|\*{2}\d{2}|\d{2}\*{2}|\d{3}\*)"
_CENTURY = r"(?P<y>(?:18|19|20)\d{2})"
_NUMERAL = "[〇零○Ｏ一二三四五六七八九]"
_HAN = r"[\d一二三四五六七八九十]+"
_HAN_YEAR = rf"(?P<y>{_NUMERAL}{{4}}|{_NUMERAL}{{2}}|\d{{4}}|\d{{2}})年"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str | None], Reading]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (_YEAR + r"\s*[-/.年]\s*(?P<m>\d{1,2}|\*{2})(?:\s*[-/.月]\s*(?P<d>\d{1,2}|\*{2})\s*[日号]?|月)?", _year_first),
        (_YEAR + r"(?P<m>\d{2}|\*{2})(?P<d>\d{2}|\*{2})(?:\d{6}|\.0+)?", _year_first),
        (_CENTURY + r"(?P<m>(?=0[1-9]|1[0-2])\d{2}|)年?(?P<d>)", _year_first),
        (r"(?P<a>\d{1,2}|\*{2})(?P<s>[-/.])(?P<b>\d{1,2}|\*{2})[-/.](?P<y>\d{4})", _year_last),
        (r"(?P<a>\d{2})(?P<s>)(?P<b>\d{2})" + _CENTURY, _year_last),
        (r"(?P<m>\d{1,2})[-/.]" + _CENTURY, _month_and_year),
        *OTHER_CALENDARS,
        (rf"{_HAN_YEAR}(?:(?P<m>{_HAN})月?(?:(?<=月)(?P<d>{_HAN})[日号]?)?)?", _han),
        (r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})[-/.](?P<c>\d{1,2})", _three_short),
        (r"(?P<a>\d{2})(?P<s>)(?P<b>\d{2})(?P<c>\d{2})", _three_short),
        (r"(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]", _yearless),
        (r"(?P<c>19|20)?(?P<y>\d)0(?:后|'?s|年代)", _decade),
        *COUNTED,
    )
)
"""Forms in the order in which they are tried: the first that fits is the meaning."""
