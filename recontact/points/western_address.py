"""Addresses in Latin letters: house number, street, unit, city, region and postcode."""

import re

from recontact.points import english_chinese_address, western_street
from recontact.points.address import Address
from recontact.points.cleaned import UNKNOWN
from recontact.points.latin_letters import fold
from recontact.points.western_last_line import take_postcode, take_region, without_country
from recontact.points.western_writing import display

_PO_BOX = re.compile(
    r"\bp\s*\.?\s*o\s*\.?\s*b(?:ox)?\b\.?\s*#?\s*(\w+)|\bpost office box\s*(\w+)|\bbox\s+(\w+)(?=[\s,]+(?:[adf]po)\b)"
    r"|(?<=\d)[\s,]+box\s*#?\s*(\w+)"
)
_UNIT = re.compile(
    r"[\s,]*(?:\b(?:apartment|apt|unit|suite|ste|flat|room|rm|lot|trailer|trlr|space|spc)\b[\s.:]*(?:no\b[\s.]*)?#?|#)"
    r"\s*(?P<unit>[a-z]?\d+[a-z]?(?:[-/]\d+)?|[a-z])\b[.,]?"
)
_LEVEL = re.compile(
    r"[\s,]*\b(?:(?:level|lvl|floor|fl)\s*(?P<level>\d{1,3})|(?P<floor>\d{1,3})(?:st|nd|rd|th)\s+(?:floor|fl))\b[.,]?"
    r"|(?<=[a-z])[\s,]+(?P<part>rear|front|basement|bsmt|penthouse|ph|upstairs|downstairs)(?=,|$)"
)
_CARE_OF = re.compile(r"^\s*c/o\s+[^,]+,\s*|\s*\([^()]*[a-z][^()]*\)\s*$|\s+-+\s+[a-z ]+$")
_BLOCK = re.compile(r"^(?:blk|block|h\s*\.?\s*no|house no|house|plot no|plot|door no|d\s*\.?\s*no)\b[\s.:]*(?=\d)")
_SHARED = re.compile(
    r"\b(?:locker|ups store|mail ?boxes etc|general delivery|poste restante|parcel ?shop|pick-?up point)\b"
)
_UK_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}")
_BARE_POSTCODE = re.compile(r"\d{5}-\d{4}")
_DOOR_BEFORE = re.compile(r"^(?P<unit>\d+[a-z]?)/(?=\d+[a-z]?(?:-\d+)?\s+[a-z])")
_ROUTE = re.compile(r"^(?P<sort>rr|rural route|hc|highway contract|psc|cmr|unit)\s*#?\s*(?P<number>\d+\w*)[\s,]*")


def read(text: str) -> Address:
    """Return the address in half-width text without Han characters."""
    shown = " ".join(text.replace(" ,", ",").split()).strip(" ,;")
    folded = fold(shown).replace(";", ",").replace("'", "")
    if _BARE_POSTCODE.fullmatch(folded):
        return _postcode_only(shown)
    if not any(character.isalpha() for character in folded):
        return Address(problem="not_an_address")
    if english_chinese_address.is_one(folded):
        return english_chinese_address.read(shown, folded, UNKNOWN in folded)
    if UNKNOWN in folded:
        return _masked(shown, folded)
    box = _PO_BOX.search(folded)
    if box:
        return _box(shown, folded, next(number for number in box.groups() if number))
    whole, door = _door(_BLOCK.sub("", _CARE_OF.sub("", folded).replace("1\u20442", "").strip()))
    whole = re.sub(r"\s*,[\s,]*", ", ", whole.replace(". ", " ").replace(".", " ")).strip(" ,")
    rest, postcode = take_postcode(without_country(whole))
    segments, region = take_region([segment.strip() for segment in rest.split(",") if segment.strip()])
    place, number, road, city = western_street.read(segments)
    room = door
    named = place and road and postcode and _UK_POSTCODE.fullmatch(postcode)
    is_house = bool(road and (number or named))
    written = display(shown)
    return Address(
        value=written if is_house else None,
        known=written,
        type="address",
        precision="full" if is_house else "partial",
        flags=(*(() if is_house else ("low_information",)), *(("hub",) if _SHARED.search(folded) else ())),
        region=region and region.upper(),
        city=city,
        postcode=postcode,
        road=road,
        number=number,
        place=place,
        unit=room,
        text=" ".join(filter(None, (number, road, room, place, city, region, postcode))),
        key="|".join(part or "" for part in (number or place, road, room, city or postcode)) if is_house else None,
    )


def _door(text: str) -> tuple[str, str | None]:
    """Return the text without the door of a house, and the door: apartment, level or the number before a stroke."""
    unit = _UNIT.search(text)
    if unit:
        return f"{text[: unit.start()]}, {text[unit.end() :]}", unit["unit"]
    level = _LEVEL.search(text)
    if level:
        floor = level["level"] or level["floor"]
        return f"{text[: level.start()]}, {text[level.end() :]}".strip(" ,"), f"fl {floor}" if floor else level["part"]
    before = _DOOR_BEFORE.match(text)
    return (text[before.end() :], before["unit"]) if before else (text, None)


def _postcode_only(shown: str) -> Address:
    code, flags = shown[:6].rstrip("-"), ("low_information",)
    return Address(known=shown, type="address", precision="partial", flags=flags, postcode=code, text=shown)


def _masked(shown: str, folded: str) -> Address:
    """Return what can be read beside the masked words: city, state and postcode."""
    rest, postcode = take_postcode(without_country(folded))
    segments, region = take_region([segment.strip() for segment in rest.split(",") if segment.strip()])
    city = segments[-1].replace(UNKNOWN, "").strip() if segments and (len(segments) > 1 or region) else None
    whole = city and UNKNOWN not in segments[-1].strip(f"{UNKNOWN} ")
    return Address(
        known=shown,
        type="address",
        precision="masked",
        text=folded,
        region=region and region.upper(),
        city=city if whole else None,
        postcode=postcode if postcode and UNKNOWN not in postcode else None,
    )


def _box(shown: str, folded: str, box: str) -> Address:
    route = _ROUTE.match(folded)
    road = f"{route['sort']} {route['number']} box" if route else "po box"
    rest, postcode = take_postcode(_ROUTE.sub("", _PO_BOX.sub("", folded)) if route else _PO_BOX.sub("", folded))
    segments, region = take_region([segment.strip() for segment in rest.split(",") if segment.strip()])
    city = segments[-1] if segments else None
    return Address(
        value=display(shown),
        known=display(shown),
        type="address",
        precision="full",
        flags=("po_box",),
        number=box,
        road=road,
        city=city,
        region=region and region.upper(),
        postcode=postcode,
        text=folded,
        key=f"{road}|{box}|{postcode or city or ''}",
    )
