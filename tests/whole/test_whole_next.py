"""What to do next, and what a run teaches: asked of a finished run of the invented lender."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import Cli

import recontact
from recontact.audit.log import audit_folder
from recontact.learning import learn
from recontact.stored import StoredRun


@pytest.fixture
def out(finished: recontact.Result, tmp_path: Path) -> Path:
    """A copy of the finished run, so that each test has an audit log of its own."""
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


def test_a_plan_and_what_would_help(cli: Cli, out: Path, finished: recontact.Result) -> None:
    contacts = finished.contacts.to_pandas()
    planned = helped = 0
    for borrower, rows in list(contacts.groupby("borrower_id"))[:12]:
        said = cli("next", out, borrower, "--json")
        answer = json.loads(said.out)
        assert {attempt["rank"] for attempt in answer["attempts"]} <= set(rows["rank"])
        assert {option["rank"] for option in answer["evidence"]} <= {*rows["rank"], None}
        assert not any(value in said.out for value in rows["contact_value_normalised"])
        planned, helped = planned + bool(answer["attempts"]), helped + bool(answer["evidence"])
    assert min(planned, helped) > 3
    assert "What" in cli("next", out, borrower).out


def test_when_to_call_who_answered_before(cli: Cli, out: Path, finished: recontact.Result) -> None:
    told = {}
    for borrower in sorted(set(finished.contacts["borrower_id"].to_pylist())):
        answer = json.loads(cli("next", out, borrower, "--json").out)
        told[borrower] = answer["hours"]
    slots = [slot for hours in told.values() for slot in hours]
    assert 0 < sum(map(bool, told.values())) < len(told), "of some borrowers something is known"
    assert all(8 <= slot["since"] < slot["until"] <= 22 and 0 < slot["answered"] <= slot["tried"] for slot in slots)
    assert all(0 < slot["usual"] < 1 and 0 < slot["chance"] < 1 for slot in slots)
    borrower = next(name for name, hours in told.items() if hours)
    assert told[borrower][0]["en"] in cli("next", out, borrower).out
    assert told[borrower][0]["zh"] in cli("next", out, borrower, "--lang", "zh").out


def test_a_run_of_a_few_borrowers_teaches_only_what_helps(cli: Cli, out: Path) -> None:
    before = (out / "model.json").read_bytes()
    said = cli("learn", out, "--json")
    report = json.loads(said.out)
    assert (said.code, report["from"]) == (0, "outcomes")
    assert (out / "model.json").read_bytes() == before, "the old model is as it was"
    run = StoredRun.open(out)
    lesson = learn(run)
    assert json.loads(json.dumps(lesson.report)) == report, "the same twice"
    assert (lesson.model.digest == run.model.digest) == (lesson.model.learned is None)
    assert {row["kind"] for row in report["sources"]} <= {"phone", "email", "im", "address"}


def test_a_lesson_is_taken_by_a_later_run_and_its_questions(cli: Cli, out: Path, lender: Path, tmp_path: Path) -> None:
    model = json.loads((out / "model.json").read_text(encoding="utf-8"))
    model["learned"] = {
        "phone": {"slope": 0.9, "intercept": -0.5, "weights": {"code:sighting": -0.1}, "borrowers": 300}
    }
    given = tmp_path / "model.json"
    given.write_text(json.dumps(model), encoding="utf-8")
    assert cli("run", lender / "job.yaml", "--data", lender / "data", "--out", out, "--model", given).code == 0
    run = StoredRun.open(out)
    assert run.model.learned is not None
    row = run.table("contacts").to_pylist()[0]
    found = json.loads(cli("why", out, row["borrower_id"], "--rank", row["rank"], "--json").out)
    assert found["probability"] == pytest.approx(row["probability"], abs=1e-12)
