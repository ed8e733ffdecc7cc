"""Kernels: the most bits that two lists of addresses can tell, from their codes and signs."""

from typing import Any

import numpy as np

from recontact.compiled import leaf
from recontact.linkage.glance import HALF, ROAD_SIGNS, lower, upper
from recontact.linkage.glance import HOME as HOME_WORD
from recontact.linkage.glance import STREET as STREET_WORD
from recontact.linkage.people import BUILDING, DWELLING, NUMBER, PLACE, POSTCODE, ROAD, SEEN, TEXT
from recontact.linkage.place_level import (
    CLOSE_ROAD,
    DIFFERENT,
    DIFFERENT_LATER,
    DWELLING_LATER,
    LEVELS,
    NEARLY,
    PLACE_LATER,
    SAME_BUILDING,
    SAME_CITY,
    SAME_DISTRICT,
    SAME_DWELLING,
    SAME_POSTCODE,
    SAME_ROAD,
    UNKNOWN,
)
from recontact.linkage.signs import CLASSES, HEAD, NEVER, ZERO, closeness, first_half
from recontact.linkage.texts import may_be_close
from recontact.linkage.value_level import far_apart

Array = np.ndarray[Any, Any]
# What two addresses may share, beginning with the least; each may turn out to be less.
FAR, DISTRICT, CODE, STREET, HOUSE, HOME = range(6)


def places_most(match: Array) -> Array:
    """Return the most bits (float32 [2, 6]), without rarity, of what addresses may share, seen far apart or not."""
    now = [(UNKNOWN, SAME_CITY, DIFFERENT), (SAME_DISTRICT,), (SAME_POSTCODE,), (SAME_ROAD,)]
    now += [(NEARLY, SAME_BUILDING), (SAME_DWELLING,)]
    later = [
        {UNKNOWN if each == UNKNOWN else DWELLING_LATER if each <= NEARLY else PLACE_LATER for each in group}
        for group in now
    ]
    later[FAR].add(DIFFERENT_LATER)
    found = [[max(match[LEVELS[each]] for each in group) for group in groups] for groups in (now, later)]
    return np.maximum.accumulate(np.array(found, np.float32), axis=1)


@leaf
def place_most_at_glance(p: Any, g: Any, u: Any, a: Any, b: Any, later: Any) -> Any:
    """Return what `place_most` does, of two rows with one address each, which their glances hold."""
    home = upper(g[a, HOME_WORD])
    if home != 0 and home == upper(g[b, HOME_WORD]):
        return u.places[later, HOME] + max(np.float64(p.place_rarity[p.starts[a, 4]]), 0.0)
    left, right = lower(g[a, STREET_WORD]), lower(g[b, STREET_WORD])
    if left != 0 and right != 0:
        x, y = ROAD_SIGNS + CLASSES, ROAD_SIGNS + HEAD
        if left == right or closeness(g[a, x], g[a, y], g[b, x], g[b, y], CLOSE_ROAD) != NEVER:
            left, right = upper(g[a, STREET_WORD]), upper(g[b, STREET_WORD])
            return np.float64(u.places[later, STREET if left != 0 and right != 0 and left != right else HOUSE])
    told = DISTRICT if g[a, HALF] == g[b, HALF] and g[a, HALF] != ZERO else FAR
    if lower(g[a, HOME_WORD]) == lower(g[b, HOME_WORD]) and lower(g[a, HOME_WORD]) != 0:
        told = CODE
    return np.float64(u.places[later, told])


@leaf
def place_most(p: Any, u: Any, a: Any, b: Any) -> Any:
    """Return the most bits of the addresses of rows `a` and `b`."""
    most = FAR
    rarity = 0.0
    for i in range(p.starts[a, 4], p.starts[a, 5]):
        for j in range(p.starts[b, 4], p.starts[b, 5]):
            told = _told(p, i, j)
            most = max(most, told)
            if told == HOME:
                rarity = max(rarity, p.place_rarity[i])
    return u.places[far_apart(p.rows[a, SEEN], p.rows[b, SEEN], p.gaps[2]), most] + rarity


@leaf
def _told(p: Any, i: Any, j: Any) -> Any:
    if p.places[i, DWELLING] >= 0 and p.places[i, DWELLING] == p.places[j, DWELLING]:
        return HOME
    told = FAR
    for column in (ROAD, PLACE):
        if _alike(p, p.places[i, column], p.places[j, column]):
            house = NUMBER if column == ROAD else BUILDING
            left, right = p.places[i, house], p.places[j, house]
            told = max(told, STREET if left >= 0 and right >= 0 and left != right else HOUSE)
    if told > FAR:
        return told
    unparsed = p.places[i, TEXT] >= 0 and p.places[j, TEXT] >= 0
    if unparsed and _alike(p, p.places[i, TEXT], p.places[j, TEXT]):
        return HOUSE
    left, right = p.places[i, POSTCODE], p.places[j, POSTCODE]
    if left < 0 or right < 0:
        return FAR
    if left == right:
        return CODE
    return DISTRICT if first_half(p.signs[left, HEAD]) == first_half(p.signs[right, HEAD]) else FAR


@leaf
def _alike(p: Any, left: Any, right: Any) -> Any:
    """Return False for two known spellings that are neither equal nor close."""
    return left >= 0 and right >= 0 and (left == right or may_be_close(p.signs, left, right, CLOSE_ROAD))
