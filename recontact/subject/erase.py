"""The tables of a finished run without one person: whatever speaks of them goes, what is somebody else's stays."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.release import VALUE
from recontact.stored import StoredRun
from recontact.subject.person import Person

RELEASED = ("contacts", "third_parties")
TABLES = (*RELEASED, "identities", "records", "links", "observations", "events", "borrowers", "rejects", "withheld")
_SEPARATOR = "\x1f"


def without(run: StoredRun, person: Person, *, storage_only: bool = False) -> dict[str, pa.Table]:
    """Return every table of the run that is still there without the person.

    Their records and the other people in their rows go, and where other people's rows name them; a point that somebody
    else's own record gives as well stays with that record. Under `storage_only` (a legal hold) what is kept as evidence
    stays, and only what may be acted upon goes: the ranked lists and the place among the borrowers.
    """
    tables = {name: run.table(name) for name in TABLES if run.holds(name)}
    for name in RELEASED:
        if name in tables:
            tables[name] = _without_contacts(tables[name], run, person)
    for path in sorted(run.out.glob("*.parquet")):
        if path.stem not in tables:  # whatever else the run tells of its customers
            tables[path.stem] = _without_customer(run.table(path.stem), person)
    tables["borrowers"] = _rows(tables["borrowers"], _among(tables["borrowers"]["borrower_id"], person.customers))
    if storage_only:
        return tables
    kept = ~person.gone
    place = np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int32)
    named = _named(run.records.filter(pa.array(person.gone)))
    tables["records"] = run.records.filter(pa.array(kept))
    tables["identities"] = _rows(tables["identities"], _is_in(tables["identities"], named, "source", "record_id"))
    tables["links"] = _moved(tables["links"], ("left", "right"), place)
    tables["observations"] = _moved(tables["observations"], ("mention",), place)
    tables["events"] = _rows(tables["events"], _about(tables["events"], run, person))
    tables["rejects"] = _without_rejects(tables["rejects"], run, person)
    tables["withheld"] = _without_withheld(tables["withheld"], run, person, named)
    return {name: table.combine_chunks() for name, table in tables.items()}


def _without_contacts(contacts: pa.Table, run: StoredRun, person: Person) -> pa.Table:
    """Take out the person's own rows, and the person's points where they stand as somebody's third party."""
    seen = run.table("observations")
    words = pa.array(sorted(f"{kind}{_SEPARATOR}{point}" for kind, point in person.alone), pa.string())
    mine = pc.is_in(pc.binary_join_element_wise(seen["kind"], seen["point"], _SEPARATOR), value_set=words)
    values = pc.unique(seen["value"].filter(mine))
    gone = pc.or_(_among(contacts["borrower_id"], person.customers), pc.is_in(contacts[VALUE], value_set=values))
    return _rows(contacts, gone)


def _without_rejects(rejects: pa.Table, run: StoredRun, person: Person) -> pa.Table:
    rows = pc.binary_join_element_wise(run.records["source"], pc.cast(run.records["row"], pa.string()), _SEPARATOR)
    theirs = rows.filter(pa.array(person.own | person.beside)).combine_chunks()
    numbered = rejects.set_column(1, "row", pc.cast(rejects["row"], pa.string()))
    return _rows(rejects, _is_in(numbered, theirs, "source", "row"))


def _without_withheld(held: pa.Table, run: StoredRun, person: Person, named: pa.Array) -> pa.Table:
    """Take out also the people in the person's rows of whom nothing was used: they are known by the row's key."""
    row = held.set_column(2, "record_id", pc.replace_substring_regex(held["record_id"], "#[^#]*$", ""))
    theirs = _named(run.records.filter(pa.array(person.own)))
    gone = pc.or_(_is_in(held, named, "source", "record_id"), _is_in(row, theirs, "source", "record_id"))
    return _rows(held, pc.or_(_among(held["borrower_id"], person.customers), pc.fill_null(gone, False)))


def _without_customer(table: pa.Table, person: Person) -> pa.Table:
    for name in ("borrower_id", "customer"):
        if name in table.column_names:
            table = _rows(table, _among(table[name], person.customers))
    return table


def _about(events: pa.Table, run: StoredRun, person: Person) -> pa.ChunkedArray:
    """Mark the checks and attempts on the person's points, for the person, or that verified the person."""
    word = pc.binary_join_element_wise(events["point_kind"], events["value"], _SEPARATOR)
    alone, shared = (
        pa.array(sorted(f"{kind}{_SEPARATOR}{point}" for kind, point in points), pa.string())
        for points in (person.alone, person.shared)
    )
    names = pc.drop_null(pc.unique(run.records["han"].filter(pa.array(person.own)))).to_pylist()
    verified = pc.and_(pc.is_in(word, value_set=shared), _among(events["name"], frozenset(names)))
    their = pc.or_(_among(events["customer"], person.customers), _among(events["id"], person.ids))
    return pc.or_(pc.or_(pc.is_in(word, value_set=alone), verified), their)


def _named(records: pa.Table) -> pa.Array:
    """Return the names of records: source and key."""
    return pc.binary_join_element_wise(records["source"], records["record_id"], _SEPARATOR).combine_chunks()


def _is_in(table: pa.Table, words: pa.Array, *columns: str) -> pa.ChunkedArray:
    joined = pc.binary_join_element_wise(*(table[name] for name in columns), _SEPARATOR)
    return pc.is_in(joined, value_set=words)


def _moved(table: pa.Table, columns: tuple[str, ...], place: np.ndarray) -> pa.Table:
    """Let row numbers of the records follow those that stay; drop what pointed to one that goes."""
    kept = np.ones(table.num_rows, bool)
    for name in columns:
        new = place[table[name].to_numpy()]
        kept &= new >= 0
        table = table.set_column(table.column_names.index(name), name, pa.array(new, pa.int32()))
    return table.filter(pa.array(kept))


def _among(column: pa.ChunkedArray, values: frozenset[str]) -> pa.ChunkedArray:
    return pc.is_in(column, value_set=pa.array(sorted(values), pa.string()))


def _rows(table: pa.Table, gone: pa.ChunkedArray) -> pa.Table:
    return table.filter(pc.invert(pc.fill_null(gone, False)))
