"""`recontact audit`: verify the log, prove an entry, read it, sign it."""

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recontact.errors import RecontactError, UsageError

if TYPE_CHECKING:
    from recontact.audit.checkpoint import Checkpoint
    from recontact.audit.log import AuditLog

app = typer.Typer(no_args_is_help=True, help="The audit log: verify it, prove an entry, read it, sign it.")

Folder = Annotated[
    Path, typer.Argument(help="The output folder of a run, or its audit folder.", metavar="OUT", show_default=False)
]
CheckpointFile = Annotated[
    Path | None,
    typer.Option("--checkpoint", help="A checkpoint; best a copy kept elsewhere (default: the one beside the log)."),
]
KeyFile = Annotated[Path | None, typer.Option("--key", help="The public key (PEM) with which checkpoints are checked.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@app.command("verify")
def verify(folder: Folder, checkpoint: CheckpointFile = None, key: KeyFile = None, as_json: AsJson = False) -> None:
    """Find entries that were edited, inserted, dropped or cut off, and a log that was rewritten. Exit code 1 if so."""
    from recontact.audit.verify import verify as verify_log

    log = _log(folder)
    trusted = _trusted(folder, checkpoint, key)
    found = verify_log(log, trusted)
    found = replace(found, troubles=(*found.troubles, *_altered(_out(folder), log)))
    signed = trusted.size if trusted else None
    if as_json:
        answer = {"sound": found.sound, "entries": found.size, "root": found.root.hex(), "signed": signed}
        typer.echo(json.dumps({**answer, "troubles": list(found.troubles)}, indent=1))
    else:
        for trouble in found.troubles:
            typer.echo(trouble)
        vouched = f"{signed} of them vouched for by a signed checkpoint" if trusted else (
            "no checkpoint: a log rewritten from its beginning would look the same"
        )  # fmt: skip
        typer.echo(f"{'Sound' if found.sound else 'NOT SOUND'}: {found.size} entries, {vouched}.")
    if not found.sound:
        raise typer.Exit(1)


@app.command("prove")
def prove(
    folder: Folder,
    entry: Annotated[int, typer.Argument(help="Number of the entry, from 0.", metavar="N", show_default=False)],
    checkpoint: CheckpointFile = None,
) -> None:
    """Print the proof that an entry is in the log, with the signed checkpoint that it leads to, as JSON."""
    from recontact.audit.verify import prove as prove_entry

    proof = prove_entry(_log(folder), entry)
    path = checkpoint or _beside(folder)
    signed = path.read_text(encoding="utf-8") if path.exists() else None
    typer.echo(json.dumps({**proof, "checkpoint": signed}, ensure_ascii=False, indent=1))


@app.command("check")
def check(
    proof: Annotated[Path, typer.Argument(help="A proof of `audit prove`.", metavar="PROOF", show_default=False)],
    key: KeyFile = None,
) -> None:
    """Check a proof without the log: its entry is in the log of its checkpoint. Exit code 1 if not."""
    from recontact.audit.checkpoint import Checkpoint
    from recontact.audit.verify import proved

    try:
        content: dict[str, Any] = json.loads(proof.read_text(encoding="utf-8"))
        signed = content["checkpoint"] or ""
    except (OSError, ValueError, KeyError, TypeError):
        raise UsageError(f"{proof}: not a proof; `recontact audit prove` writes one") from None
    trusted = Checkpoint.verified(signed, _public(key))
    if not proved(content, trusted):
        raise RecontactError(f"{proof}: does not show that the entry is in the log of the checkpoint")
    typer.echo(f"Entry {content['index']} is one of the {trusted.size} of {trusted.origin}.")


@app.command("show")
def show(
    folder: Folder,
    case: Annotated[str | None, typer.Option("--case", help="Entries about one borrower only.")] = None,
    last: Annotated[int, typer.Option("--last", min=1, help="How many entries, from the end.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Print the last entries. They hold no contact values: who, when, what for, by which rules, how many."""
    entries = [json.loads(line) for line in _log(folder).lines()]
    shown = [entry for entry in entries if case is None or entry["case"] == case][-last:]
    if as_json:
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=1))
        return
    for entry in shown:
        counts = ", ".join(f"{name} {count}" for name, count in entry["counts"].items())
        line = f"{entry['seq']:>7}  {entry['at'][:19]}  {entry['actor']}  {entry['action']}  {entry['case']}"
        typer.echo(_printable(f"{line}  {entry['purpose'] or '-'}  {counts}".rstrip()))


@app.command("checkpoint")
def checkpoint(folder: Folder) -> None:
    """Sign the log as it stands and print the checkpoint: to be kept where who works with the log cannot write."""
    from recontact.cli.sealing import sealed_log

    log = sealed_log(_out(folder))
    if log.seal is None:
        raise UsageError("this account does not sign: RECONTACT_AUDIT_KEY names no key")
    typer.echo(log.sealed(), nl=False)


@app.command("key")
def key(folder: Annotated[Path | None, typer.Argument(help="An output folder.", metavar="OUT")] = None) -> None:
    """Print the public key that checks checkpoints; with OUT also in the form that verifiers of signed notes take."""
    from recontact.audit.checkpoint import origin
    from recontact.audit.key import public_path, signing_key
    from recontact.audit.note import verifier_key
    from recontact.cli.sealing import key_path

    path = key_path()
    if path is None:
        raise UsageError("this account does not sign: RECONTACT_AUDIT_KEY names no key")
    public = signing_key(path).public_key()
    typer.echo(public_path(path).read_text(encoding="ascii"), nl=False)
    first = _log(folder).first() if folder else None
    if first:
        typer.echo(verifier_key(origin(first), public))


def _printable(text: str) -> str:
    """Return a line without what a terminal would obey: names of actors come from whoever called."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _out(folder: Path) -> Path:
    """Return the output folder that is meant by it or by its audit folder."""
    return folder.with_name(folder.name.removesuffix(".audit"))


def _beside(folder: Path) -> Path:
    from recontact.cli.sealing import checkpoint_file

    return checkpoint_file(_out(folder))


def _log(folder: Path) -> "AuditLog":
    from recontact.audit.log import AuditLog, audit_folder

    log = AuditLog(audit_folder(_out(folder)))
    if not log.folder.is_dir():
        raise UsageError(f"{log.folder}: there is no audit log")
    return log


def _altered(out: Path, log: "AuditLog") -> list[str]:
    """Return a line for every file of the run that is not as the log last published it."""
    from recontact.published import changed_files

    return [f"{out / name} is not as it was published" for name in changed_files(out, log) or ()]


def _trusted(folder: Path, checkpoint: Path | None, key: Path | None) -> "Checkpoint | None":
    """Return the checkpoint to compare with; None if none is named and none stands beside the log."""
    from recontact.audit.checkpoint import Checkpoint

    path = checkpoint or _beside(folder)
    if not path.exists():
        if checkpoint or key:
            raise UsageError(f"{path}: there is no such checkpoint")
        return None
    return Checkpoint.verified(path.read_text(encoding="utf-8"), _public(key))


def _public(key: Path | None) -> Any:
    from recontact.audit.key import public_key, public_path
    from recontact.cli.sealing import key_path

    own = key_path()
    if key is None and own is None:
        raise UsageError("say with --key by which public key checkpoints are to be checked")
    return public_key(key or public_path(own or Path()))
