"""The graph as of a day, what changed between two days, and everything known of one point in time."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.contact_graph import ContactGraph
from recontact.graph.happenings import customer_identity


@dataclass(frozen=True, slots=True)
class Difference:
    """What two days differ in, for one identity: (kind, point) each, and how many records and events came."""

    appeared: tuple[tuple[str, str], ...]
    seen_again: tuple[tuple[str, str], ...]
    records: int
    events: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Something known of a point on a day. Of other people nothing but that there is one."""

    on: date | None
    what: str
    """named (by a record of the identity) | named_for_other | other_person | tried_for_other | an event's kind and
    result"""
    source: str | None
    record_id: str | None


def as_of(graph: ContactGraph, day: date) -> ContactGraph:
    """Return the graph with what was seen and happened up to a day; what has no day is kept."""
    kept = np.flatnonzero(_until(graph.mentions["seen"], day))
    place = np.full(graph.mentions.num_rows, -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    mention = place[graph.observations["mention"].to_numpy()]
    observations = graph.observations.set_column(0, "mention", pa.array(mention, pa.int32()))
    rows = pa.array(kept)
    persons = graph.persons.take(rows).set_column(0, "mention", pa.array(np.arange(len(kept)), pa.int32()))
    return replace(
        graph,
        mentions=graph.mentions.take(rows),
        observations=observations.filter(pa.array(mention >= 0)),
        events=graph.events.filter(pa.array(_until(graph.events["on"], day))),
        persons=persons,
        identity=graph.identity[kept],
        belief=graph.belief[kept],
    )


def difference(graph: ContactGraph, identity: int, earlier: date, later: date) -> Difference:
    """Return what came to an identity's own points after `earlier`, up to `later`."""
    before, after = (_own_points(as_of(graph, day), identity) for day in (earlier, later))
    known = {key for key, _ in before}
    new = {key for key, _ in after} - known
    again = {key for key, _ in set(after) - set(before)} - new
    events = [_events_at(as_of(graph, day), {key for key, _ in after}) for day in (earlier, later)]
    records = len({row for _, row in after} - {row for _, row in before})
    return Difference(tuple(sorted(new)), tuple(sorted(again)), records, len(events[1]) - len(events[0]))


def history(graph: ContactGraph, identity: int, kind: str, point: str) -> tuple[Moment, ...]:
    """Return everything known of a point, in time order, seen from one identity; what has no day comes first."""
    rows = graph.observations.filter(
        pc.and_(pc.equal(graph.observations["kind"], kind), pc.equal(graph.observations["point"], point))
    )
    mention = np.asarray(rows["mention"].to_numpy(), dtype=np.int64)
    found = [_named(graph, identity, int(m)) for m in mention]
    tried_for = customer_identity(graph)
    for row in _events_at(graph, {(kind, point)}):
        if tried_for[row] >= 0 and tried_for[row] != identity:
            found.append(Moment(graph.events["on"][row].as_py(), "tried_for_other", None, None))
            continue
        event = graph.events.slice(row, 1).to_pylist()[0]
        what = f"{event['channel'] or event['kind']} {event['result']}"
        found.append(Moment(event["on"], what, event["source"], event["record_id"]))
    return tuple(sorted(found, key=lambda m: (m.on or date.min, m.what, m.source or "", m.record_id or "")))


def other_people(graph: ContactGraph, identity: int, kind: str, point: str) -> int:
    """Return how many other identities have the point as their own: counted, not named."""
    rows = pc.and_(pc.equal(graph.observations["kind"], kind), pc.equal(graph.observations["point"], point))
    own = pc.and_(rows, pc.not_equal(graph.observations["usage"], "work"))
    users = np.unique(graph.identity[graph.observations["mention"].filter(own).to_numpy()])
    return int(((users >= 0) & (users != identity)).sum())


def _named(graph: ContactGraph, identity: int, mention: int) -> Moment:
    facts = graph.mentions.select(["seen", "source", "record_id", "role"]).slice(mention, 1).to_pylist()[0]
    if graph.identity[mention] == identity:
        return Moment(facts["seen"], "named", facts["source"], facts["record_id"])
    own = graph.identity[mention] >= 0
    return Moment(facts["seen"], "other_person" if own else "named_for_other", None, None)


def _own_points(graph: ContactGraph, identity: int) -> list[tuple[tuple[str, str], tuple[str, str]]]:
    """(kind, point) and (source, record) of an identity's observations."""
    mention = np.asarray(graph.observations["mention"].to_numpy(), dtype=np.int64)
    rows = pa.array(np.flatnonzero(graph.identity[mention] == identity))
    seen = graph.observations.select(["kind", "point"]).take(rows).to_pylist()
    named = graph.mentions.select(["source", "record_id"]).take(graph.observations["mention"].take(rows)).to_pylist()
    return [((s["kind"], s["point"]), (n["source"], n["record_id"])) for s, n in zip(seen, named, strict=True)]


def _events_at(graph: ContactGraph, points: set[tuple[str, str]]) -> list[int]:
    value = pc.is_in(graph.events["value"], pa.array(sorted({point for _, point in points}), pa.string()))
    rows = pc.indices_nonzero(value).to_pylist()
    kinds = graph.events["point_kind"].take(pa.array(rows, pa.int64())).to_pylist()
    values = graph.events["value"].take(pa.array(rows, pa.int64())).to_pylist()
    return [row for row, pair in zip(rows, zip(kinds, values, strict=True), strict=True) if pair in points]


def _until(column: Any, day: date) -> Any:
    return pc.fill_null(pc.less_equal(column, day), True).to_numpy(zero_copy_only=False)
