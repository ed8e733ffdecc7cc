"""What every adapter keeps to, as a check that an adapter of another package can run in its own tests.

from recontact.adapters.conformance import check_adapter

def test_my_adapter():
    check_adapter(my_package.read, Path("tests/people.xyz"))
"""

import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.reading import Read, Reading, Request
from recontact.errors import SourceError
from recontact.schema import REJECTS


def check_adapter(read: Read, sample: Path) -> None:
    """AssertionError, in a sentence, if the adapter breaks a promise on a sample of two or more rows and columns."""
    whole = read(sample, Request())
    _check_reading(whole, sample)
    if whole.table.num_rows < 2 or whole.table.num_columns < 2:
        raise AssertionError("the sample needs two rows and two columns at least")
    again = read(sample, Request())
    _claim(
        again.table.equals(whole.table) and again.rows.equals(whole.rows), "the same file is not read the same twice"
    )
    last = whole.headers[-1]
    narrow = read(sample, Request(select=lambda headers: [headers[-1]]))
    _claim(narrow.table.column_names == [last], "columns that were not selected are read")
    _claim(narrow.table[last].equals(whole.table[last]), "a column reads differently when it is selected alone")
    _claim(narrow.headers == whole.headers, "`headers` must list all columns of the file, whether read or not")
    first = read(sample, Request(rows=1))
    _claim(first.table.equals(whole.table.slice(0, 1)), "`rows=1` must give the first row only")
    _check_errors(read, sample)


def _check_reading(reading: Reading, sample: Path) -> None:
    _claim(reading.source == sample.stem, "`source` must be the file's stem")
    _claim(tuple(reading.table.column_names) == reading.headers, "without a selection every column must be read")
    for field in reading.table.schema:
        _claim(field.type == pa.string(), f"the column {field.name!r} is {field.type}, not string")
        blank = pc.match_substring_regex(reading.table[field.name], r"^\s*$")
        _claim(not pc.any(blank).as_py(), f"the column {field.name!r} has blank cells; they must be null")
    numbers = [*reading.rows.to_pylist(), *reading.rejects["row"].to_pylist()]
    _claim(len(reading.rows) == reading.table.num_rows, "`rows` must number each of the table's rows")
    _claim(sorted(numbers) == list(range(1, len(numbers) + 1)), "rows and rejects must number every row once, from 1")
    _claim(reading.rows.equals(reading.rows.sort()), "rows must come in the file's order")
    _claim(reading.rejects.schema.equals(REJECTS), "`rejects` must have the schema REJECTS")


def _check_errors(read: Read, sample: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        empty = Path(folder) / f"empty{sample.suffix}"
        empty.touch()
        cut = Path(folder) / f"cut{sample.suffix}"
        cut.write_bytes(sample.read_bytes()[:-20])
        wrong = {Path(folder): "a folder", Path(folder) / "none": "a missing file", empty: "an empty file"}
        for path, what in wrong.items():
            _claim(_fails_well(read, path), f"{what} must raise SourceError")
        _fails_well(read, cut)  # what a cut file gives is the adapter's to say, but no other error
    try:
        read(sample, Request(select=_missing))
    except SourceError:
        return
    raise AssertionError("a SourceError of `select` must go through to the caller")


def _fails_well(read: Read, path: Path) -> bool:
    try:
        read(path, Request())
    except SourceError as error:
        _claim("\n" not in str(error), "an error's message must be one line")
        return True
    except Exception as error:
        raise AssertionError(f"a bad file must raise SourceError, not {type(error).__name__}") from error
    return False


def _missing(headers: tuple[str, ...]) -> list[str]:
    raise SourceError("a column is not there")


def _claim(holds: bool, sentence: str) -> None:
    if not holds:
        raise AssertionError(sentence)
