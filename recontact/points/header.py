"""What a column means: read off its header, and off its values where they are clear."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from recontact import configs
from recontact.points import value_pattern
from recontact.points.han_script import has_han, simplify
from recontact.points.latin_letters import fold

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NOT_WORD = re.compile(r"[\W_]+")
_DIGIT_EDGE = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_REPEATED = re.compile(r"(?<=\D)\.([123])$")
"""What data frames append to a header that occurs again: `姓名.1`."""
_DIGIT = re.compile(r"(?<!\d)[123](?!\d)")

SURE, LIKELY, DOUBTFUL, WEAK = 0.95, 0.8, 0.6, 0.5
"""Confidence of a plain header, of values against it, of a header that goes on after the word, of values alone."""

_KEYS = ("record_id", "customer", "seen")
"""Meanings of the row as a whole: another person's key or day is none."""

_SEEN_IN_VALUES = frozenset(("id", "email", "phone", "name", "address", "gender", "relation"))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a column holds."""

    kind: str
    """A kind of `schema.KINDS`, `forbidden`, or: record_id, customer, seen, relation, given_name, middle_name, surname,
    road, number, place, city, region, postcode, unit, note (free text: it may name any contact point)."""
    role: str = "self"
    """Of `schema.ROLES`: whose value it is."""
    usage: str = "own"
    """Of `schema.USAGES`."""
    confidence: float = SURE
    """0..1, for the person who confirms the mapping."""
    also: tuple[str, ...] = ()
    """Kinds that single cells may hold instead: the cell decides."""
    why: str = ""
    """What it was told by: words of the header or the share of values. Holds no value."""


def recognise(header: str, sample: Sequence[str] = ()) -> Meaning | None:
    """Return what a column means, or None if neither its header nor its values tell.

    `sample` are some of its cells as text; values win over the header where at least four of five look alike.
    """
    words = _folded(header)
    refused = _refused(words)
    if refused:
        return refused
    named = _last(words, _words("kinds"))
    seen = value_pattern.kind_of(sample) if sample else None
    if named and named[0] == "none":
        return None
    role = _role(words)
    if seen and (named is None or _contradicts(named[0], seen[0])):
        confidence = WEAK if named is None else LIKELY
        return Meaning(
            seen[0], role, _usage(words, seen[0]), confidence, why=f"{seen[1]:.0%} of the values look like it"
        )
    if named is None or (named[0] in _KEYS and role != "self"):
        return None
    kind, word = named
    agreed = seen is not None and seen[0] == kind
    ends_with_it = words.rstrip("0123456789 ").endswith(word.rstrip("0123456789 "))
    why = f"header says {word!r}{' and the values' if agreed else ''}"
    again = _REPEATED.search(header) if role == "self" and kind not in _KEYS else None
    if again:
        return Meaning(kind, f"emergency_contact_{again[1]}", _usage(words, kind), DOUBTFUL, why=f"{why} again")
    also = () if agreed or word not in _words("mixed").get(kind, ()) else ("im", "email")
    return Meaning(kind, role, _usage(words, kind), SURE if agreed or ends_with_it else DOUBTFUL, also, why)


def _folded(header: str) -> str:
    plain = _CAMEL.sub(" ", simplify([header])[0])
    return " ".join(_DIGIT_EDGE.sub(" ", _NOT_WORD.sub(" ", fold(plain))).split())


def _refused(words: str) -> Meaning | None:
    found = _last(words, _words("forbidden"))
    if found is None:
        return None
    return Meaning("forbidden", why=f"{found[0]}: header says {found[1]!r}; such data is never read")


def _contradicts(named: str, seen: str) -> bool:
    """Whether clear values say another kind than the header; a phone may well be somebody's key or handle."""
    if named == seen or named not in (*_SEEN_IN_VALUES, "im"):
        return False
    return not (named == "im" and seen == "phone")


def _role(words: str) -> str:
    found = _last(words, _words("roles"))
    if found is None:
        return "self"
    if found[0] != "emergency_contact":
        return found[0]
    number = _DIGIT.search(words)
    return f"emergency_contact_{number[0] if number else 1}"


def _usage(words: str, kind: str) -> str:
    if kind not in ("phone", "email", "im", "address"):
        return "own"
    found = _last(words, _words("usages"))
    return found[0] if found else "own"


def _last(words: str, listed: Mapping[str, Sequence[str]]) -> tuple[str, str] | None:
    """Return the section and word of `listed` that ends last in a folded header, of equal ends the longest."""
    found: list[tuple[int, int, str, str]] = []
    glued = words.replace(" ", "")
    for section, members in listed.items():
        for word in members:
            end = _end(words, glued, word)
            if end:
                found.append((end, len(word), section, word))
    return max(found, key=lambda match: match[:2])[2:] if found else None


def _end(words: str, glued: str, word: str) -> int:
    """Return where `word` ends in a header, counted without spaces; 0 if it is not there."""
    if has_han(word):
        if len(word) == 1:
            return len(glued) if glued == word else 0
        place = glued.rfind(word.replace(" ", ""))
        return place + len(word) if place >= 0 else 0
    place = f" {words} ".rfind(f" {word} ")
    return len(words[: place + len(word)].replace(" ", "")) if place >= 0 else 0


@cache
def _words(section: str) -> Mapping[str, tuple[str, ...]]:
    listed: Mapping[str, Iterable[object]] = configs.load("vocabularies/headers.yaml")[section]
    return {name: tuple(_DIGIT_EDGE.sub(" ", str(word)) for word in members) for name, members in listed.items()}
