"""What linking will cost is told from the blocking keys before anything is compared. Nobody in it exists."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pytest

from recontact.linkage.link import link
from recontact.linkage.memory import MIB, held
from recontact.linkage.model import Model, Rule
from recontact.linkage.people import encode
from recontact.linkage.plan import plan
from recontact.schema import PERSONS

ROWS = 3000


def crowd(rows: int) -> pa.Table:
    """Return invented people, some twice, in few towns."""
    rng = np.random.default_rng(7)
    person = rng.integers(0, rows * 3 // 4, rows)
    empty = dict.fromkeys(PERSONS.names)
    return pa.Table.from_pylist(
        [
            {
                **empty,
                "source": "a",
                "record_id": f"{row:06d}",
                "surname": f"sur{chr(97 + who % 23)}{chr(97 + who % 19)}",
                "given": f"giv{chr(97 + who % 17)}{chr(97 + who % 13)}",
                "born": f"19{50 + who % 40}-0{1 + who % 9}-1{who % 8}",
                "phones": [f"+4477009{who:05d}"],
                "addresses": [{"city": f"town{who % 9}", "road": f"road {who % 200}", "number": str(who % 30)}],
            }
            for row, who in enumerate(person.tolist())
        ],
        PERSONS,
    )


def test_the_plan_tells_how_many_pairs_will_be_compared():
    model = Model.default()
    persons = crowd(ROWS)
    told = plan(encode(persons, model), model)
    done = link(persons, model).report
    assert told.pairs == pytest.approx(done["compared"], rel=0.02)
    assert [each["rule"] for each in told.rules] == [each["rule"] for each in done["rules"]]
    for expected, found in zip(told.rules, done["rules"], strict=True):
        assert expected["compared"] == pytest.approx(found["compared"], rel=0.02, abs=2)
        assert expected["pairs_over_cap"] == found["pairs_over_cap"]
    assert told.seconds > 0
    assert told.mib > 0


def test_a_sample_of_the_rows_is_near_enough(monkeypatch):
    monkeypatch.setattr("recontact.linkage.plan.SAMPLE", 600)
    model = Model.default()
    persons = crowd(ROWS)
    assert plan(encode(persons, model), model).pairs == pytest.approx(link(persons, model).report["compared"], rel=0.25)


def test_a_rule_whose_blocks_hold_many_people_is_named():
    model = Model.default()
    told = {each["rule"]: each for each in plan(encode(crowd(ROWS), model), model).rules}
    assert not told["phone"]["grows"]
    assert told["name"]["grows"] == (told["name"]["largest"] > 10 and told["name"]["pairs"] > 0)


def test_a_rule_without_a_cap_is_told_without_comparing_its_blocks():
    model = replace(Model.default(), rules=(Rule(("city",), 10**9),))
    persons = crowd(ROWS)
    told = plan(encode(persons, model), model)
    towns = np.unique([each[0]["city"] for each in persons["addresses"].to_pylist()], return_counts=True)[1]
    assert told.pairs == told.rules[0]["pairs"] == (towns * (towns - 1) // 2).sum()
    assert told.rules[0]["grows"]
    assert told.rules[0]["largest"] == towns.max()
    assert 0 < told.seconds < 600


def test_memory_is_what_is_held_and_what_linking_adds():
    model = Model.default()
    few, many = (plan(encode(crowd(rows), model), model).mib - held() / MIB for rows in (300, ROWS))
    assert -60 < few < 60
    assert few - 60 < many < 100


def test_nobody_costs_nothing():
    model = Model.default()
    told = plan(encode(PERSONS.empty_table(), model), model)
    assert (told.rows, told.pairs, told.seconds) == (0, 0, 0.0)
