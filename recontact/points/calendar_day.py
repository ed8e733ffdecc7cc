"""Days in other calendars: Japanese eras, the Republic of China's years, the lunar calendar, weeks of the year."""

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from recontact.points import lunar
from recontact.points.day_reading import Reading, day_of, numeral, republic_year

Form = tuple[str, Callable[[re.Match[str], str | None], Reading]]

_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_SHORT = {"M": "明治", "T": "大正", "S": "昭和", "H": "平成", "R": "令和"}
_SHORT |= {name[0]: name for name in _ERAS}
_LUNAR = re.compile(r"[(（]?(?:[农農阴陰旧舊][历曆]|\blunar\b)[)）]?:?", re.IGNORECASE)
_LUNAR_WORDS = re.compile("月[初廿卅]|[正冬腊臘]月")
"""Only days of the lunar calendar are called so."""
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CYCLE = range(1920, 2040)
"""Years that a year's name in the cycle of sixty may mean for a borrower."""
_NUMERAL = "[〇零○一二三四五六七八九]"
_DAY_WORD = r"[\d一二三四五六七八九十正冬腊臘初廿卅]+"
_LUNAR_DAY = re.compile(
    rf"(?P<y>\d{{4}}|{_NUMERAL}{{4}}|[{_STEMS}][{_BRANCHES}])\s*[年./-]\s*(?P<l>[闰閏]?)"
    rf"(?P<m>{_DAY_WORD})\s*[月./-]\s*(?P<d>{_DAY_WORD})?[日号]?"
)


def is_lunar(text: str) -> bool:
    """Whether a text says, or writes so that it can only mean, a day of the lunar calendar."""
    return _LUNAR.search(text) is not None or _LUNAR_WORDS.search(text) is not None


def read_lunar(text: str) -> Reading:
    """Return the Gregorian days of a lunar day, several where its year is named in the cycle of sixty."""
    found = _LUNAR_DAY.fullmatch(_LUNAR.sub("", text).strip())
    if found is None or (month := lunar.number(found["m"])) is None:
        return []
    days: Reading = []
    for year in _years(found["y"]):
        if found["d"] is None:
            days.append(f"{year}-**-**")
        elif (day := lunar.number(found["d"])) and (solar := lunar.to_solar(year, month, day, leap=bool(found["l"]))):
            days.append(solar.isoformat())
    return days


def _years(text: str) -> Iterable[int]:
    if text[0] in _STEMS:
        stem, branch = _STEMS.index(text[0]), _BRANCHES.index(text[1])
        return [year for year in _CYCLE if (year - 4) % 10 == stem and (year - 4) % 12 == branch]
    return [int(numeral(text) or 0)]


def _era(found: re.Match[str], hint: str | None) -> Reading:
    year = numeral(found["y"])
    month, day = (numeral(found[part]) if found[part] else "**" for part in "md")
    if year is None or month is None or day is None:
        return []
    era = _SHORT.get(found["e"].upper(), found["e"])
    if era == "民前":
        return day_of(republic_year(1 - int(year)), month, day)
    return day_of(str(_ERAS[era] + int(year)) if era in _ERAS else republic_year(int(year)), month, day)


def _republic(found: re.Match[str], hint: str | None) -> Reading:
    return day_of(republic_year(int(found["y"])), found["m"], found["d"])


def _republic_separated(found: re.Match[str], hint: str | None) -> Reading:
    return _republic(found, hint) if hint == "TW" else []


def _week(found: re.Match[str], hint: str | None) -> Reading:
    try:
        return [date.fromisocalendar(int(found["y"]), int(found["w"]), int(found["d"])).isoformat()]
    except ValueError:
        return []


def _day_of_year(found: re.Match[str], hint: str | None) -> Reading:
    day = date(int(found["y"]), 1, 1) + timedelta(days=int(found["n"]) - 1)
    return [day.isoformat()] if day.year == int(found["y"]) else []


_HAN = r"[\d〇零○一二三四五六七八九十]+"
_COUNT = r"[\d〇零○一二三四五六七八九十百元]{1,5}"
_REST = rf"(?:(?P<m>{_HAN})\s*[月./-]\s*(?:(?P<d>{_HAN})[日号]?)?)?"
_ERA = rf"(?:中[华華])?(?P<e>{'|'.join(_ERAS)}|民国|民國|民前)"
OTHER_CALENDARS: tuple[Form, ...] = (
    (rf"{_ERA}\s*(?P<y>{_COUNT})\s*(?:[年./-]\s*{_REST})?", _era),
    (r"(?P<e>[明大昭平令MTSHR])\s*(?P<y>\d{1,2}|元)[年./-](?P<m>\d{1,2})[月./-](?P<d>\d{1,2})日?", _era),
    (r"(?P<y>[01]\d{2})(?P<m>\d{2})(?P<d>\d{2})", _republic),
    (r"(?P<y>\d{2,3})[-/.年](?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?", _republic_separated),
    (r"(?P<y>(?:18|19|20)\d{2})-?W(?P<w>\d{2})-?(?P<d>[1-7])", _week),
    (r"(?P<y>(?:18|19|20)\d{2})-(?P<n>[0-3]\d{2})", _day_of_year),
)
"""Patterns and what reads them, in the order in which they are tried."""
