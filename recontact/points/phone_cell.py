"""What else stands in a cell that holds telephone numbers: several numbers, extensions, labels and notes."""

import re
from dataclasses import dataclass, replace

from recontact.points.phone_marks import marked, opened, spelled
from recontact.points.text import EMPTY, plain

_SEPARATOR = re.compile(r"[/、,;|\n\r\t]+|或|\b(?:and|or)\b")
_NUMBER = re.compile(r"\+?\(?[\d*](?:[\d*\s().+-]*[\d*])?")
_EXTENSION = re.compile(
    r"[\s(]*(?:转|轉|分机|分機|内线|內線|ext(?:ension|n)?\.?|x|#)\s*[:.]?\s*(\d{1,6})(?!\d)\)?", re.IGNORECASE
)
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d+")
_DECIMAL = re.compile(r"(\d{5,})\.0+")
_LETTERED = re.compile(r"(?=.*[OoIl])[\dOoIl+ ()-]{7,}")
_SMUDGED = re.compile(r"(?=\d*[a-z]\d*[a-z]?\d*$)1[\da-z]{10}", re.IGNORECASE)
"""A mobile in which a letter stands for a digit that cannot be told."""
_DIGIT = re.compile(r"\d")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_LOOK_ALIKE = str.maketrans("OoIl", "0011")
_VANITY = re.compile(r"(?:\+?1[ .-]?)?\(?[2-9]\d{2}\)?[ .-][A-Z0-9-]*[A-Z]{3}[A-Z0-9-]*", re.IGNORECASE)
_VANITY_LETTERS = re.compile(r"(?!.*X{3})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Written:
    """One number as it was written, with what stood beside it."""

    number: str
    extension: str | None = None
    note: str | None = None
    repaired: bool = False
    """A letter or numeral was read as the digit it stands for (`*` if that cannot be told), or a decimal point was
    dropped."""


def numbers_in(text: str) -> list[Written]:
    """Return the numbers written in a cell, in order; [] if it holds none."""
    cell = plain(opened(text))
    if cell.lower() in EMPTY:
        return []
    if _SCIENTIFIC.fullmatch(cell) or (_VANITY.fullmatch(cell) and _VANITY_LETTERS.match(cell)):
        return [Written(cell)]
    in_words = spelled(cell)
    found: list[Written] = []
    ahead = None
    for segment in _SEPARATOR.split(marked(in_words)):
        numbers = _in_segment(segment.strip())
        said = None if numbers or segment.strip().lower() in EMPTY else _note(segment)
        if found and said and found[-1].note is None:
            found[-1] = replace(found[-1], note=said)
        elif not found and numbers and numbers[0].note is None:
            numbers[0] = replace(numbers[0], note=ahead)
        ahead = ahead or said
        found.extend(numbers)
    return [replace(number, repaired=True) for number in found] if in_words != cell else found


def _in_segment(segment: str) -> list[Written]:
    if whole := _DECIMAL.fullmatch(segment):
        return [Written(whole[1], repaired=True)]
    if _LETTERED.fullmatch(segment) and _DIGIT.search(segment):
        return [Written(segment.translate(_LOOK_ALIKE), repaired=True)]
    if _SMUDGED.fullmatch(segment):
        return [Written(re.sub(r"\D", "*", segment), repaired=True)]
    found, beside, start = [], [], 0
    for number in _NUMBER.finditer(segment):
        if number.start() < start:
            continue  # it is the extension of the number before
        beside.append(segment[start : number.start()])
        start = number.end()
        extension = _EXTENSION.match(segment, start)
        if extension:
            start = extension.end()
        found.append((number[0], extension[1] if extension else None))
    beside.append(segment[start:])
    notes = _notes(beside)
    return [Written(number, extension, note) for (number, extension), note in zip(found, notes, strict=True)]


def _notes(beside: list[str]) -> list[str | None]:
    """Return what is said of each number by the texts before, between and after them.

    One number has it all. Of several, each has what stands before it if the first has something there, else what
    stands after it, unless that stands off and touches the next.
    """
    if len(beside) <= 2:
        return [_note(" ".join(beside))] * (len(beside) - 1)
    told: list[list[str]] = [[] for _ in beside[1:]]
    ahead = _note(beside[0]) is not None
    for place, text in enumerate(beside):
        touches_next = text[:1].isspace() and not text[-1:].isspace() and not text.endswith(")")
        of = place if ahead or (place and touches_next) else place - 1
        told[min(max(of, 0), len(told) - 1)].append(text)
    return [_note(" ".join(texts)) for texts in told]


def _note(text: str) -> str | None:
    return _EDGES.sub("", " ".join(text.split())) or None
