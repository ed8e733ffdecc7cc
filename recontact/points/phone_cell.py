"""What else stands in a cell that holds telephone numbers: several numbers, extensions, labels and notes."""

import re
from dataclasses import dataclass, replace

from recontact.points.text import EMPTY, plain

_LABEL = re.compile(
    r"(?:手机|手機|移动|行動|联系|聯繫|固定|办公|辦公|住宅|单位|家庭|公司)?(?:电话|電話|手机|手機|座机|固话|号码|號碼)+(?:号码|號碼|号)?\s*:?"
    r"|\b(?:tel|telephone|phone|mobile|mob|cell|fax)\b\.?\s*:?",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"[/、,;|\n\r\t]+|或|\b(?:and|or)\b")
_NUMBER = re.compile(r"\+?\(?[\d*](?:[\d*\s().+-]*[\d*])?")
_EXTENSION = re.compile(r"\s*(?:转|轉|分机|分機|内线|內線|ext(?:ension|n)?\.?|x|#)\s*[:.]?\s*(\d{1,6})", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_DECIMAL = re.compile(r"(\d{5,})\.0+")
_LETTERED = re.compile(r"(?=.*[OoIl])[\dOoIl+ ()-]{7,}")
_DIGIT = re.compile(r"\d")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_MASK_LETTERS = re.compile(r"(?<=\d)[xX]{3,}(?=\d)")
_LOOK_ALIKE = str.maketrans("OoIl", "0011")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸", "001234567891123456789236")
_IN_WORDS = re.compile(r"[〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖貳參陸]{7,}")
_VANITY = re.compile(r"(?:\+?1[ .-]?)?\(?[2-9]\d{2}\)?[ .-][A-Z0-9-]*[A-Z]{3}[A-Z0-9-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """One number as it was written, with what stood beside it."""

    number: str
    extension: str | None = None
    note: str | None = None
    repaired: bool = False
    """A letter or numeral was read as the digit it stands for, or a decimal point was dropped."""


def numbers_in(text: str) -> list[Written]:
    """Return the numbers written in a cell, in order; [] if it holds none."""
    cell = plain(text)
    if cell.lower() in EMPTY:
        return []
    if _SCIENTIFIC.fullmatch(cell) or _VANITY.fullmatch(cell):
        return [Written(cell)]
    in_words = _IN_WORDS.search(cell) is not None
    if in_words:
        cell = _IN_WORDS.sub(lambda words: words[0].translate(_HAN_DIGITS), cell)
    found: list[Written] = []
    for segment in _SEPARATOR.split(_LABEL.sub(" ", cell)):
        found.extend(_in_segment(segment.strip()))
    return [replace(number, repaired=True) for number in found] if in_words else found


def _in_segment(segment: str) -> list[Written]:
    segment = _MASK_LETTERS.sub(lambda letters: "*" * len(letters[0]), segment)
    if whole := _DECIMAL.fullmatch(segment):
        return [Written(whole[1], repaired=True)]
    if _LETTERED.fullmatch(segment) and _DIGIT.search(segment):
        return [Written(segment.translate(_LOOK_ALIKE), repaired=True)]
    found, rest, start = [], [], 0
    for number in _NUMBER.finditer(segment):
        if number.start() < start:
            continue  # it is the extension of the number before
        rest.append(segment[start : number.start()])
        start = number.end()
        extension = _EXTENSION.match(segment, start)
        if extension:
            start = extension.end()
        found.append((number[0], extension[1] if extension else None))
    rest.append(segment[start:])
    note = _EDGES.sub("", " ".join(" ".join(rest).split())) or None
    return [Written(number, extension, note) for number, extension in found]
