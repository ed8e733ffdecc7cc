"""The levels on which two names of persons agree, in one script or across two."""

from functools import cache

from rapidfuzz.distance import JaroWinkler

from recontact import configs
from recontact.points import other_letters, pinyin, romanisation
from recontact.points.cleaned import UNKNOWN
from recontact.points.level import Level
from recontact.points.name import Name

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

_NEAR = 0.92
"""Jaro-Winkler similarity from which two spellings pass for one with a slip: one letter in about seven."""
_NEAR_CONSONANTS = 4
"""Consonants from which two names in Arabic and Latin letters that share all of them are likely one."""


def compare(left: Name, right: Name) -> int:
    """Return the index into LEVELS on which two names agree; symmetric."""
    return _INDEX[_agreement(left, right)]


def _agreement(left: Name, right: Name) -> str:
    if left.problem or right.problem:
        return "unknown"
    if left.value is not None and left.value == right.value:
        return "same"
    if left.han and right.han:
        return _han_agreement(left, right)
    if "other" in (left.type, right.type):
        return _by_consonants(left, right)
    if "hangul" in (left.type, right.type) and left.type != right.type:
        return _korean_agreement(*((left, right) if left.type == "hangul" else (right, left)))
    for han, latin in ((left, right), (right, left)):
        if han.han and not latin.han and latin.type == "latin" and UNKNOWN not in han.han + (latin.known or ""):
            fitted = _fit(han.han, latin)
            if fitted:
                return fitted
    if not (left.surname or left.given) or not (right.surname or right.given):
        return "unknown"
    return _of_parts(left, right)


def _of_parts(left: Name, right: Name) -> str:
    surname, given = _surnames(left, right), _part(left.given, right.given)
    if surname == given == "same":
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
    if surname in ("same", "near") and given in ("same", "near", "nickname"):
        return "near"
    if given == "same" and surname == "different":
        return "same_given"
    return "same_surname" if surname == "same" else "different"


_COMPATIBLE = ("same", "initial", "shortened", "unknown")


def _han_agreement(left: Name, right: Name) -> str:
    one, other = left.han or "", right.han or ""
    if one == other:
        return "as_far_as_known" if UNKNOWN in one else "same"
    if len(one) == len(other) and all(a == b or UNKNOWN in (a, b) for a, b in zip(one, other, strict=True)):
        return "as_far_as_known"
    if UNKNOWN in one + other:
        return "same_surname" if left.surname and left.surname == right.surname else "different"
    if one.translate(_confused()) == other.translate(_confused()):
        return "variant"
    same_surname = left.surname == right.surname and left.surname is not None
    if same_surname and left.given == right.given and left.given is not None:
        return "homophone"
    if same_surname and one[0] == other[0]:
        differing = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
        return "near" if differing == 1 and min(len(one), len(other)) > 2 else "same_surname"
    return "same_given" if left.given == right.given and left.given is not None else "different"


def _fit(han: str, latin: Name) -> str | None:
    """Return the level on which a spelling of Hong Kong, Taiwan or the mainland fits Han characters, None if none."""
    parts = [(part or "").replace(" ", "") for part in (latin.surname, latin.middle, latin.given)]
    spelled = ["".join(parts), parts[0] + parts[2], parts[2] + parts[0]]
    found = [romanisation.fit(han.replace("·", ""), each) for each in spelled if each]
    if "same" in found:
        return "same_reading"
    return "near" if "near" in found and pinyin.split(spelled[1]) is None else None


def _by_consonants(left: Name, right: Name) -> str:
    """Compare a name in Arabic letters with one in Latin ones; other scripts say nothing."""
    scripts = {other_letters.alphabet(name.known or "") for name in (left, right)}
    if scripts != {"arabic", None} and not (scripts - {"arabic"} == {"other"} and "arabic" in scripts):
        return "unknown"
    one, other = (other_letters.consonants(name.known or "") for name in (left, right))
    if sorted(one.split()) == sorted(other.split()):
        return "same_reading" if len(one.replace(" ", "")) >= _NEAR_CONSONANTS else "near"
    return "different"


def _korean_agreement(hangul: Name, latin: Name) -> str:
    """Compare a name in Hangul with one in Latin letters, in either order: 이영희, Lee Younghee."""
    if latin.type != "latin" or hangul.surname is None:
        return "unknown"
    surnames = (hangul.surname_readings or hangul.surname).split()
    spelled = [(part or "").replace(" ", "") for part in (latin.surname, latin.given, latin.middle)]
    sound = other_letters.korean_sound(hangul.given or "")
    for first, rest in (
        (spelled[0], spelled[1] + spelled[2]),
        (spelled[1], spelled[2] + spelled[0]),
        (spelled[0], spelled[2] + spelled[1]),
    ):
        if first in surnames:
            if not rest or not sound:
                return "surname_agrees"
            heard = other_letters.korean_sound(rest)
            close = JaroWinkler.similarity(heard, sound) >= _NEAR
            return "same_reading" if heard == sound else "near" if close else "same_surname"
    return "different"


def _surnames(left: Name, right: Name) -> str:
    """Return how two surnames agree, a Han one in any of its readings: 覃 is Qin or Tan."""
    for han, latin in ((left, right), (right, left)):
        if han.han and not latin.han and latin.surname in pinyin.surname_readings(han.han):
            return "same"
    return _part(left.surname, right.surname)


def _part(left: str | None, right: str | None) -> str:
    """Return how two given names or surnames agree: same, initial, shortened, nickname, near, different or unknown."""
    if left is None or right is None:
        return "unknown"
    if left == right:
        return "same" if len(left) > 1 else "initial"
    if 1 in (len(left), len(right)):
        return "initial" if left[0] == right[0] else "different"
    short, long = sorted((left.split(), right.split()), key=len)
    if len(short) < len(long) and long[: len(short)] == short:
        return "shortened"  # García for García Márquez
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


@cache
def _confused() -> dict[int, str]:
    """Return for each character that is written for others the one that stands for all of its group."""
    return {ord(each): group[0] for (group,) in configs.table("vocabularies/han_confused.tsv") for each in group}
