"""Questions after a run: masked unless revealed for the purpose, exact, about listed borrowers only, always logged."""

import json
import math
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import Cli

import recontact
from recontact.audit.log import audit_folder
from recontact.graph.export import VEIL

PURPOSE = "recontact_lost_borrower"


@pytest.fixture
def out(finished: recontact.Result, tmp_path: Path) -> Path:
    """A copy of the finished run, so that each test has an audit log of its own."""
    shutil.copytree(finished.out, tmp_path / "out")
    shutil.copytree(audit_folder(finished.out), tmp_path / "out.audit")
    return tmp_path / "out"


@pytest.fixture
def borrower(finished: recontact.Result) -> str:
    """A borrower with several contacts."""
    return str(finished.contacts.to_pandas()["borrower_id"].value_counts().index[0])


def log_of(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (audit_folder(out) / "log.jsonl").read_text(encoding="utf-8").splitlines()]


def test_show_masks_unless_revealed_for_the_purpose(
    cli: Cli, out: Path, borrower: str, finished: recontact.Result
) -> None:
    rows = finished.contacts.to_pandas()
    values = rows[rows["borrower_id"] == borrower]["contact_value_normalised"].tolist()
    masked = cli("show", out, borrower, "--json")
    assert masked.code == 0
    assert not [value for value in values if value in masked.out]
    revealed = cli("show", out, borrower, "--reveal", "--purpose", PURPOSE, "--json")
    shown = [row["contact_value_normalised"] for row in json.loads(revealed.out)["contacts"]]
    assert shown == values
    assert [(entry["action"], entry["case"]) for entry in log_of(out)[-2:]] == [
        ("query", borrower),
        ("reveal", borrower),
    ]


def test_reveal_without_purpose_is_a_mistake(cli: Cli, out: Path, borrower: str) -> None:
    said = cli("show", out, borrower, "--reveal")
    assert said.code == 2
    assert "--purpose" in said.err


def test_another_purpose_is_refused(cli: Cli, out: Path, borrower: str) -> None:
    said = cli("show", out, borrower, "--reveal", "--purpose", "marketing")
    assert said.code == 4
    assert "+" not in said.out
    assert (log_of(out)[-1]["action"], log_of(out)[-1]["tokens"]) == ("refusal", ["purpose"])


@pytest.mark.parametrize("command", ["show", "why", "path", "graph"])
def test_nobody_else_may_be_asked_about(cli: Cli, out: Path, command: str) -> None:
    said = cli(command, out, "C00000000")
    assert said.code == 4
    assert log_of(out)[-1]["action"] == "refusal"


def test_why_adds_up_to_the_probability_shown(cli: Cli, out: Path, borrower: str, finished: recontact.Result) -> None:
    rows = finished.contacts.to_pandas()
    for row in rows[rows["borrower_id"] == borrower].to_dict("records"):
        answer = json.loads(cli("why", out, borrower, "--rank", row["rank"], "--json").out)
        assert answer["probability"] == pytest.approx(row["probability"], abs=1e-12)
        total = sum(bar["change"] for bar in answer["bars"])
        assert total == pytest.approx(answer["logit"], abs=1e-9)
        assert 1 / (1 + math.exp(-total)) == pytest.approx(row["probability"], abs=1e-9)
        assert all(bar["en"] and bar["zh"] for bar in answer["bars"])


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_why_reads_as_a_table(cli: Cli, out: Path, borrower: str, lang: str) -> None:
    said = cli("why", out, borrower, "--lang", lang)
    assert said.code == 0
    assert "Sum" in said.out


def test_a_rank_that_is_not_there(cli: Cli, out: Path, borrower: str) -> None:
    said = cli("why", out, borrower, "--rank", 99)
    assert said.code == 2
    assert "no contact of rank 99" in said.err


def test_path_names_the_records_between(cli: Cli, out: Path, borrower: str) -> None:
    answer = json.loads(cli("path", out, borrower, "--json").out)
    assert answer["steps"][0]["relation"] == "about"
    assert all(step["source"] and step["record"] for step in answer["steps"])
    assert cli("path", out, borrower, "--lang", "zh").out.strip()


def test_graph_veils_everybody_else(cli: Cli, out: Path, borrower: str, finished: recontact.Result) -> None:
    said = cli("graph", out, borrower, "--reveal", "--purpose", PURPOSE)
    graph = json.loads(said.out)
    rows = finished.contacts.to_pandas()
    permitted = set(rows[rows["borrower_id"] == borrower]["contact_value_normalised"])
    shown = {node["value"] for node in graph["nodes"] if node["node"] == "point"}
    assert shown <= permitted | {VEIL}
    assert shown & permitted
    assert ET.fromstring(cli("graph", out, borrower, "--format", "graphml").out).tag.endswith("graphml")


def test_why_linked_tells_every_comparison(cli: Cli, out: Path, borrower: str, finished: recontact.Result) -> None:
    identity = finished.contacts.to_pandas().set_index("borrower_id").loc[borrower, "identity_id"].iloc[0]
    subjects = finished.identities.to_pandas().query("role == 'self'")
    members = subjects[subjects["identity_id"] == identity]
    left, right = (f"{row.source}:{row.record_id}" for row in members.head(2).itertuples())
    answer = json.loads(cli("why-linked", out, left, right, "--json").out)
    assert answer["same_identity"]
    assert sum(row["weight"] for row in answer["comparisons"]) == pytest.approx(answer["weight"])
    stranger = subjects[subjects["identity_id"] != identity].iloc[0]
    other = json.loads(cli("why-linked", out, left, f"{stranger.source}:{stranger.record_id}", "--json").out)
    assert not other["same_identity"]
    assert other["notes"]


def test_records_of_unlisted_people_may_not_be_asked_about(cli: Cli, out: Path, finished: recontact.Result) -> None:
    listed = set(finished.contacts.to_pandas()["identity_id"])
    frame = finished.identities.to_pandas()
    borrowers = recontact.asking.StoredRun.open(out).borrowers["identity"].to_pylist()
    records = recontact.asking.StoredRun.open(out).records.to_pandas()
    strangers = records[(records["role"] == "self") & ~records["identity"].isin(borrowers)].head(2)
    assert not set(strangers["identity_id"]) & listed
    names = [f"{row.source}:{row.record_id}" for row in strangers.itertuples()]
    assert len(frame)
    assert cli("why-linked", out, *names).code == 4


def test_nothing_is_shown_if_it_cannot_be_logged(cli: Cli, out: Path, borrower: str) -> None:
    shutil.rmtree(audit_folder(out))
    audit_folder(out).write_text("a file where the log should be")
    said = cli("show", out, borrower)
    assert said.code == 4
    assert "audit log" in said.err
    assert said.out == ""


def test_an_empty_folder_is_no_run(cli: Cli, tmp_path: Path) -> None:
    said = cli("show", tmp_path, "C1")
    assert said.code == 2
    assert "not the output folder of a run" in said.err
