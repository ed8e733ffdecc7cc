"""A whole run and its log: what is written, what it vouches for, and that without it nothing is published."""

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest
from conftest import EXAMPLE, Cli, run_example

import recontact
from recontact.audit.checkpoint import Checkpoint, Seal
from recontact.audit.key import signing_key
from recontact.audit.log import AuditLog, audit_folder, checkpoint_path
from recontact.audit.verify import verify
from recontact.errors import RecontactError


def entries(out: Path) -> list[dict[str, object]]:
    """Return what the run wrote, without the questions of other tests about it."""
    log = [json.loads(line) for line in AuditLog(audit_folder(out)).lines()]
    return log[: [entry["action"] for entry in log].index("publish") + 1]


def test_a_run_is_written_down_from_rules_to_files(finished: recontact.Result) -> None:
    log = entries(finished.out)
    assert [entry["action"] for entry in log[:3]] == ["rules", "run", "export"]
    assert log[-1]["action"] == "publish"
    assert {entry["actor"] for entry in log} == {"test"}
    bases = log[1]["bases"]
    assert "loan_applications:consent:consent-register/applications" in bases
    assert f"job:{finished.summary['hashes']['job']}" in log[1]["tokens"]
    said = dict(token.split(":") for token in log[-1]["tokens"])
    for name, digest in said.items():
        assert hashlib.sha256((finished.out / name).read_bytes()).hexdigest() == digest
    assert {"contacts.csv", "report.html", "run.json"} <= said.keys()


def test_every_borrower_shown_has_an_entry(finished: recontact.Result) -> None:
    shown = Counter(finished.contacts["borrower_id"].to_pylist())
    shown.update(finished.third_parties["borrower_id"].to_pylist())
    logged: Counter[str] = Counter()
    for entry in entries(finished.out):
        if entry["action"] == "export" and entry["case"] != "*":
            logged[str(entry["case"])] += entry["counts"]["shown"]  # type: ignore[index]
            assert entry["bases"], "on which bases"
    assert logged == shown


def test_a_run_that_cannot_be_logged_publishes_nothing(tmp_path: Path) -> None:
    audit_folder(tmp_path / "out").write_text("a file where the log should be")
    with pytest.raises(RecontactError, match="nothing is shown"):
        run_example(EXAMPLE, tmp_path / "out")
    assert not [path for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")]


def test_a_library_run_is_signed_and_a_tampered_log_stops_the_next(tmp_path: Path) -> None:
    out = tmp_path / "out"
    seal = Seal(checkpoint_path(out), signing_key(tmp_path / "key.pem"))
    run_example(EXAMPLE, out, seal=seal)
    log = AuditLog(audit_folder(out), seal)
    past = Checkpoint.verified(checkpoint_path(out).read_text(encoding="utf-8"), seal.key.public_key())
    assert past.size == verify(log, past).size
    (log.folder / "log.jsonl").unlink()
    (log.folder / "head.json").unlink()
    before = (out / "contacts.csv").read_bytes()
    with pytest.raises(RecontactError, match="cut off or replaced"):
        run_example(EXAMPLE, out, seal=seal)
    assert (out / "contacts.csv").read_bytes() == before


@pytest.mark.parametrize("purpose", ["marketing", "credit_decision", "employment", "contact"])
def test_a_purpose_beyond_the_list_is_no_purpose(cli: Cli, lender: Path, purpose: str) -> None:
    job = lender / "job.yaml"
    job.write_text(
        job.read_text(encoding="utf-8").replace("purpose: recontact_lost_borrower", f"purpose: {purpose}", 1),
        encoding="utf-8",
    )
    said = cli("run", job, "--data", lender / "data", "--out", lender / "out")
    assert said.code == 2
    assert "purpose" in said.err
    assert not (lender / "out").exists()
