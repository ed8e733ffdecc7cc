"""What of a finished run is past its term: contact data soon, what explains it later, evidence last."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from recontact import configs
from recontact.audit.checkpoint import Seal
from recontact.audit.log import AuditLog, audit_folder
from recontact.errors import UsageError
from recontact.published import changes_of
from recontact.release import Release
from recontact.run_folder import RunFolder
from recontact.stored import StoredRun


@dataclass(frozen=True, slots=True)
class Term:
    """One category of what a run wrote, and until when it may (evidence: must) be kept."""

    category: str
    files: tuple[str, ...]
    """Those that are still there."""
    until: date
    past: bool
    """It is to be erased; never so for evidence, which may be erased but need not."""
    cite: str


@dataclass(frozen=True, slots=True)
class Retention:
    """Somebody who keeps the terms of one run; what is erased is in the audit log first."""

    run: StoredRun
    door: Release

    @classmethod
    def open(cls, out: Path, *, actor: str, at: datetime, seal: Seal | None = None) -> "Retention":
        """Open the run in `out`; UsageError if there is none."""
        run = StoredRun.open(out)
        return cls(run, Release(actor, "retention", frozenset(), run.rules, AuditLog(audit_folder(out), seal), at))

    def terms(self, today: date, own: Path | None = None) -> list[Term]:
        """Return the categories of the run's files with their ends, as of a day.

        `own`: the lender's file of the form of the shipped `retention.yaml`, which may shorten the terms and lengthen
        that of the evidence. UsageError if it loosens them.
        """
        found = []
        for category, each in _read(own).items():
            until = self.run.as_of + timedelta(days=int(each.get("days", each.get("least"))))
            files = tuple(name for name in each["files"] if (self.run.out / name).exists())
            found.append(Term(category, files, until, "days" in each and today > until, each["cite"]))
        return found

    def erase(self, today: date, own: Path | None = None) -> list[str]:
        """Remove the files that are past their term; return their names."""
        past = [term for term in self.terms(today, own) if term.past and term.files]
        gone = sorted(name for term in past for name in term.files)
        if gone:
            tokens = tuple(f"erased:{term.category}:{term.until}" for term in past)
            with RunFolder(self.run.out, wait=10.0) as folder:
                tokens += changes_of(self.run.out, self.door.log)
                self.door.record("subject", ("request:retention", *tokens), counts={"files": len(gone)})
                folder.keep(but=gone)
                self.door.record("publish", folder.digests())
        return gone


def _read(own: Path | None) -> dict[str, Any]:
    shipped: dict[str, Any] = configs.load("retention.yaml")
    if own is None:
        return shipped
    from ruamel.yaml.error import YAMLError

    from recontact.configs import foreign

    try:
        said = foreign.load(own.read_text(encoding="utf-8"))
    except (OSError, ValueError, YAMLError) as error:
        raise UsageError(f"{own}: cannot be read ({type(error).__name__})") from None
    terms = {category: dict(each) for category, each in shipped.items()}
    for category, each in (said or {}).items():
        limit = "days" if "days" in terms.get(category, {}) else "least"
        given = each.get(limit) if isinstance(each, dict) else None
        if category not in terms or not isinstance(given, int) or given < 0:
            raise UsageError(f"{own}: {category}: not a category with {limit}. Known: {', '.join(terms)}")
        if (limit == "days") == (given > terms[category][limit]) and given != terms[category][limit]:
            raise UsageError(f"{own}: {category}: {limit} {given} is looser than the shipped {terms[category][limit]}")
        terms[category][limit] = given
    return terms
