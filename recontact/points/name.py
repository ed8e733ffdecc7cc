"""What is known of a person's name, and on which level two names agree."""

from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import JaroWinkler

from recontact import configs
from recontact.points import pinyin
from recontact.points.cleaned import UNKNOWN, Cleaned
from recontact.points.level import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Name(Cleaned):
    """A name and its parts. `surname`, `given` and `middle` are folded to a-z, several words apart by one space."""

    han: str | None = None
    """Simplified Han characters, `*` for an unknown one."""
    surname: str | None = None
    """Pinyin for Han; may be an initial; None if unknown."""
    given: str | None = None
    """Pinyin without spaces for Han; may be an initial; None if unknown."""
    middle: str | None = None
    suffix: str | None = None
    title: str | None = None


LEVELS: tuple[Level, ...] = (
    Level("unknown", "The names cannot be compared.", "无法比较姓名。"),
    Level("same", "The names are the same.", "姓名相同。"),
    Level("same_reading", "The names read alike, in Han and in Latin letters.", "汉字姓名与拼音读音相同。"),
    Level("as_far_as_known", "The names agree as far as they are known.", "已知部分的姓名一致。"),
    Level(
        "nickname",
        "The given names are forms of one name and the surnames are the same.",
        "名是同一名字的不同形式,姓相同。",
    ),
    Level("homophone", "The names read alike but are written with other characters.", "姓名同音不同字。"),
    Level("swapped", "Given name and surname have changed places.", "姓与名位置互换。"),
    Level("near", "The names differ by a slip of writing.", "姓名仅有笔误之差。"),
    Level("same_given", "Only the given names are the same.", "仅名相同。"),
    Level("same_surname", "Only the surnames are the same.", "仅姓相同。"),
    Level("different", "The names are different.", "姓名不同。"),
)
_INDEX = {level.code: index for index, level in enumerate(LEVELS)}

_NEAR = 0.92
"""Jaro-Winkler similarity from which two spellings pass for one with a slip: one letter in about seven."""


def compare(left: Name, right: Name) -> int:
    """Return the index into LEVELS on which two names agree; symmetric."""
    return _INDEX[_agreement(left, right)]


def _agreement(left: Name, right: Name) -> str:
    if left.han and right.han:
        return _han_agreement(left, right)
    if not (left.surname or left.given) or not (right.surname or right.given):
        return "unknown"
    surname, given = _surnames(left, right), _part(left.given, right.given)
    if surname == given == "same":
        return "same_reading" if left.han or right.han else "same"
    if surname in ("same", "initial", "unknown") and given in ("same", "initial", "unknown"):
        return "as_far_as_known"
    if surname == "same" and given == "nickname":
        return "nickname"
    if left.surname and left.surname == right.given and left.given == right.surname:
        return "swapped"
    if surname in ("same", "near") and given in ("same", "near", "nickname"):
        return "near"
    if given == "same" and surname == "different":
        return "same_given"
    return "same_surname" if surname == "same" else "different"


def _han_agreement(left: Name, right: Name) -> str:
    one, other = left.han or "", right.han or ""
    if one == other:
        return "as_far_as_known" if UNKNOWN in one else "same"
    if len(one) == len(other) and all(a == b or UNKNOWN in (a, b) for a, b in zip(one, other, strict=True)):
        return "as_far_as_known"
    if UNKNOWN in one + other:
        return "same_surname" if left.surname and left.surname == right.surname else "different"
    same_surname = left.surname == right.surname and left.surname is not None
    if same_surname and left.given == right.given and left.given is not None:
        return "homophone"
    if one[0] == other[0]:
        differing = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
        return "near" if differing == 1 and min(len(one), len(other)) > 2 else "same_surname"
    return "same_given" if left.given == right.given and left.given is not None else "different"


def _surnames(left: Name, right: Name) -> str:
    """Return how two surnames agree, a Han one in any of its readings: 覃 is Qin or Tan."""
    for han, latin in ((left, right), (right, left)):
        if han.han and not latin.han and latin.surname in pinyin.surname_readings(han.han):
            return "same"
    return _part(left.surname, right.surname)


def _part(left: str | None, right: str | None) -> str:
    """Return how two given names or two surnames agree: same, initial, nickname, near, different or unknown."""
    if left is None or right is None:
        return "unknown"
    if left == right:
        return "same" if len(left) > 1 else "initial"
    if 1 in (len(left), len(right)):
        return "initial" if left[0] == right[0] else "different"
    if formal(left) & formal(right):
        return "nickname"
    return "near" if JaroWinkler.similarity(left, right) >= _NEAR else "different"


def formal(given: str) -> frozenset[str]:
    """Return the formal names that a folded English given name may stand for, itself included."""
    return _formal_names().get(given, frozenset()) | {given}


@cache
def _formal_names() -> dict[str, frozenset[str]]:
    names: dict[str, set[str]] = {}
    for row in configs.table("vocabularies/nicknames.tsv"):
        for form in row[1].split() if len(row) > 1 else ():
            names.setdefault(form, set()).add(row[0])
    return {form: frozenset(formals) for form, formals in names.items()}
