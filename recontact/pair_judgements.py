"""What people decided of pairs of records of any tables, as a table of theirs or as the file that `judge` writes."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from recontact.errors import UsageError
from recontact.judgement import UNDONE, Judgements, Record, contradicted
from recontact.release import VERDICTS

COLUMNS = ("left_record_id", "right_record_id", "judgement")
ALLOWED = tuple(verdict for verdict in VERDICTS if verdict != UNDONE)


def read_judgements(path: Path, records: pa.Table) -> pa.Table:
    """Return the judgements in `path` on rows of `records` (columns source, record_id) as `linkage.link` takes them.

    A `.jsonl` file is one that `judge` wrote. Any other is CSV with the columns of `COLUMNS`, as `links.parquet` names
    them, and `left_source`, `right_source` where a record_id is on several tables; the last judgement on a pair holds.
    Raises UsageError, with the line, for a file that cannot be read, a record that is not there, and contradictions.
    """
    if path.suffix == ".jsonl":
        if not path.exists():
            raise UsageError(f"{path}: no such file of judgements")
        return Judgements(path).table(records)
    rows = _rows_by_name(records)
    found: dict[tuple[int, int], str] = {}
    for line, row in _lines(path):
        if row["judgement"] not in ALLOWED:
            raise UsageError(f"{path}:{line}: a judgement is one of {', '.join(ALLOWED)}")
        left, right = (_row(f"{path}:{line}", rows, row, side) for side in ("left", "right"))
        if left == right:
            raise UsageError(f"{path}:{line}: a record cannot be judged against itself: name two")
        found[min(left, right), max(left, right)] = row["judgement"]
    _check(path, records, found)
    ends = [pa.array([pair[side] for pair in found], pa.int32()) for side in (0, 1)]
    return pa.table([*ends, pa.array(found.values(), pa.string())], ["left", "right", "judgement"])


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restval="")
            if missing := [name for name in COLUMNS if name not in (reader.fieldnames or ())]:
                raise UsageError(f"{path}:1: judgements need the columns {', '.join(COLUMNS)}; no {', '.join(missing)}")
            for row in reader:
                yield reader.line_num, {name: (value or "").strip() for name, value in row.items() if name}
    except (OSError, UnicodeError, csv.Error) as error:
        raise UsageError(
            f"{path}: cannot be read as a table of judgements ({type(error).__name__}): give CSV"
        ) from error


def _rows_by_name(records: pa.Table) -> dict[str, dict[str, int]]:
    """Return record_id -> source -> row."""
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    names = zip(records["record_id"].to_pylist(), records["source"].to_pylist(), strict=True)
    for row, (record, source) in enumerate(names):
        rows[record][source] = row
    return rows


def _row(where: str, rows: dict[str, dict[str, int]], told: dict[str, str], side: str) -> int:
    """Return the row that the line names on one side."""
    sources, wanted = rows.get(told[f"{side}_record_id"], {}), told.get(f"{side}_source", "")
    if wanted:
        sources = {source: row for source, row in sources.items() if source == wanted}
    if not sources:
        raise UsageError(f"{where}: {side}_record_id is on no table that is linked; see record_id in identities.csv")
    if len(sources) > 1:
        raise UsageError(f"{where}: {side}_record_id is on several tables: say which in {side}_source")
    return next(iter(sources.values()))


def _check(path: Path, records: pa.Table, found: dict[tuple[int, int], str]) -> None:
    names: list[Record] = list(zip(records["source"].to_pylist(), records["record_id"].to_pylist(), strict=True))
    if pair := contradicted({(names[a], names[b]): verdict for (a, b), verdict in found.items()}):
        both = " and ".join(":".join(record) for record in pair)
        raise UsageError(f"{path}: {both} are judged different, and by others the same: take one of them out")
