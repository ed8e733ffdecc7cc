"""Identity numbers of persons: whose kind they are, and what a masked, cut or damaged one still tells."""

import re
from dataclasses import replace

import pyarrow as pa
from rapidfuzz.distance import OSA

from recontact.points.check_digit import company_holds
from recontact.points.cleaned import tabulate
from recontact.points.id_cell import bare, embedded, end_of, was_corrected
from recontact.points.level import Level
from recontact.points.other_id import read_other, read_other_masked
from recontact.points.resident_column import read_residents
from recontact.points.resident_id import INFORMATIVE, LENGTH, NationalId, read_full, read_masked, read_old, read_start
from recontact.points.scientific import exact_digits, surviving_digits
from recontact.points.text import EMPTY, LONGEST, plain

LEVELS = (
    Level("unknown", "The identity numbers cannot be compared.", "无法比较证件号码。"),
    Level("same", "The identity number is the same.", "证件号码相同。"),
    Level("visible_same", "Ten or more visible signs of the identity numbers agree.", "证件号码可见的十位以上一致。"),
    Level("compatible", "The few visible signs of the identity numbers agree.", "证件号码可见的少数几位一致。"),
    Level(
        "near", "One sign of the identity numbers differs, or two are swapped.", "证件号码仅一位不同或相邻两位颠倒。"
    ),
    Level("different", "The identity numbers are different.", "证件号码不同。"),
)
_DAY = re.compile(
    r"(?:18|19|20)\d{2}[-/.年]?(?:0[1-9]|1[0-2]|(?<=\D)[1-9])[-/.月]?(?:0[1-9]|[12]\d|3[01]|(?<=\D)[1-9])日?"
)
_MOBILE = re.compile(r"(?:\+?86)?1[3-9]\d{9}")
_PERMIT = re.compile(r"[HM]\d{8}(?:\d{2})?")
_LENGTHS = {"US": 9, "TW": 10, "IN": 12}
_SEQUENCES = "12345678901234567890123", "98765432109876543210987"


def clean(text: str, hint: str | None = None) -> list[NationalId]:
    """Return the number in one cell, or each of several mainland ones; `hint` is the row's ISO region."""
    if len(text) > LONGEST:
        return [NationalId(problem="too_long")]
    found = plain(text)
    if found.lower() in EMPTY:
        return [NationalId(problem="empty")]
    if _DAY.fullmatch(found):
        return [NationalId(problem="date")]
    if end := end_of(found):
        return [_tail(end, hint)]
    rounded = found.upper().replace(" ", "")
    if digits := exact_digits(rounded):
        return [_read(digits, hint)]
    if digits := surviving_digits(rounded):
        return [_read_rounded(digits)]
    number = bare(found)
    read = _read_written(number, hint)
    if was_corrected(found, number):
        read = replace(read, flags=(*read.flags, "repaired"))
    if read.known is None and (several := list(dict.fromkeys(embedded(found)))) and several != [number]:
        return [_read(one, hint) for one in several]
    return [read]


def clean_column(raw: pa.Array, hint: pa.Array | None = None) -> pa.Table:
    """Return CLEANED columns and the parts of `NationalId` for distinct texts, with each one's ISO region or null."""
    residents, rest = read_residents(raw)
    hints = hint.take(rest).to_pylist() if hint is not None else [None] * len(rest)
    texts = raw.take(rest).to_pylist()
    others = tabulate((clean(text, near) for text, near in zip(texts, hints, strict=True)), NationalId)
    others = others.set_column(0, others.schema.field(0), rest.take(others["cell"].combine_chunks()))
    return pa.concat_tables([residents, others]).sort_by("cell").combine_chunks()


def show(known: str) -> str:
    """Return the number in groups as people read it."""
    return f"{known[:6]} {known[6:14]} {known[14:]}" if len(known) == LENGTH else known


def mask(known: str) -> str:
    """Return the number with only its first and last sign, for logs and reports."""
    return known[:1] + "*" * max(1, len(known) - 2) + known[-1:]


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two numbers, as known, agree.

    Numbers of different shape belong to different documents of perhaps one person: that is unknown, not different.
    Where one is only a tail (it begins with `*`), the ends are compared.
    """
    if not left or not right:
        return 0
    if left == right and "*" not in left:
        return 1
    if _PERMIT.fullmatch(left) and _PERMIT.fullmatch(right):
        left, right = left[:9], right[:9]  # then comes how often it was issued
        if left == right:
            return 1
    if len(left) != len(right):
        if not (left.startswith("****") or right.startswith("****")):
            return 0
        length = min(len(left), len(right))
        left, right = left[-length:], right[-length:]
    seen = [(a, b) for a, b in zip(left, right, strict=True) if a != "*" and b != "*"]
    if len(seen) == len(left):
        if left[0].isalpha() != right[0].isalpha():
            return 0
        return 4 if OSA.distance(left, right, score_cutoff=1) == 1 else 5
    if any(a != b for a, b in seen):
        return 5
    return 2 if len(seen) >= 10 else 3 if len(seen) >= 3 else 0


def _read_written(number: str, hint: str | None) -> NationalId:
    """Read a number that may be masked, with `*` or with a run of X."""
    if not company_holds(number.rjust(LENGTH)):
        number = re.sub(r"X{2,}|(?<=[(*])X(?=\))", lambda run: "*" * len(run[0]), number)
    if "*" in number:
        return read_masked(number) or read_other_masked(number, hint) or NationalId(problem="digits_lost")
    return _read(number, hint)


def _read(number: str, hint: str | None) -> NationalId:
    """Read a number without `*`."""
    if len(number) >= 6 and (len(set(number)) == 1 or any(number in run for run in _SEQUENCES)):
        return NationalId(flags=("placeholder",), problem="placeholder")
    if re.fullmatch(r"\d{17}[\dX]", number):
        return read_full(number)
    if re.fullmatch(r"[0-9A-HJ-NPQRTUWXY]{18}", number):
        failed = () if company_holds(number) else ("check_failed",)
        return NationalId(type="company", flags=failed, problem="not_a_person")
    if re.fullmatch(r"\d{15}", number):
        return read_old(number)
    if re.fullmatch(r"\d{14,17}", number) and (start := read_start(number)):
        return start
    if re.fullmatch(r"\d{18}[\dX]", number) and (start := read_start(number[: LENGTH - 1])):
        return replace(start, precision="damaged", problem="too_long")  # one sign too many, most likely of the last
    if re.fullmatch(r"\d{3}[\dX]", number):
        return _tail(number, hint)
    if hint in (None, "CN") and _MOBILE.fullmatch(number):
        return NationalId(problem="phone_number")
    return read_other(number, hint)


def _tail(number: str, hint: str | None) -> NationalId:
    """Read the last signs. Of a mainland number unless the row is known to be another country's."""
    length = _LENGTHS.get(hint or "CN", LENGTH)
    low = ("low_information",) if len(number) < INFORMATIVE else ()
    return NationalId(known=number.rjust(length, "*"), type="tail", precision="partial", flags=low)


def _read_rounded(digits: str) -> NationalId:
    """Read what a spreadsheet's scientific notation left."""
    known = len(digits.rstrip("*"))
    if len(digits) == LENGTH and known >= 2 and (read := read_masked(digits)):
        return replace(read, precision="damaged")
    if known < 3:
        return NationalId(problem="digits_lost")
    return NationalId(known=digits, type="other", precision="damaged")
