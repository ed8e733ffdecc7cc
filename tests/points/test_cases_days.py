"""More ways in which birth dates are written. `known` has `*` for each digit that the text does not tell."""

import pytest

from recontact.cleaning import clean_value
from recontact.points import birthdate

SEVENTH = "1990-03-07"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1990.3.7",
            "1990 年 3 月 7 日",
            "1990年3月7号",
            "1990\\03\\07",
            "1990,3,7",
            "1990 03 07",
            "１９９０－０３－０７",
        ),
        *("1990-03-07T00:00:00Z", "1990-03-07T00:00:00+08:00", "1990/03/07 0:00", "19900307000000", "19900307.0"),
        *("7 March 1990", "7th March 1990", "March 7, 1990", "Mar. 7, 1990", "07-MAR-1990", "07MAR1990", "1990-Mar-07"),
        *("7 mars 1990", "7. März 1990", "7 de marzo de 1990", "7 марта 1990", "Wednesday, March 7, 1990"),
        *("Wed Mar 07 1990 00:00:00 GMT+0800", "1990-W10-3", "1990-066", "1990.03.07.", "1990년 3월 7일"),
        *("32939", "32939.0", "636768000000", "636768000", "636739200000", "/Date(636768000000)/"),
        *(
            "出生日期：1990-03-07",
            "DOB: 1990-03-07",
            "生于1990年3月7日",
            "1990-03-07出生",
            "公历1990-03-07",
            "阳历1990年3月7日",
        ),
        *(
            "民国79年3月7日",
            "中華民國79年3月7日",
            "民國七十九年三月七日",
            "0790307",
            "平成2年3月7日",
            "平2.3.7",
            "H2.3.7",
        ),
        *("一九九〇年三月七日", "1990年三月七日", "07.03.1990"),
    ],
)
def test_one_day_in_many_writings(text: str) -> None:
    (found,) = birthdate.clean(text)
    assert (found.value, found.precision, found.problem) == (SEVENTH, "full", None)


@pytest.mark.parametrize(
    ("text", "region", "known"),
    [
        ("03/07/1990", "US", SEVENTH),
        ("07/03/1990", "GB", SEVENTH),
        ("07/03/1990", "HK", SEVENTH),
        ("79/3/7", "TW", SEVENTH),
        ("790307", "TW", SEVENTH),
        ("79年3月7日", "TW", SEVENTH),
        ("2533-03-07", "TH", SEVENTH),
        ("民前1年3月7日", "TW", "1911-03-07"),
        ("昭和六十年三月七日", "JP", "1985-03-07"),
        ("1990-03-06T16:00:00Z", "CN", SEVENTH),  # midnight in China
        ("90-03-07", None, "**90-03-07"),
        ("900307", None, "**90-03-07"),
        ("07-Mar-90", None, "**90-03-07"),
        ("03/07/90", "US", "**90-03-07"),
        ("07/03/90", "GB", "**90-03-07"),
        ("07.03.90", None, "**90-03-07"),
        ("13/07/90", None, "**90-07-13"),
        ("85年3月", None, "**85-03-**"),
        ("八五年", None, "**85-**-**"),
        ("1985年生", None, "1985-**-**"),
        ("03/1985", None, "1985-03-**"),
        ("Mar 1985", None, "1985-03-**"),
        ("1985年三月", None, "1985-03-**"),
        ("3月7日", None, "****-03-07"),
        ("90后", None, "199*-**-**"),
        ("约1990年", None, "1990-**-**"),
        ("1990属马", None, "1990-**-**"),
        ("19**-03-07", None, "19**-03-07"),
        ("XX/XX/1990", None, "1990-**-**"),
        ("1990/--/--", None, "1990-**-**"),
        ("1990-00-00", None, "1990-**-**"),
        ("2月30日", None, "****-02-**"),
    ],
)
def test_what_region_and_digits_tell(text: str, region: str | None, known: str) -> None:
    (found,) = birthdate.clean(text, region)
    assert found.known == known
    assert found.precision == ("partial" if "*" in known else "full")
    assert birthdate.clean(known)[0].known == known


@pytest.mark.parametrize(
    ("text", "region", "known"),
    [
        ("03/04/1985", None, ["1985-04-03", "1985-03-04"]),
        ("03/04/1985", "CN", ["1985-04-03", "1985-03-04"]),  # a country that writes the year first
        ("03/04/85", None, ["**85-04-03", "**85-03-04"]),
        ("01-02-03", None, ["**01-02-03", "**03-02-01", "**03-01-02"]),
        ("1990-03-06T16:00:00Z", None, ["1990-03-07", "1990-03-06"]),
        ("庚午年三月初七", None, ["1930-04-05", "1990-04-02"]),
    ],
)
def test_what_may_be_several_days(text: str, region: str | None, known: list[str]) -> None:
    found = birthdate.clean(text, region)
    assert [day.known for day in found] == known
    assert all(day.value is None and day.precision == "ambiguous" and "ambiguous" in day.flags for day in found)


@pytest.mark.parametrize(
    ("text", "solar"),
    [
        ("1990-3-7（农历）", "1990-04-02"),
        ("阴历1990年3月7日", "1990-04-02"),
        ("旧历1990年三月初七", "1990-04-02"),
        ("农历一九九〇年三月初七", "1990-04-02"),
        ("1990年三月初七", "1990-04-02"),  # only the lunar calendar counts 初七
        ("农历1990年闰五月初一", "1990-06-23"),
        ("农历1990年腊月三十", "1991-02-14"),
    ],
)
def test_lunar_days(text: str, solar: str) -> None:
    (found,) = birthdate.clean(text)
    assert (found.value, found.flags) == (solar, ("lunar",))


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        *((text, "placeholder") for text in ("1900/1/1", "1900-01-00", "0001-01-01", "9999-12-31", "1753-01-01")),
        *((text, "age") for text in ("35", "35岁", "34 years")),
        *((text, "invalid_date") for text in ("属虎", "0307", "农历1990年闰三月初一", "7 March 1990 or so they say")),
        ("2090-03-07", "future"),
        ("未知", "empty"),
    ],
)
def test_no_days(text: str, problem: str) -> None:
    (found,) = birthdate.clean(text)
    assert (found.value, found.known, found.problem) == (None, None, problem)


@pytest.mark.parametrize(
    ("left", "right", "code"),
    [
        ("90年3月7日", SEVENTH, "compatible"),
        ("3月7日", SEVENTH, "unknown"),
        ("90年3月8日", SEVENTH, "different"),
        ("1990年3月", SEVENTH, "compatible"),
    ],
)
def test_what_is_known_of_both_is_compared(left: str, right: str, code: str) -> None:
    assert clean_value("dob", left, other=right)["level"]["code"] == code
