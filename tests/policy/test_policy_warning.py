"""Verification levels, early warning and proof of notice: invented customers, synthetic numbers."""

import json
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pytest
from conftest import Cli

import recontact
from recontact import schema
from recontact.audit.log import audit_folder
from recontact.policy.early_warning import early_warning
from recontact.policy.jurisdiction import read_rules
from recontact.policy.verification import LEVELS, verification

TODAY = date(2026, 6, 30)
RECORDED = date(2026, 1, 1)


@dataclass(frozen=True)
class Lender:
    mentions: pa.Table
    persons: pa.Table
    observations: pa.Table
    events: pa.Table


def lender(*events: tuple, seen: date = RECORDED) -> Lender:
    """Customer C1 (SYN-1-950101-01) with the number +1; events: (month-day, kind, result, customer, id)."""
    mention = {"source": "forms", "row": 1, "record_id": "R1", "role": "self", "customer": "C1", "seen": seen}
    told = [
        {"kind": kind, "point_kind": "phone", "value": "+1", "on": date.fromisoformat(f"2026-{day}"),
         "result": result, "customer": customer, "id": number}
        for day, kind, result, customer, number in events
    ]  # fmt: skip
    return Lender(
        pa.Table.from_pylist([mention], schema.MENTIONS),
        pa.Table.from_pylist([{"id": "SYN-1-950101-01"}], schema.PERSONS),
        pa.Table.from_pylist([{"mention": 0, "kind": "phone", "point": "+1", "usage": "own"}], schema.OBSERVATIONS),
        pa.Table.from_pylist(told, schema.EVENTS),
    )


SPOKE = ("03-01", "outcome", "right_party", "C1", None)
MATCH = ("02-01", "three_element", "match", None, "SYN-1-******-01")


@pytest.mark.parametrize(
    ("events", "level", "on"),
    [
        ((), "claimed", RECORDED),
        ((MATCH,), "three_element", date(2026, 2, 1)),
        ((MATCH, SPOKE), "spoke", date(2026, 3, 1)),
        ((("02-01", "three_element", "match", None, "SYN-2-******-01"),), "claimed", RECORDED),  # somebody else's
        ((("03-01", "outcome", "right_party", "C2", None),), "claimed", RECORDED),  # another customer
        ((SPOKE, ("04-01", "outcome", "wrong_party", "C1", None)), "claimed", RECORDED),
        ((SPOKE, ("04-01", "outcome", "wrong_party", "C2", None)), "spoke", date(2026, 3, 1)),  # not C2's indeed
        ((MATCH, ("02-01", "three_element", "mismatch", None, "SYN-1-******-01")), "claimed", RECORDED),
        ((MATCH, ("04-01", "three_element", "mismatch", None, "SYN-2-******-01")), "three_element", date(2026, 2, 1)),
        ((SPOKE, ("04-01", "status", "vacant", None, None)), "claimed", RECORDED),
        ((("02-01", "status", "vacant", None, None), SPOKE), "spoke", date(2026, 3, 1)),
        ((("07-01", "outcome", "right_party", "C1", None),), "claimed", RECORDED),  # after the day of the run
    ],
)
def test_levels(events: tuple, level: str, on: date) -> None:
    assert verification(lender(*events), TODAY).to_pylist() == [
        {"customer": "C1", "kind": "phone", "point": "+1", "level": level, "on": on}
    ]
    assert level in LEVELS


@pytest.mark.parametrize(
    ("people", "reason"),
    [
        (lender(), None),
        (lender(seen=date(2025, 6, 29)), "unverified"),
        (lender(seen=date(2025, 6, 30)), None),
        (lender(SPOKE, seen=date(2020, 1, 1)), None),
        (lender(("06-01", "outcome", "no_answer", "C1", None)), "failing"),
        (lender(("06-01", "status", "vacant", None, None)), "numbers_invalid"),
    ],
)
def test_who_is_about_to_be_lost(people: Lender, reason: str | None) -> None:
    found = early_warning(people, pa.array(["C9"]), read_rules(["cn"]), TODAY).to_pylist()
    assert [row["reason"] for row in found] == ([reason] if reason else [])
    assert not early_warning(people, pa.array(["C1"]), read_rules(["cn"]), TODAY).num_rows  # is on the list already


def test_warn_names_customers_and_days_only(cli: Cli, finished: recontact.Result) -> None:
    rows = json.loads(cli("policy", "warn", finished.out, "--json", "--actor", "ana").out)
    assert rows
    assert set(rows[0]) == {
        "customer",
        "reason",
        "numbers",
        "numbers_invalid",
        "failures",
        "last_verified",
        "last_recorded",
    }
    assert not {row["customer"] for row in rows} & set(finished.contacts["borrower_id"].to_pylist())
    last = (audit_folder(finished.out) / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1]
    assert '"early_warning"' in last
    assert '"actor":"ana"' in last
    fewer = json.loads(cli("policy", "warn", finished.out, "--json", "--days", "3650").out)
    assert len(fewer) < len(rows)
    assert "at their next login" in cli("policy", "warn", finished.out).out


def test_proof_of_notice(cli: Cli, finished: recontact.Result) -> None:
    borrower = finished.contacts["borrower_id"][0].as_py()
    proof = json.loads(cli("policy", "notice", finished.out, borrower).out)
    values = set(finished.contacts["contact_value_normalised"].to_pylist())
    shown = json.dumps(proof, ensure_ascii=False)
    assert proof["as_of"] == "2026-06-30"
    assert proof["attempts"]
    assert not any(value in shown for value in values if len(value) > 6), "masked unless revealed"
    assert all(row["rule"].startswith("cn-pipl-13:") and row["level"] in LEVELS for row in proof["known"])
    assert all(row["notice"] and row["evidence"] and row["controller"] for row in proof["records"])
    days = [row["on"] for row in proof["attempts"]]
    assert days == sorted(days)
    revealed = cli("policy", "notice", finished.out, borrower, "--reveal", "--purpose", "recontact_lost_borrower").out
    assert finished.contacts["contact_value_normalised"][0].as_py() in revealed
    assert cli("policy", "notice", finished.out, "C-unlisted").code == 4
    assert cli("policy", "notice", finished.out, borrower, "--reveal").code == 2
