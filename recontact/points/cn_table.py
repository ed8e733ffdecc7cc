"""The table of China's provinces, cities and districts, under the names by which an address may begin."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from recontact import configs

Named = TypeVar("Named")
ByStart = Mapping[str, Sequence[tuple[str, Named]]]
"""Names under their first two characters, longest first."""

_SHORTENED = re.compile("(?:省|市|地区|盟)$")


@dataclass(frozen=True, slots=True)
class City:
    """A prefecture city of the table."""

    region: str
    name: str
    short: str
    counties: frozenset[str]
    undivided: bool
    """A city without districts, whose short name goes directly before a road or community."""


def prefixes(text: str, table: ByStart[Named]) -> Iterator[tuple[str, Named]]:
    """Yield the names of `table` that `text` begins with, longest first."""
    for name, named in table.get(text[:2], ()):
        if text.startswith(name):
            yield name, named


def _by_start(names: Mapping[str, Named]) -> ByStart[Named]:
    found: dict[str, list[tuple[str, Named]]] = {}
    for name in sorted(names, key=len, reverse=True):
        found.setdefault(name[:2], []).append((name, names[name]))
    return found


@cache
def _table() -> tuple[City, ...]:
    cities = []
    for region, city, counties in configs.table("vocabularies/cn_divisions.tsv"):
        name, _, short = city.partition("=")
        below = frozenset(counties.split()) - {"*"}
        known_as = short or _SHORTENED.sub("", name)
        cities.append(City(region.partition("=")[0], name, known_as, below, undivided="*" in counties))
    return tuple(cities)


@cache
def renamed() -> dict[tuple[str, str], tuple[str, str]]:
    """Return (city, county) of today for each that has merged or changed its name."""
    rows = configs.table("vocabularies/cn_renamed.tsv")
    return {(city, county): (new_city, new_county) for city, county, new_city, new_county in rows}


@cache
def region_names() -> ByStart[str]:
    """Return the full name of a province for its full and its short name."""
    names: dict[str, str] = {}
    for row in configs.table("vocabularies/cn_divisions.tsv"):
        full, _, short = row[0].partition("=")
        names[full] = full
        names[short or _SHORTENED.sub("", full)] = full
    return _by_start(names)


@cache
def cities() -> dict[str, City]:
    """Return the cities by full and by short name."""
    return {name: city for city in _table() for name in (city.short, city.name)}


@cache
def city_names() -> ByStart[City]:
    """Return the cities, to be found at the start of a text."""
    return _by_start(cities())


@cache
def county_names() -> ByStart[tuple[City, ...]]:
    """Return the cities that have a district of each name, to be found at the start of a text."""
    return _by_start(counties())


@cache
def cities_of(region: str) -> tuple[City, ...]:
    """Return the cities of a province, by its full name."""
    return tuple(city for city in _table() if city.region == region)


@cache
def counties() -> dict[str, tuple[City, ...]]:
    """Return the cities that have a district of each name."""
    holders: dict[str, tuple[City, ...]] = {}
    for city in _table():
        for county in sorted(city.counties):
            holders[county] = (*holders.get(county, ()), city)
    return holders
