"""Chinese addresses: division, road and number, community, building, staircase and room."""

import re
from dataclasses import dataclass

from recontact.points import cn_division
from recontact.points.address import Address
from recontact.points.cleaned import UNKNOWN

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_NUMERAL = re.compile("[零〇一二三四五六七八九十百两]+(?=单元|号楼|号院|栋|幢|座|层|楼|室|号|弄|组|#)")
_POSTCODE = re.compile(r"(?:邮政编码|邮编)[:]?\s*(\d{6})|(?<!\d)(\d{6})(?=\s*[(]?$)|^(\d{6})(?=\s*[\u4e00-\u9fff]{2})")
_NOTE = re.compile(r"[(\[].*?[)\]]")
_SPLIT_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_NOISE = re.compile(r"[\s,。;、:'\"!]+")

_ROAD_NAME = (
    "(?:大道|大街|路|街|道|巷|胡同|公路|国道|省道|环线)(?:[东南西北中]?[一二三四五六七八九十]*段|[东南西北中])?"
)
_NUMBERED_ROAD = re.compile(
    rf"(?P<road>[\u4e00-\u9fffA-Z0-9]{{1,14}}?{_ROAD_NAME})(?P<number>\d+(?:-\d+)?)"
    r"(?:(?P<mark>号院|号(?!楼|栋)|弄|院)|(?!\d|号|楼|栋|幢|座|单元|层|室|#|-))(?:附(?P<annex>\d+)号)?"
)
_PLAIN_ROAD = re.compile(rf"(?P<road>[\u4e00-\u9fff]{{2,8}}?{_ROAD_NAME})(?P<rest>[\u4e00-\u9fff]{{3,}}.*|)$")
_ONLY_A_SORT = re.compile("(?:小区|花园|家园|公寓|新村|社区|大厦|广场|大院|家属院|宿舍|[东南西北中]区)")
_ZONE = re.compile("^.*?(?:开发区|工业园区|工业园|工业区|科技园(?:[东南西北中]区)?|产业园|高新区|新区)(?=.{2})")

_ROOM = r"(?P<room>[A-Z]?\d{1,5}[A-Z]?|[A-Z])"
_ROOM_MARK = "(?:室|房间|房|号房|号室|号|户)"
_UNIT = r"(?P<unit>\d{1,3}|[A-Z])(?:单元|门)-?"
_FLOOR = r"(?:(?P<floor>\d{1,3})(?:层|楼|F)-?)?"
_BUILDING = r"(?P<building>[A-Z]?\d{1,4}[A-Z]?|[A-Z])(?:号楼|号栋|栋|幢|座|#楼|#)-?"
_TAILS = tuple(
    re.compile(f"(?P<place>.*?){tail}$")
    for tail in (
        rf"-?{_BUILDING}(?:{_UNIT}|(?P<bare_unit>\d{{1,2}})-(?=\d))?{_FLOOR}(?:{_ROOM}{_ROOM_MARK}?)?",
        rf"(?:(?P<building>[A-Z]?\d{{1,4}}[A-Z]?)(?:号|楼|-)?)?{_UNIT}{_FLOOR}(?:{_ROOM}{_ROOM_MARK}?)?",
        rf"(?P<building>[A-Z]?\d{{1,4}}[A-Z]?)-(?P<unit>\d{{1,2}})-(?P<room>\d{{2,5}}[A-Z]?){_ROOM_MARK}?",
        rf"(?P<building>[A-Z]?\d{{1,4}}[A-Z]?)-(?P<room>\d{{2,5}}[A-Z]?){_ROOM_MARK}?",
        rf"(?P<building>\d{{1,4}})号(?P<room>\d{{2,5}}[A-Z]?){_ROOM_MARK}?",
        rf"(?P<floor>\d{{1,3}})(?:层|楼|F){_ROOM}?{_ROOM_MARK}?",
        r"(?P<room>[A-Z]?\d{1,5}[A-Z]?)(?:室|房间|房|号房|号室)",
        r"(?P<house>\d{1,4})号",
    )
)


_VILLAGE = re.compile("村.*(?:组|社|家|户|队|[东西南北]头)|村$")


@dataclass(frozen=True, slots=True)
class _Inside:
    """Where in its place a dwelling is."""

    place: str = ""
    building: str | None = None
    unit: str | None = None
    floor: str | None = None
    room: str | None = None
    house: bool = False
    """The building is a house of a lane or village: 88弄12号."""

    def written(self) -> str:
        """Return the canonical writing of what follows the place."""
        mark = "号" if self.house else "号楼"
        if self.building and not self.building[-1].isdigit():
            mark = "座"
        parts = ((self.building, mark), (self.unit, "单元"), (self.floor, "层"), (self.room, "室"))
        return "".join(f"{part}{mark}" for part, mark in parts if part)


def read(text: str) -> Address:
    """Return the address in a simplified, half-width text that holds Han characters."""
    text, postcode = _postcode(text)
    compact = _NOISE.sub("", _SPLIT_DIGITS.sub("-", _NOTE.sub("", text))).upper().strip("-.")
    compact = _NUMERAL.sub(lambda numeral: _arabic(numeral[0]), compact)
    if UNKNOWN in compact:
        return _masked(compact, postcode)
    division, rest = cn_division.read(compact)
    road, number, rest = _road(rest)
    inside = _inside(rest, number)
    written = compact[: len(compact) - len(rest)] + inside.place + inside.written()
    place = inside.place.strip("-.") or None
    site = (place,) if place else (division.city, road, number)
    if not any((*site, division.region, division.county, division.town, inside.building, inside.room)):
        return Address(problem="not_an_address")
    is_house = _is_house(road, number, inside)
    return Address(
        value=written if is_house else None,
        known=written,
        type="address",
        precision="full" if is_house else "partial",
        flags=() if is_house else ("low_information",),
        region=division.region,
        city=division.city,
        county=division.county,
        postcode=postcode,
        road=road,
        number=number,
        place=place,
        building=inside.building,
        unit=inside.unit,
        room=inside.room,
        text=written.lower(),
        key="|".join(part or "" for part in (*site, inside.building, inside.unit, inside.room)) if is_house else None,
    )


def _is_house(road: str | None, number: str | None, inside: _Inside) -> bool:
    """Whether a house is named, rather than a road, a community or a town alone."""
    if inside.place:
        return bool(inside.building or inside.room or number or _VILLAGE.search(inside.place))
    return bool(road and (number or inside.building))


def _masked(compact: str, postcode: str | None) -> Address:
    shown, _, _ = compact.partition(UNKNOWN)
    division, rest = cn_division.read(shown)
    road, number, rest = _road(rest)
    if not any((division.region, division.county, road)):
        return Address(problem="masked")
    return Address(
        known=compact,
        type="address",
        precision="masked",
        region=division.region,
        city=division.city,
        county=division.county,
        postcode=postcode,
        road=road,
        number=number,
        text=shown.lower(),
    )


def _postcode(text: str) -> tuple[str, str | None]:
    found = _POSTCODE.search(text)
    if found is None:
        return text, None
    return text[: found.start()] + text[found.end() :], found[1] or found[2] or found[3]


def _road(text: str) -> tuple[str | None, str | None, str]:
    found = _NUMBERED_ROAD.match(text)
    if found:
        number = found["number"] + ("弄" if found["mark"] == "弄" else "")
        number += f"附{found['annex']}" if found["annex"] else ""
        return _ZONE.sub("", found["road"]), number, text[found.end() :]
    found = _PLAIN_ROAD.match(text)
    if found and not _ONLY_A_SORT.match(found["rest"]):
        return _ZONE.sub("", found["road"]), None, found["rest"]
    return None, None, text


def _inside(text: str, number: str | None) -> _Inside:
    if not text:
        return _Inside()
    if number and number.endswith("弄"):
        house = re.match(rf"(\d+)号(?:{_UNIT})?{_FLOOR}(?:{_ROOM}{_ROOM_MARK}?)?$", text)
        if house:
            return _Inside("", house[1], house["unit"], house["floor"], house["room"], house=True)
    for tail in _TAILS:
        found = tail.match(text)
        if found is None:
            continue
        parts = {name: part for name, part in found.groupdict().items() if part}
        building, floor, room = parts.get("building") or parts.get("house"), parts.get("floor"), parts.get("room")
        unit = parts.get("unit") or parts.get("bare_unit")
        if floor and room:
            if room.startswith(floor):  # 12楼1201
                floor = None
            elif room[-1].isdigit() and not building:  # 3楼1201 is house 3
                building, floor = floor, None
            else:  # 12楼A室
                room, floor = f"{floor}{room}", None
        return _Inside(parts.get("place", ""), building, unit, floor, room, house="house" in parts)
    return _Inside(text)


def _arabic(numeral: str) -> str:
    """Return a Chinese numeral below a thousand, or a row of digits, in Arabic digits."""
    if not any(unit in numeral for unit in "十百"):
        return "".join(str(_DIGITS[digit]) for digit in numeral)
    total = current = 0
    for character in numeral:
        if character in "十百":
            total += (current or 1) * (10 if character == "十" else 100)
            current = 0
        else:
            current = _DIGITS[character]
    return str(total + current)
