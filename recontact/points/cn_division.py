"""Provinces, cities and counties of China: read off the front of an address, never guessed."""

import re
from dataclasses import dataclass
from functools import lru_cache

from recontact.points import cn_table
from recontact.points.cn_table import City, County

_NO_COUNTY = r"(?!城(?![关市])|道|府|前|后|门|[东西南北]?[路街])"
_COUNTY = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,8}}自治县|[\u4e00-\u9fff]{{1,3}}县{_NO_COUNTY}|[\u4e00-\u9fff]{{2,4}}旗"
    r"|[\u4e00-\u9fff]{0,6}?(?:高新技术产业开发区|经济技术开发区|经济开发区|工业园区|高新区|经开区|开发区|新区))"
)
_PLAIN_COUNTY = re.compile(rf"[\u4e00-\u9fff]{{1,3}}县(?=[\u4e00-\u9fff]{{2}}){_NO_COUNTY}")
_CALLED_AFTER = re.compile(r"(?<=市)[场政]|(?<=县)(?:城(?![关市])|道|府|前|后|门|[东西南北]?[路街])")
_STEM = re.compile(r"([\u4e00-\u9fff]{1,6}?)[县市区]")
_TOWN = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:街道办事处|街道办|街道|(?<![小古城新])镇|乡|苏木)(?![东西南北中]?[路街道巷]|大道|\d|小区|[花家]园|公寓|新[村城]|[苑园城府])"
)
_TOWN_MARKS = frozenset("道镇乡木")
_ROAD_FOLLOWS = re.compile(
    r"[东西南北中一二三四五六七八九十]{0,2}(?:路|街|大道|道|巷|胡同|小区|花园|家园|公寓|大厦|广场|苑)"
)
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
    if _TOWN_MARKS.isdisjoint(rest[:11]) or not (division.city or division.county):
        return division, rest
    town = _TOWN.match(rest)
    return (_with_town(division, town[0]), rest[town.end() :]) if town else (division, rest)


@lru_cache(maxsize=20_000)
def whole(path: str) -> Division | None:
    """Return the division of a path such as 深圳市南山区, if it names a county and nothing is left over."""
    division, rest = _read(path)
    if rest or not path.endswith(division.county or "\0"):
        return None
    listed = division.candidates or (division.code and not division.code.endswith("00"))
    return division if listed or path.endswith("区") else None


def _read(text: str) -> tuple[Division, str]:
    region, rest = _region(text.removeprefix("中国"))
    city, rest = _city(rest, region)
    found, rest = _county(rest, region, city)
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
    if cities[0].name == region and not _ROAD_FOLLOWS.match(text):
        return True  # 上海南京东路, but not 上海路
    for _, city in cn_table.prefixes(text, cn_table.city_names()):
        if city.region == region and (text.startswith(city.name) or _is_city(text, city)):
            return True
    if any(c.city.region == region for _, found in cn_table.prefixes(text, cn_table.county_names()) for c in found):
        return True
    return _COUNTY.match(text) is not None


def _is_city(text: str, city: City) -> bool:
    """Whether the short name at the start of `text` means the city, and not a road or community called after it."""
    rest = text[len(city.short) :]
    return not rest or _starts_county(rest, city) or not _ROAD_FOLLOWS.match(rest)


def _starts_county(text: str, city: City) -> bool:
    return any(county in city.counties for county, _ in cn_table.prefixes(text, cn_table.county_names()))


def _city(text: str, region: str | None) -> tuple[City | None, str]:
    if region is not None and cn_table.cities_of(region)[0].name == region:
        city = cn_table.cities_of(region)[0]
        again = next((name for name in (city.name, city.short) if text.startswith(name)), "")
        rest = text[len(again) :]
        return city, rest if again and not _ROAD_FOLLOWS.match(rest) else text
    for name, city in cn_table.prefixes(text, cn_table.city_names()):
        if region is not None and city.region != region:
            continue
        rest = text[len(name) :]
        if name == city.name:
            split_wrongly = rest.startswith(("中区", "南区", "北区")) and "市" + rest[:2] in city.counties
            return city, "市" + rest if split_wrongly else rest  # 济南市中区 is 济南, 市中区
        if rest.startswith(("县", "区")):
            continue  # 长沙县 is not in Changsha's districts
        zone = _COUNTY.match(rest) and (region or city.short + "区" not in cn_table.counties())
        if not rest or _starts_county(rest, city) or zone:
            return city, rest
        if (region or city.undivided) and not _ROAD_FOLLOWS.match(rest):
            return city, rest  # 东方 alone may begin the name of any community
    return None, text


def _county(text: str, region: str | None, city: City | None) -> tuple[County | tuple[County, ...] | str | None, str]:
    """Return the county, the several that it may be, or a zone's or unlisted county's name; and the rest."""
    for name, holders in cn_table.prefixes(text, cn_table.county_names()):
        if city is not None:
            within = tuple(city.counties[known] for known in (name,) if known in city.counties)
        else:
            within = tuple(holder for holder in holders if region in (None, holder.city.region))
        if not within or (
            city is None and ((len(name) == 2 and region is None) or _CALLED_AFTER.match(text, len(name)))
        ):
            continue
        return within[0] if len(within) == 1 else within, text[len(name) :]
    if city is not None and len(text) > 1:
        whole = next((name for name in sorted(city.counties) if text == _short_county(name)), None)
        if whole:
            return city.counties[whole], ""
    renamed = _under_another_ending(text, region, city)
    if renamed:
        return renamed
    match = (_COUNTY if city or region else _PLAIN_COUNTY).match(text)
    if match is None:
        return None, text
    own = city.counties.get(city.short + match[0]) if city else None  # 苏州, 工业园区
    return own or match[0], text[match.end() :]


def _under_another_ending(text: str, region: str | None, city: City | None) -> tuple[County, str] | None:
    """Return the county that has become a city or district: 海安县 is 海安市 now, 沙县 is 沙县区."""
    found = _STEM.match(text)
    if found is None or _CALLED_AFTER.match(text, found.end()):
        return None
    names = [found[1] + ending for ending in "县市区"] if len(found[1]) > 1 else []
    if city is not None:
        within = [city.counties[name] for name in (*names, found[0] + "区") if name in city.counties]
    elif found[0].endswith("区"):
        return None  # any community may be one
    else:
        held = [county for name in (*names, found[0] + "区") for county in cn_table.counties().get(name, ())]
        within = [county for county in held if region in (None, county.city.region)]
    return (within[0], text[found.end() :]) if len(within) == 1 else None


def _short_county(name: str) -> str:
    return name[:-1] if len(name) > 2 else name
