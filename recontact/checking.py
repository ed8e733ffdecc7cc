"""What `recontact check` tells before a run: the job's files, how their columns are read, what a run would cost."""

import time
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact.adapters.resolve import resolve
from recontact.errors import RecontactError
from recontact.intake import FileReport, Intake, read_all
from recontact.job import Job
from recontact.linkage.memory import give_back
from recontact.linkage.people import encode
from recontact.linkage.plan import plan
from recontact.model_file import ModelFile
from recontact.policy.jurisdiction import read_rules
from recontact.policy.use import Use
from recontact.stages import subjects_of
from recontact.subject.register import Register
from recontact.usable import normalise, permit

SAMPLE = 200
"""Rows of each file from which its mapping is shown."""


def check(job: Job, folder: Path, *, as_of: date | None = None) -> dict[str, Any]:
    """Return what a sample of each source shows: `sources` (masked examples), `notes`; and `plan`, told from all rows.

    SourceError or UsageError as a run would raise; a source in trouble is among the notes.
    """
    intake = read_all(job, folder, as_of=as_of, rows=SAMPLE)
    counts = {path.stem: rows for path, rows in _counted(job, folder)}
    sources = [_source(file, intake, counts.get(file.id)) for file in intake.files]
    told = {"as_of": intake.as_of.isoformat(), "sources": sources, "notes": list(intake.notes)}
    return {**told, "plan": _plan(job, folder, as_of)}


def _source(file: FileReport, intake: Intake, rows: int | None) -> dict[str, Any]:
    delimiter = file.delimiter and f"delimiter {file.delimiter!r}"
    sheet = file.sheet and f"sheet {file.sheet!r}"
    form = ", ".join(part for part in (file.kind, file.encoding, delimiter, sheet) if part)
    notes = list(file.notes)
    notes += [f"not read, of a kind that is refused: {name}" for name in file.refused]
    notes += [f"not read, the mapping does not name it: {name}" for name in file.unmapped]
    if file.rows_rejected:
        notes.append(f"{file.rows_rejected} of {file.rows_read} sampled rows would be rejected")
    return {
        "id": file.id,
        "part": file.part,
        "summary": f"({file.part}) {form}; about {rows:,} rows" if rows is not None else f"({file.part}) {form}",
        "rows": rows,
        "notes": notes,
        "columns": list(_columns(file, intake)) if file.part == "records" else [],
    }


def _columns(file: FileReport, intake: Intake) -> Iterator[dict[str, str]]:
    """Yield each column that is read, what it means, and a sampled value, masked."""
    here = pc.equal(intake.mentions["source"], file.id)
    mine = pc.is_in(intake.values["mention"], pc.indices_nonzero(here).cast(pa.int32()))
    values = intake.values.filter(mine)
    role = intake.mentions["role"].take(values["mention"])
    table = values.append_column("role", role).group_by(["field", "role", "kind", "usage"], use_threads=False)
    for row in table.aggregate([("raw", "first")]).to_pylist():
        meaning = f"{row['role']}: {row['kind']}" + (f" ({row['usage']})" if row["usage"] else "")
        yield {"column": row["field"], "meaning": meaning, "example": _masked(row["kind"], row["raw_first"])}


def _masked(kind: str, raw: str) -> str:
    """Return a cell with its middle hidden, whatever it holds."""
    shown = {"gender": len(raw), "employer": 2, "address": 3, "name": 1}.get(kind, 2)
    return raw[:shown] + "*" * max(min(len(raw) - shown, 8), 0)


def _plan(job: Job, folder: Path, as_of: date | None) -> dict[str, Any]:
    """Return what linking the job's persons would cost (`linkage.plan.Plan`), and how long reading them took.

    All rows are read, cleaned and filtered as a run does: which pairs meet cannot be told from a sample.
    """
    began = time.perf_counter()
    register = Register.open(job.subject_register) if job.subject_register else None
    intake = read_all(job, folder, as_of=as_of)
    cleaned = normalise(intake, tuple(job.regions), register)
    use = Use(job.purpose, intake.as_of, read_rules(job.places, job.rules), job.purposes)
    _, people = subjects_of(permit(intake, cleaned, use, register))
    model = ModelFile.untrained(job.model).linkage
    encoded = encode(people, model)
    seconds = time.perf_counter() - began
    give_back()
    return {**asdict(plan(encoded, model)), "read_seconds": round(seconds, 1)}


def _counted(job: Job, folder: Path) -> Iterator[tuple[Path, int]]:
    for file in (job.lost, *job.sources, *job.bases, *job.checks, *job.outcomes):
        for path in resolve(file.path, folder):
            try:
                yield path, _rows(path)
            except (OSError, ValueError, RecontactError, pa.ArrowException):  # the sample has said what is wrong
                continue


def _rows(path: Path) -> int:
    """Return how many data rows a file has, or nearly so: lines of a text, without reading it into memory."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        return int(pq.read_metadata(path).num_rows)
    if path.suffix in (".xlsx", ".xls", ".xlsb", ".ods"):
        from python_calamine import CalamineWorkbook

        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        return max(int(sheet.total_height) - 1, 0)
    with path.open("rb") as file:
        lines = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return max(lines - (path.suffix not in (".jsonl", ".ndjson")), 0)
