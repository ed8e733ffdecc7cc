"""The one door through which values leave: who asks, about whom, what for; the audit entry first, then the values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

import pyarrow as pa
import pyarrow.compute as pc

from recontact.audit.entry import Action, Entry
from recontact.audit.log import AuditLog
from recontact.errors import RefusedError, UsageError
from recontact.policy.jurisdiction import Rules
from recontact.policy.subject import flat

VALUE = "contact_value_normalised"

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
        shown = candidates.append_column("rule", permits["permitted"]).filter(pc.is_null(refused))
        self._enter("export", "*", {"shown": len(shown), **_by_rule(counted)})
        order = [(name, "ascending") for name in held.column_names]
        return Released(shown, counted.sort_by(order))

    def ask(self, contacts: pa.Table, borrower: str, *, reveal: bool = False) -> pa.Table:
        """Return one borrower's rows of a released list, masked unless revealed.

        RefusedError if the borrower is not on the list, UsageError if a value is to be revealed for no purpose.
        """
        self.admit(borrower, "reveal" if reveal else "query")
        rows = contacts.filter(pc.equal(flat(contacts["borrower_id"]), borrower))
        return rows if reveal else masked(rows)

    def admit(self, borrower: str, action: Action) -> None:
        """Write down a question about one borrower, and refuse it if the borrower is not on the list."""
        if action == "reveal" and not self.purpose:
            raise UsageError("values are revealed for a purpose only: say what they are needed for")
        if borrower not in self.borrowers:
            rule = self.rules.naming("listed")
            self._enter("refusal", borrower, {rule: 1})
            raise RefusedError(str(self.rules.refusal(rule)))
        self._enter(action, borrower, {})

    def _enter(self, action: Action, case: str, counts: Mapping[str, int]) -> None:
        self.log.append(Entry(self.actor, action, self.purpose, self.at, case, self.rules.digest(), counts))


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
