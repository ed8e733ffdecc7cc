"""What people decided of pairs of records: a file beside the run that is only added to, heard by every later run."""

import fcntl
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from recontact.audit.head import replace_file
from recontact.errors import UsageError
from recontact.linkage.link import APART, SAME
from recontact.release import VERDICTS

UNDONE = "undone"
Record = tuple[str, str]
"""Source and key."""


def judgement_path(out: Path) -> Path:
    """Return where the judgements on an output folder's records are: beside it, so that no new run replaces them."""
    return out.with_name(f"{out.name}.judgements.jsonl")


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision; a later one on the same pair replaces it."""

    left: Record
    right: Record
    verdict: str
    actor: str
    at: str
    """ISO 8601, UTC."""
    case: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Judgements:
    """The file of judgements; there need not be one yet."""

    path: Path

    def add(
        self, left: Record, right: Record, verdict: str, *, actor: str, at: datetime, case: str, reason: str
    ) -> None:
        """Append a judgement, on disk before this returns; UsageError if `check` finds it impossible."""
        self.check(left, right, verdict)
        first, second = sorted((left, right))
        said = Judgement(first, second, verdict, actor, at.astimezone(UTC).isoformat(timespec="seconds"), case, reason)
        handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            os.write(handle, _line(said))
            os.fsync(handle)
        finally:
            os.close(handle)

    def check(self, left: Record, right: Record, verdict: str) -> None:
        """Raise UsageError if the judgement contradicts others that stand, or undoes none."""
        if verdict not in VERDICTS:
            raise UsageError(f"a judgement is one of {', '.join(VERDICTS)}")
        if left == right:
            raise UsageError("a record cannot be judged against itself: name two")
        pair = _pair(left, right)
        standing = {key: said.verdict for key, said in self.standing().items()}
        if verdict == UNDONE and pair not in standing:
            raise UsageError("nobody has judged these two records: there is nothing to undo")
        standing.pop(pair, None)
        if verdict in (SAME, APART):
            _consistent({**standing, pair: verdict})

    def standing(self) -> dict[tuple[Record, Record], Judgement]:
        """Return the judgements that hold, the last on each pair; UsageError if the file cannot be read."""
        found: dict[tuple[Record, Record], Judgement] = {}
        for said in self._read():
            pair = _pair(said.left, said.right)
            found.pop(pair, None)
            if said.verdict != UNDONE:
                found[pair] = said
        return found

    def table(self, records: pa.Table) -> pa.Table:
        """Return the judgements on rows of `records` (columns source, record_id) as `linkage.link` takes them."""
        standing = self.standing()
        named = {record for pair in standing for record in pair}
        keys = zip(records["source"].to_pylist(), records["record_id"].to_pylist(), strict=True) if named else ()
        rows = {record: row for row, record in enumerate(keys) if record in named}
        both = [(rows[a], rows[b], said.verdict) for (a, b), said in standing.items() if a in rows and b in rows]
        columns = {name: [each[at] for each in both] for at, name in enumerate(("left", "right", "judgement"))}
        kinds = (pa.int32(), pa.int32(), pa.string())
        return pa.table([pa.array(each, kind) for each, kind in zip(columns.values(), kinds, strict=True)], [*columns])

    def forget(self, records: Iterable[Record]) -> None:
        """Take out every judgement that names one of these records: their person is erased."""
        gone = set(records)
        said = list(self._read())
        kept = [each for each in said if not gone & {each.left, each.right}]
        if len(kept) < len(said):
            replace_file(self.path, b"".join(_line(each) for each in kept))

    def digest(self) -> str:
        """Return SHA-256 of the file as it stands, for the audit log; of nothing if there is none."""
        import hashlib

        return hashlib.sha256(self.path.read_bytes() if self.path.exists() else b"").hexdigest()

    def _read(self) -> Iterable[Judgement]:
        if not self.path.exists():
            return
        for number, line in enumerate(self.path.read_bytes().splitlines(), 1):
            try:
                said = json.loads(line)
                yield Judgement(**{**said, "left": tuple(said["left"]), "right": tuple(said["right"])})
            except (ValueError, TypeError, KeyError):
                raise UsageError(f"{self.path}:{number}: not a judgement; restore the file from a copy") from None


def _line(said: Judgement) -> bytes:
    return json.dumps(asdict(said), ensure_ascii=False, sort_keys=True).encode() + b"\n"


def _pair(left: Record, right: Record) -> tuple[Record, Record]:
    return (left, right) if left <= right else (right, left)


def _consistent(standing: Mapping[tuple[Record, Record], str]) -> None:
    """Raise UsageError if two records are judged apart that others judged the same join."""
    if pair := contradicted(standing):
        names = " and ".join(":".join(record) for record in pair)
        raise UsageError(f"this contradicts the judgement that {names} are different people: undo that one first")


def contradicted(standing: Mapping[tuple[Record, Record], str]) -> tuple[Record, Record] | None:
    """Return a pair that is judged apart though others that are judged the same join it; None if there is none."""
    root: dict[Record, Record] = {}

    def group(record: Record) -> Record:
        while root.setdefault(record, record) != record:
            record = root[record]
        return record

    for (a, b), verdict in standing.items():
        if verdict == SAME:
            root[group(a)] = group(b)
    return next(((a, b) for (a, b), said in standing.items() if said == APART and group(a) == group(b)), None)
