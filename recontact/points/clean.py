"""From raw cells to facts: every distinct value is cleaned once, by its kind; what cannot be used is rejected alone."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import birthdate, company, email, gender, handle, national_id, person_name, phone, postal, words
from recontact.points.day_order import day_order
from recontact.schema import REJECTS

Cleaner = Callable[[pa.Array], pa.Table]

CLEANERS: dict[str, Cleaner] = {
    "name": person_name.clean_column,
    "id": national_id.clean_column,
    "gender": gender.clean_column,
    "email": email.clean_column,
    "im": handle.clean_column,
    "address": postal.clean_column,
    "employer": company.clean_column,
    "birth_place": words.clean_column,
    "occupation": words.clean_column,
}
"""One cleaner per kind of value. Phones are cleaned after names and identity numbers, which tell their region; birth
dates by the order of day and month that their column writes."""


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


def clean_values(values: pa.Table, mentions: pa.Table, *, regions: tuple[str, ...]) -> tuple[Facts, pa.Table]:
    """Return the facts in VALUES and the REJECTS among them; a cell that holds two numbers yields two facts."""
    tables: list[pa.Table] = []
    cleaned: dict[str, pa.Table] = {}
    kinds = sorted(
        set(values["kind"].unique().to_pylist()) & {*CLEANERS, "born", "phone"}, key=lambda k: (k == "phone", k)
    )
    for kind in kinds:
        rows = values.filter(pc.equal(values["kind"], kind))
        if kind == "phone":
            hint = _regions_of(Facts(pa.concat_tables(tables), cleaned) if tables else None, mentions.num_rows)
            keys = pa.table({"raw": rows["raw"], "hint": hint.take(rows["mention"])})
        elif kind == "born":
            keys = pa.table({"raw": rows["raw"], "hint": _orders_of(rows, mentions)})
        else:
            keys = pa.table({"raw": rows["raw"]})
        distinct, code = _distinct(keys)
        raw = distinct["raw"].combine_chunks()
        if kind == "phone":
            vocabulary = phone.clean_column(raw, distinct["hint"].combine_chunks(), regions=regions)
        elif kind == "born":
            vocabulary = birthdate.clean_column(raw, distinct["hint"].combine_chunks())
        else:
            vocabulary = CLEANERS[kind](raw)
        cleaned[kind] = vocabulary
        tables.append(_expand(rows, code, vocabulary))
    if not tables:
        return Facts(_NO_FACTS, {}), REJECTS.empty_table()
    facts, rejects = _accepted(pa.concat_tables(tables), cleaned, mentions)
    return Facts(_unswapped(facts, cleaned), cleaned), rejects


_NO_FACTS = pa.table(
    {name: pa.array([], kind) for name, kind in {"mention": pa.int32(), "kind": pa.string(), "usage": pa.string(),
     "field": pa.string(), "code": pa.int32()}.items()}
)  # fmt: skip


def _distinct(keys: pa.Table) -> tuple[pa.Table, np.ndarray]:
    """Return the distinct rows of `keys` in order of first sight and, per row, which of them it is."""
    joined = keys["raw"]
    if keys.num_columns > 1:
        joined = pc.binary_join_element_wise(keys["raw"], pc.fill_null(keys["hint"], ""), "\x1f")
    code = joined.combine_chunks().dictionary_encode().indices.to_numpy()
    first = np.unique(code, return_index=True)[1]
    return keys.take(first), code


def _expand(rows: pa.Table, code: np.ndarray, vocabulary: pa.Table) -> pa.Table:
    """Return one fact per row and vocabulary entry of its cell."""
    cell = vocabulary["cell"].to_numpy()
    order = np.argsort(cell, kind="stable")
    count = np.bincount(cell, minlength=int(code.max(initial=-1)) + 1)
    start = np.concatenate([[0], np.cumsum(count)[:-1]])
    many = count[code]
    row = np.repeat(np.arange(len(code)), many)
    within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    entry = order[start[code[row]] + within]
    return (
        rows.select(["mention", "kind", "usage", "field"]).take(row).append_column("code", pa.array(entry, pa.int32()))
    )


def _accepted(facts: pa.Table, cleaned: dict[str, pa.Table], mentions: pa.Table) -> tuple[pa.Table, pa.Table]:
    """Split facts into those of which something is known and REJECTS."""
    known = np.zeros(facts.num_rows, bool)
    reason = np.full(facts.num_rows, None, object)
    kinds = facts["kind"].to_numpy()
    code = facts["code"].to_numpy()
    for kind, vocabulary in cleaned.items():
        here = kinds == kind
        known[here] = pc.is_valid(vocabulary["known"]).to_numpy()[code[here]]
        reason[here] = vocabulary["problem"].to_numpy()[code[here]]
    lost = facts.filter(pa.array(~known))
    of = mentions.take(lost["mention"])
    rejects = pa.table(
        [of["source"], of["row"], lost["field"], lost["kind"], pa.array(reason[~known], pa.string())], schema=REJECTS
    )
    return facts.filter(pa.array(known)), rejects


def _regions_of(facts: Facts | None, mentions: int) -> pa.Array:
    """Return per mention the region that its name or identity number speaks for, null where nothing does."""
    chinese = np.zeros(mentions, bool)
    for kind, wanted in (("name", "han"), ("id", "cn_resident")):
        if facts is not None and kind in facts.cleaned:
            rows = facts.of(kind, "type")
            says = pc.fill_null(pc.equal(rows["type"], wanted), False)
            chinese[rows.filter(says)["mention"].to_numpy()] = True
    return pc.if_else(pa.array(chinese), "CN", pa.scalar(None, pa.string()))


def _orders_of(rows: pa.Table, mentions: pa.Table) -> pa.Array:
    """Return per birth date the region that writes days as its source's column does, null where that does not show."""
    source = mentions["source"].take(rows["mention"])
    column = pc.binary_join_element_wise(source, rows["field"], "\x1f").combine_chunks().dictionary_encode()
    at = column.indices.to_numpy()
    raw = rows["raw"].combine_chunks()
    orders = [day_order(raw.filter(pa.array(at == place))) for place in range(len(column.dictionary))]
    return pa.array(orders, pa.string()).take(column.indices)


def _unswapped(facts: pa.Table, cleaned: dict[str, pa.Table]) -> pa.Table:
    """Put right a mobile in the work column beside a landline in the own column: the two cells were swapped."""
    if "phone" not in cleaned:
        return facts
    number = cleaned["phone"]["type"].to_numpy(zero_copy_only=False)
    is_phone = pc.equal(facts["kind"], "phone").to_numpy(zero_copy_only=False)
    sort = np.full(facts.num_rows, None, object)
    sort[is_phone] = number[facts["code"].to_numpy()[is_phone]]
    usage, mention = facts["usage"].to_numpy(zero_copy_only=False).astype(object), facts["mention"].to_numpy()
    misplaced = (usage == "own") & (sort == "landline"), (usage == "work") & (sort == "mobile")
    both = np.intersect1d(mention[misplaced[0]], mention[misplaced[1]])
    swapped = np.isin(mention, both)
    usage[swapped & misplaced[0]] = "work"
    usage[swapped & misplaced[1]] = "own"
    return facts.set_column(facts.column_names.index("usage"), "usage", pa.array(usage, pa.string()))
