"""Finds what was done to an audit log behind its back: entries edited, inserted, dropped or cut off, a full rewrite."""

import json
from dataclasses import dataclass
from typing import Any

from recontact.audit import merkle
from recontact.audit.checkpoint import Checkpoint, origin
from recontact.audit.head import Head
from recontact.audit.log import HEAD, AuditLog
from recontact.errors import RecontactError

_MANY = 20
"""Troubles told one by one; a rewritten log has as many as entries."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: the entries seen, the root over them, and one line for everything that is wrong."""

    size: int
    root: bytes
    troubles: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.troubles


def verify(log: AuditLog, trusted: Head | Checkpoint | None = None) -> Verdict:
    """Read the whole log and compare it with its head and with `trusted`: what was signed, or copied elsewhere, before.

    Without anything trusted, somebody who may write both files can rewrite the whole log unseen.
    """
    troubles: list[str] = []
    peaks: list[bytes] = []
    size, previous, first = 0, b"", b""
    then = merkle.EMPTY if trusted is not None and not trusted.size else None
    for line in log.lines():
        trouble = _wrong(line, size, previous)
        if trouble and len(troubles) < _MANY:
            troubles.append(trouble)
        previous = merkle.leaf(line)
        merkle.grow(peaks, size, previous)
        size, first = size + 1, first or previous
        if trusted is not None and size == trusted.size:
            then = merkle.crown(peaks)
    root = merkle.crown(peaks)
    troubles += _against_head(log, size, root)
    if trusted is not None:
        troubles += _against_past(trusted, first, size, then)
    return Verdict(size, root, tuple(troubles))


def prove(log: AuditLog, index: int) -> dict[str, Any]:
    """Return entry, index, size, root and proof that the entry at `index` is in the log; RecontactError if none is."""
    lines = list(log.lines())
    if not 0 <= index < len(lines):
        raise RecontactError(f"the log has {len(lines)} entries, none at {index}")
    leaves = [merkle.leaf(line) for line in lines]
    return {
        "entry": lines[index].decode("utf-8", errors="replace"),
        "index": index,
        "size": len(lines),
        "root": merkle.root(leaves).hex(),
        "proof": [step.hex() for step in merkle.inclusion_proof(leaves, index)],
    }


def proved(proof: dict[str, Any], trusted: Checkpoint) -> bool:
    """Return whether a proof (of `prove`) shows that its entry is in the log of a checkpoint."""
    try:
        leaf = merkle.leaf(proof["entry"].encode())
        steps = [bytes.fromhex(step) for step in proof["proof"]]
        return merkle.included(leaf, int(proof["index"]), trusted.size, steps, trusted.root)
    except (KeyError, ValueError, TypeError, AttributeError):
        return False


def _wrong(line: bytes, expected: int, previous: bytes) -> str | None:
    try:
        content = json.loads(line)
        sequence, chained = content["seq"], content["prev"]
    except (ValueError, KeyError, TypeError):
        return f"entry {expected} cannot be read"
    if sequence != expected:
        return f"entry {expected} says that it is number {sequence}: an entry was dropped, inserted or moved"
    if chained != previous.hex():
        return f"entry {expected - 1} is not the one that entry {expected} was written after: it was edited"
    return None


def _against_head(log: AuditLog, size: int, root: bytes) -> list[str]:
    try:
        head = Head.read(log.folder / HEAD)
    except RecontactError as broken:
        return [str(broken)]
    if head.size != size:
        return [f"the log has {size} entries, its head {head.size}"]
    return [] if head.root == root else ["the root over the entries is not that of the head: an entry was changed"]


def _against_past(trusted: Head | Checkpoint, first: bytes, size: int, then: bytes | None) -> list[str]:
    if isinstance(trusted, Checkpoint) and trusted.size and first and trusted.origin != origin(first):
        return ["the checkpoint names another first entry: the log was rewritten, or it is another log's checkpoint"]
    if then is None:
        return [f"the log has {size} entries, {trusted.size} were vouched for: entries were cut off"]
    if then != trusted.root:
        return [f"the first {trusted.size} entries are not those that were vouched for: the log was rewritten"]
    return []
