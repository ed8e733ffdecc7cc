"""How a borrower and a point are connected: the records in between, with their days."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from recontact.errors import UsageError
from recontact.graph.contact_graph import ContactGraph
from recontact.graph.neighbourhood import neighbourhood

if TYPE_CHECKING:
    import networkx as nx

_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Leg:
    """One step of a path; a sentence without values."""

    relation: str
    """about | names | mentions | reached_at"""
    source: str
    record_id: str
    role: str
    usage: str
    on: date | None
    belief: float


def path(graph: ContactGraph, identity: int, kind: str, point: str) -> tuple[tuple[Leg, ...], ...]:
    """Return every shortest way from an identity to a point: the most believed first, of equal ones the latest seen.

    UsageError if no record of the identity names the point.
    """
    import networkx as nx

    around = neighbourhood(graph, identity, hops=1, limit=_LIMIT)
    target = [name for name, node in around.nodes(data=True) if node.get("kind") == kind and node.get("point") == point]
    if not target or not nx.has_path(around, "identity:0", target[0]):
        raise UsageError(
            "no record connects the borrower with this point: `recontact show` lists the borrower's points"
        )
    ways = nx.all_shortest_paths(nx.Graph(around), "identity:0", target[0])
    legs = [tuple(_leg(around, *pair) for pair in zip(way, way[1:], strict=False)) for way in ways]
    return tuple(sorted(legs, key=_order))


def _order(legs: tuple[Leg, ...]) -> tuple[Any, ...]:
    belief, latest = 1.0, date.min
    for leg in legs:
        belief *= leg.belief
        latest = max(latest, leg.on or date.min)
    return (-belief, -latest.toordinal(), legs[0].source, legs[0].record_id)


def _leg(around: "nx.MultiGraph[str]", start: str, end: str) -> Leg:
    edges = around[start][end].values()
    edge = max(edges, key=lambda edge: (edge["belief"], edge["seen"], edge["usage"]))
    on = date.fromisoformat(edge["seen"]) if edge["seen"] else None
    return Leg(edge["relation"], edge["source"], edge["record_id"], edge["role"], edge["usage"], on, edge["belief"])
