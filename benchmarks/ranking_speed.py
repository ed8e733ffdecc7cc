"""How fast points are ranked: generated borrowers with five points each, all at once; and one borrower of them.

    python benchmarks/ranking_speed.py [--borrowers 1000000] [--threads 2]

Everything is invented: numbers in ranges that nobody dials, days drawn at random. A tenth of the points is shared with
another person, two in five borrowers were called once. Says the seconds of the ranking alone (not of generating), the
most memory, the milliseconds of one borrower, and whether the single answers equal the batch's.
"""

import argparse
import resource
import time
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.ageing import Decay
from recontact.graph.blocks import rank_contacts
from recontact.graph.contact_graph import ContactGraph
from recontact.graph.part import Index
from recontact.graph.rank import rank
from recontact.graph.settings import read_ranking
from recontact.graph.warm import warmup
from recontact.schema import EVENTS, MENTIONS, OBSERVATIONS, Source

TODAY = date(2026, 6, 30)
SOURCES = ("application", "shop", "power", "payroll", "register")
POINTS = (("phone", "mobile"), ("phone", "mobile"), ("phone", "landline"), ("email", "email"), ("address", "address"))
RESULTS = ("right_party", "wrong_party", "no_answer", "vacant")


def main() -> None:
    """Generate, rank, and print one line per figure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--borrowers", type=int, default=1_000_000)
    parser.add_argument("--threads", type=int, default=2)
    chosen = parser.parse_args()
    warmup()
    graph, borrowers = lender(chosen.borrowers)
    settings = read_ranking()
    begun, used = time.perf_counter(), time.process_time()
    contacts = rank_contacts(graph, borrowers, settings, as_of=TODAY, threads=chosen.threads)
    seconds, used = time.perf_counter() - begun, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{chosen.borrowers:,} borrowers, {contacts.num_rows:,} points ranked, at most {peak:,.0f} MiB")
    print(f"{seconds:.1f} s by the clock, {used:.1f} s of the processors ({chosen.threads} threads)")
    single(graph, borrowers, contacts)


def single(graph: ContactGraph, borrowers: pa.Table, contacts: pa.Table) -> None:
    """Ask for two hundred borrowers one by one, and compare."""
    index, settings = Index.of(graph), read_ranking()
    spent, same = [], 0
    asked = np.random.default_rng(3).integers(0, borrowers.num_rows, 200)
    for row in asked:
        begun = time.perf_counter()
        one = borrowers.slice(int(row), 1)
        alone = rank(index.part(one["identity"].to_numpy()), one, settings, as_of=TODAY, decay=Decay()).contacts
        spent.append(1000 * (time.perf_counter() - begun))
        batch = contacts.filter(pc.equal(contacts["borrower_id"], one["borrower_id"][0]))
        same += alone.drop_columns(["holding"]).equals(batch)
    print(f"one borrower: median {np.median(spent):.1f} ms, 95 of 100 in {np.percentile(spent, 95):.1f} ms")
    print(f"single answer equal to the batch's: {same} of {len(asked)}")


def lender(borrowers: int) -> tuple[ContactGraph, pa.Table]:
    """Return a graph in which every borrower has one record in each source, with one point each."""
    random = np.random.default_rng(11)
    rows = borrowers * len(SOURCES)
    identity = np.repeat(np.arange(borrowers, dtype=np.int32), len(SOURCES))
    source = np.tile(np.arange(len(SOURCES)), borrowers)
    shown = (TODAY - date(1970, 1, 1)).days - random.integers(1, 3000, rows).astype(np.int32)
    number = np.arange(rows)
    shared = random.random(rows) < 0.1
    number[shared] = random.integers(0, borrowers, shared.sum()) * len(SOURCES) + source[shared]
    point = pc.binary_join_element_wise("+86130", pa.array(number).cast(pa.string()), "")
    word = pa.array([SOURCES[n] for n in range(len(SOURCES))]).take(pa.array(source))
    customer = pc.binary_join_element_wise("C", pa.array(identity).cast(pa.string()), "")
    columns = {
        "source": word,
        "row": pa.array(number_of_rows(rows)),
        "record_id": pa.array(number_of_rows(rows)).cast(pa.string()),
        "role": pa.repeat("self", rows),
        "customer": pc.if_else(pa.array(source == 0), customer, pa.scalar(None, pa.string())),
        "seen": pa.array(shown, pa.int32()).cast(pa.date32()),
        "closed": pa.array(np.zeros(rows, bool)),
    }
    kinds = [pa.array([pair[side] for pair in POINTS]).take(pa.array(source)) for side in (0, 1)]
    seen = {
        "mention": pa.array(np.arange(rows), pa.int32()),
        "kind": kinds[0],
        "type": kinds[1],
        "point": point,
        "value": point,
    }
    seen |= {"usage": pa.repeat("own", rows)}
    persons = {name: pa.nulls(rows, pa.string()) for name in ("han", "surname", "given", "id")}
    graph = ContactGraph(
        mentions=_table(columns, MENTIONS, rows),
        observations=_table(seen, OBSERVATIONS, rows),
        events=_events(point, customer, random),
        persons=pa.table({"mention": pa.array(np.arange(rows), pa.int32()), **persons}),
        identity=identity,
        belief=np.full(rows, 0.97),
        sources={name: Source(name, lag_days=30.0) for name in SOURCES},
    )
    listed = pc.binary_join_element_wise("C", pa.array(np.arange(borrowers)).cast(pa.string()), "")
    return graph, pa.table({"borrower_id": listed, "identity": pa.array(np.arange(borrowers), pa.int32())})


def number_of_rows(rows: int) -> np.ndarray:
    """Row numbers from 1."""
    return np.arange(1, rows + 1, dtype=np.int64)


def _events(point: pa.Array, customer: pa.Array, random: np.random.Generator) -> pa.Table:
    """Calls to two in five of the first source's numbers."""
    rows = np.arange(0, len(point), len(SOURCES))
    called = rows[random.random(len(rows)) < 0.4]
    count = len(called)
    on = [TODAY - timedelta(days=int(ago)) for ago in random.integers(1, 400, 1000)]
    columns = {
        "source": pa.repeat("calls", count),
        "record_id": pa.array(number_of_rows(count)).cast(pa.string()),
        "kind": pa.repeat("outcome", count),
        "channel": pa.repeat("voice", count),
        "point_kind": pa.repeat("phone", count),
        "value": point.take(pa.array(called)),
        "customer": customer.take(pa.array(called)),
        "on": pa.array(on, pa.date32()).take(pa.array(random.integers(0, 1000, count))),
        "result": pa.array(RESULTS).take(pa.array(random.integers(0, len(RESULTS), count))),
    }
    return _table(columns, EVENTS, count)


def _table(columns: dict[str, pa.Array], schema: pa.Schema, rows: int) -> pa.Table:
    arrays = [columns[f.name].cast(f.type) if f.name in columns else pa.nulls(rows, f.type) for f in schema]
    return pa.Table.from_arrays(arrays, schema=schema)


if __name__ == "__main__":
    main()
