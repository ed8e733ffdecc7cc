"""`recontact subject`: what data subjects may ask for, legal holds, and what is past its term."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recontact.cli.ask import Actor, AsJson, Lang, Language, Out
from recontact.cli.job import user_name
from recontact.errors import UsageError

if TYPE_CHECKING:
    from recontact.subject.receipt import Receipt
    from recontact.subject.request import Requests

app = typer.Typer(
    no_args_is_help=True,
    help="Requests of data subjects: a copy, an explanation, a correction, erasure; legal holds; terms.",
)

Who = Annotated[
    str,
    typer.Argument(
        help="The lender's number of the person; or SOURCE:KEY#role of somebody whom a row names.",
        metavar="PERSON",
        show_default=False,
    ),
]
Purpose = Annotated[
    str,
    typer.Option(
        "--purpose", help="subject_request, or authority_request of a court or authority.", show_default=False
    ),
]
RegisterFolder = Annotated[
    Path, typer.Option("--register", help="The lender's subject register; the job names the same.", show_default=False)
]
To = Annotated[Path | None, typer.Option("--to", help="A new file to write, its owner's only (default: print it).")]


@app.command("export")
def export(out: Out, who: Who, purpose: Purpose, actor: Actor = None, to: To = None) -> None:
    """Give a person a copy of everything that is stored of them; what concerns others is veiled."""
    answer, receipt = _requests(out, purpose, actor).export(who)
    _give(json.dumps(answer, ensure_ascii=False, indent=1, default=str) + "\n", to)
    _receipt(out, receipt, quiet=to is None)


@app.command("explain")
def explain(
    out: Out,
    who: Who,
    purpose: Purpose,
    actor: Actor = None,
    lang: Lang = Language.EN,
    to: To = None,
    as_json: AsJson = False,
) -> None:
    """Tell a person in sentences how their contacts were ranked, and that a human review may be asked for."""
    answer, receipt = _requests(out, purpose, actor).explain(who)
    lines = (
        json.dumps(answer, ensure_ascii=False, indent=1) if as_json else "\n".join(row[lang.value] for row in answer)
    )
    _give(lines + "\n", to)
    _receipt(out, receipt, quiet=to is None)


@app.command("correct")
def correct(
    out: Out,
    who: Who,
    purpose: Purpose,
    register: RegisterFolder,
    field: Annotated[str, typer.Option("--field", help="phone, name, address, id …", show_default=False)],
    was: Annotated[str, typer.Option("--was", help="The value that is wrong.", show_default=False)],
    now: Annotated[
        str | None, typer.Option("--now", help="The right value; without it the wrong one is left out.")
    ] = None,
    actor: Actor = None,
) -> None:
    """Write down a correction; every later run whose job names the register reads the data corrected."""
    _receipt(out, _requests(out, purpose, actor, register).correct(who, field, was, now))


@app.command("erase")
def erase(out: Out, who: Who, purpose: Purpose, register: RegisterFolder, actor: Actor = None) -> None:
    """Erase a person from a run, and keep them from coming in again by keyed hashes; under a hold, storage only."""
    _receipt(out, _requests(out, purpose, actor, register).erase(who))


@app.command("hold")
def hold(
    out: Out,
    who: Who,
    purpose: Purpose,
    register: RegisterFolder,
    reason: Annotated[
        str, typer.Option("--reason", help="Which duty: a case number, not a story.", show_default=False)
    ],
    until: Annotated[str | None, typer.Option("--until", help="YYYY-MM-DD; without it, for the time being.")] = None,
    actor: Actor = None,
) -> None:
    """Keep a person's data for a legal duty: a request for erasure is then answered by storage only."""
    end = _day(until).isoformat() if until else None
    _receipt(out, _requests(out, purpose, actor, register).hold(who, reason=reason, until=end))


@app.command("register")
def register(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.", metavar="FOLDER", show_default=False)],
) -> None:
    """Make a subject register with a key of its own. Lose the key, and nobody's "never again" is known any more."""
    from recontact.subject.register import Register

    made = Register.make(folder)
    typer.echo(
        f"Subject register: {made.folder}. Name it in the job: subject_register: PATH. Back it up; guard its key."
    )


@app.command("rotate")
def rotate(
    folder: Annotated[Path, typer.Argument(help="The subject register.", metavar="FOLDER", show_default=False)],
) -> None:
    """Lay a new key over all of a subject register; whoever was known before is known after. Back it up anew."""
    from recontact.subject.register import Register

    many = Register.open(folder).rotate()
    typer.echo(f"{folder}: {many} keys, the newest over everything. Back up the whole folder; older copies of it are")
    typer.echo("still to be guarded: what they hold is known by the older keys alone.")


@app.command("verify")
def verify(
    out: Out,
    receipt: Annotated[Path, typer.Argument(help="A receipt (JSON).", metavar="RECEIPT.json", show_default=False)],
    register: Annotated[
        Path | None, typer.Option("--register", help="Also whose erasure it was, by the subject register.")
    ] = None,
) -> None:
    """Check a receipt against the audit log: that entry, that root, those counts. Exit code 1 if they differ."""
    from recontact.audit.log import AuditLog, audit_folder
    from recontact.subject.receipt import troubles
    from recontact.subject.register import Register

    found = troubles(receipt, AuditLog(audit_folder(out)), Register.open(register) if register else None)
    for trouble in found:
        typer.echo(trouble)
    typer.echo("The log does NOT bear out the receipt." if found else "The log bears out the receipt.")
    if found:
        raise typer.Exit(1)


@app.command("retention")
def retention(
    out: Out,
    as_of: Annotated[str, typer.Option("--as-of", help="The day to judge from, YYYY-MM-DD.", show_default=False)],
    erase_now: Annotated[bool, typer.Option("--erase", help="Erase what is past its term.")] = False,
    own: Annotated[Path | None, typer.Option("--terms", help="The lender's own, stricter terms (YAML).")] = None,
    actor: Actor = None,
) -> None:
    """List what of a run is past its term, by category; with --erase, erase it. Evidence stays."""
    from recontact.cli.sealing import seal_of
    from recontact.subject.retention import Retention

    kept = Retention.open(out, actor=actor or user_name(), at=datetime.now().astimezone(), seal=seal_of(out))
    for term in kept.terms(_day(as_of), own):
        state = "past" if term.past else "kept"
        typer.echo(f"{term.category:<14} until {term.until}  {state}  {', '.join(term.files) or '-'}")
    if erase_now:
        gone = kept.erase(_day(as_of), own)
        typer.echo(f"Erased: {', '.join(gone) or 'nothing'}")


def _requests(out: Path, purpose: str, actor: str | None, register: Path | None = None) -> "Requests":
    from recontact.cli.sealing import seal_of
    from recontact.subject.register import Register
    from recontact.subject.request import Requests

    return Requests.open(
        out,
        actor=actor or user_name(),
        purpose=purpose,
        at=datetime.now().astimezone(),
        register=Register.open(register) if register else None,
        seal=seal_of(out),
    )


def _receipt(out: Path, receipt: "Receipt", *, quiet: bool = False) -> None:
    from recontact.subject.receipt import receipt_folder

    path = receipt.write(receipt_folder(out))
    if not quiet:
        typer.echo(receipt.text())
    typer.echo(f"Receipt: {path}", err=True)


def _give(text: str, to: Path | None) -> None:
    if to is None:
        typer.echo(text, nl=False)
        return
    from recontact.audit.head import replace_file

    if to.exists():
        raise UsageError(f"{to}: exists; name a new file")
    replace_file(to, text.encode())


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"a day is written YYYY-MM-DD, not {text!r}") from None
