"""What must hold when a basis goes: the state is the one in which the record had never come in."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from policy_lender import GIVEN, SURNAMES, TODAY, Lender, Row, Said, covering, person_id, phone, state

import recontact
from recontact.model_file import ModelFile

slow = settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def model(finished: recontact.Result) -> ModelFile:
    """One model version, trained on the example lender."""
    return ModelFile.read(finished.out / "model.json")


@st.composite
def lenders(draw: st.DrawFn) -> Lender:
    """A few persons in a few sources; some share names, numbers or contacts."""
    people = draw(st.integers(2, 4))
    rows = []
    for number in range(draw(st.integers(3, 7))):
        who = draw(st.integers(0, people - 1))
        source = draw(st.sampled_from(["forms", "shop", "payroll"]))
        name = SURNAMES[who % len(SURNAMES)] + GIVEN[who]
        own = tuple(phone(10 * who + each) for each in draw(st.lists(st.integers(0, 2), max_size=2, unique=True)))
        said = [Said(name, own, person_id(who) if draw(st.booleans()) else None)]
        if draw(st.booleans()):
            other = draw(st.integers(0, people - 1))
            kin = SURNAMES[other % len(SURNAMES)] + GIVEN[other]
            said.append(Said(kin, (phone(10 * other),), None, "emergency_contact_1"))
        customer = f"C{who}" if source == "forms" else None
        day = date(2020 + draw(st.integers(0, 5)), draw(st.integers(1, 12)), 1)
        rows.append(Row(source, f"R{number}", day, tuple(said), customer))
    listed = tuple(sorted({row.customer for row in rows if row.customer})) or ("C0",)
    return Lender(tuple(rows), covering(rows), listed)


def withdrawn(lender: Lender, row: Row, role: str) -> Lender:
    """Return the lender after one person in one row has withdrawn."""
    key = (row.source, row.key, role)
    bases = (
        {**basis, "withdrawn": TODAY} if (basis["source"], basis["record_id"], basis["subject"]) == key else basis
        for basis in lender.bases
    )
    return replace(lender, bases=tuple(bases))


@given(lender=lenders(), data=st.data())
@slow
def test_withdrawn_is_as_if_it_had_never_come_in(
    lender: Lender, data: st.DataObject, model: ModelFile, tmp_path: Path
) -> None:
    gone = data.draw(st.sampled_from(lender.rows))
    after = state(withdrawn(lender, gone, "self"), model, tmp_path / "log")
    never = state(lender, model, tmp_path / "log", without=[(gone.source, gone.key, "self")])
    assert (gone.source, gone.key) not in after.used
    assert (after.contacts, after.third_parties) == (never.contacts, never.third_parties)
    assert after.identities == never.identities


@given(lender=lenders(), data=st.data())
@slow
def test_a_third_partys_withdrawal_leaves_nothing_of_theirs(
    lender: Lender, data: st.DataObject, model: ModelFile, tmp_path: Path
) -> None:
    named = [row for row in lender.rows if len(row.people) > 1]
    if not named:
        return
    gone = data.draw(st.sampled_from(named))
    role = gone.people[1].role
    after = state(withdrawn(lender, gone, role), model, tmp_path / "log")
    never = state(lender, model, tmp_path / "log", without=[(gone.source, gone.key, role)])
    assert (after.third_parties, after.identities) == (never.third_parties, never.identities)
    assert after.contacts <= never.contacts  # that the number was named as somebody else's may still protect it


@pytest.mark.parametrize("change", [{"withdrawn": TODAY}, {"expires": date(2026, 6, 29)}, {"purpose": "evaluation"}])
def test_an_identity_splits_where_its_link_needed_what_went(change: dict, model: ModelFile, tmp_path: Path) -> None:
    bridge = Row("shop", "R2", date(2025, 1, 1), (Said("王伟", (phone(1), phone(2)), person_id(1)),))
    rows = (
        Row("forms", "R1", date(2024, 1, 1), (Said("王*", (phone(1),)),), "C1"),
        bridge,
        Row("payroll", "R3", date(2025, 6, 1), (Said("王伟", (phone(2), phone(3)), person_id(1)),)),
    )
    lender = Lender(rows, covering(rows), ("C1",))
    whole = state(lender, model, tmp_path / "log")
    assert len(whole.identities) == 1
    assert ("C1", "+8613900000003") in whole.values
    bases = (*covering(rows[:1]), *covering([bridge], **change), *covering(rows[2:]))
    split = state(replace(lender, bases=bases), model, tmp_path / "log")
    assert split.identities == {frozenset({("forms", "R1")}), frozenset({("payroll", "R3")})}
    assert {value for _, value in split.values} == {"+8613900000001"}


def test_purposes_meet_and_the_earliest_expiry_holds(model: ModelFile, tmp_path: Path) -> None:
    """A contact rests on the records of its proof; each of them must be usable for the purpose, on the day."""
    rows = (
        Row("forms", "R1", date(2024, 1, 1), (Said("李芳", (phone(5),), person_id(2)),), "C2"),
        Row("shop", "R2", date(2025, 1, 1), (Said("李芳", (phone(6),), person_id(2)),)),
    )
    for change, shown in (({}, True), ({"expires": TODAY}, True), ({"expires": date(2026, 6, 29)}, False),
                          ({"purpose": "legal_notice"}, False)):  # fmt: skip
        bases = (*covering(rows[:1]), *covering(rows[1:], **change))
        found = state(Lender(rows, bases, ("C2",)), model, tmp_path / "log")
        assert (("C2", "+8613900000006") in found.values) is shown
