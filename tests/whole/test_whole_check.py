"""What `check` tells before a run is what the run then does. Everybody in the example is invented."""

import json
from pathlib import Path

import pytest
from conftest import EXAMPLE, Cli

import recontact
from recontact.checking import check
from recontact.job import read_job


@pytest.fixture(scope="module")
def told() -> dict[str, object]:
    return check(read_job(EXAMPLE / "job.yaml"), EXAMPLE / "data")


def test_the_plan_is_of_the_records_that_a_run_links(told: dict, finished: recontact.Result) -> None:
    done, plan = finished.summary["linkage"], told["plan"]
    assert plan["rows"] == done["rows"]
    assert plan["pairs"] == pytest.approx(done["compared"], rel=0.05)
    for expected, found in zip(plan["rules"], done["rules"], strict=True):
        assert (expected["rule"], expected["pairs_over_cap"]) == (found["rule"], found["pairs_over_cap"])
        assert expected["compared"] == pytest.approx(found["compared"], rel=0.1, abs=20)


def test_time_and_memory_are_of_the_right_size(told: dict, finished: recontact.Result) -> None:
    plan = told["plan"]
    assert 0 < plan["seconds"] < 60
    assert 0 < plan["read_seconds"] < 600
    assert 50 < plan["mib"] < 20_000


def test_examples_are_masked_and_the_plan_names_nobody(told: dict) -> None:
    assert all(
        "*" in column["example"] or len(column["example"]) <= 4
        for source in told["sources"]
        for column in source["columns"]
        if column["meaning"].startswith("self: phone")
    )
    assert set(told["plan"]) == {"rows", "rules", "pairs", "seconds", "mib", "read_seconds"}


def test_the_command_prints_pairs_by_rule(cli: Cli, lender: Path) -> None:
    said = cli("check", lender / "job.yaml", "--data", lender / "data")
    assert said.code == 0
    assert "pairs to compare" in said.out
    assert "phone_ends+token" in said.out
    machine = json.loads(cli("check", lender / "job.yaml", "--data", lender / "data", "--json").out)
    assert machine["plan"]["rules"][0]["rule"] == "id"
