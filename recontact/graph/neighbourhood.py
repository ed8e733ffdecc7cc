"""What is around a borrower: records, points, the people that records mention, and who else uses the points, veiled."""

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.compute as pc

from recontact.graph.build import subject_mention
from recontact.graph.contact_graph import ContactGraph, codes, one_chunk, point_keys
from recontact.graph.scene import Ints

if TYPE_CHECKING:
    import networkx as nx


def neighbourhood(
    graph: ContactGraph, identity: int, *, hops: int = 2, limit: int = 200, hub: int = 5
) -> "nx.MultiGraph[str]":
    """Return what is around an identity as a networkx.MultiGraph of at most `limit` nodes.

    Hop 1 are its points, hop 2 the other identities at these points, hop 3 the points of those. Points with `hub`
    identities or more are shown, with their number, and not walked through. Nodes have `node` (identity, record, point,
    person) and `veiled`: true for whatever is another person's; of other identities nothing but their being there is
    told. Points have kind, type, point, value, identities, hub and events; edges have relation (about, names, mentions,
    reached_at, uses), source, record_id, role, usage, seen (ISO day) and belief.
    """
    import networkx as nx

    around = _Around(nx.MultiGraph(), _Rows.of(graph), limit, hub)
    around.add("identity:0", node="identity", veiled=False)
    for mention in around.rows.mentions_of(identity):
        around.add_record(int(mention))
    if hops > 1:
        others = around.add_users(identity)
        for number, other in enumerate(others if hops > 2 else (), start=1):
            around.add_points_of(other, number)
    return around.result


@dataclass(frozen=True, slots=True)
class _Rows:
    """The graph's rows, sorted for walking."""

    graph: ContactGraph
    mention: Ints
    point: Ints
    owner: Ints
    """Identity per observation; -1 where the mention is not its row's subject, or the usage is the employer's."""
    subject: Ints
    event_point: Ints

    @classmethod
    def of(cls, graph: ContactGraph) -> "_Rows":
        keys = one_chunk(point_keys(graph.observations["kind"], graph.observations["point"]))
        dictionary = pc.unique(keys)
        mention = np.asarray(graph.observations["mention"].to_numpy(), dtype=np.int64)
        work = np.asarray(pc.equal(graph.observations["usage"], "work").to_numpy(zero_copy_only=False), dtype=np.bool_)
        return cls(
            graph=graph,
            mention=mention,
            point=codes(keys, dictionary),
            owner=np.where(work, -1, graph.identity[mention]),
            subject=np.where(graph.identity >= 0, -1, subject_mention(graph)),
            event_point=codes(point_keys(graph.events["point_kind"], graph.events["value"]), dictionary),
        )

    def mentions_of(self, identity: int) -> Ints:
        return np.flatnonzero(self.graph.identity == identity)

    def users(self, point: int) -> Ints:
        """Identities at a point, each once."""
        found = np.unique(self.owner[self.point == point])
        return found[found >= 0]

    def facts(self, mention: int) -> dict[str, Any]:
        names = ("source", "record_id", "role", "relation", "seen")
        facts = {name: self.graph.mentions[name][mention].as_py() for name in names}
        return {**facts, "relation": facts["relation"] or "", "seen": _iso(facts["seen"])}


@dataclass(slots=True)
class _Around:
    """A neighbourhood while it grows."""

    result: "nx.MultiGraph[str]"
    rows: _Rows
    limit: int
    hub: int
    points: dict[int, str] = field(default_factory=dict)

    def add(self, name: str, **facts: Any) -> bool:
        """Add a node unless the limit is reached; say whether it is there."""
        if name not in self.result and self.result.number_of_nodes() < self.limit:
            self.result.add_node(name, **facts)
        return name in self.result

    def add_record(self, mention: int) -> None:
        facts = self.rows.facts(mention)
        record = f"record:{facts['source']}:{facts['record_id']}:{mention}"
        seen = {name: facts[name] for name in ("source", "record_id", "seen")}
        if not self.add(record, node="record", veiled=False, **seen):
            return
        belief = float(self.rows.graph.belief[mention])
        self._connect("identity:0", record, "about", facts, belief)
        self._add_points(record, "names", mention, veiled=False)
        for companion in np.flatnonzero(self.rows.subject == mention):
            told = self.rows.facts(int(companion))
            person = f"person:{companion}"
            if self.add(person, node="person", veiled=True, role=told["role"], relation=told["relation"]):
                self._connect(record, person, "mentions", told, 1.0)
                self._add_points(person, "reached_at", int(companion), veiled=True)

    def _add_points(self, start: str, relation: str, mention: int, *, veiled: bool) -> None:
        facts = self.rows.facts(mention)
        for row in np.flatnonzero(self.rows.mention == mention):
            usage = self.rows.graph.observations["usage"][int(row)].as_py() or ""
            point = self._add_point(int(row), veiled=veiled or usage == "work")
            if point:
                self._connect(start, point, relation, facts, 1.0, usage)

    def _add_point(self, row: int, *, veiled: bool) -> str | None:
        """Add the point of an observation; it is veiled as long as it is only seen as somebody else's."""
        code = int(self.rows.point[row])
        name = self.points.setdefault(code, f"point:{len(self.points)}")
        if name in self.result:
            self.result.nodes[name]["veiled"] &= veiled
            return name
        observations = self.rows.graph.observations
        facts = {part: observations[part][row].as_py() for part in ("kind", "type", "point", "value")}
        users = len(self.rows.users(code))
        told = {"identities": users, "hub": users >= self.hub, "events": self._events(code)}
        return name if self.add(name, node="point", veiled=veiled, **facts, **told) else None

    def _events(self, code: int) -> list[str]:
        rows = np.flatnonzero(self.rows.event_point == code)
        events = self.rows.graph.events.select(["on", "kind", "channel", "result"]).take(rows).to_pylist()
        return sorted(f"{_iso(event['on'])} {event['channel'] or event['kind']} {event['result']}" for event in events)

    def add_users(self, identity: int) -> list[int]:
        """Add the other identities at the points found so far; returns them in the order of their numbers."""
        others: dict[int, str] = {}
        for code, point in sorted(self.points.items()):
            users = self.rows.users(code)
            if point not in self.result or len(users) >= self.hub:
                continue
            for other in users[users != identity]:
                name = others.setdefault(int(other), f"identity:{len(others) + 1}")
                if self.add(name, node="identity", veiled=True):
                    self._uses(name, point, int(other), code)
        return list(others)

    def add_points_of(self, identity: int, number: int) -> None:
        for row in np.flatnonzero(self.rows.owner == identity):
            known = int(self.rows.point[row]) in self.points
            point = None if known else self._add_point(int(row), veiled=True)
            if point:
                self._uses(f"identity:{number}", point, identity, int(self.rows.point[row]))

    def _uses(self, identity_name: str, point: str, identity: int, code: int) -> None:
        rows = np.flatnonzero((self.rows.owner == identity) & (self.rows.point == code))
        mentions = self.rows.mention[rows]
        seen = max(self.rows.facts(int(mention))["seen"] for mention in mentions)
        belief = float(self.rows.graph.belief[mentions].max())
        facts = {"source": "", "record_id": "", "role": "", "seen": seen}
        self._connect(identity_name, point, "uses", facts, belief)

    def _connect(
        self, start: str, end: str, relation: str, facts: dict[str, Any], belief: float, usage: str = ""
    ) -> None:
        told = {name: facts[name] for name in ("source", "record_id", "role", "seen")}
        self.result.add_edge(start, end, relation=relation, usage=usage, belief=belief, **told)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
