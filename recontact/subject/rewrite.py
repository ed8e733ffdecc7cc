"""Writes a finished run anew with other tables: the files that hold persons, the report and the counts."""

from typing import Any

import pyarrow as pa

from recontact.output import write_csv, write_json, write_parquet, write_text
from recontact.run_folder import RunFolder
from recontact.stored import StoredRun
from recontact.summary import counts_of, tally
from recontact.wide import wide

STALE = ("report_labels.html",)
"""Made of the tables as they were; `recontact report` makes it again."""


def rewrite(run: StoredRun, tables: dict[str, pa.Table], folder: RunFolder) -> None:
    """Put `tables` in the place of the run's, in its folder that is held; what they do not touch stays as it is.

    Where the lists to act upon were erased at the end of their term, nothing that is made of them is written again.
    """
    from recontact.report.render import render

    listed = {"contacts", "third_parties"} <= tables.keys()
    document = _counted(run.document, tables) if listed else run.document
    report = render(document, tables, run.model.linkage) if listed else None
    for name, table in tables.items():
        write_parquet(table, folder / f"{name}.parquet")
        if (run.out / f"{name}.csv").exists():
            write_csv(table, folder / f"{name}.csv")
    if report is not None:
        borrowers = tables["borrowers"]["borrower_id"].combine_chunks()
        write_csv(wide(tables["contacts"], borrowers), folder / "contacts_wide.csv")
        write_text(report, folder / "report.html")
    write_json(document, folder / "run.json")
    for name in STALE:  # other commands wrote them: no publication takes them away
        (run.out / name).unlink(missing_ok=True)
    folder.keep()


def _counted(document: dict[str, Any], tables: dict[str, pa.Table]) -> dict[str, Any]:
    """Return run.json with the counts of what is left; what was read stays as it was."""
    return {
        **document,
        "counts": {**document["counts"], **counts_of(tables)},
        "rejects": tally(tables["rejects"], ["source", "kind", "reason"]),
        "withheld": tally(tables["withheld"], ["stage", "rule"], "count"),
    }
