"""The untuned default model on labelled sets: python benchmarks/quality.py FOLDER... [--ignore COLUMN]

A FOLDER holds records.csv (with record_id) and truth.csv (record_id, entity_id); where it holds slice_light_ids.csv
only those records are linked. Prints pairwise and B-cubed F1 of the clusters at the one default threshold, with 95 %
intervals (bootstrap over groups of persons), the set with the lowest F1 first.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv
from quality_measures import aligned

from recontact.link_tables import link_files
from recontact.linkage.evaluate import intervals, measures

SLICE = "slice_light_ids.csv"


def main() -> None:
    """Link each set and print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--ignore", action="append", default=[], metavar="COLUMN", help="a column to leave out")
    given = parser.parse_args()
    rows = sorted((one_set(folder, given.ignore) for folder in given.folders), key=lambda row: row["f1"])
    print(f"{'set':<24}{'records':>9}{'P':>8}{'R':>8}{'F1':>8}  {'95 %':<15}{'B3':>8}  {'95 %':<15}")
    for row in rows:
        spans = [f"{low:.3f}–{high:.3f}" for low, high in (row["spans"]["f1"], row["spans"]["b3_f1"])]
        print(
            f"{row['set']:<24}{row['records']:>9,}{row['precision']:>8.4f}{row['recall']:>8.4f}{row['f1']:>8.4f}  "
            f"{spans[0]:<15}{row['b3_f1']:>8.4f}  {spans[1]:<15}"
        )


def one_set(folder: Path, ignored: list[str]) -> dict[str, Any]:
    """Link one labelled set as a user would, and measure it."""
    records, truth = (_texts(folder / name) for name in ("records.csv", "truth.csv"))
    if (folder / SLICE).exists():
        chosen = _texts(folder / SLICE).column(0)
        records, truth = (table.filter(pc.is_in(table["record_id"], chosen)) for table in (records, truth))
    mapping = {column: "ignore" for column in ignored if column in records.column_names}
    with tempfile.TemporaryDirectory() as work:
        file = Path(work) / "records.csv"
        csv.write_csv(records, file)
        link_files([file], "record_id", mapping, Path(work) / "out")
        found = _texts(Path(work) / "out" / "identities.csv")
    entity, identity = aligned(truth.select(["record_id", "entity_id"]), found)
    spans = intervals(entity, identity)
    return {"set": folder.name, "records": len(entity), "spans": spans, **measures(entity, identity)}


def _texts(path: Path) -> pa.Table:
    names = csv.open_csv(path).schema.names
    options = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return csv.read_csv(path, convert_options=options, parse_options=csv.ParseOptions(newlines_in_values=True))


if __name__ == "__main__":
    main()
