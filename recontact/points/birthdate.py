"""Birth dates: ISO days, `*` for each digit that is not known."""

import re
from dataclasses import dataclass

import pyarrow as pa

from recontact.points import lunar
from recontact.points.calendar_day import is_lunar
from recontact.points.cleaned import Cleaned, tabulate
from recontact.points.level import Level
from recontact.points.text import EMPTY, LONGEST, plain
from recontact.points.written_day import is_approximate, read_day

LEVELS = (
    Level("unknown", "The birth dates cannot be compared.", "无法比较出生日期。"),
    Level("same", "The birth date is the same.", "出生日期相同。"),
    Level("compatible", "What is known of both birth dates agrees.", "出生日期已知部分一致。"),
    Level("swapped", "The birth date has day and month swapped.", "出生日期的月与日颠倒。"),
    Level("lunar", "One birth date is the other's day in the lunar calendar.", "出生日期一为公历一为农历。"),
    Level("near", "One digit of the birth dates differs.", "出生日期仅一位数字不同。"),
    Level("same_year", "The year of birth is the same.", "出生年份相同。"),
    Level("different", "The birth dates are different.", "出生日期不同。"),
)
_PLACEHOLDERS = frozenset(
    ("1900-01-01", "1899-12-30", "1899-12-31", "1901-01-01", "1800-01-01", "1900-**-**", "2099-12-31")
)
"""What programs store where nobody entered a day."""
_NO_DAYS = frozenset(("00010101", "17530101", "19000100", "11111111", "99991231", "99999999", "29991231"))
"""Likewise, as digits: what is in no calendar of the living."""
_AGE = re.compile(r"\d{1,3}\s*(?:周?[岁歲]|years?(?: old)?|y\.?o\.?)?", re.IGNORECASE)
_LATEST = "2040"
"""Nobody born in or after this year owes anything while these tables are in use."""
_AGREED = 5
"""Digits of a day that must be known of both to say that it agrees, where not even the decade is known."""
_WHOLE_DAY = r"\d{8}|\d+\D+\d+\D+\d+"
"""Year, month and day were written: what is missing of them is in no calendar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Birthdate(Cleaned):
    """A birth date; `value` is `YYYY-MM-DD`."""


def clean(text: str, hint: str | None = None) -> list[Birthdate]:
    """Return the days that one cell may mean, two if day and month could be swapped; `hint` is the row's ISO region."""
    if len(text) > LONGEST:
        return [Birthdate(problem="too_long")]
    found = plain(text)
    if found.lower() in EMPTY:
        return [Birthdate(problem="empty")]
    if not re.search("[1-9]", found) and found.isascii() and re.search("0", found):
        return [Birthdate(flags=("placeholder",), problem="placeholder")]
    days = read_day(found, hint)
    if re.sub(r"\D", "", found) in _NO_DAYS or days[:1] and days[0] in _PLACEHOLDERS:
        return [Birthdate(flags=("placeholder",), problem="placeholder")]
    if not days:
        return [Birthdate(problem="age" if _AGE.fullmatch(found) else "invalid_date")]
    if days[0] >= _LATEST:
        return [Birthdate(problem="future")]
    if days == ["1970-01-01"]:
        return [
            _dated(days[0], "full", ("placeholder",))
        ]  # some people were born then, most of these are a clock's zero
    flags = (*(("lunar",) if is_lunar(found) else ()), *(("approximate",) if is_approximate(found) else ()))
    if len(days) > 1:
        problem = "no_century" if days[0].startswith("**") else None
        return [_dated(day, "ambiguous", (*flags, "ambiguous"), problem) for day in days]
    if "*" not in days[0]:
        return [_dated(days[0], "full", flags)]
    return [_dated(days[0], "partial", flags, _missing(days[0], found))]


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED columns for distinct texts; `hint` has an ISO region or null for each."""
    hints = hint.to_pylist() if hint is not None else [None] * len(raw)
    return tabulate((clean(text, near) for text, near in zip(raw.to_pylist(), hints, strict=True)), Birthdate)


def _missing(day: str, written: str) -> str | None:
    """Return why a day is not known to the end; None where the text says no more."""
    if day.startswith("**") and day[2] != "*":
        return "no_century"
    if "*" in written:
        return None
    return "no_year" if day.startswith("****") else "no_such_day" if re.search(_WHOLE_DAY, written) else None


def centuries(known: str) -> list[str]:
    """Return the days that a day without its century may be, of people who may owe something today."""
    found = [f"{century}{known[2:]}" for century in ("19", "20")]
    return [day for day in found if day < _LATEST]


def show(known: str) -> str:
    """Return the day as it is written."""
    return known


def mask(known: str) -> str:
    """Return the year alone, for logs and reports."""
    return f"{known[:4]}-**-**"


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two birth dates, as known, agree."""
    if not left or not right:
        return 0
    differing = [(a, b) for a, b in zip(left, right, strict=True) if a != b and "*" not in (a, b)]
    if "*" in left + right:
        return _compare_partial(left, right) if not differing else 6 if _same_year(left, right) else 7
    if not differing:
        return 1
    if left[:4] == right[:4] and (left[5:7], left[8:]) == (right[8:], right[5:7]):
        return 3
    if _lunar_twin(left) == right or _lunar_twin(right) == left:
        return 4
    return 5 if len(differing) == 1 else 6 if _same_year(left, right) else 7


def _compare_partial(left: str, right: str) -> int:
    """Return `compatible` if both say at least the decade, or enough of the rest, else `unknown`."""
    both = sum(a == b and a.isdigit() for a, b in zip(left, right, strict=True))
    return 2 if "*" not in left[:3] + right[:3] or both >= _AGREED else 0


def _same_year(left: str, right: str) -> bool:
    return left[:4] == right[:4] and "*" not in left[:4]


def _lunar_twin(day: str) -> str | None:
    """Return the Gregorian day of the lunar day that was entered as if it were Gregorian."""
    year, month, date = map(int, day.split("-"))
    solar = lunar.to_solar(year, month, date)
    return solar.isoformat() if solar else None


def _dated(day: str, precision: str, flags: tuple[str, ...] = (), problem: str | None = None) -> Birthdate:
    value = day if precision == "full" else None
    return Birthdate(value=value, known=day, type="birthdate", precision=precision, flags=flags, problem=problem)
