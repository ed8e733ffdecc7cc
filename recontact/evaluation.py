"""How good the identities of a finished run or of a CSV are: with labels, without, and against another run."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from recontact.errors import UsageError
from recontact.linkage.evaluate import difference, errors, intervals, measures, numbered

NAME = "identities.csv"
KEYS = ("source", "record_id")
LABEL = "entity_id"
IDENTITY = "identity_id"


def evaluate(found: Path, *, labels: Path | None = None, against: Path | None = None) -> dict[str, Any]:
    """Return figures on the identities in `found`, an output folder or a CSV with record_id and identity_id.

    `labels`: a CSV with record_id and entity_id adds measures, their 95 % intervals, and records to look at; records
    that only it has count as identities of their own. `against`: another run, adds how the two differ on the records of
    both. Records are told apart by source too where both files have it. UsageError if a file or column is not there.
    """
    identities = _read(found, IDENTITY)
    sizes = np.bincount(numbered(np.array(identities[IDENTITY].to_pylist())))
    numbers, counts = np.unique(sizes, return_counts=True)
    answer: dict[str, Any] = {
        "records": identities.num_rows,
        "identities": len(sizes),
        "sizes": {str(size): int(count) for size, count in zip(numbers, counts, strict=True)},
    }
    if labels is not None:
        answer["labelled"] = _labelled(identities, _read(labels, LABEL))
    if against is not None:
        answer["against"] = _against(identities, _read(against, IDENTITY))
    return answer


def _labelled(identities: pa.Table, labels: pa.Table) -> dict[str, Any]:
    both = _joined(labels, identities, "left outer")
    entity = numbered(np.array(both[LABEL].to_pylist()))
    alone = [each or f"\x1f{at}" for at, each in enumerate(both[IDENTITY].to_pylist())]
    identity = numbered(np.array(alone))
    keys = [name for name in KEYS if name in both.column_names]
    names = [":".join(row) for row in zip(*(both[key].to_pylist() for key in keys), strict=True)]
    looked = {
        kind: [[names[left], names[right]] for left, right in pairs] for kind, pairs in errors(entity, identity).items()
    }
    return {**measures(entity, identity), "intervals": intervals(entity, identity), "errors": looked}


def _against(identities: pa.Table, other: pa.Table) -> dict[str, int]:
    both = _joined(identities, other.rename_columns({IDENTITY: "other"}), "inner")
    before, after = (np.array(both[name].to_pylist()) for name in ("other", IDENTITY))
    return {"records": both.num_rows, **difference(before, after)}


def _joined(left: pa.Table, right: pa.Table, how: str) -> pa.Table:
    """Return the tables joined by record, and by source where both have it, in the order of the records."""
    keys = [key for key in KEYS if key in left.column_names and key in right.column_names]
    extra = [name for name in right.column_names if name in KEYS and name not in keys]
    joined = left.join(right.drop_columns(extra), keys, join_type=how)
    return joined.sort_by([(key, "ascending") for key in keys]).combine_chunks()


def _read(path: Path, value: str) -> pa.Table:
    """Return keys and `value` of a CSV, all text; one row per record."""
    from pyarrow import csv

    file = path / NAME if path.is_dir() else path
    try:
        names = csv.open_csv(file).schema.names
        table = csv.read_csv(file, convert_options=csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string())))
    except (OSError, pa.ArrowException) as error:
        raise UsageError(f"{file}: cannot be read as CSV ({type(error).__name__})") from None
    for needed in ("record_id", value):
        if needed not in names:
            raise UsageError(f"{file}: no column {needed!r}. It has: {', '.join(names)}")
    keys = [key for key in KEYS if key in names]
    return table.select([*keys, value]).group_by(keys, use_threads=False).aggregate([(value, "first")]).rename_columns(
        {f"{value}_first": value}
    )  # fmt: skip
