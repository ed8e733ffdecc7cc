"""One borrower's answer is the batch's: on invented people who share points, homes, customers and rows."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from graph_lender import TODAY, Happened, Seen, borrowers, graph_of

from recontact.graph import blocks
from recontact.graph.contact_graph import ContactGraph
from recontact.graph.part import Index
from recontact.graph.rank import rank
from recontact.graph.settings import read_ranking

SETTINGS = read_ranking()


def village(people: int = 40) -> ContactGraph:
    """Every person has a number, a home and a shop's number; neighbours share some, and name each other."""
    random = np.random.default_rng(5)
    seen, happened = [], []
    for person in range(people):
        for number, source in enumerate(("loans", "crm", "shop", "power", "agency")):
            point = f"+86130{random.integers(0, people):08d}"
            on = f"{random.integers(2020, 2026)}-0{random.integers(1, 7)}-11"
            seen.append(Seen(person, point, on, source=source, row=100 * person + number, belief=0.9))
        seen.append(Seen(person, f"home {person // 3}", "2024-02-03", source="power", type="address", usage="current"))
        named = f"+86130{random.integers(0, people):08d}"
        seen.append(Seen(person, named, "2023-02-03", role="emergency_contact_1", row=100 * person, relation="friend"))
        called = seen[-7 + int(random.integers(0, 5))].point
        result = str(random.choice(["right_party", "wrong_party", "vacant"]))
        happened.append(Happened(called, "2026-01-02", "outcome", result, "voice", f"C{random.integers(0, people)}"))
    return graph_of(seen, happened)


def test_one_borrower_as_in_the_batch() -> None:
    graph = village()
    everybody = rank(graph, borrowers(*range(40)), SETTINGS, as_of=TODAY).contacts.drop_columns(["holding"])
    index = Index.of(graph)
    for person in range(40):
        alone = rank(index.part([person]), borrowers(person), SETTINGS, as_of=TODAY).contacts
        batch = everybody.filter(pc.equal(everybody["borrower_id"], f"C{person}"))
        assert alone.drop_columns(["holding"]).equals(batch)


def test_blocks_are_the_whole(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    graph, listed = village(), pa.concat_tables([borrowers(*range(40)), borrowers(None)])
    order = [("borrower_id", "ascending"), ("rank", "ascending")]
    whole = rank(graph, listed, SETTINGS, as_of=TODAY).contacts.drop_columns(["holding"]).sort_by(order)
    monkeypatch.setattr(blocks, "_BLOCK", 7)
    for threads in (1, 3):
        parts = blocks.rank_contacts(graph, listed, SETTINGS, as_of=TODAY, threads=threads)
        assert parts.sort_by(order).equals(whole)


def test_a_stranger_has_no_part() -> None:
    part = Index.of(village(3)).part([-1])
    assert part.mentions.num_rows == part.observations.num_rows == part.events.num_rows == 0
