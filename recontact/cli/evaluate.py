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
    growing: Annotated[
        bool, typer.Option("--growing", help="Link every second record anew, to see what the others changed.")
    ] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write a page with charts to this file; values are masked.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False,
) -> None:
    """Measure identities: against labels, against another run, or by themselves."""
    import json

    from recontact.evaluation import evaluate as measure

    answer = measure(found, labels=labels, against=against, growing=growing)
    if html is not None:
        from recontact.output import write_text
        from recontact.report.evaluation_page import evaluation_html

        write_text(evaluation_html(answer), html)
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=1, sort_keys=True))
        return
    typer.echo(f"{answer['records']} records, {answer['identities']} identities")
    for size, count in answer["sizes"].items():
        typer.echo(f"  of {size:>4} records: {count}")
    if plain := answer.get("unlabelled"):
        _print_plain(plain)
    if conflicts := answer.get("conflicts"):
        typer.echo("identities in conflict: " + ", ".join(f"{k.replace('_', ' ')} {n}" for k, n in conflicts.items()))
    if labelled := answer.get("labelled"):
        _print_labelled(labelled)
    for name, title in (
        ("against", "against the other run"),
        ("growing", "of every second record, when the others came"),
    ):
        if differs := answer.get(name):
            typer.echo(f"{title}: " + ", ".join(f"{word} {count}" for word, count in differs.items()))
    if drift := answer.get("contacts"):
        _print_drift(drift)


def _print_drift(drift: dict[str, Any]) -> None:
    typer.echo(
        f"contacts of {drift['borrowers']} borrowers against the other run: {drift['new']} new, {drift['gone']} gone, "
        f"{drift['both']} in both; another contact first for {drift['another_first']} borrowers"
    )
    for row in drift["kinds"]:
        before, after = (
            f"{row[when]} of mean probability {row[f'probability_{when}']:.3f}" if row[when] else "none"
            for when in ("before", "after")
        )
        typer.echo(f"  {row['kind']}: {before} → {after}")


def _print_plain(plain: dict[str, Any]) -> None:
    typer.echo("links by tenth of probability: " + " ".join(str(count) for count in plain["links_by_tenth"]))
    typer.echo(
        f"linked to nothing: {plain['unlinked_records']} records; fit two identities: {plain['ambiguous_records']} "
        f"records; strongly linked to another: {plain['homonyms']:.1%} of identities"
    )
    for row in plain["stability"]:
        typer.echo(f"  at threshold {row['threshold']}: {row['split']} would split, {row['merged']} be merged")


def _print_labelled(labelled: dict[str, Any]) -> None:
    for title, prefix in (("pairs", ""), ("B-cubed", "b3_")):
        precision, recall, f1 = (labelled[f"{prefix}{name}"] for name in ("precision", "recall", "f1"))
        low, high = labelled["intervals"][f"{prefix}f1"]
        typer.echo(f"{title:<8} precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f} ({low:.3f} to {high:.3f})")
    for name, rows in labelled["segments"].items():
        for row in rows:
            three = "  ".join(f"{word} {row[word]:.4f}" for word in ("precision", "recall", "f1"))
            typer.echo(f"  {name}: {row['segment']}: {three}")
    for row in labelled.get("curve", ()):
        typer.echo(f"  joined from {row['threshold']} on: F1 {row['f1']:.4f}, B-cubed {row['b3_f1']:.4f}")
    for title, kind in (("Joined, but two persons", "joined"), ("Parted, but one person", "parted")):
        for left, right in labelled["errors"][kind][:5]:
            seen = [labelled.get("glimpses", {}).get(each, "") for each in (left, right)]
            typer.echo(f"{title}: {left} and {right}" + (f": {seen[0]} | {seen[1]}" if any(seen) else ""))
