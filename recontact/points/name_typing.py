"""Slips of the space bar in a typed Latin name: "ThomasMyers", "PatriciaG ray", "Jonatha nThomas", "Mark .C Novak"."""

import re
from functools import cache

from recontact import configs
from recontact.points.latin_letters import fold
from recontact.points.romanised import western_given_names

_SUSPECT = re.compile(r"[a-z][A-Z]|[A-Z] [a-z]|\s\.|\.\w|[A-Za-z]0[a-z]")
_CAPS_LOCK = re.compile(r"[a-z][A-Z]{2,}(?:[ -][a-z][A-Z]{2,})+")
_ZERO = re.compile("(?<=[A-Za-z])0(?=[a-z])")
_CAPITAL_LEFT_BEHIND = re.compile(r"(?<=[^\W\d_A-Z.])([A-Z]) ([a-zà-ÿ])|(?<=\.)([A-Z]) ([a-zà-ÿ])")
_STRAY_DOT = re.compile(r"\s+\.")
_GLUED_DOT = re.compile(r"\.(?=\w)")
_GLUED_INITIAL = re.compile(r"(?<=[a-zà-ÿ]{2})([A-Z])(?=[.\s])")
_SMALL_BEFORE_CAPITAL = re.compile(r"(?:(\w+) )?\b([a-zà-ÿ])([A-Z])")
_GLUED_WORDS = re.compile(r"\b([A-Z][a-zà-ÿ]{2,})(?=[A-Z][a-zà-ÿ]{2})")


def repair(text: str) -> str:
    """Return `text` with spaces and capitals where they belong; a text without such a slip comes back as it is."""
    if not _SUSPECT.search(text):
        return text
    if _CAPS_LOCK.fullmatch(text):
        return text.swapcase()  # jOHN sMITH
    text = _ZERO.sub("o", text)
    text = _CAPITAL_LEFT_BEHIND.sub(lambda m: f" {m[1] or m[3]}{m[2] or m[4]}", text)
    text = _GLUED_DOT.sub(". ", _STRAY_DOT.sub(". ", text))
    text = _GLUED_INITIAL.sub(r" \1", text)
    text = _SMALL_BEFORE_CAPITAL.sub(_put_small_letter, text)
    text = _GLUED_WORDS.sub(_part_words, text)
    return " ".join(text.split())


def _put_small_letter(slip: re.Match[str]) -> str:
    before, small, capital = slip[1], slip[2], slip[3]
    if before and fold(before) not in western_given_names() and fold(before) + small in western_given_names():
        return f"{before}{small} {capital}"  # Jonatha nThomas
    return f"{before + ' ' if before else ''}{capital}{small}"  # Kathleen lCark


def _part_words(slip: re.Match[str]) -> str:
    return slip[1] if fold(slip[1]) in _particles() else slip[1] + " "  # MacDonald, VanBuren stay


@cache
def _particles() -> frozenset[str]:
    return frozenset(configs.load("vocabularies/latin_names.yaml")["particles"])
