"""Addresses in Latin letters: house number, street, unit, city, region and postcode."""

import re
from functools import lru_cache

from recontact.points import english_chinese_address
from recontact.points.address import Address
from recontact.points.cleaned import UNKNOWN
from recontact.points.latin_letters import fold
from recontact.points.western_words import listed, short_forms, street_words
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

_POSTCODES = (
    re.compile(r"(?:^|[\s,]+)(?P<code>\d{5})(?:-\d{4})?$"),
    re.compile(r"(?:^|[\s,]+)(?P<code>[a-z]{1,2}\d[a-z\d]?\s?\d[a-z]{2})$"),
    re.compile(r"(?:^|[\s,]+)(?P<code>[a-z]\d[a-z]\s?\d[a-z]\d)$"),
    re.compile(r",\s*(?P<code>\d{4}|\d{6})$"),
    re.compile(r"(?<=[a-z]{2})\s+(?P<code>\d{4})$"),
    re.compile(r"(?<=[a-z]{3})[\s-]+(?P<code>\d{6})$|,\s*s\s?\(?(?P<singapore>\d{6})\)?$"),
)
_POSTCODE_AND_CITY = re.compile(r"(?:^|[\s,])(?:[a-z]{1,2}-)?(?P<code>\d{4,5})\s+(?P<city>[^\d,]+)$")
_BARE_POSTCODE = re.compile(r"\d{5}-\d{4}")
_DOOR_BEFORE = re.compile(r"^(?P<unit>\d+[a-z]?)/(?=\d+[a-z]?(?:-\d+)?\s+[a-z])")
_NUMBER = re.compile(
    r"(?P<number>\d+[a-z]?(?:[-/]\d+[a-z]?|-[a-z]\b)?(?:\s+(?:bis|ter|quater)\b)?)(?:\s+1/2)?\s*,?\s+(?=[^\s,])"
)
_NUMBER_BEHIND = re.compile(r"(?P<road>[^\d,]+?)\s+(?P<number>\d+[a-z]?)$")
_NUMBERED_ROAD = re.compile(
    r"(?:(?P<whose>us|u s|state|county|interstate|old)\s+)?(?P<sort>highway|hwy|route|rte|rt|road|rd|interstate)\s+"
    r"(?P<which>\d+[a-z]?)\b(?:\s+(?P<side>[nsew]|north|south|east|west)\b)?"
)
_ROUTE = re.compile(r"^(?P<sort>rr|rural route|hc|highway contract|psc|cmr|unit)\s*#?\s*(?P<number>\d+\w*)[\s,]*")
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], "23456789", strict=True)
)
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDINAL = re.compile(rf"\b({'|'.join(_TENS)})[- ]({_ONES})\b")


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
    rest, postcode = _postcode(_without_country(whole))
    segments, region = _region([segment.strip() for segment in rest.split(",") if segment.strip()])
    place, number, road, city = _located(segments)
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
    rest, postcode = _postcode(_without_country(folded))
    segments, region = _region([segment.strip() for segment in rest.split(",") if segment.strip()])
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
    rest, postcode = _postcode(_ROUTE.sub("", _PO_BOX.sub("", folded)) if route else _PO_BOX.sub("", folded))
    segments, region = _region([segment.strip() for segment in rest.split(",") if segment.strip()])
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


def _without_country(text: str) -> str:
    before, comma, last = text.rpartition(",")
    return before if comma and last.strip() in listed("countries") else text


def _postcode(text: str) -> tuple[str, str | None]:
    for pattern in _POSTCODES:
        found = pattern.search(text)
        if found:
            code = found["code"] or found["singapore"]
            return text[: found.start()], code.replace(" ", "").upper()
    found = _POSTCODE_AND_CITY.search(text)
    if found and found.start():
        return f"{text[: found.start()]}, {found['city']}", found["code"]
    return text, None


def _region(segments: list[str]) -> tuple[list[str], str | None]:
    """Take the state or province off the end, unless it can only be the city or part of the street."""
    if not segments:
        return segments, None
    names, shorts = short_forms("regions"), frozenset(short_forms("regions").values())
    *before, last = segments
    if before and (last in shorts or (last in names and len(before) > 1)):
        return before, names.get(last, last)
    words = last.split()
    if len(words) == 2 and words[0] in ("apo", "fpo", "dpo"):
        return [*before, words[0]], words[1]
    if len(words) > 2 and words[-1] in shorts and (before or _has_street(words[:-1])):
        return [*before, " ".join(words[:-1])], words[-1]
    if len(words) == 2 and before and words[-1] in shorts:
        return [*before, words[0]], words[-1]
    return segments, None


def _has_street(words: list[str]) -> bool:
    return any(word in street_words() for word in words[2:])


def _located(segments: list[str]) -> tuple[str | None, str | None, str | None, str | None]:
    """Return place, number, road and city of segments that commas part."""
    if len(segments) > 1 and segments[0].rstrip("abcdefgh").isdigit():
        segments = [f"{segments[0]} {segments[1]}", *segments[2:]]  # 107, greenhood place
    place = None
    if len(segments) > 1 and not _NUMBER.match(segments[0]) and _NUMBER.match(segments[1]):
        place, segments = segments[0], segments[1:]
    elif not any(_NUMBER.match(segment) or _NUMBER_BEHIND.match(segment) for segment in segments):
        below = next((at for at, segment in enumerate(segments) if at and _is_street(segment)), 0)
        if below and not _is_street(segments[0]):  # Rose Cottage, High Street, Little Snoring
            place, segments = segments[0], segments[below:]
    if not segments:
        return place, None, None, None
    found = _NUMBER.match(segments[0])
    behind = None if found else _NUMBER_BEHIND.match(segments[0])
    if behind:
        number, street = behind["number"], behind["road"]
    else:
        number, street = (found["number"], segments[0][found.end() :]) if found else (None, segments[0])
    if number is None and len(segments) == 1 and not _is_street(street):
        return place, None, None, street
    road, left_over = _street(street)
    after = [segment for segment in (left_over, *segments[1:]) if segment]
    if len(after) > 1 and place is None:
        place = after[0]
    return place, number, road or None, after[-1] if after else None


@lru_cache(maxsize=50_000)
def _street(street: str) -> tuple[str, str]:
    """Return the street with its type and directions in short form, and the words after it (the city)."""
    types, directions = short_forms("street_types"), short_forms("directions")
    numbered = _NUMBERED_ROAD.match(street)
    if numbered:
        sort = {"road": "rd", "route": "rte", "rt": "rte", "highway": "hwy"}.get(numbered["sort"], numbered["sort"])
        whole = (numbered["whose"], sort, numbered["which"], directions.get(numbered["side"] or ""))
        return " ".join(filter(None, whole)), street[numbered.end() :].strip(" ,")
    words = [short_forms("ordinals").get(word, word) for word in _tens(street).split()]
    if words and words[0] in short_forms("types_in_front") and len(words) > 1 and words[-1] not in types:
        return " ".join([short_forms("types_in_front")[words[0]], *words[1:]]), ""
    end = next((place for place in range(1, len(words)) if words[place] in street_words()), None)
    if end is None:
        return " ".join(directions.get(word, word) if place == 0 else word for place, word in enumerate(words)), ""
    while end + 1 < len(words) and words[end + 1] in street_words() and words[end + 1] not in ("st", "point"):
        end += 1
    named = [*words[:end], types.get(words[end], words[end])]
    if end + 1 < len(words) and words[end + 1].isdigit() and len(words[end + 1]) < 3:
        end += 1
        named.append(words[end])  # Ang Mo Kio Avenue 6
    if len(named) > 2 and named[0] in directions:
        named[0] = directions[named[0]]
    if end + 1 < len(words) and words[end + 1] in directions:
        end += 1
        named.append(directions[words[end]])
    return " ".join(named), " ".join(words[end + 1 :])


def _tens(street: str) -> str:
    """Return a street with its ordinals above twenty in figures: forty-second, 42nd."""
    return _ORDINAL.sub(lambda found: _TENS[found[1]] + short_forms("ordinals")[found[2]], street)


def _is_street(text: str) -> bool:
    words = text.split()
    return words[-1] in street_words() or words[0] in short_forms("types_in_front")
