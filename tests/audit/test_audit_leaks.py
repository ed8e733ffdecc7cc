"""Reads every byte that the commands write and looks for people in it: files, screen, errors, audit log."""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc
import pytest
from conftest import EXAMPLE, Cli, Said
from scanner import found, texts

import recontact
from recontact.adapters import find
from recontact.adapters.reading import Request
from recontact.audit.log import audit_folder, checkpoint_path
from recontact.release import VALUE
from recontact.stored import StoredRun
from recontact.subject.receipt import receipt_folder

PURPOSE = ("--purpose", "recontact_lost_borrower")
DATA = EXAMPLE / "data"

STORED = {
    *("contacts.csv", "contacts.parquet", "contacts_wide.csv", "third_parties.csv", "third_parties.parquet"),
    *("records.parquet", "observations.parquet", "events.parquet"),
}
"""Files that hold values unmasked, as DATA.md says; every other file holds none at all."""

HOLD_THIRD_PARTIES = {
    *("third_parties.csv", "third_parties.parquet"),
    *("records.parquet", "observations.parquet", "events.parquet"),
}


@dataclass(frozen=True)
class People:
    """What stands in the example's files, read without the engine's cleaning: to be found nowhere else."""

    numbers: frozenset[str]
    """Mobile and identity numbers and e-mail addresses of everybody, as a regular expression finds them."""
    names: frozenset[str]
    third: frozenset[str]
    """Mobile numbers that stand in nobody's own column, but in a contact person's."""

    @property
    def all(self) -> frozenset[str]:
        return self.numbers | self.names


@pytest.fixture(scope="module")
def people() -> People:
    own: set[str] = set()
    third: set[str] = set()
    numbers: set[str] = set()
    names: set[str] = set()
    for path in sorted(path for path in DATA.iterdir() if path.suffix != ".json"):
        table = find("auto", path).read(path, Request()).table
        for header in table.column_names:
            cells = [cell for cell in table[header].to_pylist() if cell]
            if "device" in header or "设备" in header:
                continue
            compact = [re.sub(r"[\s()-]", "", cell) for cell in cells]
            mobiles = {number for cell in compact for number in re.findall(r"(?<!\d)1[3-9]\d{9}(?!\d)", cell)}
            if header.startswith(("紧急联系人", "contact_")):
                third |= mobiles
            else:
                own |= {re.sub(r"\D", "", cell)[-10:] for cell in cells}  # however it is written: its last ten digits
            numbers |= mobiles | {each for cell in compact for each in re.findall(r"(?<!\d)\d{17}[\dXx](?!\d)", cell)}
            numbers |= {each for cell in compact for each in re.findall(r"[\w.+-]+@[\w-]+\.[\w.]+", cell)}
            if re.search("姓名|户名|name$", header) and "company" not in header:
                names |= {cell for cell in cells if re.fullmatch(r"[\u4e00-\u9fff]{3,4}", cell)}
    return People(
        frozenset(numbers), frozenset(names), frozenset(number for number in third if number[-10:] not in own)
    )


@pytest.fixture
def out(finished: recontact.Result, tmp_path: Path) -> Path:
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


def said_of(values: frozenset[str], said: Said) -> list[str]:
    """Return the values that stand in what a command printed."""
    return [value for value in sorted(values) if value in said.out + said.err]


def test_the_scanner_sees_what_it_looks_for(people: People, finished: recontact.Result) -> None:
    assert min(len(people.numbers), len(people.names), 5 * len(people.third)) > 200
    seen = {name for name, _ in found(people.third, finished.out)}
    assert {"records.parquet", "observations.parquet"} <= seen <= HOLD_THIRD_PARTIES
    assert {name for name, _ in found(people.numbers, finished.out)} >= {"contacts.csv", "contacts.parquet"}


def test_no_file_but_the_stored_ones_holds_a_value(people: People, finished: recontact.Result) -> None:
    written = {path.name for path, _ in texts(finished.out)}
    assert written >= {*STORED, "report.html", "run.json", "model.json", "DATA.md", "timings.json", "links.parquet"}
    assert {each for each in found(people.all, finished.out) if each[0] not in STORED} == set()


def test_a_third_partys_value_stands_in_no_list_of_own_contacts(people: People, finished: recontact.Result) -> None:
    assert {each for each in found(people.third, finished.out) if each[0] not in HOLD_THIRD_PARTIES} == set()


QUESTIONS: tuple[tuple[str, ...], ...] = (
    ("show",),
    ("show", "--json"),
    ("why",),
    ("why", "--json"),
    ("why", "--lang", "zh"),
    ("path",),
    ("path", "--json"),
    ("graph", "--format", "json"),
    ("graph", "--format", "graphml"),
    ("graph", "--format", "html"),
)


def borrowers(out: Path) -> list[str]:
    """A few borrowers: with third parties, and without."""
    run = StoredRun.open(out)
    third = run.table("third_parties")["borrower_id"].unique().to_pylist()
    contacts = run.table("contacts")["borrower_id"].unique().to_pylist()
    return [*[each for each in contacts if each in third][:3], *[each for each in contacts if each not in third][:2]]


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_a_masked_answer_holds_no_value(people: People, cli: Cli, out: Path, question: tuple[str, ...]) -> None:
    for borrower in borrowers(out):
        said = cli(question[0], out, borrower, *question[1:])
        assert said.code == 0
        assert said_of(people.numbers, said) == []


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_a_revealed_answer_holds_what_was_released_for_that_borrower(
    people: People, cli: Cli, out: Path, question: tuple[str, ...]
) -> None:
    run = StoredRun.open(out)
    for borrower in borrowers(out):
        said = cli(question[0], out, borrower, *question[1:], "--reveal", *PURPOSE)
        assert said.code == 0
        lists = ("contacts", "third_parties") if question[0] == "show" else ("contacts",)
        released: set[str] = set()
        for name in lists:
            rows = run.table(name)
            released |= set(rows.filter(pc.equal(rows["borrower_id"], borrower))[VALUE].to_pylist())
        others = [seen for seen in said_of(people.numbers, said) if not any(seen in value for value in released)]
        assert others == []


def test_the_log_checkpoint_and_receipts_hold_no_value(people: People, cli: Cli, out: Path, tmp_path: Path) -> None:
    for borrower in borrowers(out):
        cli("show", out, borrower, "--reveal", *PURPOSE)
        cli("subject", "explain", out, borrower, "--purpose", "subject_request")
        cli("subject", "export", out, borrower, "--purpose", "subject_request")
    cli("show", out, "13900001111")
    folders = (audit_folder(out), receipt_folder(out))
    assert found(people.all, *folders) == set()
    assert [value for value in people.all if value in checkpoint_path(out).read_text(encoding="utf-8")] == []
    assert said_of(people.all, cli("audit", "show", out, "--last", 1000, "--json")) == []


def test_run_check_and_link_print_no_value(people: People, cli: Cli, lender: Path) -> None:
    at = (lender / "job.yaml", "--data", lender / "data")
    for said in (
        cli("check", *at),
        cli("check", *at, "--json"),
        cli("run", *at, "--out", lender / "o1"),
        cli("run", *at, "--out", lender / "o1", "--json"),
        cli("link", lender / "data" / "loan_applications.csv", "--id", "申请编号", "--out", lender / "linked"),
    ):
        assert said.code == 0
        assert said_of(people.numbers, said) == []
    assert found(people.all, lender / "linked") == set()
    assert found(people.all, audit_folder(lender / "o1")) == set()


def _cut(data: Path) -> None:
    path = data / "ecommerce_partner.parquet"
    path.write_bytes(path.read_bytes()[:-300])


def _garble(data: Path) -> None:
    path = data / "loan_applications.csv"
    path.write_bytes(path.read_bytes()[:20_000] + b"\xff\xfe" + path.read_bytes()[20_000:] + b'"unclosed,13800138000\n')


def _shift(data: Path) -> None:
    """Every row has a cell too many in front, so that values stand under the wrong headers."""
    path = data / "loan_applications.csv"
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    path.write_text("\n".join([lines[0], *("x," + line for line in lines[1:])]), encoding="utf-8-sig")


def _no_json(data: Path) -> None:
    path = data / "im_accounts.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace("}", "", 5), encoding="utf-8")


def _no_header(data: Path) -> None:
    path = data / "lost_contacts.csv"
    path.write_text("\n".join(path.read_text(encoding="utf-8-sig").splitlines()[1:]), encoding="utf-8")


@pytest.mark.parametrize("spoil", [_cut, _garble, _shift, _no_json, _no_header])
def test_an_error_message_holds_no_value(people: People, cli: Cli, lender: Path, spoil: Callable[[Path], None]) -> None:
    spoil(lender / "data")
    for more in ((), ("--strict",)):
        said = cli("run", lender / "job.yaml", "--data", lender / "data", "--out", lender / "out", "--json", *more)
        assert said_of(people.all, said) == []
    assert said_of(people.all, cli("check", lender / "job.yaml", "--data", lender / "data")) == []


def test_an_internal_error_says_where_not_what(
    people: People, cli: Cli, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = min(people.numbers)

    def fail(*_: object) -> None:
        raise ValueError(f"cannot read {number}")

    monkeypatch.setattr("recontact.asking.Asker.show", fail)
    said = cli("show", out, borrowers(out)[0])
    assert said.code == 1
    assert "internal error" in said.err
    assert number not in said.err + said.out


def test_run_json_names_no_one(people: People, finished: recontact.Result) -> None:
    document = json.dumps(json.loads((finished.out / "run.json").read_text(encoding="utf-8")), ensure_ascii=False)
    assert [value for value in people.all if value in document] == []
