"""From what a run wrote (its document and tables) to the report."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.ageing import Decay
from recontact.graph.ageing_compared import compared
from recontact.graph.contact_graph import one_chunk
from recontact.graph.settings import read_ranking
from recontact.linkage.model import Model
from recontact.policy.jurisdiction import written
from recontact.report.content import Report, SourceQuality
from recontact.report.page import html
from recontact.report.standing import standing

TABLES = ("records", "rejects", "links", "identities", "borrowers", "contacts", "third_parties", "withheld")
"""The tables of a run that its report reads."""


def render(
    document: Mapping[str, Any],
    tables: Mapping[str, pa.Table],
    model: Model | None = None,
    reaches: Mapping[tuple[str, str], bool] | None = None,
) -> str:
    """Return report.html for a run: `document` is the content of run.json, `tables` those of the Parquet files.

    `model` is the trained linkage model; without it the weights of the levels are not shown. `reaches` is what field
    work found out (by borrower and value); without it the numbers are judged as the probabilities foretell.
    """
    used = _per_source(tables["records"])
    borrowers = tables["borrowers"]["borrower_id"]
    as_of = date.fromisoformat(document["as_of"])
    hashes = {f"SHA-256 of {name}": text for name, text in document["hashes"].items() if isinstance(text, str)}
    report = Report(
        as_of=as_of,
        purpose=document["purpose"],
        facts={**document["versions"], **hashes},
        rules=written(document["rules"]),
        sources=[_quality(file, used) for file in document["files"]],
        rejects=tables["rejects"],
        model=model,
        linkage=document["linkage"],
        links=tables["links"],
        identities=tables["identities"],
        borrowers=borrowers,
        contacts=tables["contacts"],
        third_parties=tables["third_parties"],
        withheld=tables["withheld"],
        withheld_values=document["withheld_values"],
        standing=standing(
            tables["contacts"], tables["records"], one_chunk(borrowers), as_of=as_of, reaches=reaches or {}
        ),
        ageing=compared(read_ranking(document["ranking"]), Decay(**document["decay"])),
        notes=document["notes"],
    )
    return html(report)


def _quality(file: Mapping[str, Any], used: Mapping[str, int]) -> SourceQuality:
    return SourceQuality(
        id=file["id"],
        kind=file["kind"],
        rows=file["rows_read"],
        rejected=file["rows_rejected"],
        mentions=file["mentions"],
        used=used.get(file["id"], 0) if file["mentions"] else 0,
        encoding=file["encoding"],
        unmapped=tuple(file["unmapped"]),
        refused=tuple(file["refused"]),
        notes=tuple(file["notes"]),
    )


def _per_source(records: pa.Table) -> dict[str, int]:
    counted = pc.value_counts(records["source"])
    return {entry["values"]: entry["counts"] for entry in counted.to_pylist()}
