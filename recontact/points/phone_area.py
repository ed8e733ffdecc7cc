"""Area codes: which one a city's telephones have, and which place a number's area code names."""

import re
from collections.abc import Iterable
from functools import cache

from recontact import configs
from recontact.points.han_script import HAN, simplify
from recontact.points.latin_letters import fold

REGIONS = ("CN", "TW")
"""Where numbers are dialled without an area code and the table knows the codes."""

_PROVINCE = re.compile("[^省区市]{2,6}(?:省|自治区)")


def area_code(text: str, region: str) -> str | None:
    """Return the area code, without trunk zero, of the city that an address or a branch's name names.

    None where the text names no city, or one whose code is not certain: an area code is never guessed.
    """
    plain = _PROVINCE.sub(" ", simplify([text])[0])
    named = [(found.start(), name) for name in _names(region) if name[0] in plain and (found := _named(name, plain))]
    if named:
        first = min(start for start, _ in named)
        return _names(region)[max((name for start, name in named if start == first), key=len)]
    words = re.findall("[a-z]+", re.sub("[\u2019']", "", fold(plain)))
    codes = {_names(region)[word] for word in words if word in _names(region)}
    return next(iter(codes)) if len(codes) == 1 else None


def place_of(region: str, national: str) -> tuple[str | None, str | None]:
    """Return province and city of a landline's area code, each None where the table does not tell."""
    for width in (3, 2, 1):
        if row := _places(region).get(national[:width]):
            province, cities = row
            return province or None, cities if " " not in cities else None
    return None, None


def _named(name: str, text: str) -> re.Match[str] | None:
    """Find a city's name where it names the city: a street or a district elsewhere may bear it too."""
    return re.search(rf"(?<![{HAN}]){name}|{name}(?=市|地区|分行|支行|分公司|$)", text)


@cache
def _names(region: str) -> dict[str, str]:
    """Return the area code by the names of cities; a name with two codes has none."""
    codes: dict[str, set[str]] = {}
    for place, code, _, cities, letters in configs.table("vocabularies/area_codes.tsv"):
        if place == region:
            for name in _known_as(cities.split(), letters.split()):
                codes.setdefault(name, set()).add(code)
    return {name: next(iter(found)) for name, found in sorted(codes.items()) if len(found) == 1}


def _known_as(cities: list[str], letters: list[str]) -> Iterable[str]:
    for city in cities:
        yield city
        if len(city) > 2:
            yield city.removesuffix("市").removesuffix("地区")
    yield from (name for name in letters if len(name) > 3)


@cache
def _places(region: str) -> dict[str, tuple[str, str]]:
    rows = configs.table("vocabularies/area_codes.tsv")
    return {code: (province, cities) for place, code, province, cities, _ in rows if place == region}
