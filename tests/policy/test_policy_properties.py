"""What must hold for every lender: generated mentions, bases and contacts (all invented)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from recontact import schema
from recontact.policy.jurisdiction import Rules, known, read_rules
from recontact.policy.show import permit_show
from recontact.policy.sighting import Sightings
from recontact.policy.stop import Stops
from recontact.policy.use import Use, permit_use
from recontact.schema import Declaration, Source

TODAY = date(2026, 6, 30)
RULES = {name: read_rules([name]) for name in known()}
DECLARED = Declaration("consent", "n", "e", "Lender", ("Lender",), ("voice", "email"), ("phone",))
SOURCES = {
    "forms": Source(id="forms", declaration=DECLARED),
    "partner": Source(id="partner", declaration=replace(DECLARED, channels=("email",))),
    "rumour": Source(id="rumour", declaration=replace(DECLARED, evidence=None)),
}
ROLES = ("self", "emergency_contact_1", "buyer")
near = st.integers(-3, 3).map(lambda days: TODAY + timedelta(days))
sources = st.sampled_from(sorted(SOURCES))


@st.composite
def mentions(draw: st.DrawFn) -> list[dict[str, Any]]:
    rows = []
    for row in range(1, draw(st.integers(1, 4)) + 1):
        source, customer = draw(sources), draw(st.sampled_from([None, "C1", "C2"]))
        for role in draw(st.lists(st.sampled_from(ROLES), min_size=1, unique=True)):
            key = f"R{row}" if role == "self" else f"R{row}#{role}"
            own = customer if role == "self" else None
            rows.append({"source": source, "row": row, "record_id": key, "role": role, "customer": own})
    return rows


bases = st.lists(
    st.fixed_dictionaries(
        {
            "source": sources,
            "record_id": st.sampled_from(["R1", "R2", "R3", "*"]),
            "subject": st.sampled_from(ROLES),
            "purpose": st.sampled_from(["recontact_lost_borrower", "ads"]),
            "granted": near | st.none(),
            "expires": near | st.none(),
            "withdrawn": near | st.none(),
        }
    ),
    max_size=8,
)


def used(people: list[dict[str, Any]], given_bases: list[dict[str, Any]], rules: Rules = RULES["cn"]) -> list[bool]:
    use = Use("recontact_lost_borrower", TODAY, rules)
    tables = pa.Table.from_pylist(people, schema.MENTIONS), pa.Table.from_pylist(given_bases, schema.BASES)
    return [rule is None for rule in permit_use(*tables, SOURCES, use).to_pylist()]


def covers(people: list[bool], others: list[bool]) -> bool:
    return all(other or not one for one, other in zip(people, others, strict=True))


@given(mentions(), bases, st.data())
@settings(deadline=None)
def test_the_order_of_rows_does_not_matter(people: list, given_bases: list, data: st.DataObject) -> None:
    order = data.draw(st.permutations(range(len(people))))
    shuffled = used([people[at] for at in order], data.draw(st.permutations(given_bases)))
    assert shuffled == [used(people, given_bases)[at] for at in order]


@given(mentions(), bases, st.data())
@settings(deadline=None)
def test_a_withdrawal_leaves_no_more_than_if_it_had_never_been_given(
    people: list, given_bases: list, data: Any
) -> None:
    if given_bases:
        at = data.draw(st.integers(0, len(given_bases) - 1))
        withdrawn = [*given_bases[:at], {**given_bases[at], "withdrawn": TODAY}, *given_bases[at + 1 :]]
        without = [*given_bases[:at], *given_bases[at + 1 :]]
        assert covers(used(people, withdrawn), used(people, without))


@given(mentions(), bases, st.sampled_from(["C1", "C2"]))
@settings(deadline=None)
def test_a_wish_to_be_left_alone_only_takes_away(people: list, given_bases: list, customer: str) -> None:
    never = {"source": "*", "record_id": customer, "subject": "self", "purpose": "all"}
    after = used(people, [*given_bases, never])
    assert covers(after, used(people, given_bases))
    rows = {row["row"] for row in people if row["customer"] == customer}
    assert not any(kept for kept, row in zip(after, people, strict=True) if row["row"] in rows)


@given(
    mentions(), bases, st.lists(st.sampled_from(known()), min_size=1, max_size=3, unique=True), st.sampled_from(known())
)
@settings(deadline=None)
def test_one_more_jurisdiction_only_takes_away(people: list, given_bases: list, places: list[str], more: str) -> None:
    tighter = read_rules([*places, *({more} - set(places))])
    assert covers(used(people, given_bases, tighter), used(people, given_bases, read_rules(places)))


@given(mentions(), bases)
@settings(deadline=None)
def test_nothing_is_used_without_a_basis_of_that_very_person(people: list, given_bases: list) -> None:
    for person, kept in zip(people, used(people, given_bases), strict=True):
        key = person["record_id"].partition("#")[0]
        assert not kept or any(
            basis["source"] == person["source"]
            and basis["record_id"] in (key, "*")
            and basis["subject"] == person["role"]
            and basis["purpose"] == "recontact_lost_borrower"
            and basis["granted"] is not None
            and basis["granted"] <= TODAY
            and (basis["expires"] is None or basis["expires"] >= TODAY)
            and (basis["withdrawn"] is None or basis["withdrawn"] > TODAY)
            for basis in given_bases
        )


@st.composite
def seen(draw: st.DrawFn) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[int]]:
    people = draw(mentions())
    persons = {row["row"]: draw(st.integers(0, 1)) for row in people}
    identity = [persons[row["row"]] if row["role"] == "self" else -1 for row in people]
    points = [
        {"mention": at, "kind": "phone", "type": "mobile", "point": draw(st.sampled_from("abc")), "usage": usage}
        for at in range(len(people))
        for usage in draw(st.lists(st.sampled_from(["own", "work"]), max_size=2))
    ]
    return people, points, identity


@given(seen(), st.sampled_from(known()))
@settings(deadline=None)
def test_a_third_partys_value_is_never_the_borrowers_own(world: tuple, place: str) -> None:
    people, points, identity = world
    candidates = [
        {"borrower_id": f"B{person}", "identity": person, "kind": "phone", "point": point, "party": party}
        | {"hub": False, "presumed_other": False}
        for person in (0, 1)
        for point in "abc"
        for party in ("own", "third-party")
    ]
    tables = pa.Table.from_pylist(points, schema.OBSERVATIONS), pa.Table.from_pylist(people, schema.MENTIONS)
    sightings = Sightings(*tables, np.array(identity, np.int32), SOURCES)
    use = Use("recontact_lost_borrower", TODAY, RULES[place])
    nobody = Stops(*[pa.array([], pa.string())] * 3)
    found = permit_show(pa.Table.from_pylist(candidates), sightings, nobody, use).to_pylist()
    for row, answer in zip(candidates, found, strict=True):
        own = any(
            point["point"] == row["point"] and point["usage"] == "own" and identity[point["mention"]] == row["identity"]
            for point in points
        )
        if answer["refused"] is None and row["party"] == "own":
            assert own
        if answer["refused"] is None and row["party"] == "third-party":
            assert place == "cn" or place.startswith("us")
        assert (answer["refused"] is None) == (answer["permitted"] is not None)
