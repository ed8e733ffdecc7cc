"""Ranks a long list block by block, so that memory does not grow with it; the answer is that of one block."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.ageing import Decay
from recontact.graph.contact_graph import ContactGraph
from recontact.graph.learned import Learned
from recontact.graph.listing import listed_identities
from recontact.graph.part import Index
from recontact.graph.rank import rank
from recontact.graph.settings import RankingSettings

_BLOCK = 25_000
"""Identities a block: some 300 MiB while it is ranked."""


def rank_contacts(
    graph: ContactGraph,
    borrowers: pa.Table,
    settings: RankingSettings,
    *,
    as_of: date,
    decay: Decay | None = None,
    learned: Learned | None = None,
    threads: int = 2,
) -> pa.Table:
    """Return `rank(...).contacts` without the column `holding`, sorted by identity's block, borrower and rank."""
    index = Index.of(graph)

    def block(part: pa.Table) -> pa.Table:
        found = rank(index.part(listed_identities(part)), part, settings, as_of=as_of, decay=decay, learned=learned)
        return found.contacts.drop_columns(["holding"])

    with ThreadPoolExecutor(threads) as pool:
        return pa.concat_tables(pool.map(block, _blocks(borrowers)))


def _blocks(borrowers: pa.Table) -> Iterator[pa.Table]:
    """The borrowers of each block of identities; those who are one identity stay together."""
    known = borrowers.filter(pc.is_valid(borrowers["identity"]))
    identities = listed_identities(known)
    for first in range(0, max(len(identities), 1), _BLOCK):
        chosen = pa.array(identities[first : first + _BLOCK], pa.int32())
        yield known.filter(pc.is_in(known["identity"].cast(pa.int32()), value_set=chosen))
