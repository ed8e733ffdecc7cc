"""Counties of China and the zones beside them: read off the front of what follows a province or city."""

import re

from recontact.points import cn_table
from recontact.points.cn_table import City, County

_NO_COUNTY = r"(?!城(?![关市])|道|府|前|后|门|[东西南北]?[路街])"
UNLISTED = re.compile(
    rf"(?:[\u4e00-\u9fff]{{1,8}}自治县|[\u4e00-\u9fff]{{1,3}}县市?{_NO_COUNTY}|[\u4e00-\u9fff]{{2,4}}旗"
    r"|[\u4e00-\u9fff]{0,6}?(?:高新技术产业开发区|经济技术开发区|经济开发区|工业园区|高新区|经开区|开发区|新区))"
)
"""What is by its form a county or a zone, whether or not any table has it."""
_PLAIN_COUNTY = re.compile(rf"[\u4e00-\u9fff]{{1,3}}县(?=[\u4e00-\u9fff]{{2}}){_NO_COUNTY}")
_CALLED_AFTER = re.compile(r"(?<=市)[场政]|(?<=县)(?:城(?![关市])|道|府|前|后|门|[东西南北]?[路街])")
_STEM = re.compile(r"([\u4e00-\u9fff]{1,6}?)[县市区]")
ROAD_FOLLOWS = re.compile(
    r"[东西南北中一二三四五六七八九十]{0,2}(?:路|街|大道|道|巷|胡同|小区|花园|家园|公寓|大厦|广场|苑"
    r"|大学|学院|师范|理工|医院|饭店|宾馆|酒店|银行|火车站|体育馆|机场)"
)
"""What makes the name of a road or community of the name of a place before it: 河南路, 上海花园."""
_OWN_ROAD = re.compile(
    r"(?!公园|火车站|车站|体育|医院|广场|机场|大学|中学|商业|工业|科技|开发|新[村区城]|古城|老城|[湖山江河桥门寺港湾])"
    r"[\u4e00-\u9fff]{2,7}?(?:路|大街|街|大道|巷|弄|胡同)[东西南北中]?(?:[一二三四五六七八九十\d]段)?[甲乙丙]?\d"
)
"""A road of its own name and its number: what may follow the short name of a county."""


def read(text: str, region: str | None, city: City | None) -> tuple[County | tuple[County, ...] | str | None, str]:
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
        whole = next((name for name in sorted(city.counties) if text == without_sort(name)), None)
        if whole:
            return city.counties[whole], ""
        shortened = _shortened(text, city)
        if shortened:
            return shortened
    if city is None and region is not None and len(text) > 1:
        held = {c for one in cn_table.cities_of(region) for name, c in one.counties.items() if text == name[:-1]}
        if len(held) == 1:
            return held.pop(), ""
    renamed = under_another_ending(text, region, city)
    if renamed:
        return renamed
    match = (UNLISTED if city or region else _PLAIN_COUNTY).match(text)
    if match is None:
        return None, text
    own = city.counties.get(city.short + match[0]) if city else None  # 苏州, 工业园区
    return own or match[0], text[match.end() :]


def under_another_ending(text: str, region: str | None, city: City | None) -> tuple[County, str] | None:
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


def _shortened(text: str, city: City) -> tuple[County, str] | None:
    """Return the county whose short name is all of `text` or stands before a road of another name: 徐汇漕溪北路88号."""
    for name in sorted(city.counties, key=len, reverse=True):
        short = name.removesuffix("新区") if name.endswith("新区") else name[:-1]
        if len(short) < 2 or not text.startswith(short):
            continue
        rest = text[len(short) :]
        if not rest or (
            not rest.startswith(tuple("市县区州旗盟镇乡")) and _OWN_ROAD.match(rest) and not ROAD_FOLLOWS.match(rest)
        ):
            return city.counties[name], rest
    return None


def follows(text: str, city: City) -> bool:
    """Whether a county of the city stands first in `text`."""
    if any(county in city.counties for county, _ in cn_table.prefixes(text, cn_table.county_names())):
        return True
    return _shortened(text, city) is not None


def without_sort(name: str) -> str:
    """Return the short name of a county: 义乌 of 义乌市, but 沙县 whole."""
    return name[:-1] if len(name) > 2 else name
