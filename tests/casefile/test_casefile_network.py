"""The network of a case on invented people: who is counted, who is veiled, what is left out. All numbers synthetic."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from recontact import schema
from recontact.casefile.network import LIMIT, network
from recontact.graph.contact_graph import ContactGraph
from recontact.schema import Source

MINE, SHARED, SPOUSE = "+8613900000001", "+8613900000002", "+8613900000003"
CONTACTS: list[dict[str, Any]] = [{"rank": 1, "type": "mobile"}, {"rank": 2, "type": "mobile"}]
KEYS = [("phone", MINE), ("phone", SHARED)]

Row = tuple[int, str, str]
"""Identity (-1: another person in the row before), role, number."""


def graph(*rows: Row) -> ContactGraph:
    """A lender's graph with one record for each row; another person stands in the record of the row before."""
    records, mentions, observations = 0, [], []
    for at, (identity, role, number) in enumerate(rows):
        records += identity >= 0
        key = f"R{records}" if identity >= 0 else f"R{records}#{role}"
        relation = "spouse" if identity < 0 else None
        facts = {"source": "loans", "row": records, "record_id": key, "role": role, "relation": relation}
        mentions.append({**facts, "customer": None, "seen": date(2025, 1, 1), "since": None, "closed": False})
        point = {"kind": "phone", "type": "mobile", "point": number, "value": number, "usage": "own"}
        observations.append({"mention": at, **point, "field": "phone", "flags": []})
    return ContactGraph(
        mentions=pa.Table.from_pylist(mentions, schema.MENTIONS),
        observations=pa.Table.from_pylist(observations, schema.OBSERVATIONS),
        events=schema.EVENTS.empty_table(),
        persons=pa.table({"mention": pa.array([], pa.int32())}),
        identity=np.array([identity for identity, _, _ in rows], np.int32),
        belief=np.ones(len(rows)),
        sources={"loans": Source("loans")},
    )


def test_many_others_are_a_number_and_few_are_nodes_without_a_fact() -> None:
    borrower = [(0, "self", MINE), (0, "self", SHARED)]
    few = graph(*borrower, (1, "self", SHARED), (2, "self", SHARED))
    nodes, edges, _ = network(few, 0, CONTACTS, KEYS, {})
    assert [node for node in nodes if node["kind"] == "other"] == [
        {"id": "o1", "kind": "other"},
        {"id": "o2", "kind": "other"},
    ]
    many = graph(*borrower, *((other, "self", SHARED) for other in range(1, 8)))
    nodes, edges, _ = network(many, 0, CONTACTS, KEYS, {})
    assert [node for node in nodes if node["kind"] in ("other", "crowd")] == [{"id": "h2", "kind": "crowd", "count": 7}]
    assert [edge["from"] for edge in edges if edge["relation"] == "crowd"] == ["p2"]


def test_another_person_in_a_row_is_the_relation_and_not_the_number() -> None:
    seen = graph(
        (0, "self", MINE), (-1, "emergency_contact_1", SPOUSE), (0, "self", MINE), (-1, "emergency_contact_2", SPOUSE)
    )
    nodes, edges, _ = network(seen, 0, CONTACTS[:1], KEYS[:1], {})
    assert [node for node in nodes if node["kind"] == "person"] == [
        {"id": "t1", "kind": "person", "word": "spouse", "count": 2}
    ]
    assert SPOUSE not in str(nodes) + str(edges)
    assert MINE not in str(nodes) + str(edges), "values stand with the contacts only"


def test_what_is_not_permitted_is_a_number_and_no_point() -> None:
    seen = graph((0, "self", MINE), (0, "self", SHARED))
    nodes, edges, _ = network(seen, 0, CONTACTS[:1], KEYS[:1], {"some-rule": 2, "other-rule": 1})
    assert [node["id"] for node in nodes if node["kind"] == "point"] == ["p1"]
    assert [node for node in nodes if node["kind"] == "withheld"] == [{"id": "w", "kind": "withheld", "count": 3}]
    assert [node["record"] for node in nodes if node["kind"] == "record"] == ["R1"], "a record with nothing to show"
    assert {edge["relation"] for edge in edges} == {"named", "names", "about", "withheld"}


def test_a_network_beyond_the_limit_says_so() -> None:
    rows: list[Row] = [(0, "self", MINE)] * (LIMIT + 1)
    nodes, _, cut = network(graph(*rows), 0, CONTACTS[:1], KEYS[:1], {})
    assert cut
    assert len(nodes) <= LIMIT
    assert not network(graph(*rows[:3]), 0, CONTACTS[:1], KEYS[:1], {})[2]
