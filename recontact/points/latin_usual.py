"""Western names in their usual shape, John Smith or John A. Smith, read at a tenth of the price."""

import re
from functools import lru_cache

from recontact.points import pinyin
from recontact.points.latin_words import listed
from recontact.points.name import Name
from recontact.points.romanised import western_given_names

ROW_OF_KEYS = re.compile(r"(.)\1{2,}|asdf\w*|qwer\w*|zxcv\w*")
"""What fingers type in place of a name."""
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
    one, other = sort(given), sort(surname)
    if one < PLAIN or other < EASTERN or (PLAIN not in (one, other) and not initial):
        return None
    if f"{given} {surname}" in listed("name_words", "suspicious"):
        return None
    if given in pinyin.romanised_surnames() and surname in western_given_names():
        return None  # Wang David
    if initial == "O" and surname in listed("latin_names", "after_o"):
        return None  # Patrick O Brien
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


SPECIAL, EASTERN, PLAIN, SYLLABLES = range(4)
"""What a word may be: title, particle, suffix or no name; surname of the East, which stands first; plain; pinyin."""


@lru_cache(maxsize=200_000)
def sort(folded: str) -> int:
    """Return what a folded word of a name may be."""
    special = ("titles", "suffixes", "particles")
    if any(folded in listed("latin_names", section) for section in special):
        return SPECIAL
    if folded in listed("name_words", "placeholders") or folded in listed("name_words", "latin_organisations"):
        return SPECIAL
    if folded == "lyu" or len(set(folded)) == 1:
        return SPECIAL
    eastern = ("vietnamese_surnames", "other_romanised_surnames")
    if any(folded in listed("latin_names", section) for section in eastern):
        return EASTERN
    return PLAIN if pinyin.split(folded) is None else SYLLABLES
