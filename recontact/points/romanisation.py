"""Chinese names in the Latin letters of Hong Kong, Taiwan and the mainland: does a spelling fit the characters?"""

from collections.abc import Sequence
from functools import lru_cache

from recontact.points import cantonese, pinyin
from recontact.points.wade_giles import wade_giles

_LONGEST_SYLLABLE = 7


@lru_cache(maxsize=20_000)
def fit(han: str, spelling: str) -> str:
    """Return how letters a-z fit a name in simplified characters, its surname first: `same`, `near` or `different`.

    `same`: every character is so spelled in pinyin, in Hong Kong, or in Wade-Giles. `near`: all but one of the given
    name's, as where a family keeps a spelling of its own (Tung Chee Hwa).
    """
    known = [spellings(character) for character in han]
    if han[:2] in pinyin.surnames():
        known = [frozenset(pinyin.read_surname(han[:2])) | _joined(known[:2]), *known[2:]]
    elif han:
        known[0] = known[0] | frozenset(pinyin.read_surname(han[0]))
    orders = [known, [*known[1:], known[0]]] if len(known) > 1 else [known]
    if any(_ends(order, spelling, None) for order in orders):
        return "same"
    if len(han) < 3:
        return "different"
    return "near" if any(_ends(known, spelling, free) for free in range(1, len(known))) else "different"


@lru_cache(maxsize=50_000)
def spellings(character: str) -> frozenset[str]:
    """Return the ways in which one character of a name is spelled, none if it is in no table."""
    reading = pinyin.read(character)
    mainland = {reading, *wade_giles(reading)} if reading else set()
    if reading and "v" in reading:
        mainland |= {reading.replace("v", "u"), reading.replace("v", "yu")}
    return frozenset((*mainland, *cantonese.spellings(character)))


def _joined(parts: Sequence[frozenset[str]]) -> frozenset[str]:
    return frozenset(one + other for one in parts[0] for other in parts[1])


def _ends(known: Sequence[frozenset[str]], text: str, free: int | None) -> bool:
    """Whether `text` is one spelling of each in turn; the one at place `free` may be spelled in any way."""
    reached = {0}
    for place, ways in enumerate(known):
        if place == free:
            reached = {end for start in reached for end in range(start + 1, start + _LONGEST_SYLLABLE)}
        else:
            reached = {start + len(way) for start in reached for way in ways if text.startswith(way, start)}
        if not reached:
            return False
    return len(text) in reached
