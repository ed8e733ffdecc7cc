"""Hours of the day at which something was recorded: by the clock that was written, null where none can be read."""

import re

import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.text import plain

_CLOCK = re.compile(
    r"(?P<before>上午|下午|晚上|中午|凌晨|早上|[ap]\.?m\.?)?\s*(?P<h>[01]?\d|2[0-3])"
    r"(?:\s*(?::|时|點|点)\s*(?P<m>[0-5]\d)?\s*(?:分)?(?:[:\s]*(?P<s>[0-5]\d)(?:[.,]\d+)?\s*秒?)?)?"
    r"\s*(?P<after>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_ISO = r"^\d{4}-\d{2}-\d{2}[T ](?P<time>\d.*)$"
_BEHIND = re.compile(
    r"^(?:\d{1,4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,4}(?:T|\s+|日\s*)|\d{8}\s?(?=\d{6}$))(?P<time>\S.*)$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"^(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?P<s>[0-5]\d)$")
_UTC = re.compile(r"^(?:Z|UTC|GMT|[+-]00:?00)$", re.IGNORECASE)
_LATE = ("下午", "晚上", "p")

Clock = tuple[int, int, int]
_MIDNIGHT: Clock = (0, 0, 0)


def hour_column(raw: pa.Array, *, dated: bool = False) -> pa.Array:
    """Return the hours (int8, 0..23) of a text column of times of day; `dated`: of days with a time.

    The clock is taken as written: what zone it was in is not known. Null where there is no time; at midnight sharp,
    which is how software fills in a time that nobody gave; in a time marked as UTC, whose local hour is not known; and
    in a whole column that says one and the same time on every row.
    """
    texts = pc.cast(raw, pa.string())
    if dated:
        texts = _times(texts)
    encoded = texts.dictionary_encode()
    clocks = [_clock(text) for text in encoded.dictionary.to_pylist()]
    told = pc.drop_null(pa.array([clock is not None for clock in clocks], pa.bool_()).take(encoded.indices))
    same = len(set(clocks) - {None}) == 1 and pc.sum(told).as_py() > 1
    hours = [None if clock is None or clock == _MIDNIGHT or same else clock[0] for clock in clocks]
    return pa.array(hours, pa.int8()).take(encoded.indices)


def _times(texts: pa.Array) -> pa.Array:
    """Return what is written behind the days, null where nothing is."""
    found = pc.struct_field(pc.extract_regex(texts, _ISO), "time")
    rest = pc.if_else(pc.is_valid(found), None, texts).dictionary_encode()
    behind = [match["time"] if (match := _BEHIND.match(plain(text))) else None for text in rest.dictionary.to_pylist()]
    return pc.coalesce(found, pa.array(behind, pa.string()).take(rest.indices))


def _clock(text: str) -> Clock | None:
    """Return hour, minute and second of a time of day, None if it cannot be read."""
    text = plain(text)
    if found := _DIGITS.match(text):
        return int(found["h"]), int(found["m"]), int(found["s"])
    return _read(text)


def _read(text: str) -> Clock | None:
    found = _CLOCK.match(text)
    if found is None or _UTC.match(found["zone"] or ""):
        return None
    half = (found["before"] or found["after"] or "").lower()
    if found["m"] is None and not half and not re.search("[时點点]", text):
        return None  # a bare number is no time
    hour = int(found["h"])
    if half.startswith(_LATE) and hour < 12:
        hour += 12
    if half[:1] in ("a", "上", "凌") and hour == 12:
        hour = 0
    return hour, int(found["m"] or 0), int(found["s"] or 0)
