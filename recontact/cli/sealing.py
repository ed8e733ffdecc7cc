"""Which key signs the audit log and where its checkpoints go, as the operator's environment says."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from recontact.audit.log import AuditLog, audit_folder, checkpoint_path
from recontact.errors import UsageError

if TYPE_CHECKING:
    from recontact.audit.checkpoint import Seal

KEY, CHECKPOINTS = "RECONTACT_AUDIT_KEY", "RECONTACT_AUDIT_CHECKPOINTS"
"""A key file, or `none` where another account signs; a folder for the checkpoints, outside the output's."""


def key_path() -> Path | None:
    """Return the file of the signing key, None if this account does not sign."""
    named = os.environ.get(KEY)
    if named == "none":
        return None
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return Path(named) if named else settings / "recontact" / "audit-key.pem"


def checkpoint_file(out: Path) -> Path:
    """Return where the checkpoints of an output folder's log go."""
    folder, beside = os.environ.get(CHECKPOINTS), checkpoint_path(out)
    return Path(folder) / beside.name if folder else beside


def seal_of(out: Path) -> "Seal | None":
    """Return what signs the log of an output folder, None if this account does not; a key is made at first use."""
    from recontact.audit.checkpoint import Seal
    from recontact.audit.key import public_path, signing_key

    path = key_path()
    if path is None:
        return None
    try:
        new = not path.exists()
        key = signing_key(path)
    except OSError as error:
        raise UsageError(
            f"{path}: the key that signs the audit log cannot be used ({error.strerror}); set {KEY} to a file, or to "
            "`none` where another account signs"
        ) from None
    if new:
        typer.echo(f"A key that signs the audit log was made: {path}. Its public half: {public_path(path)}", err=True)
    return Seal(checkpoint_file(out), key)


def sealed_log(out: Path) -> AuditLog:
    """Return the audit log of an output folder with its seal."""
    return AuditLog(audit_folder(out), seal_of(out))
