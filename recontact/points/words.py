"""Plain words (a birth place, an occupation): folded so that equal words meet."""

import unicodedata

import pyarrow as pa
import pyarrow.compute as pc

from recontact.schema import CLEANED


def clean(text: str) -> str | None:
    """Return `text` without accents, case and surplus space, or None if nothing is left."""
    plain = unicodedata.normalize("NFKD", text)
    folded = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split()) or None


def clean_column(raw: pa.Array) -> pa.Table:
    """Return CLEANED for distinct texts `raw`, one row a cell; what folds to nothing is rejected as `empty`."""
    values = pa.array([clean(text) for text in raw.to_pylist()], pa.string())
    kept = pc.is_valid(values)
    columns = {
        "cell": pa.array(range(len(raw)), pa.int32()),
        "value": values,
        "known": values,
        "type": pa.repeat(pa.scalar("words"), len(raw)),
        "precision": pc.if_else(kept, "full", pa.scalar(None, pa.string())),
        "flags": pa.array([[]] * len(raw), pa.list_(pa.string())),
        "problem": pc.if_else(kept, pa.scalar(None, pa.string()), "empty"),
    }
    return pa.table(columns, schema=CLEANED)
