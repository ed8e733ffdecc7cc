"""A data subject's request about a finished run: through the one door, in the audit log first, with a receipt."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact.audit.checkpoint import Seal
from recontact.audit.head import Head
from recontact.errors import RefusedError, UsageError
from recontact.judgement import Judgements, judgement_path
from recontact.published import changes_of, open_published
from recontact.release import Release
from recontact.run_folder import RunFolder
from recontact.schema import KINDS
from recontact.stored import StoredRun
from recontact.subject.apply import POINTS, canonical, name_at, name_of
from recontact.subject.person import Person, find_person
from recontact.subject.receipt import Receipt, moment
from recontact.subject.register import CUSTOMER, NAMED, RECORD, Register

PURPOSES = ("subject_request", "authority_request")
"""For what such a request may be made: the person asked, or a court or an authority did."""


@dataclass(frozen=True, slots=True)
class Requests:
    """Somebody who answers data subjects about one run; `register` is needed for what later runs must know."""

    run: StoredRun
    door: Release
    register: Register | None = None

    @classmethod
    def open(
        cls,
        out: Path,
        *,
        actor: str,
        purpose: str,
        at: datetime,
        register: Register | None = None,
        seal: Seal | None = None,
    ) -> "Requests":
        """Open the run in `out`; RefusedError if the purpose is none for which such requests are made."""
        run, log = open_published(out, seal)
        door = Release(actor, purpose if purpose in PURPOSES else "", frozenset(), run.rules, log, at)
        if not door.purpose:
            door.record("refusal", ("purpose",))
            raise RefusedError(f"requests of data subjects are answered for {' or '.join(PURPOSES)} only")
        return cls(run, door, register)

    def export(self, who: str) -> tuple[dict[str, Any], Receipt]:
        """Return everything stored of the person, and the receipt. Other people's values are veiled."""
        from recontact.subject.export import export

        person = find_person(self.run, who)
        receipt = self._entered("export", who, _counts(person))
        return export(self.run, person, self.door.log), receipt

    def explain(self, who: str) -> tuple[list[dict[str, str]], Receipt]:
        """Return in sentences (`en`, `zh`) how the person's contacts were ranked and withheld, and the receipt."""
        from recontact.subject.explain import explain

        person = find_person(self.run, who)
        listed = [each for each in self.run.borrowers["borrower_id"].to_pylist() if each in person.customers]
        receipt = self._entered("explain", who, {"contacts": self._contacts(person)})
        return explain(self.run, listed, self.door.rules), receipt

    def correct(self, who: str, field: str, was: str, now: str | None) -> Receipt:
        """Write down a correction for every later run that is given the register; `now` None: the value is just wrong.

        UsageError if the field or one of the values cannot be understood.
        """
        register = self._needed()
        if field not in KINDS:
            raise UsageError(f"no field named {field!r}. Known: {', '.join(KINDS)}")
        person = find_person(self.run, who)
        regions = self.run.document["regions"]
        known = canonical(field, was, regions)
        if known is None or (now is not None and canonical(field, now, regions) is None):
            raise UsageError(f"the {'old' if known is None else 'new'} value cannot be understood as {field}")
        receipt = self._entered("correct", who, {"corrections": 1})
        register.correct(self._known_by(person), field, known, now, day=self._day)
        return receipt

    def erase(self, who: str) -> Receipt:
        """Erase the person from the run and suppress them in the register; under a legal hold, storage only.

        The suppression comes first: if the rewriting fails, the person is at least not used again.
        """
        register = self._needed()
        with RunFolder(self.run.out, wait=10.0) as folder:
            # read anew: two erasures at once must not each put back whom the other took out
            return replace(self, run=StoredRun.open(self.run.out))._erase(who, register, folder)

    def _erase(self, who: str, register: Register, folder: RunFolder) -> Receipt:
        from recontact.subject.erase import without
        from recontact.subject.rewrite import rewrite

        person = find_person(self.run, who)
        held = next((reason for each in sorted(person.customers) if (reason := register.held(each, self._day))), None)
        counts = {**_counts(person), "contacts": self._contacts(person)}
        state = "storage_only" if held else "done"
        head = self._enter("erase", who, counts, state)
        added = register.suppress(_suppressions(self.run, person), reason="erasure", day=self._day)
        if not held:
            register.forget_corrections(self._known_by(person))
            gone = self.run.records.filter(pa.array(person.gone))
            named = zip(gone["source"].to_pylist(), gone["record_id"].to_pylist(), strict=True)
            Judgements(judgement_path(self.run.out)).forget(named)
        rewrite(self.run, without(self.run, person, storage_only=bool(held)), folder)
        self.door.record("publish", folder.digests())
        return self._receipt("erase", register.digest(CUSTOMER, who), {**counts, "suppressed": added}, state, head)

    def hold(self, who: str, *, reason: str, until: str | None) -> Receipt:
        """Write down that the person's data must be kept, until a day (YYYY-MM-DD) or for the time being."""
        register = self._needed()
        person = find_person(self.run, who)
        receipt = self._entered("hold", who, {"holds": len(person.customers)})
        for customer in sorted(person.customers):
            register.hold(customer, reason=reason, until=until, day=self._day)
        return receipt

    @property
    def _day(self) -> str:
        return self.door.at.date().isoformat()

    def _needed(self) -> Register:
        if self.register is None:
            raise UsageError("say with --register where the lender's subject register is; later runs read it there")
        return self.register

    def _known_by(self, person: Person) -> list[tuple[str, str]]:
        """Return by what later runs know the person's records again."""
        names = zip(*(self.run.records[name].to_pylist() for name in ("source", "record_id")), strict=True)
        records = (f"{source}:{key}" for (source, key), own in zip(names, person.own, strict=True) if own)
        return [
            *((CUSTOMER, each) for each in sorted(person.customers)),
            *(("id", each) for each in sorted(person.ids)),
            *((RECORD, each) for each in records),
        ]

    def _contacts(self, person: Person) -> int:
        listed = self.run.table("contacts")["borrower_id"].to_pylist() if self.run.holds("contacts") else []
        return sum(each in person.customers for each in listed)

    def _entered(self, request: str, who: str, counts: Mapping[str, int]) -> Receipt:
        head = self._enter(request, who, counts, "done")
        return self._receipt(request, who, counts, "done", head)

    def _enter(self, request: str, who: str, counts: Mapping[str, int], state: str) -> Head:
        door = replace(self.door, borrowers=frozenset({who}))
        changed = changes_of(self.run.out, door.log) if request == "erase" else ()
        return door.record("subject", (f"request:{request}", f"state:{state}", *changed), case=who, counts=counts)

    def _receipt(self, request: str, who: str, counts: Mapping[str, int], state: str, head: Head) -> Receipt:
        return Receipt(
            request=request,
            state=state,
            subject=who,
            at=moment(self.door.at),
            actor=self.door.actor,
            purpose=self.door.purpose,
            counts=dict(counts),
            audit_entries=head.size,
            audit_root=head.root.hex(),
        )


def _counts(person: Person) -> dict[str, int]:
    return {
        "records": int(person.own.sum()),
        "records_of_others": int(person.beside.sum()),
        "named_elsewhere": int(person.elsewhere.sum()),
        "points": len(person.points),
        "points_shared": len(person.shared),
    }


def _suppressions(run: StoredRun, person: Person) -> list[tuple[str, str]]:
    """Return what is hashed: customer's and identity numbers, points that are nobody else's, the name at every point.

    A point that somebody else's own record gives as well is that person's, too: they did not ask for anything.
    """
    own = run.records.filter(pa.array(person.own)).combine_chunks()
    names = pc.drop_null(pc.unique(name_of(*(own[name].combine_chunks() for name in ("han", "surname", "given")))))
    names = names.filter(
        pc.invert(pc.match_substring(names, "*"))
    )  # a masked name is the other's at that point as well
    points = [(kind, point) for kind, point in sorted(person.points) if kind in POINTS]
    named = [(NAMED, word) for kind, point in points for word in name_at(names, kind, pa.scalar(point)).to_pylist()]
    alone = [each for each in points if each in person.alone]
    return [*((CUSTOMER, each) for each in person.customers), *(("id", each) for each in person.ids), *alone, *named]
