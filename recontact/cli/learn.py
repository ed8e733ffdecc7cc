"""`recontact learn`: a new model version from what attempts or field work found out."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

Out = Annotated[Path, typer.Argument(help="The output folder of a run.", metavar="OUT", show_default=False)]
Labels = Annotated[Path | None, typer.Option("--labels", help="CSV of what field work found out (default: outcomes).")]
Write = Annotated[
    Path | None, typer.Option("--write", help="Where the new model goes (default: OUT/model_learned.json).")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the whole report for programs.")]


def learn(out: Out, labels: Labels = None, write: Write = None, as_json: AsJson = False) -> None:
    """Learn from labels, or report what outcomes would teach; give the model written to a later run with --model."""
    from recontact.learning import learn as learn_from
    from recontact.output import write_json
    from recontact.published import open_published

    lesson = learn_from(open_published(out)[0], labels)
    path = write or out / "model_learned.json"
    write_json(lesson.model.content(), path)
    report = path.with_name(f"{path.stem}_report.json")
    write_json(lesson.report, report)
    if as_json:
        typer.echo(json.dumps(lesson.report, ensure_ascii=False, indent=1))
        return
    _print(lesson.report)
    typer.echo(
        f"New model: {path} (use it with `recontact run --model`); report: {report}. The old model is as it was."
    )


def _print(report: dict[str, Any]) -> None:
    for kind, trials in report["trials"].items():
        points = report["points"][kind]
        if not trials:
            typer.echo(f"{kind}: {points['points']} points of {points['borrowers']} borrowers: too few to learn from")
        for trial in trials:
            verdict = "taken" if trial["taken"] else "not taken"
            harmed = f"; harms {', '.join(trial['harmed'])}" if trial["harmed"] else ""
            losses = f"{trial['before']:.4f} → {trial['after']:.4f}, gain {trial['gain']:.4f} ± {trial['error']:.4f}"
            typer.echo(f"{kind}: {trial['step']} {verdict}: loss on borrowers held out {losses}{harmed}")
