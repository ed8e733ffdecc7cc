"""Same bytes whatever the threads and the order of rows: python benchmarks/determinism.py FOLDER [--rows N]"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from recontact.linkage.identity import identity_ids
from recontact.linkage.link import link


def main() -> None:
    """Link the same persons in several ways and compare the digests of model, links and identities."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=50_000)
    given = parser.parse_args()
    persons = pq.read_table(given.folder / "people.parquet").slice(0, given.rows).combine_chunks()
    digests = set()
    for threads in (1, 2, 4):
        for seed in (None, 1, 2):
            order = np.arange(len(persons)) if seed is None else np.random.default_rng(seed).permutation(len(persons))
            digests.add(digest(persons, order, threads))
            print(f"threads {threads}, order {seed or 'as given'}: {sorted(digests)[-1][:16]}")
    if len(digests) != 1:
        raise SystemExit(f"{len(digests)} different results")
    print("the same bytes every time")


def digest(persons: pa.Table, order: np.ndarray, threads: int) -> str:
    """Return SHA-256 over model, links and identities, rows named by their place in `persons`."""
    shuffled = persons.take(pa.array(order))
    found = link(shuffled, threads=threads)
    ends = np.sort(np.stack([order[found.links[side].to_numpy()] for side in ("left", "right")]), axis=0)
    sequence = np.lexsort(ends[::-1])
    hashed = hashlib.sha256(found.model.digest.encode() + ends[:, sequence].tobytes())
    hashed.update(found.links["weight"].to_numpy()[sequence].tobytes())
    ids = np.array(identity_ids(shuffled, found.identity).to_pylist())[np.argsort(order)]
    hashed.update("".join(ids.tolist()).encode())
    return hashed.hexdigest()


if __name__ == "__main__":
    main()
