"""A small lender's graph from short rows of invented people; all numbers and identity numbers are synthetic."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from recontact import schema
from recontact.graph.contact_graph import ContactGraph
from recontact.schema import Source

TODAY = date(2026, 6, 30)
SOURCES = {
    name: Source(name, reliability=0.93, lag_days=0.0, derived_from=parents)
    for name, parents in (
        ("loans", ()),
        ("crm", ()),
        ("shop", ()),
        ("power", ()),
        ("agency", ("loans",)),
        ("broker", ("agency",)),
    )
}


@dataclass(frozen=True)
class Seen:
    """One record that names one point."""

    identity: int
    point: str
    on: str | None
    source: str = "loans"
    usage: str = "own"
    type: str = "mobile"
    role: str = "self"
    relation: str | None = None
    row: int | None = None
    belief: float = 1.0
    closed: bool | None = None
    since: str | None = None
    name: str | None = None
    id: str | None = None
    customer: str | None = None


@dataclass(frozen=True)
class Happened:
    """One event at a point."""

    point: str
    on: str
    kind: str
    result: str
    channel: str | None = None
    customer: str | None = None
    type: str = "mobile"
    months: tuple[int | None, int | None] = (None, None)
    name: str | None = None
    id: str | None = None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _kind(type_: str) -> str:
    return "phone" if type_ in ("mobile", "landline") else type_


def graph_of(seen: Sequence[Seen], happened: Sequence[Happened] = ()) -> ContactGraph:
    """Return the graph of these records and events."""
    mentions = [
        {
            "source": s.source,
            "row": s.row or place,
            "record_id": f"{s.source}-{s.row or place}" + ("" if s.role == "self" else f"#{s.role}"),
            "role": s.role,
            "relation": s.relation,
            "customer": s.customer or (f"C{s.identity}" if s.role == "self" and s.source == "loans" else None),
            "seen": _day(s.on),
            "since": _day(s.since),
            "closed": s.closed,
        }
        for place, s in enumerate(seen, start=1)
    ]
    observations = [
        {
            "mention": place,
            "kind": _kind(s.type),
            "type": s.type,
            "point": s.point,
            "value": s.point,
            "usage": s.usage,
            "field": "f",
            "flags": [],
        }
        for place, s in enumerate(seen)
    ]
    events = [
        {
            "source": "checks",
            "record_id": f"E{place}",
            "kind": h.kind,
            "channel": h.channel,
            "point_kind": _kind(h.type),
            "value": h.point,
            "customer": h.customer,
            "on": _day(h.on),
            "result": h.result,
            "party": None,
            "months_low": h.months[0],
            "months_high": h.months[1],
            "name": h.name,
            "id": h.id,
        }
        for place, h in enumerate(happened)
    ]
    persons: list[dict[str, Any]] = [
        {"mention": place, "han": s.name, "surname": None, "given": None, "id": s.id} for place, s in enumerate(seen)
    ]
    texts = ("han", "surname", "given", "id")
    person = pa.schema([("mention", pa.int32()), *((name, pa.string()) for name in texts)])
    own = [s.role == "self" for s in seen]
    return ContactGraph(
        mentions=pa.Table.from_pylist(mentions, schema=schema.MENTIONS),
        observations=pa.Table.from_pylist(observations, schema=schema.OBSERVATIONS),
        events=pa.Table.from_pylist(events, schema=schema.EVENTS),
        persons=pa.Table.from_pylist(persons, schema=person),
        identity=np.array([s.identity if o else -1 for s, o in zip(seen, own, strict=True)], dtype=np.int32),
        belief=np.array([s.belief if o else 0.0 for s, o in zip(seen, own, strict=True)]),
        sources=SOURCES,
    )


def borrowers(*identities: int | None, default: str | None = None) -> pa.Table:
    """Return a list of borrowers C<identity>."""
    return pa.table(
        {
            "borrower_id": pa.array([f"C{identity}" for identity in identities], pa.string()),
            "identity": pa.array(identities, pa.int32()),
            "default_date": pa.array([_day(default)] * len(identities), pa.date32()),
        }
    )
