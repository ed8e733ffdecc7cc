"""Chinese names in the Latin letters of Hong Kong, Taiwan and the mainland: does a spelling fit the characters?"""

from collections.abc import Sequence
from functools import lru_cache

from recontact.points import cantonese, pinyin
from recontact.points.wade_giles import wade_giles

_LONGEST_SYLLABLE = 7


@lru_cache(maxsize=20_000)
def fit(han: str, spelling: str) -> str:
    """Return how letters a-z fit a name in simplified characters, its surname first: `same`, `near` or `different`.

    `same`: the given name is spelled in pinyin, in Wade-Giles or as in Hong Kong throughout, and the surname in any of
    them. `near`: in several ways, or all but one character of it, as where a family keeps a spelling of its own (Tung
    Chee Hwa).
    """
    size = 2 if han[:2] in pinyin.surnames() and len(han) > 2 else 1
    surname, given = surname_spellings(han), [systems(character) for character in han[size:]]
    for system in range(_SYSTEMS):
        known = [surname, *(ways[system] for ways in given)]
        if any(_ends(order, spelling, None) for order in ([*known], [*known[1:], known[0]])):
            return "same"
    mixed = [surname, *(frozenset().union(*ways) for ways in given)]
    if any(_ends(order, spelling, None) for order in (mixed, [*mixed[1:], mixed[0]])):
        return "near"
    if len(han) < 3:
        return "different"
    return "near" if any(_ends(mixed, spelling, free) for free in range(1, len(mixed))) else "different"


def surname_spellings(han: str) -> frozenset[str]:
    """Return the ways in which the surname that a Han name begins with is spelled."""
    if han[:2] in pinyin.surnames() and len(han) > 2:
        one, other = (frozenset[str]().union(*systems(character)) for character in han[:2])
        return frozenset(pinyin.read_surname(han[:2])) | {a + b for a in one for b in other}
    return frozenset[str]().union(*systems(han[:1])) | frozenset(pinyin.read_surname(han[:1]))


_SYSTEMS = 3


@lru_cache(maxsize=50_000)
def systems(character: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return how one character of a name is spelled in pinyin, in Wade-Giles and in Hong Kong; empty if in no table."""
    readings = pinyin.all_readings(character)
    mainland = {way for reading in readings for way in (reading, *_dotless(reading))}
    taiwan = {way for reading in readings for way in (reading, *wade_giles(reading), *_dotless(reading))}
    return frozenset(mainland), frozenset(taiwan), cantonese.spellings(character)


def _dotless(reading: str) -> tuple[str, ...]:
    return (reading.replace("v", "u"), reading.replace("v", "yu")) if "v" in reading else ()


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
