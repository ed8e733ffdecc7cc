"""Facts: what the sources say of their mentions, cleaned; and how cleaned vocabularies become facts and rejects."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.schema import REJECTS

Array = np.ndarray[Any, Any]
FACTS = pa.schema(
    [(name, pa.int32() if name in ("mention", "code") else pa.string())
     for name in ("mention", "kind", "usage", "field", "code")]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sources say, cleaned.

    `table`: one row per mention and value: `mention` int32, `kind`, `usage`, `field`, `code` int32 (row of the
    kind's vocabulary); sorted as read. `cleaned`: per kind the vocabulary, CLEANED columns and the kind's parts.
    """

    table: pa.Table
    cleaned: dict[str, pa.Table]

    def of(self, kind: str, *columns: str) -> pa.Table:
        """Return the facts of one kind with `columns` of its vocabulary beside them."""
        facts = self.table.filter(pc.equal(self.table["kind"], kind))
        vocabulary = self.cleaned.get(kind)
        if vocabulary is None:
            return facts
        for column in columns:
            facts = facts.append_column(column, vocabulary[column].combine_chunks().take(facts["code"]))
        return facts


def distinct(keys: pa.Table) -> tuple[pa.Table, Array]:
    """Return the distinct rows of `keys` (`raw`, perhaps `hint`) in order of first sight; per row, which it is."""
    joined = keys["raw"]
    if keys.num_columns > 1:
        joined = pc.binary_join_element_wise(keys["raw"], pc.fill_null(keys["hint"], ""), "\x1f")
    code = joined.combine_chunks().dictionary_encode().indices.to_numpy()
    highest = np.maximum.accumulate(code)
    return keys.take(pa.array(np.flatnonzero(np.diff(highest, prepend=-1)))), code  # codes count by first sight


def expand(rows: pa.Table, code: Array, vocabulary: pa.Table) -> pa.Table:
    """Return one fact per row and vocabulary entry of its cell."""
    cell = vocabulary["cell"].to_numpy()
    facts = rows.select(["mention", "kind", "usage", "field"])
    if len(cell) == int(code.max(initial=-1)) + 1 and (np.diff(cell, prepend=-1) == 1).all():
        return facts.append_column("code", pa.array(code, pa.int32()))
    order = np.argsort(cell, kind="stable")
    count = np.bincount(cell, minlength=int(code.max(initial=-1)) + 1)
    start = np.concatenate([[0], np.cumsum(count)[:-1]])
    many = count[code]
    row = np.repeat(np.arange(len(code)), many)
    within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    entry = order[start[code[row]] + within]
    return facts.take(row).append_column("code", pa.array(entry, pa.int32()))


def accepted(
    tables: Mapping[str, pa.Table], cleaned: dict[str, pa.Table], mentions: pa.Table
) -> tuple[Facts, pa.Table]:
    """Split the facts per kind into those of which something is known and REJECTS."""
    kept, rejects = [FACTS.empty_table()], [REJECTS.empty_table()]
    for kind, facts in tables.items():
        known = cleaned[kind]["known"].combine_chunks().is_valid().take(facts["code"])
        kept.append(facts.filter(known))
        lost = facts.filter(pc.invert(known))
        of, reason = mentions.take(lost["mention"]), cleaned[kind]["problem"].combine_chunks().take(lost["code"])
        rejects.append(pa.table([of["source"], of["row"], lost["field"], lost["kind"], reason], schema=REJECTS))
    return Facts(pa.concat_tables(kept), cleaned), pa.concat_tables(rejects)


def unswapped(phones: pa.Table, vocabulary: pa.Table) -> pa.Table:
    """Put right a mobile in the work column beside a landline in the own column: the two cells were swapped."""
    known = vocabulary["known"].combine_chunks().is_valid().take(phones["code"])
    sort = vocabulary["type"].combine_chunks().take(phones["code"])
    mention = phones["mention"].to_numpy()
    own, work = (
        pc.fill_null(pc.and_(known, pc.and_(pc.equal(phones["usage"], usage), pc.equal(sort, wrong))), False).to_numpy()
        for usage, wrong in (("own", "landline"), ("work", "mobile"))
    )
    swapped = np.isin(mention, np.intersect1d(mention[own], mention[work]))
    usage = pc.if_else(pa.array(swapped & own), "work", pc.if_else(pa.array(swapped & work), "own", phones["usage"]))
    return phones.set_column(phones.column_names.index("usage"), "usage", usage)
