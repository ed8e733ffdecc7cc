"""`recontact evaluate` on the example lender's run, all data synthetic: by itself, with labels, as a page."""

import csv
import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from conftest import Cli

import recontact
from recontact.audit.log import audit_folder


@pytest.fixture
def labels(finished: recontact.Result, tmp_path: Path) -> Path:
    """Labels that hold the run's identities for true, but for one that is two and two that are one."""
    rows = pq.read_table(finished.out / "identities.parquet").to_pylist()
    groups: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        groups.setdefault(row["identity_id"], []).append(row)
    large = sorted((group for group in groups.values() if len(group) > 1), key=lambda group: group[0]["identity_id"])
    large[0][0]["identity_id"] = "another"
    for row in large[1]:
        row["identity_id"] = large[2][0]["identity_id"]
    with (tmp_path / "labels.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["source", "record_id", "entity_id"])
        writer.writerows([row["source"], row["record_id"], row["identity_id"]] for row in rows)
    return tmp_path / "labels.csv"


@pytest.fixture
def answer(finished: recontact.Result, labels: Path, cli: Cli) -> dict[str, dict[str, object]]:
    said = cli("evaluate", finished.out, "--labels", labels, "--growing", "--json")
    assert said.code == 0, said.err
    return dict(json.loads(said.out))


def test_a_run_is_measured_without_labels(answer: dict[str, dict[str, object]], finished: recontact.Result) -> None:
    plain = answer["unlabelled"]
    links = pq.read_table(finished.out / "links.parquet")
    assert sum(plain["links_by_tenth"]) == links.num_rows  # type: ignore[call-overload]
    strict = {row["threshold"]: row for row in plain["stability"]}  # type: ignore[attr-defined]
    assert strict[0.99]["split"] >= strict[0.5]["split"]
    assert strict[0.1]["merged"] >= strict[0.99]["merged"]
    assert set(answer["conflicts"]) == {"two_identity_numbers", "two_birth_dates", "names_of_several"}
    growing = answer["growing"]
    assert growing["same"] > 0.9 * sum(growing[word] for word in ("same", "merged", "split", "moved"))  # type: ignore[misc, operator]


def test_errors_are_shown_masked_and_segments_add_up(
    answer: dict[str, dict[str, object]], finished: recontact.Result
) -> None:
    labelled = answer["labelled"]
    assert len(labelled["errors"]["joined"]) == 1  # type: ignore[index]
    assert len(labelled["errors"]["parted"]) == 1  # type: ignore[index]
    shown = json.dumps(labelled["glimpses"], ensure_ascii=False)
    assert "*" in shown
    values = finished.contacts["contact_value_normalised"].to_pylist()
    assert not [value for value in values if value in shown]
    curve = {row["threshold"]: row for row in labelled["curve"]}  # type: ignore[attr-defined]
    assert curve[0.5]["f1"] > 0.9
    for name in ("script", "completeness"):
        assert sum(row["records"] for row in labelled["segments"][name]) == answer["records"]  # type: ignore[index, comparison-overlap]
    assert labelled["segments"]["sources"]  # type: ignore[index]


def test_the_page_is_offline_and_masked(finished: recontact.Result, labels: Path, cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "other"
    shutil.copytree(finished.out, out)
    shutil.copytree(audit_folder(finished.out), audit_folder(out))
    said = cli("evaluate", finished.out, "--labels", labels, "--against", out, "--html", tmp_path / "page.html")
    assert said.code == 0, said.err
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert "http://" not in page.replace("http://www.w3.org/2000/svg", "")
    assert not [value for value in finished.contacts["contact_value_normalised"].to_pylist() if value in page]
    assert page.count("<svg") == 3
