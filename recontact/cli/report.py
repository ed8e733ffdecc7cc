"""`recontact report`: the report of a run anew, with what field work found out."""

from pathlib import Path
from typing import Annotated, Any

import typer

Out = Annotated[Path, typer.Argument(help="The output folder of a run.", metavar="OUT", show_default=False)]
Labels = Annotated[
    Path | None, typer.Option("--labels", help="CSV of what field work found out; without it, as the run foretells.")
]
Write = Annotated[Path | None, typer.Option("--out", help="Where the page goes (default: OUT/report_labels.html).")]
Against = Annotated[
    Path | None, typer.Option("--against", help="An earlier run, to see how far both hold against --labels.")
]


def report(out: Out, labels: Labels = None, write: Write = None, against: Against = None) -> None:
    """Write a run's report again, its probabilities held against what field work found out; all values masked."""
    from recontact.calibration_drift import calibration_drift
    from recontact.errors import UsageError
    from recontact.findings import reached
    from recontact.output import write_text
    from recontact.published import open_published
    from recontact.report.render import TABLES, render

    if against and not labels:
        raise UsageError("--against holds two runs against labels: say which with --labels")
    run, _ = open_published(out)
    earlier = open_published(against)[0] if against else None
    tables = {name: run.table(name) for name in TABLES}
    told = reached(run, labels) if labels else None
    path = write or out / "report_labels.html"
    write_text(render(run.document, tables, run.model.linkage, told), path)
    typer.echo(f"Report: {path}")
    if told is not None:
        borrowers = len({borrower for borrower, _ in told})
        typer.echo(f"{len(told)} points of {borrowers} borrowers are both in the run and in the labels")
    if labels and earlier and told is not None:
        before = reached(earlier, labels)
        _print(calibration_drift(tables["contacts"], earlier.table("contacts"), told, before))


def _print(drift: list[dict[str, Any]]) -> None:
    for row in drift:
        before, after = (
            f"{each['points']} points, said {each['said']:.3f}, true {each['true']:.3f}, error {each['error']:.3f}"
            for each in (row["before"], row["after"])
        )
        typer.echo(f"{row['contact_type']}: {before} → {after}")
