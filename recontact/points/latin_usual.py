"""Western names in their usual shape, John Smith or John A. Smith, read at a tenth of the price."""

import re
from functools import lru_cache

from recontact.points import pinyin
from recontact.points.latin_words import listed
from recontact.points.name import Name

_USUAL = re.compile(
    r"([A-Z][a-z]+) (?:([A-Z])\.? )?([A-Z][a-z]+)|([A-Z]{2,}) (?:([A-Z])\.? )?([A-Z]{2,})|([a-z]{2,})( )([a-z]{2,})"
)


def read(text: str) -> Name | None:
    """Return the name in a text of given name, perhaps an initial, and surname; None if it may be anything else."""
    found = _USUAL.fullmatch(text)
    if found is None:
        return None
    first, initial, last = (
        found.group(1, 2, 3) if found[1] else found.group(4, 5, 6) if found[4] else found.group(7, 8, 9)
    )
    initial = (initial or "").strip()
    given, surname = first.lower(), last.lower()
    one, other = _sort(given), _sort(surname)
    if one < _PLAIN or other < _EASTERN or (_PLAIN not in (one, other) and not initial):
        return None
    if f"{given} {surname}" in listed("name_words", "suspicious"):
        return None
    middle = f" {initial}." if initial else ""
    written = f"{first.capitalize()}{middle} {last.capitalize()}"
    return Name(
        value=written,
        known=written,
        type="latin",
        precision="full",
        surname=surname,
        given=given,
        middle=initial.lower() or None,
    )


_SPECIAL, _EASTERN, _PLAIN, _SYLLABLES = range(4)
"""What a word may be: title, particle, suffix or no name; surname of the East, which stands first; plain; pinyin."""


@lru_cache(maxsize=200_000)
def _sort(folded: str) -> int:
    special = ("titles", "suffixes", "particles")
    if any(folded in listed("latin_names", section) for section in special):
        return _SPECIAL
    if folded in listed("name_words", "placeholders") or folded in listed("name_words", "latin_organisations"):
        return _SPECIAL
    if folded == "lyu":
        return _SPECIAL
    eastern = ("vietnamese_surnames", "other_romanised_surnames")
    if any(folded in listed("latin_names", section) for section in eastern):
        return _EASTERN
    return _PLAIN if pinyin.split(folded) is None else _SYLLABLES
