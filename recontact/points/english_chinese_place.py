"""Provinces, cities, districts and places of China and Hong Kong as addresses in Latin letters name them."""

import re
from functools import cache, lru_cache

from recontact.points import cn_table, hong_kong, pinyin
from recontact.points.western_words import listed, short_forms

SORT_FOLLOWED = re.compile(r"\b(?:province|municipality|district|dist|qu|sheng)\b\.?(?=\s+[a-z])")
"""The sort of a division with more words behind it: Nanshan district Shennan road."""
_SORTS = frozenset(
    ("province", "city", "municipality", "district", "dist", "dist.", "county", "qu", "xian", "shi", "sheng")
)
_BELOW = re.compile(r"\s(?:district|dist|county|qu|xian)$")
_ROAD_ALONE = re.compile(r"^[a-z' ]+\b(?:road|street|avenue|lu|jie|dadao|dajie)(?:\s+(?:east|west|north|south))?$")
POSTCODE = re.compile(r"\b\d{6}\b|(?<=[a-z] )\d{3}(?:\d{2,3})?$")
_SORT = re.compile(r"\s+(?:province|city|municipality|district|dist|county|qu|xian|shi|sheng|sar)$")


def located(segments: list[str]) -> dict[str, str | None]:
    """Return division, town and place of what is left when house and door are taken off."""
    where: dict[str, str | None] = dict.fromkeys(("region", "city", "county", "town", "place", "code"))
    left = []
    cities_first = segments[::-1]
    cities_first.sort(key=lambda segment: _BELOW.search(segment) is not None)
    for segment in cities_first:
        below = _BELOW.search(segment) is not None
        region, city = (None, None) if below else (_region(segment), _city(segment))
        if _country(segment):
            continue
        if _side(segment):
            where |= {"region": hong_kong.REGION, "city": hong_kong.REGION, "code": hong_kong.CODE}
        elif city is not None and where["city"] is None and where["region"] in (None, city.region):
            where |= {"region": city.region, "city": city.name, "code": city.code}
        elif region is not None and where["region"] == region:
            continue
        elif region is not None and where["region"] is None:
            where |= {"region": region, "code": cn_table.region_codes()[region]}
        elif where["town"] is None and hong_kong.named(segment) and where["region"] in (None, hong_kong.REGION):
            where |= {"region": hong_kong.REGION, "city": hong_kong.REGION, "code": hong_kong.CODE}
            where["town"] = hong_kong.named(segment)
        elif where["county"] is None and (county := _county(segment, where["city"])):
            where |= {"county": county.name, "code": county.code}
        else:
            left.append(segment)
    places = [segment for segment in reversed(left) if not _ROAD_ALONE.match(segment) and not segment.isdigit()]
    roads = [segment for segment in left if _ROAD_ALONE.match(segment)]
    where["place"] = places[0] if places else None
    return where | ({"road": roads[0]} if roads else {})


def parted(text: str) -> str:
    """Put commas behind the sorts of divisions and around the places at the ends, where an address has none."""
    text = SORT_FOLLOWED.sub(lambda sort: f"{sort[0]},", text)
    words = text.replace(",", " , ").split()
    for size in (1, 2, 3):  # from the end: hk, north point; guangzhou
        behind = words[-size:]
        if len(words) > size + 1 and "," not in behind and _is_place(" ".join(behind)):
            return parted(" ".join(words[:-size])) + f", {' '.join(behind)}"
    for size in (2, 1):
        goes_on = len(words) > size + 1 and "," not in words[: size + 1] and words[size] not in _SORTS
        if goes_on and _is_place(" ".join(words[:size])):
            return f"{' '.join(words[:size])}, " + " ".join(words[size:])
    return " ".join(words).replace(" ,", ",")


def _is_place(text: str) -> bool:
    return in_china(text) or hong_kong.named(text.replace(".", "")) is not None


def segments_of(text: str) -> list[str]:
    """Return what commas part, without what is empty."""
    found = (" ".join(segment.replace(".", " ").split()).strip(" -") for segment in re.split("[,;]", text))
    return [segment for segment in found if segment]


@lru_cache(maxsize=20_000)
def in_china(segment: str) -> bool:
    """Whether a segment names China, one of its provinces or cities, or a side of Hong Kong."""
    (segment,) = segments_of(segment) or ("",)
    return _country(segment) or _side(segment) or _city(segment) is not None or _region(segment) is not None


def _country(segment: str) -> bool:
    return segment in listed("chinese_countries")


def _side(segment: str) -> bool:
    return segment in listed("hong_kong_sides")


def _city(segment: str) -> cn_table.City | None:
    return _cities().get(_stem(segment))


def _region(segment: str) -> str | None:
    return _regions().get(_stem(segment))


def _county(segment: str, city: str | None) -> cn_table.County | None:
    if city is None or city not in cn_table.cities():
        return None
    wanted = _stem(segment).replace(" ", "").replace("'", "")
    held = [county for name, county in cn_table.cities()[city].counties.items() if pinyin.read(name[:-1]) == wanted]
    return held[0] if len(held) == 1 else None


def _stem(segment: str) -> str:
    kept = _SORT.sub("", POSTCODE.sub("", segment).strip())
    return kept if kept in short_forms("chinese_places") else kept.replace(" ", "").replace("'", "")


@cache
def _cities() -> dict[str, cn_table.City]:
    """Return the cities by their names in pinyin and in English; not those of a name that two have."""
    several: dict[str, set[cn_table.City]] = {}
    for city in {city.today for city in cn_table.cities().values()}:
        read = pinyin.read(city.short)
        if read and len(read) > 4:  # Dali or Anqing, but not a word as short as Lima
            several.setdefault(read, set()).add(city)
    found = {name: held.pop() for name, held in sorted(several.items()) if len(held) == 1}
    return found | {name: cn_table.cities()[han] for name, han in _special().items() if han in cn_table.cities()}


@cache
def _regions() -> dict[str, str]:
    full = cn_table.region_codes()
    read = {pinyin.read(name.removesuffix("省").removesuffix("市")): name for name in full}
    short = {pinyin.read(name[:2]): name for name in full if name.endswith("自治区")}
    special = {name: han for name, han in _special().items() if han in full}
    return {name: region for name, region in (read | short | special).items() if name}


@cache
def _special() -> dict[str, str]:
    return dict(short_forms("chinese_places"))
