"""`recontact show`, `why`, `why-linked`, `path` and `graph`: questions about one borrower of a finished run."""

import json
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recontact.cli.job import user_name
from recontact.cli.sealing import seal_of
from recontact.errors import UsageError

if TYPE_CHECKING:
    from recontact.asking import Asker

Out = Annotated[Path, typer.Argument(help="The output folder of a run.", metavar="OUT", show_default=False)]
Borrower = Annotated[str, typer.Argument(help="A borrower on the run's list.", metavar="BORROWER", show_default=False)]
Rank = Annotated[int, typer.Option("--rank", min=1, help="Which of the borrower's ranked contacts.")]
Reveal = Annotated[bool, typer.Option("--reveal", help="Show values unmasked; needs --purpose, and is audited.")]
Purpose = Annotated[str | None, typer.Option("--purpose", help="What for; given every time, never remembered.")]
Actor = Annotated[str | None, typer.Option("--actor", help="Who asks (default: the system's user name).")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


class Language(StrEnum):
    """Languages of the sentences."""

    EN = "en"
    ZH = "zh"


Lang = Annotated[Language, typer.Option("--lang", help="Language of the sentences.")]


class GraphFormat(StrEnum):
    """Formats of a borrower's graph."""

    JSON = "json"
    GRAPHML = "graphml"
    CYTOSCAPE = "cytoscape"
    HTML = "html"


def show(
    out: Out,
    borrower: Borrower,
    reveal: Reveal = False,
    purpose: Purpose = None,
    actor: Actor = None,
    as_json: AsJson = False,
) -> None:
    """Show a borrower's ranked contacts, masked unless revealed for a purpose."""
    from recontact.cli.tables import print_rows

    rows = asker(out, actor, purpose, reveal).show(borrower)
    print_json(rows) if as_json else print_rows(rows)


def why(
    out: Out,
    borrower: Borrower,
    rank: Rank = 1,
    reveal: Reveal = False,
    purpose: Purpose = None,
    actor: Actor = None,
    lang: Lang = Language.EN,
    as_json: AsJson = False,
) -> None:
    """Why a contact has its probability: every contribution with the record and day it came from."""
    from recontact.cli.tables import print_waterfall

    answer = asker(out, actor, purpose, reveal).why(borrower, rank)
    print_json(answer) if as_json else print_waterfall(answer, lang.value)


def why_linked(
    out: Out,
    left: Annotated[str, typer.Argument(help="A record: KEY or SOURCE:KEY.", metavar="RECORD", show_default=False)],
    right: Annotated[str, typer.Argument(help="Another record.", metavar="RECORD", show_default=False)],
    purpose: Purpose = None,
    actor: Actor = None,
    lang: Lang = Language.EN,
    as_json: AsJson = False,
) -> None:
    """Why two records are, or are not, the same person: level and weight of every comparison."""
    from recontact.cli.tables import print_comparison

    answer = asker(out, actor, purpose, reveal=False).why_linked(left, right)
    print_json(answer) if as_json else print_comparison(answer, lang.value)


def identity(
    out: Out,
    name: Annotated[str, typer.Argument(help="An identity's id, or one of its records.", show_default=False)],
    purpose: Purpose = None,
    actor: Actor = None,
    lang: Lang = Language.EN,
    as_json: AsJson = False,
) -> None:
    """How an identity came together, join by join, and where it is weak."""
    from recontact.cli.tables import print_story

    answer = asker(out, actor, purpose, reveal=False).identity(name)
    print_json(answer) if as_json else print_story(answer, lang.value)


class Verdict(StrEnum):
    """What a person decided of two records."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"
    UNDONE = "undone"


def judge(
    out: Out,
    left: Annotated[str, typer.Argument(help="A record: KEY or SOURCE:KEY.", metavar="RECORD", show_default=False)],
    right: Annotated[str, typer.Argument(help="Another record.", metavar="RECORD", show_default=False)],
    verdict: Annotated[Verdict, typer.Argument(help="`undone` takes back what was said.", show_default=False)],
    reason: Annotated[str, typer.Option("--reason", help="A code, e.g. documents_seen; no story.")] = "",
    file: Annotated[
        Path | None, typer.Option("--file", help="The job's file of judgements (default: beside OUT).")
    ] = None,
    purpose: Purpose = None,
    actor: Actor = None,
) -> None:
    """Decide whether two records are one person; beats every weight in later runs, and can be undone."""
    asker(out, actor, purpose, reveal=False).judge(left, right, verdict.value, reason=reason, file=file)
    typer.echo(f"{left} and {right}: {verdict.value}. It holds from the next run on.")


def next_step(
    out: Out,
    borrower: Borrower,
    reveal: Reveal = False,
    purpose: Purpose = None,
    actor: Actor = None,
    lang: Lang = Language.EN,
    as_json: AsJson = False,
) -> None:
    """What to try next, in order, and which evidence would help most."""
    from recontact.cli.tables import print_next

    answer = asker(out, actor, purpose, reveal).next(borrower)
    print_json(answer) if as_json else print_next(answer, lang.value)


def path(
    out: Out,
    borrower: Borrower,
    rank: Rank = 1,
    reveal: Reveal = False,
    purpose: Purpose = None,
    actor: Actor = None,
    lang: Lang = Language.EN,
    as_json: AsJson = False,
) -> None:
    """How a borrower and a contact are connected: the records in between, with their days."""
    from recontact.cli.tables import print_path

    answer = asker(out, actor, purpose, reveal).path(borrower, rank)
    print_json(answer) if as_json else print_path(answer, lang.value)


def graph(
    out: Out,
    borrower: Borrower,
    graph_format: Annotated[
        GraphFormat, typer.Option("--format", help="Format to print; html is the case file, one offline page.")
    ] = GraphFormat.JSON,
    file: Annotated[
        Path | None, typer.Option("--out", help="Write to this file, readable by its owner only, instead of printing.")
    ] = None,
    day: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="Only what was seen up to this day.")
    ] = None,
    reveal: Reveal = False,
    purpose: Purpose = None,
    actor: Actor = None,
) -> None:
    """Print a borrower's contact graph; other people's values stay veiled."""
    asking = asker(out, actor, purpose, reveal)
    html = graph_format is GraphFormat.HTML
    if html and day:
        raise UsageError("--as-of is for the other formats; the case file filters by days itself")
    text = asking.case_file(borrower) if html else asking.graph(borrower, graph_format.value, day and day.date())
    if file is None:
        typer.echo(text)
    else:
        _write(text, file)


def _write(text: str, file: Path) -> None:
    """Write through a file of its own name, so that nothing half-written stands under the name asked for."""
    from recontact.output import write_text

    half = file.with_name(f"{file.name}.part")
    try:
        half.unlink(missing_ok=True)  # an older one may be readable by others
        write_text(f"{text}\n", half)
        half.replace(file)
    except OSError as error:
        raise UsageError(f"{file}: cannot be written ({error.strerror})") from None


def asker(out: Path, actor: str | None, purpose: str | None, reveal: bool) -> "Asker":
    """Open the door to a run's borrowers; UsageError if values are to be revealed for no purpose."""
    if reveal and not purpose:
        raise UsageError(
            "--reveal needs --purpose: say what the value is needed for, e.g. --purpose recontact_lost_borrower"
        )
    from recontact.asking import Asker

    return Asker.open(
        out,
        actor=actor or user_name(),
        purpose=purpose,
        reveal=reveal,
        at=datetime.now().astimezone(),
        seal=seal_of(out),
    )


def print_json(answer: object) -> None:
    """Print an answer for programs."""
    typer.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=str))
