"""Finds what was done to an audit log behind its back: entries edited, inserted, dropped or cut off, a full rewrite."""

import json
from dataclasses import dataclass

from recontact.audit import merkle
from recontact.audit.entry import canonical
from recontact.audit.head import Head
from recontact.audit.log import HEAD, AuditLog
from recontact.errors import RecontactError


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


def verify(log: AuditLog, trusted: Head | None = None) -> Verdict:
    """Read the whole log and compare it with its head and with `trusted`, a head copied elsewhere at some earlier time.

    Without a trusted head, somebody who may write both files can rewrite the whole log unseen.
    """
    troubles: list[str] = []
    found, then = Head(), None if trusted is None or trusted.size else merkle.EMPTY
    for line in log.lines():
        trouble = _wrong(line, found.size)
        if trouble:
            troubles.append(trouble)
        found = found.after(line)
        if trusted is not None and found.size == trusted.size:
            then = found.root
    troubles += _against_head(log, found)
    if trusted is not None and then is None:
        troubles.append(f"the log has {found.size} entries, a trusted head has {trusted.size}: entries were cut off")
    elif trusted is not None and then != trusted.root:
        troubles.append(f"the first {trusted.size} entries are not those of the trusted head: the log was rewritten")
    return Verdict(found.size, found.root, tuple(troubles))


def prove(log: AuditLog, index: int) -> list[bytes]:
    """Return the proof that the entry at `index` is in the log; RecontactError if there is none."""
    leaves = [merkle.leaf(line) for line in log.lines()]
    if not 0 <= index < len(leaves):
        raise RecontactError(f"the log has {len(leaves)} entries, none at {index}")
    return merkle.inclusion_proof(leaves, index)


def _wrong(line: bytes, expected: int) -> str | None:
    try:
        content = json.loads(line)
        sequence = content["seq"]
    except (ValueError, KeyError, TypeError):
        return f"entry {expected} cannot be read"
    if sequence != expected:
        return f"entry {expected} says that it is number {sequence}: an entry was dropped, inserted or moved"
    return None if canonical(content) == line else f"entry {expected} is not in canonical form: it was edited"


def _against_head(log: AuditLog, found: Head) -> list[str]:
    try:
        head = Head.read(log.folder / HEAD)
    except RecontactError as broken:
        return [str(broken)]
    if head.size != found.size:
        return [f"the log has {found.size} entries, its head {head.size}"]
    return (
        [] if head.root == found.root else ["the root over the entries is not that of the head: an entry was changed"]
    )
