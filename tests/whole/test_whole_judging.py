"""Judgements: stored, audited, obeyed by the next run, taken back; and how an identity came together."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import Cli, run_example

import recontact
from recontact.audit.log import audit_folder

EXAMPLE_RUN = Callable[..., recontact.Result]


@pytest.fixture
def out(finished: recontact.Result, tmp_path: Path) -> Path:
    """A copy of the finished run, so that each test has an audit log and judgements of its own."""
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


@pytest.fixture
def linked(finished: recontact.Result) -> tuple[str, str, str]:
    """Two records of a listed borrower that one link joins, and their identity."""
    records = pq.read_table(finished.out / "records.parquet").to_pylist()
    listed = set(pq.read_table(finished.out / "borrowers.parquet")["identity"].to_pylist())
    sizes: dict[int, int] = {}
    for record in records:
        sizes[record["identity"]] = sizes.get(record["identity"], 0) + 1
    for each in pq.read_table(finished.out / "links.parquet").to_pylist():
        left, right = records[each["left"]], records[each["right"]]
        if left["identity"] == right["identity"] and left["identity"] in listed and sizes[left["identity"]] == 2:
            names = [f"{record['source']}:{record['record_id']}" for record in (left, right)]
            return names[0], names[1], left["identity_id"]
    raise AssertionError("the example has no borrower of two records")


def test_why_not_says_what_would_have_turned_the_verdict(cli: Cli, out: Path, linked: tuple[str, str, str]) -> None:
    answer = json.loads(cli("why-linked", out, *linked[:2], "--json").out)
    assert answer["turns"], "one change or several always part two records"
    for turn in answer["turns"]:
        assert turn["probability"] < 0.5 <= answer["probability"]
        assert all(change["en"] and change["zh"] for change in turn["changes"])
    assert "had it been" in cli("why-linked", out, *linked[:2]).out
    assert cli("why-linked", out, *linked[:2], "--lang", "zh").code == 0


def test_an_identity_tells_its_joins_and_what_hangs_on_one_link(
    cli: Cli, out: Path, linked: tuple[str, str, str]
) -> None:
    answer = json.loads(cli("identity", out, linked[2], "--json").out)
    assert sorted(answer["records"]) == sorted(linked[:2])
    assert [join["sizes"] for join in answer["joins"]] == [[1, 1]]
    assert {answer["joins"][0]["left"], answer["joins"][0]["right"]} == set(linked[:2])
    assert "bridge" in {weak["kind"] for weak in answer["weak_points"]}
    assert json.loads(cli("identity", out, linked[0], "--json").out) == answer
    assert "Weak points" in cli("identity", out, linked[0]).out


def test_every_identity_comes_together_again(finished: recontact.Result, cli: Cli, out: Path) -> None:
    records = pq.read_table(finished.out / "records.parquet").to_pandas()
    listed = set(pq.read_table(finished.out / "borrowers.parquet")["identity"].to_pylist())
    mine = records[records["identity"].isin(listed)]
    for identity, members in list(mine.groupby("identity_id"))[:12]:
        answer = json.loads(cli("identity", out, identity, "--json").out)
        assert len(answer["joins"]) == len(members) - 1
        assert [sum(join["sizes"]) for join in answer["joins"]].count(len(members)) == (len(members) > 1)


def test_nobody_else_may_be_judged_or_told(cli: Cli, out: Path, finished: recontact.Result) -> None:
    records = pq.read_table(finished.out / "records.parquet").to_pandas()
    listed = set(pq.read_table(finished.out / "borrowers.parquet")["identity"].to_pylist())
    other = records[(records["role"] == "self") & ~records["identity"].isin(listed)]
    names = [f"{row.source}:{row.record_id}" for row in other.head(2).itertuples()]
    assert cli("identity", out, names[0]).code == 4
    assert cli("judge", out, *names, "same").code == 4
    assert not (out.parent / "out.judgements.jsonl").exists()


def test_a_judgement_is_written_down_obeyed_and_undone(
    cli: Cli, lender: Path, tmp_path: Path, linked: tuple[str, str, str]
) -> None:
    out = tmp_path / "judged"
    run_example(lender, out)
    before = _identities(out)
    assert before[linked[0]] == before[linked[1]]
    said = cli("judge", out, *linked[:2], "different", "--actor", "reviewer", "--reason", "documents_seen")
    assert said.code == 0, said.err
    entry = json.loads((audit_folder(out) / "log.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (entry["action"], entry["actor"]) == ("judgement", "reviewer")
    assert cli("judge", out, linked[0], linked[0], "same").code == 2
    run_example(lender, out)
    assert _identities(out)[linked[0]] != _identities(out)[linked[1]]
    assert cli("judge", out, *linked[:2], "undone").code == 0
    assert cli("judge", out, *linked[:2], "undone").code == 2, "there is nothing left to undo"
    run_example(lender, out)
    assert _identities(out) == before


def _identities(out: Path) -> dict[str, str]:
    table = pq.read_table(out / "identities.parquet").to_pylist()
    return {f"{row['source']}:{row['record_id']}": row["identity_id"] for row in table}


def test_who_is_erased_is_erased_from_the_judgements(
    cli: Cli, out: Path, tmp_path: Path, linked: tuple[str, str, str]
) -> None:
    assert cli("judge", out, *linked[:2], "different").code == 0
    judged = out.with_name("out.judgements.jsonl")
    borrower = json.loads(judged.read_text(encoding="utf-8"))["case"]
    asked = ("--purpose", "subject_request", "--register", tmp_path / "register")
    assert cli("subject", "register", tmp_path / "register").code == 0
    assert cli("subject", "erase", out, borrower, *asked).code == 0
    assert judged.read_bytes() == b""
