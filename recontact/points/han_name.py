"""Names in Han characters: surname and given name, masks, forms of address, and what is no name."""

import re
from dataclasses import replace
from functools import cache

from recontact import configs
from recontact.points import han_surname, pinyin, romanised
from recontact.points.cleaned import UNKNOWN
from recontact.points.han_script import HAN
from recontact.points.latin_words import listed, words_of
from recontact.points.name import Name

_MASKS = re.compile("[*×〇○●□■◯◆◇△▲☆★_?#某]|(?<=[*×某xX" + HAN + "])[xX]|[xX]+(?=[xX]*[" + HAN + "])")
_SEPARATORS = re.compile(r"(?<=[*" + HAN + r"])\s*[·•・.‧∙⋅˙]\s*(?=[*" + HAN + "])")
_LETTERS = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
_LATIN = re.compile(rf"[{_LETTERS}][{_LETTERS}'’.-]*[{_LETTERS}](?:[\s,.]+[{_LETTERS}][{_LETTERS}'’.-]*)*\.?")
_NUMBERED = re.compile(r"\d+号?")
_NOT_NAME = re.compile(f"[^*·{HAN}]+")
_LONGEST = 15
FAMILIAR = "小老阿"
"""What stands before a surname in familiar speech: 小王."""
_GIVEN_ONLY = "阿"
"""Before a given name rather than a surname: 阿强."""


def read(text: str, aside: str = "") -> Name:
    """Return the name in a simplified text that holds Han characters; `aside` is what else stands in Latin letters."""
    latin = " ".join((*_beside(text), *_beside(aside)))
    rest = _LATIN.sub(lambda word: word[0] if set(word[0]) <= set("xX") else " ", text).strip()
    spelled = _SEPARATORS.sub("·", _NUMBERED.sub(" ", rest).strip())
    parted = spelled.replace(" ", "·") if _is_parted(spelled) else spelled.replace(" ", "")
    labelled = _labels().sub("", parted)
    spelled = _MASKS.sub(lambda mask: UNKNOWN * len(mask[0]), labelled)
    han = _NOT_NAME.sub("", spelled).strip("·")
    problem = _problem(rest.strip(), han)
    if problem:
        return Name(problem=problem)
    flags = (
        *(
            ("repaired",)
            if len(_NOT_NAME.sub("", labelled).strip("·")) != len(text.strip(" ,;.").replace(" ", ""))
            else ()
        ),
        *(("placeholder",) if han in _words("suspicious") else ()),
    )
    found = _addressed(han, flags) or _plain(han, flags)
    titles, western = _titles_and_western(latin)
    return replace(found, title=found.title or titles, middle=found.middle or western)


def _problem(text: str, han: str) -> str | None:
    """Return the coded word for what is no name of a person."""
    if text in _words("placeholders") or han in _words("placeholders") or not han.replace(UNKNOWN, ""):
        return "placeholder"
    if han.lstrip(UNKNOWN) in _words("honorifics") and UNKNOWN in han:
        return "placeholder"  # 某先生
    if len(han) > 3 and (_ACCOUNT.search(han) or _UNNAMED.match(han)):
        return "placeholder"
    if len(han) > 3 and any(word in han for word in _words("organisations")):
        return "organisation"
    if len(han) > 3 and (kin := _KIN.search(han)) and han[: kin.start()] and han[0] in pinyin.surnames():
        return "other_person"
    return "not_a_name" if len(han) > _LONGEST else None


_ACCOUNT = re.compile("(?:用户|账号|账户|会员|昵称)$")
_UNNAMED = re.compile("(?:未知|暂无|匿名|测试|未填|不详)")
_KIN = re.compile(
    "(?:的|之)?(?:妻子|老婆|丈夫|老公|父亲|母亲|爸爸|妈妈|儿子|女儿|哥哥|弟弟|姐姐|妹妹|爱人|家属|朋友|同事)$"
)
"""王小明老婆 is somebody else, whose name is not said."""


def _is_parted(text: str) -> bool:
    """Whether spaces part the words of a name of a people that writes several: 扎西 多吉."""
    words = text.split(" ")
    return len(words) > 1 and all(len(word) > 1 for word in words) and han_surname.is_undivided("".join(words))


def _beside(text: str) -> list[str]:
    return [word for word in _LATIN.findall(text) if not set(word) <= set("xX")]


def _titles_and_western(latin: str) -> tuple[str | None, str | None]:
    """Return the titles and the Western given names among the Latin words beside a Han name."""
    words = [word.folded for word in words_of(latin)]
    titles = [word for word in words if word in listed("latin_names", "titles")]
    western = [word for word in words if word in romanised.western_given_names()]
    return " ".join(titles) or None, " ".join(western) or None


def _plain(han: str, flags: tuple[str, ...], title: str | None = None) -> Name:
    if len(han) == 1:
        return _surname_only(han, flags, title)
    masked = UNKNOWN in han
    surname, own, given = han_surname.divide(han)
    pieces = [each for each in (han.split("·") if "·" in han else (surname, own, given)) if each]
    readings = pinyin.read_surname(surname) if surname else ()
    first = readings[0] if readings else None
    if "·" in han:
        first, given_read = _joined("".join(pieces[1:])), _joined(pieces[0])  # 阿卜杜拉·买买提: own name, the father's
    else:
        given_read = _joined(given) if given else None
        first = first or (han_surname.masked_compound(han) if han_surname.may_be_compound(han) else None)
    return Name(
        value=None if masked else han,
        known=han,
        type="han",
        precision="masked" if masked else "full",
        flags=flags,
        han=han.replace("·", ""),
        surname=first,
        given=given_read,
        middle=han_surname.first_reading(own) if own else None,
        title=title,
        han_surname=surname,
        han_given=given,
        parts="|".join(pieces) or None,
        surname_readings=" ".join(readings) if len(readings) > 1 else None,
    )


def _surname_only(surname: str, flags: tuple[str, ...], title: str | None) -> Name:
    readings = pinyin.read_surname(surname)
    return Name(
        known=surname + UNKNOWN,
        type="han",
        precision="partial",
        flags=flags,
        surname=readings[0] if readings else None,
        title=title,
        han_surname=surname,
        surname_readings=" ".join(readings) if len(readings) > 1 else None,
    )


def _addressed(han: str, flags: tuple[str, ...]) -> Name | None:
    """Read 王先生, 老王, 小王 as a surname whose given name is not known; 王小明先生 as the name and its title."""
    before = next((word for word in _BEFORE if han.startswith(word)), None)
    if before and len(han) > len(before) + 1 and han[len(before)] in pinyin.surnames():
        return _addressed(han[len(before) :], flags) or _plain(han[len(before) :], flags, before)
    for honorific in _honorifics().get(han[-1], ()):
        if not han.endswith(honorific) or len(han) == len(honorific):
            continue
        rest = han.removesuffix(honorific)
        if rest in pinyin.surnames():
            return _surname_only(rest, flags, honorific)
        if len(rest) >= 2 and len(honorific) >= 2 and rest[0] in pinyin.surnames():
            return _addressed(rest, flags) or _plain(rest, flags, honorific)
    if len(han) == 2 and han[0] == _GIVEN_ONLY and han[1] != UNKNOWN:
        return Name(known=han, type="han", precision="partial", flags=flags, parts=han)
    if len(han) == 2 and han[0] in FAMILIAR and han[1] in pinyin.surnames():
        return _surname_only(han[1], flags, None)
    return None


_BEFORE = ("先生", "女士", "小姐", "太太")


def _joined(han: str) -> str | None:
    return pinyin.read(han) if UNKNOWN not in han else None


@cache
def _honorifics() -> dict[str, tuple[str, ...]]:
    """Return the honorifics by their last character, longest first."""
    found: dict[str, tuple[str, ...]] = {}
    for honorific in sorted(_words("honorifics"), key=len, reverse=True):
        found[honorific[-1]] = (*found.get(honorific[-1], ()), honorific)
    return found


@cache
def _words(section: str) -> frozenset[str]:
    return frozenset(configs.load("vocabularies/name_words.yaml")[section])


@cache
def _labels() -> re.Pattern[str]:
    return re.compile("^(?:" + "|".join(sorted(_words("labels"), key=len, reverse=True)) + ")[:=]?(?=.{2,})")
