"""Reads everything a job names: sources, the lost list, bases, checks and outcomes; a file in trouble is told of."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from recontact.adapters import find
from recontact.adapters.bases import bases
from recontact.adapters.checks import checks
from recontact.adapters.lost import Lost, as_of_day, lost_list
from recontact.adapters.mentions import mentions
from recontact.adapters.outcomes import outcomes
from recontact.adapters.reading import Reading, Request
from recontact.adapters.resolve import resolve, resolve_needed
from recontact.errors import SourceError
from recontact.job import File, Job
from recontact.schema import BASES, MENTIONS, READ_EVENTS, REJECTS, VALUES, Source


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file: rows_read = rows_accepted + rows_rejected."""

    id: str
    path: str
    part: str
    """records | lost | bases | checks | outcomes"""
    sha256: str
    kind: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    mentions: int
    unmapped: tuple[str, ...]
    refused: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Intake:
    """All that was read, in the schema's tables; `events` (READ_EVENTS) still hold their values as read."""

    mentions: pa.Table
    values: pa.Table
    bases: pa.Table
    events: pa.Table
    rejects: pa.Table
    sources: dict[str, Source]
    lost: Lost
    as_of: date
    files: tuple[FileReport, ...]
    notes: tuple[str, ...]

    def digest(self) -> str:
        """SHA-256 over the names and digests of all files read."""
        lines = sorted(f"{file.part}:{file.path}:{file.sha256}" for file in self.files)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def grounds(self) -> tuple[str, ...]:
        """On which bases the sources stand, as declared: `source:lawful basis:evidence`, `-` for what is missing."""
        declared = ((name, source.declaration) for name, source in sorted(self.sources.items()))
        return tuple(f"{name}:{each.lawful_basis or '-'}:{each.evidence or '-'}" for name, each in declared)


@dataclass
class _Desk:
    """What has come in so far."""

    folder: Path
    plugins: tuple[str, ...]
    strict: bool
    rows: int | None
    files: list[FileReport] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rejects: list[pa.Table] = field(default_factory=lambda: [REJECTS.empty_table()])

    def each(self, file: File, part: str) -> list[tuple[Path, str]]:
        """Return the files that an entry of the job means, with their source ids."""
        try:
            found = (resolve if file.optional else resolve_needed)(file.path, self.folder)
        except SourceError as error:
            self.trouble(error)
            return []
        named = getattr(file, "id", None)
        return [(path, named if named and len(found) == 1 else path.stem) for path in found]

    def read(self, path: Path, file: File, mapping: Any) -> Reading:
        request = Request(mapping.select(path), self.rows, file.encoding, file.delimiter, file.sheet)
        return find(file.adapter, path, self.plugins).read(path, request)

    def took(self, path: Path, source: str, part: str, reading: Reading, mapping: Any, result: Any) -> None:
        """Write down what one file gave."""
        refused, unmapped = mapping.unread(reading.headers)
        accepted = getattr(result, "rows_accepted", None)
        accepted = result.borrowers.num_rows if accepted is None else accepted
        self.rejects.append(result.rejects)
        self.files.append(
            FileReport(
                id=source,
                path=path.name,
                part=part,
                sha256=_digest(path),
                kind=reading.kind,
                encoding=reading.encoding,
                delimiter=reading.delimiter,
                sheet=reading.sheet,
                rows_read=result.rows_read,
                rows_accepted=accepted,
                rows_rejected=result.rows_read - accepted,
                mentions=result.mentions.num_rows if part == "records" else 0,
                unmapped=unmapped if part != "lost" else (),
                refused=refused,
                notes=(*reading.notes, *getattr(result, "notes", ())),
            )
        )

    def trouble(self, error: SourceError) -> None:
        """Note a source in trouble, or stop at it under --strict."""
        if self.strict:
            raise error
        self.notes.append(str(error))


def read_all(
    job: Job,
    folder: Path,
    *,
    as_of: date | None = None,
    strict: bool = False,
    rows: int | None = None,
    step: Callable[[str, float], None] | None = None,
) -> Intake:
    """Read the job's files below `folder`; at most `rows` rows of each where given.

    SourceError if the lost list or every source is unusable, or (strict) at the first trouble; UsageError if neither
    `as_of` nor the list names the day.
    """
    desk = _Desk(folder, job.plugins, strict, rows)
    lost = _lost(job, desk)
    day = as_of_day(lost, as_of)
    said, sources = _records(job, desk, day, step)
    if not said:
        raise SourceError("no source could be used:\n" + "\n".join(desk.notes))
    offsets = [0]
    for mention, _ in said[:-1]:
        offsets.append(offsets[-1] + mention.num_rows)
    values = [_shifted(value, offset) for (_, value), offset in zip(said, offsets, strict=True)]
    grounds = _part(job.bases, "bases", desk, bases, "bases")
    seen = _part(
        job.checks, "checks", desk, lambda reading, mapping, name: checks(reading, mapping, name, day), "events"
    )
    tried = _part(
        job.outcomes, "outcomes", desk, lambda reading, mapping, name: outcomes(reading, mapping, name, day), "events"
    )
    return Intake(
        mentions=pa.concat_tables([MENTIONS.empty_table(), *(mention for mention, _ in said)]).combine_chunks(),
        values=pa.concat_tables([VALUES.empty_table(), *values]).combine_chunks(),
        bases=pa.concat_tables([BASES.empty_table(), *grounds]).combine_chunks(),
        events=pa.concat_tables([READ_EVENTS.empty_table(), *seen, *tried]).combine_chunks(),
        rejects=pa.concat_tables(desk.rejects).combine_chunks(),
        sources=sources,
        lost=lost,
        as_of=day,
        files=tuple(desk.files),
        notes=tuple(desk.notes),
    )


def _lost(job: Job, desk: _Desk) -> Lost:
    path = resolve_needed(job.lost.path, desk.folder)[0]
    reading = desk.read(path, job.lost, job.lost)
    lost = lost_list(reading, job.lost)
    desk.took(path, path.stem, "lost", reading, job.lost, lost)
    return lost


def _records(
    job: Job, desk: _Desk, day: date, step: Callable[[str, float], None] | None
) -> tuple[list[tuple[pa.Table, pa.Table]], dict[str, Source]]:
    said, sources = [], {}
    for number, source in enumerate(job.sources):
        for path, name in desk.each(source, "records"):
            try:
                reading = desk.read(path, source, source.mapping)
                found = mentions(reading, source.mapping, name, day)
            except SourceError as error:
                desk.trouble(error)
                continue
            desk.took(path, name, "records", reading, source.mapping, found)
            said.append((found.mentions, found.values))
            sources[name] = source.source(name, job.controller)
        if step:
            step("read", (number + 1) / len(job.sources))
    return said, sources


def _part(files: tuple[Any, ...], part: str, desk: _Desk, read: Callable[..., Any], table: str) -> list[pa.Table]:
    tables = []
    for file in files:
        for path, name in desk.each(file, part):
            try:
                reading = desk.read(path, file, file.mapping)
                found = read(reading, file.mapping, name)
            except SourceError as error:
                desk.trouble(error)
                continue
            desk.took(path, name, part, reading, file.mapping, found)
            tables.append(getattr(found, table))
    return tables


def _shifted(values: pa.Table, offset: int) -> pa.Table:
    moved = pa.array(values["mention"].to_numpy() + offset, pa.int32())
    return values.set_column(0, VALUES.field("mention"), moved)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
