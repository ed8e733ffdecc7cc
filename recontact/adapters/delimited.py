"""Delimited text: encoding and delimiter are found out, cells stay text, a row of the wrong width is rejected alone."""

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as arrow_csv

from recontact.adapters.encoding import detect, utf8_stream
from recontact.adapters.quotation import check_quotation
from recontact.adapters.reading import Adapter, Reading, Request, blank_to_null, file_head, name_headers, row_numbers
from recontact.adapters.rejects import rejected
from recontact.errors import SourceError

DELIMITERS = (",", "|", "\t", ";")

_HEAD = 1 << 20
_BLOCK = 1 << 22
_PREVIEW = 50
_MAGIC = ((b"PK\x03\x04", "excel"), (b"\xd0\xcf\x11\xe0", "excel"), (b"PAR1", "parquet"))


def read(path: Path, request: Request) -> Reading:
    """Read a delimited text file; see `Reading`. What is wrong with a file as a whole shows in its first megabyte."""
    head = file_head(path, _HEAD)
    if len(head) == _HEAD and b"\n" not in head:
        raise SourceError(f"{path}: has no line end in its first megabyte; it is not a table")
    encoding = request.encoding or _encoding(path, head)
    text = _decoded_head(path, head, encoding)
    delimiter = request.delimiter or _delimiter(text)
    names, notes = name_headers(next(_rows(text, delimiter), []))
    if not names or any("\ufffd" in name for name in names):
        raise SourceError(f"{path}: its first row is no row of headers in {encoding}; name another `encoding` or none")
    places = {f"f{names.index(name)}": name for name in request.select(names)}
    if request.rows is None:
        check_quotation(path, encoding, delimiter)
    table, bad = _table(path, encoding, delimiter, list(places), request.rows)
    table = pa.table([blank_to_null(column) for column in table.columns], names=list(places.values()))
    return Reading(
        source=path.stem,
        table=table,
        rows=row_numbers(table.num_rows, bad),
        headers=names,
        kind="delimited",
        encoding=encoding,
        delimiter=delimiter,
        notes=(*notes, *_undecodable(table)),
        rejects=rejected(path.stem, bad, "row", "wrong_number_of_cells"),
    )


ADAPTER = Adapter("delimited", (".csv", ".tsv", ".psv", ".txt", ".tab", ".dat"), read)


def _encoding(path: Path, head: bytes) -> str:
    for magic, name in _MAGIC:
        if head.startswith(magic):
            raise SourceError(f"{path}: is not text but {name}; set `adapter: {name}`")
    encoding = detect(path, head)
    if encoding is None:
        raise SourceError(f"{path}: is not text in any known encoding; export it as UTF-8, or set `encoding`")
    return encoding


def _decoded_head(path: Path, head: bytes, encoding: str) -> str:
    try:
        text = head.decode(encoding, "replace").removeprefix("\ufeff")
    except LookupError:
        raise SourceError(
            f"{path}: no encoding is called {encoding!r}; try utf-8, gb18030, big5hkscs or utf-16"
        ) from None
    if not text.strip():
        raise SourceError(f"{path}: is empty (white space only); export it again")
    return text if len(head) < _HEAD else text[: text.rfind("\n") + 1]


def _delimiter(text: str) -> str:
    """The delimiter that cuts the first rows into the most cells, as evenly as can be."""

    def evenness(delimiter: str) -> float:
        widths = [len(row) for row in _rows(text, delimiter)]
        return (widths[0] - 1) * sum(width == widths[0] for width in widths) / len(widths) if widths else 0.0

    return max(DELIMITERS, key=evenness)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    """The first rows as cells."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        found = 0
        for row in rows:
            if row:
                yield row
                found += 1
            if found == _PREVIEW:
                return
    except csv.Error:  # a cell beyond the csv module's limit: the rows so far will do
        return


def _table(
    path: Path, encoding: str, delimiter: str, columns: Sequence[str], rows: int | None
) -> tuple[pa.Table, list[int]]:
    """The wanted columns (named by place: f0, f1 …) and the numbers of the rows that were not of the header's width."""
    bad: list[int] = []

    def skip(row: arrow_csv.InvalidRow) -> str:
        bad.append(row.number - 1)
        return "skip"

    stream = utf8_stream(path, encoding)
    try:
        with arrow_csv.open_csv(
            pa.PythonFile(stream, "r"),
            read_options=arrow_csv.ReadOptions(use_threads=False, autogenerate_column_names=True, block_size=_BLOCK),
            parse_options=arrow_csv.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, invalid_row_handler=skip
            ),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=columns,
                column_types=dict.fromkeys(columns, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
            ),
        ) as reader:
            table = reader.read_all() if rows is None else _first(reader, rows + 1)
    except pa.ArrowInvalid:
        raise SourceError(f"{path}: has a row of more than {_BLOCK >> 20} MB; it is not a table of persons") from None
    finally:
        stream.close()
    if rows is not None:
        bad = [number for number in bad if number <= table.num_rows + len(bad)]
    return table.slice(1), bad


def _first(reader: arrow_csv.CSVStreamingReader, rows: int) -> pa.Table:
    batches: list[pa.RecordBatch] = []
    while sum(batch.num_rows for batch in batches) < rows:
        try:
            batches.append(reader.read_next_batch())
        except StopIteration:
            break
    return pa.Table.from_batches(batches, reader.schema).slice(0, rows)


def _undecodable(table: pa.Table) -> list[str]:
    cells = sum(pc.sum(pc.match_substring(column, "\ufffd")).as_py() or 0 for column in table.columns)
    return [f"{cells} cells have bytes that the encoding does not know; they are rejected one by one"] if cells else []
