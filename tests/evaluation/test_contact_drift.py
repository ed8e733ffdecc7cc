"""How contacts of two runs differ: tables of invented contacts."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from conftest import Cli

import recontact
from recontact.contact_drift import contact_drift

Row = tuple[str, int, str, str, float]


def folder(path: Path, *rows: Row) -> Path:
    names = ("borrower_id", "rank", "contact_type", "contact_value_normalised", "probability")
    path.mkdir()
    pq.write_table(
        pa.Table.from_pylist([dict(zip(names, row, strict=True)) for row in rows]), path / "contacts.parquet"
    )
    return path


def test_what_came_went_and_changed_places(tmp_path: Path) -> None:
    before = folder(
        tmp_path / "before",
        ("B1", 1, "mobile", "a", 0.6), ("B1", 2, "mobile", "b", 0.4), ("B2", 1, "email", "c", 0.5),
        ("B3", 1, "mobile", "d", 0.5),
    )  # fmt: skip
    after = folder(
        tmp_path / "after",
        ("B1", 1, "mobile", "b", 0.8), ("B1", 2, "mobile", "a", 0.2), ("B3", 1, "mobile", "d", 0.5),
        ("B4", 1, "address", "e", 0.3),
    )  # fmt: skip
    found = contact_drift(after, before)
    assert found is not None
    kinds = found.pop("kinds")
    assert found == {"borrowers": 4, "new": 1, "gone": 1, "both": 3, "another_first": 1}
    assert [(row["kind"], row["before"], row["after"]) for row in kinds] == [
        ("address", 0, 1), ("email", 1, 0), ("mobile", 3, 3),
    ]  # fmt: skip
    assert kinds[2]["probability_before"] == kinds[2]["probability_after"] == pytest.approx(0.5)


def test_without_contacts_nothing_is_said(tmp_path: Path) -> None:
    assert contact_drift(tmp_path, tmp_path) is None


def test_a_run_against_itself_has_not_changed(cli: Cli, finished: recontact.Result) -> None:
    said = cli("evaluate", finished.out, "--against", finished.out)
    assert said.code == 0
    assert "0 new, 0 gone" in said.out
    assert "another contact first for 0 borrowers" in said.out
