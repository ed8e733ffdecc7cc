"""People use one mobile number, messenger account and dwelling at a time (synthetic numbers)."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from graph_lender import TODAY, Happened, Seen, borrowers, graph_of

from recontact.graph.contact_graph import ContactGraph
from recontact.graph.rank import Ranking, rank
from recontact.graph.settings import InUse, read_ranking
from recontact.graph.waterfall import why

SETTINGS = read_ranking()
A, B, C = "+8613800000001", "+8613800000002", "+8613800000003"
APART = InUse(second=1.0, some=1.0)


def ranked(graph: ContactGraph, in_use: InUse = SETTINGS.one_at_a_time["mobile"]) -> Ranking:
    """Return the ranking with these settings."""
    return rank(graph, borrowers(0), SETTINGS.model_copy(update={"one_at_a_time": {"mobile": in_use}}), as_of=TODAY)


def own(graph: ContactGraph, in_use: InUse = SETTINGS.one_at_a_time["mobile"]) -> dict[str, float]:
    """Return the probability per point."""
    return {row["point"]: row["probability"] for row in ranked(graph, in_use).contacts.to_pylist()}


MANY = (Seen(0, A, "2025-01-01"), Seen(0, B, "2025-02-01", source="crm"), Seen(0, C, "2025-03-01", source="shop"))


@pytest.mark.parametrize(("second", "some"), [(0.15, 1.3), (1.0, 1.0), (0.5, 0.9), (2.0, 1.0)])
def test_the_closed_form_is_the_sum_over_all_sets_of_numbers(second: float, some: float) -> None:
    graph = graph_of(MANY)
    odds = {point: p / (1.0 - p) for point, p in own(graph, APART).items()}
    weight = {
        chosen: math.prod(odds[point] for point in chosen) * (some * second ** (len(chosen) - 1) if chosen else 1.0)
        for size in range(4)
        for chosen in itertools.combinations(sorted(odds), size)
    }
    told = own(graph, InUse(second=second, some=some))
    for point, probability in told.items():
        expected = sum(w for chosen, w in weight.items() if point in chosen) / sum(weight.values())
        assert probability == pytest.approx(expected, rel=1e-9)


def test_what_speaks_for_one_number_speaks_against_the_others() -> None:
    reached = Happened(B, "2026-05-01", "outcome", "right_party", "voice", "C0")
    before, after = own(graph_of(MANY)), own(graph_of(MANY, [reached]))
    assert after[B] > before[B] + 0.1
    assert after[A] < 0.8 * before[A]
    assert after[C] < 0.8 * before[C]


def test_the_order_of_numbers_stays() -> None:
    by_worth = [sorted(points, key=points.__getitem__) for points in (own(graph_of(MANY)), own(graph_of(MANY), APART))]
    assert by_worth[0] == by_worth[1]


@pytest.mark.parametrize(
    "other",
    [
        Seen(0, B, "2025-01-01", source="crm", usage="alternate"),  # held beside the first
        Seen(0, B, "2025-01-01", source="crm", usage="home", type="landline"),
        Seen(0, "x@example.org", "2025-01-01", source="crm", type="email"),
        Seen(1, B, "2025-01-01", source="crm"),  # another person's
    ],
)
def test_what_is_no_other_number_in_use_says_nothing(other: Seen) -> None:
    graph = graph_of([MANY[0], other])
    assert own(graph)[A] == own(graph, APART)[A]


def test_a_number_that_looks_like_anothers_says_nothing() -> None:
    at_work = Seen(2, B, "2025-01-01", source="shop", usage="work")
    graph = graph_of([MANY[0], replace(MANY[1], point=B), at_work])
    assert own(graph)[A] == own(graph, APART)[A]


def test_the_states_stay_probabilities() -> None:
    states = ranked(graph_of(MANY)).belief.states
    assert states.sum(axis=1) == pytest.approx(1.0)


def test_the_bar_says_what_the_others_change() -> None:
    ranking = ranked(graph_of(MANY))
    alone = own(graph_of(MANY), APART)[A]
    waterfall = why(ranking, "C0", "phone", A)
    bar = waterfall.bars[-1]
    assert bar.code == "one_at_a_time"
    assert bar.delta == pytest.approx(waterfall.logit - math.log(alone / (1.0 - alone)), abs=1e-9)


@pytest.mark.parametrize(
    ("type_", "exclusive"), [("address", True), ("im", True), ("email", False), ("landline", False)]
)
def test_one_dwelling_and_one_account_but_several_mailboxes(type_: str, exclusive: bool) -> None:
    two = [Seen(0, point, "2026-01-01", type=type_, row=1) for point in ("first", "second")]
    apart = {**SETTINGS.one_at_a_time, type_: APART}
    alone = rank(graph_of(two), borrowers(0), SETTINGS.model_copy(update={"one_at_a_time": apart}), as_of=TODAY)
    together = rank(graph_of(two), borrowers(0), SETTINGS, as_of=TODAY)
    lower = np.asarray(together.contacts["probability"]) < np.asarray(alone.contacts["probability"]) - 1e-6
    assert lower.tolist() == [exclusive] * 2
