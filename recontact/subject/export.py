"""Everything that a run stores of one person, for that person: their own data plain, what concerns others veiled."""

import json
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact.audit.log import AuditLog
from recontact.graph.export import VEIL
from recontact.release import VALUE
from recontact.stored import StoredRun
from recontact.subject.person import Person

_OTHERS = ("relation", "identity", "belief", "born_from_id")
"""Columns of the records that are the run's own working, not the person's data."""


def export(run: StoredRun, person: Person, log: AuditLog) -> dict[str, Any]:
    """Return the person's copy as plain data: records, points, checks and attempts, links, contacts, who looked."""
    records = run.records.filter(pa.array(person.own))
    own = [name for name in records.column_names if name not in _OTHERS]
    return {
        "as_of": run.document["as_of"],
        "purpose": run.document["purpose"],
        "records": records.select(own).to_pylist(),
        "contact_points": _points(run, person),
        "checks_and_attempts": _events(run, person),
        "links": _links(run, person),
        "contacts": _released(run, person, "contacts"),
        "third_parties": [_veiled(row) for row in _released(run, person, "third_parties")],
        "withheld": _withheld(run, person),
        "bases": {name: run.document["sources"][name]["declaration"] for name in sorted(set(_sources(records)))},
        "other_people_in_these_rows": int(person.beside.sum()),
        "who_looked": _looks(log, person),
        "not_for": run.document["not_for"],
    }


def _points(run: StoredRun, person: Person) -> list[dict[str, Any]]:
    seen = run.table("observations")
    mine = seen.filter(pa.array(person.own[seen["mention"].to_numpy()]))
    of = run.records.select(["source", "record_id", "seen"]).take(mine["mention"])
    kept = mine.select(["kind", "type", "value", "usage"])
    for name in of.column_names:
        kept = kept.append_column(name, of[name])
    return list(kept.to_pylist())


def _events(run: StoredRun, person: Person) -> list[dict[str, Any]]:
    """What was done for the person, and the checks of points that are nobody else's; answers of others are veiled."""
    events = run.table("events")
    word = pc.binary_join_element_wise(events["point_kind"], events["value"], "\x1f")
    alone = pa.array(sorted(f"{kind}\x1f{point}" for kind, point in person.alone), pa.string())
    theirs = pc.is_in(events["customer"], value_set=pa.array(sorted(person.customers), pa.string()))
    mine = pc.is_in(word, value_set=alone)
    check = pc.and_(mine, pc.is_null(events["customer"]))
    rows = events.filter(pc.or_(pc.fill_null(theirs, False), pc.fill_null(check, False))).to_pylist()
    return [
        row if (row["point_kind"], row["value"]) in person.points else {**row, "value": VEIL, "name": None, "id": None}
        for row in rows
    ]


def _links(run: StoredRun, person: Person) -> list[dict[str, Any]]:
    """Why records are held to be the person's: weight and probability, by the names of records that are."""
    links = run.table("links")
    both = person.own[links["left"].to_numpy()] & person.own[links["right"].to_numpy()]
    names = ["left_source", "left_record_id", "right_source", "right_record_id", "weight", "probability"]
    return list(links.select(names).filter(pa.array(both)).to_pylist())


def _released(run: StoredRun, person: Person, name: str) -> list[dict[str, Any]]:
    if not run.holds(name):
        return []
    table = run.table(name)
    mine = pc.is_in(table["borrower_id"], value_set=pa.array(sorted(person.customers), pa.string()))
    return list(table.filter(mine).to_pylist())


def _veiled(row: dict[str, Any]) -> dict[str, Any]:
    return {"contact_type": row["contact_type"], "rule": row["rule"], "value": VEIL} | {
        name: row[name] for name in ("borrower_id", "rank", "party") if name in row and name != VALUE
    }


def _withheld(run: StoredRun, person: Person) -> list[dict[str, Any]]:
    table = run.table("withheld")
    mine = pc.is_in(table["borrower_id"], value_set=pa.array(sorted(person.customers), pa.string()))
    counted = table.filter(pc.fill_null(mine, False)).group_by(["stage", "rule"], use_threads=False)
    return list(counted.aggregate([("count", "sum")]).rename_columns(["stage", "rule", "count"]).to_pylist())


def _sources(records: pa.Table) -> list[str]:
    return list(pc.unique(records["source"]).to_pylist())


def _looks(log: AuditLog, person: Person) -> list[dict[str, Any]]:
    """Who asked about the person, when and what for, as the audit log has it."""
    wanted = person.customers
    entries = (json.loads(line) for line in log.lines())
    names = ("at", "actor", "action", "purpose", "counts")
    return [{name: entry[name] for name in names} for entry in entries if entry["case"] in wanted]
