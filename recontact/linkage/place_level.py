"""Kernel: on which level two lists of addresses agree, the best pair counting."""

from typing import Any

from recontact.compiled import leaf
from recontact.linkage.people import (
    BUILDING,
    CITY,
    COUNTY,
    DWELLING,
    NUMBER,
    PLACE,
    POSTCODE,
    ROAD,
    ROOM,
    SEEN,
    TEXT,
    UNIT,
)
from recontact.linkage.texts import close_spelling
from recontact.linkage.value_level import far_apart

# How two addresses stand.
UNKNOWN, SAME_DWELLING, NEARLY, SAME_BUILDING, SAME_ROAD, SAME_POSTCODE, SAME_DISTRICT, SAME_CITY, DIFFERENT = range(9)
# Levels of configs/models/person.yaml beyond these: seen so far apart in time that people will have moved.
DWELLING_LATER, PLACE_LATER, DIFFERENT_LATER = range(9, 12)
LEVELS = (0, 1, 3, 4, 5, 6, 7, 8, 11, 2, 9, 10)
"""Their numbers in the model, which orders them by what they prove."""
MISSING, EQUAL, CLOSE, OTHER = range(4)
CLOSE_ROAD = 0.9


@leaf
def place_level(p: Any, a: Any, b: Any) -> Any:
    """Return the level of rows `a` and `b` and the rarity of the shared dwelling."""
    best = 0
    rarity = p.place_rarity[0] * 0
    for i in range(p.starts[a, 4], p.starts[a, 5]):
        for j in range(p.starts[b, 4], p.starts[b, 5]):
            level = _level(p, i, j)
            if level == SAME_DWELLING and (best != SAME_DWELLING or p.place_rarity[i] > rarity):
                rarity = p.place_rarity[i]
            if level != 0 and (best == 0 or level < best):
                best = level
    if best != UNKNOWN and far_apart(p.rows[a, SEEN], p.rows[b, SEEN], p.gaps[2]):
        best = DWELLING_LATER if best <= NEARLY else PLACE_LATER if best < DIFFERENT else DIFFERENT_LATER
    return LEVELS[best], rarity


@leaf
def _level(p: Any, i: Any, j: Any) -> Any:
    city = _spelt(p, p.places[i, CITY], p.places[j, CITY])
    if p.places[i, DWELLING] >= 0 and p.places[i, DWELLING] == p.places[j, DWELLING]:
        return (
            SAME_ROAD
            if city == OTHER and _stand(p.places[i, POSTCODE], p.places[j, POSTCODE]) != EQUAL
            else SAME_DWELLING
        )
    place = _spelt(p, p.places[i, PLACE], p.places[j, PLACE])
    road = _spelt(p, p.places[i, ROAD], p.places[j, ROAD])
    found = UNKNOWN
    if place in (EQUAL, CLOSE):
        found = _within(p, i, j, _stand(p.places[i, BUILDING], p.places[j, BUILDING]), place == EQUAL)
    elif road in (EQUAL, CLOSE):
        found = _within(p, i, j, _stand(p.places[i, NUMBER], p.places[j, NUMBER]), road == EQUAL)
    if found != UNKNOWN:
        return SAME_ROAD if city == OTHER else found
    if _stand(p.places[i, POSTCODE], p.places[j, POSTCODE]) == EQUAL:
        return SAME_POSTCODE
    if _same_district(p, p.places[i, POSTCODE], p.places[j, POSTCODE]):
        return SAME_DISTRICT
    if city in (EQUAL, CLOSE) or _stand(p.places[i, COUNTY], p.places[j, COUNTY]) == EQUAL:
        return SAME_CITY
    text = _spelt(p, p.places[i, TEXT], p.places[j, TEXT]) if _unparsed(p, i) and _unparsed(p, j) else MISSING
    if text == CLOSE:
        return NEARLY
    known = city == OTHER or place == OTHER or road == OTHER or text == OTHER
    return DIFFERENT if known or _stand(p.places[i, POSTCODE], p.places[j, POSTCODE]) == OTHER else UNKNOWN


@leaf
def _unparsed(p: Any, i: Any) -> Any:
    return p.places[i, PLACE] < 0 and p.places[i, ROAD] < 0


@leaf
def _within(p: Any, i: Any, j: Any, house: Any, exact: Any) -> Any:
    """Return the level within one road or community, `house` telling how the number or building stands."""
    unit = _stand(p.places[i, UNIT], p.places[j, UNIT])
    room = _stand(p.places[i, ROOM], p.places[j, ROOM])
    if house == OTHER:
        return SAME_ROAD
    if unit == OTHER or room == OTHER:
        return SAME_BUILDING if house == EQUAL else SAME_ROAD
    if house == EQUAL:
        return NEARLY
    return NEARLY if room == EQUAL and exact else SAME_ROAD


@leaf
def _stand(left: Any, right: Any) -> Any:
    """Return how two codes stand. It is given values, not columns: for each column it would be compiled anew."""
    if left < 0 or right < 0:
        return MISSING
    return EQUAL if left == right else OTHER


@leaf
def _spelt(p: Any, left: Any, right: Any) -> Any:
    """Return how two codes stand whose spelling may be close."""
    stand = _stand(left, right)
    if stand == OTHER and close_spelling(p.chars, p.offsets, p.signs, left, right, CLOSE_ROAD):
        return CLOSE
    return stand


@leaf
def _same_district(p: Any, left: Any, right: Any) -> Any:
    """Return whether two postcodes agree in their first half (sorting area of six-digit, ZIP and British codes)."""
    if left < 0 or right < 0:
        return False
    s = p.offsets[left]
    t = p.offsets[right]
    m = p.offsets[left + 1] - s
    half = max((m + 1) // 2, 3)
    if m != p.offsets[right + 1] - t or m < half:
        return False
    agreeing = 0
    while agreeing < half and p.chars[s + agreeing] == p.chars[t + agreeing]:
        agreeing += 1
    return agreeing == half
