"""What is known of a postal address, and on which level two addresses agree."""

from dataclasses import dataclass

from recontact.points.cleaned import Cleaned
from recontact.points.level import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Cleaned):
    """An address and its components (`schema.ADDRESS_PARTS`), each None if it is not said."""

    region: str | None = None
    city: str | None = None
    county: str | None = None
    postcode: str | None = None
    road: str | None = None
    number: str | None = None
    place: str | None = None
    building: str | None = None
    unit: str | None = None
    room: str | None = None
    text: str | None = None
    """The whole address, folded."""
    key: str | None = None
    """Under which the same dwelling meets however it is written; None if less than a house is known."""


LEVELS: tuple[Level, ...] = (
    Level("unknown", "The addresses cannot be compared.", "无法比较地址。"),
    Level("same_dwelling", "The addresses are the same dwelling.", "地址为同一住所。"),
    Level("as_far_as_known", "The addresses agree as far as they are known.", "已知部分的地址一致。"),
    Level("same_building", "The addresses are in the same building, in different dwellings.", "同一栋楼,不同住户。"),
    Level(
        "same_place", "The addresses are in the same community or at the same house number.", "同一小区或同一门牌号。"
    ),
    Level("same_road", "The addresses are in the same road.", "同一条路。"),
    Level("same_city", "The addresses are in the same city only.", "仅城市相同。"),
    Level("different", "The addresses are in different places.", "地址不同。"),
)
_INDEX = {level.code: index for index, level in enumerate(LEVELS)}


def compare(left: Address, right: Address) -> int:
    """Return the index into LEVELS on which two addresses agree; symmetric. What one does not say does not differ."""
    return _INDEX[_agreement(left, right)]


def _agreement(left: Address, right: Address) -> str:
    if left.text is None or right.text is None:
        return "unknown"
    if left.text == right.text and left.key:
        return "same_dwelling"
    if any(_differ(left, right, part) for part in ("region", "city")):
        return "different"
    site = _site(left, right)
    if site == "same":
        return _within(left, right)
    if site == "same_road":
        return "same_road"
    if site == "unknown":
        same_city = left.city is not None and left.city == right.city
        whole = left.key and right.key
        return "same_city" if same_city and whole else "unknown"
    return "same_city" if left.city is not None and left.city == right.city else "different"


def _within(left: Address, right: Address) -> str:
    """Return the level of two addresses at one community or house number."""
    inside = ("building", "unit", "room")
    if _differ(left, right, "building"):
        return "same_place"
    if any(_differ(left, right, part) for part in ("unit", "room")):
        return "same_building" if left.building else "same_place"
    if all(getattr(left, part) == getattr(right, part) for part in inside) and left.key and right.key:
        return "same_dwelling"
    if left.room is not None and left.room == right.room and left.building == right.building:
        return "same_dwelling"  # a room number without its staircase still names one door of the building
    return "as_far_as_known"


def _site(left: Address, right: Address) -> str:
    """Return whether community, or road and house number, are the same, different or unknown."""
    if left.place and right.place:
        return "same" if left.place == right.place else "different"
    if left.road and right.road:
        if left.road != right.road:
            return "different"
        if left.number and right.number:
            return "same" if left.number == right.number else "same_road"
    return "unknown"


def _differ(left: Address, right: Address, part: str) -> bool:
    one, other = getattr(left, part), getattr(right, part)
    return one is not None and other is not None and one != other
