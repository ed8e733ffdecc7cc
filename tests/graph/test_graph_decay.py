"""Ageing is learned from how independent sources agree over time, without labels (generated people)."""

import numpy as np
import pytest
from graph_lender import TODAY, Seen, borrowers, graph_of

from recontact.graph.ageing import Decay
from recontact.graph.copies import ancestors
from recontact.graph.decay import learn
from recontact.graph.rank import rank
from recontact.graph.settings import RankingSettings, read_ranking
from recontact.schema import Source

SETTINGS = read_ranking()


def population(hazard: float, people: int = 400, copies: bool = False) -> list[Seen]:
    """Return records of people who change their number at one rate; a copy repeats the first record later."""
    rng = np.random.default_rng(11)
    seen = []
    for identity in range(people):
        years = sorted(rng.uniform(0, 8, 3))
        number = f"+861380{identity:07d}"
        for k, (year, source) in enumerate(zip(years, ("loans", "crm", "shop"), strict=True)):
            if k and rng.random() > np.exp(-hazard * (year - years[k - 1])):
                number = f"+86139{k}{identity:07d}"
            source = ("loans", "agency", "agency")[k] if copies else source
            day = f"{2017 + int(year)}-{1 + int(year % 1 * 12):02d}-01"
            seen.append(Seen(identity, number, day, source=source, customer=f"C{identity}"))
    return seen


def test_faster_change_is_found() -> None:
    people = borrowers(*range(400))
    slow, fast = (learn(graph_of(population(hazard)), people, SETTINGS, as_of=TODAY) for hazard in (0.05, 0.6))
    assert slow.pairs["mobile"] > 1000
    weights = {name: rank_one(decay) for name, decay in (("slow", slow), ("fast", fast), ("prior", Decay()))}
    assert weights["fast"] < weights["prior"]
    assert weights["fast"] < 0.6 * weights["slow"]


def rank_one(decay: Decay) -> float:
    """Return the probability of a number last seen three years ago."""
    graph = graph_of([Seen(0, "+8613800000001", "2023-06-30")])
    ranking = rank(graph, borrowers(0), SETTINGS, as_of=TODAY, decay=decay)
    return float(ranking.contacts["probability"][0].as_py())


def test_too_few_pairs_leave_the_settings_alone() -> None:
    decay = learn(graph_of(population(0.5, people=20)), borrowers(*range(20)), SETTINGS, as_of=TODAY)
    assert (decay.factors, decay.tilt) == ({}, 0.0)


def test_copies_are_not_compared() -> None:
    decay = learn(graph_of(population(0.2, copies=True)), borrowers(*range(400)), SETTINGS, as_of=TODAY)
    assert decay.pairs["mobile"] == 0


@pytest.mark.parametrize(
    ("source", "expected"),
    [("a", {"b", "c"}), ("b", {"c"}), ("c", set()), ("d", {"e"}), ("e", {"d"}), ("unknown", set())],
)
def test_ancestors_follow_chains_and_survive_circles(source: str, expected: set[str]) -> None:
    parents = {"a": ("b",), "b": ("c",), "c": (), "d": ("e",), "e": ("d",)}
    sources = {name: Source(name, derived_from=of) for name, of in parents.items()}
    assert ancestors(source, sources) == expected


def test_a_type_has_its_least_reliability_but_not_for_who_derives_from_others() -> None:
    bound = SETTINGS.points | {"mobile": SETTINGS.points["mobile"].model_copy(update={"reliability": 0.99})}

    def told(source: str, settings: RankingSettings) -> float:
        seen = [Seen(0, "+8613800000001", "2026-06-01", source=source)]
        return float(rank(graph_of(seen), borrowers(0), settings, as_of=TODAY).own[0])

    sure = SETTINGS.model_copy(update={"points": bound})
    assert told("crm", sure) > told("crm", SETTINGS)
    assert told("agency", sure) == told("agency", SETTINGS)
