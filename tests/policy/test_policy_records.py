"""One element of one consent record gone: exactly what stood on that record is withheld, by the rule that says so."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from policy_lender import TODAY, Lender, Row, Said, State, covering, person_id, phone, state

import recontact
from recontact.model_file import ModelFile
from recontact.schema import UNDATED

YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
KIN = "emergency_contact_1"
KINSWOMAN = Said("李芳", (phone(4),), None, KIN)
ROWS = (
    Row("forms", "R1", date(2024, 1, 1), (Said("王伟", (phone(1),), person_id(1)),), "C1"),
    Row("shop", "R2", date(2025, 1, 1), (Said("王伟", (phone(2),), person_id(1)),)),
    Row("payroll", "R3", date(2025, 2, 1), (Said("王伟", (phone(3),), person_id(1)), KINSWOMAN)),
    Row("forms", "R4", date(2024, 1, 1), (Said("刘志强", (phone(5),), person_id(4)),), "C2"),
)
OWN, OTHERS = ("shop", "R2", "self"), ("payroll", "R3", KIN)
"""The records that lose an element: one number of a borrower with three, and what one of the rows says of another."""
LACKS = [  # what the record says instead, the rule for a person's own data, the rule for another's
    ({"subject": ""}, "cn-pipl-13-basis", "cn-pipl-23"),
    ({"subject": "guarantor"}, "cn-pipl-13-basis", "cn-pipl-23"),
    ({"purpose": ""}, "cn-pipl-14", "cn-pipl-14"),
    ({"purpose": "marketing"}, "cn-pipl-14", "cn-pipl-14"),
    ({"granted": None}, "floor-granted", "floor-granted"),
    ({"granted": TOMORROW}, "floor-granted", "floor-granted"),
    ({"expires": YESTERDAY}, "cn-pipl-19", "cn-pipl-19"),
    ({"withdrawn": TODAY}, "cn-pipl-15", "cn-pipl-15"),
    ({"withdrawn": UNDATED}, "cn-pipl-15", "cn-pipl-15"),
]
STANDS: list[dict[str, Any]] = [{"granted": TODAY}, {"expires": TODAY}, {"expires": None}, {"withdrawn": TOMORROW}]
"""What takes nothing away: a first day, a last day, no end, a withdrawal that is not yet."""


@pytest.fixture(scope="module")
def model(finished: recontact.Result) -> ModelFile:
    """One model version, trained on the example lender."""
    return ModelFile.read(finished.out / "model.json")


@pytest.fixture(scope="module")
def whole(model: ModelFile, tmp_path_factory: pytest.TempPathFactory) -> State:
    """The state with every record complete."""
    return state(lender(), model, tmp_path_factory.mktemp("whole") / "log")


def lender(record: tuple[str, str, str] | None = None, **changes: Any) -> Lender:
    """Return the lender, one of its consent records (source, key, subject) with other elements."""
    bases = (
        {**basis, **changes} if (basis["source"], basis["record_id"], basis["subject"]) == record else basis
        for basis in covering(ROWS)
    )
    return Lender(ROWS, tuple(bases), ("C1", "C2"))


def refused(found: State) -> dict[str, str]:
    """Return by record the rule that forbids its use; a third party's record is `key#role`."""
    return {row[1]: row[2] for row in found.withheld if row[0] == "use"}


@pytest.mark.parametrize(("changes", "own", "others"), LACKS)
def test_one_element_of_a_record_missing(
    changes: dict[str, Any], own: str, others: str, model: ModelFile, whole: State, tmp_path: Path
) -> None:
    for record, name, rule in ((OWN, "R2", own), (OTHERS, f"R3#{KIN}", others)):
        found = state(lender(record, **changes), model, tmp_path / name)
        never = state(lender(), model, tmp_path / f"never-{name}", without=[record])
        assert refused(found) == {name: rule}
        assert found.used == whole.used - {(record[0], name)}
        assert (found.contacts, found.third_parties) == (never.contacts, never.third_parties)
        assert found.identities == never.identities
    assert refused(whole) == {}


@pytest.mark.parametrize("changes", [changes for changes, _, _ in LACKS])
def test_only_the_values_of_that_record_go(
    changes: dict[str, Any], model: ModelFile, whole: State, tmp_path: Path
) -> None:
    found = state(lender(OWN, **changes), model, tmp_path / "log")
    owned = (("C1", 1), ("C1", 2), ("C1", 3), ("C2", 5))
    assert whole.values == {(borrower, "+86" + phone(number)) for borrower, number in owned}
    assert found.values == whole.values - {("C1", "+86" + phone(2))}
    assert {row for row in found.contacts if row[0] == "C2"} == {row for row in whole.contacts if row[0] == "C2"}


@pytest.mark.parametrize("changes", STANDS)
def test_a_record_that_is_complete_takes_nothing_away(
    changes: dict[str, Any], model: ModelFile, whole: State, tmp_path: Path
) -> None:
    assert state(lender(OWN, **changes), model, tmp_path / "log") == whole
