"""The one door: what passes, what is counted, and that nothing passes unrecorded (synthetic numbers)."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from recontact.audit.log import AuditLog
from recontact.errors import RecontactError, RefusedError, UsageError
from recontact.policy.jurisdiction import read_rules
from recontact.release import Release, mask, masked

CANDIDATES = pa.table(
    {
        "borrower_id": ["C1", "C1", "C2", "C9"],
        "contact_type": ["mobile", "email", "mobile", "mobile"],
        "contact_value_normalised": ["+8613800001234", "ana@example.org", "+8613900005678", "+8613700009999"],
    }
)
PERMITS = pa.table(
    {
        "refused": pa.array([None, "floor-own", None, None]),
        "permitted": pa.array(["cn-pipl-13:consent", None, "cn-pipl-13:consent", "cn-pipl-13:consent"]),
        "channels": pa.array(["voice;sms", "", "voice", "voice"]),
    }
)


@pytest.fixture
def door(tmp_path: Path) -> Release:
    log, at = AuditLog(tmp_path / "out.audit"), datetime(2026, 6, 30, tzinfo=UTC)
    return Release("ana", "recontact_lost_borrower", frozenset({"C1", "C2"}), read_rules(["cn"]), log, at)


def entries(door: Release) -> list[dict]:
    return [json.loads(line) for line in door.log.lines()]


def test_a_judgement_is_written_down_for_listed_borrowers_only(door: Release) -> None:
    door.judge("C1", "forms:R1", "shop:R2", "same", reason="documents_seen")
    entry = json.loads(list(door.log.lines())[-1])
    assert (entry["action"], entry["case"]) == ("judgement", "C1")
    assert entry["tokens"] == ["forms:R1|shop:R2", "same", "documents_seen"]
    with pytest.raises(RefusedError):
        door.judge("C9", "forms:R1", "shop:R2", "same")
    assert json.loads(list(door.log.lines())[-1])["action"] == "refusal"
    for verdict, reason in (("perhaps", ""), ("same", "He told me on +8613900000001")):
        with pytest.raises(UsageError, match="a judgement is one of"):
            door.judge("C1", "forms:R1", "shop:R2", verdict, reason=reason)


def test_export_passes_what_is_permitted_and_counts_the_rest(door: Release) -> None:
    released = door.export(CANDIDATES, PERMITS)
    assert released.contacts["borrower_id"].to_pylist() == ["C1", "C2"]
    assert released.contacts["rule"].to_pylist() == ["cn-pipl-13:consent"] * 2
    assert released.withheld.to_pylist() == [
        {"borrower_id": "C1", "contact_type": "email", "rule": "floor-own", "count": 1},
        {"borrower_id": "C9", "contact_type": "mobile", "rule": "floor-unlisted", "count": 1},
    ]
    rules, whole, *single = entries(door)
    assert rules["action"] == "rules"
    assert rules["values"]["cn-pipl-31"] == 18, "with the values of all rules"
    assert (whole["actor"], whole["action"], whole["case"]) == ("ana", "export", "*")
    assert whole["counts"] == {"shown": 2, "floor-own": 1, "floor-unlisted": 1}
    assert whole["rules"] == rules["rules"] == door.rules.digest()
    assert [(each["case"], each["tokens"], each["bases"]) for each in single] == [
        ("C1", ["1:mobile"], ["cn-pipl-13:consent"]),
        ("C2", ["1:mobile"], ["cn-pipl-13:consent"]),
    ]


def test_the_values_of_rules_are_written_when_they_change(door: Release) -> None:
    for _ in range(2):
        door.ask(CANDIDATES, "C1")
    stricter = replace(door, rules=read_rules(["us", "cn"]))
    stricter.ask(CANDIDATES, "C1")
    door.ask(CANDIDATES, "C1")
    assert [each["action"] for each in entries(door)] == ["rules", *["query"] * 2, *["rules", "query"] * 2]


def test_nothing_to_export(door: Release) -> None:
    released = door.export(CANDIDATES.slice(0, 0), PERMITS.slice(0, 0))
    assert len(released.contacts) == len(released.withheld) == 0


def test_one_borrower_masked_or_revealed(door: Release) -> None:
    (row,) = door.ask(CANDIDATES.slice(0, 1), "C1").to_pylist()
    assert row["contact_value_normalised"] == mask("mobile", "+8613800001234") == "+86138****1234"
    (row,) = door.ask(CANDIDATES.slice(0, 1), "C1", reveal=True).to_pylist()
    assert row["contact_value_normalised"] == "+8613800001234"
    _, *asked = entries(door)
    assert [(entry["action"], entry["case"]) for entry in asked] == [("query", "C1"), ("reveal", "C1")]
    assert asked[1]["tokens"] == ["1:mobile"]


def test_who_is_not_listed_is_refused_and_written_down(door: Release) -> None:
    with pytest.raises(RefusedError, match="floor-unlisted"):
        door.ask(CANDIDATES, "C9")
    assert entries(door)[-1]["action"] == "refusal"


def test_no_reveal_without_a_purpose(door: Release) -> None:
    with pytest.raises(UsageError, match="purpose"):
        replace(door, purpose="").ask(CANDIDATES, "C1", reveal=True)


def test_without_the_log_nothing_is_shown(door: Release, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    closed = replace(door, log=AuditLog(tmp_path / "file"))
    with pytest.raises(RecontactError, match="nothing is shown"):
        closed.export(CANDIDATES, PERMITS)
    with pytest.raises(RecontactError, match="nothing is shown"):
        closed.ask(CANDIDATES, "C1")


def test_no_value_in_the_log(door: Release) -> None:
    door.export(CANDIDATES, PERMITS)
    door.ask(CANDIDATES, "C2", reveal=True)
    written = b"".join(path.read_bytes() for path in door.log.folder.iterdir())
    for value in CANDIDATES["contact_value_normalised"].to_pylist():
        assert value.strip("+").encode() not in written


def test_masks_hide_every_type() -> None:
    hidden = masked(CANDIDATES)["contact_value_normalised"].to_pylist()
    assert all("*" in value for value in hidden)
    assert not set(hidden) & set(CANDIDATES["contact_value_normalised"].to_pylist())
