"""The append-only audit log: JSON lines, one Merkle tree over them, one writer at a time, on disk before it returns."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from recontact.audit.entry import Entry
from recontact.audit.head import Head
from recontact.errors import RecontactError

LOG, HEAD, LOCK = "log.jsonl", "head.json", "lock"


def audit_folder(out: Path) -> Path:
    """Return where the audit log of an output folder lives: beside it, so that no new run replaces it."""
    return out.with_name(f"{out.name}.audit")


@dataclass(frozen=True, slots=True)
class AuditLog:
    """The log in `folder` (made on the first entry, readable by its owner only)."""

    folder: Path

    def append(self, entry: Entry) -> Head:
        """Write one entry and return the new head; RecontactError if it cannot be: then nothing may be shown."""
        try:
            with self._lock():
                head = self._settled()
                line = entry.line(head.size)
                self._write(head.length, line + b"\n")
                head = head.after(line)
                head.write(self.folder / HEAD)
                return head
        except OSError as error:
            raise RecontactError(
                f"the audit log in {self.folder} cannot be written ({error.strerror}): nothing is shown without it"
            ) from error

    def lines(self) -> Iterator[bytes]:
        """Yield the entries as stored, without their line ends; nothing if there is no log yet."""
        path = self.folder / LOG
        if path.exists():
            with path.open("rb") as file:
                for line in file:
                    yield line.removesuffix(b"\n")

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def _settled(self) -> Head:
        """Return the head after a writer may have died between the entry and the head, or within the entry."""
        head = Head.read(self.folder / HEAD)
        path = self.folder / LOG
        length = path.stat().st_size if path.exists() else 0
        if length < head.length:
            raise RecontactError(f"{path}: shorter than its head says: entries were cut off; verify the log")
        if length > head.length:
            with path.open("rb") as file:
                file.seek(head.length)
                for line in file:
                    if line.endswith(b"\n"):  # a torn line was never acknowledged: it is overwritten
                        head = head.after(line[:-1])
        return head

    def _write(self, at: int, line: bytes) -> None:
        handle = os.open(self.folder / LOG, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.ftruncate(handle, at)
            os.pwrite(handle, line, at)
            os.fsync(handle)
        finally:
            os.close(handle)
