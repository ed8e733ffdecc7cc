"""Telephone numbers: canonical form E.164, and how much of one a masked or damaged number still tells."""

from collections.abc import Sequence

import phonenumbers
import pyarrow as pa
from rapidfuzz.distance import OSA

from recontact.points.cleaned import tabulate
from recontact.points.level import Level
from recontact.points.phone_noted import read_noted
from recontact.points.phone_plain import read_plain
from recontact.points.phone_reading import REGIONS, Phone
from recontact.points.phone_reading import clean as clean

LEVELS = (
    Level("unknown", "The telephone numbers cannot be compared.", "无法比较电话号码。"),
    Level("same", "The telephone number is the same.", "电话号码相同。"),
    Level(
        "visible_same", "Six or more visible digits of the telephone numbers agree.", "电话号码可见的六位以上数字一致。"
    ),
    Level("compatible", "The few visible digits of the telephone numbers agree.", "电话号码可见的少数几位数字一致。"),
    Level(
        "near",
        "One digit of the telephone numbers differs, or two neighbours are swapped.",
        "电话号码仅一位不同或相邻两位颠倒。",
    ),
    Level("different", "The telephone numbers are different.", "电话号码不同。"),
)


def clean_column(raw: pa.Array, hint: pa.Array | None = None, *, regions: tuple[str, ...] = REGIONS) -> pa.Table:
    """Return CLEANED columns and the parts of `Phone` for distinct texts; `hint` has an ISO region or null for each."""
    plain, rest = read_plain(raw, hint, regions)
    others, near = raw.take(rest), hint.take(rest) if hint is not None else None
    noted, left = read_noted(others, near, regions)
    hints: Sequence[str | None] = near.take(left).to_pylist() if near is not None else [None] * len(left)
    texts: Sequence[str] = others.take(left).to_pylist()
    read = tabulate((clean(text, own, regions=regions) for text, own in zip(texts, hints, strict=True)), Phone)
    return (
        pa.concat_tables([plain, _placed(noted, rest), _placed(read, rest.take(left))]).sort_by("cell").combine_chunks()
    )


def _placed(table: pa.Table, positions: pa.Array) -> pa.Table:
    """Return a part's rows with `cell` as the position in the whole."""
    return table.set_column(0, table.schema.field(0), positions.take(table["cell"].combine_chunks()))


def show(known: str) -> str:
    """Return the number with spaces as people write it; a number with `*` as it is."""
    if "*" in known:
        return known
    number = phonenumbers.parse(known, None)
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))


def mask(known: str) -> str:
    """Return the number with its middle hidden, for logs and reports: `+86138****1234`."""
    head = min(6 if known.startswith("+86") else 5, max(1, len(known) - 7))
    return known[:head] + "*" * max(0, len(known) - head - 4) + known[-4:]


def compare(left: str | None, right: str | None) -> int:
    """Return the index in LEVELS on which two numbers, as known, agree."""
    if not left or not right:
        return 0
    if "*" not in left + right:
        return 1 if left == right else 4 if OSA.distance(left, right, score_cutoff=1) == 1 else 5
    if len(left) != len(right):
        return 5 if left[:3] != right[:3] else 0
    seen = [(a, b) for a, b in zip(left[3:], right[3:], strict=True) if a != "*" and b != "*"]
    if any(a != b for a, b in seen):
        return 5
    return 2 if len(seen) >= 6 else 3 if len(seen) >= 3 else 0
