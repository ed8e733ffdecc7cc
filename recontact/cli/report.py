"""`recontact report`: the report of a run anew, with what field work found out."""

from pathlib import Path
from typing import Annotated

import typer

Out = Annotated[Path, typer.Argument(help="The output folder of a run.", metavar="OUT", show_default=False)]
Labels = Annotated[
    Path | None, typer.Option("--labels", help="CSV of what field work found out; without it, as the run foretells.")
]
Write = Annotated[Path | None, typer.Option("--out", help="Where the page goes (default: OUT/report_labels.html).")]


def report(out: Out, labels: Labels = None, write: Write = None) -> None:
    """Write a run's report again, its probabilities held against what field work found out; all values masked."""
    from recontact.findings import reached
    from recontact.output import write_text
    from recontact.published import open_published
    from recontact.report.render import TABLES, render

    run, _ = open_published(out)
    tables = {name: run.table(name) for name in TABLES}
    told = reached(run, labels) if labels else None
    path = write or out / "report_labels.html"
    write_text(render(run.document, tables, run.model.linkage, told), path)
    typer.echo(f"Report: {path}")
    if told is not None:
        borrowers = len({borrower for borrower, _ in told})
        typer.echo(f"{len(told)} points of {borrowers} borrowers are both in the run and in the labels")
