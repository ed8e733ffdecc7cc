"""Every command that there is, run once: what it prints and writes holds nobody, but where it is meant to."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import Cli
from scanner import found
from test_audit_leaks import PURPOSE, STORED, People, people, said_of  # noqa: F401

import recontact
from recontact.audit.log import audit_folder
from recontact.stored import StoredRun
from recontact.subject.receipt import receipt_folder

REQUEST = ("--purpose", "subject_request")
KEPT = {"copy.json", "sample.csv"}
"""What the test asks for in clear, or gives: the copy for the person, a value to be cleaned."""


def commands() -> list[str]:
    """Return every command that the command line knows."""
    from recontact.cli.main import app

    def each(group: Any, before: tuple[str, ...]) -> Iterator[str]:
        for name, command in group.commands.items():
            path = (*before, name)
            yield from each(command, path) if hasattr(command, "commands") else (" ".join(path),)

    return sorted(each(typer.main.get_command(app), ()))


def calls(lender: Path, out: Path, to: Path) -> dict[str, tuple[object, ...]]:
    """Return for every command how it is called here, in an order in which each finds what it needs."""
    run = StoredRun.open(out)
    who = run.table("contacts")["borrower_id"][0].as_py()
    identity = run.identity_of(who)
    rows = [row for row in run.records.to_pylist() if row["identity"] == identity]
    names = [f"{row['source']}:{row['record_id']}" for row in rows][:2]
    data = ("--data", lender / "data")
    return {
        "run": (lender / "job.yaml", *data, "--out", to / "again"),
        "check": (lender / "job.yaml", *data),
        "warmup": (),
        "show": (out, who),
        "why": (out, who),
        "why-linked": (out, *names, *PURPOSE),
        "identity": (out, rows[0]["identity_id"], *PURPOSE),
        "judge": (out, *names, "same", "--reason", "documents_seen", *PURPOSE),
        "path": (out, who),
        "next": (out, who),
        "graph": (out, who, "--format", "html", "--out", to / "case.html"),
        "changes": (out, who, "--since", "2020-01-01"),
        "point": (out, who),
        "clean": ("phone", "4001234567", "--region", "CN"),
        "link": (lender / "data" / "loan_applications.csv", "--id", "申请编号", "--out", to / "linked"),
        "evaluate": (out, "--html", to / "evaluation.html"),
        "learn": (out, "--write", to / "learned.json"),
        "report": (out, "--out", to / "report.html"),
        "model show": (out / "model.json",),
        "model diff": (out / "model.json", out / "model.json"),
        "model splink": (out / "model.json",),
        "audit verify": (out,),
        "audit prove": (out, 0),
        "audit check": (to / "proof.json",),
        "audit show": (out, "--last", 1000, "--json"),
        "audit checkpoint": (out,),
        "audit key": (out,),
        "policy rules": ("--jurisdiction", "cn"),
        "policy permit": (
            "--jurisdiction",
            "cn",
            "--channel",
            "voice",
            "--at",
            "2026-07-01T12:00",
            "--zone",
            "Asia/Shanghai",
        ),
        "policy warn": (out,),
        "policy notice": (out, who),
        "policy consent export": (lender / "job.yaml", *data, "--out", to / "register.json"),
        "policy consent import": (to / "register.json", "--out", to / "register.csv"),
        "subject register": (to / "subjects",),
        "subject explain": (out, who, *REQUEST),
        "subject export": (out, who, *REQUEST, "--to", to / "copy.json"),
        "subject correct": (out, who, *REQUEST, "--register", to / "subjects", "--field", "gender", "--was", "男"),
        "subject hold": (out, who, *REQUEST, "--register", to / "subjects", "--reason", "case-1"),
        "subject rotate": (to / "subjects",),
        "subject retention": (out, "--as-of", "2026-07-01"),
        "subject erase": (out, who, *REQUEST, "--register", to / "subjects"),
        "subject verify": (out, receipt_folder(out) / "00001-explain.json"),
    }


@pytest.fixture
def done(finished: recontact.Result, tmp_path: Path) -> Path:
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


def test_every_command_is_scanned(
    people: People,  # noqa: F811
    cli: Cli,
    lender: Path,
    done: Path,
    tmp_path: Path,
) -> None:
    to = tmp_path / "to"
    to.mkdir()
    how = calls(lender, done, to)
    assert sorted(how) == commands(), "a new command is scanned, too"
    for name, arguments in how.items():
        said = cli(*name.split(), *arguments)
        assert said.code in ((0, 4) if name == "policy permit" else (0,)), (name, said.err)
        assert said_of(people.numbers, said) == [], name
        if name == "audit prove":
            (to / "proof.json").write_text(said.out, encoding="utf-8")
    beside = [done, audit_folder(done), receipt_folder(done), to]
    assert {each for each in found(people.numbers, *beside) if each[0] not in STORED | KEPT} == set()
    judged = [path for path in tmp_path.glob("out*") if path.is_file()]
    assert not [path for path in judged if any(value in path.read_text(encoding="utf-8") for value in people.numbers)]
