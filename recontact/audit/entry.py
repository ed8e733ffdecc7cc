"""One line of the audit log: who did what, for which case and purpose, by which rules. Never a personal value."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

Action = Literal["run", "publish", "query", "reveal", "export", "refusal", "judgement", "rules", "subject"]
"""`rules`: other rules are in force than before, with all their values; `subject`: a data subject's request."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written before anything is shown. Counts, rule ids, the lender's own numbers and tokens only."""

    actor: str
    action: Action
    purpose: str
    at: datetime
    """With its zone; the clock is read by whoever calls."""
    case: str = "*"
    """The borrower (the lender's number), `*` for a whole list."""
    rules: str = ""
    """Digest of the rules in force; the entry of action `rules` before it has their values."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """For instance contacts shown, and what each rule withheld."""
    tokens: tuple[str, ...] = ()
    """What was shown, without values (`3:mobile`: the contact of rank 3), or digests of what was read and written."""
    bases: tuple[str, ...] = ()
    """On which legal bases, each as `rule:basis` or `source:basis:evidence`."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """Per rule id its value; filled by the action `rules` only."""

    def line(self, sequence: int, previous: bytes = b"") -> bytes:
        """Return the entry as canonical JSON (sorted keys, UTF-8, no spaces), without the line's end.

        `previous` is the leaf hash of the entry before: it tells which entry was changed, the tree only that one was.
        """
        content = {
            "seq": sequence,
            "prev": previous.hex(),
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": self.actor,
            "action": self.action,
            "case": self.case,
            "purpose": self.purpose,
            "rules": self.rules,
            "counts": dict(self.counts),
            "tokens": list(self.tokens),
            "bases": list(self.bases),
        }
        return canonical({**content, "values": dict(self.values)} if self.values else content)


def canonical(content: object) -> bytes:
    """Return JSON in the one form that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
