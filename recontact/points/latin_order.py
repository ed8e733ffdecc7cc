"""Whether the surname stands first in a name in Latin letters: by capitals, initials, syllables and custom."""

import re
from collections.abc import Sequence

from recontact.points import eastern, pinyin, romanised
from recontact.points.cleaned import UNKNOWN
from recontact.points.latin_words import Word, listed

_SYLLABLES = re.compile("[A-Z][a-z]{1,5}-[a-z]{1,5}")
"""A given name of two syllables, as Korea and Taiwan write it: Cheol-su, Ing-wen."""


def family_first(words: Sequence[Word], region: str | None) -> bool:
    """Whether the words follow the order of Vietnam, Hong Kong, Taiwan or Korea: Nguyễn Văn Đức, Tsai Ing-wen."""
    first, last, rest = words[0].folded, words[-1].folded, words[1:]
    if region in eastern.ALWAYS_FIRST:
        return True
    if eastern.comes_first(first, region) and (len(words) > 2 or not eastern.comes_first(last, region)):
        return True
    known = eastern.is_surname(first) or first in pinyin.romanised_surnames()
    joined = _SYLLABLES.fullmatch(words[1].written) or ("-" in words[1].written and eastern.is_given(words[1]))
    if known and len(words) == 2 and joined:
        return True  # Kim Cheol-su, though Kim is a given name too; Ma Ying-jeou
    if len(words) > 2 and first in listed("latin_names", "vietnamese_surnames"):
        return last not in listed("latin_names", "vietnamese_surnames")
    if first in romanised.western_given_names() or any(len(word.folded) == 1 for word in words):
        return False
    if not eastern.is_surname(first) or eastern.is_surname(last):
        return False
    if len(words) == 2:
        plainly = first not in listed("latin_names", "korean_surnames") and eastern.is_given(words[1])
        return plainly or "-" in words[1].written or last in romanised.western_given_names()
    return any(eastern.is_given(word) or eastern.is_korean_syllable(word.folded) for word in rest)


def initials_behind(words: Sequence[Word]) -> bool:
    """Whether a surname stands before initials alone: Smith J A, Li X., but not John S."""
    first, rest = words[0].folded, words[1:]
    if len(first) < 2 or any(len(word.folded) > 1 or UNKNOWN in word.written for word in rest):
        return False
    eastern_one = first in pinyin.romanised_surnames() or eastern.is_surname(first)
    return not all_western(words[:1]) and (len(rest) > 1 or eastern_one)


def by_capitals(words: list[Word]) -> tuple[list[Word], int]:
    """Return the words with a surname in capitals in front, and how many words it has: Peter CHAN Tai Man."""
    shouted = [word for word in words if len(word.folded.strip(UNKNOWN)) > 1 and word.written.isupper()]
    quiet = [word for word in words if word not in shouted]
    return ([*shouted, *quiet], len(shouted)) if shouted and any(len(word.folded) > 1 for word in quiet) else (words, 0)


def all_western(words: Sequence[Word]) -> bool:
    """Whether all words are Western given names."""
    return all(word.folded in romanised.western_given_names() for word in words)
