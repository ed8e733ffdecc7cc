"""From raw cells to facts: every distinct value is cleaned once, by its kind; what cannot be used is rejected alone."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import (
    birthdate,
    company,
    email,
    gender,
    handle,
    hong_kong,
    national_id,
    person_name,
    phone,
    postal,
    words,
)
from recontact.points.day_order import day_order
from recontact.points.facts import FACTS, accepted, distinct, expand, unswapped
from recontact.points.facts import Facts as Facts
from recontact.points.mixed import parted

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


def clean_values(values: pa.Table, mentions: pa.Table, *, regions: tuple[str, ...]) -> tuple[Facts, pa.Table]:
    """Return the facts in VALUES and the REJECTS among them; a cell that holds two numbers yields two facts."""
    values = parted(values, mentions)
    tables: dict[str, pa.Table] = {}
    cleaned: dict[str, pa.Table] = {}
    present = set(values["kind"].unique().to_pylist())
    for kind in sorted(present & {*CLEANERS, "born", "phone"}, key=lambda kind: (kind == "phone", kind)):
        rows = values.filter(pc.equal(values["kind"], kind))
        keys = rows.select(["raw"])
        if kind == "phone":
            so_far = Facts(pa.concat_tables([FACTS.empty_table(), *tables.values()]), cleaned)
            said = _regions_of(so_far, mentions.num_rows).take(rows["mention"])
            keys = keys.append_column("hint", _unless_mainland(rows["raw"], said))
        elif kind == "born":
            keys = keys.append_column("hint", _orders_of(rows, mentions))
        different, code = distinct(keys)
        cleaned[kind] = _cleaned(kind, different.combine_chunks(), regions)
        tables[kind] = expand(rows, code, cleaned[kind])
        if kind == "phone":
            tables[kind] = unswapped(tables[kind], cleaned[kind])
    return accepted(tables, cleaned, mentions)


def _cleaned(kind: str, keys: pa.Table, regions: tuple[str, ...]) -> pa.Table:
    """Return the vocabulary of one kind: CLEANED and its parts for distinct texts, perhaps with hints."""
    raw, *hints = (column.combine_chunks() for column in keys.columns)
    if kind == "phone":
        return phone.clean_column(raw, *hints, regions=regions)
    return birthdate.clean_column(raw, *hints) if kind == "born" else CLEANERS[kind](raw)


_SPEAKS_FOR = (
    ("name", "type", {"han": "CN"}),
    ("address", "region", {hong_kong.REGION: "HK", "澳门特别行政区": "MO", "台湾省": "TW"}),
    ("id", "type", {"cn_resident": "CN", "hk_resident": "HK", "mo_resident": "MO", "tw_resident": "TW"}),
)
"""Which region a fact speaks for, by its kind and one of its parts; what stands later speaks louder."""


def _regions_of(facts: Facts, mentions: int) -> pa.Array:
    """Return per mention the region that its name, address or identity number speaks for, null where nothing does."""
    codes, chosen = list[str](), np.full(mentions, -1, np.int32)
    for kind, part, meaning in _SPEAKS_FOR:
        if kind not in facts.cleaned:
            continue
        rows = facts.of(kind, part)
        own = pc.invert(pc.is_in(rows["usage"], pa.array(["work"])))
        for said, region in meaning.items():
            speaks = pc.and_(own, pc.fill_null(pc.equal(rows[part], said), False))
            chosen[rows.filter(speaks)["mention"].to_numpy()] = len(codes)
            codes.append(region)
    return pa.array(codes, pa.string()).take(pa.array(chosen, mask=chosen < 0))


def _unless_mainland(raw: pa.ChunkedArray, region: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return the regions without those of islands whose numbers are shorter than the landline of the mainland given."""
    digits = pc.replace_substring_regex(raw, "[^0-9]", "")
    longer = pc.and_(pc.starts_with(digits, "0"), pc.greater_equal(pc.utf8_length(digits), 11))
    island = pc.is_in(region, pa.array(["HK", "MO", "TW"]))
    return pc.if_else(pc.and_(island, longer), pa.scalar(None, pa.string()), region)


def _orders_of(rows: pa.Table, mentions: pa.Table) -> pa.Array:
    """Return per birth date the region that writes days as its source's column does, null where that does not show."""
    source = mentions["source"].take(rows["mention"])
    column = pc.binary_join_element_wise(source, rows["field"], "\x1f").combine_chunks().dictionary_encode()
    at = column.indices.to_numpy()
    raw = rows["raw"].combine_chunks()
    orders = [day_order(raw.filter(pa.array(at == place))) for place in range(len(column.dictionary))]
    return pa.array(orders, pa.string()).take(column.indices)
