"""`recontact model`: what a linkage model says, how two differ, and one in Splink's terms."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

app = typer.Typer(help="Linkage models: show one, compare two, export one for Splink.", no_args_is_help=True)

Name = Annotated[
    str, typer.Argument(help="A model.json, a run's output folder, or `person`.", metavar="MODEL", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@app.command("show")
def show(model: Name, as_json: AsJson = False) -> None:
    """Show a model's version (the hash of its content), prior, thresholds, rules, and the weight of every level."""
    from recontact.cli.tables import print_table
    from recontact.linkage.model_difference import summary

    found = summary(_model(model))
    if as_json:
        _json(found)
        return
    typer.echo(f"{found['name']}, {'trained' if found['trained'] else 'untrained'}, version {found['version']}")
    for name in ("prior", "thresholds"):
        typer.echo(f"{name}: " + ", ".join(f"{key} {value:g}" for key, value in found[name].items()))
    typer.echo("rules: " + ", ".join("+".join(rule["keys"]) for rule in found["rules"]))
    columns = {"comparison": "compared", "level": "level", "bits": "bits", "en": "what it says"}
    print_table("Levels", found["levels"], columns)


@app.command("diff")
def diff(before: Name, after: Name, as_json: AsJson = False) -> None:
    """Say what differs between two models: levels by bits, numbers, rules, and what was counted."""
    from recontact.cli.tables import print_table
    from recontact.linkage.model_difference import difference

    found = difference(_model(before), _model(after))
    if as_json:
        _json(found)
        return
    if found["same"]:
        typer.echo(f"The same model: version {found['versions']['before']}")
        return
    columns = {"comparison": "compared", "level": "level", "before": "bits before", "after": "bits after"}
    print_table("Levels, largest change first", found["levels"], columns)
    for name in ("numbers", "rules", "records_counted"):
        for key, change in found[name].items():
            typer.echo(f"{name.replace('_', ' ')}: {key}: {change['before']} → {change['after']}")


@app.command("splink")
def splink(model: Name) -> None:
    """Print a model as Splink's settings JSON; what has no counterpart there is said on stderr."""
    from recontact.linkage.splink import splink_settings

    settings, notes = splink_settings(_model(model))
    for note in notes:
        typer.echo(note, err=True)
    _json(settings)


def _model(name: str) -> Any:
    from recontact.model_file import ModelFile

    folder = Path(name)
    return ModelFile.untrained(str(folder / "model.json") if folder.is_dir() else name).linkage


def _json(content: object) -> None:
    typer.echo(json.dumps(content, ensure_ascii=False, indent=1))
