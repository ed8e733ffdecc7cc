"""The page as a file: offline, its scripts known by their hashes, owner's eyes only, and each making audited."""

import hashlib
import json
import re
import shutil
import stat
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import Cli

import recontact
from recontact.audit.log import audit_folder
from recontact.casefile import page

PURPOSE = "recontact_lost_borrower"
STATIC = files("recontact.casefile").joinpath("static")


@pytest.fixture
def out(finished: recontact.Result, tmp_path: Path) -> Path:
    """A copy of the finished run, so that each test has an audit log of its own."""
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


@pytest.fixture
def borrower(finished: recontact.Result) -> str:
    return str(finished.contacts.to_pandas()["borrower_id"].value_counts().sort_index().idxmax())


def log_of(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (audit_folder(out) / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_script_is_allowed_by_its_hash_and_no_other(cli: Cli, out: Path, borrower: str) -> None:
    text = cli("graph", out, borrower, "--format", "html").out
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    allowed = policy[1].replace("&#39;", "'")
    assert allowed.startswith("default-src 'none';")
    assert "unsafe" not in allowed
    assert "http" not in allowed
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    assert len(scripts) == len(page.VENDOR) + 1
    assert [script for script in scripts if f"'{page.hash_of(script)}'" not in allowed] == []
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    assert f"'{page.hash_of(style[1])}'" in allowed


def test_it_names_nothing_to_be_fetched_and_is_small(cli: Cli, out: Path, borrower: str) -> None:
    text = cli("graph", out, borrower, "--format", "html").out
    markup = re.sub(r"<script.*?</script>|<style>.*?</style>", "", text, flags=re.DOTALL)
    assert re.findall(r"\b(?:src|href|action|srcset)=\"(?!#)", markup) == []
    assert re.findall(r"\bon\w+=|\bstyle=", markup) == []
    assert "@import" not in text
    assert "url(" not in page._text("page.css")
    assert len(text.encode()) < 1_500_000


def test_own_scripts_never_read_text_as_markup_or_code() -> None:
    for name in page.APP:
        script = STATIC.joinpath("app", name).read_text(encoding="utf-8")
        for forbidden in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("):
            assert forbidden not in script
        for forbidden in ("fetch(", "XMLHttpRequest", "localStorage", "sessionStorage", "sendBeacon"):
            assert forbidden not in script, "it asks nobody and leaves nothing behind"


def test_no_text_can_end_the_script_that_holds_the_data() -> None:
    hostile = {"borrower": "</script><script>alert(1)</script><!--", "line": "\u2028&"}
    held = page.in_script(json.dumps(hostile, ensure_ascii=False))
    assert not re.search("[<>&\u2028]", held)
    assert json.loads(held) == hostile


def test_vendored_files_are_what_the_manifest_says() -> None:
    lines = STATIC.joinpath("vendor", "MANIFEST").read_text(encoding="utf-8").splitlines()
    entries = [line.split() for line in lines if not line.startswith("#")]
    assert {entry[4] for entry in entries} == set(page.VENDOR)
    for package, version, licence, _, name, digest in entries:
        assert re.fullmatch(r"\d+\.\d+\.\d+", version)
        assert licence == "MIT"
        assert hashlib.sha256(STATIC.joinpath("vendor", name).read_bytes()).hexdigest() == digest
        assert "Permission is hereby granted" in STATIC.joinpath("vendor", f"{package}.LICENSE").read_text("utf-8")


def test_it_is_written_for_its_owner_only(cli: Cli, out: Path, borrower: str, tmp_path: Path) -> None:
    target = tmp_path / "case.html"
    target.write_text("older", encoding="utf-8")
    target.chmod(0o644)
    said = cli("graph", out, borrower, "--format", "html", "--out", target)
    assert (said.code, said.out) == (0, "")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert target.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.startswith("case")) == ["case.html"]


def test_a_folder_that_is_not_there_is_a_mistake(cli: Cli, out: Path, borrower: str, tmp_path: Path) -> None:
    said = cli("graph", out, borrower, "--format", "html", "--out", tmp_path / "nowhere" / "case.html")
    assert said.code == 2
    assert "cannot be written" in said.err


def test_making_it_is_audited_and_revealing_needs_the_purpose(
    cli: Cli, out: Path, borrower: str, finished: recontact.Result
) -> None:
    rows = finished.contacts.to_pandas()
    values = rows[rows["borrower_id"] == borrower]["contact_value_normalised"].tolist()
    masked = cli("graph", out, borrower, "--format", "html")
    assert [value for value in values if value in masked.out] == []
    assert cli("graph", out, borrower, "--format", "html", "--reveal").code == 2
    revealed = cli("graph", out, borrower, "--format", "html", "--reveal", "--purpose", PURPOSE)
    assert [value for value in values if value not in revealed.out] == []
    assert cli("graph", out, "C00000000", "--format", "html").code == 4
    asked = [entry["action"] for entry in log_of(out)[-3:] if entry["case"] in (borrower, "C00000000")]
    assert asked == ["query", "reveal", "refusal"]
