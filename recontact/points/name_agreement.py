"""The levels on which two names of persons agree, in one script or across two."""

from functools import cache

from rapidfuzz.distance import JaroWinkler

from recontact import configs
from recontact.points.cleaned import UNKNOWN
from recontact.points.level import Level
from recontact.points.name import Name
from recontact.points.name_across import across, is_western, same_surname
from recontact.points.name_part import NEAR, given_agreement, part_agreement, surname_agreement

LEVELS: tuple[Level, ...] = (
    Level("unknown", "The names cannot be compared.", "无法比较姓名。"),
    Level("same", "The names are the same.", "姓名相同。"),
    Level("same_reading", "The names read alike, in two scripts.", "不同文字书写的姓名读音相同。"),
    Level("as_far_as_known", "The names agree as far as they are known.", "已知部分的姓名一致。"),
    Level(
        "nickname",
        "The given names are forms of one name and the surnames are the same.",
        "名是同一名字的不同形式,姓相同。",
    ),
    Level(
        "variant",
        "The names differ only in characters that are written for one another.",
        "姓名仅有异体字或通用字之差。",
    ),
    Level("homophone", "The names read alike but are written with other characters.", "姓名同音不同字。"),
    Level("swapped", "Given name and surname have changed places.", "姓与名位置互换。"),
    Level("near", "The names differ by a slip or a usual variation of spelling.", "姓名仅有笔误或拼写之差。"),
    Level("surname_agrees", "Only a surname is known of one name, and it agrees.", "一方仅知姓氏,且与另一方相符。"),
    Level(
        "same_given",
        "Only the given names are the same; a surname may have changed by marriage.",
        "仅名相同;姓可能因婚姻而改变。",
    ),
    Level("same_surname", "Only the surnames are the same.", "仅姓相同。"),
    Level("different", "The names are different.", "姓名不同。"),
)
_INDEX = {level.code: index for index, level in enumerate(LEVELS)}


def compare(left: Name, right: Name) -> int:
    """Return the index into LEVELS on which two names agree; symmetric."""
    return _INDEX[_agreement(left, right)]


def _agreement(left: Name, right: Name) -> str:
    if left.problem or right.problem:
        return "unknown"
    if left.value is not None and left.value == right.value:
        return "different" if _is_another(left.suffix, right.suffix) else "same"
    if left.han and right.han:
        return _han_agreement(left, right)
    found = across(left, right)
    if found:
        return found
    if not (left.surname or left.given) or not (right.surname or right.given):
        return "unknown"
    return _of_parts(left, right)


def _is_another(left: str | None, right: str | None) -> bool:
    """Whether two suffixes tell a father from his son."""
    return left != right and {left, right} <= {"jr", "sr", "junior", "senior", "ii", "iii", "iv"}


def _of_parts(left: Name, right: Name) -> str:
    surname, given = _surnames(left, right), _given_names(left, right)
    if surname == given == "same":
        if _is_another(left.suffix, right.suffix):
            return "different"
        return "same" if left.type == right.type and not (left.han or right.han) else "same_reading"
    if surname == "same" and given == "unknown":
        whole = left.given is None and right.given is None and left.type == right.type == "latin"
        return "same" if whole else "surname_agrees"
    if surname in _COMPATIBLE and given in _COMPATIBLE:
        return "as_far_as_known"
    if surname == "same" and given == "nickname":
        return "nickname"
    if left.surname and left.surname == right.given and left.given == right.surname:
        return "swapped"
    if surname in ("same", "near", "shortened") and given in ("same", "near", "nickname"):
        return "near"
    if given == "same" and surname == "different":
        return "same_given"
    return "same_surname" if surname == "same" else "different"


_COMPATIBLE = ("same", "initial", "shortened", "unknown")


def _surnames(left: Name, right: Name) -> str:
    for han, latin in ((left, right), (right, left)):
        if han.han and not latin.han:
            return "same" if same_surname(han, latin) else part_agreement(left.surname, right.surname)
    return surname_agreement(left, right)


def _given_names(left: Name, right: Name) -> str:
    for han, latin in ((left, right), (right, left)):
        if han.han and not latin.han:
            return "unknown" if is_western(latin) else part_agreement(left.given, right.given)
    return given_agreement(left, right)


def _han_agreement(left: Name, right: Name) -> str:
    one, other = left.han or "", right.han or ""
    if one == other:
        return "as_far_as_known" if UNKNOWN in one else "same"
    if len(one) == len(other) and all(a == b or UNKNOWN in (a, b) for a, b in zip(one, other, strict=True)):
        return "as_far_as_known"
    same_surname = left.surname == right.surname and left.surname is not None
    if UNKNOWN in one + other:
        hidden = any(name.han_given and not name.han_given.strip(UNKNOWN) for name in (left, right))
        return ("surname_agrees" if hidden else "same_surname") if same_surname else "different"
    if one.translate(_confused()) == other.translate(_confused()):
        return "variant"
    if left.given is not None and left.given == right.given and left.surname == right.surname:
        return "homophone"
    if _is_within(left, right) or _is_within(right, left):
        return "as_far_as_known"
    if not (left.han_surname or right.han_surname):
        return _undivided_agreement(left, right)
    if same_surname and one[0] == other[0]:
        differing = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
        return "near" if differing == 1 and min(len(one), len(other)) > 2 else "same_surname"
    return "same_given" if left.given == right.given and left.given is not None else "different"


def _is_within(part: Name, whole: Name) -> bool:
    """Whether a name is another with a surname or a father's name left out: 方安生 or 陈安生 of 陈方安生."""
    pieces = (whole.parts or "").split("|")
    if len(pieces) == 3:
        return part.han in ("".join(pieces[1:]), pieces[0] + pieces[2])
    return len(pieces) == 2 and whole.han_surname is None and part.han == pieces[0]


def _undivided_agreement(left: Name, right: Name) -> str:
    """Compare names of peoples without Chinese surnames by their sound: they are written with any characters."""
    sounds = [(name.given or "") + (name.surname or "") for name in (left, right)]
    if all(sounds) and JaroWinkler.similarity(*sounds) >= NEAR:
        return "near"
    return "same_given" if left.given == right.given and left.given is not None else "different"


@cache
def _confused() -> dict[int, str]:
    """Return for each character that is written for others the one that stands for all of its group."""
    first: dict[str, str] = {}
    for (group,) in configs.table("vocabularies/han_confused.tsv"):
        stands = next((first[each] for each in group if each in first), group[0])
        first |= dict.fromkeys(group, stands)
    return {ord(each): stands for each, stands in first.items()}
