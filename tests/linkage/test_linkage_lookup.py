"""One person looked up gives what a batch gives. All telephone numbers are synthetic."""

import pyarrow as pa
import pytest

from recontact.errors import UsageError
from recontact.linkage.link import link
from recontact.linkage.lookup import Store
from recontact.linkage.model import Model
from recontact.schema import PERSONS

SURNAMES = ("abel", "brandt", "conti", "dvorak", "eriksen", "fontaine")
GIVENS = ("anna", "boris", "clara", "david", "emma")


def table(rows):
    return pa.Table.from_pylist([{**dict.fromkeys(PERSONS.names), **row} for row in rows], PERSONS)


def hamlet():
    """Return PERSONS: two records each of thirty invented people, sorted by source and record."""
    rows = [
        {
            "source": source,
            "record_id": f"{number:02d}",
            "surname": SURNAMES[number % 6],
            "given": GIVENS[number // 6],
            "born": f"19{50 + number}-04-{number % 28 + 1:02d}",
            "phones": [f"+1999{1000000 + number * 7919}"],
        }
        for source in ("applications", "orders")
        for number in range(30)
    ]
    return table(rows)


@pytest.fixture(scope="module")
def linked():
    persons = hamlet()
    return persons, link(persons)


@pytest.mark.parametrize("row", [0, 17, 42, 59])
def test_a_lookup_answers_as_the_batch_does(linked, row):
    persons, found = linked
    others = [each for each in range(persons.num_rows) if each != row]
    store = Store.build(persons.take(pa.array(others)), found.model)
    matches = {others[match.row]: match.weight for match in store.find(persons.slice(row, 1))}
    batch = {}
    for link_ in found.links.to_pylist():
        if row in (link_["left"], link_["right"]):
            batch[link_["left"] + link_["right"] - row] = link_["weight"]
    assert matches == pytest.approx(batch, abs=1e-3)
    best = store.find(persons.slice(row, 1), explain=True)[0]
    assert best.explanation.total == pytest.approx(best.weight, abs=1e-3)


def test_a_stranger_matches_nobody(linked):
    persons, found = linked
    store = Store.build(persons, found.model)
    assert store.find(table([{"source": "new", "record_id": "1", "surname": "zwart", "given": "yara"}])) == []


def test_a_store_needs_a_trained_model():
    with pytest.raises(UsageError, match="trained"):
        Store.build(hamlet(), Model.default())
