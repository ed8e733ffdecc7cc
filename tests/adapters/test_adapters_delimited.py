"""Delimited files as people export them. All persons and numbers are invented."""

from pathlib import Path

import pytest

from recontact.adapters.delimited import read
from recontact.adapters.reading import Request
from recontact.errors import SourceError

PEOPLE = "编号,姓名,电话\n1,张伟,13900001111\n2,李娜,13900002222\n3,王芳,13900003333\n"
TRADITIONAL = "編號,姓名,電話\n1,陳偉,13900001111\n2,劉麗華,13900002222\n3,黃國強,13900003333\n"
WESTERN = "id,name,town\n1,José,Málaga\n2,Zoë,Überlingen\n3,Anna,Genève\n"
PLAIN = "id,name\n1,Ann\n2,Bob\n"


@pytest.mark.parametrize(
    ("text", "encoding", "found"),
    [
        (PEOPLE, "utf-8", "utf-8"),
        (PEOPLE, "utf-8-sig", "utf-8-sig"),
        (PEOPLE, "gb18030", "gb18030"),
        (PEOPLE, "utf-16", "utf-16"),
        (PEOPLE, "utf-16-le", "utf-16-le"),
        (PEOPLE, "utf-16-be", "utf-16-be"),
        (TRADITIONAL, "big5", "big5hkscs"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (WESTERN, "cp1252", "cp1252"),
        (WESTERN, "utf-8", "utf-8"),
        (PLAIN, "ascii", "utf-8"),
        ("\n".join(f"{n},x" for n in range(200_000)) + "\n7,张伟\n", "gb18030", "gb18030"),  # Chinese after a megabyte
    ],
)
def test_encoding_is_found(tmp_path: Path, text: str, encoding: str, found: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(text.encode(encoding))
    reading = read(path, Request())
    assert reading.encoding == found
    expected = [line.split(",") for line in text.splitlines()]
    assert list(reading.headers) == expected[0]
    assert list(reading.table.slice(reading.table.num_rows - 1).to_pylist()[0].values()) == expected[-1]


@pytest.mark.parametrize("delimiter", [",", "|", "\t", ";"])
def test_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "people.txt"
    rows = [["key", "name", "note"], ["1", "Ann", "a b"], ["2", "Bob", ""]]
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf-8")
    reading = read(path, Request())
    assert reading.delimiter == delimiter
    assert reading.table.to_pylist()[1] == {"key": "2", "name": "Bob", "note": None}


def test_cells_stay_as_written(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('a,b,c,d\n007,1.38E+10,NA,"Elm St 5, Apt 2"\n true ,nan,"","two\nlines"\n', encoding="utf-8")
    assert read(path, Request()).table.to_pylist() == [
        {"a": "007", "b": "1.38E+10", "c": "NA", "d": "Elm St 5, Apt 2"},
        {"a": " true ", "b": "nan", "c": None, "d": "two\nlines"},
    ]


def test_a_row_of_the_wrong_width_is_rejected_alone(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('a,b\n1,"x\ny"\n2,secret,3\n4,5\n\n6\n7,8\n', encoding="utf-8")
    reading = read(path, Request())
    assert reading.rows.to_pylist() == [1, 3, 5]
    assert reading.rejects.to_pylist() == [
        {"source": "people", "row": row, "field": None, "kind": "row", "reason": "wrong_number_of_cells"}
        for row in (2, 4)
    ]


def test_an_inch_mark_is_no_quotation(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text('a,b\n1,5" pipe\n2,"a, b"\n', encoding="utf-8")
    assert read(path, Request()).table["b"].to_pylist() == ['5" pipe', "a, b"]


def test_a_sample_is_the_first_rows(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("a,b\n1,2\n3\n4,5\n6,7\n", encoding="utf-8")
    reading = read(path, Request(rows=2))
    assert reading.table["a"].to_pylist() == ["1", "4"]
    assert reading.rows.to_pylist() == [1, 3]
    assert reading.rejects["row"].to_pylist() == [2]


def test_headers_are_made_unique(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("phone,phone,,name\n1,2,3,4\n", encoding="utf-8")
    reading = read(path, Request())
    assert reading.headers == ("phone", "phone (2)", "column 3", "name")
    assert reading.table.to_pylist() == [{"phone": "1", "phone (2)": "2", "column 3": "3", "name": "4"}]
    assert "more than once" in reading.notes[0]


def test_what_cannot_be_decoded_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("k,name\n1,张伟\n2,李娜\n3,".encode() + b"\xff\n")
    assert "1 cells have bytes" in read(path, Request()).notes[0]


def _nothing(path: Path) -> None:
    pass


def _gigabyte_of_zeros(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def _gigabyte_without_a_line_end(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"x" * (1 << 21))
        file.truncate(1 << 30)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (_nothing, "there is no such file"),
        (Path.mkdir, "is a folder"),
        (Path.touch, "is empty (0 bytes)"),
        (lambda path: path.write_text(" \n\n"), "white space only"),
        (_gigabyte_of_zeros, "no line end in its first megabyte"),
        (_gigabyte_without_a_line_end, "no line end in its first megabyte"),
        (lambda path: path.write_bytes(bytes(range(256)) * 64), "not text in any known encoding"),
        (lambda path: path.write_text("x" * 200_000 + "\n"), "no row of headers"),
        (lambda path: path.write_bytes(b"PK\x03\x04rest"), "set `adapter: excel`"),
        (lambda path: path.write_bytes(b"PAR1rest"), "set `adapter: parquet`"),
        (lambda path: path.write_text('a,b\n1,pipe\n1,"2\n' + "3,4\n" * 2_000_000), "in row 2 is never closed"),
        (lambda path: path.write_text('a,b\n1,"two\nlines"\n"1,2\n3,4\n'), "in row 2 is never closed"),
    ],
)
def test_a_file_that_is_no_table_says_so(tmp_path: Path, make, says: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "people.csv"
    make(path)
    with pytest.raises(SourceError, match="people.csv") as raised:
        read(path, Request())
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_wrong_encoding_that_was_named_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(PEOPLE.encode("gb18030"))
    with pytest.raises(SourceError, match="its first row is no row of headers in utf-8"):
        read(path, Request(encoding="utf-8"))
    path.write_text(PLAIN)
    with pytest.raises(SourceError, match="no encoding is called 'utf-88'"):
        read(path, Request(encoding="utf-88"))
