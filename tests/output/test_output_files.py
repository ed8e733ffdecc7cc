"""Tables and documents on disk: formulas disarmed, Chinese readable in Excel, the same bytes every time."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recontact.output import write_csv, write_json, write_parquet, write_text


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1+1", "'+1+1"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("+8613800001234", "+8613800001234"),  # synthetic; E.164 is no formula
        ("+861380000123456789", "'+861380000123456789"),  # too long for E.164
        ("+12-3", "'+12-3"),
        ("幸福小区, 3号楼", "幸福小区, 3号楼"),
        ('say "hi"', 'say "hi"'),
        ("two\nlines", "two\nlines"),
        (None, ""),
    ],
)
def test_cells(tmp_path: Path, cell: str | None, written: str) -> None:
    write_csv(pa.table({"text": pa.array([cell], pa.string()), "other": [1]}), tmp_path / "t.csv")
    with (tmp_path / "t.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.DictReader(file)) == [{"text": written, "other": "1"}]


def test_excel_sees_utf8_and_headers_are_disarmed(tmp_path: Path) -> None:
    table = pa.table(
        {"=name": ["王芳"], "on": [date(2026, 6, 30)], "codes": [["a", "b"]], "share": [-0.5], "yes": [True]}
    )
    write_csv(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    read = pd.read_csv(tmp_path / "t.csv", encoding="utf-8-sig")
    assert read.to_dict("records") == [
        {"'=name": "王芳", "on": "2026-06-30", "codes": "a;b", "share": -0.5, "yes": True}
    ]


def test_dictionary_columns(tmp_path: Path) -> None:
    write_csv(pa.table({"word": pa.array(["=a", "b"]).dictionary_encode()}), tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[1] == '"\'=a"'


def test_parquet_is_the_same_whatever_the_chunks_and_who_made_it(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": range(1000), "b": [f"v{number % 7}" for number in range(1000)]})
    whole = pa.Table.from_pandas(frame)
    pieces = pa.concat_tables([whole.slice(0, 300), whole.slice(300)])
    write_parquet(whole, tmp_path / "whole")
    write_parquet(pieces.replace_schema_metadata({"made": "elsewhere"}), tmp_path / "pieces")
    assert (tmp_path / "whole").read_bytes() == (tmp_path / "pieces").read_bytes()
    assert pq.read_table(tmp_path / "whole").to_pandas().equals(frame)


def test_json_is_canonical_and_private(tmp_path: Path) -> None:
    write_json({"b": 1, "a": "王"}, tmp_path / "t.json")
    assert (tmp_path / "t.json").read_text("utf-8") == '{\n "a": "王",\n "b": 1\n}\n'
    assert (tmp_path / "t.json").stat().st_mode & 0o777 == 0o600
    with pytest.raises(ValueError, match="not JSON compliant"):
        write_json({"a": float("nan")}, tmp_path / "t.json")
    write_text("x", tmp_path / "t.txt")
    assert (tmp_path / "t.txt").read_bytes() == b"x"
