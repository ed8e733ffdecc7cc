"""Excel, Parquet, JSON lines and tables in memory. All persons and numbers are invented."""

import datetime
import json
import zipfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recontact.adapters import ADAPTERS, excel, find, jsonl, parquet
from recontact.adapters.conformance import check_adapter
from recontact.adapters.frame import read_frame
from recontact.adapters.reading import Adapter, Reading, Request
from recontact.errors import SourceError, UsageError

_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def write_xlsx(path: Path, sheets: dict[str, list[list[object]]]) -> None:
    """A workbook as small as Excel itself would accept: text cells, numbers as written, and days."""
    names = "".join(f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(sheets, 1))
    links = "".join(
        f'<Relationship Id="r{n}" Type="{_LINK}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(1, len(sheets) + 1)
    )
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
    start = f'<Relationship Id="b" Type="{_LINK}/officeDocument" Target="xl/workbook.xml"/>'
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{start}</Relationships>')
        book.writestr(
            "xl/workbook.xml", f'<workbook xmlns="{_SHEET}" xmlns:r="{_LINK}"><sheets>{names}</sheets></workbook>'
        )
        style = f'<Relationship Id="s" Type="{_LINK}/styles" Target="styles.xml"/>'
        book.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{links}{style}</Relationships>')
        book.writestr("xl/styles.xml", f'<styleSheet xmlns="{_SHEET}">{styles}</styleSheet>')
        for n, rows in enumerate(sheets.values(), 1):
            body = "".join(
                f'<row r="{r}">{"".join(_cell(r, c, v) for c, v in enumerate(row))}</row>'
                for r, row in enumerate(rows, 1)
            )
            book.writestr(
                f"xl/worksheets/sheet{n}.xml", f'<worksheet xmlns="{_SHEET}"><sheetData>{body}</sheetData></worksheet>'
            )


def _cell(row: int, column: int, value: object) -> str:
    place = f"{'ABCDEFGH'[column]}{row}"
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    if isinstance(value, datetime.date):
        return f'<c r="{place}" s="1"><v>{(value - datetime.date(1899, 12, 30)).days}</v></c>'
    return "" if value is None else f'<c r="{place}"><v>{value}</v></c>'


def test_excel_cells_are_what_a_person_sees(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    header: list[object] = ["id", "phone", "number", "day", "share"]
    write_xlsx(path, {"S": [
        header,
        ["007", 13800001234, "3.10115E+17", datetime.date(2024, 2, 29), 0.5],
        ["8", "1.38E+10", Decimal("3.10115199003072E+17"), None, 12],
    ]})  # fmt: skip
    reading = excel.read(path, Request())
    assert reading.sheet == "S"
    assert reading.table.to_pylist() == [
        {"id": "007", "phone": "13800001234", "number": "3.10115E+17", "day": "2024-02-29", "share": "0.5"},
        {"id": "8", "phone": "1.38E+10", "number": "310115199003072000", "day": None, "share": "12"},
    ]


def test_excel_reads_the_first_sheet_with_cells_or_the_one_named(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    write_xlsx(path, {"empty": [], "one": [["a"], ["1"]], "two": [["b"], ["2"]]})
    assert excel.read(path, Request()).headers == ("a",)
    assert "other sheets are not read" in excel.read(path, Request()).notes[0]
    assert excel.read(path, Request(sheet="two")).headers == ("b",)
    with pytest.raises(SourceError, match="has no sheet 'three'; it has: empty, one, two"):
        excel.read(path, Request(sheet="three"))
    write_xlsx(path, {"empty": []})
    with pytest.raises(SourceError, match="sheet is empty"):
        excel.read(path, Request())


def test_a_damaged_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    write_xlsx(path, {"S": [["a"], ["1"]]})
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(SourceError, match="truncated, damaged or locked"):
        excel.read(path, Request())
    path.write_text("a,b\n")
    with pytest.raises(SourceError, match="is not an Excel file"):
        excel.read(path, Request())


def test_parquet_becomes_text(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    day = datetime.date(2024, 2, 29)
    table = pa.table({
        "phone": pa.array([13800001234.0, None]),
        "count": pa.array([3, None], pa.int64()),
        "day": pa.array([day, None]),
        "at": pa.array([datetime.datetime(2024, 2, 29, 10), datetime.datetime(2024, 2, 29)]),
        "name": pa.array(["张伟", " "]).dictionary_encode(),
        "device": pa.array(["x", "y"]),
    })  # fmt: skip
    pq.write_table(table, path)
    reading = parquet.read(path, Request(select=lambda headers: [name for name in headers if name != "device"]))
    assert reading.headers[-1] == "device"
    assert reading.table.to_pylist() == [
        {"phone": "13800001234", "count": "3", "day": "2024-02-29", "at": "2024-02-29 10:00:00", "name": "张伟"},
        {"phone": None, "count": None, "day": None, "at": "2024-02-29", "name": None},
    ]
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(SourceError, match="truncated or damaged Parquet"):
        parquet.read(path, Request())
    path.write_text("not parquet at all")
    with pytest.raises(SourceError, match="is not a Parquet file"):
        parquet.read(path, Request())


def test_json_lines_are_rejected_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "people.jsonl"
    lines = [
        '{"id": 1, "tel": 13800001234, "more": {"city": "杭州"}, "tags": ["a", "b"]}',
        "{broken",
        "[1, 2]",
        "",
        '{"id": 2, "share": 1.50}',
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    reading = jsonl.read(path, Request())
    assert reading.table.to_pylist() == [
        {"id": "1", "tel": "13800001234", "more.city": "杭州", "tags": "a;b", "share": None},
        {"id": "2", "tel": None, "more.city": None, "tags": None, "share": "1.50"},
    ]
    assert reading.rows.to_pylist() == [1, 4]
    assert reading.rejects["row"].to_pylist() == [2, 3]
    path.write_text("a,b\n1,2\n")
    with pytest.raises(SourceError, match="is a JSON object"):
        jsonl.read(path, Request())


def test_tables_in_memory_become_text() -> None:
    frame = pd.DataFrame(
        {"tel": [13800001234.0, None], "mixed": ["a", 5], "day": pd.to_datetime(["2024-02-29", None])}, index=["x", "y"]
    )
    expected = [
        {"tel": "13800001234", "mixed": "a", "day": "2024-02-29"},
        {"tel": None, "mixed": "5", "day": None},
    ]
    assert read_frame(frame, "people").table.to_pylist() == expected
    table = pa.table({"a": ["x", ""], "b": [1, None]})
    assert read_frame(table, "people").table.to_pylist() == [{"a": "x", "b": "1"}, {"a": None, "b": None}]
    with pytest.raises(SourceError, match="no Arrow C interface"):
        read_frame([{"a": 1}], "people")


def _samples(folder: Path) -> dict[str, Path]:
    rows: list[list[object]] = [["key", "name", "phone"], ["1", "Ann", "13900001111"], ["2", "Bob", "13900002222"]]
    table = pa.table({str(name): [str(row[place]) for row in rows[1:]] for place, name in enumerate(rows[0])})
    found = {name: folder / f"people.{name}" for name in ("csv", "xlsx", "parquet", "jsonl", "json")}
    gone = {"dpv:hasConsentStatus": "dpv:ConsentWithdrawn", "dct:date": "2024-01-01"}
    register = {"dpv:hasDataSource": "loans", "recontact:record": "*", "dpv:hasPurpose": ["a", "b"]}
    register["recontact:events"] = [gone]
    found["json"].write_text(json.dumps({"records": [register, 5, register]}), encoding="utf-8")
    found["csv"].write_text("\n".join(",".join(map(str, row)) for row in rows), encoding="utf-8")
    write_xlsx(found["xlsx"], {"S": rows})
    pq.write_table(table, found["parquet"])
    found["jsonl"].write_text(table.to_pandas().to_json(orient="records", lines=True))
    return found


@pytest.mark.parametrize("adapter", ADAPTERS, ids=lambda adapter: adapter.name)
def test_every_adapter_keeps_its_promises(adapter: Adapter, tmp_path: Path) -> None:
    check_adapter(adapter.read, next(path for path in _samples(tmp_path).values() if path.suffix in adapter.suffixes))


def test_the_kit_finds_an_adapter_that_breaks_a_promise(tmp_path: Path) -> None:
    def careless(path: Path, request: Request) -> Reading:
        table = pa.table({"key": [1, 2], "name": ["Ann", "Bob"]})
        return Reading(path.stem, table, pa.array([1, 2]), ("key", "name"), "careless")

    with pytest.raises(AssertionError, match="the column 'key' is int64, not string"):
        check_adapter(careless, tmp_path / "people.csv")


@pytest.mark.parametrize(
    ("name", "path", "found"),
    [
        ("auto", "a.CSV", "delimited"),
        ("auto", "a.xlsx", "excel"),
        ("auto", "a", "delimited"),
        ("jsonl", "a.txt", "jsonl"),
    ],
)
def test_adapters_are_found(name: str, path: str, found: str) -> None:
    assert find(name, Path(path)).name == found


def test_an_unknown_adapter_is_named() -> None:
    with pytest.raises(UsageError, match="no adapter named 'sqll'. Known: delimited, excel, parquet, jsonl"):
        find("sqll", Path("a.db"), plugins=["sqll"])


def test_an_adapter_of_another_package_is_loaded_only_if_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "fixed_width-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Metadata-Version: 2.1\nName: fixed-width\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text("[recontact.adapters]\nfixed_width = fixed_width_adapter:read\n")
    (tmp_path / "fixed_width_adapter.py").write_text("from recontact.adapters.delimited import read\n")
    monkeypatch.syspath_prepend(tmp_path)
    path = _samples(tmp_path)["csv"]
    found = find("fixed_width", path, plugins=["fixed_width"])
    assert (found.name, found.read(path, Request()).headers) == ("fixed_width", ("key", "name", "phone"))
    with pytest.raises(UsageError, match="must be listed under `plugins`"):
        find("fixed_width", path)
