"""The append-only audit log: JSON lines, one Merkle tree over them, one writer at a time, on disk before it returns."""

import fcntl
import mmap
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from recontact.audit import merkle
from recontact.audit.checkpoint import Seal
from recontact.audit.entry import Action, Entry
from recontact.audit.head import Head
from recontact.errors import RecontactError, UsageError

LOG, HEAD, LOCK = "log.jsonl", "head.json", "lock"


def audit_folder(out: Path) -> Path:
    """Return where the audit log of an output folder lives: beside it, so that no new run replaces it."""
    return out.with_name(f"{out.name}.audit")


def checkpoint_path(out: Path) -> Path:
    """Return where the checkpoints of an output folder's log go if nobody says another place."""
    return out.with_name(f"{out.name}.checkpoint")


@dataclass(frozen=True, slots=True)
class AuditLog:
    """The log in `folder` (made on the first entry, readable by its owner only); `seal` signs every new head."""

    folder: Path
    seal: Seal | None = None

    def append(self, *entries: Entry) -> Head:
        """Write entries, all of them or none, and return the new head; many at once cost one wait for the disk.

        RecontactError if they cannot be written, or if the log is not what was last signed: then nothing may be shown.
        """
        try:
            with self._lock():
                head = self._settled()
                if self.seal:
                    self.seal.check(self.first(), head, self.lines)
                lines = _chained(entries, head)
                self._write(head.length, b"".join(line + b"\n" for line in lines))
                head = head.after(*lines)
                head.write(self.folder / HEAD)
                if self.seal and head.size:
                    self.seal.sign(self._genesis(), head)
                return head
        except OSError as error:
            raise RecontactError(
                f"the audit log in {self.folder} cannot be written ({error.strerror}): nothing is shown without it"
            ) from error

    def lines(self, most: int | None = None) -> Iterator[bytes]:
        """Yield the entries as stored, without their line ends, at most so many; nothing if there is no log yet."""
        path = self.folder / LOG
        if path.exists():
            with path.open("rb") as file:
                for line in islice(file, most):
                    yield line.removesuffix(b"\n")

    def first(self) -> bytes | None:
        """Return the leaf hash of the first entry, by which the log is named; None if there is none."""
        return next((merkle.leaf(line) for line in self.lines(1)), None)

    def latest(self, action: Action) -> bytes | None:
        """Return the last entry of an action, None if there is none; the log is searched from its end."""
        path = self.folder / LOG
        if not path.exists() or not path.stat().st_size:
            return None
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            found = content.rfind(b'{"action":"%s",' % action.encode())
            end = content.find(b"\n", found)
            return content[found:end] if found >= 0 and end >= 0 else None

    def sealed(self) -> str:
        """Sign the log as it stands and return the checkpoint; UsageError without a seal or without an entry."""
        if self.seal is None or self.first() is None:
            raise UsageError(f"{self.folder}: no log with an entry, or no key to sign it with")
        self.append()
        return self.seal.path.read_text(encoding="utf-8")

    def _genesis(self) -> bytes:
        first = self.first()
        assert first is not None, "asked for after an entry was written"
        return first

    @contextmanager
    def _lock(self) -> Iterator[None]:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
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
                # a torn line was never acknowledged: it is overwritten
                head = head.after(*(line[:-1] for line in file if line.endswith(b"\n")))
        return head

    def _write(self, at: int, content: bytes) -> None:
        handle = os.open(self.folder / LOG, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            os.ftruncate(handle, at)
            written = os.pwrite(handle, content, at)
            if written != len(content):
                raise OSError(28, "the disk took a part of it only")
            os.fsync(handle)
        finally:
            os.close(handle)


def _chained(entries: Sequence[Entry], head: Head) -> list[bytes]:
    lines, previous = [], head.last
    for sequence, entry in enumerate(entries, head.size):
        lines.append(entry.line(sequence, previous))
        previous = merkle.leaf(lines[-1])
    return lines
