"""The levels on which two postal addresses agree, component by component."""

from recontact.points.address import Address
from recontact.points.level import Level
from recontact.points.place_name import sounded

LEVELS: tuple[Level, ...] = (
    Level("unknown", "The addresses cannot be compared.", "无法比较地址。"),
    Level("same_dwelling", "The addresses are the same dwelling.", "地址为同一住所。"),
    Level("as_far_as_known", "The addresses agree as far as they are known.", "已知部分的地址一致。"),
    Level("same_building", "The addresses are in the same building, in different dwellings.", "同一栋楼,不同住户。"),
    Level(
        "same_place", "The addresses are in the same community or at the same house number.", "同一小区或同一门牌号。"
    ),
    Level("different_house", "The addresses are different houses in the same road.", "同一条路,门牌号不同。"),
    Level("same_city", "The addresses are in the same city only.", "仅城市相同。"),
    Level("different", "The addresses are in different places.", "地址不同。"),
)
_INDEX = {level.code: index for index, level in enumerate(LEVELS)}
_INSIDE = ("building", "unit", "room")


def compare(left: Address, right: Address) -> int:
    """Return the index into LEVELS on which two addresses agree; symmetric. What one does not say does not differ."""
    return _INDEX[_agreement(left, right)]


def _agreement(left: Address, right: Address) -> str:
    if left.text is None or right.text is None:
        return "unknown"
    if left.text == right.text and left.key and right.key:
        return "same_dwelling"
    if any(_differ(left, right, part) for part in ("region", "city")):
        return "different"
    site = _site(left, right)
    if site == "same" and _counties_differ(left, right) and not (left.road and right.road):
        site = "different"  # communities of one name in two districts
    if site == "same":
        return _within(left, right)
    if site == "different_house":
        return site
    same_city = left.city is not None and left.city == right.city
    if site == "unknown":
        if left.text == right.text:
            return "as_far_as_known"
        return "same_city" if same_city and left.key and right.key else "unknown"
    return "same_city" if same_city else "different"


def _within(left: Address, right: Address) -> str:
    """Return the level of two addresses at one community or house number."""
    if _differ(left, right, "building"):
        return "same_place"
    if any(_differ(left, right, part) for part in ("unit", "room")):
        return "same_building" if left.building else "same_place"
    if all(getattr(left, part) == getattr(right, part) for part in _INSIDE) and left.key and right.key:
        return "same_dwelling"
    if left.room is not None and left.room == right.room and left.building == right.building:
        return "same_dwelling"  # a room number without its staircase still names one door of the building
    return "as_far_as_known"


def _site(left: Address, right: Address) -> str:
    """Return whether community, or road and house number, are the same, different or unknown."""
    places, roads = _stand(left.place, right.place), _stand(left.road, right.road)
    if places == "same":
        return "same"
    if roads == "same" and left.number and right.number:
        return "same" if left.number == right.number else "different_house"
    if "different" in (places, roads):
        return "different"
    if _same_door(left, right):
        return "same"
    return "unknown"


def _stand(left: str | None, right: str | None) -> str:
    """Return whether two names of places are the same, different or unknown; in two scripts by how they sound."""
    if left is None or right is None:
        return "unknown"
    if left == right:
        return "same"
    if left.isascii() == right.isascii():
        return "different"
    return "same" if sounded(left) & sounded(right) else "unknown"


def _same_door(left: Address, right: Address) -> bool:
    """Whether two addresses in different scripts have town, building and door in common: names alone are translated."""
    if (left.known or "").isascii() == (right.known or "").isascii():
        return False
    near = left.town or left.county
    if near is None or near != (right.town or right.county):
        return False
    return bool(left.building and left.building == right.building and left.room and left.room == right.room)


def _counties_differ(left: Address, right: Address) -> bool:
    """Whether two addresses name different counties of the division, rather than a zone across them."""
    whole = [a.code for a in (left, right) if a.code and not a.code.endswith("00")]
    return len(whole) == 2 and whole[0] != whole[1]


def _differ(left: Address, right: Address, part: str) -> bool:
    one, other = getattr(left, part), getattr(right, part)
    return one is not None and other is not None and one != other
