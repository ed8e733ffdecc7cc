"""`recontact evaluate`: how good identities are."""

from pathlib import Path
from typing import Annotated, Any

import typer


def evaluate(
    found: Annotated[
        Path, typer.Argument(help="A folder with identities.csv, or such a CSV.", metavar="OUT", show_default=False)
    ],
    labels: Annotated[Path | None, typer.Option("--labels", help="A CSV with record_id and entity_id.")] = None,
    against: Annotated[Path | None, typer.Option("--against", help="Another run, to see what differs.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Measure identities: against labels, against another run, or by themselves."""
    import json

    from recontact.evaluation import evaluate as measure

    answer = measure(found, labels=labels, against=against)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True))
        return
    typer.echo(f"{answer['records']} records, {answer['identities']} identities")
    for size, count in answer["sizes"].items():
        typer.echo(f"  of {size:>4} records: {count}")
    if labelled := answer.get("labelled"):
        _print_labelled(labelled)
    if differs := answer.get("against"):
        typer.echo("against the other run: " + ", ".join(f"{name} {count}" for name, count in differs.items()))


def _print_labelled(labelled: dict[str, Any]) -> None:
    for title, prefix in (("pairs", ""), ("B-cubed", "b3_")):
        precision, recall, f1 = (labelled[f"{prefix}{name}"] for name in ("precision", "recall", "f1"))
        low, high = labelled["intervals"][f"{prefix}f1"]
        typer.echo(f"{title:<8} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f} ({low:.3f} to {high:.3f})")
    for title, kind in (("Joined, but two persons", "joined"), ("Parted, but one person", "parted")):
        for left, right in labelled["errors"][kind][:5]:
            typer.echo(f"{title}: {left} and {right}")
