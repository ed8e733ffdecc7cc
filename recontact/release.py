"""The one door through which values leave: who asks, about whom, what for; the audit entry first, then the values."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import import_module

import pyarrow as pa
import pyarrow.compute as pc

from recontact import configs
from recontact.audit.entry import Action, Entry
from recontact.audit.head import Head
from recontact.audit.log import AuditLog
from recontact.errors import RefusedError, UsageError
from recontact.policy.jurisdiction import Rules
from recontact.policy.subject import flat

VALUE = "contact_value_normalised"

VERDICTS = ("same", "different", "unsure", "undone")
"""What somebody who looked at two records may say of them; `undone` takes back what was said."""

_CODE = re.compile(r"[a-z0-9_-]{0,40}")

_MASKS = {
    "mobile": "phone",
    "landline": "phone",
    "email": "email",
    "im": "handle",
    "in_app": "handle",
    "address": "postal",
}
"""Per contact type the module in `points` that masks it."""


@dataclass(frozen=True, slots=True)
class Released:
    """What may be shown, and what each rule held back (columns borrower_id, contact_type, rule, count)."""

    contacts: pa.Table
    withheld: pa.Table


@dataclass(frozen=True, slots=True)
class Release:
    """A door opened for one actor and one list of borrowers. Nothing passes before it is in the audit log."""

    actor: str
    purpose: str
    borrowers: frozenset[str]
    """Borrowers on the run's list; there is no question about anybody else."""
    rules: Rules
    log: AuditLog
    at: datetime
    """When it is asked; the clock is read by the caller."""

    def export(self, candidates: pa.Table, permits: pa.Table) -> Released:
        """Release a list: the rows that `permits` (of `policy.show.permit_show`) does not refuse, with their rule.

        Raises RecontactError if the audit log cannot be written; then nothing has been released.
        """
        listed = pc.is_in(flat(candidates["borrower_id"]), value_set=pa.array(sorted(self.borrowers), pa.string()))
        unlisted = pc.if_else(listed, pa.scalar(None, pa.string()), self.rules.naming("listed"))
        refused = pc.coalesce(flat(permits["refused"]), unlisted)
        held = candidates.select(["borrower_id", "contact_type"]).append_column("rule", refused)
        withheld = held.filter(pc.is_valid(refused)).group_by(held.column_names, use_threads=False)
        counted = withheld.aggregate([([], "count_all")]).rename_columns([*held.column_names, "count"])
        shown = candidates.append_column("rule", permits["permitted"]).append_column("channels", permits["channels"])
        shown = shown.filter(pc.is_null(refused))
        whole = self._entry("export", "*", counts={"shown": len(shown), **_by_rule(counted)}, bases=_bases(shown))
        self._write(whole, *self._one_by_one(shown))
        order = [(name, "ascending") for name in held.column_names]
        return Released(shown, counted.sort_by(order))

    def ask(self, contacts: pa.Table, borrower: str, *, reveal: bool = False) -> pa.Table:
        """Return one borrower's rows of a released list, masked unless revealed.

        RefusedError if the borrower is not on the list, UsageError if a value is to be revealed for no purpose.
        """
        rows = contacts.filter(pc.equal(flat(contacts["borrower_id"]), borrower))
        self.admit(borrower, "reveal" if reveal else "query", rows)
        return rows if reveal else masked(rows)

    def admit(self, borrower: str, action: Action, shown: pa.Table | None = None, tokens: tuple[str, ...] = ()) -> None:
        """Write down a question about one borrower and what it shows; refuse it if the borrower is not on the list."""
        if action == "reveal" and not self.purpose:
            raise UsageError("values are revealed for a purpose only: say what they are needed for")
        if borrower not in self.borrowers:
            rule = self.rules.naming("listed")
            self._write(self._entry("refusal", borrower, counts={rule: 1}))
            raise RefusedError(str(self.rules.refusal(rule)))
        if shown is None:
            self._write(self._entry(action, borrower, tokens=tokens))
        else:
            tokens, counts = _tokens(shown["contact_type"].to_pylist()), {"shown": len(shown)}
            self._write(self._entry(action, borrower, counts=counts, tokens=tokens, bases=_bases(shown)))

    def judge(self, borrower: str, left: str, right: str, verdict: str, *, reason: str = "") -> None:
        """Write down that somebody judged two records (`SOURCE:KEY`): verdict same, different, unsure or undone.

        To be called before the judgement is stored. `reason` is a code of the caller's (`documents_seen`), no story.
        UsageError if it has other than lower-case letters, digits, `_` and `-`, or the verdict is unknown; RefusedError
        if the borrower is not on the run's list.
        """
        if verdict not in VERDICTS or not _CODE.fullmatch(reason):
            raise UsageError(f"a judgement is one of {', '.join(VERDICTS)}, its reason a code such as documents_seen")
        self.admit(borrower, "judgement", tokens=(f"{left}|{right}", verdict, *([reason] if reason else [])))

    def record(
        self,
        action: Action,
        tokens: tuple[str, ...],
        bases: tuple[str, ...] = (),
        *,
        case: str = "*",
        counts: Mapping[str, int] | None = None,
    ) -> Head:
        """Write down what is done beside showing: `tokens` are digests of what was read or written, or say what.

        Return the log's head right after it.
        """
        return self._write(self._entry(action, case, counts=counts, tokens=tokens, bases=bases))

    def _entry(
        self,
        action: Action,
        case: str,
        *,
        counts: Mapping[str, int] | None = None,
        tokens: tuple[str, ...] = (),
        bases: tuple[str, ...] = (),
    ) -> Entry:
        return Entry(self.actor, action, self.purpose, self.at, case, self.rules.digest(), counts or {}, tokens, bases)

    def _one_by_one(self, shown: pa.Table) -> list[Entry]:
        """Return an entry per borrower, so that one can be told later what was done with their data."""
        listed = shown.select(["borrower_id", "contact_type", "rule"])
        grouped = listed.group_by("borrower_id", use_threads=False)
        rows = grouped.aggregate([("contact_type", "list"), ("rule", "distinct")]).to_pylist()
        third = "third_party:" if "party" in shown.column_names and "third-party" in pc.unique(shown["party"]) else ""
        return [
            self._entry(
                "export",
                row["borrower_id"],
                counts={"shown": len(row["contact_type_list"])},
                tokens=tuple(third + token for token in _tokens(row["contact_type_list"])),
                bases=tuple(sorted(rule for rule in row["rule_distinct"] if rule)),
            )
            for row in rows
        ]

    def _write(self, *entries: Entry) -> Head:
        """Append entries, after one with the values of all rules where other rules held before."""
        last = self.log.latest("rules")
        if last is None or json.loads(last)["rules"] != self.rules.digest():
            values = {rule.id: rule.value for rule in self.rules}
            tokens = (f"settings:{configs.digest()}",)
            entries = (replace(self._entry("rules", "*", tokens=tokens), values=values), *entries)
        return self.log.append(*entries)


def masked(contacts: pa.Table) -> pa.Table:
    """Return the rows with every value masked by its kind (columns contact_type, contact_value_normalised)."""
    values, types = contacts[VALUE].to_pylist(), contacts["contact_type"].to_pylist()
    hidden = [mask(kind, value) for kind, value in zip(types, values, strict=True)]
    return contacts.set_column(contacts.column_names.index(VALUE), VALUE, pa.array(hidden, pa.string()))


def mask(contact_type: str, value: str) -> str:
    """Return a contact value with so much hidden that it reaches nobody."""
    return str(import_module(f"recontact.points.{_MASKS[contact_type]}").mask(value))


def _by_rule(withheld: pa.Table) -> dict[str, int]:
    counts: dict[str, int] = {}
    for rule, count in zip(withheld["rule"].to_pylist(), withheld["count"].to_pylist(), strict=True):
        counts[rule] = counts.get(rule, 0) + count
    return counts


def _bases(shown: pa.Table) -> tuple[str, ...]:
    """Return the rules with their bases on which the rows are shown."""
    rules = pc.unique(shown["rule"]).to_pylist() if "rule" in shown.column_names else []
    return tuple(sorted(rule for rule in rules if rule))


def _tokens(contact_types: Sequence[str]) -> tuple[str, ...]:
    """Return what stands for contacts in the log: place in the list and type, never a value, not even hashed."""
    return tuple(f"{place}:{contact_type}" for place, contact_type in enumerate(contact_types, 1))
