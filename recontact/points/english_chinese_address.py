"""Addresses of China, Hong Kong and Taiwan in Latin letters: Flat A, 12/F, Block 3, City Garden, North Point."""

import re
from functools import cache, lru_cache

from recontact.points import cn_table, hong_kong, pinyin
from recontact.points.address import Address
from recontact.points.western_words import listed, short_forms
from recontact.points.western_writing import display

_CODE = r"(?:no\b\.?\s*)?#?\s*([a-z]?\d{1,5}[a-z]?|[a-z])\b"
_ROOM = re.compile(rf"\b(?:room|rm|flat|apt|apartment|suite)\b\.?\s*{_CODE}")
_UNIT = re.compile(rf"\bunit\b\.?\s*{_CODE}")
_FLOOR = re.compile(
    r"\b(\d{1,3})\s*/\s*f\b\.?|\b(\d{1,3})(?:st|nd|rd|th)?\s+floor\b|\bfloor\s+(\d{1,3})\b|\b(\d{1,3})f\b"
)
_BUILDING = re.compile(rf"\b(?:block|blk|tower|building|bldg)\b\.?\s*{_CODE}|\b(\d{{1,4}})\s*#")
_LANE = re.compile(r"\blane\s+(\d{1,5})\b|\b(\d{1,5})\s+(?:nong|long)\b")
_SECTION = re.compile(r"\b(?:section|sec)\b\.?\s*(\d{1,2})\b[,\s]*")
_DOORS = re.compile(r"^\s*(\d{1,4})-(?:(\d{1,2})-)?(\d{2,5})\b[\s,]*(?=[a-z])")
_NUMBER_ALONE = re.compile(r"\bno\b\.?\s*(\d{1,5}[a-z]?)\s*,\s*(?=[a-z])")
_NUMBER_BEHIND = re.compile(
    r"\b(?P<road>[a-z][a-z' ]*?\b(?:road|rd|street|st|avenue|ave|lu|jie|dadao|dajie)\b\.?)\s*,?\s*"
    r"(?:no\b\.?\s*)?(?P<number>\d{1,5})\b(?!\s*[a-z])"
)
_PARTED = re.compile(r"\b(?:province|municipality|district|dist|qu|sheng)\b\.?(?=\s+[a-z])")
_SORTS = frozenset(
    ("province", "city", "municipality", "district", "dist", "dist.", "county", "qu", "xian", "shi", "sheng")
)
_BELOW = re.compile(r"\s(?:district|dist|county|qu|xian)$")
_HOUSE = re.compile(
    r"(?:\bno\b\.?\s*)?\b(?P<number>\d{1,5}[a-z]?(?:-\d{1,5})?)\s+"
    r"(?P<road>[a-z][a-z' ]*?\b(?:road|rd|street|st|avenue|ave|boulevard|blvd|lane|lu|jie|dadao|dajie|xiang|hutong)\b"
    r"\.?(?:\s+(?:east|west|north|south|middle|central|[ewnsm])\b\.?)?)"
)
_ROAD_ALONE = re.compile(r"^[a-z' ]+\b(?:road|street|avenue|lu|jie|dadao|dajie)(?:\s+(?:east|west|north|south))?$")
_HONG_KONG_FLOOR = re.compile(r"\b\d{1,3}\s*/\s*f\b")
_POSTCODE = re.compile(r"\b\d{6}\b|(?<=[a-z] )\d{3}(?:\d{2,3})?$")
_SORT = re.compile(r"\s+(?:province|city|municipality|district|dist|county|qu|xian|shi|sheng|sar)$")


def is_one(folded: str) -> bool:
    """Whether a folded address lies in China by one of its segments, or is written as only Hong Kong writes it."""
    if "/f" in folded and _HONG_KONG_FLOOR.search(folded):
        return any(hong_kong.named(segment) or _in_china(segment) for segment in _segments(_parted(folded)))
    if any(_in_china(segment) for segment in folded.split(",") if not segment[:1].isdigit()):
        return True
    said = _PARTED.search(folded) or folded.startswith(("no.", "no ", "lane ", "room ", "rm ", "flat "))
    return bool(said) and any(_in_china(segment) for segment in _parted(folded).split(","))


def read(shown: str, folded: str, masked: bool) -> Address:
    """Return the address; `shown` as it was written, `folded` in small letters."""
    parts: dict[str, str | None] = {}
    said = _SECTION.search(folded)
    section, rest = said and said[1], _SECTION.sub(" ", folded)
    rest, lane = _take(_LANE, _parted(_NUMBER_ALONE.sub(r"no \1 ", rest)))
    doors = _DOORS.match(rest)
    rest = rest[doors.end() :] if doors else rest
    rest, parts["room"] = _take(_ROOM, rest)
    rest, unit = _take(_UNIT, rest)
    if parts["room"] is None:
        parts["room"], unit = unit, None
    rest, parts["floor"] = _take(_FLOOR, rest)
    rest, parts["building"] = _take(_BUILDING, rest)
    rest, parts["postcode"] = _take(_POSTCODE, rest, group=0)
    if doors:
        parts["building"], unit, parts["room"] = doors.groups()
    house = _HOUSE.search(rest) or _NUMBER_BEHIND.search(rest)
    if house:
        parts["number"], parts["road"] = house["number"].upper(), house["road"].replace(".", "").strip()
        rest = f"{rest[: house.start()]},{rest[house.end() :]}"
    if lane:
        parts["building"] = parts["building"] or parts.get("number")
        parts["number"] = f"{lane}弄"
    if section and parts.get("road"):
        parts["road"] = f"{parts['road']} section {section}"
    parts["unit"] = unit
    room, floor = parts["room"], parts["floor"]
    if room and floor and not room.startswith(floor):
        parts["room"] = f"{floor}{room}"
    parts |= _where(_segments(rest))
    if lane and parts["place"] and (said := re.fullmatch(r"no (\d{1,5}[a-z]?)", parts["place"])):
        parts["place"], parts["room"] = None, parts["room"] or said[1].upper()
    return _address(shown, folded, parts, masked)


def _address(shown: str, folded: str, parts: dict[str, str | None], masked: bool) -> Address:
    inside = [parts["building"], parts["unit"], parts["room"]]
    site = parts["place"] or (parts.get("road") and parts.get("number"))
    is_house = bool(site and (parts.get("number") or any(inside))) and not masked
    named = [parts["place"] or f"{parts.get('road')} {parts.get('number')}", parts["town"], parts["city"], *inside]
    return Address(
        value=display(shown) if is_house else None,
        known=display(shown),
        type="address",
        precision="masked" if masked else "full" if is_house else "partial",
        flags=() if is_house or masked else ("low_information",),
        text=" ".join(re.findall(r"[a-z0-9*]+", folded)),
        key="|".join(part or "" for part in named) if is_house else None,
        **parts,
    )


def _take(pattern: re.Pattern[str], text: str, group: int | None = None) -> tuple[str, str | None]:
    found = pattern.search(text)
    if found is None:
        return text, None
    part = found[group] if group is not None else next(each for each in found.groups() if each)
    return f"{text[: found.start()]},{text[found.end() :]}", part.upper()


def _where(segments: list[str]) -> dict[str, str | None]:
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


def _parted(text: str) -> str:
    """Put commas behind the sorts of divisions and around the places at the ends, where an address has none."""
    text = _PARTED.sub(lambda sort: f"{sort[0]},", text)
    words = text.replace(",", " , ").split()
    for size in (1, 2, 3):  # from the end: hk, north point; guangzhou
        behind = words[-size:]
        if len(words) > size + 1 and "," not in behind and _is_place(" ".join(behind)):
            return _parted(" ".join(words[:-size])) + f", {' '.join(behind)}"
    for size in (2, 1):
        goes_on = len(words) > size + 1 and "," not in words[: size + 1] and words[size] not in _SORTS
        if goes_on and _is_place(" ".join(words[:size])):
            return f"{' '.join(words[:size])}, " + " ".join(words[size:])
    return " ".join(words).replace(" ,", ",")


def _is_place(text: str) -> bool:
    return _in_china(text) or hong_kong.named(text.replace(".", "")) is not None


def _segments(text: str) -> list[str]:
    found = (" ".join(segment.replace(".", " ").split()).strip(" -") for segment in re.split("[,;]", text))
    return [segment for segment in found if segment]


@lru_cache(maxsize=20_000)
def _in_china(segment: str) -> bool:
    (segment,) = _segments(segment) or ("",)
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
    kept = _SORT.sub("", _POSTCODE.sub("", segment).strip())
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
