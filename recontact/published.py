"""Whether an output folder is the one that was published: its list and settings against the audit log's last word."""

import hashlib
import json
import time
from pathlib import Path

from recontact.audit.checkpoint import Seal
from recontact.audit.log import AuditLog, audit_folder
from recontact.errors import RefusedError
from recontact.stored import StoredRun

DECISIVE = ("borrowers.parquet", "run.json")
"""Who may be asked about; for which purpose and by which rules."""
_HOLDINGS = ("run.json", "records.parquet", "contacts.parquet")
"""What tells the folder of a run from that of a linking, which holds identities and nobody's contacts."""
_TRIES, _PAUSE = 10, 0.1
"""Another run may have said what it publishes a moment before its files stand there."""


def open_published(out: Path, seal: Seal | None = None) -> tuple[StoredRun, AuditLog]:
    """Return the finished run in `out` and its audit log, signed by `seal`; UsageError if there is no such run.

    RefusedError if it is not as it was published (`refuse_unpublished`).
    """
    run = StoredRun.open(out)
    log = AuditLog(audit_folder(out), seal)
    refuse_unpublished(out, log)
    return run, log


def refuse_unpublished_run(folder: Path) -> None:
    """Raise as `refuse_unpublished` does if `folder` is that of a run; identities alone may be anyone's."""
    if any((folder / name).exists() for name in _HOLDINGS):
        refuse_unpublished(folder, AuditLog(audit_folder(folder)))


def refuse_unpublished(out: Path, log: AuditLog) -> None:
    """Raise RefusedError unless the log has published the run in `out`, and its decisive files are as they were then.

    Somebody who lists a borrower by hand, alters the purpose, takes the folder away from its log or puts an older copy
    back gets no answer.
    """
    for left in reversed(range(_TRIES)):
        changed = _changed(out, log)
        if changed is None:
            return
        if changed and left:
            time.sleep(_PAUSE)
    if not changed:
        raise RefusedError(
            f"{out}: the audit log beside it does not know this run: a copied folder, or a log that was taken away; "
            "ask where the run was made, or run the job again"
        )
    raise RefusedError(
        f"{out}: {', '.join(changed)} not as published: changed by hand, or put back from a copy; run the job again"
    )


def changed_files(out: Path, log: AuditLog) -> list[str] | None:
    """Return the files of `out` that are not as last published, None if the log published nothing; gone is no change.

    RecontactError if the log cannot be read.
    """
    said = _said(log)
    return None if said is None else sorted(name for name in said if _other(out / name, said[name]))


def changes_of(out: Path, log: AuditLog) -> tuple[str, ...]:
    """Return, for the entry of an act that publishes the run anew, which files it found other than published.

    An erasure that is due must not wait for a folder that somebody changed, nor make the change its own in silence.
    """
    changed = changed_files(out, log)
    return ("never_published",) if changed is None else tuple(f"not_as_published:{name}" for name in changed)


def _changed(out: Path, log: AuditLog) -> tuple[str, ...] | None:
    """Return the decisive files that are other than published, none if nothing was; None if all is well."""
    said = _said(log)
    if said is None:
        return ()
    return tuple(name for name in DECISIVE if _other(out / name, said.get(name, ""))) or None


def _said(log: AuditLog) -> dict[str, str] | None:
    last = log.latest("publish")
    try:
        tokens = json.loads(last)["tokens"] if last is not None else None
        return (
            None if tokens is None else {name: digest for name, _, digest in (each.rpartition(":") for each in tokens)}
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _other(path: Path, digest: str) -> bool:
    return path.exists() and hashlib.sha256(path.read_bytes()).hexdigest() != digest
