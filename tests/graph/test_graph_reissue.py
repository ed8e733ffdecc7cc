"""How soon numbers are issued again is learned from what was met at numbers given up (synthetic numbers)."""

from dataclasses import replace

import numpy as np
import pytest
from graph_lender import TODAY, Happened, Seen, borrowers, graph_of

from recontact.graph.ageing import Decay
from recontact.graph.contact_graph import ContactGraph
from recontact.graph.rank import rank
from recontact.graph.reissue import reissued
from recontact.graph.settings import RankingSettings, read_ranking

SETTINGS = read_ranking()
PEOPLE = 60


def old(person: int) -> str:
    """Return the number that a person gave up."""
    return f"+861380000{person:04d}"


def lender(active: float) -> ContactGraph:
    """Return people who gave a number up years ago; of so many somebody answers it when it is checked."""
    seen, checks = [], []
    for person in range(PEOPLE):
        seen += [Seen(person, old(person), "2018-01-01"), Seen(person, f"+861390000{person:04d}", "2021-01-01")]
        checks.append(Happened(old(person), "2025-06-01", "status", "active" if person < active * PEOPLE else "vacant"))
    return graph_of(seen, checks)


def learned(graph: ContactGraph, settings: RankingSettings = SETTINGS) -> dict[str, float]:
    """Return the rates by type."""
    return reissued(graph, borrowers(*range(PEOPLE)), settings, as_of=TODAY, decay=Decay())


def test_numbers_that_somebody_answers_were_issued_again_soon() -> None:
    slow, fast = (learned(lender(share))["mobile"] for share in (0.1, 0.9))
    assert slow < 0.5 * SETTINGS.points["mobile"].reissued
    assert fast > 2.0 * SETTINGS.points["mobile"].reissued


def test_the_rate_says_whose_a_living_number_is() -> None:
    graph, people = lender(0.9), borrowers(*range(PEOPLE))
    wrong = [
        rank(graph, people, SETTINGS, as_of=TODAY, decay=Decay().issued_again({"mobile": rate})).contacts
        for rate in (0.1, 5.0)
    ]
    living = [np.asarray(table["p_wrong"])[[p == old(0) for p in table["point"].to_pylist()]] for table in wrong]
    assert living[0] < living[1]


def test_without_such_evidence_the_settings_stand() -> None:
    assert learned(replace(lender(0.5), events=lender(0.5).events.slice(0, 0))) == {}


def test_neither_the_order_nor_a_longer_list_changes_it_much() -> None:
    graph, people = lender(0.5), borrowers(*range(PEOPLE))
    back = reissued(graph, people.take(list(range(PEOPLE))[::-1]), SETTINGS, as_of=TODAY, decay=Decay())
    assert back == learned(graph)
    few = SETTINGS.decay.reissue.model_copy(update={"borrowers": 30})
    part = SETTINGS.model_copy(update={"decay": SETTINGS.decay.model_copy(update={"reissue": few})})
    assert learned(graph, part)["mobile"] == pytest.approx(learned(graph)["mobile"], rel=0.5)
