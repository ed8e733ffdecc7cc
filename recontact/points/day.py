"""Days on which something was recorded: lenient about how they are written, null where they cannot be read."""

import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.text import plain
from recontact.points.written_day import read_day

_ISO = r"^(?P<day>\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}.*)?$"


def day_column(raw: pa.Array) -> pa.Array:
    """Return the days (date32) of a text column that may have nulls; null where no whole day can be read for sure."""
    if isinstance(raw, pa.ChunkedArray):
        raw = raw.combine_chunks()
    encoded = pc.dictionary_encode(pc.cast(raw, pa.string()))
    texts = encoded.dictionary
    days = _dates(pc.struct_field(pc.extract_regex(texts, _ISO), "day"))
    ready = pc.is_valid(days).to_pylist()
    rest = [None if known else _one(text) for text, known in zip(texts.to_pylist(), ready, strict=True)]
    return pc.coalesce(days, _dates(pa.array(rest, pa.string()))).take(encoded.indices)


def _one(text: str) -> str | None:
    read = read_day(plain(text))
    return read[0] if len(read) == 1 and "*" not in read[0] else None


def _dates(iso: pa.Array) -> pa.Array:
    """Return dates; `strptime` takes 30 February for 2 March, so what does not read back the same is null."""
    days = pc.cast(pc.strptime(iso, format="%Y-%m-%d", unit="s", error_is_null=True), pa.date32())
    return pc.if_else(pc.equal(pc.cast(days, pa.string()), iso), days, pa.scalar(None, pa.date32()))
