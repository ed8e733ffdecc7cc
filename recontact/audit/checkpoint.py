"""Signed checkpoints of an audit log (c2sp.org/tlog-checkpoint): what the log was, in a file outside its folder."""

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

from recontact.audit import note
from recontact.audit.head import Head, replace_file
from recontact.errors import RecontactError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Origin (which log), size in entries, and root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the checkpoint in a note or its text, unverified; None if it is none. Other lines are passed over."""
        lines = text.split("\n")
        try:
            origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
        except (IndexError, ValueError, binascii.Error):
            return None
        return cls(origin, size, root) if origin and str(size) == lines[1] and len(root) == 32 else None

    @classmethod
    def verified(cls, signed: str, key: "Ed25519PublicKey") -> Self:
        """Return the checkpoint in a note; RecontactError if it is none, or not signed with this key."""
        said = cls.parse(signed)
        text = note.signed(signed, said.origin, key) if said else None
        if said is None or text is None:
            raise RecontactError(
                "the checkpoint of the audit log is not signed with this key: it was forged, or another account "
                "signs this log; RECONTACT_AUDIT_KEY names the key"
            )
        return said


def origin(first: bytes) -> str:
    """Return the name of the log whose first entry has this leaf hash."""
    return f"recontact.audit/{first.hex()[:16]}"


@dataclass(frozen=True, slots=True)
class Seal:
    """Signs every new head into `path`, and refuses to sign a log that is not the one signed before."""

    path: Path
    key: "Ed25519PrivateKey" = field(repr=False)

    def check(self, first: bytes | None, head: Head, lines: Callable[[int], Iterable[bytes]]) -> None:
        """Raise RecontactError unless the log continues what was last signed (`first`: its first entry's leaf)."""
        try:
            last = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        said = Checkpoint.verified(last, self.key.public_key())
        if first is None or said.origin != origin(first) or said.size > head.size:
            raise RecontactError(f"{self.path}: the audit log was cut off or replaced since this was signed; verify it")
        then = head.root if said.size == head.size else Head().after(*lines(said.size)).root
        if then != said.root:
            raise RecontactError(f"{self.path}: the audit log was rewritten since this was signed; verify it")

    def sign(self, first: bytes, head: Head) -> str:
        """Write the checkpoint of this head and return it."""
        checkpoint = Checkpoint(origin(first), head.size, head.root)
        signed = note.sign(checkpoint.text, checkpoint.origin, self.key)
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_file(self.path, signed.encode())
        return signed
