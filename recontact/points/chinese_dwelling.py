"""Where in a community or house a Chinese address leads: building, staircase, floor and room."""

import re
from dataclasses import dataclass

_ROOM = r"(?P<room>\d{3,5}-\d{3,5}(?=室)|[A-Z]?\d{1,5}[A-Z]?|[A-Z])"
_ROOM_MARK = "(?:室|房间|房|号房|号室|号|户)"
_UNIT = r"(?P<unit>\d{1,3}|[A-Z东南西北中])(?:单元|门)-?"
_FLOOR = r"(?:(?P<floor>负?\d{1,3})(?:层|楼|F)-?)?"
_TOWER = r"(?P<tower>[A-Z])座-?"
_BUILDING = r"(?P<building>[A-Z]?\d{1,4}[A-Z]?|[A-Z])(?:号楼|号栋|栋|幢|座|#楼|#)-?"
_TAILS = tuple(
    re.compile(f"(?P<place>.*?){tail}$")
    for tail in (
        r"(?P<floor>\d{1,3})楼(?P<room>[A-Z])座",
        rf"第?-?{_BUILDING}(?:{_TOWER})?(?:{_UNIT}|(?P<bare_unit>\d{{1,2}})-(?=\d))?{_FLOOR}(?:{_ROOM}{_ROOM_MARK}?)?",
        rf"(?:(?P<building>[A-Z]?\d{{1,4}}[A-Z]?)(?:号|楼|-)?)?{_UNIT}{_FLOOR}(?:{_ROOM}{_ROOM_MARK}?)?",
        r"(?P<floor>\d{1,3})(?:层|楼|F)之(?P<behind>\d{1,3})",
        rf"(?P<building>[A-Z]?\d{{1,4}}[A-Z]?)-(?P<unit>\d{{1,2}})-(?P<room>\d{{2,5}}[A-Z]?){_ROOM_MARK}?",
        rf"(?P<building>[A-Z]?\d{{1,4}}[A-Z]?)-(?P<room>\d{{2,5}}[A-Z]?){_ROOM_MARK}?",
        rf"(?P<building>\d{{1,4}})号(?P<room>\d{{2,5}}[A-Z]?){_ROOM_MARK}?",
        rf"(?P<floor>负?\d{{1,3}})(?:层|楼|F){_ROOM}?{_ROOM_MARK}?",
        r"(?P<room>[A-Z]?\d{1,5}(?:[A-Z]|-\d{1,3})?)(?:室|房间|房|号房|号室)",
        r"(?P<room>[A-Z]\d{3,5})",
        r"(?P<house>[甲乙丙丁]?\d{1,4})号",
    )
)
_LANE_HOUSE = re.compile(rf"(?P<building>[甲乙丙丁]?\d+)号(?:{_UNIT})?{_FLOOR}(?:{_ROOM}{_ROOM_MARK}?)?$")
_BY_WORDS = re.compile(
    r"(?P<place>[\u4e00-\u9fff]{1,8}?村)(?P<words>(?:[东南西北中]头|[东南西北][边侧]|第|靠|旁|对面|附近|后|前|口|头).*)$"
)
_LONGEST = 60
"""What is longer is no dwelling but prose, and would cost time that grows with its square."""


@dataclass(frozen=True, slots=True)
class Dwelling:
    """Where in its place a dwelling is."""

    place: str = ""
    building: str | None = None
    unit: str | None = None
    floor: str | None = None
    room: str | None = None
    mark: str = "号楼"
    """What is written behind the building: a house of a lane or village is a 号 (88弄12号)."""
    unit_mark: str = "单元"
    """What is written behind the unit: a tower of a building is a 座 (12号楼A座)."""
    words: bool = False
    """The door is told in words: 东头第二家."""

    def written(self) -> str:
        """Return the canonical writing of what follows the place."""
        mark = "座" if self.building and not self.building[-1].isdigit() else self.mark
        below = bool(self.floor and self.floor.startswith("负"))
        floor, door = (None if self.room and not below else self.floor), self.room
        if self.floor and door and door.removeprefix(self.floor).isalpha():
            floor, door = None, f"{self.floor}楼{door.removeprefix(self.floor)}"  # 12楼A室 rather than 12A室
        parts = ((self.building, mark), (self.unit, self.unit_mark), (floor, "层"), (door, "" if self.words else "室"))
        return "".join(f"{part}{mark}" for part, mark in parts if part)


def read(text: str, *, in_lane: bool) -> Dwelling:
    """Return the dwelling in what follows road and number; `in_lane` if the number was a lane's (弄)."""
    if not text or len(text) > _LONGEST:
        return Dwelling(text)
    house = _LANE_HOUSE.match(text) if in_lane else None
    if house:
        building, unit, floor, room = house.group("building", "unit", "floor", "room")
        return Dwelling("", building, unit, floor, room, "号")
    for tail in _TAILS:
        found = tail.match(text)
        if found is not None:
            return _dwelling({name: part for name, part in found.groupdict().items() if part})
    told = _BY_WORDS.match(text)
    return Dwelling(told["place"], room=told["words"], words=True) if told else Dwelling(text)


def _dwelling(parts: dict[str, str]) -> Dwelling:
    building, floor, room = parts.get("building") or parts.get("house"), parts.get("floor"), parts.get("room")
    unit = parts.get("unit") or parts.get("bare_unit") or parts.get("tower")
    if "behind" in parts:
        room = f"{floor}-{parts['behind']}"  # Taiwan: 5楼之2
    elif floor and room and not room.startswith(floor) and not floor.startswith("负"):
        if room[-1].isdigit() and not building:  # 3楼1201 is house 3
            building, floor = floor, None
        else:  # 12楼A室
            room = f"{floor}{room}"
    mark, unit_mark = "号" if "house" in parts else "号楼", "座" if "tower" in parts else "单元"
    return Dwelling(parts.get("place", ""), building, unit, floor, room, mark, unit_mark)
