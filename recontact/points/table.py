"""Persons from any table: each column has one meaning, and every distinct value is cleaned once."""

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import birthdate, company, email, gender, handle, national_id, person_name, phone, postal, words
from recontact.points.day import day_column
from recontact.points.day_order import day_order
from recontact.points.person import with_middle
from recontact.schema import ADDRESS, ADDRESS_PARTS, PERSONS

Columns = Mapping[str, list[pa.Array]]
"""Per meaning (a kind of KINDS, a part of a name or of an address, `seen`, `customer`) its columns."""

MEANINGS = (
    *("name", "given_name", "middle_name", "surname", "id", "born", "gender", "phone", "email", "im", "address"),
    *ADDRESS_PARTS,
    *("employer", "birth_place", "occupation", "seen", "customer"),
)


def persons_of(source: str, record_id: pa.Array, columns: Columns, *, regions: tuple[str, ...]) -> pa.Table:
    """Return PERSONS, one row per row of the table; columns are arrays of text as long as `record_id`."""
    count = len(record_id)
    nothing = pa.nulls(count, pa.string())
    name = _names(columns, count)
    number = _only(national_id.clean_column, columns.get("id", []), count, ("known", "born", "gender"))
    born = _only(_born, columns.get("born", []), count, ("known",))["known"]
    sex = _only(gender.clean_column, columns.get("gender", []), count, ("value",))["value"]
    seen = columns.get("seen", [])
    table = {
        "source": pa.repeat(pa.scalar(source), count),
        "record_id": record_id,
        "customer": _coalesced(columns.get("customer", []), nothing),
        "seen": day_column(seen[0]) if seen else pa.nulls(count, pa.date32()),
        **name,
        "id": number["known"],
        "born": pc.coalesce(born, number["born"]),
        "born_from_id": pc.and_(pc.is_null(born), pc.is_valid(number["born"])),
        "gender": pc.coalesce(sex, number["gender"]),
        "phones": _set(lambda raw: phone.clean_column(raw, regions=regions), columns.get("phone", []), count, "known"),
        "emails": _set(email.clean_column, columns.get("email", []), count, "equivalent"),
        "handles": _set(handle.clean_column, columns.get("im", []), count, "value"),
        "addresses": _addresses(columns, count),
        "employer": _only(company.clean_column, columns.get("employer", []), count, ("known",))["known"],
        "birth_place": _only(words.clean_column, columns.get("birth_place", []), count, ("known",))["known"],
        "occupation": _only(words.clean_column, columns.get("occupation", []), count, ("known",))["known"],
    }
    return pa.table([table[field.name] for field in PERSONS], schema=PERSONS)


def _names(columns: Columns, count: int) -> dict[str, pa.Array]:
    """Return han, surname and given: read off a full name where there is one, else off its parts."""
    parts = ("han", "surname", "given", "middle")
    full = _only(person_name.clean_column, columns.get("name", []), count, parts)
    given, surname, middle = (columns.get(part, [None])[0] for part in ("given_name", "surname", "middle_name"))
    if given is None and surname is None:
        return _compared(full)
    apart = person_name.clean_parts(given, surname, middle)
    whole = pc.or_(pc.is_valid(full["surname"]), pc.is_valid(full["han"]))
    return _compared({part: pc.if_else(whole, full[part], apart[part].combine_chunks()) for part in parts})


def _compared(name: dict[str, pa.Array]) -> dict[str, pa.Array]:
    given = with_middle(name["given"], name["middle"])
    return {"han": name["han"], "surname": name["surname"], "given": given}


def _born(raw: pa.Array) -> pa.Table:
    """Clean birth dates in the order of day and month that their column writes."""
    order = day_order(raw)
    return birthdate.clean_column(raw, pa.repeat(pa.scalar(order, pa.string()), len(raw)) if order else None)


def _only(
    cleaner: Callable[[pa.Array], pa.Table], columns: list[pa.Array], count: int, wanted: tuple[str, ...]
) -> dict[str, pa.Array]:
    """Return per row the `wanted` parts of the first column that says something."""
    if not columns:
        return {part: pa.nulls(count, pa.string()) for part in wanted}
    raw = _coalesced(columns, pa.nulls(count, pa.string())).dictionary_encode()
    cleaned = cleaner(raw.dictionary)
    if not len(raw.dictionary):
        return {part: pa.nulls(count, pa.string()) for part in wanted}
    first = np.unique(cleaned["cell"].to_numpy(), return_index=True)[1]
    place = pa.array(first, pa.int64()).take(raw.indices)
    return {part: cleaned[part].combine_chunks().take(place) for part in wanted}


def _set(cleaner: Callable[[pa.Array], pa.Table], columns: list[pa.Array], count: int, part: str) -> pa.Array:
    """Return per row the list of what all columns hold."""
    owners, values = [np.empty(0, np.int64)], [pa.array([], pa.string())]
    for column in columns:
        raw = column.dictionary_encode()
        cleaned = cleaner(raw.dictionary)
        known = cleaned.filter(pc.is_valid(cleaned[part]))
        rows = pa.table({"cell": raw.indices, "row": pa.array(np.arange(count))}).drop_null()
        met = rows.join(pa.table({"cell": known["cell"], "value": known[part]}), "cell", join_type="inner")
        owners.append(met["row"].to_numpy())
        values.append(met["value"].combine_chunks())
    owner, value = np.concatenate(owners), pa.concat_arrays(values)
    order = np.lexsort((value.dictionary_encode().indices.to_numpy(zero_copy_only=False), owner))
    offsets = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=count))])
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), value.take(pa.array(order)))


def _addresses(columns: Columns, count: int) -> pa.Array:
    """Return per row its addresses, one per column that says something; components belong to the first."""
    whole = columns.get("address", [])
    found = [_address(whole[:1], columns, count), *(_address([column], {}, count) for column in whole[1:])]
    said = np.stack([pc.is_valid(raw).to_numpy(zero_copy_only=False) for raw, _ in found])
    owner = np.concatenate([np.flatnonzero(each) for each in said])
    values = pa.concat_arrays([struct.filter(pa.array(each)) for (_, struct), each in zip(found, said, strict=True)])
    offsets = np.concatenate([[0], np.cumsum(said.sum(axis=0))])
    order = np.argsort(owner, kind="stable")
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), values.take(pa.array(order)))


def _address(whole: list[pa.Array], columns: Columns, count: int) -> tuple[pa.Array, pa.Array]:
    """Return what is stated (null where nothing) and the address: components as given, the rest from the full text."""
    given = {part: _coalesced(columns.get(part, []), pa.nulls(count, pa.string())) for part in ADDRESS_PARTS}
    stated = [given[part] for part in ("number", "road", "place", "unit", "city", "region", "postcode")]
    # `skip` would drop a row of nothing but nulls
    text = pc.binary_join_element_wise(*stated, ", ", null_handling="replace", null_replacement="")
    text = pc.utf8_trim(pc.replace_substring_regex(text, "(, )+", ", "), ", ")
    text = pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)
    raw = _coalesced([*whole, text], pa.nulls(count, pa.string()))
    parsed = _only(postal.clean_column, [raw], count, (*ADDRESS_PARTS, "text"))
    folded = {part: _only(words.clean_column, [given[part]], count, ("value",))["value"] for part in ADDRESS_PARTS}
    trusted = pc.is_valid(folded["number"])  # a table with its own number column knows better where the road ends
    parts = [
        pc.if_else(trusted, folded[part], pc.coalesce(parsed[part], folded[part])) for part in ADDRESS_PARTS
    ] + [parsed["text"]]  # fmt: skip
    return raw, pa.StructArray.from_arrays(parts, fields=list(ADDRESS))


def _coalesced(columns: list[pa.Array], otherwise: pa.Array) -> pa.Array:
    return pc.coalesce(*columns, otherwise) if columns else otherwise
