"""What is around a borrower, and that nothing of anybody else's is shown (synthetic numbers)."""

import json

import networkx as nx
import pytest
from graph_lender import Seen, graph_of

from recontact.errors import UsageError
from recontact.graph.export import VEIL, to_graphml, to_json
from recontact.graph.neighbourhood import neighbourhood
from recontact.graph.path import path

MINE, WORK, WIFE, HERS, CROWDED = (f"+861380000000{digit}" for digit in range(1, 6))
GRAPH = graph_of(
    [
        Seen(0, MINE, "2024-01-01", row=1),
        Seen(0, WORK, "2024-01-01", row=1, usage="work"),
        Seen(0, WIFE, "2024-01-01", row=1, role="emergency_contact_1", relation="spouse"),
        Seen(0, MINE, "2025-01-01", source="crm", row=2, belief=0.9),
        Seen(1, MINE, "2025-02-01", source="crm", row=3),
        Seen(1, HERS, "2025-02-01", source="crm", row=4),
        *(Seen(identity, CROWDED, "2025-02-01", source="shop") for identity in (0, 2, 3, 4, 5)),
    ]
)


def points(around: "nx.MultiGraph[str]") -> dict[str, bool]:
    """Return value and veil of every point."""
    return {node["value"]: node["veiled"] for _, node in around.nodes(data=True) if node["node"] == "point"}


def test_neighbourhood_by_hops() -> None:
    one, two, three = (neighbourhood(GRAPH, 0, hops=hops) for hops in (1, 2, 3))
    assert points(one) == {MINE: False, WORK: True, WIFE: True, CROWDED: False} == points(two)
    assert points(three) == {**points(one), HERS: True}
    others = [name for name, node in two.nodes(data=True) if node["node"] == "identity" and node["veiled"]]
    assert len(others) == 1, "users of a hub are counted, not walked to"
    hub = next(node for _, node in two.nodes(data=True) if node.get("value") == CROWDED)
    assert (hub["hub"], hub["identities"]) == (True, 5)


def test_edges_carry_their_evidence() -> None:
    edges = [edge for *_, edge in neighbourhood(GRAPH, 0).edges(data=True)]
    told = {(edge["relation"], edge["source"], edge["role"], edge["seen"]) for edge in edges}
    assert ("names", "crm", "self", "2025-01-01") in told
    assert ("mentions", "loans", "emergency_contact_1", "2024-01-01") in told
    assert ("uses", "", "", "2025-02-01") in told
    assert {edge["belief"] for edge in edges if edge["relation"] == "about"} == {1.0, 0.9}


def test_nodes_are_limited() -> None:
    assert neighbourhood(GRAPH, 0, limit=3).number_of_nodes() == 3


def test_path_lists_every_way_the_most_believed_first() -> None:
    ways = path(GRAPH, 0, "phone", MINE)
    assert [(way[0].source, [leg.relation for leg in way]) for way in ways] == [
        ("loans", ["about", "names"]),
        ("crm", ["about", "names"]),
    ]


def test_path_to_what_is_not_theirs() -> None:
    with pytest.raises(UsageError) as error:
        path(GRAPH, 0, "phone", HERS)
    assert HERS not in str(error.value)


@pytest.mark.parametrize("export", [to_json, to_graphml])
def test_exports_veil_others_whatever_show_allows(export) -> None:  # type: ignore[no-untyped-def]
    around = neighbourhood(GRAPH, 0, hops=3)
    masked, revealed = export(around), export(around, show=lambda type_, value: value)
    assert not [value for value in (MINE, WORK, WIFE, HERS, CROWDED) if value in masked]
    assert [value for value in (MINE, WORK, WIFE, HERS, CROWDED) if value in revealed] == [MINE, CROWDED]
    assert VEIL in masked or "&#8230;" in masked


def test_exports_can_be_read_again() -> None:
    around = neighbourhood(GRAPH, 0)
    content = json.loads(to_json(around))
    assert len(content["nodes"]) == around.number_of_nodes()
    assert len(content["edges"]) == around.number_of_edges()
    again = nx.parse_graphml(to_graphml(around))
    assert set(again) == set(around)
