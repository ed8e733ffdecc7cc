"""Proof of notice: what was known of a borrower, on which basis, how sure it was, and where notices went."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact.asking import Asker
from recontact.policy.verification import verification
from recontact.release import VALUE, mask
from recontact.warning import RunRecords

_TYPES = {"phone": "mobile", "email": "email", "im": "im", "address": "address"}


def proof_of_notice(asker: Asker, borrower: str) -> dict[str, Any]:
    """Return what a dispute asks for, as plain data: known contacts, records and bases, attempts by day.

    Values are masked unless the asker reveals, and then only those of contacts that may be shown: what else was tried
    stays masked. RefusedError if the borrower is not on the run's list.
    """
    run = asker.run
    contacts = asker.door.ask(run.table("contacts"), borrower, reveal=asker.reveal)
    permitted = _of(run.table("contacts"), "borrower_id", borrower)
    document = run.document
    lost = _of(run.table("lost_contact"), "borrower_id", borrower).to_pylist()
    return {
        "borrower_id": borrower,
        "as_of": document["as_of"],
        "purpose": document["purpose"],
        "jurisdiction": document["jurisdiction"],
        "hashes": document["hashes"],
        "lost_contact": lost[0] if lost else None,
        "known": _known(asker, borrower, contacts, permitted),
        "records": _records(asker, borrower),
        "attempts": _attempts(asker, borrower, permitted),
        "not_for": document["not_for"],
    }


def _known(asker: Asker, borrower: str, contacts: pa.Table, permitted: pa.Table) -> list[dict[str, Any]]:
    """Return the contacts that were permitted, with the level to which each is verified."""
    levels = verification(RunRecords(asker.run), asker.run.as_of)
    mine = _of(levels, "customer", borrower).to_pylist()
    level = {(row["kind"], row["point"]): row for row in mine}
    seen = asker.run.table("observations").select(["kind", "point", "type", "value"]).to_pylist() if mine else []
    by_value = {(row["type"], row["value"]): level[row["kind"], row["point"]] for row in seen
                if (row["kind"], row["point"]) in level}  # fmt: skip
    columns = ["rank", "contact_type", VALUE, "probability", "first_seen", "last_seen", "sources", "rule"]
    rows = []
    for shown, whole in zip(contacts.select(columns).to_pylist(), permitted.to_pylist(), strict=True):
        found = by_value.get((whole["contact_type"], whole[VALUE]))
        verified = (
            {"level": found["level"], "level_on": found["on"]} if found else {"level": "claimed", "level_on": None}
        )
        rows.append({**shown, **verified})
    return rows


def _records(asker: Asker, borrower: str) -> list[dict[str, Any]]:
    """Return the records that speak of the borrower, and on what each source's use of them stands."""
    identity = asker.run.identity_of(borrower)
    if identity is None:
        return []
    records = _of(asker.run.records, "identity", identity)
    records = records.select(["source", "record_id", "seen", "basis_granted", "basis_expires"])
    declared = {name: source.declaration for name, source in asker.run.sources.items()}
    rows = []
    for row in records.sort_by(
        [("seen", "ascending"), ("source", "ascending"), ("record_id", "ascending")]
    ).to_pylist():
        said = declared.get(row["source"])
        told = (
            {name: getattr(said, name) for name in ("lawful_basis", "notice", "evidence", "controller")} if said else {}
        )
        rows.append({**row, **told})
    return rows


def _attempts(asker: Asker, borrower: str, permitted: pa.Table) -> list[dict[str, Any]]:
    """Return every attempt made for the borrower, in the order of days: where it went and what came of it."""
    open_values = set(permitted[VALUE].to_pylist()) if asker.reveal else set()
    events = _of(asker.run.table("events"), "customer", borrower)
    columns = ["on", "channel", "party", "result", "source", "record_id", "point_kind", "value"]
    order = [(name, "ascending") for name in ("on", "source", "record_id")]
    rows = []
    for row in events.select(columns).sort_by(order).to_pylist():
        value, kind = row.pop("value"), row.pop("point_kind")
        shown = value in open_values and row["party"] != "third_party"
        rows.append({**row, "point": value if shown or value is None else mask(_TYPES[kind], value)})
    return rows


def _of(table: pa.Table, column: str, word: Any) -> pa.Table:
    return table.filter(pc.fill_null(pc.equal(table[column], word), False))
