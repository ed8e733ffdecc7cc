"""A neighbourhood as text: node-link JSON or GraphML, values shown only as far as the caller's `show` allows."""

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx

Show = Callable[[str, str], str]
"""(contact type, value) to what may be read."""

VEIL = "…"


def mask_all(type_: str, value: str) -> str:
    """Show nothing of a value but that there is one."""
    return VEIL


def to_json(around: "nx.MultiGraph[str]", show: Show = mask_all) -> str:
    """Return the node-link form: nodes with `id`, edges with `source` and `target` (the record's source is `of`)."""
    shown = _shown(around, show)
    nodes = [{"id": name, **node} for name, node in shown.nodes(data=True)]
    edges = [
        {"source": start, "target": end, "of": edge["source"], **{k: v for k, v in edge.items() if k != "source"}}
        for start, end, edge in shown.edges(data=True)
    ]
    graph = {"directed": False, "multigraph": True, "graph": {}, "nodes": nodes, "edges": edges}
    return json.dumps(graph, ensure_ascii=False, indent=1, sort_keys=True)


def to_cytoscape(around: "nx.MultiGraph[str]", show: Show = mask_all) -> str:
    """Return Cytoscape JSON (`elements` with `nodes` and `edges`, each with its `data`); a record's source is `of`."""
    shown = _shown(around, show)
    nodes = [{"data": {"id": name, **node}} for name, node in shown.nodes(data=True)]
    edges = [
        {"data": {**edge, "id": f"edge:{number}", "source": start, "target": end, "of": edge["source"]}}
        for number, (start, end, edge) in enumerate(shown.edges(data=True))
    ]
    return json.dumps({"elements": {"nodes": nodes, "edges": edges}}, ensure_ascii=False, indent=1, sort_keys=True)


def to_graphml(around: "nx.MultiGraph[str]", show: Show = mask_all) -> str:
    """Return GraphML; the events of a point are one text, joined by `; `."""
    import networkx as nx

    shown = _shown(around, show)
    for _, node in shown.nodes(data=True):
        if "events" in node:
            node["events"] = "; ".join(node["events"])
    return "\n".join(nx.generate_graphml(shown, named_key_ids=True))


def _shown(around: "nx.MultiGraph[str]", show: Show) -> "nx.MultiGraph[str]":
    """A copy in which a borrower's values pass `show`, and whatever is another person's is veiled."""
    copy = around.copy()
    for _, node in copy.nodes(data=True):
        if node["node"] == "point":
            node["value"] = _value(node, show)
            del node["point"]
    return copy


def _value(node: dict[str, Any], show: Show) -> str:
    return VEIL if node["veiled"] else show(node["type"], node["value"])
