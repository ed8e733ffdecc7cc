"""Somebody inside the house, with a shell: what they may try on a finished run, and what comes of it."""

import json
import os
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import Cli

import recontact
from recontact.audit.head import replace_file
from recontact.audit.log import AuditLog, audit_folder
from recontact.run_folder import RunFolder

PURPOSE = "recontact_lost_borrower"


@pytest.fixture
def out(finished: recontact.Result, tmp_path: Path) -> Path:
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


@pytest.fixture(scope="module")
def borrower(finished: recontact.Result) -> str:
    return str(finished.contacts["borrower_id"][0])


def test_a_run_without_its_log_answers_nothing(cli: Cli, out: Path, borrower: str) -> None:
    shutil.rmtree(audit_folder(out))
    for said in (
        cli("show", out, borrower),
        cli("subject", "export", out, borrower, "--purpose", "subject_request"),
        cli("policy", "warn", out),
        cli("learn", out),
        cli("report", out),
        cli("evaluate", out),
        cli("evaluate", out / "identities.csv", "--against", out),
    ):
        assert (said.code, said.out) == (4, "")
    assert not (out / "model_learned.json").exists()
    assert not (out / "report_labels.html").exists()
    assert not (audit_folder(out) / "log.jsonl").exists(), "no new log takes the old one's place"


@pytest.mark.parametrize("name", ["borrowers.parquet", "run.json"])
def test_a_list_or_purpose_changed_by_hand_answers_nothing(cli: Cli, out: Path, borrower: str, name: str) -> None:
    if name == "run.json":
        said = json.loads((out / name).read_text(encoding="utf-8"))
        (out / name).write_text(json.dumps({**said, "purpose": "account_servicing"}), encoding="utf-8")
    else:
        table = pq.read_table(out / name)
        more = pa.table({"borrower_id": ["C99"], "default_date": [None], "identity": [3]}).cast(table.schema)
        pq.write_table(pa.concat_tables([table, more]), out / name)
    for asked in (("show", out, borrower, "--json"), ("learn", out), ("report", out), ("evaluate", out)):
        said_now = cli(*asked)
        assert (said_now.code, said_now.out) == (4, "")
    verdict = cli("audit", "verify", out)
    assert (verdict.code, name in verdict.out) == (1, True)


def test_a_contact_list_changed_by_hand_is_found(cli: Cli, out: Path) -> None:
    assert cli("audit", "verify", out).code == 0
    with (out / "contacts.csv").open("a", encoding="utf-8") as file:
        file.write("one more line\n")
    assert "contacts.csv is not as it was published" in cli("audit", "verify", out).out


def test_an_erasure_of_what_is_past_its_term_says_what_it_found_changed(cli: Cli, out: Path) -> None:
    with (out / "records.parquet").open("ab") as file:
        file.write(b" ")
    due = ("subject", "retention", out, "--as-of", "2026-09-29", "--erase")
    assert cli(*due).code == 0, "what is due is erased all the same"
    assert "not_as_published:records.parquet" in str(AuditLog(audit_folder(out)).latest("subject"))


@pytest.mark.parametrize(
    "near", ["Recontact_lost_borrower", f"{PURPOSE} ", f"{PURPOSE}\u200b", "ｒecontact_lost_borrower"]
)
def test_a_purpose_nearly_right_is_refused_and_written_down(cli: Cli, out: Path, borrower: str, near: str) -> None:
    said = cli("show", out, borrower, "--reveal", "--purpose", near)
    assert (said.code, said.out) == (4, "")
    last = json.loads((audit_folder(out) / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["action"], last["tokens"], last["purpose"]) == ("refusal", ["purpose"], "")


@pytest.mark.parametrize(
    "name", ["*", "../out", "$(id)", "<script>", "C1\nC2", "\x1b[31mred", "", "C1000000%", "x" * 100_000]
)
def test_no_spelling_of_a_number_opens_a_case(cli: Cli, out: Path, name: str) -> None:
    said = cli("show", out, name)
    assert (said.code, said.out) == (4, "")
    assert "\x1b" not in said.err
    assert cli("audit", "verify", out).code == 0


def test_the_account_is_not_what_its_environment_says(cli: Cli, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, "boss")
    cli("show", out, "C99")
    last = json.loads((audit_folder(out) / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert last["actor"] != "boss"


@pytest.mark.parametrize("listing", [".contents.json", ".publishing.json"])
@pytest.mark.parametrize("names", [["../victim"], ["/etc/hosts"], [1], {}, "victim"])
def test_no_list_of_files_leads_out_of_the_folder(tmp_path: Path, listing: str, names: object) -> None:
    with RunFolder(tmp_path / "out") as folder:
        (folder / "run.json").write_text("{}", encoding="utf-8")
    (tmp_path / "victim").write_text("mine", encoding="utf-8")
    (tmp_path / "out" / listing).write_text(json.dumps(names), encoding="utf-8")
    with pytest.raises(recontact.UsageError, match="changed by hand"), RunFolder(tmp_path / "out"):
        pass
    assert (tmp_path / "victim").read_text(encoding="utf-8") == "mine"


def test_links_in_the_folder_are_not_followed(tmp_path: Path) -> None:
    with RunFolder(tmp_path / "out") as folder:
        (folder / "run.json").write_text("{}", encoding="utf-8")
    secret = tmp_path / "secret"
    secret.write_text("of somebody else", encoding="utf-8")
    (tmp_path / "out" / "copy").symlink_to(secret)
    with RunFolder(tmp_path / "out") as folder:
        folder.keep()
    assert (tmp_path / "out" / "copy").is_symlink(), "what it names was not copied"
    (tmp_path / "out" / ".partial").symlink_to(tmp_path)
    with pytest.raises(recontact.UsageError, match="link"), RunFolder(tmp_path / "out"):
        pass
    assert secret.exists()


@pytest.mark.parametrize("link", [os.symlink, os.link])
def test_what_waits_beside_a_file_is_not_written_through(tmp_path: Path, link: object) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine", encoding="utf-8")
    link(victim, tmp_path / "head.json.new")  # type: ignore[operator]
    replace_file(tmp_path / "head.json", b"new")
    assert (victim.read_text(encoding="utf-8"), (tmp_path / "head.json").read_bytes()) == ("mine", b"new")


@pytest.mark.parametrize("name", ["log.jsonl", "lock"])
def test_a_log_that_leads_elsewhere_takes_no_entry(cli: Cli, out: Path, borrower: str, name: str) -> None:
    path = audit_folder(out) / name
    path.rename(path.with_name("moved"))
    path.symlink_to("moved")
    said = cli("show", out, borrower)
    assert (said.code, said.out) == (1, "")


BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize("text", [BOMB, "a: " + "[" * 20_000, "a: " + "{b: " * 5_000], ids=["aliases", "lists", "maps"])
def test_a_file_that_unfolds_without_measure_is_refused(cli: Cli, lender: Path, tmp_path: Path, text: str) -> None:
    job = lender / "job.yaml"
    (lender / "rules").mkdir()
    (lender / "rules" / "house.yaml").write_text(text, encoding="utf-8")
    plain = job.read_text(encoding="utf-8")
    job.write_text(plain.replace("jurisdiction: cn\n", "jurisdiction: cn\nrules: rules\n"), encoding="utf-8")
    assert cli("check", job, "--data", lender / "data").code == 2
    job.write_text(text, encoding="utf-8")
    said = cli("check", job)
    assert (said.code, "repeated parts" in said.err) == (2, True)


@pytest.mark.parametrize("path", ["../secret.parquet", "data/../../secret.parquet", "/etc/passwd"])
def test_no_path_of_a_job_leads_out_of_the_data(cli: Cli, lender: Path, tmp_path: Path, path: str) -> None:
    shutil.copy(lender / "data" / "ecommerce_partner.parquet", tmp_path / "secret.parquet")
    job = lender / "job.yaml"
    text = job.read_text(encoding="utf-8").replace("path: ecommerce_partner.parquet", f"path: {path}")
    job.write_text(text, encoding="utf-8")
    said = cli("run", job, "--data", lender / "data", "--out", tmp_path / "o")
    assert said.code in (0, 2)
    for table in (tmp_path / "o").glob("records.parquet"):
        assert "secret" not in pq.read_table(table)["source"].to_pylist()
