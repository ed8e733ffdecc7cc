"""Properties 9 and 13: a name and a birth date alone connect nobody; a dead number that lives again is not advised."""

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from policy_lender import Lender, Row, Said, covering, person_id, phone, state

import recontact
from recontact.model_file import ModelFile
from recontact.policy.jurisdiction import known, read_rules
from recontact.policy.namesake import cores

FACTS = ("name", "born", "gender", "address", "phones", "id")
NAME_AND_BIRTH = [["name", "born", "gender"]]
slow = settings(
    deadline=None, max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def model(finished: recontact.Result) -> ModelFile:
    """One model version, trained on the example lender."""
    return ModelFile.read(finished.out / "model.json")


def grouped(links: list[tuple[int, int, set[str]]], alone: list[list[str]], records: int = 5) -> list[int]:
    """Number the cores of one identity's records by their first record."""
    left, right = (np.array([link[side] for link in links], np.int64) for side in (0, 1))
    agreed = {name: np.array([name in link[2] for link in links], bool) for name in FACTS}
    core = cores(left, right, agreed, np.zeros(records, np.int32), alone).tolist()
    return [core.index(each) for each in core]


@st.composite
def linked(draw: st.DrawFn) -> list[tuple[int, int, set[str]]]:
    pair = st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda ends: ends[0] < ends[1])
    pairs = draw(st.lists(pair, max_size=8, unique=True))
    return [(*ends, draw(st.sets(st.sampled_from(FACTS)))) for ends in pairs]


def test_what_suffices() -> None:
    for facts, sure in (
        ({"name"}, False),
        ({"name", "born"}, False),
        ({"name", "born", "gender"}, False),
        ({"name", "born", "address"}, True),
        ({"name", "phones"}, True),
        ({"id"}, True),
    ):
        assert (grouped([(0, 1, facts)], NAME_AND_BIRTH)[1] == 0) is sure
    # one record by birth date, another of the same person by address: together enough
    links = [(0, 1, {"id"}), (0, 2, {"name", "born"}), (1, 2, {"name", "address"})]
    assert grouped(links, [*NAME_AND_BIRTH, ["name", "address", "gender"]])[2] == 0
    assert grouped(links[:2], [*NAME_AND_BIRTH, ["name", "address", "gender"]])[2] == 2


@given(linked())
def test_a_name_and_a_birth_date_alone_connect_nobody(links: list) -> None:
    weak = [(left, right, facts & {"name", "born", "gender"}) for left, right, facts in links]
    assert grouped(weak, NAME_AND_BIRTH) == [0, 1, 2, 3, 4]


@given(linked(), st.sets(st.sampled_from(FACTS), min_size=1))
def test_asking_for_more_never_connects_more(links: list, more: set) -> None:
    loose = grouped(links, NAME_AND_BIRTH)
    tight = grouped(links, [*NAME_AND_BIRTH, sorted(more)])
    for one in range(5):
        for other in range(5):
            assert tight[one] != tight[other] or loose[one] == loose[other]


@given(place=st.sampled_from(known()), more=st.booleans())
@slow
def test_a_namesakes_number_is_not_shown(place: str, more: bool, model: ModelFile, tmp_path: Path) -> None:
    """The rare name alone may link two records; the other's number is shown only if something else agrees."""
    said = Said("欧阳靖璇", (phone(3512), *([phone(70)] if more else [])))
    rows = (
        Row("forms", "R1", date(2024, 1, 1), (Said("欧阳靖璇", (phone(70),)),), "C1"),
        Row("shop", "R2", date(2025, 1, 1), (said,)),
    )
    found = state(Lender(rows, covering(rows), ("C1",)), model, tmp_path / "log", rules=read_rules([place]))
    values = {value for _, value in found.values}
    assert "+8613900000070" in values
    assert more or "+8613900003512" not in values


@given(
    died=st.dates(date(2024, 1, 1), date(2025, 9, 1)),  # all of it before the day of judging
    after=st.integers(45, 300),  # a number rests so long before it is given to somebody else (47 CFR 52.15(f)(1)(ii))
    again=st.sampled_from(["active", "silent"]),
    spoke=st.none() | st.integers(-400, -1),
)
@slow
def test_a_dead_number_that_lives_again_is_not_advised_until_verified(
    died: date, after: int, again: str, spoke: int | None, model: ModelFile, tmp_path: Path
) -> None:
    row = Row("forms", "R1", date(2023, 1, 1), (Said("王伟", (phone(1),), person_id(0)),), "C1")
    status = {"source": "checks", "kind": "status", "point_kind": "phone", "value": phone(1)}
    events = [
        {**status, "record_id": "1", "on": died, "result": "vacant"},
        {**status, "record_id": "2", "on": died + timedelta(days=after), "result": again},
    ]
    if spoke is not None:  # before it died: that says nothing of who has it now
        events.append({**status, "record_id": "3", "kind": "outcome", "channel": "voice", "result": "right_party",
                       "on": died + timedelta(days=spoke), "customer": "C1", "party": "own"})  # fmt: skip
    found = state(Lender((row,), covering([row]), ("C1",), tuple(events)), model, tmp_path / "log")
    assert [contact[4] for contact in found.contacts] == [False]
