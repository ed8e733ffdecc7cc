"""A copy, an explanation, a correction, and what is past its term: for the person, by the rules, with a receipt."""

import json
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from conftest import Cli, run_example

import recontact
from recontact.audit.log import audit_folder
from recontact.graph.export import VEIL
from recontact.stored import StoredRun
from recontact.subject.person import find_person
from recontact.subject.receipt import receipt_folder
from recontact.subject.register import Register

ASK = ("--purpose", "subject_request")


@pytest.fixture
def out(finished: recontact.Result, tmp_path: Path) -> Path:
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


@pytest.fixture(scope="module")
def borrower(finished: recontact.Result) -> str:
    """A borrower with third parties and contacts."""
    both = set(finished.contacts["borrower_id"].to_pylist()) & set(finished.third_parties["borrower_id"].to_pylist())
    return min(both)


def test_a_copy_of_ones_own_and_nobody_elses(cli: Cli, out: Path, borrower: str) -> None:
    cli("show", out, borrower, "--actor", "ana")
    said = cli("subject", "export", out, borrower, *ASK)
    assert said.code == 0
    copy = json.loads(said.out)
    run = StoredRun.open(out)
    person = find_person(run, borrower)
    assert len(copy["records"]) == int(person.own.sum())
    contacts = run.table("contacts")
    mine = contacts.filter(pc.equal(contacts["borrower_id"], borrower))["contact_value_normalised"].to_pylist()
    assert [row["contact_value_normalised"] for row in copy["contacts"]] == mine
    others = run.records.filter(pa.array(person.beside))
    values = {value for row in others["phones"].to_pylist() for value in row}
    values |= set(pc.drop_null(others["han"]).to_pylist())
    values -= {value for row in run.records.filter(pa.array(person.own))["phones"].to_pylist() for value in row}
    assert values
    assert [value for value in values if value in said.out] == [], "third parties are veiled"
    assert {row["value"] for row in copy["third_parties"]} == {VEIL}
    assert copy["who_looked"][-1]["action"] == "subject"
    assert any(look["actor"] == "ana" for look in copy["who_looked"])
    assert copy["bases"]


def test_a_copy_into_a_new_file_of_its_owners(cli: Cli, out: Path, borrower: str, tmp_path: Path) -> None:
    copy = tmp_path / "copy.json"
    said = cli("subject", "export", out, borrower, *ASK, "--to", copy)
    assert said.code == 0
    assert copy.stat().st_mode & 0o777 == 0o600
    assert cli("subject", "export", out, borrower, *ASK, "--to", copy).code == 2, "nothing is written over"
    assert list(receipt_folder(out).glob("*-export.txt"))


@pytest.mark.parametrize(("lang", "right"), [("en", "reviewed by a person"), ("zh", "人工复核")])
def test_an_explanation_in_sentences(cli: Cli, out: Path, borrower: str, lang: str, right: str) -> None:
    said = cli("subject", "explain", out, borrower, *ASK, "--lang", lang)
    assert said.code == 0
    assert right in said.out
    contacts = StoredRun.open(out).table("contacts")
    mine = contacts.filter(pc.equal(contacts["borrower_id"], borrower))
    for probability in mine["probability"].to_pylist():
        assert f"{probability:.0%}" in said.out
    for value in mine["contact_value_normalised"].to_pylist():
        assert value not in said.out


def test_a_borrower_without_contacts_is_told_so(cli: Cli, out: Path) -> None:
    run = StoredRun.open(out)
    shown = set(run.table("contacts")["borrower_id"].to_pylist())
    nobody = next(each for each in run.borrowers["borrower_id"].to_pylist() if each not in shown)
    assert "No contact of yours was released" in cli("subject", "explain", out, nobody, *ASK).out


@pytest.mark.parametrize("request_", ["export", "explain"])
def test_only_for_such_a_purpose_and_written_down(cli: Cli, out: Path, borrower: str, request_: str) -> None:
    said = cli("subject", request_, out, borrower, "--purpose", "marketing")
    assert (said.code, said.out) == (4, "")
    assert cli("subject", request_, out, borrower).code == 2, "a purpose is given every time"
    assert "refusal" in cli("audit", "show", out, "--last", 1).out
    shutil.rmtree(audit_folder(out))
    audit_folder(out).write_text("a file where the log should be")
    said = cli("subject", request_, out, borrower, *ASK)
    assert (said.code, said.out) == (4, "")


def test_who_is_not_stored(cli: Cli, out: Path) -> None:
    assert cli("subject", "export", out, "C00000000", *ASK).code == 2


@pytest.mark.parametrize("now", [None, "13900001111"])
def test_a_correction_is_read_by_the_next_run(
    cli: Cli, out: Path, borrower: str, now: str | None, lender: Path, tmp_path: Path
) -> None:
    """A number that the borrower says is wrong goes, or is replaced, in the borrower's own rows (synthetic numbers)."""
    run = StoredRun.open(out)
    person = find_person(run, borrower)
    wrong = next(point for kind, point in sorted(person.points) if kind == "phone")
    register = Register.make(tmp_path / "register").folder
    ask = ("subject", "correct", out, borrower, *ASK, "--register", register, "--field", "phone")
    assert cli(*ask, "--was", wrong, *(("--now", now) if now else ())).code == 0
    assert wrong not in (register / "corrections.jsonl").read_text(encoding="utf-8")
    job = lender / "job.yaml"
    job.write_text(
        job.read_text(encoding="utf-8").replace("\ncontroller:", f"\nsubject_register: {register}\ncontroller:"),
        encoding="utf-8",
    )
    again = run_example(lender, lender / "out")
    assert again.summary["counts"]["values_corrected"] > 0
    records = pq.read_table(again.out / "records.parquet")
    own = {(row["source"], row["record_id"]) for row in run.records.filter(pa.array(person.own)).to_pylist()}
    rows = [row for row in records.to_pylist() if (row["source"], row["record_id"]) in own]
    phones = {phone for row in rows for phone in row["phones"]}
    assert wrong not in phones
    assert ("+8613900001111" in phones) == (now is not None)


@pytest.mark.parametrize(
    ("field", "was", "now", "message"),
    [
        ("phone", "hello", None, "old value"),
        ("phone", "13900001111", "hello", "new value"),
        ("location", "x", None, "no field named"),
    ],
)
def test_a_correction_that_cannot_be_understood(
    cli: Cli, out: Path, borrower: str, tmp_path: Path, field: str, was: str, now: str | None, message: str
) -> None:
    register = Register.make(tmp_path / "register").folder
    ask = ("subject", "correct", out, borrower, *ASK, "--register", register, "--field", field, "--was", was)
    said = cli(*ask, *(("--now", now) if now else ()))
    assert said.code == 2
    assert message in said.err
    assert was not in said.err
    assert not (register / "corrections.jsonl").exists()


def test_the_register_is_its_owners_and_keyed(tmp_path: Path) -> None:
    one, other = Register.make(tmp_path / "one"), Register.make(tmp_path / "other")
    assert one.digest("phone", "+8613900001111") != other.digest("phone", "+8613900001111")
    assert one.digest("phone", "x") != one.digest("email", "x")
    assert Register.make(tmp_path / "one").digest("id", "x") == one.digest("id", "x"), "a key is made once"
    assert one.folder.stat().st_mode & 0o777 == 0o700
    assert one.suppress([("phone", "+8613900001111")], reason="erasure", day="2026-06-30") == 1
    assert one.suppress([("phone", "+8613900001111")], reason="erasure", day="2026-06-30") == 0
    marks = one.suppressed("phone", pa.array(["+8613900001111", None, "+8613900002222", "+8613900001111"]))
    assert marks.to_pylist() == [True, False, False, True]
    assert {path.stat().st_mode & 0o777 for path in one.folder.iterdir()} == {0o600}
    (tmp_path / "other" / "key").write_text("zz", encoding="ascii")
    with pytest.raises(recontact.UsageError, match="cannot be read as a key"):
        Register.open(tmp_path / "other").digest("id", "x")
    with pytest.raises(recontact.UsageError, match="other files"):
        Register.make(tmp_path)


def test_what_is_past_its_term_goes_and_evidence_stays(cli: Cli, out: Path, borrower: str, tmp_path: Path) -> None:
    listed = cli("subject", "retention", out, "--as-of", "2026-09-28").out
    assert "past" not in listed, "the last day of the term"
    listed = cli("subject", "retention", out, "--as-of", "2026-09-29").out
    assert "contact_data   until 2026-09-28  past" in listed
    assert (out / "contacts.csv").exists()
    assert cli("subject", "retention", out, "--as-of", "2026-09-29", "--erase").code == 0
    assert not list(out.glob("contacts*")) + list(out.glob("third_parties*")) + list(out.glob("report.html"))
    assert (out / "records.parquet").exists()
    said = cli("show", out, borrower)
    assert said.code == 2
    assert "end of its term" in said.err
    copy = json.loads(cli("subject", "export", out, borrower, *ASK).out)
    assert (copy["contacts"], len(copy["records"]) > 0) == ([], True), "what is left may still be asked for and erased"
    register = Register.make(tmp_path / "register").folder
    assert cli("subject", "erase", out, borrower, *ASK, "--register", register).code == 0
    assert borrower not in json.dumps(pq.read_table(out / "records.parquet").to_pylist(), default=str)
    assert not (out / "report.html").exists()
    assert cli("subject", "retention", out, "--as-of", "2099-01-01", "--erase").code == 0
    assert {path.name for path in out.iterdir() if not path.name.startswith(".")} == {
        *("run.json", "rejects.parquet", "withheld.parquet", "lost_contact.parquet"),
        *("model.json", "timings.json", "DATA.md"),
    }
    entries = [json.loads(line) for line in (audit_folder(out) / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [entry["purpose"] for entry in entries if entry["action"] == "subject"] == [
        *("retention", "subject_request", "subject_request", "retention")
    ]


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ("contact_data: {days: 30}", 0),
        ("evidence: {least: 3650}", 0),
        ("contact_data: {days: 91}", 2),
        ("evidence: {least: 30}", 2),
        ("secrets: {days: 30}", 2),
        ("contact_data: soon", 2),
    ],
)
def test_own_terms_may_be_stricter_never_looser(cli: Cli, out: Path, tmp_path: Path, terms: str, code: int) -> None:
    own = tmp_path / "terms.yaml"
    own.write_text(terms, encoding="utf-8")
    said = cli("subject", "retention", out, "--as-of", "2026-08-01", "--terms", own)
    assert said.code == code
    assert ("past" in said.out) == (terms == "contact_data: {days: 30}")
