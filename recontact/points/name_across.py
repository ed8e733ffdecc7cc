"""How a name in one script agrees with one in another: Han, Hangul, Cyrillic or Arabic against Latin letters."""

from rapidfuzz.distance import JaroWinkler

from recontact.points import other_letters, pinyin, romanisation, romanised
from recontact.points.cleaned import UNKNOWN
from recontact.points.name import Name
from recontact.points.name_part import NEAR

_NEAR_CONSONANTS = 4
"""Consonants from which two names in Arabic and Latin letters that share all of them are likely one."""


def across(left: Name, right: Name) -> str | None:
    """Return the code of the level on which two names of different scripts agree, None if their parts must tell."""
    if "other" in (left.type, right.type):
        return _by_consonants(left, right)
    if "hangul" in (left.type, right.type) and left.type != right.type:
        return _korean(*((left, right) if left.type == "hangul" else (right, left)))
    for one, latin in ((left, right), (right, left)):
        if latin.type != "latin" or UNKNOWN in (one.known or "") + (latin.known or ""):
            continue
        if one.han:
            return _fit(one.han, latin)
        if one.type == "cyrillic":
            return _slavic(one, latin)
    return None


def same_surname(han: Name, latin: Name) -> bool:
    """Whether a surname in Latin letters is a spelling of a Han one: 覃 is Qin or Tan, 陈 is Chen or Chan."""
    name, spelled = han.han or "", (latin.surname or "").replace(" ", "")
    return spelled in pinyin.surname_readings(name) or spelled in romanisation.surname_spellings(name)


def is_western(latin: Name) -> bool:
    """Whether only a Western given name stands beside a surname, which says nothing of a Chinese one."""
    words = (latin.given or "").split()
    return bool(words) and latin.middle is None and all(word in romanised.western_given_names() for word in words)


def _fit(han: str, latin: Name) -> str | None:
    """Return the level on which a spelling of Hong Kong, Taiwan or the mainland fits Han characters, None if none."""
    surname, middle, given = ((part or "").replace(" ", "") for part in (latin.surname, latin.middle, latin.given))
    spelled = [surname + middle + given, surname + given, given + surname, given + middle + surname]
    found = [romanisation.fit(han, each) for each in spelled if each]
    if "same" in found:
        return "same_reading"
    return "near" if "near" in found and pinyin.split(spelled[0]) is None else None


def _slavic(cyrillic: Name, latin: Name) -> str | None:
    """Compare a name in Cyrillic with one in Latin letters as both sound: Чайковский, Tchaikovsky."""
    parts = [(name.surname, name.given) for name in (cyrillic, latin)]
    if not all(all(pair) for pair in parts):
        return None
    heard = [[other_letters.slavic_sound(part or "") for part in pair] for pair in parts]
    return "same_reading" if heard[0] == heard[1] else None


def _by_consonants(left: Name, right: Name) -> str:
    """Compare a name in Arabic letters with one in Latin ones; other scripts say nothing."""
    scripts = {other_letters.alphabet(name.known or "") for name in (left, right)}
    if scripts != {"arabic", None} and not (scripts - {"arabic"} == {"other"} and "arabic" in scripts):
        return "unknown"
    one, other = (other_letters.consonants(name.known or "") for name in (left, right))
    if sorted(one.split()) == sorted(other.split()):
        return "same_reading" if len(one.replace(" ", "")) >= _NEAR_CONSONANTS else "near"
    return "different"


def _korean(hangul: Name, latin: Name) -> str:
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
            close = JaroWinkler.similarity(heard, sound) >= NEAR
            return "same_reading" if heard == sound else "near" if close else "same_surname"
    return "different"
