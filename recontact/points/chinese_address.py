"""Chinese addresses: division, road and number, community, building, staircase and room."""

import re
from functools import lru_cache

from recontact.points import chinese_dwelling, chinese_road, cn_division, hong_kong
from recontact.points.address import Address, Row, row_of
from recontact.points.chinese_dwelling import Dwelling
from recontact.points.chinese_road import is_plain_road
from recontact.points.cleaned import UNKNOWN
from recontact.points.cn_division import Division

_VILLAGE = re.compile("村.*(?:组|社|家|户|队|[东西南北]头)|村$")
_BOX = re.compile(r"^(?P<place>[\u4e00-\u9fff]*?)(?P<box>\d+)号?(?:邮政)?信箱(?:(?P<branch>\d+)号?分箱)?$")
_BESIDE = re.compile(
    "(?<!村)(?:斜?对面|隔壁|旁边?|附近|后面|前面|门口|交叉口|交汇处|路口)(?:的?[\u4e00-\u9fff]{0,4}(?:[东南西北]{1,2}[角侧]|\\d+米)?)?$"
)
"""Words that say near what somebody lives, and not where."""
_PICKUP = re.compile("丰巢|菜鸟|驿站|快递柜|自提柜|自提点|代收点|代收|快递站|智能柜|蜂巢")
_SHARED = ("hub",)
"""A place where many people's parcels go."""
_USUAL = re.compile(
    r"(?:(?P<road>[\u4e00-\u9fff]{2,7}?(?:大道|大街|路|街|巷)[东南西北中]?)(?P<number>\d{1,5})号)?(?:(?P<place>[\u4e00-\u9fff]{2,12})"
    r"(?P<building>\d{1,4})(?:号楼|栋|幢|#-?|座|-)(?:(?P<unit>\d{1,2})(?:单元|-))?(?P<room>\d{3,5})[室房号]?)?$"
)
"""The shape that nine of ten addresses in a city have; what the other expressions find in it is the same."""
_NOT_USUAL = re.compile("村|弄|路|街|巷|道(?!.)|大道|[东南西北中]区|工业|开发区|新区|产业园|科技园|高新")


def read(text: str, postcode: str | None) -> tuple[Row, bool]:
    """Return the address in a compact text (`chinese_writing.compact`) as a row of `Address`.

    Beside it, whether it is of the usual shape, whose canonical form is sure to be read as itself.
    """
    if UNKNOWN in text:
        return row_of(_masked(text, postcode)), False
    if not text and postcode:
        return row_of(_postcode_only(postcode)), True
    division, rest = cn_division.read(text)
    if division.region in (None, hong_kong.REGION):
        division, rest = hong_kong.read(division, rest)
    head = text[: len(text) - len(rest)] if rest else text
    usual = _usual(head, rest, division, postcode)
    return (usual, True) if usual else (row_of(_whole(head, rest, division, postcode)), False)


def _usual(head: str, rest: str, division: Division, postcode: str | None) -> Row | None:
    """Return an address that names road and number, or community, building and room, or both in the usual way."""
    found = _USUAL.match(rest)
    if found is None:
        return None
    road, number, place, building, unit, room = found.groups()
    if not (road or place) or (place and not is_plain_place(place)) or (road and not is_plain_road(road)):
        return None
    known = f"{head}{road}{number}号" if road else head
    key = f"{division.city or ''}|{road}|{number}|||"
    if place:
        known = f"{known}{place}{building}号楼{unit}单元{room}室" if unit else f"{known}{place}{building}号楼{room}室"
        key = f"{place}|{building}|{unit or ''}|{room}"
    flags = _DOUBTFUL if division.candidates else ()
    return (known, known, "address", "full", flags, None, division.region, division.city, division.county, postcode,
        road, number, place, building, unit, room, known.lower(), key, division.town, None, division.code,
        division.candidates)  # fmt: skip


AMBIGUOUS = "ambiguous_county"
_DOUBTFUL = (AMBIGUOUS,)


@lru_cache(maxsize=100_000)
def is_plain_place(name: str) -> bool:
    """Whether a community's name holds nothing that may be a road, a village or a zone."""
    return _NOT_USUAL.search(name) is None


def _whole(head: str, rest: str, division: Division, postcode: str | None) -> Address:
    box = _BOX.match(rest)
    if box:
        return _boxed(head, box, division, postcode)
    if _BESIDE.search(rest):
        return _beside(head, rest, division, postcode)
    road, number, inside_text, written_road = chinese_road.read(rest)
    inside = chinese_dwelling.read(inside_text, in_lane=bool(number and number.endswith("弄")))
    written = head + written_road + inside.place + inside.written()
    place = inside.place.strip("-.") or None
    site = (place,) if place else (division.city, road, number)
    if not any((*site, division.region, division.county, division.town, inside.building, inside.room)):
        return Address(problem="not_an_address")
    is_house = _is_house(road, number, inside)
    flags = (() if is_house else ("low_information",)) + (_DOUBTFUL if division.candidates else ())
    flags += _SHARED if _PICKUP.search(inside.place) else ()
    return Address(
        value=written if is_house else None,
        known=written,
        type="address",
        precision="full" if is_house else "partial",
        flags=flags,
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
        town=division.town,
        floor=inside.floor,
        code=division.code,
        candidates=division.candidates,
    )


def _postcode_only(postcode: str) -> Address:
    known = f"邮编{postcode}"
    flags = ("low_information",)
    return Address(known=known, type="address", precision="partial", flags=flags, postcode=postcode, text=known)


def _beside(head: str, rest: str, division: Division, postcode: str | None) -> Address:
    """Return what is known of an address that names a house or crossing only to stand near it: 建国路88号对面."""
    road, _, inside, _ = chinese_road.read(rest)
    whole = head + rest
    return Address(
        known=whole,
        type="address",
        precision="partial",
        flags=("low_information", "beside", *(_DOUBTFUL if division.candidates else ())),
        region=division.region,
        city=division.city,
        county=division.county,
        postcode=postcode,
        road=road,
        place=rest if road is None else inside or None,
        text=whole.lower(),
        town=division.town,
        code=division.code,
        candidates=division.candidates,
    )


def _is_house(road: str | None, number: str | None, inside: Dwelling) -> bool:
    """Whether a house is named, rather than a road, a community or a town alone."""
    if inside.place:
        return bool(inside.building or inside.room or number or _VILLAGE.search(inside.place))
    return bool(road and (number or inside.building))


def _boxed(head: str, box: re.Match[str], division: Division, postcode: str | None) -> Address:
    branch = f"{box['branch']}分箱" if box["branch"] else ""
    written = f"{head}{box['place']}{box['box']}信箱{branch}"
    return Address(
        value=written,
        known=written,
        type="address",
        precision="full",
        flags=("po_box",),
        region=division.region,
        city=division.city,
        county=division.county,
        postcode=postcode,
        road="信箱",
        number=box["box"],
        place=box["place"] or None,
        room=box["branch"],
        text=written.lower(),
        key="|".join(("信箱", division.city or "", box["box"], box["branch"] or "")),
        town=division.town,
        code=division.code,
    )


def _masked(text: str, postcode: str | None) -> Address:
    shown, _, _ = text.partition(UNKNOWN)
    shown = shown or text[text.rindex(UNKNOWN) + 1 :]  # ****建国路88号
    division, rest = cn_division.read(shown)
    road, number, _, _ = chinese_road.read(rest)
    if not any((division.region, division.county, road)):
        return Address(problem="masked")
    return Address(
        known=text,
        type="address",
        precision="masked",
        region=division.region,
        city=division.city,
        county=division.county,
        postcode=postcode,
        road=road,
        number=number,
        text=shown.lower(),
        town=division.town,
        code=division.code,
    )
