"""Cities and prefectures of China: read off the front of what follows a province, or of an address."""

import re

from recontact.points import cn_county, cn_table
from recontact.points.cn_county import ROAD_FOLLOWS
from recontact.points.cn_table import City


def read(text: str, region: str | None) -> tuple[City | None, str]:
    """Return the city that `text` begins with, of the region if one is said; and the rest."""
    if region is not None and cn_table.cities_of(region)[0].name == region:
        city = cn_table.cities_of(region)[0]
        again = next((name for name in (city.name, city.short) if text.startswith(name)), "")
        rest = text[len(again) :]
        return city, rest if again and not ROAD_FOLLOWS.match(rest) else text
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
        zone = cn_county.UNLISTED.match(rest) and (region or city.short + "区" not in cn_table.counties())
        if not rest or cn_county.follows(rest, city) or zone:
            return city, rest
        if (region or city.undivided) and not ROAD_FOLLOWS.match(rest):
            return city, rest  # 东方 alone may begin the name of any community
    return None, text


def moved(text: str) -> tuple[City | None, str]:
    """Return the city of another province that stands first in full: 四川省重庆市, of before 1997."""
    for name, city in cn_table.prefixes(text, cn_table.city_names()):
        if name == city.name and name.endswith("市") and not ROAD_FOLLOWS.match(text[len(name) :]):
            return city, text[len(name) :]
    return None, text


def is_meant(text: str, city: City) -> bool:
    """Whether the short name at the start of `text` means the city, and not a road or community called after it."""
    rest = text[len(city.short) :]
    return not rest or cn_county.follows(rest, city) or not ROAD_FOLLOWS.match(rest)


_PREFECTURE = re.compile("自治州|州|地区|盟")
_DIVIDED = frozenset(("柳州地区", "南宁地区", "梧州地区", "巢湖地区", "钦州地区", "惠阳地区"))
"""Prefectures of old papers that went to several cities: only the province is known."""


def _names_longer(text: str, city: str, region: str | None) -> bool:
    """Whether a county's full name goes on where a city's short name ends."""
    found = cn_table.prefixes(text, cn_table.county_names())
    return any(len(name) > len(city) and any(c.city.region == region for c in held) for name, held in found)
