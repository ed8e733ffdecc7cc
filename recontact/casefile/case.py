"""What a case file is made from: a run, a borrower, and what the door let through."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.rank import Ranking
from recontact.policy.jurisdiction import Rules
from recontact.release import VALUE
from recontact.stored import StoredRun


@dataclass(frozen=True, slots=True)
class Case:
    """One borrower's case. Values come from `contacts` and from nowhere else."""

    run: StoredRun
    borrower: str
    contacts: pa.Table
    """schema.CONTACTS, the borrower's permitted own contacts by rank, as released: masked or revealed."""
    withheld: Mapping[str, int]
    """Count per rule of what policy kept back."""
    rules: Rules
    actor: str
    purpose: str
    revealed: bool


Key = tuple[str, str]
"""Kind and key of a point: under these the graph knows it."""


def point_keys(case: Case, ranking: Ranking) -> list[Key]:
    """Return the key of every contact of the case, in its order."""
    ranked = ranking.contacts.filter(pc.equal(ranking.contacts["borrower_id"], case.borrower))
    known = {(row["type"], row["value"]): (row["kind"], row["point"]) for row in reversed(ranked.to_pylist())}
    stored = case.run.table("contacts")
    stored = stored.filter(pc.equal(stored["borrower_id"], case.borrower))
    return [
        known[kind, value]
        for kind, value in zip(stored["contact_type"].to_pylist(), stored[VALUE].to_pylist(), strict=True)
    ]
