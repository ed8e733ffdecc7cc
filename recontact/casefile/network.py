"""The network of a case: the borrower, permitted points, records between, other people veiled, the withheld counted."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from recontact.casefile.case import Key
from recontact.casefile.contact import DIGITS
from recontact.casefile.sentence import told
from recontact.graph.contact_graph import ContactGraph
from recontact.graph.neighbourhood import neighbourhood

if TYPE_CHECKING:
    import networkx as nx

LIMIT = 400
"""Nodes of the neighbourhood that are looked at; what is beyond is said to be cut off."""

Entry = dict[str, Any]


def network(
    graph: ContactGraph,
    identity: int,
    contacts: Sequence[Mapping[str, Any]],
    keys: Sequence[Key],
    withheld: Mapping[str, int],
) -> tuple[list[Entry], list[Entry], bool]:
    """Return nodes, edges and whether the limit cut something off.

    Nodes have `id` and `kind`: borrower, point (a permitted contact, by its rank), record, person (whom records
    mention: the relation only), other (somebody else at a point), crowd (too many: a number), withheld (a number).
    Edges have `from`, `to`, `relation`, both sentences and what these rest on.
    """
    around = neighbourhood(graph, identity, hops=2, limit=LIMIT)
    ranks = {key: each["rank"] for key, each in zip(keys, contacts, strict=True)}
    names = _names(around, ranks)
    nodes: list[Entry] = [{"id": "b", "kind": "borrower"}]
    nodes += [_point(around, name, names[name], contacts) for name in names if names[name][0] == "p"]
    nodes += [_record(around, name, names[name]) for name in names if names[name][0] == "r"]
    edges = [*_named(around, names), *_about(around, names)]
    for extra in (_people(around, names), _others(around, names), _withheld(withheld)):
        nodes += extra[0]
        edges += extra[1]
    numbered = [{"id": f"e{at}", **edge} for at, edge in enumerate(edges)]
    return nodes, numbered, around.number_of_nodes() >= LIMIT


def _names(around: "nx.MultiGraph[str]", ranks: Mapping[Key, int]) -> dict[str, str]:
    """The document's name of every permitted point, and of every record that names one or mentions a person."""
    points = {
        name: ranks[node["kind"], node["point"]]
        for name, node in around.nodes(data=True)
        if node["node"] == "point" and not node["veiled"] and (node["kind"], node["point"]) in ranks
    }
    kept = [
        name
        for name, node in around.nodes(data=True)
        if node["node"] == "record" and any(n in points or around.nodes[n]["node"] == "person" for n in around[name])
    ]
    kept.sort(key=lambda name: (around.nodes[name]["seen"], name))
    by_rank = sorted(points, key=lambda name: points[name])
    return {name: f"p{points[name]}" for name in by_rank} | {name: f"r{at}" for at, name in enumerate(kept, start=1)}


def _point(around: "nx.MultiGraph[str]", name: str, new: str, contacts: Sequence[Mapping[str, Any]]) -> Entry:
    row = next(each for each in contacts if each["rank"] == int(new[1:]))
    return {"id": new, "kind": "point", "type": row["type"], "rank": row["rank"], "hub": around.nodes[name]["hub"]}


def _record(around: "nx.MultiGraph[str]", name: str, new: str) -> Entry:
    node = around.nodes[name]
    belief = max(edge["belief"] for edge in around["identity:0"][name].values())
    kept = {"source": node["source"], "record": node["record_id"], "on": node["seen"]}
    return {"id": new, "kind": "record", **kept, "belief": round(belief, DIGITS)}


def _about(around: "nx.MultiGraph[str]", names: Mapping[str, str]) -> list[Entry]:
    """From the borrower to each record."""
    records = [_record(around, name, new) for name, new in names.items() if new[0] == "r"]
    return [_edge("about", "b", each["id"], each) for each in records]


def _named(around: "nx.MultiGraph[str]", names: Mapping[str, str]) -> list[Entry]:
    """From the records to the points, and for each point one edge that sums them up."""
    edges = []
    for name, new in names.items():
        if new[0] != "p":
            continue
        ways = sorted((int(names[near][1:]), near) for near in around[name] if names.get(near, "")[:1] == "r")
        records = [_record(around, near, names[near]) for _, near in ways]
        sums = {"records": len(records), "sources": len({each["source"] for each in records})}
        edges.append(_edge("named", "b", new, {**sums, "on": max((each["on"] for each in records), default="")}))
        for (_, near), record in zip(ways, records, strict=True):
            usages = sorted({edge["usage"] for edge in around[near][name].values() if edge["usage"]})
            edges.append(_edge("names", record["id"], new, {**record, "usages": usages}))
    return edges


def _people(around: "nx.MultiGraph[str]", names: Mapping[str, str]) -> tuple[list[Entry], list[Entry]]:
    """Whom the records mention, one node per relation: that two mentions are one person is not known."""
    mentions: dict[str, set[str]] = {}
    for name, node in around.nodes(data=True):
        if node["node"] == "person":
            relation = node["relation"] or _plain_role(node["role"])
            mentions.setdefault(relation, set()).update(near for near in around[name] if names.get(near, "")[:1] == "r")
    nodes, edges = [], []
    for at, relation in enumerate(sorted(mentions), start=1):
        facts = {"word": relation, "count": len(mentions[relation])}
        nodes.append({"id": f"t{at}", "kind": "person", **facts})
        edges.append(_edge("knows", "b", f"t{at}", facts))
        records = [_record(around, name, names[name]) for name in names if name in mentions[relation]]
        edges += [_edge("mentions", each["id"], f"t{at}", {**each, "word": relation}) for each in records]
    return nodes, edges


def _others(around: "nx.MultiGraph[str]", names: Mapping[str, str]) -> tuple[list[Entry], list[Entry]]:
    """Who else is at a permitted point: a node without any fact, or a number where they are many."""
    nodes, edges = [], []
    strangers: dict[str, str] = {}
    for name, new in names.items():
        if new[0] != "p":
            continue
        node = around.nodes[name]
        if node["hub"]:
            count = {"count": node["identities"] - 1}
            nodes.append({"id": f"h{new[1:]}", "kind": "crowd", **count})
            edges.append(_edge("crowd", new, f"h{new[1:]}", count))
            continue
        for near in sorted(near for near in around[name] if near.startswith("identity:") and near != "identity:0"):
            if near not in strangers:
                strangers[near] = f"o{len(strangers) + 1}"
                nodes.append({"id": strangers[near], "kind": "other"})
            seen = max(edge["seen"] for edge in around[near][name].values())
            edges.append(_edge("uses", strangers[near], new, {"on": seen}))
    return nodes, edges


def _withheld(withheld: Mapping[str, int]) -> tuple[list[Entry], list[Entry]]:
    count = {"count": sum(withheld.values())}
    if not count["count"]:
        return [], []
    return [{"id": "w", "kind": "withheld", **count}], [_edge("withheld", "b", "w", count)]


def _edge(relation: str, start: str, end: str, facts: Mapping[str, Any]) -> Entry:
    kept = {name: value for name, value in facts.items() if name not in ("id", "kind")}
    return {"from": start, "to": end, "relation": relation, **kept, **told(relation, facts)}


def _plain_role(role: str) -> str:
    """Return a role without its number."""
    return role.rstrip("0123456789").rstrip("_")
