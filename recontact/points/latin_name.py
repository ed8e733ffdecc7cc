"""Names in Latin letters: titles and suffixes are taken off, and what is no name is rejected."""

import re
from collections.abc import Sequence

from recontact.points import latin_parts, latin_usual
from recontact.points.cleaned import UNKNOWN
from recontact.points.latin_words import Word, listed, words_of
from recontact.points.latin_writing import Parts, name_of
from recontact.points.name import Name
from recontact.points.name_typing import repair

_NOTE = re.compile(r"\(.*?\)|\[.*?\]|\(.*$")


def read(text: str, region: str | None = None) -> Name:
    """Return the name in a text of Latin letters; a rejected name if there is none.

    `region` (ISO 3166-1) says whose custom orders the words, where they could be in either order.
    """
    usual = latin_usual.read(text) if region is None else None
    if usual is not None:
        return usual
    repaired = repair(text)
    before, comma, after = (part.strip() for part in repaired.partition(","))
    words, family = words_of(f"{before} {after}"), len(words_of(before)) if comma and after else 0
    problem = _problem(words)
    if problem:
        return Name(problem=problem)
    flags = ("repaired",) if repaired != text else ()
    if " ".join(word.folded for word in words) in listed("name_words", "suspicious"):
        flags = (*flags, "placeholder")
    titles = [word for word in words if word.folded in listed("latin_names", "titles")]
    suffixes = [word for word in words[1:] if word.folded in listed("latin_names", "suffixes")]
    if family and all(word in suffixes or word in titles for word in words[family:]):
        family = 0  # John Smith, Jr.
    family -= sum(word in titles or word in suffixes for word in words[:family])
    rest = [word for word in words if word not in titles and word not in suffixes]
    if not any(word.folded.replace(UNKNOWN, "") for word in rest):
        return Name(problem="not_a_name")
    return name_of(latin_parts.divide(rest, family, region, titled=bool(titles)), titles, suffixes, flags)


def from_parts(given: str, middle: str, surname: str) -> Name:
    """Return the name whose parts are given apart, each possibly empty or unusable; nothing is guessed."""
    words = [_part_words(part) for part in (given, middle, surname)]
    if not any(words):
        return Name(problem="placeholder" if given + middle + surname else "not_a_name")
    suffixes = [word for word in words[2][1:] if word.folded in listed("latin_names", "suffixes")]
    family = tuple(word for word in words[2] if word not in suffixes)
    return name_of(Parts(given=words[0], middle=words[1], surname=family), (), suffixes, ())


def _part_words(part: str) -> tuple[Word, ...]:
    """Return the words of a part, none where it only holds a title or a placeholder."""
    words = words_of(_NOTE.sub(" ", part))
    if _problem(words):
        return ()
    return tuple(word for word in words if word.folded not in listed("latin_names", "titles"))


def _problem(words: Sequence[Word]) -> str | None:
    if not any(word.folded.replace(UNKNOWN, "") for word in words):
        return "not_a_name"
    if " ".join(word.folded for word in words) in listed("name_words", "placeholders"):
        return "placeholder"
    if all(latin_usual.ROW_OF_KEYS.fullmatch(word.folded) for word in words):
        return "placeholder"
    if any(word.folded in listed("name_words", "latin_organisations") for word in words[1:]):
        return "organisation"
    if " ".join(word.folded for word in words[:2]) in listed("name_words", "latin_organisations"):
        return "organisation"  # estate of
    return "not_a_name" if len(words) > 8 else None
