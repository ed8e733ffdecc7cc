"""The persons that mentions speak of: one row of comparable values per mention."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.facts import Facts
from recontact.schema import ADDRESS, ADDRESS_PARTS, OBSERVATIONS, PERSONS

NOT_THE_PERSONS_OWN = ("work",)
"""Usages whose values belong to somebody else (the employer) and link nobody."""

_USELESS = ("placeholder", "hub", "ambiguous", "other_person")
"""Flags of values that link nobody: nobody's own, perhaps another value, by its note somebody else's."""
_NOT_A_POINT = ("placeholder", "other_person")


def persons(mentions: pa.Table, facts: Facts) -> pa.Table:
    """Return PERSONS, one row per row of `mentions`, from facts about them."""
    count = mentions.num_rows
    name = facts.of("name", "han", "surname", "given", "middle") if "name" in facts.cleaned else None
    number = facts.of("id", "known", "born", "gender", "flags") if "id" in facts.cleaned else None
    born, from_id = _first(facts, "born", "known", count), _read_off(number, "born", count)
    sex = _first(facts, "gender", "value", count)
    columns = {
        "source": mentions["source"],
        "record_id": mentions["record_id"],
        "customer": mentions["customer"],
        "seen": mentions["seen"],
        "han": _one(name, "han", count),
        "surname": _one(name, "surname", count),
        "given": with_middle(_one(name, "given", count), _one(name, "middle", count)),
        "id": _one(number, "known", count),
        "born": pc.coalesce(born, from_id),
        "born_from_id": pc.and_(pc.is_null(born), pc.is_valid(from_id)),
        "gender": pc.coalesce(sex, _read_off(number, "gender", count)),
        "phones": _many(facts, "phone", "known", count),
        "emails": _many(facts, "email", "equivalent", count),
        "handles": _many(facts, "im", "value", count),
        "addresses": _addresses(facts, count),
        "employer": _first(facts, "employer", "known", count),
        "birth_place": _first(facts, "birth_place", "known", count),
        "occupation": _first(facts, "occupation", "known", count),
    }
    return pa.table(columns, schema=PERSONS)


def observations(facts: Facts) -> pa.Table:
    """Return OBSERVATIONS: the fully known contact points among the facts, one row per mention and point."""
    tables = [OBSERVATIONS.empty_table()]
    for kind, key in (("phone", "value"), ("email", "equivalent"), ("im", "value"), ("address", "key")):
        if kind not in facts.cleaned:
            continue
        rows = facts.of(kind, "type", "value", "precision", "flags", *({key} - {"value"}))
        usable = pc.and_(pc.equal(rows["precision"], "full"), pc.invert(_flagged(rows["flags"], _NOT_A_POINT)))
        rows = rows.filter(pc.and_(usable, pc.is_valid(rows[key])))
        columns = [rows[c] for c in ("mention", "kind", "type")]
        columns += [rows[key], rows["value"], rows["usage"], rows["field"], rows["flags"]]
        tables.append(pa.table(columns, schema=OBSERVATIONS))
    return pa.concat_tables(tables)


def with_middle(given: pa.Array, middle: pa.Array) -> pa.Array:
    """Return the middle names behind the given ones: linkage compares them token by token."""
    return pc.coalesce(pc.binary_join_element_wise(given, middle, " "), given, middle)


def _one(rows: pa.Table | None, column: str, count: int) -> pa.Array:
    """Return per mention the first non-null value of `column`."""
    if rows is None:
        return pa.nulls(count, pa.string())
    kept = rows.filter(pc.is_valid(rows[column]))
    mention, first = np.unique(kept["mention"].to_numpy(), return_index=True)
    place = np.full(count, -1, np.int64)
    place[mention] = first
    return kept[column].combine_chunks().take(pa.array(place, mask=place < 0))


def _first(facts: Facts, kind: str, column: str, count: int) -> pa.Array:
    return _one(facts.of(kind, column) if kind in facts.cleaned else None, column, count)


def _read_off(number: pa.Table | None, column: str, count: int) -> pa.Array:
    """Return what an identity number says of its holder; a placeholder or a failed check digit says nothing."""
    if number is None:
        return pa.nulls(count, pa.string())
    trusted = pc.invert(_flagged(number["flags"], (*_USELESS, "check_failed")))
    return _one(number.filter(trusted), column, count)


def _flagged(flags: pa.ChunkedArray, names: tuple[str, ...]) -> pa.Array:
    """Return which lists of flags hold one of `names`."""
    lists = flags.combine_chunks()
    hit = pc.is_in(lists.flatten(), pa.array(names))
    owner = pc.list_parent_indices(lists).to_numpy()[hit.to_numpy(zero_copy_only=False)]
    found = np.zeros(len(lists), bool)
    found[owner] = True
    return pa.array(found)


def _many(facts: Facts, kind: str, column: str, count: int) -> pa.Array:
    """Return per mention the distinct values of `column` that are the person's own, as lists in the order read."""
    if kind not in facts.cleaned:
        return _lists(np.empty(0, np.int64), pa.array([], pa.string()), count)
    rows = facts.of(kind, column, "flags")
    own = pc.invert(pc.is_in(rows["usage"], pa.array(NOT_THE_PERSONS_OWN)))
    rows = rows.filter(pc.and_(own, pc.and_(pc.is_valid(rows[column]), pc.invert(_flagged(rows["flags"], _USELESS)))))
    return _lists(rows["mention"].to_numpy(), rows[column].combine_chunks(), count)


def _addresses(facts: Facts, count: int) -> pa.Array:
    if "address" not in facts.cleaned:
        return _lists(np.empty(0, np.int64), pa.array([], ADDRESS), count)
    rows = facts.of("address", *ADDRESS_PARTS, "text")
    own = rows.filter(pc.invert(pc.is_in(rows["usage"], pa.array(NOT_THE_PERSONS_OWN))))
    parts = [own[part].combine_chunks() for part in (*ADDRESS_PARTS, "text")]
    return _lists(own["mention"].to_numpy(), pa.StructArray.from_arrays(parts, fields=list(ADDRESS)), count)


def _lists(mention: np.ndarray, values: pa.Array, count: int) -> pa.Array:
    """Return `values` gathered into one list per mention; empty where there is none."""
    order = np.argsort(mention, kind="stable")
    offsets = np.concatenate([[0], np.cumsum(np.bincount(mention, minlength=count))])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values.take(pa.array(order)))
