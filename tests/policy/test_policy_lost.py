"""Who is lost: invented borrowers, what was tried and what came of it. Numbers are synthetic."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from recontact import schema
from recontact.policy.jurisdiction import read_own, read_rules
from recontact.policy.lost import LOST, REASONS, lost_contact

TODAY = date(2026, 6, 30)


@dataclass(frozen=True)
class Lender:
    mentions: pa.Table
    observations: pa.Table
    events: pa.Table


def lender(numbers: str, *events: tuple) -> Lender:
    """One borrower C1 with these own numbers; events: (month-day, result, number), checks without a customer."""
    mentions = [
        {"source": "forms", "row": 1, "record_id": "R1", "role": "self", "customer": "C1"},
        {"source": "forms", "row": 1, "record_id": "R1#emergency_contact_1", "role": "emergency_contact_1"},
    ]
    seen = [{"mention": 0, "kind": "phone", "point": point, "usage": "own"} for point in numbers.split()]
    seen += [{"mention": 0, "kind": "phone", "point": "+office", "usage": "work"}]
    seen += [{"mention": 1, "kind": "phone", "point": "+kin", "usage": "own"}]
    told = []
    for day, result, point, *more in events:
        kind = "status" if "check" in more else "outcome"
        told.append({
            "kind": kind, "point_kind": "phone", "value": point, "on": date.fromisoformat(f"2026-{day}"),
            "result": result, "customer": None if kind == "status" else "C1",
            "party": "third_party" if "third" in more else None,
        })  # fmt: skip
    return Lender(
        pa.Table.from_pylist(mentions, schema.MENTIONS),
        pa.Table.from_pylist(seen, schema.OBSERVATIONS),
        pa.Table.from_pylist(told, schema.EVENTS),
    )


def row(people: Lender, *places: str, borrower: str = "C1") -> dict:
    found = lost_contact(pa.array([borrower]), people, read_rules(places or ["cn"]), TODAY)
    assert found.schema == LOST
    assert found["reason"][0].as_py() in REASONS
    return found.to_pylist()[0]


MISSED = [("06-01", "no_answer", "+1"), ("06-02", "busy", "+1"), ("06-03", "off", "+1")]


@pytest.mark.parametrize(
    ("numbers", "events", "lost", "reason"),
    [
        ("+1", MISSED, True, "failures_in_a_row"),
        ("+1", MISSED[:2], False, "too_few_tries"),
        ("+1", [*MISSED[:2], ("06-02", "no_answer", "+1")], False, "too_few_tries"),  # three on two days
        ("+1 +2", MISSED, False, "too_few_tries"),  # the other number was never tried
        ("+1 +2", [*MISSED, ("06-04", "no_answer", "+2")], True, "failures_in_a_row"),
        ("+1 +2", [*MISSED, ("05-04", "vacant", "+2", "check")], True, "failures_in_a_row"),  # or is out of service
        ("+1", [*MISSED[:2], ("06-03", "no_answer", "+kin", "third")], False, "too_few_tries"),
        ("+1", [*MISSED, ("06-04", "right_party", "+1")], False, "reached"),
        ("+1", [("05-04", "right_party", "+1"), *MISSED], True, "failures_in_a_row"),
        ("+1", [*MISSED[:2], ("06-02", "hung_up", "+1"), *MISSED[2:]], False, "reached"),  # not in a row
        ("+1", [*MISSED, ("06-04", "delivered", "+1")], True, "failures_in_a_row"),  # a text delivered says nothing
        ("+1", [("06-01", "vacant", "+1", "check")], True, "numbers_invalid"),
        ("+1", [("06-01", "suspended", "+1", "check")], False, "too_few_tries"),  # it may come back
        ("+1", [("06-01", "vacant", "+1", "check"), ("06-02", "active", "+1", "check")], False, "too_few_tries"),
        ("+1", [("06-01", "vacant", "+1", "check"), ("06-01", "active", "+1", "check")], False, "too_few_tries"),
        ("+1 +2", [("06-01", "vacant", "+1", "check")], False, "too_few_tries"),
        ("", [], True, "no_number"),
        ("+1", [("07-01", "vacant", "+1", "check")], False, "too_few_tries"),  # after the day of the run
    ],
)
def test_lost(numbers: str, events: list, lost: bool, reason: str) -> None:
    found = row(lender(numbers, *events))
    assert (found["lost"], found["reason"], found["rule"]) == (lost, reason, "cn-cba-lost")


# the same person under two numbers of the lender, and a linked record that has none
TWICE = pa.Table.from_pylist(
    [
        {"source": "forms", "row": 1, "record_id": "R1", "role": "self", "customer": "C1"},
        {"source": "forms", "row": 2, "record_id": "R2", "role": "self", "customer": "C2"},
        {"source": "shop", "row": 1, "record_id": "S1", "role": "self", "customer": None},
    ],
    schema.MENTIONS,
)
POINTS = [(0, "phone", "+1"), (1, "phone", "+2"), (2, "phone", "+3"), (2, "email", "a@example.org")]


def everywhere(*tries: tuple[str, str, str, str], also: str = "[]", folder: Path) -> dict:
    """What is found of C1; tries: month-day, result, point, customer."""
    seen = [{"mention": at, "kind": kind, "point": point, "usage": "own"} for at, kind, point in POINTS]
    told = [
        {"kind": "outcome", "point_kind": "phone" if point[0] == "+" else "email", "value": point, "result": result,
         "on": date.fromisoformat(f"2026-{day}"), "customer": customer}
        for day, result, point, customer in tries
    ]  # fmt: skip
    people = Lender(TWICE, pa.Table.from_pylist(seen, schema.OBSERVATIONS), pa.Table.from_pylist(told, schema.EVENTS))
    (folder / "cn-house.yaml").write_text(
        "id: cn-house\nname: {en: A house, zh: 某机构}\nextends: cn\nverified_on: 2026-01-01\nrules:\n"
        "  - {id: house-lost, kind: lost, value: {numbers_invalid: false, failures_in_a_row: 3, "
        f"also_tried: {also}}},"
        " cite: house, certainty: design, en: All points tried., zh: 全部方式均已尝试。}\n",
        encoding="utf-8",
    )
    rules = read_rules(["cn-house"], read_own(folder))
    person = np.array([7, 7, 7], np.int32)
    return dict(lost_contact(pa.array(["C1"]), people, rules, TODAY, identity=person).to_pylist()[0])


ALL = [("06-01", "no_answer", "+1", "C1"), ("06-02", "busy", "+2", "C2"), ("06-03", "off", "+3", "C2")]


def test_all_own_points_under_all_numbers_of_the_person(tmp_path: Path) -> None:
    found = everywhere(*ALL, folder=tmp_path)
    assert (found["lost"], found["failures"], found["numbers"], found["numbers_tried"]) == (True, 3, 3, 3)
    assert not everywhere(*ALL[:2], ("06-03", "off", "+2", "C2"), folder=tmp_path)["lost"]  # +3 was never tried
    reached = everywhere(*ALL, ("06-04", "right_party", "+2", "C2"), folder=tmp_path)
    assert (reached["lost"], reached["reason"]) == (False, "reached")  # under the other number
    assert not everywhere(*ALL[:2], ("06-02", "off", "+3", "C1"), folder=tmp_path)["lost"]  # on two days only


def test_points_of_other_kinds_where_the_rule_asks_for_them(tmp_path: Path) -> None:
    found = everywhere(*ALL, also="[email]", folder=tmp_path)
    assert (found["lost"], found["others"], found["others_tried"]) == (False, 1, 0)
    wrote = ("06-03", "bounced", "a@example.org", "C1")
    assert everywhere(*ALL, wrote, also="[email]", folder=tmp_path)["lost"]
    assert not everywhere(*ALL, ("06-03", "delivered", *wrote[2:]), also="[email]", folder=tmp_path)["lost"]


def test_counts_and_days_tell_why() -> None:
    found = row(lender("+1 +2", ("05-01", "right_party", "+2"), *MISSED))
    assert found["failures"] == 3
    assert (found["numbers"], found["numbers_tried"], found["numbers_invalid"]) == (2, 1, 0)
    assert (found["last_reached"], found["last_tried"]) == (date(2026, 5, 1), date(2026, 6, 3))


def test_without_a_usable_record_nobody_is_lost() -> None:
    found = row(lender("+1", *MISSED), borrower="C2")
    assert (found["lost"], found["reason"]) == (False, "no_record")


def test_a_place_without_a_definition_takes_the_floors() -> None:
    assert row(lender("+1", *MISSED), "gb")["rule"] == "floor-lost"


def test_the_strictest_definition_holds(tmp_path: object) -> None:
    (tmp_path / "cn-house.yaml").write_text(  # type: ignore[attr-defined]
        "id: cn-house\nname: {en: A house, zh: 某机构}\nextends: cn\nverified_on: 2026-01-01\nrules:\n"
        "  - {id: house-lost, kind: lost, value: {numbers_invalid: false, failures_in_a_row: 5},"
        " cite: house, certainty: design, en: Five tries., zh: 五次。}\n",
        encoding="utf-8",
    )
    rules = read_rules(["cn-house"], read_own(tmp_path))  # type: ignore[arg-type]
    found = lost_contact(pa.array(["C1"]), lender("+1", *MISSED), rules, TODAY).to_pylist()[0]
    assert (found["lost"], found["rule"]) == (False, "house-lost")


def test_nobody_is_listed() -> None:
    assert lost_contact(pa.array([], pa.string()), lender("+1"), read_rules(["cn"]), TODAY).num_rows == 0
