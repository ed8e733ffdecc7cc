"""`recontact policy`: the rules in force, and whether a contact may be made."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from recontact.cli.ask import Actor, Borrower, Lang, Language, Out, Purpose, Reveal
from recontact.cli.job import Data, JobFile, user_name
from recontact.cli.sealing import seal_of
from recontact.errors import UsageError

if TYPE_CHECKING:
    from recontact.policy.act import Act
    from recontact.policy.jurisdiction import Rules
    from recontact.policy.rule import Rule

app = typer.Typer(
    help="Rules of contact: what they say, whether a contact is permitted, and on which bases data is used.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
consent = typer.Typer(help="Registers of consents as JSON, aligned with ISO/IEC TS 27560.", no_args_is_help=True)
app.add_typer(consent, name="consent")

Places = Annotated[
    str, typer.Option("--jurisdiction", help="Every jurisdiction that may apply, for instance us,us-ma.")
]
Own = Annotated[Path | None, typer.Option("--rules", help="Folder of your own jurisdictions, beside the shipped ones.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
To = Annotated[Path, typer.Option("--out", help="The file to write; it must be new.")]
Register = Annotated[Path, typer.Argument(help="A register of consents (JSON).", metavar="REGISTER")]
UNSURE = {
    "verified": "",
    "secondary": "not read in the text of the law 未核对法律原文",
    "memory": "from memory, unverified 凭记忆，未核实",
    "design": "a choice of this product 本产品的设定",
}
"""What a reader must know of a value's certainty."""


@app.command("rules")
def rules(jurisdiction: Places, own: Own = None, as_json: AsJson = False, lang: Lang = Language.EN) -> None:
    """List the rules that hold in a place, with their values, citations and certainty; the floor holds everywhere."""
    held = _rules(jurisdiction, own)
    rows = [
        {**_told(rule), "verified_on": place.verified_on.isoformat()}
        for place in (*held.jurisdictions, held.floor)
        for rule in place.rules
    ]
    if as_json:
        return _json(rows)
    for row in rows:
        typer.echo(f"{row['rule']} [{row['kind']}] {row[lang.value]}")
        if row["value"] is not None:
            typer.echo(f"    {json.dumps(row['value'], ensure_ascii=False)}")
        typer.echo(f"    {row['cite']}; checked on {row['verified_on']}{'; ' if row['note'] else ''}{row['note']}")
    return None


@app.command("permit")
def permit(
    jurisdiction: Places,
    act: Annotated[Path | None, typer.Argument(help="The contact as JSON (fields: docs/jurisdictions.md).")] = None,
    at: Annotated[
        str | None, typer.Option("--at", help="When, ISO 8601; without an offset, by --zone's clock.")
    ] = None,
    zone: Annotated[list[str] | None, typer.Option("--zone", help="Where the person may be (IANA); repeat it.")] = None,
    channel: Annotated[
        str | None, typer.Option("--channel", help="voice, sms, email, im, mail, in_app, visit.")
    ] = None,
    attempts: Annotated[Path | None, typer.Option("--attempts", help="All contacts before, JSON lines.")] = None,
    own: Own = None,
    as_json: AsJson = False,
) -> None:
    """Say whether a contact may be made, and by which rules not; exit code 4 if it may not. Unknown means no."""
    from recontact.policy.permit import objections

    held = _rules(jurisdiction, own)
    given = {"zones": zone, "channel": channel, "attempts": _lines(attempts) if attempts else None}
    content = (_read(act) if act else {}) | {name: value for name, value in given.items() if value is not None}
    refused = [_told(held.find(rule)) for rule in dict.fromkeys(
        refusal.rule for each in _acts(content, at) for refusal in objections(each, held)
    )]  # fmt: skip
    if as_json:
        _json({"permitted": not refused, "refused_by": refused, "rules": held.digest()})
    elif not refused:
        typer.echo("Permitted by every rule asked. 全部规则均允许。")
    for row in [] if as_json else refused:
        note = f"; {row['note']}" if row["note"] else ""
        typer.echo(f"Refused by {row['rule']}: {row['en']} {row['zh']} ({row['cite']}{note})")
    if refused:
        raise typer.Exit(4)


@app.command("warn")
def warn(
    out: Out,
    days: Annotated[int, typer.Option("--days", min=1, help="Warn of who was not verified for so many days.")] = 365,
    actor: Actor = None,
    as_json: AsJson = False,
) -> None:
    """List the customers of a run who are about to be lost: ask them at their next login. Numbers and days only."""
    from recontact.warning import warn as warned

    found = warned(out, actor=actor or user_name(), at=datetime.now().astimezone(), seal=seal_of(out), days=days)
    rows = found.to_pylist()
    if as_json:
        return _json(rows)
    for row in rows:
        typer.echo(
            f"{row['customer']}  {row['reason']}  verified {row['last_verified'] or 'never'}, "
            f"recorded {row['last_recorded'] or 'never'}"
        )
    typer.echo(f"{len(rows)} customers to ask at their next login. {len(rows)} 位客户宜在下次登录时核实联系方式。")
    return None


@app.command("notice")
def notice(out: Out, borrower: Borrower, reveal: Reveal = False, purpose: Purpose = None, actor: Actor = None) -> None:
    """Print the proof of notice of a borrower as JSON: what was known, on which basis, and where notices went."""
    from recontact.asking import Asker
    from recontact.notice import proof_of_notice

    asker = Asker.open(
        out,
        actor=actor or user_name(),
        purpose=purpose,
        reveal=reveal,
        at=datetime.now().astimezone(),
        seal=seal_of(out),
    )
    _json(proof_of_notice(asker, borrower))


@consent.command("export")
def consent_export(job: JobFile, out: To, data: Data = None, actor: Actor = None) -> None:
    """Write the legal bases of a job, with what it declares per source, as a register of consents (JSON); audited."""
    from recontact.consents import export_register
    from recontact.job import read_job

    _new(out)
    try:
        many = export_register(
            read_job(job),
            data or job.parent,
            out,
            actor=actor or user_name(),
            at=datetime.now().astimezone(),
            seal=seal_of(out),
        )
    except BaseException:
        out.unlink(missing_ok=True)
        raise
    typer.echo(f"{many} records: {out}. Keys and days of persons: keep it as you keep the consents.")


@consent.command("import")
def consent_import(register: Register, out: To) -> None:
    """Check a register of consents and write it as a consent file that the mapping `consents` reads (CSV)."""
    from pydantic import ValidationError

    from recontact.output import write_csv
    from recontact.policy.consent_record import ConsentRegister, as_texts, bases_of

    try:
        found = ConsentRegister.model_validate(_read(register))
    except ValidationError as invalid:
        places = [
            f"{register}: {'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}"
            for fault in invalid.errors(include_input=False)[:20]
        ]
        raise UsageError("\n".join(places)) from None
    _new(out)
    table = bases_of(found)
    write_csv(as_texts(table), out)
    typer.echo(f"{len(found.records)} records, {table.num_rows} bases: {out}")


def _new(path: Path) -> None:
    """Make the file, readable by its owner only; UsageError if one is there."""
    try:
        path.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        raise UsageError(f"{path}: is there already; name a new file") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


def _rules(places: str, own: Path | None) -> "Rules":
    from recontact.policy.jurisdiction import read_own, read_rules

    names = [name.strip() for name in places.split(",") if name.strip()]
    return read_rules(names, read_own(own) if own else ())


def _told(rule: "Rule") -> dict[str, Any]:
    return {
        "rule": rule.id, "kind": rule.kind, "value": rule.value, "en": rule.en, "zh": rule.zh, "cite": rule.cite,
        "certainty": rule.certainty, "note": UNSURE[rule.certainty],
    }  # fmt: skip


def _acts(content: dict[str, Any], at: str | None) -> "list[Act]":
    """Return the act; twice in the hour that happens twice, since either may be meant."""
    from pydantic import ValidationError

    from recontact.policy.act import Act

    content = {"purpose": "recontact_lost_borrower", **content}
    if at is None and "at" not in content:
        raise UsageError("say when: --at 2026-11-01T12:30, or `at` in the JSON")
    times = _instants(at, content.get("zones") or []) if at else [content["at"]]
    try:
        return [Act.model_validate({**content, "at": each}) for each in times]
    except ValidationError as invalid:
        first = invalid.errors(include_input=False)[0]
        raise UsageError(f"{'.'.join(str(step) for step in first['loc'])}: {first['msg']}") from None


def _instants(text: str, zones: list[str]) -> list[datetime]:
    from recontact.policy.local_time import instants, zone

    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--at takes a time such as 2026-11-01T12:30, not {text!r}") from None
    if given.tzinfo:
        return [given]
    places = [zone(name) for name in zones]
    if len(places) != 1 or places[0] is None:
        raise UsageError("--at without an offset needs exactly one --zone that is known (IANA, e.g. Asia/Shanghai)")
    found = instants(given, places[0])
    if not found:
        raise UsageError(f"{text} does not exist in {zones[0]}: the clocks go forward over it")
    return [each.astimezone(UTC) for each in found]


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UsageError(f"{path}: is no readable JSON") from None
    if not isinstance(found, dict):
        raise UsageError(f"{path}: should be one JSON object")
    return found


def _lines(path: Path) -> list[Any]:
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    except (OSError, ValueError):
        raise UsageError(f"{path}: should be JSON lines, one contact a line") from None


def _json(answer: object) -> None:
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=str))
