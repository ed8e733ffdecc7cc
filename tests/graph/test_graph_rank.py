"""Which of a borrower's points is believed, on tables of invented people (synthetic numbers)."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from graph_lender import TODAY, Happened, Seen, borrowers, graph_of

from recontact.graph.contact_graph import ContactGraph
from recontact.graph.listing import advisable, presumed_other
from recontact.graph.rank import rank
from recontact.graph.settings import read_ranking
from recontact.schema import CONTACT_TYPES

SETTINGS = read_ranking()
A, B, C, D = "+8613800000001", "+8613800000002", "+8613800000003", "+8613800000004"


def probabilities(graph: ContactGraph, identity: int = 0, **more: Any) -> dict[str, float]:
    """Return the probability per point of one borrower."""
    rows = rank(graph, borrowers(identity, **more), SETTINGS, as_of=TODAY).contacts.to_pylist()
    return {row["point"]: row["probability"] for row in rows}


def test_one_fresh_record_is_as_good_as_its_source() -> None:
    assert probabilities(graph_of([Seen(0, A, "2026-06-30")]))[A] == pytest.approx(0.91, abs=0.01)


@pytest.mark.parametrize("type_", ["mobile", "landline", "email", "im", "address"])
def test_belief_falls_with_age(type_: str) -> None:
    days = ["2026-06-01", "2025-06-01", "2023-06-01", "2018-06-01"]
    beliefs = [probabilities(graph_of([Seen(0, A, day, type=type_)]))[A] for day in days]
    assert beliefs == sorted(beliefs, reverse=True)
    assert beliefs[0] > 1.3 * beliefs[-1]


def test_the_hazard_falls_with_tenure() -> None:
    new = graph_of([Seen(0, A, "2025-01-01")])
    long_held = graph_of([Seen(0, A, "2015-01-01"), Seen(0, A, "2025-01-01", source="crm")])
    assert probabilities(long_held)[A] > probabilities(new)[A]


def test_a_copy_is_no_evidence_and_not_fresh() -> None:
    alone = graph_of([Seen(0, A, "2022-06-30")])
    copied = graph_of([Seen(0, A, "2022-06-30"), Seen(0, A, "2026-06-01", source="agency")])
    far = graph_of([Seen(0, A, "2022-06-30"), Seen(0, A, "2026-06-01", source="broker")])
    independent = graph_of([Seen(0, A, "2022-06-30"), Seen(0, A, "2026-06-01", source="crm")])
    assert probabilities(copied)[A] == probabilities(alone)[A] == probabilities(far)[A]
    assert probabilities(independent)[A] > probabilities(alone)[A] + 0.2
    row = rank(copied, borrowers(0), SETTINGS, as_of=TODAY).contacts.to_pylist()[0]
    assert (row["sources"], str(row["last_seen"]), row["reasons"]) == (
        1,
        "2022-06-30",
        ["sighting", "copy", "lost_on_file"],
    )


@pytest.mark.parametrize("belief", [0.9, 0.6, 0.3])
def test_a_doubtful_link_never_becomes_more_than_the_link(belief: float) -> None:
    sources = ("loans", "crm", "shop", "power", "loans", "crm")
    many = [Seen(0, A, "2026-06-01", source=source, belief=belief, row=row) for row, source in enumerate(sources, 1)]
    assert probabilities(graph_of(many))[A] <= belief + 0.01


@pytest.mark.parametrize(
    ("event", "better"),
    [
        (Happened(A, "2026-05-01", "status", "vacant"), False),
        (Happened(A, "2026-05-01", "status", "suspended"), False),
        (Happened(A, "2026-05-01", "tenure", "band", months=(0, 3)), False),
        (Happened(A, "2026-05-01", "tenure", "band", months=(24, None)), True),
        (Happened(A, "2026-05-01", "outcome", "right_party", "voice", "C0"), True),
        (Happened(A, "2026-05-01", "outcome", "wrong_party", "voice", "C0"), False),
        (Happened(A, "2026-05-01", "outcome", "right_party", "voice", "C1"), False),
        (Happened(A, "2026-05-01", "outcome", "vacant", "voice", "C1"), False),
        (Happened(A, "2026-05-01", "outcome", "undelivered", "sms", "C0"), False),
        (Happened(A, "2026-05-01", "three_element", "match", name="王小明", id="110101********0011"), True),
        (Happened(A, "2026-05-01", "three_element", "mismatch", name="王小明", id="110101********0011"), False),
        (Happened(A, "2026-05-01", "three_element", "match", name="李大力", id="320101********9922"), False),
    ],
)
def test_evidence_points_the_right_way(event: Happened, better: bool) -> None:
    me = Seen(0, A, "2025-01-01", name="王小明", id="110101199001010011")
    other = Seen(1, B, "2025-01-01")
    without = probabilities(graph_of([me, other]))[A]
    told = probabilities(graph_of([me, other], [event]))[A]
    assert (told > without) == better
    assert abs(told - without) > 0.02


@pytest.mark.parametrize(
    "event",
    [
        Happened(A, "2026-05-01", "outcome", "wrong_party", "voice", "C1"),
        Happened(A, "2026-05-01", "three_element", "mismatch", name="李大力", id="320101********9922"),
        Happened(A, "2027-05-01", "status", "vacant"),
        Happened(A, "2020-05-01", "status", "vacant"),
    ],
    ids=["not the other customer's", "not the other person's", "in the future", "before we knew it"],
)
def test_what_says_nothing_changes_nothing(event: Happened) -> None:
    me = Seen(0, A, "2025-01-01", name="王小明", id="110101199001010011")
    seen = [me, Seen(1, B, "2025-01-01")]
    assert probabilities(graph_of(seen, [event])) == probabilities(graph_of(seen))


def test_a_live_line_and_no_answer_say_nothing_of_whose_it_is() -> None:
    for event in (
        Happened(A, "2026-05-01", "status", "active"),
        Happened(A, "2026-05-01", "outcome", "no_answer", "voice", "C0"),
    ):
        table = SETTINGS.status if event.kind == "status" else SETTINGS.voice
        own, *_, other, _ = table[event.result]
        assert own == other


def test_vacant_then_live_is_somebody_elses() -> None:
    checks = [Happened(A, "2025-01-01", "status", "vacant"), Happened(A, "2026-06-01", "status", "active")]
    row = rank(graph_of([Seen(0, A, "2024-01-01")], checks), borrowers(0), SETTINGS, as_of=TODAY).contacts.to_pylist()[
        0
    ]
    assert row["probability"] < 0.3
    assert row["p_wrong"] > 0.5


def test_a_newer_number_replaces_an_older_one() -> None:
    old, new = Seen(0, A, "2023-01-01"), Seen(0, B, "2025-06-01", source="crm")
    assert probabilities(graph_of([old, new]))[A] < 0.7 * probabilities(graph_of([old]))[A]
    both = [replace(old, row=1), Seen(0, B, "2023-01-01", usage="alternate", row=1)]
    assert probabilities(graph_of(both))[A] == pytest.approx(probabilities(graph_of([old]))[A], abs=0.05)


def test_a_second_number_neither_replaces_the_first_nor_is_replaced() -> None:
    both = [Seen(0, A, "2022-01-01", row=1), Seen(0, B, "2022-01-01", row=1, usage="alternate")]
    before, after = probabilities(graph_of(both)), probabilities(graph_of([*both, Seen(0, C, "2025-01-01", row=2)]))
    assert after[A] < 0.5 * before[A]
    assert after[B] > 0.7 * before[B]  # only the habit that all points share is seen to be restless
    newer_second = [*both, Seen(0, D, "2025-01-01", row=2, usage="alternate")]
    assert probabilities(graph_of(newer_second))[A] > 0.7 * before[A]


def test_a_number_named_as_another_persons_is_not_shown_as_own() -> None:
    own = [Seen(0, A, "2026-01-01", row=1), Seen(0, B, "2026-01-01", row=2)]
    named = Seen(0, A, "2026-01-01", role="emergency_contact_1", relation="spouse", row=1)
    assert set(probabilities(graph_of([*own, named]))) == {B}
    scene = rank(graph_of([*own, named]), borrowers(0), SETTINGS, as_of=TODAY)
    assert scene.belief.states[0, 0] < 0.75 * scene.belief.states[1, 0]


def test_work_numbers_and_other_peoples_are_no_candidates() -> None:
    seen = [
        Seen(0, A, "2026-01-01", row=1),
        Seen(0, B, "2026-01-01", usage="work", row=1),
        Seen(0, C, "2026-01-01", role="emergency_contact_1", row=1),
        Seen(0, D, "2026-01-01", role="buyer", row=1),
    ]
    assert set(probabilities(graph_of(seen))) == {A}


def test_a_number_of_many_people_is_a_hub_and_never_advised() -> None:
    crowd = [Seen(identity, A, "2026-01-01", source="crm") for identity in range(7)]
    rows = rank(graph_of([*crowd, Seen(0, B, "2024-01-01")]), borrowers(0), SETTINGS, as_of=TODAY).contacts.to_pylist()
    assert [(row["point"], row["hub"]) for row in rows] == [(B, False), (A, True)]
    assert "hub" in rows[1]["reasons"]
    assert not rows[1]["advised"]


def test_a_household_may_share_a_number_strangers_may_not() -> None:
    both = [Seen(0, A, "2026-01-01"), Seen(1, A, "2026-01-01", source="crm")]
    home = [Seen(0, "1 Elm St", "2026-01-01", type="address"), Seen(1, "1 Elm St", "2026-01-01", type="address")]
    alone, strangers, kin = (probabilities(graph_of(rows))[A] for rows in (both[:1], both, both + home))
    assert strangers < kin < alone


def test_a_number_seen_later_with_another_person_was_issued_again() -> None:
    seen = [Seen(0, A, "2022-01-01"), Seen(1, A, "2025-01-01", source="crm")]
    rows = rank(graph_of(seen), borrowers(0, 1), SETTINGS, as_of=TODAY).contacts.to_pylist()
    before, after = ({row["borrower_id"]: row for row in rows}[name] for name in ("C0", "C1"))
    assert "seen_with_other_later" in before["reasons"]
    assert before["probability"] < 0.35 < 0.6 < after["probability"]
    assert before["p_wrong"] > 0.5


def test_a_closed_account_means_that_they_left() -> None:
    home = Seen(0, "1 Elm St", "2025-06-01", source="power", type="address", usage="service", since="2015-01-01")
    closed, open_still = (replace(home, closed=state) for state in (True, False))
    left, unknown, kept = (probabilities(graph_of([row]))["1 Elm St"] for row in (closed, home, open_still))
    assert left < 0.3 < unknown < kept, "an open account speaks for them only where the source tells of closing"


def test_the_number_of_an_account_is_as_fresh_as_the_accounts_last_sign() -> None:
    given = Seen(0, A, "2026-06-01", source="power", usage="service")
    opened = replace(given, since="2016-01-01")
    assert probabilities(graph_of([opened]))[A] == probabilities(graph_of([given]))[A]
    older = Seen(0, B, "2020-01-01")
    told = [probabilities(graph_of([older, each]))[B] for each in (opened, given)]
    assert told[0] > 1.2 * told[1], "an account as old as the other number says nothing newer"


def test_default_makes_people_change_numbers() -> None:
    graph = graph_of([Seen(0, A, "2025-01-01")])
    assert probabilities(graph, default="2025-06-01")[A] < probabilities(graph)[A]
    assert probabilities(graph, default="2026-06-30")[A] == probabilities(graph)[A]


def test_an_undated_record_is_an_old_record() -> None:
    undated = graph_of([Seen(0, A, None)])
    assert probabilities(undated)[A] == pytest.approx(probabilities(graph_of([Seen(0, A, "2022-07-01")]))[A], abs=0.01)


def test_points_of_one_person_share_a_habit() -> None:
    kept = [
        Seen(0, B, "2012-01-01"),
        Seen(0, B, "2026-01-01", source="crm"),
        Seen(0, "x@example.org", "2024-01-01", type="email"),
    ]
    fresh = [Seen(0, "x@example.org", "2024-01-01", type="email")]
    assert probabilities(graph_of(kept))["x@example.org"] > probabilities(graph_of(fresh))["x@example.org"]


def test_two_borrowers_of_one_identity_get_the_same_list_and_unknown_ones_none() -> None:
    people = borrowers(0, 0, None)
    people = people.set_column(0, "borrower_id", [["C0", "C9", "C7"]])
    rows = rank(graph_of([Seen(0, A, "2026-01-01")]), people, SETTINGS, as_of=TODAY).contacts.to_pylist()
    assert [(row["borrower_id"], row["rank"]) for row in rows] == [("C0", 1), ("C9", 1)]
    assert rows[0]["probability"] == rows[1]["probability"]


def test_the_order_of_rows_does_not_matter() -> None:
    seen = [
        Seen(0, A, "2024-01-01", row=1),
        Seen(0, A, "2024-01-01", source="crm", row=2),
        Seen(0, B, "2025-01-01", source="shop", row=3),
        Seen(1, A, "2025-03-01", source="crm", row=4),
    ]
    happened = [Happened(A, "2025-02-01", "status", "active"), Happened(B, "2025-02-01", "status", "vacant")]
    there = rank(graph_of(seen, happened), borrowers(0, 1), SETTINGS, as_of=TODAY).contacts
    back = rank(graph_of(seen[::-1], happened[::-1]), borrowers(1, 0), SETTINGS, as_of=TODAY).contacts
    assert there.drop_columns("holding").equals(back.drop_columns("holding"))


def test_nothing_known_gives_an_empty_list() -> None:
    graph = graph_of([Seen(0, A, "2026-01-01")])
    assert len(rank(graph, borrowers(None), SETTINGS, as_of=TODAY).contacts) == 0
    assert len(rank(graph_of([]), borrowers(), SETTINGS, as_of=TODAY).contacts) == 0


def test_states_are_probabilities() -> None:
    rng = np.random.default_rng(5)
    seen = [
        Seen(
            int(rng.integers(30)),
            f"+86138{int(rng.integers(60)):08d}",
            f"20{int(rng.integers(15, 27))}-03-01",
            source=source,
        )
        for source in ("loans", "crm", "shop", "power", "agency")
        for _ in range(60)
    ]
    ranking = rank(graph_of(seen), borrowers(*sorted({s.identity for s in seen})), SETTINGS, as_of=TODAY)
    table = ranking.contacts.to_pandas()
    assert ((table.probability > 0) & (table.probability < 1)).all()
    assert (table.probability + table.p_wrong <= 1 + 1e-9).all()


@pytest.mark.parametrize(
    ("seen", "happened", "told"),
    [
        (Seen(0, A, "2024-06-30"), (), True),
        (Seen(0, A, "2026-06-01"), (), False),  # has hardly been tried
        (Seen(0, A, "2024-06-30", source="shop"), (), False),  # the lender had no such record of the borrower's number
        (Seen(0, A, "2024-06-30", usage="alternate"), (), False),
        (Seen(0, A, "2024-06-30"), (Happened(A, "2025-06-30", "outcome", "right_party", "voice", "C0"),), False),
    ],
)
def test_what_was_on_file_did_not_reach_the_lost(seen: Seen, happened: tuple[Happened, ...], told: bool) -> None:
    ranking = rank(graph_of([seen], happened), borrowers(0), SETTINGS, as_of=TODAY)
    assert ("lost_on_file" in ranking.contacts["reasons"][0].as_py()) == told


@pytest.mark.parametrize(
    ("type_", "least", "most"), [("landline", 0.97, 1.0), ("mobile", 0.6, 0.95), ("email", 0.0, 0.1)]
)
def test_who_has_what_was_given_up(type_: str, least: float, most: float) -> None:
    """A residence's telephone rings with who lives there now; next holders of a number give it up in turn."""
    old = graph_of([Seen(0, A, "1986-06-30", type=type_)])
    row = rank(old, borrowers(0), SETTINGS, as_of=TODAY).contacts.to_pylist()[0]
    assert least < row["p_wrong"] / (1 - row["probability"]) <= most


@pytest.mark.parametrize(
    ("type_", "own", "wrong", "advised"),
    [
        ("mobile", 0.6, 0.3, True),
        ("mobile", 0.35, 0.46, True),
        ("mobile", 0.35, 0.47, False),
        ("mobile", 0.29, 0.0, False),
        ("landline", 0.31, 0.7, False),
        ("address", 0.31, 0.7, True),
        ("email", 0.31, 0.7, True),
    ],
)
def test_advice_is_in_proportion_to_the_chance_of_a_stranger(
    type_: str, own: float, wrong: float, advised: bool
) -> None:
    types = np.array([CONTACT_TYPES.index(type_)])
    assert advisable(SETTINGS, types, np.array([own]), np.array([wrong])).tolist() == [advised]


@pytest.mark.parametrize(
    ("type_", "own", "wrong", "presumed"),
    [("mobile", 0.02, 0.95, True), ("landline", 0.02, 0.95, True), ("mobile", 0.05, 0.95, False)]
    + [("mobile", 0.02, 0.9, False), ("address", 0.02, 0.95, False), ("email", 0.0, 1.0, False)],
)
def test_what_nearly_surely_rings_with_somebody_else_is_presumed_theirs(
    type_: str, own: float, wrong: float, presumed: bool
) -> None:
    types = np.array([CONTACT_TYPES.index(type_)])
    assert presumed_other(SETTINGS, types, np.array([own]), np.array([wrong])).tolist() == [presumed]


def test_the_lag_of_a_kind_of_point_stands_before_the_sources_own() -> None:
    graph = graph_of([Seen(0, A, "2025-06-30"), Seen(0, "ann", "2025-06-30", type="im")])
    late = replace(graph, sources={**graph.sources, "loans": replace(graph.sources["loans"], lag_days=365.0)})
    mixed = replace(late.sources["loans"], lag_days_of={"im": 0.0})
    by_kind = probabilities(replace(graph, sources={**graph.sources, "loans": mixed}))
    assert by_kind["ann"] == pytest.approx(probabilities(graph)["ann"], abs=0.02)
    assert by_kind[A] == pytest.approx(probabilities(late)[A], abs=0.02)
    assert by_kind[A] < probabilities(graph)[A] - 0.05
