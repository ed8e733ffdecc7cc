"""Birth dates and record days, as people and programs write them."""

from datetime import date

import pyarrow as pa
import pytest

from recontact.points import birthdate, lunar
from recontact.points.day import day_column


@pytest.mark.parametrize(
    ("text", "hint", "known"),
    [
        ("1990/3/7", None, "1990-03-07"),
        ("19900307", None, "1990-03-07"),
        ("1990年3月7日", None, "1990-03-07"),
        ("１９９０年３月７日", None, "1990-03-07"),
        ("1990-03-07 00:00:00", None, "1990-03-07"),
        ("07.03.1990", None, "1990-03-07"),
        ("03/07/1990", "US", "1990-03-07"),
        ("13/07/1990", None, "1990-07-13"),
        ("1862-01-24", None, "1862-01-24"),
        ("31 Jan 1990", None, "1990-01-31"),
        ("January 31st, 1990", None, "1990-01-31"),
        ("0790307", "TW", "1990-03-07"),
        ("民國79年3月7日", None, "1990-03-07"),
        ("79/3/7", "TW", "1990-03-07"),
        ("昭和60年3月7日", "JP", "1985-03-07"),
        ("农历1985年八月十五", None, "1985-09-29"),
        ("農曆1990年二月十一", None, "1990-03-07"),
        ("农历2020年闰四月初一", None, "2020-05-23"),
        ("32939", None, "1990-03-07"),  # a spreadsheet's serial number
        ("1990", None, "1990-**-**"),
        ("199003", None, "1990-03-**"),
        ("1990-03-**", None, "1990-03-**"),
        ("1990-02-30", None, "1990-02-**"),  # no such day
        ("1990-13-05", None, "1990-05-13"),  # written the other way round
    ],
)
def test_one_day(text: str, hint: str | None, known: str) -> None:
    (found,) = birthdate.clean(text, hint)
    assert (found.known, found.precision) == (known, "partial" if "*" in known else "full")
    assert birthdate.clean(known)[0].known == known


def test_day_and_month_interchangeable() -> None:
    found = birthdate.clean("03/07/1990")
    assert [day.known for day in found] == ["1990-07-03", "1990-03-07"]
    assert {(day.value, day.precision) for day in found} == {(None, "ambiguous")}


@pytest.mark.parametrize(("text", "problem"), [("1900-01-01", "placeholder"), ("abc", "invalid_date"), ("", "empty")])
def test_rejected(text: str, problem: str) -> None:
    table = birthdate.clean_column(pa.array([text]))
    assert (table["known"].to_pylist(), table["problem"].to_pylist()) == ([None], [problem])


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("1990-03-07", "1990-03-07", "same"),
        ("1990-03-07", "1990-03-**", "compatible"),
        ("1990-07-03", "1990-03-07", "swapped"),
        ("1990-01-27", "1990-01-01", "lunar"),
        ("1990-03-07", "1990-03-08", "near"),
        ("1990-03-07", "1990-11-25", "same_year"),
        ("1990-03-07", "1990-04-**", "same_year"),
        ("1990-03-07", "1984-11-25", "different"),
        ("1990-03-07", "****-**-07", "unknown"),
        ("1990-03-07", None, "unknown"),
    ],
)
def test_compare(left: str, right: str | None, code: str) -> None:
    assert birthdate.LEVELS[birthdate.compare(left, right)].code == code
    assert birthdate.LEVELS[birthdate.compare(right, left)].code == code


@pytest.mark.parametrize(
    ("year", "month", "day", "leap", "solar"),
    [
        (1985, 8, 15, False, date(1985, 9, 29)),
        (2000, 1, 1, False, date(2000, 2, 5)),
        (2020, 4, 1, True, date(2020, 5, 23)),
        (2020, 12, 30, False, date(2021, 2, 11)),
        (2021, 4, 1, True, None),
        (1990, 13, 1, False, None),
        (1850, 1, 1, False, None),
    ],
)
def test_lunar(year: int, month: int, day: int, leap: bool, solar: date | None) -> None:
    assert lunar.to_solar(year, month, day, leap=leap) == solar


def test_day_column() -> None:
    raw = ["2026-06-06", "2025-08-03 10:00:00", "2026-06-06T10:00:00Z", "2026/6/6", "20260606", "45000", "2026年6月6日"]
    raw += [None, "", "soon", "2026-02-30", "2026-13-45", "03/07/2026", "2026-06"]
    days = day_column(pa.array(raw))
    june = date(2026, 6, 6)
    assert days.type == pa.date32()
    assert days.to_pylist() == [june, date(2025, 8, 3), june, june, june, date(2023, 3, 15), june, *[None] * 7]


@pytest.mark.parametrize(
    ("text", "known", "problem"),
    [
        ("一九九〇年三月七日", "1990-03-07", None),
        ("九〇年三月七日", "**90-03-07", "no_century"),
        ("90-03-07", "**90-03-07", "no_century"),
        ("H2.3.7", "1990-03-07", None),
        ("S60/3/7", "1985-03-07", None),
        ("1990-02-30", "1990-02-**", "no_such_day"),
        ("0000-00-00", None, "placeholder"),
        ("1990年", "1990-**-**", None),
    ],
)
def test_numerals_eras_and_what_is_missing(text: str, known: str | None, problem: str | None) -> None:
    (found,) = birthdate.clean(text)
    assert (found.known, found.problem) == (known, problem)
