"""China's provinces, cities and counties, of today and of old papers, under the names that begin an address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from recontact import configs

Named = TypeVar("Named")
ByStart = Mapping[str, Sequence[tuple[str, Named]]]
"""Names under their first two characters, longest first."""

_SHORTENED = re.compile("(?:省|市|地区|盟)$")
_AUTONOMOUS = re.compile("([\u4e00-\u9fff]{2,4}?)(?:[\u4e00-\u9fff]{1,5}族)+自治([县旗])")
_ALSO = {
    "内蒙古自治区": "内蒙",
    "新疆维吾尔自治区": "新疆自治区",
    "广西壮族自治区": "广西自治区",
    "宁夏回族自治区": "宁夏自治区",
}
"""What provinces are called beside their full and their short name."""
_WHOLE = "-"


@dataclass(frozen=True, slots=True, eq=False)
class County:
    """A county, district or county-level city of today."""

    name: str
    city: "City"
    code: str
    """Six digits (GB/T 2260); the city's where it has none of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """A prefecture city, or a county that stands directly under its province; of today or as old papers name it."""

    region: str
    name: str
    short: str
    code: str
    undivided: bool = False
    """A city without districts, whose short name goes directly before a road or community."""
    counties: dict[str, County] = field(default_factory=dict)
    """The counties by the names they have and had, filled while the table is built."""
    now: "City | None" = None
    """The city of today, where this one is of old papers."""
    whole: County | None = None
    """The county of today that all of it became."""

    @property
    def today(self) -> "City":
        """Return the city under its present name."""
        return self.now or self


def prefixes(text: str, table: ByStart[Named]) -> Iterator[tuple[str, Named]]:
    """Yield the names of `table` that `text` begins with, longest first."""
    for name, named in table.get(text[:2], ()):
        if text.startswith(name):
            yield name, named


def by_start(names: Mapping[str, Named]) -> ByStart[Named]:
    """Return names under their first two characters, longest first, for `prefixes`."""
    found: dict[str, list[tuple[str, Named]]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name[:2], []).append((name, names[name]))
    return found


@cache
def _table() -> tuple[City, ...]:
    rows = (
        *configs.table("vocabularies/cn_divisions.tsv"),
        *configs.table("vocabularies/cn_more_divisions.tsv"),
    )
    known: dict[str, City] = {}
    for code, region, city, *below in rows:
        name, _, short = city.partition("=")
        names = below[0].split() if below else []
        known_as = short or _SHORTENED.sub("", name)
        undivided = "*" in names
        one = known.setdefault(name, City(region.partition("=")[0], name, known_as, code, undivided))
        for county in names[undivided:]:
            own = county[:6] if county[:6].isdigit() else code
            bare = county.removeprefix(own)
            one.counties[bare] = County(bare, one, own)
        _name_shortly(one)
    for row in configs.table("vocabularies/cn_renamed.tsv"):
        _rename(known, *row)
    return tuple(known.values())


def _name_shortly(city: City) -> None:
    """Let autonomous counties be found by the name that people use: 彭水县, 威宁县."""
    for name, county in list(city.counties.items()):
        found = _AUTONOMOUS.fullmatch(name)
        if found and found[1] + found[2] not in city.counties:
            city.counties[found[1] + found[2]] = county


def _rename(known: dict[str, City], old_city: str, old_county: str, new_city: str, new_county: str) -> None:
    now = known[new_city]
    target = None if new_county == _WHOLE else now.counties[new_county]
    if old_city not in known:
        short = _SHORTENED.sub("", old_city)
        whole = target if old_county == _WHOLE else None
        known[old_city] = City(now.region, old_city, short, now.code, False, dict(now.counties), now, whole)
    if old_county != _WHOLE and target is not None:
        known[old_city].counties[old_county] = target


@cache
def towns() -> dict[tuple[str, str, str], County]:
    """Return today's county by (town, city, county), for the towns of counties that were divided."""
    by_code = {county.code: county for city in _table() for county in city.counties.values()}
    rows = configs.table("vocabularies/cn_towns_moved.tsv")
    return {(town, city, county): by_code[code] for town, city, county, code in rows}


@cache
def region_codes() -> dict[str, str]:
    """Return the code of each province by its full name."""
    return {city.region: city.code[:2] + "0000" for city in _table()}


@cache
def region_names() -> ByStart[str]:
    """Return the full name of a province for its full and its short name."""
    names: dict[str, str] = {}
    for name in ("cn_divisions", "cn_more_divisions"):
        for row in configs.table(f"vocabularies/{name}.tsv"):
            full, _, short = row[1].partition("=")
            if full not in names:
                names[full] = full
                names[short or _SHORTENED.sub("", full)] = full
                names[_ALSO.get(full, full)] = full
    return by_start(names)


@cache
def cities() -> dict[str, City]:
    """Return the cities by full and by short name."""
    return {name: city for city in _table() for name in (city.short, city.name)}


@cache
def city_names() -> ByStart[City]:
    """Return the cities, to be found at the start of a text."""
    return by_start(cities())


@cache
def county_names() -> ByStart[tuple[County, ...]]:
    """Return the counties of each name, to be found at the start of a text."""
    return by_start(counties())


@cache
def cities_of(region: str) -> tuple[City, ...]:
    """Return the cities of a province, by its full name."""
    return tuple(city for city in _table() if city.region == region)


@cache
def counties() -> dict[str, tuple[County, ...]]:
    """Return the counties of today that have or had a name."""
    holders: dict[str, tuple[County, ...]] = {}
    for city in _table():
        for name, county in city.counties.items():
            if county not in holders.get(name, ()):
                holders[name] = (*holders.get(name, ()), county)
    return holders
