"""One cell of telephone numbers, read: how the plan, the mask and what stands beside a number come together."""

import re
from dataclasses import dataclass, replace

from recontact.points.cleaned import Cleaned
from recontact.points.phone_cell import Written, numbers_in
from recontact.points.phone_partial import read_masked, read_rounded
from recontact.points.phone_plan import Line, find_line, order_of
from recontact.points.scientific import exact_digits

REGIONS = ("CN", "US")
_SEQUENCES = "01234567890123456789", "98765432109876543210"
_SHORT = 7
"""National numbers shorter than this are hotlines or scraps."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone(Cleaned):
    """A telephone number; `value` is E.164, `type` is mobile, landline, service or unknown."""

    region: str | None = None
    """ISO 3166-1 code, upper case."""
    national: str | None = None
    extension: str | None = None
    note: str | None = None
    """What else the cell says beside the number: a name, a relation, `停机`."""


def clean(text: str, hint: str | None = None, *, regions: tuple[str, ...] = REGIONS) -> list[Phone]:
    """Return the numbers in one cell, at least one result.

    `hint` is the row's ISO region, `regions` the file's, likeliest first.
    """
    order = order_of(hint, regions)
    phones = [phone for written in numbers_in(text) for phone in _read(written, order)]
    return phones or [Phone(problem="no_number")]


def _read(written: Written, order: tuple[str, ...]) -> list[Phone]:
    """Read one written number, which may turn out to be two."""
    text = exact_digits(written.number)
    if text:
        written = replace(written, number=text, repaired=True)
    text = written.number
    if "*" in text or re.search(r"\d[eE]", text):
        partial = read_masked(text, order) if "*" in text else read_rounded(text, order)
        if partial is None:
            return [Phone(problem="digits_lost", note=written.note)]
        return [
            Phone(
                known=partial.known,
                type=partial.type,
                precision=partial.precision,
                region=partial.region,
                national=partial.national,
                extension=written.extension,
                note=written.note,
            )
        ]
    digits = re.sub(r"\D", "", text)
    lines = _split(text, order)
    if _invented(digits) and all(line.national != digits for line, _ in lines):
        lines = []  # as written it counts up or repeats: that a part of it can be dialled is chance
    return [_phone(line, extension or written.extension, written) for line, extension in lines] or [
        _unreadable(digits, written)
    ]


def _split(text: str, order: tuple[str, ...]) -> list[tuple[Line, str | None]]:
    """Return the lines behind a run of digits: one, one with an extension after a dash, or two written in one."""
    if line := find_line(text, order):
        return [(line, None)]
    if (tail := re.fullmatch(r"(.*\d)\s*-\s*(\d{1,5})", text)) and (line := find_line(tail[1], order)):
        return [(line, tail[2])]
    digits = re.sub(r"\D", "", text)
    cuts = [(text[: gap.start()], text[gap.end() :]) for gap in re.finditer(r"\s+", text)]
    if len(digits) == 22:
        cuts.append((digits[:11], digits[11:]))
    for head, rest in cuts:
        if (first := find_line(head, order)) and (second := find_line(rest, order)):
            return [(first, None), (second, None)]
    return []


def _phone(line: Line, extension: str | None, written: Written) -> Phone:
    flags = [*line.flags]
    if written.repaired and "repaired" not in flags:
        flags.append("repaired")
    if len(set(line.national[-8:])) == 1 or _invented(line.national):
        flags.append("placeholder")
    elif _invented(line.national[-8:]):
        flags.append("sequence")
    return Phone(
        value=line.e164,
        known=line.e164,
        type=line.type,
        precision="full",
        flags=tuple(flags),
        problem="service_number" if line.type == "service" else None,
        region=line.region,
        national=line.national,
        extension=extension,
        note=written.note,
    )


def _invented(digits: str) -> bool:
    return len(set(digits)) == 1 or any(digits in run for run in _SEQUENCES)


def _unreadable(digits: str, written: Written) -> Phone:
    if len(digits) >= _SHORT and _invented(digits):
        return Phone(flags=("placeholder",), problem="placeholder", note=written.note)
    if len(digits) < _SHORT:
        hotline = re.fullmatch(r"1\d{2}|1[02]\d{3}|9[56]\d{3,4}", digits)
        return Phone(
            type="service" if hotline else None, problem="hotline" if hotline else "too_short", note=written.note
        )
    problem = "no_area_code" if len(digits) <= 8 else "too_long" if len(digits) > 11 else "invalid_number"
    return Phone(problem=problem, note=written.note)
