"""Provinces, cities and counties of China: read off the front of an address, never guessed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from recontact import configs

Named = TypeVar("Named")
_ByStart = Mapping[str, Sequence[tuple[str, Named]]]
"""Names under their first two characters, longest first."""

_SHORTENED = re.compile("(?:省|市|地区|盟)$")
_COUNTY = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}自治县|[\u4e00-\u9fff]{1,3}县(?!城(?!关)|道|府|前|后|门|[东西南北]?[路街])|[\u4e00-\u9fff]{2,4}旗"
    r"|[\u4e00-\u9fff]{0,6}?(?:高新技术产业开发区|经济技术开发区|经济开发区|工业园区|高新区|经开区|开发区|新区))"
)
_PLAIN_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,3}县(?=[\u4e00-\u9fff]{2})(?!城(?!关)|道|府|前|后|门|[东西南北]?[路街])")
_TOWN = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:街道办事处|街道办|街道|(?<![小古城新])镇|乡|苏木)(?![东西南北中]?[路街道巷]|大道|\d)"
)
_ROAD_FOLLOWS = re.compile(
    r"[东西南北中一二三四五六七八九十]{0,2}(?:路|街|大道|道|巷|胡同|小区|花园|家园|公寓|大厦|广场|苑)"
)


@dataclass(frozen=True, slots=True)
class City:
    """A prefecture city of the table."""

    region: str
    name: str
    short: str
    counties: frozenset[str]


@dataclass(frozen=True, slots=True)
class Division:
    """Where in the country an address is, in full names; None for what is not said or would be a guess."""

    region: str | None = None
    city: str | None = None
    county: str | None = None
    town: str | None = None


def read(text: str) -> tuple[Division, str]:
    """Return the division that a simplified text without spaces begins with, and the rest of the text."""
    region, rest = _region(text.removeprefix("中国"))
    city, rest = _city(rest, region)
    county, city, rest = _county(rest, region, city)
    town = _TOWN.match(rest) if (city or county) else None
    if town:
        rest = rest[town.end() :]
    named = _renamed().get((city.name, county)) if city and county else None
    if named:
        city, county = _cities()[named[0]], named[1]
    region = city.region if city else region
    return Division(region, city.name if city else None, county, town[0] if town else None), rest


def _region(text: str) -> tuple[str | None, str]:
    for name, region in _prefixes(text, _region_names()):
        rest = text[len(name) :]
        if name == region or not rest or _starts_division(rest, region) or rest.startswith(("省", "市")):
            return region, rest if name == region else re.sub("^[省市]", "", rest)
        # else 河南路, 上海花园: the name of a road or a community
    return None, text


def _starts_division(text: str, region: str) -> bool:
    """Whether `text` goes on with a city or county of the region."""
    for city in _cities_of(region):
        if text.startswith((city.name, *city.counties)) or (text.startswith(city.short) and _is_city(text, city)):
            return True
    match = _COUNTY.match(text)
    return bool(match)


def _is_city(text: str, city: City) -> bool:
    """Whether the short name at the start of `text` means the city, and not a road or community called after it."""
    rest = text[len(city.short) :]
    return not rest or rest.startswith(tuple(city.counties) or "市") or not _ROAD_FOLLOWS.match(rest)


def _city(text: str, region: str | None) -> tuple[City | None, str]:
    if region is not None and _cities_of(region)[0].name == region:
        city = _cities_of(region)[0]
        again = next((name for name in (city.name, city.short) if text.startswith(name)), "")
        rest = text[len(again) :]
        return city, rest if again and not _ROAD_FOLLOWS.match(rest) else text
    for name, city in _prefixes(text, _city_names()):
        if region is not None and city.region != region:
            continue
        rest = text[len(name) :]
        if name == city.name:
            split_wrongly = rest.startswith(("中区", "南区", "北区")) and "市" + rest[:2] in city.counties
            return city, "市" + rest if split_wrongly else rest  # 济南市中区 is 济南, 市中区
        named_on = region is not None or not city.counties
        zone = _COUNTY.match(rest) and (named_on or city.short + "区" not in _counties())
        if not rest or rest.startswith(tuple(city.counties) or "\0") or zone:
            return city, rest
        if named_on and not _ROAD_FOLLOWS.match(rest):
            return city, rest
    return None, text


def _county(text: str, region: str | None, city: City | None) -> tuple[str | None, City | None, str]:
    for name, holders in _prefixes(text, _county_names()):
        rest = text[len(name) :]
        within = [holder for holder in holders if holder is city or (city is None and region in (None, holder.region))]
        if not within or (city is None and len(name) == 2) or _is_called_after(name, rest):
            continue
        return name, city or (within[0] if len(within) == 1 else None), rest
    if city is not None and len(text) > 1:
        whole = next((name for name in sorted(city.counties) if text == _short_county(name)), None)
        if whole:
            return whole, city, ""
    match = (_COUNTY if city or region else _PLAIN_COUNTY).match(text)
    return (match[0], city, text[match.end() :]) if match else (None, city, text)


def _is_called_after(name: str, rest: str) -> bool:
    return name.endswith("市") and rest.startswith(("场", "政"))


def _short_county(name: str) -> str:
    return name[:-1] if len(name) > 2 else name


def _prefixes(text: str, table: _ByStart[Named]) -> Iterator[tuple[str, Named]]:
    """Yield the names of `table` that `text` begins with, longest first."""
    for name, named in table.get(text[:2], ()):
        if text.startswith(name):
            yield name, named


def _by_start(names: Mapping[str, Named]) -> _ByStart[Named]:
    found: dict[str, list[tuple[str, Named]]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name[:2], []).append((name, names[name]))
    return found


@cache
def _table() -> tuple[City, ...]:
    cities = []
    for region, city, counties in configs.table("vocabularies/cn_divisions.tsv"):
        name, _, short = city.partition("=")
        cities.append(
            City(region.partition("=")[0], name, short or _SHORTENED.sub("", name), frozenset(counties.split()))
        )
    return tuple(cities)


@cache
def _renamed() -> dict[tuple[str, str], tuple[str, str]]:
    rows = configs.table("vocabularies/cn_renamed.tsv")
    return {(city, county): (new_city, new_county) for city, county, new_city, new_county in rows}


@cache
def _region_names() -> _ByStart[str]:
    names: dict[str, str] = {}
    for row in configs.table("vocabularies/cn_divisions.tsv"):
        full, _, short = row[0].partition("=")
        names[full] = full
        names[short or _SHORTENED.sub("", full)] = full
    return _by_start(names)


@cache
def _cities() -> dict[str, City]:
    return {name: city for city in _table() for name in (city.short, city.name)}


@cache
def _city_names() -> _ByStart[City]:
    return _by_start(_cities())


@cache
def _county_names() -> _ByStart[tuple[City, ...]]:
    return _by_start(_counties())


@cache
def _cities_of(region: str) -> tuple[City, ...]:
    return tuple(city for city in _table() if city.region == region)


@cache
def _counties() -> dict[str, tuple[City, ...]]:
    holders: dict[str, tuple[City, ...]] = {}
    for city in _table():
        for county in sorted(city.counties):
            holders[county] = (*holders.get(county, ()), city)
    return holders
