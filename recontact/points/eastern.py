"""Words of East Asian names in Latin letters: surnames, given names of syllables, and where a surname comes first."""

import re
from functools import cache, lru_cache

from recontact.points import cantonese, pinyin, romanised
from recontact.points.latin_words import Word, listed
from recontact.points.wade_giles import wade_giles

CHINESE = ("CN", "HK", "MO", "TW", "SG", "MY")
"""Regions whose files write Chinese names, mostly the surname first."""
ALWAYS_FIRST = ("HU",)
"""Regions in which every surname stands first."""
_OWN_SURNAMES = {"VN": "vietnamese_surnames", "KR": "korean_surnames", "KP": "korean_surnames"}
_KOREAN = re.compile(
    "(?:gg|kk|tt|pp|ss|jj|ch|sh|[bdghjklmnprst])?(?:y|w)?(?:ae|eo|eu|oo|ee|ou|ui|[aeiou])(?:ng|ck|[klmnpt])?"
)
_INITIALS = re.compile("[BCDFGHJKLMNPQRSTVWXYZ]{2,3}")


def is_surname(folded: str) -> bool:
    """Whether a word is a surname as Hong Kong, Taiwan, Korea or South-East Asia spell it, otherwise than in pinyin."""
    return folded in listed("latin_names", "other_romanised_surnames")


def is_given(word: Word) -> bool:
    """Whether a word is made of one or two syllables of Chinese or joins two by a hyphen, and is no Western name."""
    if word.folded in romanised.western_given_names():
        return False
    parts = re.split("[-' ’]", word.written.lower())
    if len(parts) == 2 and all(_KOREAN.fullmatch(part) or part in _syllables() for part in parts):
        return True
    return _divides(word.folded)


def is_korean_syllable(folded: str) -> bool:
    """Whether a word may be one syllable of Korean."""
    return _KOREAN.fullmatch(folded) is not None


def comes_first(folded: str, region: str | None) -> bool:
    """Whether by the custom of the region the word that begins a name is its surname."""
    if region in _OWN_SURNAMES:
        return folded in listed("latin_names", _OWN_SURNAMES[region])
    return region in CHINESE and (is_surname(folded) or folded in pinyin.romanised_surnames())


def spelled_out(word: Word) -> list[Word]:
    """Return the initials that a word of capitals without a vowel stands for (XM), else the word itself."""
    if not _INITIALS.fullmatch(word.written) or is_surname(word.folded):
        return [word]
    return [Word(letter, letter.lower()) for letter in word.written]


@lru_cache(maxsize=50_000)
def _divides(folded: str) -> bool:
    whole = _syllables()
    if folded in whole:
        return True
    return any(folded[:end] in whole and folded[end:] in whole for end in range(1, len(folded)))


@cache
def _syllables() -> frozenset[str]:
    mandarin = pinyin.syllables()
    return frozenset((*cantonese.syllables(), *mandarin, *(way for each in mandarin for way in wade_giles(each))))
