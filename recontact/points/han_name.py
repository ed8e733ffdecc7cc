"""Names in Han characters: surname and given name, masks, forms of address, and what is no name."""

import re
from functools import cache

from recontact import configs
from recontact.points import pinyin
from recontact.points.cleaned import UNKNOWN
from recontact.points.han_script import HAN
from recontact.points.name import Name

_MASKS = re.compile("[*×〇○□■◯?#某]|(?<=[*×某xX" + HAN + "])[xX]|[xX](?=[" + HAN + "])")
_SEPARATORS = re.compile(r"(?<=[*" + HAN + r"])\s*[·•・.‧∙⋅˙]\s*(?=[*" + HAN + "])")
_NOTE = re.compile(r"[(\[【<《「].*?[)\]】>》」]|[(\[【].*$")
_NOT_NAME = re.compile(f"[^*·{HAN}]+")
_LONGEST = 15
FAMILIAR = "小老阿"
"""What stands before a surname in familiar speech: 小王."""


def read(text: str) -> list[Name]:
    """Return the names in a simplified text that holds Han characters; one rejected name if there is none."""
    parts = [part for part in _former().split(_NOTE.sub("", text)) if part.strip(" :,.;")]
    parts = [piece for part in parts for piece in re.split(r"[、/;,]", part) if piece.strip()] or [""]
    names = [
        _read_one(part, former=position > 0 and bool(_former().search(text))) for position, part in enumerate(parts)
    ]
    accepted = [name for name in names if name.problem is None]
    return accepted or names[:1]


def _read_one(text: str, *, former: bool) -> Name:
    spelled = _SEPARATORS.sub("·", text)
    spelled = _MASKS.sub(UNKNOWN, _labels().sub("", spelled.replace(" ", "")))
    han = _NOT_NAME.sub("", spelled).strip("·")
    if text.strip() in _words("placeholders") or han in _words("placeholders") or not han.replace(UNKNOWN, ""):
        return Name(problem="placeholder")
    if len(han) > 3 and any(word in han for word in _words("organisations")):
        return Name(problem="organisation")
    if len(han) > _LONGEST:
        return Name(problem="not_a_name")
    flags = (
        *(("former",) if former else ()),
        *(
            ("repaired",)
            if len(_NOT_NAME.sub("", text.replace(" ", "")).strip("·")) != len(text.replace(" ", ""))
            else ()
        ),
        *(("placeholder",) if han in _words("suspicious") else ()),
    )
    return _addressed(han, flags) or _plain(han, flags)


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
        han=han,
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
    for honorific in _honorifics().get(han[-1], ()):
        if not han.endswith(honorific) or len(han) == len(honorific):
            continue
        rest = han.removesuffix(honorific)
        if rest in pinyin.surnames():
            return _surname_only(rest, flags, honorific)
        if len(rest) >= 2 and len(honorific) >= 2 and rest[0] in pinyin.surnames():
            return _addressed(rest, flags) or _plain(rest, flags, honorific)
    if len(han) == 2 and han[0] in FAMILIAR and han[1] in pinyin.surnames():
        return _surname_only(han[1], flags, None)
    return None


def _divide(han: str) -> tuple[str | None, str | None, str | None]:
    """Return surname, a married woman's own surname and given name in Han characters, None where not known."""
    listed = pinyin.surnames()
    if "·" in han:
        return None, None, None
    size = next((size for size in (4, 3, 2) if len(han) > size and han[:size] in listed), 0)
    if size:
        return han[:size], None, han[size:]
    if len(han) == 4 and (han[:2] in _words("japanese_surnames") or "々" in han):
        return None, None, None
    if _may_be_compound(han):
        return None, None, han[1:]
    if len(han) == 4 and UNKNOWN not in han and han[0] in listed and han[1] in listed:
        return han[0], han[1], han[2:]
    if len(han) > 4 or han[0] == UNKNOWN:
        return None, None, han[1:] if len(han) <= 4 else han
    return han[0], None, han[1:]


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
def _former() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_words("former"))))
