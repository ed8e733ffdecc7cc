"""Provinces, cities and counties of China: read off the front of an address, never guessed."""

import re
from dataclasses import dataclass
from functools import lru_cache

from recontact.points import cn_city, cn_county, cn_table
from recontact.points.cn_county import ROAD_FOLLOWS
from recontact.points.cn_table import City, County

_TOWN = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:街道办事处|街道办|街道|(?<![小古城新])镇|乡|苏木)(?![东西南北中]?[路街道巷]|大道|\d|小区|[花家]园|公寓|新[村城]|[苑园城府])"
)
_TOWN_MARKS = frozenset("道镇乡木")
_FILLER = re.compile(r"市辖区|(?:省|自治区)直辖县级行政(?:区划|单位)|县(?=[\u4e00-\u9fff]{1,12}县)")
"""What tables of divisions write between a city and its counties."""
_USUAL = re.compile(
    r"[\u4e00-\u9fff]{2,13}?(?:区(?![区县])|(?<=市[\u4e00-\u9fff])县|(?<=市[\u4e00-\u9fff]{2})县|(?<=市[\u4e00-\u9fff]{3})县)"
)
"""A path that ends in a district, or in a county of a named city."""


@dataclass(frozen=True, slots=True)
class Division:
    """Where in the country an address is, in full names of today; None for what is not said or would be a guess."""

    region: str | None = None
    city: str | None = None
    county: str | None = None
    town: str | None = None
    code: str | None = None
    """Six digits (GB/T 2260) of the smallest that is known."""
    candidates: str | None = None
    """Codes of the counties that a name may mean, by spaces, where several have it."""


def read(text: str) -> tuple[Division, str]:
    """Return the division that a simplified text without spaces begins with, and the rest of the text."""
    usual = _USUAL.match(text)
    division = whole(usual[0]) if usual else None
    if usual is None or division is None:
        division, rest = _read(text)
    else:
        rest = text[usual.end() :]
    if division.city and rest.startswith((division.region or "", division.city)):
        division, rest = _said_again(division, rest)
    if _TOWN_MARKS.isdisjoint(rest[:11]):
        return division, rest
    if not (division.city or division.county):
        alone = _TOWN_ALONE.match(rest) if division.region is None else None
        return (_with_town(division, alone[1]), rest[alone.end(1) :]) if alone else (division, rest)
    town = _TOWN.match(rest)
    return (_with_town(division, town[0]), rest[town.end() :]) if town else (division, rest)


_TOWN_ALONE = re.compile(
    r"([\u4e00-\u9fff]{1,4}?(?<![小古城新老集])[镇乡])(?=[\u4e00-\u9fff]{2,6}?(?:路|街|大道|巷|村)[\u4e00-\u9fff]{0,4}\d)"
)
"""A town of which no county is said, before a road or village with a number."""


def _said_again(division: Division, rest: str) -> tuple[Division, str]:
    """Take off a division that is written twice: 江苏省南京市鼓楼区江苏省南京市鼓楼区."""
    again, behind = _read(rest)
    if (again.region, again.city) != (division.region, division.city) or len(behind) == len(rest):
        return division, rest
    if division.county and again.county not in (None, division.county):
        return division, rest
    return (again if again.county else division), behind


@lru_cache(maxsize=20_000)
def whole(path: str) -> Division | None:
    """Return the division of a path such as 深圳市南山区, if it names a county and nothing is left over."""
    division, rest = _read(path)
    if rest or not path.endswith(division.county or "\0"):
        return None
    listed = division.candidates or (division.code and not division.code.endswith("00"))
    return division if listed or path.endswith("区") else None


def _read(text: str) -> tuple[Division, str]:
    region, rest = _region(text.removeprefix("中华人民共和国").removeprefix("中国"))
    city, rest = cn_city.read(rest, region)
    if region is not None and city is None:
        city, rest = cn_city.moved(rest)
        region = city.region if city else region
    filler = _FILLER.match(rest)
    if filler and region:
        rest = rest[filler.end() :]
        city, rest = cn_city.read(rest, region) if city is None else (city, rest)
    found, rest = cn_county.read(rest, region, city)
    if isinstance(found, County):
        return _division(found.city, found.name, found.code), rest
    if isinstance(found, tuple):
        common = {county.city.region for county in found}
        region = region or (common.pop() if len(common) == 1 else None)
        code = cn_table.region_codes()[region] if region else None
        return Division(region, None, found[0].name, None, code, " ".join(sorted(c.code for c in found))), rest
    if city is not None:
        if city.whole is not None and found is None:
            return _division(city.whole.city, city.whole.name, city.whole.code), rest
        return _division(city.today, found, city.today.code), rest
    return Division(region, None, found, None, cn_table.region_codes()[region] if region else None), rest


def _division(city: City, county: str | None, code: str) -> Division:
    return Division(city.region, city.name, county, None, code)


@lru_cache(maxsize=20_000)
def _with_town(division: Division, town: str) -> Division:
    code, county = division.code, division.county
    if division.city and county:
        moved = cn_table.towns().get((town, division.city, county))
        if moved is not None:
            code, county = moved.code, moved.name
    return Division(division.region, division.city, county, town, code, division.candidates)


def _region(text: str) -> tuple[str | None, str]:
    for name, region in cn_table.prefixes(text, cn_table.region_names()):
        rest = text[len(name) :]
        if name == region or not rest or _starts_division(rest, region) or rest.startswith(("省", "市")):
            return region, rest if name == region else re.sub("^[省市]", "", rest)
        # else 河南路, 上海花园: the name of a road or a community
    return None, text


def _starts_division(text: str, region: str) -> bool:
    """Whether `text` goes on with a city or county of the region."""
    cities = cn_table.cities_of(region)
    if cities[0].name == region and not ROAD_FOLLOWS.match(text):
        return True  # 上海南京东路, but not 上海路
    for _, city in cn_table.prefixes(text, cn_table.city_names()):
        if city.region == region and (text.startswith(city.name) or cn_city.is_meant(text, city)):
            return True
    if any(c.city.region == region for _, found in cn_table.prefixes(text, cn_table.county_names()) for c in found):
        return True
    if any(text == cn_county.without_sort(name) for city in cities for name in city.counties if len(name) > 2):
        return True  # 浙江义乌
    return cn_county.UNLISTED.match(text) is not None or cn_county.under_another_ending(text, region, None) is not None
