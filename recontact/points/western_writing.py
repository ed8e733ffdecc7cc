"""How an address in Latin letters is shown: as it was written, out of capitals."""

import re
from functools import lru_cache

from recontact.points.western_words import short_forms, street_words

_STREET_SIGN = re.compile(r"\b(?P<written>(?:apartment|apt|unit|suite|ste)\b\.?\s*#?|#)\s*", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:'[^\W\d_]+)?")
_COMMA = re.compile(r"\s*,[\s,]*")


def display(shown: str) -> str:
    """Return the address as written, out of capitals, with `Apt`, `Unit` … as they are."""
    if shown.isupper() or shown.islower():
        shown = _WORD.sub(lambda word: _cased(word[0]), shown)
    return _STREET_SIGN.sub(_sign, _COMMA.sub(", ", shown))


@lru_cache(maxsize=50_000)
def _cased(word: str) -> str:
    if word[0].isdigit():
        return word.lower() if word.lower().endswith(("st", "nd", "rd", "th")) else word.upper()
    lower = word.lower()
    coded = any(character.isdigit() for character in word)
    region = len(word) < 4 and lower in short_forms("regions").values() and lower not in street_words()
    return word.upper() if coded or region or lower in ("ne", "nw", "se", "sw") else word.capitalize()


def _sign(found: re.Match[str]) -> str:
    sign = found["written"].rstrip(" .#").lower()
    return {"apartment": "Apt", "suite": "Ste", "": "#"}.get(sign, sign.capitalize()) + (" " if sign else "")
