"""One line of the audit log: who did what, for which case and purpose, by which rules. Never a personal value."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

Action = Literal["run", "query", "reveal", "export", "refusal"]


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
    """Digest of the rules in force."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """For instance contacts shown, and what each rule withheld."""
    tokens: tuple[str, ...] = ()
    """Keyed hashes or digests of what was shown."""

    def line(self, sequence: int) -> bytes:
        """Return the entry as canonical JSON (sorted keys, UTF-8, no spaces), without the line's end."""
        content = {
            "seq": sequence,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": self.actor,
            "action": self.action,
            "case": self.case,
            "purpose": self.purpose,
            "rules": self.rules,
            "counts": dict(self.counts),
            "tokens": list(self.tokens),
        }
        return canonical(content)


def canonical(content: object) -> bytes:
    """Return JSON in the one form that is hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
