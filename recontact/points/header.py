"""What a column means: read off its header, and off its values where they are clear."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from recontact.points import value_pattern
from recontact.points.header_words import Found, asks, find, fold_header, words_of

_REPEATED = re.compile(r"(?<=\D)\.([123])$")
"""What data frames append to a header that occurs again: `姓名.1`."""
_DIGIT = re.compile(r"(?<!\d)[123](?!\d)|[一二三](?!方)")
_AGAIN = re.compile(r"(?<!\d)[2-9]$")
"""`手机2`, `tel_2`: the second of a kind."""

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
    words = fold_header(header)
    if refused := find(words, "forbidden"):
        why = f"{refused.section}: header says {refused.word!r}; such data is never read"
        return Meaning("forbidden", why=why)
    named = find(words, "kinds")
    seen = value_pattern.kind_of(sample) if sample else None
    if asks(words) or (named and named.section == "none") or (seen and _answers(named, seen[0])):
        return None
    role = _role(words)
    if seen and (named is None or _contradicts(named.section, seen[0])):
        usage = _usage(words, seen[0], role, named)
        confidence = WEAK if named is None else LIKELY
        return Meaning(seen[0], role, usage, confidence, why=f"{seen[1]:.0%} of the values look like it")
    if named is None or (named.section in _KEYS and role != "self"):
        return None
    return _meant(header, words, named, role, agreed=seen is not None and seen[0] == named.section)


def _meant(header: str, words: str, named: Found, role: str, *, agreed: bool) -> Meaning:
    """Return what a header says that names a kind."""
    kind, word = named.section, named.word
    usage = _usage(words, kind, role, named)
    ends_with_it = words.rstrip("0123456789 ").endswith(word.rstrip("0123456789 "))
    why = f"header says {word!r}{' and the values' if agreed else ''}"
    again = _REPEATED.search(header) if role == "self" and kind not in _KEYS else None
    if again:
        return Meaning(kind, f"emergency_contact_{again[1]}", "own", DOUBTFUL, why=f"{why} again")
    also = () if agreed or word not in words_of("mixed").get(kind, ()) else ("im", "email")
    return Meaning(kind, role, usage, SURE if agreed or ends_with_it else DOUBTFUL, also, why)


def _answers(named: Found | None, seen: str) -> bool:
    """Whether a column holds the answers to a yes-or-no question, whatever its header asks about."""
    return seen == "answer" and (named is None or named.section not in ("gender", "relation"))


def _contradicts(named: str, seen: str) -> bool:
    """Whether clear values say another kind than the header; a phone may well be somebody's key or handle."""
    if named == seen or seen == "answer" or named not in (*_SEEN_IN_VALUES, "im"):
        return False
    return not (named == "im" and seen == "phone")


def _role(words: str) -> str:
    found = find(words, "roles")
    if found is None:
        return "self"
    if found.section != "emergency_contact":
        return found.section
    number = _DIGIT.search(words)
    return f"emergency_contact_{'一二三'.find(number[0]) + 1 or number[0] if number else 1}"


def _usage(words: str, kind: str, role: str, named: Found | None) -> str:
    """Return how the header says that the person uses the value; another person's second number is still theirs."""
    if kind not in ("phone", "email", "im", "address", "name"):
        return "own"
    found = find(words, "usages", beside=named)
    usage = found.section if found else "own"
    if kind == "name":
        return usage if usage == "previous" else "own"
    if usage == "own" and kind != "address" and _AGAIN.search(words):
        usage = "alternate"
    return "own" if usage == "alternate" and role != "self" else usage
