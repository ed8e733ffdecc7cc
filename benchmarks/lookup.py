"""One record against a store: python benchmarks/lookup.py FOLDER [--times 500]; FOLDER as people.py writes it.

All records are linked, then a store of them is asked for some, one by one. Prints milliseconds on the clock and
of the processor, p50 and p99, of the kernel (find and score), of the public call and of the public call with the
explanation of every match, and how many answers are those of the batch: the same rows with the same weights.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq

from recontact.linkage import seek
from recontact.linkage.link import link
from recontact.linkage.lookup import Store


def main() -> None:
    """Link all, index all, ask for some."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=500)
    given = parser.parse_args()
    persons = pq.read_table(given.folder / "people.parquet").combine_chunks()
    found = link(persons)
    began = time.perf_counter()
    store = Store.build(persons, found.model)
    print(f"{persons.num_rows:,} records indexed in {time.perf_counter() - began:.1f} s")
    asked = np.random.default_rng(1).integers(0, persons.num_rows, given.times)
    batch = _batch(found.links, asked)
    store.find(persons.slice(0, 1), explain=True)  # whatever is done once is done
    kernel, met = _watched()
    plain, same = [], 0
    for row in asked.tolist():
        matches, seconds = _timed(lambda row=row: store.find(persons.slice(row, 1)))
        plain.append(seconds)
        same += {match.row: np.float32(match.weight) for match in matches} == batch[row]
    within = list(kernel)
    explained = [_timed(lambda row=row: store.find(persons.slice(row, 1), explain=True))[1] for row in asked.tolist()]
    for name, seconds in (("kernel", within), ("find", plain), ("find and explain", explained)):
        (p50, cpu50), (p99, cpu99) = np.percentile(np.array(seconds), (50, 99), axis=0) * 1000
        print(f"{name:<20} p50 {p50:8.3f} ms (cpu {cpu50:.3f})   p99 {p99:8.3f} ms (cpu {cpu99:.3f})")
    print(f"records compared: p50 {np.percentile(met, 50):.0f}, p99 {np.percentile(met, 99):.0f}")
    print(f"the batch's answer, rows and weights: {same} of {len(asked)}")


def _timed(call: Callable[[], Any]) -> tuple[Any, tuple[float, float]]:
    """Return what is called for, and its seconds: on the clock, and of the processor in this thread."""
    began = time.perf_counter(), time.thread_time()
    answer = call()
    return answer, (time.perf_counter() - began[0], time.thread_time() - began[1])


def _watched() -> tuple[list[tuple[float, float]], list[int]]:
    """Return lists that hear of every call of the kernel: its seconds, and how many records it compared."""
    seconds: list[tuple[float, float]] = []
    met: list[int] = []
    whole = seek.seek

    def watched(*arguments: Any) -> Any:
        answer, spent = _timed(lambda: whole(*arguments))
        seconds.append(spent)
        met.append(answer[1])
        return answer

    seek.seek = watched
    return seconds, met


def _batch(links: Any, asked: np.ndarray) -> dict[int, dict[int, np.float32]]:
    """Return per row asked for which rows the batch linked it with, and their weights."""
    left, right, weight = (links[name].to_numpy() for name in ("left", "right", "weight"))
    wanted = {int(row): dict[int, np.float32]() for row in asked}
    touched = np.isin(left, asked) | np.isin(right, asked)
    for a, b, bits in zip(left[touched].tolist(), right[touched].tolist(), weight[touched], strict=True):
        for one, other in ((a, b), (b, a)):
            if one in wanted:
                wanted[one][other] = bits
    return wanted


if __name__ == "__main__":
    main()
