"""Erasure on the example lender: nothing of the person is left, nobody else is touched, and nobody comes back."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from conftest import Cli, run_example
from scanner import found

import recontact
from recontact.audit.log import AuditLog, audit_folder
from recontact.audit.verify import verify
from recontact.stored import StoredRun
from recontact.subject.person import Person, find_person
from recontact.subject.receipt import receipt_folder
from recontact.subject.register import Register
from recontact.subject.request import Requests

ASK = ("--purpose", "subject_request")


@pytest.fixture
def out(finished: recontact.Result, tmp_path: Path) -> Path:
    """A copy of the finished run that a test may erase from."""
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


@pytest.fixture
def register(cli: Cli, tmp_path: Path) -> Path:
    assert cli("subject", "register", tmp_path / "register").code == 0
    return tmp_path / "register"


@pytest.fixture(scope="module")
def borrower(finished: recontact.Result) -> str:
    """A borrower with several records, an identity number, a point of their own and a mobile."""
    run = StoredRun.open(finished.out)
    best = finished.contacts.filter(pc.equal(finished.contacts["contact_type"], "mobile"))["borrower_id"]
    for name in best.unique().to_pylist():
        person = find_person(run, name)
        if len(person.alone) > 2 and person.ids and person.beside.any():
            return str(name)
    raise AssertionError("the example has such a borrower")


def values_of(run: StoredRun, person: Person) -> set[str]:
    """Everything by which the person can be told that is nobody else's: numbers, ids, keys, points, the whole name."""
    records = run.records.filter(pa.array(person.own))
    others = run.records.filter(pa.array(~person.gone))
    seen = run.table("observations")
    words = {f"{kind}\x1f{point}" for kind, point in person.alone}
    joined = pc.binary_join_element_wise(seen["kind"], seen["point"], "\x1f")
    mine = seen.filter(pc.is_in(joined, value_set=pa.array(sorted(words))))
    values = {*person.customers, *person.ids, *mine["value"].to_pylist(), *(point for _, point in person.alone)}
    values |= {value.removeprefix("+86") for value in values}
    keys = set(records["record_id"].to_pylist()) - set(others["record_id"].to_pylist())
    names = set(records["han"].to_pylist()) - set(others["han"].to_pylist())
    return {value for value in values | keys | names if value and len(value) > 1}


def test_nothing_is_left_in_any_byte(cli: Cli, out: Path, register: Path, borrower: str) -> None:
    run = StoredRun.open(out)
    person = find_person(run, borrower)
    values = values_of(run, person)
    before = found(values, out)
    assert {name for name, _ in before} >= {"contacts.csv", "contacts_wide.csv", "records.parquet", "identities.csv"}
    assert {value for _, value in before} == values, "the scanner sees what it looks for"
    assert cli("subject", "erase", out, borrower, *ASK, "--register", register).code == 0
    assert found(values, out) == set()
    assert found(values, register) == set(), "keyed hashes only"
    assert found(values - {borrower}, receipt_folder(out), audit_folder(out)) == set()
    assert (out.stat().st_mode & 0o777, (out / "contacts.csv").stat().st_mode & 0o777) == (0o700, 0o600)


def test_nobody_else_is_touched(cli: Cli, out: Path, register: Path, borrower: str) -> None:
    person = find_person(StoredRun.open(out), borrower)
    before = {name: pq.read_table(out / f"{name}.parquet") for name in ("contacts", "identities", "records")}
    someone = next(each for each in before["contacts"]["borrower_id"].to_pylist() if each not in person.customers)
    why = cli("why", out, someone, "--json").out
    assert cli("subject", "erase", out, borrower, *ASK, "--register", register).code == 0
    contacts = before["contacts"]
    kept = contacts.filter(pc.invert(pc.is_in(contacts["borrower_id"], pa.array(sorted(person.customers)))))
    assert pq.read_table(out / "contacts.parquet").equals(kept)
    assert pq.read_table(out / "records.parquet").equals(before["records"].filter(pa.array(~person.gone)))
    assert len(pq.read_table(out / "identities.parquet")) == len(before["identities"]) - int(person.gone.sum())
    counts = json.loads((out / "run.json").read_text(encoding="utf-8"))["counts"]
    assert (counts["contacts"], counts["mentions_used"]) == (len(kept), int((~person.gone).sum()))
    assert cli("why", out, someone, "--json").out == why, "and their questions are answered as before"
    run = StoredRun.open(out)
    links, records = run.table("links"), run.records
    for side in ("left", "right"):
        assert records.take(links[side])["record_id"].equals(links[f"{side}_record_id"]), "row numbers moved along"
    assert run.table("observations")["mention"].to_numpy().max() < records.num_rows


def test_nobody_may_be_asked_about_any_more(cli: Cli, out: Path, register: Path, borrower: str) -> None:
    assert cli("subject", "erase", out, borrower, *ASK, "--register", register).code == 0
    assert cli("show", out, borrower).code == 4
    assert cli("subject", "export", out, borrower, *ASK).code == 2, "nothing is stored"


def test_erasure_is_in_the_audit_log_and_has_a_receipt(cli: Cli, out: Path, register: Path, borrower: str) -> None:
    said = cli("subject", "erase", out, borrower, *ASK, "--register", register, "--actor", "dpo")
    (receipt,) = receipt_folder(out).glob("*-erase.json")
    content = json.loads(receipt.read_text(encoding="utf-8"))
    assert (content["state"], content["actor"]) == ("done", "dpo")
    assert borrower not in receipt.read_text(encoding="utf-8")
    assert "已删除" in said.out
    log = AuditLog(audit_folder(out))
    lines = list(log.lines())
    entry = json.loads(lines[content["audit_entries"] - 1])
    assert (entry["action"], entry["case"], entry["tokens"][0]) == ("subject", borrower, "request:erase")
    assert json.loads(lines[-1])["action"] == "publish", "what the folder holds from now on"
    assert verify(log).sound
    assert "Sound" in cli("audit", "verify", out).out


@pytest.mark.parametrize(
    ("field", "other"),
    [("state", "storage_only"), ("actor", "somebody"), ("counts", {}), ("subject", "0" * 64), ("audit_root", "0" * 64),
     ("at", "2026-01-01T00:00:00+00:00"), ("audit_entries", 3), ("audit_entries", 10**6)],
)  # fmt: skip
def test_a_receipt_is_borne_out_by_the_log_and_a_changed_one_is_not(
    cli: Cli, out: Path, register: Path, borrower: str, field: str, other: object
) -> None:
    cli("subject", "erase", out, borrower, *ASK, "--register", register)
    (receipt,) = receipt_folder(out).glob("*-erase.json")
    check = ("subject", "verify", out, receipt, "--register", register)
    assert cli(*check).code == 0
    assert cli("subject", "rotate", register).code == 0
    assert cli(*check).code == 0, "also under the keys of later times"
    content = json.loads(receipt.read_text(encoding="utf-8"))
    receipt.write_text(json.dumps({**content, field: other}), encoding="utf-8")
    assert cli(*check).code == 1


def test_models_evaluations_and_pages_hold_no_value_before_or_after(
    cli: Cli, out: Path, register: Path, borrower: str, tmp_path: Path
) -> None:
    run = StoredRun.open(out)
    person = find_person(run, borrower)
    values = {value for value in values_of(run, person) if len(value) > 5} - person.customers
    labels = tmp_path / "labels.csv"
    rows = run.table("contacts").slice(0, 30).select(["borrower_id", "contact_type", "contact_value_normalised"])
    found_out = [f"{row['borrower_id']},{row['contact_value_normalised']},1" for row in rows.to_pylist()]
    labels.write_text("\n".join(["borrower_id,value,is_current", *found_out]), encoding="utf-8")
    cli("learn", out)
    cli("evaluate", out, "--html", out / "evaluation.html")
    cli("report", out)
    open_files = {"model.json", "model_learned.json", "model_learned_report.json", "report.html", "report_labels.html",
                  "evaluation.html", "run.json", "DATA.md", "timings.json"}  # fmt: skip
    before = {path.name for path in out.iterdir()} & open_files
    assert before >= {"model.json", "model_learned.json", "report.html", "report_labels.html"}
    keys = set(run.records.filter(pa.array(person.own))["record_id"].to_pylist())
    assert {name for name, _ in found(values - keys, out)} & open_files == set()
    assert cli("subject", "erase", out, borrower, *ASK, "--register", register).code == 0
    assert found(values | person.customers, out) == set()
    assert not (out / "report_labels.html").exists(), "a page of the tables as they were"


def test_two_erasures_at_once_both_hold(
    out: Path, register: Path, borrower: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def requests() -> Requests:
        at = datetime(2026, 7, 2, tzinfo=UTC)
        return Requests.open(out, actor="t", purpose="subject_request", at=at, register=Register.open(register))

    first, second = requests(), requests()
    assert second.run.records.num_rows, "both have read the run before either writes"
    other = next(name for name in first.run.borrowers["borrower_id"].to_pylist() if name != borrower)
    first.erase(borrower)
    second.erase(other)
    left = StoredRun.open(out).borrowers["borrower_id"].to_pylist()
    assert borrower not in left
    assert other not in left


def test_a_register_of_two_writers_loses_nothing(register: Path) -> None:
    one, two = Register.open(register), Register.open(register)
    assert one.suppressed("phone", pa.array(["1"])).to_pylist() == [False]
    two.suppress([("phone", "1")], reason="erasure", day="2026-07-01")
    one.suppress([("phone", "2")], reason="erasure", day="2026-07-01")
    assert Register.open(register).suppressed("phone", pa.array(["1", "2", "3"])).to_pylist() == [True, True, False]


def _killed(register: Register) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("killed", [False, True])
def test_a_new_key_knows_whoever_was_known(register: Path, killed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    old = Register.open(register)
    old.suppress([("phone", "+8613800000001")], reason="erasure", day="2026-07-01")
    old.correct([("customer", "C1")], "phone", "+8613800000002", None, day="2026-07-01")
    old.hold("C1", reason="case-1", until=None, day="2026-07-01")
    before = (register / "suppressions.jsonl").read_bytes()
    if killed:
        monkeypatch.setattr(Register, "_turn", _killed)
        with pytest.raises(KeyboardInterrupt):
            Register.open(register).rotate()
        monkeypatch.undo()
    else:
        assert Register.open(register).rotate() == 2
    for each in (old, Register.open(register)):
        assert each.suppressed("phone", pa.array(["+8613800000001", "+8613800000009"])).to_pylist() == [True, False]
        said = each.corrections()[0]
        assert said["subject"] == [each.digest("customer", "C1")]
        assert said["was"] == each.digest("phone", "+8613800000002")
        assert each.held("C1", "2026-07-02") == "case-1"
    assert (register / "suppressions.jsonl").read_bytes() != before
    assert len((register / "key").read_text(encoding="ascii").split()) == 2
    Register.open(register).suppress([("phone", "+8613800000003")], reason="erasure", day="2026-07-02")
    assert old.suppressed("phone", pa.array(["+8613800000001"])).to_pylist() == [True]


def with_register(lender: Path, register: Path) -> Path:
    job = lender / "job.yaml"
    text = job.read_text(encoding="utf-8").replace("\ncontroller:", f"\nsubject_register: {register}\ncontroller:")
    job.write_text(text, encoding="utf-8")
    return lender


def refused(result: recontact.Result, source: str) -> dict[str, str]:
    table = result.withheld.filter(pc.equal(result.withheld["source"], source))
    return dict(zip(table["record_id"].to_pylist(), table["rule"].to_pylist(), strict=True))


def test_never_again_survives_a_new_run(
    cli: Cli, out: Path, register: Path, borrower: str, lender: Path, finished: recontact.Result
) -> None:
    """All that comes in again is withheld by the right rule, under another customer number as well."""
    person = find_person(StoredRun.open(out), borrower)
    records = StoredRun.open(out).records.filter(pa.array(person.own))
    loans = records.filter(pc.equal(records["source"], "loan_applications"))["record_id"].to_pylist()
    assert cli("subject", "erase", out, borrower, *ASK, "--register", register).code == 0
    path = lender / "data" / "loan_applications.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace(borrower, "C88888888"), encoding="utf-8-sig")
    again = run_example(with_register(lender, register), lender / "out")
    rules = refused(again, "loan_applications")
    assert loans
    assert {rules[key] for key in loans} == {"cn-civil-1033"}, "told by the identity number"
    assert borrower not in again.contacts["borrower_id"].to_pylist()
    assert borrower not in again.third_parties["borrower_id"].to_pylist()
    alone = {point for _, point in person.alone}
    seen = set(pq.read_table(again.out / "observations.parquet")["point"].to_pylist())
    addresses = {point for kind, point in person.alone if kind == "address"}
    assert not (alone - addresses) & seen, "no point of theirs comes in, whoever's row it stands in"
    assert len(again.contacts) >= len(finished.contacts) - 40, "the others are looked for as before"


def test_a_point_of_one_who_said_stop_stays_stopped(
    cli: Cli, out: Path, register: Path, borrower: str, lender: Path
) -> None:
    """Their mobile under a stranger's name and number is not shown."""
    person = find_person(StoredRun.open(out), borrower)
    mobile = next(point for kind, point in sorted(person.alone) if kind == "phone" and point.startswith("+861"))
    assert cli("subject", "erase", out, borrower, *ASK, "--register", register).code == 0
    path = lender / "data" / "lost_contacts.csv"
    listed = [line.split(",")[0] for line in path.read_text(encoding="utf-8-sig").splitlines()[1:]]
    stranger = next(each for each in listed if each != borrower)
    loans = lender / "data" / "loan_applications.csv"
    lines = loans.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    at = lines[0].strip().split(",").index("手机号码")
    place = next(i for i, line in enumerate(lines) if stranger in line)
    cells = lines[place].split(",")
    cells[at] = mobile.removeprefix("+86")
    loans.write_text("".join([*lines[:place], ",".join(cells), *lines[place + 1 :]]), encoding="utf-8-sig")
    again = run_example(with_register(lender, register), lender / "out")
    assert mobile not in again.contacts["contact_value_normalised"].to_pylist()
    assert {"cn-gbt-stop"} <= {row["rule"] for row in again.summary["withheld_values"]}


def test_a_shared_point_stays_with_the_other_person(
    cli: Cli, out: Path, register: Path, lender: Path, finished: recontact.Result
) -> None:
    """The telephone of a household is stopped for whoever asked, told by the name, and not for the other."""
    run = StoredRun.open(out)
    seen = run.table("observations")
    for name in finished.contacts["borrower_id"].unique().to_pylist():
        person = find_person(run, name)
        phones = sorted(point for kind, point in person.shared if kind == "phone" and point.startswith("+861"))
        if phones:
            break
    shared = phones[0]
    rows = run.records.take(seen.filter(pc.equal(seen["point"], shared))["mention"]).to_pylist()
    others = {row["record_id"] for row in rows if row["role"] == "self"}
    own = {row["record_id"] for row in run.records.filter(pa.array(person.own)).to_pylist()}
    others -= own
    assert others
    assert cli("subject", "erase", out, name, *ASK, "--register", register).code == 0
    again = run_example(with_register(lender, register), lender / "out")
    records = pq.read_table(again.out / "records.parquet")
    after = {row["record_id"]: row["phones"] for row in records.to_pylist()}
    assert not own & after.keys()
    assert [key for key in others if shared not in after[key]] == []


def test_a_hold_allows_storage_only(cli: Cli, out: Path, register: Path, borrower: str) -> None:
    hold = (
        "subject",
        "hold",
        out,
        borrower,
        *ASK,
        "--register",
        register,
        "--reason",
        "case 17",
        "--until",
        "2099-01-01",
    )
    assert cli(*hold).code == 0
    stored = {name: pq.read_table(out / f"{name}.parquet") for name in ("records", "observations", "events")}
    said = cli("subject", "erase", out, borrower, *ASK, "--register", register)
    assert said.code == 0
    assert "storage_only" in said.out
    assert all(pq.read_table(out / f"{name}.parquet").equals(table) for name, table in stored.items())
    assert borrower not in (out / "contacts.csv").read_text(encoding="utf-8-sig")
    assert borrower not in (out / "contacts_wide.csv").read_text(encoding="utf-8-sig")
    assert cli("show", out, borrower).code == 4, "stored only: nobody is contacted by it"


def test_a_third_party_is_erased_without_the_borrower(cli: Cli, out: Path, register: Path) -> None:
    run = StoredRun.open(out)
    third = run.table("third_parties")
    value = third["contact_value_normalised"][0].as_py()
    seen = run.table("observations")
    mention = seen.filter(pc.equal(seen["value"], value))["mention"]
    rows = run.records.take(mention)
    named = rows.filter(pc.not_equal(rows["role"], "self")).slice(0, 1).to_pylist()[0]
    who = f"{named['source']}:{named['record_id']}"
    person = find_person(run, who)
    assert (person.customers, int(person.beside.sum())) == (frozenset(), 0)
    assert cli("subject", "erase", out, who, *ASK, "--register", register).code == 0
    after = StoredRun.open(out)
    assert named["record_id"] not in after.records["record_id"].to_pylist()
    gone = {point for _, point in person.alone}
    assert not gone & set(after.table("third_parties")["contact_value_normalised"].to_pylist())
    assert after.borrowers.equals(run.borrowers)
    owner = f"{named['source']}:{named['record_id'].partition('#')[0]}"
    assert cli("subject", "erase", out, owner, *ASK, "--register", register).code == 2, "that is a borrower's row"


def test_a_run_whose_register_is_missing_does_not_start(lender: Path, tmp_path: Path) -> None:
    with pytest.raises(recontact.UsageError, match="no subject register"):
        run_example(with_register(lender, tmp_path / "none"), lender / "out")
    assert not (lender / "out").exists()


def test_a_failed_erasure_leaves_the_person_suppressed(
    cli: Cli, out: Path, register: Path, borrower: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (out / "model.json").write_text("spoiled", encoding="utf-8")
    before = (out / "contacts.csv").read_bytes()
    assert cli("subject", "erase", out, borrower, *ASK, "--register", register).code == 2
    assert (out / "contacts.csv").read_bytes() == before, "all or nothing"
    assert (register / "suppressions.jsonl").stat().st_size
