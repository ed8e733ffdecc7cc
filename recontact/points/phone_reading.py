"""One cell of telephone numbers, read: how the plan, the mask and what stands beside a number come together."""

import re
from dataclasses import replace
from typing import NamedTuple

from recontact.points.phone_cell import Written, numbers_in
from recontact.points.phone_doubt import SHORT, invented, problem_of
from recontact.points.phone_line import find_line, is_possible, order_of
from recontact.points.phone_local import area_of, may_be, with_area
from recontact.points.phone_partial import read_masked, read_rounded
from recontact.points.phone_plan import Line, line_of
from recontact.points.phone_value import Phone as Phone
from recontact.points.phone_value import full, with_note
from recontact.points.scientific import exact_digits
from recontact.points.text import EMPTY, LONGEST, plain

REGIONS = ("CN", "US")
_TAIL = re.compile(r"(.*\d)\s*(?:[-*]\s*(\d{1,5})|\((\d{2,5})\)?)")
"""A number and its extension behind a dash, a star or in brackets."""
_INFORMATIVE = 4
"""Fewer visible digits than this are shared by one person in ten thousand at least."""


def clean(
    text: str, hint: str | None = None, *, regions: tuple[str, ...] = REGIONS, area: str | None = None
) -> list[Phone]:
    """Return the numbers in one cell, at least one result; of a number that may be one of several, each.

    `hint` is the row's ISO region, `regions` the file's, likeliest first; `area` is the hint's (or first region's) area
    code without trunk zero, for numbers written without one.
    """
    if len(text) > LONGEST:
        return [Phone(problem="too_long")]
    place = _Place(order_of(hint, regions), hint, area)
    phones: list[Phone] = []
    numbers = numbers_in(text)
    for written in numbers:
        last = phones[-1] if phones and phones[-1].type == "landline" and phones[-1].value else None
        found = _beside(written, last) or _read(written, place._replace(area=area_of(last.value)) if last else place)
        phones += [phone for phone in found if phone.known is None or phone not in phones]
    if hint and not any(phone.known for phone in phones) and not any(is_possible(one.number, hint) for one in numbers):
        elsewhere = clean(text, regions=regions)  # a person of Hong Kong may have a landline of the mainland
        phones = elsewhere if any(phone.known for phone in elsewhere) else phones
    return phones or [Phone(problem="empty" if plain(text).lower() in EMPTY else "no_number")]


class _Place(NamedTuple):
    """Where a cell comes from: regions to try, the row's own, its area code."""

    order: tuple[str, ...]
    hint: str | None
    area: str | None


def _beside(written: Written, last: Phone | None) -> list[Phone]:
    """Read the one or two digits by which another line of the same office differs: 010-64881234/35."""
    if last is None or last.value is None or not re.fullmatch(r"\d{1,2}", written.number):
        return []
    line = line_of(last.value[: -len(written.number)] + written.number)
    return [full(replace(line, flags=(*line.flags, "repaired")), None, written)] if line else []


def _read(written: Written, place: _Place) -> list[Phone]:
    """Read one written number, which may turn out to be two, or one of several."""
    if digits := exact_digits(written.number):
        written = replace(written, number=digits, repaired=True)
    text = written.number
    rounded = re.search(r"\d[eE]", text) is not None
    lines = [] if rounded else _split(text.strip("*") if text.count("*") == 1 else text, place)
    if rounded or (not lines and "*" in text):
        return [_partial(written, place.order)]
    digits = re.sub(r"\D", "", text)
    if invented(digits) and all(line.national != digits.lstrip("0") for line, _ in lines):
        lines = []  # as written it counts up or repeats: that a part of it can be dialled is chance
    return (
        [full(line, extension or written.extension, written) for line, extension in lines]
        or _local(written, place)
        or [_unreadable(written, place.order)]
    )


def _partial(written: Written, order: tuple[str, ...]) -> Phone:
    """Read a number of which only some digits survive."""
    masked = "*" in written.number
    partial = (read_masked if masked else read_rounded)(written.number, order)
    if partial is None:
        return with_note(Phone(problem="digits_lost"), written)
    low = len(partial.national.replace("*", "")) < _INFORMATIVE
    phone = Phone(
        known=partial.known,
        type=partial.type,
        precision="damaged" if written.repaired else partial.precision,
        flags=("low_information",) if low else (),
        problem=None if masked and not written.repaired else "digits_lost",
        region=partial.region,
        national=partial.national,
        extension=written.extension,
    )
    return with_note(phone, written)


def _split(text: str, place: _Place) -> list[tuple[Line, str | None]]:
    """Return the lines behind a run of digits: one, one with an extension after a mark, or several written in one."""
    if "*" not in text and (line := find_line(text, place.order, place.hint)):
        return [(line, None)]
    if (tail := _TAIL.fullmatch(text)) and (line := find_line(tail[1], place.order, place.hint)):
        return [(line, tail[2] or tail[3])]
    digits = re.sub(r"\D", "", text)
    if "*" in text or len(digits) < 2 * SHORT:
        return []
    pieces = [[text[: gap.start()], text[gap.end() :]] for gap in re.finditer(r"\s+", text)]
    if len(digits) in (22, 33):
        pieces.append([digits[start : start + 11] for start in range(0, len(digits), 11)])
    for cut in pieces:
        lines = [find_line(piece, place.order, place.hint) for piece in cut]
        if all(lines):
            return [(line, None) for line in lines if line]
    return []


def _local(written: Written, place: _Place) -> list[Phone]:
    """Read a number without its area code: whole if the row's is known, else every number that it may be."""
    tail = re.fullmatch(r"(.*\d)\s*-\s*(\d{2,4})", written.number)
    text, extension = written.number, written.extension
    if tail and len(re.sub(r"\D", "", tail[1])) >= SHORT:
        text, extension = tail[1], tail[2]
    digits = re.sub(r"\D", "", text)
    if not SHORT - 1 <= len(digits) <= (10 if digits.startswith("09") else 8) or text.lstrip().startswith(("+", "(")):
        return []
    region = place.hint or place.order[0]
    if place.area and (line := with_area(digits, region, place.area)):
        return [full(replace(line, flags=(*line.flags, "area_from_context")), extension, written)]
    if invented(digits):
        return []
    found = may_be(digits, (place.hint,) if place.hint else place.order)
    several = len(found) > 1
    return [
        with_note(
            Phone(
                known=one.known,
                type=one.type,
                precision="ambiguous" if several else "partial",
                flags=("ambiguous",) if several else (),
                problem="no_country" if one.full else "no_area_code",
                region=one.region,
                national=one.national,
                extension=extension,
            ),
            written,
        )
        for one in found
    ]


def _unreadable(written: Written, order: tuple[str, ...]) -> Phone:
    digits = re.sub(r"\D", "", written.number)
    if len(digits) >= SHORT and invented(digits):
        return with_note(Phone(flags=("placeholder",), problem="placeholder"), written)
    problem, type_ = problem_of(written.number.strip(), order)
    return with_note(Phone(type=type_, problem=problem), written)
