"""One person placed behind a store's arrays is compared as in a batch. All telephone numbers are synthetic."""

import numpy as np
import pyarrow as pa
import pytest

from recontact.errors import UsageError
from recontact.linkage.keys import keyed
from recontact.linkage.link import link
from recontact.linkage.lookup import Store
from recontact.linkage.model import Model
from recontact.linkage.people import encode
from recontact.linkage.person_keys import keys_of
from recontact.schema import ADDRESS_PARTS, PERSONS

PLACE = dict.fromkeys((*ADDRESS_PARTS, "text"))
PEOPLE = [
    {"surname": "wang", "given": "fang", "han": "王芳", "born": "1988-02-03", "phones": ["+8613800000001"]},
    {"surname": "wang", "given": "fang", "han": "王方", "born": "1988-02-03", "phones": ["+8613800000002"]},
    {"surname": "fang", "given": "wang", "born": "1988-02-03", "emails": ["w.fang@example.org"]},
    {"surname": "miller", "given": "robert", "born": "1970-05-06", "addresses": [
        {**PLACE, "city": "Leeds", "road": "mill lane", "number": "4", "postcode": "LS1 1AA"},
        {**PLACE, "city": "Hull", "road": "high street", "number": "9", "room": "2"}]},
    {"surname": "miller", "given": "bob", "born": "1970-06-05", "employer": "acme", "addresses": [
        {**PLACE, "city": "Leeds", "road": "mill lane", "number": "4", "postcode": "LS1 1AA"}]},
    {"surname": "garcia lopez", "given": "ana maria", "id": "X1234567", "gender": "f", "birth_place": "hull"},
    {"surname": "garcia", "given": "ana", "id": "X12345**", "gender": "f", "handles": ["ana77"]},
    {"surname": "lopez", "given": "ana", "customer": "C1", "phones": ["+19990000001", "+1999*****01"]},
]  # fmt: skip


def table(rows):
    empty = {**dict.fromkeys(PERSONS.names), "source": "s"}
    return pa.Table.from_pylist([{**empty, "record_id": f"{n:02d}", **row} for n, row in enumerate(rows)], PERSONS)


@pytest.fixture(scope="module")
def linked():
    """Return PERSONS, every one of the people twice over with slips of the pen, and their links."""
    slips = [{**row, "given": row["given"][:-1] + "x", "record_id": f"slip{n}"} for n, row in enumerate(PEOPLE)]
    others = [{"surname": f"other{n}", "given": "tom", "born": f"19{n:02d}-01-01", "record_id": f"z{n}"}
              for n in range(40)]  # fmt: skip
    persons = table([*PEOPLE, *slips, *others])
    return persons, link(persons)


def test_a_persons_keys_are_those_of_the_batch(linked):
    persons, found = linked
    for row in range(16):
        one = encode(persons.slice(row, 1), found.model)
        keys, rules = keys_of(one, found.model.rules)
        for number, rule in enumerate(found.model.rules):
            expected = np.unique(keyed(one, rule.keys)[1])
            assert keys[rules == number].tolist() == expected.tolist()


@pytest.mark.parametrize("without", [True, False])
def test_each_weighs_as_in_the_batch(linked, without):
    persons, found = linked
    links = found.links.to_pylist()
    for row in range(persons.num_rows):
        kept = [at for at in range(persons.num_rows) if at != row or not without]
        store = Store.build(persons.take(pa.array(kept)), found.model) if without else _whole(persons, found.model)
        answer = {kept[match.row]: match for match in store.find(persons.slice(row, 1), explain=True)}
        expected = {each["left"] + each["right"] - row: each for each in links if row in (each["left"], each["right"])}
        assert answer.keys() == expected.keys()
        for other, each in expected.items():
            assert np.float32(answer[other].weight) == np.float32(each["weight"])
            assert answer[other].explanation.total == pytest.approx(answer[other].weight, abs=1e-4)
            assert each["rule"] in answer[other].explanation.rules


def test_one_question_leaves_nothing_for_the_next(linked):
    persons, found = linked
    store = _whole(persons, found.model)
    before = [store.find(persons.slice(row, 1)) for row in range(16)]
    store.find(
        table([{"surname": "tom", "given": "other1", "han": "新人", "phones": ["+1888"] * 99, "record_id": "n"}])
    )
    assert [store.find(persons.slice(row, 1)) for row in range(16)] == before


def test_a_store_on_disk_answers_alike_and_is_not_changed(linked, tmp_path):
    persons, found = linked
    store = _whole(persons, found.model)
    store.save(tmp_path / "store")
    written = {path.name: path.read_bytes() for path in (tmp_path / "store").iterdir()}
    opened = Store.load(tmp_path / "store")
    for row in range(persons.num_rows):
        assert opened.find(persons.slice(row, 1)) == store.find(persons.slice(row, 1))
    assert {path.name: path.read_bytes() for path in (tmp_path / "store").iterdir()} == written
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "store").iterdir())
    with pytest.raises(UsageError, match="empty folder"):
        store.save(tmp_path / "store")
    with pytest.raises(UsageError, match="no store"):
        Store.load(tmp_path)


_STORES: dict[str, Store] = {}


def _whole(persons: pa.Table, model: Model) -> Store:
    if model.digest not in _STORES:
        _STORES[model.digest] = Store.build(persons, model)
    return _STORES[model.digest]
