"""Whom a check asked about: masked numbers, both scripts (synthetic identity numbers)."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest
from graph_lender import TODAY, Happened, Seen, borrowers, graph_of

from recontact.graph.ageing import Decay
from recontact.graph.build import build
from recontact.graph.decay import learn
from recontact.graph.evidence.same_person import OTHER, SAME, UNKNOWN, verified_person
from recontact.graph.rank import rank
from recontact.graph.settings import read_ranking
from recontact.graph.warm import warmup

SETTINGS = read_ranking()
A = "+8613800000001"


@pytest.mark.parametrize(
    ("known", "asked", "verdict"),
    [
        (("王小明", "110101199001010011"), ("王小明", "110101********0011"), SAME),
        (("王小明", "110101199001010011"), ("王小明", None), SAME),
        (("王*明", "110101********0011"), ("王小明", "110101199001010011"), SAME),
        (("王小明", None), (None, "110101199001010011"), UNKNOWN),
        (("王小明", "110101199001010011"), ("李大力", "320101********9922"), OTHER),
        (("王小明", None), ("李大力", None), OTHER),
        (("王小明", "110101199001010011"), ("王小明", "320101********9922"), UNKNOWN),
        (("王小明", "110101199001010011"), (None, "**************0011"), SAME),
        (("王小明", "110101199001010011"), (None, "***************011"), UNKNOWN),
        ((None, None), ("王小明", "110101199001010011"), UNKNOWN),
    ],
)
def test_who_was_verified(
    known: tuple[str | None, str | None], asked: tuple[str | None, str | None], verdict: int
) -> None:
    me = Seen(0, A, "2025-01-01", name=known[0], id=known[1])
    check = Happened(A, "2026-01-01", "three_element", "match", name=asked[0], id=asked[1])
    scene = build(graph_of([me], [check]), np.array([0]), SETTINGS, as_of=TODAY)
    assert verified_person(scene, np.array([0])).tolist() == [verdict]


def test_latin_names_meet_in_any_order_without_initials() -> None:
    check = Happened(A, "2026-01-01", "three_element", "match", name="Ruth H. Ruiz")
    graph = graph_of([Seen(0, A, "2025-01-01")], [check])
    persons = graph.persons.set_column(2, "surname", pa.array(["ruiz"])).set_column(3, "given", pa.array(["ruth"]))
    scene = build(replace(graph, persons=persons), np.array([0]), SETTINGS, as_of=TODAY)
    assert verified_person(scene, np.array([0])).tolist() == [SAME]


def test_one_record_of_the_same_person_is_enough() -> None:
    seen = [
        Seen(0, A, "2025-01-01", name="李大力", id="320101199001019922"),
        Seen(0, A, "2025-01-01", source="crm", name="王小明", id="110101199001010011"),
    ]
    check = Happened(A, "2026-01-01", "three_element", "match", name="王小明", id="110101********0011")
    scene = build(graph_of(seen, [check]), np.array([0]), SETTINGS, as_of=TODAY)
    assert verified_person(scene, np.array([0])).tolist() == [SAME]


def test_a_deriving_sources_own_values_are_as_old_as_its_copies() -> None:
    copies = [
        Seen(identity, f"+86139{identity:08d}", day, source=source)
        for identity in range(1, 40)
        for day, source in (("2021-06-30", "loans"), ("2026-06-30", "agency"))
    ]
    graph = graph_of([*copies, Seen(0, A, "2026-06-30", source="agency")])
    people = borrowers(*range(40))
    decay = learn(graph, people, SETTINGS, as_of=TODAY)
    assert decay.copy_lag["agency"] == pytest.approx(5 * 365, rel=0.1)

    def believed(decay: Decay) -> float:
        rows = rank(graph, borrowers(0), SETTINGS, as_of=TODAY, decay=decay).contacts
        return float(rows["probability"][0].as_py())

    assert believed(decay) < 0.75 * believed(Decay())


def test_a_home_telephone_ages_with_the_home_whatever_its_number_looks_like() -> None:
    def believed(usage: str, factors: dict[str, float]) -> float:
        graph = graph_of([Seen(0, A, "2024-01-01", usage=usage)])
        rows = rank(graph, borrowers(0), SETTINGS, as_of=TODAY, decay=Decay(factors=factors)).contacts
        assert rows["type"][0].as_py() == "mobile"
        return float(rows["probability"][0].as_py())

    assert believed("home", {"mobile": 9.0}) == believed("home", {})
    assert believed("own", {"mobile": 9.0}) < believed("own", {})


def test_kernels_compile_ahead() -> None:
    from recontact.graph import filter as filtering
    from recontact.graph import loops

    warmup()
    kernels = [loops.running_trust, loops.newer_points, loops.shared_use, filtering.forward, filtering.trace]
    assert all(kernel.signatures for kernel in kernels), "each was compiled, for the types that a run hands over"
