"""The head of an audit log: how many entries it has and the root over them. A copy kept elsewhere proves the past."""

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from recontact.audit import merkle
from recontact.audit.entry import canonical
from recontact.errors import RecontactError


@dataclass(frozen=True, slots=True)
class Head:
    """Size in entries and bytes, and the peaks from which root and next root follow without reading the log again."""

    size: int = 0
    length: int = 0
    peaks: tuple[bytes, ...] = field(default=())
    last: bytes = b""
    """Leaf hash of the last entry, empty before the first."""

    @property
    def root(self) -> bytes:
        """The RFC 6962 root over all entries."""
        return merkle.crown(self.peaks)

    def after(self, *lines: bytes) -> Self:
        """Return the head once `lines` (without their ends) are appended."""
        peaks, length, size, last = list(self.peaks), self.length, self.size, self.last
        for line in lines:
            last = merkle.leaf(line)
            merkle.grow(peaks, size, last)
            size, length = size + 1, length + len(line) + 1
        return type(self)(size, length, tuple(peaks), last)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Return the head stored at `path`, the empty head if there is none; RecontactError if it is unreadable."""
        try:
            stored = json.loads(path.read_bytes())
            peaks = tuple(bytes.fromhex(peak) for peak in stored["peaks"])
            head = cls(stored["size"], stored["length"], peaks, bytes.fromhex(stored["last"]))
            said = stored["root"]
        except FileNotFoundError:
            return cls()
        except (ValueError, KeyError, TypeError) as broken:
            raise RecontactError(f"{path}: not the head of an audit log; restore it from a copy") from broken
        if said != head.root.hex():
            raise RecontactError(f"{path}: the head of the audit log contradicts itself; it was changed by hand")
        return head

    def write(self, path: Path) -> None:
        """Write the head, whole or not at all."""
        content = {
            "size": self.size,
            "length": self.length,
            "root": self.root.hex(),
            "peaks": [peak.hex() for peak in self.peaks],
            "last": self.last.hex(),
        }
        replace_file(path, canonical(content) + b"\n")


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file (its owner's only), whole or not at all, on disk before it returns."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)  # left by a crash, or a link that somebody put there
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, path)
