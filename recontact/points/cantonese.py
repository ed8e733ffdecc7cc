"""How a syllable of Cantonese is spelled in Hong Kong and Macau: by rule from Jyutping, without tones."""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product
from types import MappingProxyType

from recontact import configs


@lru_cache(maxsize=2_000)
def hong_kong(syllable: str) -> tuple[str, ...]:
    """Return the spellings of a syllable of Jyutping in Hong Kong, the usual first; none if it is no syllable."""
    whole, initials = _spelled("syllables"), _spelled("initials")
    if syllable in whole:
        return whole[syllable]
    initial = next((syllable[:size] for size in (2, 1) if syllable[:size] in initials), "")
    finals = _spelled("finals").get(syllable[len(initial) :], ())
    return tuple(dict.fromkeys(one + other for one, other in product(initials.get(initial, ("",)), finals)))


@cache
def readings() -> Mapping[str, tuple[str, ...]]:
    """Return the readings of each simplified character in Jyutping, without tones."""
    found: dict[str, tuple[str, ...]] = {}
    for syllable, characters in configs.table("vocabularies/jyutping.tsv"):
        for character in characters:
            found[character] = (*found.get(character, ()), syllable)
    return MappingProxyType(found)


@cache
def customary() -> Mapping[str, tuple[str, ...]]:
    """Return the spellings of characters of names that no rule gives: Chan, Tse, Szeto."""
    found: dict[str, tuple[str, ...]] = {}
    for ways, characters in configs.table("vocabularies/cantonese.tsv"):
        for character in characters:
            found[character] = (*found.get(character, ()), *ways.split())
    return MappingProxyType(found)


@lru_cache(maxsize=50_000)
def spellings(character: str) -> frozenset[str]:
    """Return how a simplified character of a name is spelled in Hong Kong; none if it is in no table."""
    by_rule = (way for syllable in readings().get(character, ()) for way in hong_kong(syllable))
    return frozenset((*customary().get(character, ()), *by_rule))


@cache
def syllables() -> frozenset[str]:
    """Return every spelling of a syllable."""
    spoken = {syllable for found in readings().values() for syllable in found}
    by_hand = (way for ways in customary().values() for way in ways)
    return frozenset((*by_hand, *(way for syllable in sorted(spoken) for way in hong_kong(syllable))))


@cache
def _spelled(section: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, str] = configs.load("vocabularies/hong_kong_spelling.yaml")[section]
    return MappingProxyType(
        {sound: tuple(way.replace("-", "") for way in ways.split()) for sound, ways in found.items()}
    )
