"""Whether a column writes the day or the month first: told by its own values that can be read in one way only."""

import pyarrow as pa
import pyarrow.compute as pc

_WRITTEN = r"^\s*(?P<first>\d{1,2})[/.\-](?P<second>\d{1,2})[/.\-]\d{2,4}\s*$"
_ENOUGH = 5
"""Values that must speak before the column is believed."""
_AGREED = 0.9
"""Share of them that must say the same; the rest are slips."""


def day_order(raw: pa.Array) -> str | None:
    """Return a region that writes days as the column does (`US`: month first, `GB`: day first), None if unknown."""
    parts = pc.extract_regex(raw.drop_null(), _WRITTEN).drop_null()
    if not len(parts):
        return None
    first, second = (pc.cast(pc.struct_field(parts, name), pa.int32()) for name in ("first", "second"))
    day_first = pc.sum(pc.and_(pc.greater(first, 12), pc.less_equal(second, 12))).as_py() or 0
    month_first = pc.sum(pc.and_(pc.greater(second, 12), pc.less_equal(first, 12))).as_py() or 0
    spoken = day_first + month_first
    if spoken < _ENOUGH or max(day_first, month_first) < _AGREED * spoken:
        return None
    return "GB" if day_first > month_first else "US"
