"""What to try, what to ask for, and what changed: on invented people."""

import json
from datetime import date

import pytest
from graph_lender import TODAY, Happened, Seen, borrowers, graph_of

from recontact.graph.export import VEIL, to_cytoscape
from recontact.graph.moment import as_of, difference, history, other_people
from recontact.graph.neighbourhood import neighbourhood
from recontact.graph.next_evidence import next_evidence
from recontact.graph.order import after_miss, plan
from recontact.graph.rank import Ranking, rank
from recontact.graph.settings import read_ranking

A, B = "+8613000000001", "+8613000000002"
SETTINGS = read_ranking()


def ranked(*seen: Seen, happened: tuple[Happened, ...] = ()) -> Ranking:
    return rank(graph_of(seen, happened), borrowers(0), SETTINGS, as_of=TODAY)


@pytest.mark.parametrize(("probability", "answers", "after"), [(0.5, 0.0, 0.5), (0.5, 1.0, 0.0), (0.8, 0.25, 0.75)])
def test_a_miss_lowers_the_probability(probability: float, answers: float, after: float) -> None:
    assert after_miss(probability, answers) == pytest.approx(after)


def test_after_misses_another_point_comes_first() -> None:
    contacts = ranked(Seen(0, A, "2026-05-01"), Seen(0, B, "2026-04-01", source="shop")).contacts
    attempts = plan(contacts, SETTINGS, attempts=6)
    assert [attempt.row for attempt in attempts][0] == 0
    assert {attempt.row for attempt in attempts} == {0, 1}
    assert all(attempt.probability >= SETTINGS.threshold for attempt in attempts)
    assert all(attempt.worth > 0 for attempt in attempts), "what costs more than it brings is not planned"


def test_nothing_is_tried_where_nothing_is_worth_it() -> None:
    gone = Happened(A, "2026-06-01", "outcome", "vacant", "voice", "C0")
    assert plan(ranked(Seen(0, A, "2018-01-01"), happened=(gone,)).contacts, SETTINGS) == ()


def test_a_fresh_match_needs_no_further_evidence() -> None:
    match = Happened(A, "2026-06-29", "outcome", "right_party", "voice", "C0")
    sure = next_evidence(ranked(Seen(0, A, "2026-06-01"), happened=(match,)), "C0")
    assert "check_status" not in {option.action for option in sure}
    doubtful = next_evidence(ranked(Seen(0, A, "2020-06-01")), "C0")  # too old to be tried unchecked
    assert "check_three_elements" in {option.action for option in doubtful}
    assert all(option.worth > 0 for option in (*sure, *doubtful))


def test_a_doubtful_link_is_worth_verifying() -> None:
    options = next_evidence(ranked(Seen(0, A, "2026-06-01", belief=0.35), Seen(0, B, "2016-06-01")), "C0")
    assert "verify_link" in {option.action for option in options}


def test_the_graph_as_of_a_day_and_what_came_since() -> None:
    seen = [Seen(0, A, "2024-01-01"), Seen(0, A, "2025-03-01", source="crm"), Seen(0, B, "2025-06-01", source="shop")]
    seen.append(Seen(1, A, "2025-07-01", source="power"))
    graph = graph_of(seen, [Happened(A, "2025-08-01", "outcome", "no_answer", "voice", "C0")])
    then = as_of(graph, date(2025, 1, 1))
    assert (then.mentions.num_rows, then.observations.num_rows, then.events.num_rows) == (1, 1, 0)
    found = difference(graph, 0, date(2025, 1, 1), date(2025, 12, 31))
    assert (found.appeared, found.seen_again, found.records, found.events) == ((("phone", B),), (("phone", A),), 2, 1)
    told = [(moment.what, moment.source) for moment in history(graph, 0, "phone", A)]
    assert told == [("named", "loans"), ("named", "crm"), ("other_person", None), ("voice no_answer", "checks")]
    assert (other_people(graph, 0, "phone", A), other_people(graph, 0, "phone", B)) == (1, 0)


def test_attempts_for_others_are_told_without_their_record() -> None:
    theirs = Happened(A, "2025-08-01", "outcome", "no_answer", "voice", "C1")
    mine = Happened(A, "2025-08-09", "outcome", "no_answer", "voice", "C0")
    graph = graph_of([Seen(0, A, "2024-01-01"), Seen(1, B, "2024-01-01")], [mine, theirs])
    told = [(moment.what, moment.record_id) for moment in history(graph, 0, "phone", A)]
    assert told == [("named", "loans-1"), ("tried_for_other", None), ("voice no_answer", "E0")]


def test_cytoscape_has_nodes_and_edges_and_no_value() -> None:
    graph = graph_of([Seen(0, A, "2024-01-01"), Seen(1, A, "2025-07-01", source="power")])
    text = to_cytoscape(neighbourhood(graph, 0))
    elements = json.loads(text)["elements"]
    names = {node["data"]["id"] for node in elements["nodes"]}
    assert all({edge["data"]["source"], edge["data"]["target"]} <= names for edge in elements["edges"])
    assert A not in text
    assert VEIL in {node["data"].get("value") for node in elements["nodes"]}
