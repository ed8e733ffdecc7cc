"""Linking any tables of persons with the default model: mapping proposed, identities and links written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from recontact.errors import UsageError
from recontact.points.header import Meaning, recognise
from recontact.points.table import MEANINGS, persons_of

if TYPE_CHECKING:
    from recontact.linkage.model import Model

Progress = Callable[[str, float], None]

_SAMPLE = 200
"""Values per column from which its meaning is proposed."""


def link_files(
    files: Sequence[Path],
    id_column: str,
    mapping: Mapping[str, str],
    out: Path,
    *,
    threshold: float | None = None,
    model: Path | None = None,
    judgements: Path | None = None,
    threads: int = 2,
    progress: Progress | None = None,
    memory: int | None = None,
) -> dict[str, Any]:
    """Link the persons of `files`; write `identities.csv` and `links.parquet` into `out` and return a summary.

    `mapping` gives a column's meaning where the proposal is not wanted (`ignore` leaves a column out); `memory` caps
    the bytes that linking may hold; `model` and `judgements` as of `chosen_model` and `pair_judgements`.
    Raises UsageError for an unknown meaning or a column that is not there, SourceError for an unreadable file.
    """
    from recontact.linkage.identity import identity_ids
    from recontact.linkage.link import link
    from recontact.output import write_csv, write_parquet
    from recontact.pair_judgements import read_judgements

    everyone, proposals = read_persons(files, id_column, mapping)
    decided = read_judgements(judgements, everyone) if judgements else None
    found = link(
        everyone, chosen_model(model, threshold), threads=threads, progress=progress, judgements=decided, memory=memory
    )
    ids = identity_ids(everyone, found.identity)
    out.mkdir(mode=0o700, parents=True, exist_ok=True)
    identities = pa.table({"source": everyone["source"], "record_id": everyone["record_id"], "identity_id": ids})
    write_csv(identities, out / "identities.csv")
    write_parquet(_named(found.links, everyone), out / "links.parquet")
    return {
        "mapping": proposals,
        "records": everyone.num_rows,
        "links": found.links.num_rows,
        "judgements": decided.num_rows if decided else 0,
        "identities": int(found.identity.max(initial=-1)) + 1,
        "report": found.report,
    }


def plan_files(
    files: Sequence[Path], id_column: str, mapping: Mapping[str, str], *, model: Path | None = None, threads: int = 2
) -> dict[str, Any]:
    """Return what linking the persons of `files` would cost (see `linkage.plan.Plan`); errors as of `link_files`."""
    from dataclasses import asdict

    from recontact.linkage.people import encode
    from recontact.linkage.plan import plan

    everyone, _ = read_persons(files, id_column, mapping)
    chosen = chosen_model(model, None)
    return asdict(plan(encode(everyone, chosen, threads=threads), chosen, threads=threads))


def read_persons(
    files: Sequence[Path], id_column: str, mapping: Mapping[str, str]
) -> tuple[pa.Table, dict[str, dict[str, str]]]:
    """Return PERSONS of all files, and per file what each column was taken for; errors as of `link_files`."""
    from recontact.adapters import find
    from recontact.adapters.reading import Request

    _check(mapping)
    persons, proposals = [], {}
    for file in files:
        table = find("auto", file).read(file, Request()).table
        if id_column not in table.column_names:
            raise UsageError(f"{file}: no column {id_column!r} for --id. It has: {', '.join(table.column_names)}")
        meanings = propose(table, id_column, mapping)
        proposals[file.name] = meanings
        columns: dict[str, list[pa.Array]] = {}
        for column, meaning in meanings.items():
            if meaning in MEANINGS:
                columns.setdefault(meaning, []).append(table[column].combine_chunks())
        persons.append(persons_of(file.stem, table[id_column].combine_chunks(), columns, regions=("CN", "US")))
    if missing := set(mapping) - {column for meanings in proposals.values() for column in meanings}:
        raise UsageError(f"--map names columns that no file has: {', '.join(sorted(missing))}")
    return pa.concat_tables(persons).combine_chunks(), proposals


def _named(links: pa.Table, everyone: pa.Table) -> pa.Table:
    """Return the links with source and record id of both sides in front, in place of row numbers."""
    names = {
        f"{side}_{column}": everyone[column].combine_chunks().take(links[side])
        for side in ("left", "right")
        for column in ("source", "record_id")
    }
    rest = {name: links[name] for name in links.column_names if name not in ("left", "right")}
    return pa.table({**names, **rest})


def propose(table: pa.Table, id_column: str, mapping: Mapping[str, str]) -> dict[str, str]:
    """Return per column what it is taken for: said by `mapping`, else recognised, else `ignored (why)`."""
    meanings = {}
    for column in table.column_names:
        if column == id_column:
            meanings[column] = "record_id"
        elif column in mapping:
            meanings[column] = mapping[column]
        else:
            sample = table[column].drop_null().unique().slice(0, _SAMPLE).to_pylist()
            meanings[column] = _meaning(recognise(column, sample))
    return {**meanings, **_further_addresses(meanings, mapping)}


def _further_addresses(meanings: Mapping[str, str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the columns that are second addresses, not second lines: beside `address`, with no road apart."""
    if "address" not in meanings.values() or "road" in meanings.values():
        return {}
    numbered = (column for column in meanings if column[-1:].isdigit() and column not in mapping)
    return {column: "address" for column in numbered if meanings[column] == "place"}


def _meaning(found: Meaning | None) -> str:
    """Return the field that a recognised column is read as; what is another person's or the employer's is not."""
    if found is None:
        return "ignored (not recognised)"
    own = found.role == "self" and found.usage != "work"
    return found.kind if own and found.kind in MEANINGS and found.kind != "customer" else f"ignored ({found.kind})"


def chosen_model(path: Path | None, threshold: float | None) -> "Model":
    """Return the shipped model, what YAML makes of it or the trained one in a run's model.json; with `threshold`."""
    from recontact.linkage.model import Model
    from recontact.model_file import ModelFile

    if path is None:
        model = Model.default()
    else:
        model = Model.load(path) if path.suffix in (".yaml", ".yml") else ModelFile.read(path).linkage
    return model if threshold is None else replace(model, thresholds={**model.thresholds, "link": threshold})


def _check(mapping: Mapping[str, str]) -> None:
    for column, meaning in mapping.items():
        if meaning not in (*MEANINGS, "ignore"):
            raise UsageError(f"--map {meaning}={column}: no field {meaning!r}. Known: {', '.join(MEANINGS)}, ignore")
