"""Compiles every kernel ahead, so that no user waits for it."""

import pyarrow as pa

from recontact.linkage.link import Linkage, link
from recontact.linkage.lookup import Store
from recontact.schema import PERSONS


def warmup() -> None:
    """Link a tiny invented table and look one up: every kernel of the package is compiled and cached on disk."""
    persons, found = link_few()
    Store.build(persons, found.model).find(persons.slice(0, 1), explain=True)


def link_few() -> tuple[pa.Table, Linkage]:
    """Return a tiny invented table and what linking it found; what that takes is then loaded."""
    person = {
        "source": "a",
        "surname": "li",
        "given": "na",
        "han": "李娜",
        "born": "1990-01-01",
        "phones": ["+10000000"],
    }
    empty = dict.fromkeys(PERSONS.names)
    rows = [{**empty, **person, "record_id": str(row)} for row in range(3)]
    rows.append({**empty, "source": "a", "record_id": "alone"})
    persons = pa.Table.from_pylist(rows, PERSONS)
    return persons, link(persons, threads=1)
