"""recontact from one Parquet file to clusters, as a whole process.

python benchmarks/recontact_run.py FOLDER MODEL [--sweep]     MODEL: `person`, or the path of a model in YAML
"""

import argparse
import json
import time
from pathlib import Path
from typing import Any

from process_use import BITS, used

FIELDS = ("source", "record_id", "surname", "given", "born", "phones", "emails")
PARTS = ("road", "number", "city", "postcode")
"""What Splink is given: its `address` is number and road."""


def main() -> None:
    """Link; print the figures as JSON. Clusters at other thresholds are written when the clock has stopped."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("model")
    parser.add_argument("--sweep", action="store_true")
    given = parser.parse_args()
    print(json.dumps(run(given.folder, given.model, BITS if given.sweep else [])))


def run(folder: Path, name: str, sweep: list[int]) -> dict[str, Any]:
    """Link the people of `folder`, write the identities, then what simply joining links from a weight on gives."""
    from recontact.process import load_ahead, settle

    settle()  # as the command does
    import pyarrow as pa
    import pyarrow.parquet as pq

    from recontact.linkage.link import link
    from recontact.linkage.model import Model

    model = Model.default() if name == "person" else Model.load(Path(name))
    load_ahead()
    began = time.perf_counter()
    persons = people(folder / "people.parquet", whole=name == "person")
    read = time.perf_counter() - began
    found = link(persons, model)
    began = time.perf_counter()
    label = "person" if name == "person" else "reduced"

    def write(which: str, cluster: Any) -> None:
        table = pa.table({"record_id": persons["record_id"], "cluster": cluster})
        pq.write_table(table, folder / f"{label}-{which}.parquet")

    write("default", found.identity)
    seconds = {"read": round(read, 2), **found.report["seconds"], "write": round(time.perf_counter() - began, 2)}
    figures = used(seconds, found.report["compared"])
    for bits in sweep:
        write(f"w{bits}", joined_at(found, bits))
    return figures


def people(path: Path, *, whole: bool) -> Any:
    """Return PERSONS; without `whole` nothing but what Splink is given is read, the rest is unknown."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from recontact.schema import ADDRESS, PERSONS

    if whole:
        return pq.ParquetFile(path).read()
    read = pq.ParquetFile(path).read(columns=[*FIELDS, *(f"addresses.list.element.{part}" for part in PARTS)])
    addresses = []
    for chunk in read["addresses"].chunks:
        values = chunk.values
        parts = [
            values.field(each.name) if each.name in PARTS else pa.nulls(len(values), each.type) for each in ADDRESS
        ]
        places = pa.StructArray.from_arrays(parts, fields=list(ADDRESS))
        addresses.append(pa.ListArray.from_arrays(chunk.offsets, places))
    columns = {**{name: read[name] for name in FIELDS}, "addresses": pa.chunked_array(addresses, pa.list_(ADDRESS))}
    missing = {each.name: pa.nulls(read.num_rows, each.type) for each in PERSONS if each.name not in columns}
    return pa.table([{**columns, **missing}[name] for name in PERSONS.names], schema=PERSONS)


def joined_at(found: Any, bits: int) -> Any:
    """Return clusters as Splink makes them: whatever hangs together by links of a match weight or more."""
    from recontact.linkage.strength import joined_at as joined

    links = found.links
    left, right, weight = (links[name].to_numpy() for name in ("left", "right", "weight"))
    return joined(len(found.identity), left, right, weight, bits)


if __name__ == "__main__":
    main()
