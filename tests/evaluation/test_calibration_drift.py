"""How two runs' probabilities hold against labels; contacts are invented, the example lender's data synthetic."""

import csv
from pathlib import Path

import pyarrow as pa
import pytest
from conftest import Cli

import recontact
from recontact.calibration_drift import calibration_drift


def contacts(*rows: tuple[str, str, str, float]) -> pa.Table:
    names = ("borrower_id", "contact_value_normalised", "contact_type", "probability")
    return pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows])


def test_both_runs_are_held_against_the_same_labels() -> None:
    before = contacts(("B1", "a", "mobile", 0.6), ("B1", "b", "mobile", 0.6), ("B2", "c", "email", 0.5))
    after = contacts(("B1", "a", "mobile", 0.9), ("B1", "b", "mobile", 0.1), ("B3", "d", "address", 0.5))
    told = {("B1", "a"): True, ("B1", "b"): False, ("B2", "c"): True}
    rows = calibration_drift(after, before, told, told)
    assert [row["contact_type"] for row in rows] == ["mobile"], "e-mail and address are in one run only"
    assert rows[0]["before"] == pytest.approx({"points": 2, "said": 0.6, "true": 0.5, "error": 0.1})
    assert rows[0]["after"] == pytest.approx({"points": 2, "said": 0.5, "true": 0.5, "error": 0.1})
    assert calibration_drift(after, before, {}, told) == []


def test_the_command_prints_it(cli: Cli, finished: recontact.Result, tmp_path: Path) -> None:
    columns = ["borrower_id", "contact_type", "contact_value_normalised"]
    known = finished.contacts.select(columns).slice(0, 30).to_pylist()
    labels = tmp_path / "labels.csv"
    with labels.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*columns, "reaches_borrower"])
        writer.writeheader()
        writer.writerows({**row, "reaches_borrower": str(at % 2)} for at, row in enumerate(known))
    page = tmp_path / "page.html"
    said = cli("report", finished.out, "--labels", labels, "--against", finished.out, "--out", page)
    assert said.code == 0, said.err
    told = [line for line in said.out.splitlines() if " → " in line]
    assert told
    for line in told:
        before, after = line.split(": ", 1)[1].split(" → ")
        assert before == after, "the same run"
    assert not [row[columns[2]] for row in known if row[columns[2]] in said.out]
    assert cli("report", finished.out, "--against", finished.out, "--out", page).code == 2
