"""Addresses of China, Hong Kong and Taiwan in Latin letters: Flat A, 12/F, Block 3, City Garden, North Point."""

import re

from recontact.points import hong_kong
from recontact.points.address import Address
from recontact.points.english_chinese_place import POSTCODE, SORT_FOLLOWED, in_china, located, parted, segments_of
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
_HOUSE = re.compile(
    r"(?:\bno\b\.?\s*)?\b(?P<number>\d{1,5}[a-z]?(?:-\d{1,5})?)\s+"
    r"(?P<road>[a-z][a-z' ]*?\b(?:road|rd|street|st|avenue|ave|boulevard|blvd|lane|lu|jie|dadao|dajie|xiang|hutong)\b"
    r"\.?(?:\s+(?:east|west|north|south|middle|central|[ewnsm])\b\.?)?)"
)
_HONG_KONG_FLOOR = re.compile(r"\b\d{1,3}\s*/\s*f\b")


def is_one(folded: str) -> bool:
    """Whether a folded address lies in China by one of its segments, or is written as only Hong Kong writes it."""
    if "/f" in folded and _HONG_KONG_FLOOR.search(folded):
        return any(hong_kong.named(segment) or in_china(segment) for segment in segments_of(parted(folded)))
    if any(in_china(segment) for segment in folded.split(",") if not segment[:1].isdigit()):
        return True
    said = SORT_FOLLOWED.search(folded) or folded.startswith(("no.", "no ", "lane ", "room ", "rm ", "flat "))
    return bool(said) and any(in_china(segment) for segment in parted(folded).split(","))


def read(shown: str, folded: str, masked: bool) -> Address:
    """Return the address; `shown` as it was written, `folded` in small letters."""
    parts: dict[str, str | None] = {}
    said = _SECTION.search(folded)
    section, rest = said and said[1], _SECTION.sub(" ", folded)
    rest, lane = _take(_LANE, parted(_NUMBER_ALONE.sub(r"no \1 ", rest)))
    doors = _DOORS.match(rest)
    rest = rest[doors.end() :] if doors else rest
    rest, parts["room"] = _take(_ROOM, rest)
    rest, unit = _take(_UNIT, rest)
    if parts["room"] is None:
        parts["room"], unit = unit, None
    rest, parts["floor"] = _take(_FLOOR, rest)
    rest, parts["building"] = _take(_BUILDING, rest)
    rest, parts["postcode"] = _take(POSTCODE, rest, group=0)
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
    parts |= located(segments_of(rest))
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
