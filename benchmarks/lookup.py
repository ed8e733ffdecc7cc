"""One record against a store: python benchmarks/lookup.py FOLDER [--times 300]; FOLDER as people.py writes it.

Milliseconds of the public call, p50 and p99, with and without the explanation of the best match, and whether the
answers are those of the batch over all records.
"""

import argparse
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from recontact.linkage.link import link
from recontact.linkage.lookup import Store


def main() -> None:
    """Link all, index all, ask for some."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=300)
    given = parser.parse_args()
    persons = pq.read_table(given.folder / "people.parquet").combine_chunks()
    found = link(persons)
    began = time.perf_counter()
    store = Store.build(persons, found.model)
    print(f"{persons.num_rows:,} records indexed in {time.perf_counter() - began:.1f} s")
    asked = np.random.default_rng(1).integers(0, persons.num_rows, given.times)
    batch = _batch(found.links, asked)
    spent, explained, same = [], [], 0
    store.find(persons.slice(0, 1))
    for row in asked.tolist():
        person = persons.slice(row, 1)
        began = time.perf_counter()
        matches = [match for match in store.find(person) if match.row != row]
        spent.append(time.perf_counter() - began)
        if matches:
            store.explain(person, matches[0])
            explained.append(time.perf_counter() - began)
        same += {match.row for match in matches} == batch[row]
    for name, seconds in (("find", spent), ("find and explain", explained)):
        p50, p99 = np.percentile(seconds, (50, 99)) * 1000
        print(f"{name:<20} p50 {p50:8.3f} ms   p99 {p99:8.3f} ms")
    print(f"same matches as the batch: {same} of {len(asked)}")


def _batch(links: Any, asked: np.ndarray) -> dict[int, set[int]]:
    """Return per row asked for which rows the batch linked it with."""
    left, right = links["left"].to_numpy(), links["right"].to_numpy()
    wanted = {int(row): set[int]() for row in asked}
    touched = np.isin(left, asked) | np.isin(right, asked)
    for a, b in zip(left[touched].tolist(), right[touched].tolist(), strict=True):
        for one, other in ((a, b), (b, a)):
            if one in wanted:
                wanted[one].add(other)
    return wanted


if __name__ == "__main__":
    main()
