"""The persons of all records of a simulated lender as one labelled table, for the quality of linkage alone.

python benchmarks/world_persons.py WORLD... --out FOLDER [--job examples/lender/job.yaml]

Each WORLD holds the source files and truth/record_person.parquet. Writes FOLDER/<world>/records.csv, a row per record's
own subject with its cells as the source wrote them (several telephones and addresses side by side), and truth.csv
(record_id, entity_id), as `benchmarks/quality.py` reads them. No basis is asked for: nothing is
shown, nobody is contacted.
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from recontact.intake import Intake, read_all
from recontact.job import read_job
from recontact.schema import CONTACT_KINDS

COLUMNS = {
    "name": "full_name",
    "id": "id_number",
    "born": "birth_date",
    "gender": "gender",
    "phone": "phone",
    "email": "email",
    "im": "messenger",
    "address": "address",
    "employer": "employer",
}
"""Kind of value -> header; further values of a kind get a number."""


def main() -> None:
    """Write the tables of each world."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("worlds", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--job", type=Path, default=Path("examples/lender/job.yaml"))
    given = parser.parse_args()
    for world in given.worlds:
        records = write(world, given.job, given.out / world.name)
        print(f"{world.name}: {records:,} records → {given.out / world.name}")


def write(world: Path, job: Path, out: Path) -> int:
    """Write records.csv and truth.csv of one world; return how many records there are."""
    people = subjects(read_all(read_job(job), world))
    truth = pq.read_table(world / "truth" / "record_person.parquet", columns=["record_id", "person_id"])
    truth = truth.filter(pc.is_in(truth["record_id"], people["record_id"].combine_chunks()))
    people = people.filter(pc.is_in(people["record_id"], truth["record_id"].combine_chunks()))
    out.mkdir(parents=True, exist_ok=True)
    csv.write_csv(people, out / "records.csv")
    csv.write_csv(truth.rename_columns(["record_id", "entity_id"]), out / "truth.csv")
    return int(people.num_rows)


def subjects(intake: Intake) -> pa.Table:
    """Return one row per record: what it says of its own subject, the employer's telephones and addresses left out."""
    mentions, values = intake.mentions, intake.values
    own = pc.equal(mentions["role"], "self").to_numpy()
    points = pc.is_in(values["kind"], pa.array(CONTACT_KINDS))
    work = pc.and_(points, pc.equal(values["usage"], "work"))
    theirs = pc.and_not(pa.array(own[values["mention"].to_numpy()]), work)
    columns = {"record_id": mentions["record_id"], "source": mentions["source"], "record_date": mentions["seen"]}
    for kind, header in COLUMNS.items():
        cells = values.filter(pc.and_(theirs, pc.equal(values["kind"], kind)))
        columns |= _spread(cells["mention"].to_numpy(), cells["raw"].combine_chunks(), header, mentions.num_rows)
    return pa.table(columns).filter(pa.array(own))


def _spread(mention: np.ndarray, raw: pa.Array, header: str, count: int) -> dict[str, pa.Array]:
    """Return the first, second … value of every mention as columns of their own."""
    order = np.argsort(mention, kind="stable")
    mention, raw = mention[order], raw.take(pa.array(order))
    place = np.arange(len(mention)) - np.searchsorted(mention, mention)
    columns = {}
    for nth in range(int(place.max(initial=-1)) + 1):
        at = np.full(count, -1, np.int64)
        at[mention[place == nth]] = np.flatnonzero(place == nth)
        columns[header if nth == 0 else f"{header}_{nth + 1}"] = raw.take(pa.array(at, mask=at < 0))
    return columns


if __name__ == "__main__":
    main()
