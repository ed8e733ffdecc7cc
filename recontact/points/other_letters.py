"""Names in other alphabets: Cyrillic and Greek letter by letter, Hangul by syllable, Arabic by its consonants."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import Any

from recontact import configs

_FIRST_SYLLABLE, _LAST_SYLLABLE = 0xAC00, 0xD7A3
_VOWELS, _FINALS = 21, 28
"""How Unicode numbers Hangul syllables: (initial * 21 + vowel) * 28 + final."""


def alphabet(text: str) -> str | None:
    """Return `cyrillic`, `greek`, `hangul` or `arabic`, if all letters of the text are of that one."""
    found = {_script(character) for character in text if character.isalpha()}
    return found.pop() if len(found) == 1 else None


def transliterate(text: str, script: str) -> str:
    """Return a text in Cyrillic or Greek letters in small Latin ones; others stay as they are."""
    letters = _letters(script)
    small = text.lower()
    if script == "greek":
        bare = "".join(c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c))
        small = re.sub("|".join(_letters("greek_pairs")), lambda pair: _letters("greek_pairs")[pair[0]], bare)
    return "".join(letters.get(character, character) for character in small)


def divide_hangul(text: str) -> tuple[str, str]:
    """Return surname and given name of a Korean name without spaces."""
    size = 2 if text[:2] in _korean("compound_surnames") and len(text) > 2 else 1
    return text[:size], text[size:]


def korean_surnames(hangul: str) -> tuple[str, ...]:
    """Return how a surname in Hangul is spelled, the usual way first."""
    listed = _korean("surnames").get(hangul)
    return tuple(listed.split()) if listed else (romanise_hangul(hangul),)


def romanise_hangul(text: str) -> str:
    """Return Hangul syllables in the Revised Romanization, each by itself, as names are written."""
    return "".join(_syllable(character) for character in text)


def korean_sound(latin: str) -> str:
    """Return a Korean name in Latin letters folded so that its usual spellings meet: Cheol-su, Chul Soo."""
    sound = latin.replace("eo", "o").replace("eu", "u").replace("oo", "u").replace("ou", "u").replace("ee", "i")
    sound = sound.replace("ch", "j").replace("sh", "s").translate(str.maketrans("gdbrok", "ktpluk"))
    return "".join(letter for letter, _ in groupby(sound))


def slavic_sound(latin: str) -> str:
    """Return a Slavic name in Latin letters folded so that usual transliterations meet: chaykovskiy, tchaikovsky."""
    sound = latin.replace("tch", "ch").replace("sch", "sh").replace("kh", "h").replace("ck", "k").replace("w", "v")
    sound = re.sub("[yji]o|[yji]e", "e", sound.replace("x", "ks"))
    sound = re.sub("[yji]+(?=[au])", "", sound)
    return "".join(letter for letter, _ in groupby(re.sub("[yji]+", "i", sound)))


def consonants(text: str) -> str:
    """Return the consonants of an Arabic name in Latin letters, or of a Latin one that may be it: mhmd, mhmd."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    letters = _letters("arabic")
    if any(character in letters for character in bare):
        bare = "".join(letters.get(character, character) for character in bare)
    else:
        folded = bare.lower().replace("kh", "k").replace("gh", "g").replace("sh", "s").replace("th", "t")
        bare = re.sub("[aeiouyw'`-]", "", folded.replace("dh", "d").replace("ch", "j").translate(_ALIKE))
    return "".join(letter for letter, _ in groupby(re.sub("[^a-z ]", "", bare)))


_ALIKE = str.maketrans("pcqv", "bkkf")


def _script(character: str) -> str:
    code = ord(character)
    if 0x0370 <= code <= 0x03FF or 0x1F00 <= code <= 0x1FFF:
        return "greek"
    if 0x0400 <= code <= 0x052F:
        return "cyrillic"
    if 0x0600 <= code <= 0x06FF or 0xFB50 <= code <= 0xFDFF or 0xFE70 <= code <= 0xFEFF:
        return "arabic"
    return "hangul" if _FIRST_SYLLABLE <= code <= _LAST_SYLLABLE else "other"


def _syllable(character: str) -> str:
    number = ord(character) - _FIRST_SYLLABLE
    if not 0 <= number <= _LAST_SYLLABLE - _FIRST_SYLLABLE:
        return character
    initial, rest = divmod(number, _VOWELS * _FINALS)
    vowel, final = divmod(rest, _FINALS)
    letters: str = _korean("initials")[initial] + _korean("vowels")[vowel] + _korean("finals")[final]
    return letters


def _korean(section: str) -> Any:
    return configs.load("vocabularies/korean.yaml")[section]


@cache
def _letters(section: str) -> Mapping[str, str]:
    return MappingProxyType(configs.load("vocabularies/letters.yaml")[section])


def patronymic(folded: str) -> bool:
    """Whether a transliterated word is a father's name in Russian."""
    return folded.endswith(tuple(configs.load("vocabularies/letters.yaml")["patronymics"])) and len(folded) > 5
