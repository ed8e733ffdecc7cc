"""What run.json says: versions, hashes, counts and the rules in force. No personal value, no clock."""

from dataclasses import asdict
from importlib.metadata import version
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact import configs
from recontact.graph.copying import copying, suspicions
from recontact.model_file import ModelFile
from recontact.outcome import Outcome

SCHEMA_VERSION = 4
_LIBRARIES = ("recontact", "numpy", "numba", "pyarrow", "phonenumbers", "rapidfuzz", "opencc", "pandas", "networkx")


def run_document(
    outcome: Outcome, tables: dict[str, pa.Table], *, model: ModelFile, given: ModelFile
) -> dict[str, Any]:
    """Return the content of run.json as plain data."""
    scene = outcome.ranked.ranking.scene
    copied = copying(scene, scene.settings.copying)
    intake, use, linkage = outcome.intake, outcome.use, outcome.linked.linkage
    return {
        "schema_version": SCHEMA_VERSION,
        "versions": {name: version(name) for name in _LIBRARIES},
        "as_of": intake.as_of.isoformat(),
        "purpose": use.purpose,
        "jurisdiction": outcome.job.jurisdiction,
        "ranking": outcome.job.ranking,
        "regions": list(outcome.job.regions),
        "hashes": {
            "job": outcome.job.digest(),
            "rules": use.rules.digest(),
            "model": model.digest,
            "model_given": given.digest,
            "settings": configs.digest(),
            "inputs": {f"{file.part}:{file.path}": file.sha256 for file in intake.files},
        },
        "files": [asdict(file) for file in intake.files],
        "sources": {name: asdict(source) for name, source in sorted(intake.sources.items())},
        "notes": [*intake.notes, *_warned(outcome.lost), *suspicions(copied)],
        "copying": [asdict(pair) for pair in copied],
        "counts": _counts(outcome, tables),
        "rejects": tally(outcome.cleaned.rejects, ["source", "kind", "reason"]),
        "withheld": tally(tables["withheld"], ["stage", "rule"], "count"),
        "withheld_values": outcome.usable.refused_values.to_pylist(),
        "linkage": {key: value for key, value in linkage.report.items() if key != "seconds"},
        "decay": asdict(outcome.ranked.ranking.decay),
        "rules": use.rules.content(),
        "not_for": ["credit", "employment", "insurance", "housing", "marketing"],
    }


def counts_of(tables: dict[str, pa.Table]) -> dict[str, int]:
    """Return what run.json counts of the tables that the run writes."""
    contacts = tables["contacts"]
    return {
        "mentions_used": tables["records"].num_rows,
        "links": tables["links"].num_rows,
        "borrowers": tables["borrowers"].num_rows,
        "borrowers_without_records": tables["borrowers"]["identity"].null_count,
        "borrowers_with_contact": pc.count_distinct(contacts["borrower_id"]).as_py(),
        "contacts": contacts.num_rows,
        "advised": pc.sum(contacts["advised"]).as_py() or 0,
        "third_parties": tables["third_parties"].num_rows,
        "withheld": pc.sum(tables["withheld"]["count"]).as_py() or 0,
        "rejects": tables["rejects"].num_rows,
    }


def _warned(lost: pa.Table) -> list[str]:
    """Say which rules find listed borrowers not lost; their own contacts are listed all the same."""
    found = lost.filter(pc.invert(lost["lost"]))
    return [
        f"{row['count']} listed borrowers are not shown to be lost by {row['rule']} (lost_contact.parquet says why of "
        "each): their own contacts are listed; third parties are not where the rule of the place asks for a borrower "
        "who is lost"
        for row in tally(found, ["rule"])
    ]


def _counts(outcome: Outcome, tables: dict[str, pa.Table]) -> dict[str, int]:
    return {
        "rows_read": sum(file.rows_read for file in outcome.intake.files),
        "rows_accepted": sum(file.rows_accepted for file in outcome.intake.files),
        "rows_rejected": sum(file.rows_rejected for file in outcome.intake.files),
        "mentions": outcome.intake.mentions.num_rows,
        "mentions_withheld": pc.sum(pc.is_valid(outcome.usable.refused)).as_py() or 0,
        "identities": int(outcome.linked.linkage.identity.max(initial=-1)) + 1,
        "ambiguous": int(outcome.linked.linkage.ambiguous.sum()),
        "borrowers_not_lost_by_rule": pc.sum(pc.invert(outcome.lost["lost"])).as_py() or 0,
        "values_corrected": outcome.cleaned.corrected,
        **counts_of(tables),
    }


def tally(table: pa.Table, by: list[str], summed: str | None = None) -> list[dict[str, Any]]:
    """Count rows (or sum a column) by some columns, sorted by them."""
    what = (summed, "sum") if summed else ([], "count_all")
    counted = table.group_by(by, use_threads=False).aggregate([what])
    rows = counted.rename_columns([*by, "count"]).sort_by([(name, "ascending") for name in by])
    return list(rows.to_pylist())
