"""House number, street and city of an address in Latin letters; the street with its type in short form."""

import re
from functools import lru_cache

from recontact.points.western_words import short_forms, street_words

_NUMBER = re.compile(
    r"(?P<number>\d+[a-z]?(?:[-/]\d+[a-z]?|-[a-z]\b)?(?:\s+(?:bis|ter|quater)\b)?)(?:\s+1/2)?\s*,?\s+(?=[^\s,])"
)
_NUMBER_BEHIND = re.compile(r"(?P<road>[^\d,]+?)\s+(?P<number>\d+[a-z]?)$")
_NUMBERED_ROAD = re.compile(
    r"(?:(?P<whose>us|u s|state|county|interstate|old)\s+)?(?P<sort>highway|hwy|route|rte|rt|road|rd|interstate)\s+"
    r"(?P<which>\d+[a-z]?)\b(?:\s+(?P<side>[nsew]|north|south|east|west)\b)?"
)
_TENS = dict(
    zip(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], "23456789", strict=True)
)
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDINAL = re.compile(rf"\b({'|'.join(_TENS)})[- ]({_ONES})\b")


def read(segments: list[str]) -> tuple[str | None, str | None, str | None, str | None]:
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
