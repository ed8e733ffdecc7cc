"""The untuned default model on labelled sets: python benchmarks/quality.py FOLDER... [--ignore COLUMN] [--runs FOLDER]

A FOLDER holds records.csv (with record_id) and truth.csv (record_id, entity_id); where it holds slice_light_ids.csv
only those records are linked. benchmarks/world_persons.py makes such folders of simulated lenders. Prints pairwise and
B-cubed F1 of the clusters at the one default threshold, with 95 % intervals (bootstrap over groups of persons), beside
Splink 5 on the same sets (splink_quality.tsv, measured once: competently set at .95; best setting and threshold picked
with the truth; one generic setting, best threshold), the set that loses most against the second first; then how well
the probabilities of the links hold. --runs: RUNS/<set>/identities.csv of `recontact run`, measured on what it lists.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv
from quality_measures import aligned

from recontact.link_tables import link_files
from recontact.linkage.evaluate import intervals, measures
from recontact.linkage.reliability import calibration_error, reliability

SLICE = "slice_light_ids.csv"
SPLINK = Path(__file__).with_name("splink_quality.tsv")


def main() -> None:
    """Link each set and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--ignore", action="append", default=[], metavar="COLUMN", help="a column to leave out")
    parser.add_argument("--runs", type=Path, help="folder of finished runs, named as the sets")
    given = parser.parse_args()
    peer = {row["set"]: row for row in _texts(SPLINK, "\t").to_pylist()}
    rows = [{**one_set(folder, given.ignore), "splink": peer.get(folder.name)} for folder in given.folders]
    rows.sort(key=lambda row: row["f1"] - float(row["splink"]["best_f1"]) if row["splink"] else 1.0)
    show_quality(rows)
    show_reliability(rows)
    if given.runs:
        for folder in given.folders:
            show_run(folder, given.runs / folder.name / "identities.csv")


def show_quality(rows: list[dict[str, Any]]) -> None:
    """Print the measures of all sets, and their mean where Splink was measured too."""
    print(f"{'set':<20}{'records':>8}{'P':>7}{'R':>7}{'F1':>7} {'95 %':<12}{'B3':>7} {'95 %':<12}", end="")
    print("  Splink .95     by truth       generic (F1 / B3)")
    for row in rows:
        spans = [f"{low:.3f}–{high:.3f}" for low, high in (row["spans"]["f1"], row["spans"]["b3_f1"])]
        print(
            f"{row['set']:<20}{row['records']:>8,}{row['precision']:>7.3f}{row['recall']:>7.3f}{row['f1']:>7.3f} "
            f"{spans[0]:<12}{row['b3_f1']:>7.3f} {spans[1]:<12}  {_peer(row['splink'])}"
        )
    both = [row for row in rows if row["splink"]]
    if both:
        ours = [np.mean([row[name] for row in both]) for name in ("f1", "b3_f1")]
        theirs = [np.mean([float(row["splink"][f"best_{name}"]) for row in both]) for name in ("f1", "b3")]
        f1, b3 = (f"{mine:.4f} against {peer:.4f}" for mine, peer in zip(ours, theirs, strict=True))
        print(f"mean of {len(both)}: F1 {f1}, B3 {b3}")


def show_reliability(rows: list[dict[str, Any]]) -> None:
    """Print what was said of links beside the share that is true, per set."""
    print("\nlinks by probability: said → true (links)")
    for row in rows:
        bins = reliability(row["probability"], row["same"])
        classes = "  ".join(f"{each.said:.3f} → {each.true:.3f} ({each.links:,})" for each in bins)
        print(f"{row['set']:<20} calibration error {calibration_error(bins):.3f}  {classes}")


def show_run(folder: Path, identities: Path) -> None:
    """Print the measures of a lawful run's identities over the records that it lists."""
    listed = _texts(identities)
    own = listed.filter(pc.equal(listed["role"], "self")).select(["record_id", "identity_id"])
    truth = _texts(folder / "truth.csv").select(["record_id", "entity_id"])
    entity, identity = aligned(truth.filter(pc.is_in(truth["record_id"], own["record_id"].combine_chunks())), own)
    found = measures(entity, identity)
    print(f"lawful run of {folder.name}: {len(entity):,} records, F1 {found['f1']:.4f}, B3 {found['b3_f1']:.4f}")


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
        links = pq.read_table(Path(work) / "out" / "links.parquet")
    entity, identity = aligned(truth.select(["record_id", "entity_id"]), found)
    ends = [pc.index_in(links[f"{side}_record_id"], truth["record_id"].combine_chunks()) for side in ("left", "right")]
    left, right = (truth["entity_id"].take(each) for each in ends)
    return {
        "set": folder.name,
        "records": len(entity),
        "spans": intervals(entity, identity),
        "probability": links["probability"].to_numpy(),
        "same": pc.equal(left, right).to_numpy(),
        **measures(entity, identity),
    }


def _peer(row: dict[str, str] | None) -> str:
    if row is None:
        return "not measured"
    return "  ".join(f"{row[f'{name}_f1']} / {row[f'{name}_b3']}" for name in ("competent", "best", "generic"))


def _texts(path: Path, delimiter: str = ",") -> pa.Table:
    parse = csv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    names = csv.open_csv(path, parse_options=parse).schema.names
    options = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True)
    return csv.read_csv(path, convert_options=options, parse_options=parse)


if __name__ == "__main__":
    main()
