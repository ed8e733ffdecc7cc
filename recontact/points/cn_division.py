"""Provinces, cities and counties of China: read off the front of an address, never guessed."""

import re
from dataclasses import dataclass
from functools import lru_cache

from recontact.points import cn_table
from recontact.points.cn_table import City, County

_NO_COUNTY = r"(?!城(?![关市])|道|府|前|后|门|[东西南北]?[路街])"
_COUNTY = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,8}}自治县|[\u4e00-\u9fff]{{1,3}}县市?{_NO_COUNTY}|[\u4e00-\u9fff]{{2,4}}旗"
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
    r"[东西南北中一二三四五六七八九十]{0,2}(?:路|街|大道|道|巷|胡同|小区|花园|家园|公寓|大厦|广场|苑"
    r"|大学|学院|师范|理工|医院|饭店|宾馆|酒店|银行|火车站|体育馆|机场)"
)
_FILLER = re.compile(r"市辖区|(?:省|自治区)直辖县级行政(?:区划|单位)|县(?=[\u4e00-\u9fff]{1,12}县)")
"""What tables of divisions write between a city and its counties."""
_OWN_ROAD = re.compile(
    r"(?!公园|火车站|车站|体育|医院|广场|机场|大学|中学|商业|工业|科技|开发|新[村区城]|古城|老城|[湖山江河桥门寺港湾])"
    r"[\u4e00-\u9fff]{2,7}?(?:路|大街|街|大道|巷|弄|胡同)[东西南北中]?(?:[一二三四五六七八九十\d]段)?[甲乙丙]?\d"
)
"""A road of its own name and its number: what may follow the short name of a county."""
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
    city, rest = _city(rest, region)
    if region is not None and city is None:
        city, rest = _moved_city(rest)
        region = city.region if city else region
    filler = _FILLER.match(rest)
    if filler and region:
        rest = rest[filler.end() :]
        city, rest = _city(rest, region) if city is None else (city, rest)
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


def _moved_city(text: str) -> tuple[City | None, str]:
    """Return the city of another province that stands first in full: 四川省重庆市, of before 1997."""
    for name, city in cn_table.prefixes(text, cn_table.city_names()):
        if name == city.name and name.endswith("市") and not _ROAD_FOLLOWS.match(text[len(name) :]):
            return city, text[len(name) :]
    return None, text


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
    if any(text == _short_county(name) for city in cities for name in city.counties if len(name) > 2):
        return True  # 浙江义乌
    return _COUNTY.match(text) is not None or _under_another_ending(text, region, None) is not None


def _is_city(text: str, city: City) -> bool:
    """Whether the short name at the start of `text` means the city, and not a road or community called after it."""
    rest = text[len(city.short) :]
    return not rest or _starts_county(rest, city) or not _ROAD_FOLLOWS.match(rest)


def _starts_county(text: str, city: City) -> bool:
    if any(county in city.counties for county, _ in cn_table.prefixes(text, cn_table.county_names())):
        return True
    return _shortened(text, city) is not None


def _shortened(text: str, city: City) -> tuple[County, str] | None:
    """Return the county whose short name is all of `text` or stands before a road of another name: 徐汇漕溪北路88号."""
    for name in sorted(city.counties, key=len, reverse=True):
        short = name.removesuffix("新区") if name.endswith("新区") else name[:-1]
        if len(short) < 2 or not text.startswith(short):
            continue
        rest = text[len(short) :]
        if not rest or (
            not rest.startswith(tuple("市县区州旗盟镇乡")) and _OWN_ROAD.match(rest) and not _ROAD_FOLLOWS.match(rest)
        ):
            return city.counties[name], rest
    return None


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
        if rest.startswith(("县", "区")) or _names_longer(text, name, region):
            continue  # 长沙县 is not in Changsha's districts, 大理市 not all of 大理州
        prefecture = _PREFECTURE.match(rest)
        if prefecture and name + prefecture[0] in _DIVIDED:
            continue
        if prefecture and city.name.endswith(("州", "市", "盟")):
            return city, rest[prefecture.end() :]
        zone = _COUNTY.match(rest) and (region or city.short + "区" not in cn_table.counties())
        if not rest or _starts_county(rest, city) or zone:
            return city, rest
        if (region or city.undivided) and not _ROAD_FOLLOWS.match(rest):
            return city, rest  # 东方 alone may begin the name of any community
    return None, text


_PREFECTURE = re.compile("自治州|州|地区|盟")
_DIVIDED = frozenset(("柳州地区", "南宁地区", "梧州地区", "巢湖地区", "钦州地区", "惠阳地区"))
"""Prefectures of old papers that went to several cities: only the province is known."""


def _names_longer(text: str, city: str, region: str | None) -> bool:
    """Whether a county's full name goes on where a city's short name ends."""
    found = cn_table.prefixes(text, cn_table.county_names())
    return any(len(name) > len(city) and any(c.city.region == region for c in held) for name, held in found)


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
        shortened = _shortened(text, city)
        if shortened:
            return shortened
    if city is None and region is not None and len(text) > 1:
        held = {c for one in cn_table.cities_of(region) for name, c in one.counties.items() if text == name[:-1]}
        if len(held) == 1:
            return held.pop(), ""
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
