"""What a cell holds beside a name: brackets, notes, former names, labels, further persons."""

import re
from dataclasses import dataclass
from functools import cache

from recontact import configs
from recontact.points import pinyin
from recontact.points.han_script import HAN, has_han
from recontact.points.latin_words import listed
from recontact.points.relation import relation

_BRACKETS = re.compile(r"[(\[【<《「](.*?)[)\]】>》」]|[(\[【](.*)$")
_WRAPPED = re.compile(r"[(\[【<《「]([^()\[\]【】<>《》「」]+)[)\]】>》」]")
_FORMER_LATIN = re.compile(
    r"(?<=\w)[\s,;]+(?:n[ée]e|Née|NÉE|f\.?k\.?a\.?|a\.?k\.?a\.?|F\.?K\.?A\.?|A\.?K\.?A\.?"
    r"|(?:[Ff]ormerly|[Bb]orn)(?: known as)?)\b[.:]?\s+(?=\w)"
)
_OTHER_FIELD = re.compile(
    r"(?<=\w)[\s,;]*(?:(?:联系)?电话|手机号?|身份证号?|住址|地址|(?:tel|phone|mobile|cell)(?=[\s:.]*[\d+]))[\s:].*$",
    re.IGNORECASE,
)
_DASHED = re.compile(
    rf"(?<=[{HAN}])\s*-+\s*([{HAN}]+)$|(?<=\w)\s+-+\s*([a-z]+(?: [a-z]+)*)$|\s+c/o\s+(.+)$", re.IGNORECASE
)
_SPACED = re.compile(rf"(?<=[{HAN}])\s+([{HAN}]{{1,4}})$")
_ENVELOPE = re.compile(
    rf"(?<=[{HAN}]{{2}})\s*(?:亲启|亲收|敬启|收启|台启)$|(?<=[{HAN}]{{3}})收$|(?<=[{HAN}]{{2}})\s+收$"
)
_BETWEEN_HAN = re.compile(r"\s*[、/;,&+|]\s*")
_BETWEEN_LATIN = re.compile(r"\s*[/;&+|]\s*|\s+(?:and|AND|And|und)\s+")
_AND = re.compile(f"(?<=[{HAN}]{{2}})[和与及跟](?=[{HAN}]{{2}})")
_NOW = ("现", "改")
"""What follows such a word is the name of today: 王大明 改名 王小明."""
_USUAL = 0.16
"""Share of a surname, in per cent, from which two words of a cell are taken for the names of two persons."""


@dataclass(frozen=True, slots=True)
class NameCell:
    """The names of persons in a cell as written, the one meant first; his former ones; what else is said."""

    persons: tuple[str, ...]
    former: tuple[str, ...] = ()
    aside: str = ""
    """The same name in other letters: CHEN Wei-Ting beside 陈伟廷."""
    note: str | None = None


def take_apart(text: str) -> NameCell:
    """Return what a simplified text holds; at least one person, perhaps empty."""
    wrapped = _WRAPPED.fullmatch(text.strip())
    rest = _OTHER_FIELD.sub("", wrapped[1] if wrapped else text)
    rest, notes, former, aside = _without_brackets(rest)
    pattern = _former() if has_han(rest) else _FORMER_LATIN
    first, *others = [part for part in pattern.split(rest) if part.strip(" :,.;")] or [""]
    if others and (renamed := pattern.search(rest)) and renamed[0].startswith(_NOW):
        first, others = others[0], [first, *others[1:]]
    rest, said = _without_note(first)
    notes += said
    return NameCell(
        persons=tuple(_persons(rest)),
        former=tuple(part.strip(" :,.;") for part in (*others, *former)),
        aside=aside,
        note=" ".join(notes) or None,
    )


def _without_brackets(text: str) -> tuple[str, list[str], list[str], str]:
    """Return the text without brackets, its notes, the former names in them, and the name in other letters."""
    inside = [(found[1] or found[2] or "").strip() for found in _BRACKETS.finditer(text)]
    rest = _BRACKETS.sub(" ", text).strip() if inside else text
    notes, former, aside = [], [], ""
    for note in filter(None, inside):
        told = _former().match(note) or re.match(_FORMER_INSIDE, note)
        if told:
            former.append(note[told.end() :].strip(" :"))
        elif has_han(note) and not has_han(rest) and _is_name(note):
            rest, aside = note, rest
        elif has_han(rest) and not has_han(note) and any(map(str.isalpha, note)):
            aside = note
        else:
            notes.append(note)
    return rest, notes, former, aside


def _without_note(text: str) -> tuple[str, list[str]]:
    """Take off what is said of a person behind the name: 王小明-已离职, 李红 妻, John Smith - deceased."""
    rest = _ENVELOPE.sub("", text)
    dashed = _DASHED.search(rest)
    if dashed and (said := next(filter(None, dashed.groups()))) and (dashed[3] or is_note(said)):
        return rest[: dashed.start()], [said]
    spaced = _SPACED.search(rest)
    if spaced and is_note(spaced[1]) and len(rest[: spaced.start()].strip()) > 1:
        return rest[: spaced.start()], [spaced[1]]
    return rest, []


def is_note(word: str) -> bool:
    """Whether a word says something of a person and is no part of a name."""
    folded = word.lower()
    return folded in listed("name_words", "notes") or (relation(word) is not None and not _is_title(word))


def _persons(text: str) -> list[str]:
    if has_han(text):
        parts = [part for part in _BETWEEN_HAN.split(text) if part.strip(" .:")]
        parts = [one for part in parts for one in _joined_by_and(part)]
        return [one for part in parts for one in _apart(part)] or [""]
    if not _BETWEEN_LATIN.search(text):
        return [text]
    parts = [part for part in _BETWEEN_LATIN.split(text) if any(map(str.isalpha, part))]
    if any(len(part) < 3 for part in parts[1:]):
        return [text]  # n/a
    if len(parts) < 2 or all(word.strip(".").lower() in listed("latin_names", "titles") for word in parts[0].split()):
        return [" ".join(parts)]  # Mr. & Mrs. John Smith
    words = [part.split() for part in parts]
    if len(words[0]) == 1 and len(words[-1]) > 1:
        return [f"{parts[0]} {words[-1][-1]}", *parts[1:]]  # John & Mary Smith
    if "," in parts[0] and all(len(each) == 1 for each in words[1:]):
        return [parts[0], *(f"{parts[0].partition(',')[0]}, {part}" for part in parts[1:])]
    return parts


def _joined_by_and(text: str) -> list[str]:
    """Divide 张三和李四, not 王和平 or 李和."""
    parts = _AND.split(text)
    return parts if len(parts) > 1 and all(_is_name(part) for part in parts) else [text]


def _apart(text: str) -> list[str]:
    """Divide the names that only a space parts: 张伟 李强; not 欧阳 娜娜 or 王 小明."""
    words = text.split()
    if len(words) < 2 or words[0] in pinyin.surnames():
        return [text]
    return words if all(_is_name(word, _USUAL) for word in words) else [text]


def _is_name(text: str, share: float = 0.0) -> bool:
    if not re.fullmatch(f"[{HAN}*]{{2,4}}", text):
        return False
    usual = pinyin.surnames().get(text[0])
    return len(text) < 4 and usual is not None and usual[1] >= share or text[:2] in pinyin.surnames()


def _is_title(word: str) -> bool:
    return word in listed("name_words", "honorifics")


_FORMER_INSIDE = re.compile(
    r"(?:n[ée]e|f\.?k\.?a\.?|a\.?k\.?a\.?|formerly|born)(?: known as)?\b[.:]?\s+", re.IGNORECASE
)


@cache
def _former() -> re.Pattern[str]:
    words = sorted(configs.load("vocabularies/name_words.yaml")["former"], key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(words)})(?:叫|为|是)?[:\\s]*")
