"""The words of a column's header, and which listed word decides."""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import NamedTuple

from recontact import configs
from recontact.points.han_script import has_han, simplify
from recontact.points.latin_letters import fold

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[\W_]+")
_DIGIT_EDGE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_WHOLE = "="
"""Begins a listed word that must be the whole header."""


class Found(NamedTuple):
    """A listed word in a header; the places are counted without spaces."""

    section: str
    word: str
    start: int
    end: int


def fold_header(header: str) -> str:
    """Return a header in simplified characters and folded letters, its words apart by one space."""
    plain = _CAMEL.sub(" ", simplify([header])[0])
    return " ".join(_DIGIT_EDGE.sub(" ", _NOT_WORD.sub(" ", fold(plain))).split())


def find(words: str, group: str, *, beside: Found | None = None) -> Found | None:
    """Return the word of a group of lists that ends last in a folded header, of equal ends the longest.

    A word that shares only some characters with `beside` is none: there is no 用电 in 备用电话.
    """
    glued = words.replace(" ", "")
    found: list[Found] = []
    for section, members in words_of(group).items():
        for word in members:
            end = _end(words, glued, word)
            match = Found(section, word, end - len(word.lstrip(_WHOLE).replace(" ", "")), end)
            if end and not (beside and _straddles(match, beside)):
                found.append(match)
    return max(found, key=lambda match: (match.end, len(match.word)), default=None)


def asks(words: str) -> bool:
    """Whether a folded header asks a yes-or-no question: its cells hold no value of what it asks about."""
    questions = configs.load("vocabularies/headers.yaml")["questions"]
    return any(word in words if has_han(word) else words.startswith(f"{word} ") for word in questions)


@cache
def words_of(group: str) -> Mapping[str, tuple[str, ...]]:
    """Return the lists of a group (kinds, roles, usages, forbidden, mixed) as folded headers write them."""
    listed: Mapping[str, Iterable[object]] = configs.load("vocabularies/headers.yaml")[group]
    return {name: tuple(_DIGIT_EDGE.sub(" ", str(word)) for word in members) for name, members in listed.items()}


def _straddles(match: Found, other: Found) -> bool:
    return match.start < other.start < match.end < other.end or other.start < match.start < other.end < match.end


def _end(words: str, glued: str, word: str) -> int:
    """Return where `word` ends in a header, counted without spaces; 0 if it is not there."""
    if has_han(word):
        if len(word) == 1 or word.startswith(_WHOLE):
            return len(glued) if glued == word.removeprefix(_WHOLE) else 0
        place = glued.rfind(word.replace(" ", ""))
        return place + len(word) if place >= 0 else 0
    if word.startswith(_WHOLE):
        return len(glued) if words == word.removeprefix(_WHOLE) else 0
    place = f" {words} ".rfind(f" {word} ")
    return len(words[: place + len(word)].replace(" ", "")) if place >= 0 else 0
