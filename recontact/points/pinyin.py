"""How Chinese characters and surnames are read: pinyin without tones, ü written v."""

from functools import cache, lru_cache
from types import MappingProxyType

from recontact import configs

_NOT_IN_NAMES = frozenset(("m", "n", "hm", "fiao", "o", "lo"))
"""Readings of interjections, which would let any word split into syllables."""

_BARE_VOWEL_COST = 3
"""Inside a word a syllable with a vowel in front wants an apostrophe (Xi'an): a reading without one is likelier."""


def read(han: str) -> str | None:
    """Return the syllables of `han` joined ("binping"), None if a character is unknown or not in the table."""
    syllables = [_readings().get(character) for character in han]
    return "".join(map(str, syllables)) if han and None not in syllables else None


@lru_cache(maxsize=50_000)
def all_readings(character: str) -> tuple[str, ...]:
    """Return the readings of one character in given names, the usual one first; empty if it is not in the table."""
    usual = _readings().get(character)
    return (usual, *_others().get(character, ())) if usual else ()


def read_surname(han: str) -> tuple[str, ...]:
    """Return the readings of a surname, the usual one first ("qin", "tan"); empty if it cannot be read."""
    special = surnames().get(han)
    if special:
        return special[0]
    plain = read(han)
    return (plain,) if plain else ()


def surname_readings(name: str) -> tuple[str, ...]:
    """Return the readings of the surname that a whole Han name begins with: the longest listed one."""
    size = next((size for size in (4, 3, 2) if len(name) > size and name[:size] in surnames()), 1)
    return read_surname(name[:size])


@cache
def surnames() -> MappingProxyType[str, tuple[tuple[str, ...], float]]:
    """Return for each listed Chinese surname its readings and its share of the population in per cent."""
    listed: dict[str, tuple[tuple[str, ...], float]] = {}
    for share, names in configs.table("vocabularies/surnames.tsv"):
        for name in names.split():
            han, _, special = name.partition("=")
            readings = tuple(special.split("/")) if special else (read(han),)
            listed[han] = (tuple(str(reading) for reading in readings), float(share))
    return MappingProxyType(listed)


@cache
def romanised_surnames() -> MappingProxyType[str, float]:
    """Return for each surname in pinyin the share of the population that bears it, in per cent."""
    shares: dict[str, float] = {}
    for readings, share in surnames().values():
        for reading in readings:
            shares[reading] = shares.get(reading, 0.0) + share
    return MappingProxyType(shares)


@cache
def compound_starts() -> MappingProxyType[str, tuple[str, ...]]:
    """Return for each character that begins a surname of two or more the surnames it begins."""
    starts: dict[str, tuple[str, ...]] = {}
    for han in surnames():
        if len(han) > 1:
            starts[han[0]] = (*starts.get(han[0], ()), han)
    return MappingProxyType(starts)


@lru_cache(maxsize=200_000)
def split(word: str) -> tuple[int, int] | None:
    """Return how many syllables `word` has at the least costly reading, and that cost; None if it is not pinyin."""
    best: list[tuple[int, int] | None] = [(0, 0)] + [None] * len(word)  # (cost, syllables) up to each position
    for start in range(len(word)):
        so_far = best[start]
        if so_far is None:
            continue
        for end in range(start + 1, min(start + 6, len(word)) + 1):
            if word[start:end] not in syllables():
                continue
            bare = start > 0 and word[start] in "aeo"
            reached = (so_far[0] + 1 + (_BARE_VOWEL_COST if bare else 0), so_far[1] + 1)
            known = best[end]
            if known is None or reached < known:
                best[end] = reached
    last = best[-1]
    return (last[1], last[0]) if last and word else None


@cache
def _readings() -> dict[str, str]:
    return {character: syllable for syllable, all_ in configs.table("vocabularies/pinyin.tsv") for character in all_}


@cache
def syllables() -> frozenset[str]:
    """Return the syllables of Mandarin, ü written v, without interjections."""
    return frozenset(syllable for syllable, _ in configs.table("vocabularies/pinyin.tsv")) - _NOT_IN_NAMES


@cache
def _others() -> dict[str, tuple[str, ...]]:
    return {character: tuple(others.split()) for character, others in configs.table("vocabularies/pinyin_more.tsv")}
