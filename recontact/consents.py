"""Gives the legal bases of a job away as a register of consents: in the audit log first, then written."""

from datetime import datetime
from pathlib import Path

from recontact.audit.checkpoint import Seal
from recontact.audit.log import AuditLog, audit_folder
from recontact.intake import read_all
from recontact.job import Job
from recontact.output import write_json
from recontact.policy.consent_record import register_of
from recontact.policy.jurisdiction import read_rules
from recontact.release import Release


def export_register(job: Job, data: Path, out: Path, *, actor: str, at: datetime, seal: Seal | None = None) -> int:
    """Write the register of the job's bases to `out`; return how many records it has.

    The entry goes into the log `<out>.audit` beside it; RecontactError if that cannot be written, then nothing is.
    """
    intake = read_all(job, data)
    register = register_of(intake.bases, intake.sources, job.purposes, tuple(job.places))
    rules = read_rules(job.places, job.rules)
    door = Release(actor, job.purpose, frozenset(), rules, AuditLog(audit_folder(out), seal), at)
    tokens = ("consent_register", f"job:{job.digest()}", f"inputs:{intake.digest()}")
    door.record("export", tokens, intake.grounds(), counts={"records": len(register.records)})
    write_json(register.content(), out)
    return len(register.records)
