"""How one part of two names agrees: same, initial, shortened, nickname, near, different or unknown."""

from functools import cache

from rapidfuzz.distance import JaroWinkler

from recontact import configs
from recontact.points.latin_words import listed, words_of
from recontact.points.name import Name

NEAR = 0.92
"""Jaro-Winkler similarity from which two spellings pass for one with a slip: one letter in about seven."""


def part_agreement(left: str | None, right: str | None) -> str:
    """Return how two given names or surnames agree."""
    if left is None or right is None:
        return "unknown"
    if left == right:
        return "same" if len(left) > 1 else "initial"
    if 1 in (len(left), len(right)):
        return "initial" if left[0] == right[0] else "different"
    if left.replace(" ", "") == right.replace(" ", ""):
        return "same"
    short, long = sorted((left.split(), right.split()), key=len)
    if len(short) < len(long) and (long[: len(short)] == short or long[-len(short) :] == short):
        return "shortened"  # García or Márquez for García Márquez
    if formal(left) & formal(right):
        return "nickname"
    return "near" if _umlauts(left) == _umlauts(right) or JaroWinkler.similarity(left, right) >= NEAR else "different"


def surname_agreement(left: Name, right: Name) -> str:
    """Return how the surnames of two names in letters agree, however their particles and hyphens are written."""
    agreement = part_agreement(left.surname, right.surname)
    if agreement in ("same", "unknown", "initial"):
        return agreement
    one, other = _surname_words(left), _surname_words(right)
    if "".join(one) == "".join(other) or _with_middle(left) & _with_middle(right):
        return "same"
    plain = [[word for word in words if word not in listed("latin_names", "particles")] for words in (one, other)]
    short, long = sorted(plain, key=len)
    whole = len(one) > 1 or len(other) > 1
    return "shortened" if whole and short and set(short) <= set(long) else agreement


def given_agreement(left: Name, right: Name) -> str:
    """Return how the given names of two names in letters agree: Jean-Luc is Jean Luc, Anne short for Anne-Marie."""
    agreement = part_agreement(left.given, right.given)
    if agreement != "different" or left.given is None or right.given is None:
        return agreement
    if {left.given, _joined(left.given, left.middle)} & {right.given, _joined(right.given, right.middle)}:
        return "same"
    short, long = sorted((_hyphened(left.given, left), _hyphened(right.given, right)), key=len)
    return "shortened" if len(short) < len(long) and long[: len(short)] == short else agreement


def formal(given: str) -> frozenset[str]:
    """Return the formal names that a folded English given name may stand for, itself included."""
    return _formal_names().get(given, frozenset()) | {given}


def _with_middle(name: Name) -> set[str]:
    return {_joined(name.surname or "", None), _joined(name.middle or "", name.surname)} - {""}


def _joined(one: str, other: str | None) -> str:
    return (one + (other or "")).replace(" ", "")


def _umlauts(text: str) -> str:
    """Return German letters written out as those without dots: mueller, muller."""
    return text.replace("ue", "u").replace("oe", "o").replace("ae", "a")


def _surname_words(name: Name) -> list[str]:
    """Return the words of a surname as the name shows them: van gogh, smith jones."""
    wanted, found = (name.surname or "").replace(" ", ""), list[str]()
    for word in reversed(words_of((name.known or "").replace("-", " - ").replace("-", " "))):
        found.insert(0, word.folded)
        if "".join(found) == wanted:
            return found
    return (name.surname or "").split()


def _hyphened(part: str, name: Name) -> list[str]:
    """Return the words of a given name that hyphens join."""
    for word in (name.known or "").split():
        pieces = [piece.folded for piece in words_of(word.replace("-", " "))]
        if "-" in word and "".join(pieces) == part:
            return pieces
    return part.split()


@cache
def _formal_names() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for row in configs.table("vocabularies/nicknames.tsv"):
        for form in row[1].split() if len(row) > 1 else ():
            names.setdefault(form, set()).add(row[0])
    return {form: frozenset(formals) for form, formals in names.items()}
