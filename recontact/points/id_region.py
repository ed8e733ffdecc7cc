"""Where a resident identity number was first issued: its region code is kept, whatever became of the county."""

from dataclasses import dataclass
from functools import cache

from recontact.points.cn_table import cities, region_codes

_ELSEWHERE = {"81": "香港特别行政区", "82": "澳门特别行政区", "83": "台湾省"}
"""Of residence permits: where the holder is from. No code below these is a county's."""


@dataclass(frozen=True, slots=True)
class FirstIssued:
    """The place behind a region code, each part None where the code does not tell."""

    province: str | None = None
    city: str | None = None
    county: str | None = None
    today: bool | None = None
    """Whether the code is one of today's; False: of a county since abolished, merged or renumbered."""


def first_issued(code: str) -> FirstIssued:
    """Return the place of a region code of six digits, `*` for each unknown one."""
    if code[:2] in _ELSEWHERE:
        return FirstIssued(_ELSEWHERE[code[:2]])
    known = code.partition("*")[0]
    province, city, county = (_places().get(known[:width]) if len(known) >= width else None for width in (2, 4, 6))
    return FirstIssued(province, city, county, county is not None if len(known) == 6 and province else None)


@cache
def _places() -> dict[str, str]:
    """Return the names of provinces, cities and counties of today by two, four and six digits."""
    named = {code[:2]: region for region, code in region_codes().items()}
    for city in cities().values():
        if city.now is None:
            named[city.code[:4]] = city.name
            named |= {county.code: county.name for county in city.counties.values() if county.city is city}
            named.setdefault(city.code, city.name)
    return named
