"""What an evaluation reads: identities, and where they are there, links, records and labels, row by row."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.errors import UsageError
from recontact.linkage.evaluate import numbered
from recontact.points import birthdate, person_name
from recontact.release import mask

NAME, LINKS, RECORDS = "identities.csv", "links.parquet", "records.parquet"
KEYS = ("source", "record_id")
LABEL, IDENTITY = "entity_id", "identity_id"
FACTS = ("surname", "given", "born", "id", "phones", "emails", "handles", "addresses", "gender", "employer")
"""Facts by whose number a record is thin or full."""

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Identities:
    """Records with their identities; links between them and what is known of them, as far as the files have it."""

    table: pa.Table
    """source (if there is one), record_id, identity_id; one row per record."""
    left: Array
    right: Array
    probability: Array
    """Links: rows of `table`, and how likely they are one person; empty where no links were written."""
    linked: bool
    """Links were written."""
    records: pa.Table | None
    """What a run knows of the records, row by row with `table`."""

    @classmethod
    def read(cls, found: Path) -> "Identities":
        """Return what is in a run's or a linking's folder, or in a CSV; UsageError if it cannot be read."""
        import pyarrow.parquet as pq

        table = read_keys(found, IDENTITY)
        names = _names(table, KEYS)
        linked = found.is_dir() and (found / LINKS).exists()
        nothing = np.zeros(0, np.int64)
        left, right, probability = nothing, nothing, np.zeros(0)
        if linked:
            links = pq.read_table(found / LINKS)
            ends = [pc.index_in(_names(links, tuple(f"{side}_{key}" for key in KEYS)), value_set=names)
                    for side in ("left", "right")]  # fmt: skip
            known = np.logical_and.reduce([end.is_valid().to_numpy(zero_copy_only=False) for end in ends])
            left, right = (pc.fill_null(end, 0).to_numpy()[known].astype(np.int64) for end in ends)
            probability = links["probability"].to_numpy()[known]
        records = None
        if found.is_dir() and (found / RECORDS).exists():
            whole = pq.read_table(found / RECORDS)
            records = whole.take(pc.index_in(names, value_set=_names(whole, KEYS)))
        return cls(table, left, right, probability, linked, records)

    @property
    def identity(self) -> Array:
        """int64 per row."""
        return numbered(np.array(self.table[IDENTITY].to_pylist()))

    def glimpse(self, row: int) -> str:
        """Return a masked glimpse of a record: who reads it can tell the error apart, and reach nobody."""
        if self.records is None:
            return ""
        known = self.records.slice(row, 1).to_pylist()[0]
        name = known["han"] or " ".join(part for part in (known["surname"], known["given"]) if part)
        shown = [person_name.mask(name)] if name else []
        shown += [birthdate.mask(known["born"])] if known["born"] else []
        shown += [mask("mobile", value) for value in known["phones"] or ()]
        shown += [mask("email", value) for value in known["emails"] or ()]
        return ", ".join(shown)

    def segments(self) -> dict[str, list[str]]:
        """Return per row the script of its name and how much is known of it; nothing without records."""
        if self.records is None:
            return {}
        script = pc.if_else(pc.is_valid(self.records["han"]), "Han", "other letters").to_pylist()
        known = np.zeros(self.records.num_rows, np.int64)
        for name in FACTS:
            column = self.records[name]
            listed = pa.types.is_list(column.type)
            known += np.asarray(pc.fill_null(pc.greater(pc.list_value_length(column), 0), False) if listed
                                else pc.is_valid(column))  # fmt: skip
        size = ["thin: up to 3 facts", "4 to 6 facts", "full: 7 facts or more"]
        return {"script": script, "completeness": [size[int(count > 3) + int(count > 6)] for count in known]}

    def name_of(self, row: int) -> str:
        """Return `SOURCE:KEY`, or the key alone where there are no sources."""
        return ":".join(self.table[key][row].as_py() for key in KEYS if key in self.table.column_names)


def read_keys(path: Path, value: str) -> pa.Table:
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
    grouped = table.select([*keys, value]).group_by(keys, use_threads=False).aggregate([(value, "first")])
    named = grouped.rename_columns({f"{value}_first": value})
    return named.sort_by([(key, "ascending") for key in keys]).combine_chunks()


def _names(table: pa.Table, columns: tuple[str, ...]) -> pa.Array:
    present = [table[name] for name in columns if name in table.column_names]
    return pc.binary_join_element_wise(*present, "\x1f").combine_chunks()
