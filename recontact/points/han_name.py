"""Names in Han characters: surname and given name, masks, forms of address, and what is no name."""

import re
from dataclasses import replace
from functools import cache

from recontact import configs
from recontact.points import pinyin, romanised
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
_USUAL = 0.16
"""Share of a surname, in per cent, from which it passes for a married woman's own behind a compound one."""
_USUAL_ENOUGH = 0.05
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
    return len(words) > 1 and all(len(word) > 1 for word in words) and _is_undivided("".join(words))


def _is_undivided(han: str) -> bool:
    """Whether a name is a people's that bears no Chinese surname: 阿依古丽, 才让卓玛, 巴特尔."""
    if len(han) < 3 or UNKNOWN in han:
        return False
    return han.startswith(_undivided("undivided_starts")) or (
        len(han) > 3 and han.endswith(_undivided("undivided_ends"))
    )


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
    surname, own, given = _divide(han)
    pieces = [each for each in (han.split("·") if "·" in han else (surname, own, given)) if each]
    readings = pinyin.read_surname(surname) if surname else ()
    first = readings[0] if readings else None
    if "·" in han:
        first, given_read = _joined("".join(pieces[1:])), _joined(pieces[0])  # 阿卜杜拉·买买提: own name, the father's
    else:
        given_read = _joined(given) if given else None
        first = first or (_masked_compound(han) if _may_be_compound(han) else None)
    return Name(
        value=None if masked else han,
        known=han,
        type="han",
        precision="masked" if masked else "full",
        flags=flags,
        han=han.replace("·", ""),
        surname=first,
        given=given_read,
        middle=_first(own) if own else None,
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


def _divide(han: str) -> tuple[str | None, str | None, str | None]:
    """Return surname, a married woman's own surname and given name in Han characters, None where not known."""
    listed = pinyin.surnames()
    if "·" in han:
        return None, None, None
    size = next((size for size in (4, 3, 2) if len(han) > size and han[:size] in listed), 0)
    if size == 2 and len(han) == 5 and listed.get(han[2], ((), 0.0))[1] >= _USUAL:
        return han[:2], han[2], han[3:]  # 欧阳王美玲
    if size:
        return han[:size], None, han[size:]
    if "々" in han or (han[:2] in _words("japanese_surnames") and (len(han) == 4 or _is_japanese(han))):
        return None, None, None
    if _is_undivided(han) or (
        len(han) == 4 and han[0] != UNKNOWN and han[0] not in pinyin.compound_starts() and han[0] not in listed
    ):
        return None, None, han
    if _may_be_compound(han):
        return None, None, han[1:]
    if len(han) == 4 and UNKNOWN not in han and han[0] in listed and han[1] in listed:
        return han[0], han[1], han[2:]
    if len(han) == 5 and han[0] in listed and han[1:3] in listed:
        return han[0], han[1:3], han[3:]  # 张欧阳美玲
    if len(han) > 4 or han[0] == UNKNOWN:
        return None, None, han[1:] if len(han) <= 4 else han
    return han[0], None, han[1:]


def _is_japanese(han: str) -> bool:
    """Whether three characters that begin with a Japanese surname are hardly a Chinese name: 佐藤健, not 石川明."""
    usual = pinyin.surnames().get(han[0])
    return len(han) == 3 and (usual is None or usual[1] < _USUAL_ENOUGH)


def _may_be_compound(han: str) -> bool:
    """Whether a masked name may begin with a compound surname: 欧**."""
    return UNKNOWN in han[:2] and han[0] in pinyin.compound_starts()


def _masked_compound(han: str) -> str | None:
    """Return the surname of 欧** or 欧*悦敏: of four characters it is the compound one."""
    compounds = pinyin.compound_starts()[han[0]]
    if len(han) == 2:
        return _first(han[0])
    if len(han) == 4 and len(compounds) == 1:
        return _first(compounds[0])
    usual = pinyin.surnames().get(han[0])
    rare = max(pinyin.surnames()[name][1] for name in compounds)
    # 王 or 于 begin no compound worth a doubt; 欧, 上 or 司 do
    return _first(han[0]) if usual and len(han) == 3 and usual[1] > 5 * rare else None


def _first(surname: str) -> str | None:
    readings = pinyin.read_surname(surname)
    return readings[0] if readings else None


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


@cache
def _undivided(section: str) -> tuple[str, ...]:
    return tuple(configs.load("vocabularies/name_words.yaml")[section])
