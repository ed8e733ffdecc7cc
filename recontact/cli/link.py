"""`recontact link`: any tables of persons in, identities out."""

from pathlib import Path
from typing import Annotated

import typer

from recontact.errors import UsageError


def link(
    files: Annotated[list[Path], typer.Argument(help="Tables of persons.", metavar="FILE...", show_default=False)],
    id_column: Annotated[str, typer.Option("--id", help="The column that names a record.", show_default=False)],
    mapping: Annotated[
        list[str] | None, typer.Option("--map", help="field=column, e.g. surname=family_name; repeatable.")
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for identities.csv and links.parquet.")] = Path("linked"),
    threshold: Annotated[
        float | None,
        typer.Option("--threshold", min=0, max=1, help="Probability from which two records are one person."),
    ] = None,
    model: Annotated[
        Path | None,
        typer.Option(
            "--model",
            help="A trained model.json, instead of training; or YAML of what is other than in the shipped model.",
        ),
    ] = None,
    judgements: Annotated[
        Path | None,
        typer.Option(
            "--judgements",
            help="CSV of left_record_id, right_record_id and judgement (same, different, unsure), or a run's .jsonl.",
        ),
    ] = None,
    threads: Annotated[int, typer.Option("--threads", min=1, help="Threads to compute with.")] = 2,
    memory: Annotated[
        str | None,
        typer.Option(
            "--memory",
            help="Most memory to use, e.g. 2GiB: pairs in partitions, but all records at once.",
        ),
    ] = None,
    plan: Annotated[
        bool, typer.Option("--plan", help="Only tell how many pairs, how long and how much memory it would take.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print a summary for programs.")] = False,
) -> None:
    """Link tables of persons with the default person model, untuned.

    Where --map is silent the mapping is proposed from headers and values, and printed.
    """
    import json

    from recontact.process import load_ahead, settle

    settle()
    from recontact.cli.costs import plan_text
    from recontact.cli.progress import console_progress
    from recontact.cli.size import bytes_of
    from recontact.link_tables import link_files, plan_files

    load_ahead()
    if plan:
        told = plan_files(files, id_column, _pairs(mapping or []), model=model, threads=threads)
        typer.echo(json.dumps(told, indent=1) if as_json else plan_text(told))
        return
    from recontact.linkage.doubt import doubts

    with console_progress() as progress:
        result = link_files(
            files, id_column, _pairs(mapping or []), out, threshold=threshold, model=model,
            judgements=judgements, threads=threads, progress=progress, memory=bytes_of(memory),
        )  # fmt: skip
    if as_json:
        typer.echo(json.dumps(result, ensure_ascii=False, indent=1, sort_keys=True))
        return
    for file, columns in result["mapping"].items():
        typer.echo(f"{file}:")
        for column, meaning in columns.items():
            typer.echo(f"  {column:<24} {meaning}")
    for doubt in doubts(result["report"]):
        typer.echo(f"note: {doubt.en}")
    typer.echo(
        f"{result['records']} records, {result['links']} links, {result['identities']} identities "
        f"→ {out / 'identities.csv'}"
    )


def _pairs(texts: list[str]) -> dict[str, str]:
    pairs = {}
    for text in texts:
        left, equals, right = text.partition("=")
        if not (equals and left and right):
            raise UsageError(f"--map takes field=column, not {text!r}")
        pairs[right] = left
    return pairs
