"""What must hold of whole runs on generated lenders; persons are invented, numbers and ids synthetic."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from policy_lender import GIVEN, SURNAMES, Lender, Row, Said, covering, person_id, phone, state

import recontact
from recontact.adapters.mapping import RecordMapping
from recontact.model_file import ModelFile
from recontact.policy.jurisdiction import known, read_rules

slow = settings(
    deadline=None, max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
persons = st.integers(0, len(GIVEN) - 1)


def name(who: int) -> str:
    return SURNAMES[who % len(SURNAMES)] + GIVEN[who]


@pytest.fixture(scope="module")
def model(finished: recontact.Result) -> ModelFile:
    """One model version, trained on the example lender."""
    return ModelFile.read(finished.out / "model.json")


@st.composite
def lenders(draw: st.DrawFn) -> Lender:
    """Borrowers who name each other as contacts, so that one's own number is another's third party's."""
    rows = []
    for number in range(draw(st.integers(2, 5))):
        who, other = draw(persons), draw(persons)
        said = [Said(name(who), (phone(10 * who + draw(st.integers(0, 1))),), person_id(who))]
        if other != who:
            said.append(Said(name(other), (phone(10 * other),), None, "emergency_contact_1"))
        rows.append(Row("forms", f"R{number}", date(2024, 1, 1 + number), tuple(said), f"C{who}"))
    borrowers = tuple(sorted({row.customer or "" for row in rows}))
    tried = {"source": "calls", "kind": "outcome", "channel": "voice", "point_kind": "phone", "party": "own"}
    events = tuple(
        {**tried, "record_id": f"E{day}", "value": phone(number), "customer": borrower, "on": date(2026, 5, day),
         "result": "no_answer"}
        for borrower in borrowers
        for day, number in enumerate([10 * int(borrower[1:]), 10 * int(borrower[1:]) + 1] * 2, 1)
    )  # fmt: skip
    return Lender(tuple(rows), covering(rows), borrowers, events)


@given(lender=lenders())
@slow
def test_no_third_partys_value_among_the_own(lender: Lender, model: ModelFile, tmp_path: Path) -> None:
    found = state(lender, model, tmp_path / "log")
    for borrower, value in found.values:
        own = {f"+86{n}" for row in lender.rows if row.customer == borrower for n in row.people[0].phones}
        same = {f"+86{n}" for row in lender.rows if row.people[0].id == person_id(int(borrower[1:]))
                for n in row.people[0].phones}  # fmt: skip
        assert value in own | same
    for row in found.third_parties:
        assert row[3] == "third-party"


@given(lender=lenders(), places=st.lists(st.sampled_from(known()), min_size=1, max_size=2, unique=True))
@slow
def test_one_more_place_never_adds_a_contact(
    lender: Lender, places: list[str], model: ModelFile, tmp_path: Path
) -> None:
    whole = state(lender, model, tmp_path / "log", rules=read_rules(["cn"]))
    tight = state(
        lender, model, tmp_path / "log", rules=read_rules(["cn", *(place for place in places if place != "cn")])
    )
    shown = {row[:4] for row in whole.contacts | whole.third_parties}
    assert {row[:4] for row in tight.contacts | tight.third_parties} <= shown


@given(lender=lenders(), who=persons, again=st.booleans())
@slow
def test_never_again_survives_a_new_number_and_a_new_ingestion(
    lender: Lender, who: int, again: bool, model: ModelFile, tmp_path: Path
) -> None:
    """Whoever said never is not shown under another customer number, nor when the rows come in once more."""
    anew = Row("shop", "NEW", date(2026, 1, 1), (Said(name(who), (phone(10 * who + 5),), person_id(who)),), "C-new")
    gone = Row("forms", "OLD", date(2023, 1, 1), (Said(name(who), (phone(10 * who),), person_id(who)),), f"C{who}")
    rows = (*lender.rows, gone, anew, *([replace(anew, key="AGAIN", customer="C-third")] if again else []))
    never = {"source": "*", "record_id": f"C{who}", "subject": "self", "purpose": "all"}
    borrowers = tuple(sorted({*lender.borrowers, f"C{who}", "C-new", "C-third"}))
    found = state(
        replace(lender, rows=rows, bases=(*covering(rows), never), borrowers=borrowers), model, tmp_path / "log"
    )
    assert not {borrower for borrower, _ in found.values} & {f"C{who}", "C-new", "C-third"}
    assert not any(
        f"R{at}" == key for at, row in enumerate(lender.rows) if row.customer == f"C{who}" for _, key in found.used
    )


@pytest.mark.parametrize("header", ["gps_location", "通讯录", "call_log", "人脸", "device_fingerprint", "微博粉丝"])
def test_a_category_on_the_refusal_list_is_no_column(header: str) -> None:
    mapping: dict[str, Any] = {"key": "id", "subject": {"name": "name", "phone": [{"column": header, "usage": "own"}]}}
    with pytest.raises(ValueError, match="refusal list|validation error"):
        RecordMapping.model_validate(mapping)


def test_a_number_that_came_back_to_life_is_not_advised(model: ModelFile, tmp_path: Path) -> None:
    row = Row("forms", "R1", date(2023, 1, 1), (Said(name(0), (phone(1),), person_id(0)),), "C1")
    status = {"source": "checks", "kind": "status", "point_kind": "phone", "value": phone(1)}
    dead = {**status, "record_id": "1", "on": date(2025, 6, 1), "result": "vacant"}
    alive = {**status, "record_id": "2", "on": date(2026, 6, 1), "result": "active"}
    spoke = {**dead, "record_id": "3", "kind": "outcome", "channel": "voice", "result": "right_party",
             "on": date(2026, 6, 20), "customer": "C1", "party": "own"}  # fmt: skip
    for events, advised in (((dead, alive), False), ((dead, alive, spoke), True)):
        found = state(Lender((row,), covering([row]), ("C1",), events), model, tmp_path / "log")
        assert [contact[4] for contact in found.contacts] == [advised]
