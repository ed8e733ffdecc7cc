"""Provinces, cities and counties of China: read off the front of an address, never guessed."""

import re
from dataclasses import dataclass

from recontact.points import cn_table

_COUNTY = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}自治县|[\u4e00-\u9fff]{1,3}县(?!城(?![关市])|道|府|前|后|门|[东西南北]?[路街])|[\u4e00-\u9fff]{2,4}旗"
    r"|[\u4e00-\u9fff]{0,6}?(?:高新技术产业开发区|经济技术开发区|经济开发区|工业园区|高新区|经开区|开发区|新区))"
)
_PLAIN_COUNTY = re.compile(
    r"[\u4e00-\u9fff]{1,3}县(?=[\u4e00-\u9fff]{2})(?!城(?![关市])|道|府|前|后|门|[东西南北]?[路街])"
)
_TOWN = re.compile(
    r"[\u4e00-\u9fff]{1,6}?(?:街道办事处|街道办|街道|(?<![小古城新])镇|乡|苏木)(?![东西南北中]?[路街道巷]|大道|\d|小区|[花家]园|公寓|新[村城]|[苑园城府])"
)
_ROAD_FOLLOWS = re.compile(
    r"[东西南北中一二三四五六七八九十]{0,2}(?:路|街|大道|道|巷|胡同|小区|花园|家园|公寓|大厦|广场|苑)"
)


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
    named = cn_table.renamed().get((city.name, county)) if city and county else None
    if named:
        city, county = cn_table.cities()[named[0]], named[1]
    region = city.region if city else region
    return Division(region, city.name if city else None, county, town[0] if town else None), rest


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
    for city in cities:
        if text.startswith((city.name, *city.counties)) or (text.startswith(city.short) and _is_city(text, city)):
            return True
    return _COUNTY.match(text) is not None


def _is_city(text: str, city: cn_table.City) -> bool:
    """Whether the short name at the start of `text` means the city, and not a road or community called after it."""
    rest = text[len(city.short) :]
    return not rest or rest.startswith(tuple(city.counties) or "市") or not _ROAD_FOLLOWS.match(rest)


def _city(text: str, region: str | None) -> tuple[cn_table.City | None, str]:
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
        zone = _COUNTY.match(rest) and (region or city.short + "区" not in cn_table.counties())
        if not rest or rest.startswith(tuple(city.counties) or "\0") or zone:
            return city, rest
        if (region or city.undivided) and not _ROAD_FOLLOWS.match(rest):
            return city, rest  # 东方 alone may begin the name of any community
    return None, text


def _county(text: str, region: str | None, city: cn_table.City | None) -> tuple[str | None, cn_table.City | None, str]:
    for name, holders in cn_table.prefixes(text, cn_table.county_names()):
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
