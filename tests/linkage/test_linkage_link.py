"""Linking an invented village. All telephone and identity numbers are synthetic."""

import numpy as np
import pyarrow as pa
import pytest
from linkage_village import person, table, village

from recontact.errors import UsageError
from recontact.linkage.explain import explain
from recontact.linkage.identity import belief_of, identity_ids
from recontact.linkage.link import link
from recontact.linkage.model import Model


@pytest.fixture(scope="module")
def linked():
    persons, whose = village()
    return persons, whose, link(persons)


def together(identity, left, right):
    return identity[left] == identity[right]


def test_every_person_of_the_village_is_one_identity(linked):
    _, whose, found = linked
    assert found.identity.max() + 1 == 100
    assert all(len(set(found.identity[whose == number])) == 1 for number in range(100))
    assert found.belief.min() > 0.5
    assert not found.ambiguous.any()


def test_links_are_sorted_and_say_their_levels(linked):
    persons, _, found = linked
    ends = list(zip(found.links["left"].to_pylist(), found.links["right"].to_pylist(), strict=True))
    assert ends == sorted(set(ends))
    assert all(left < right for left, right in ends)
    first = found.links.slice(0, 1).to_pylist()[0]
    assert (first["left"], first["right"]) == (0, 1)
    assert first["name"] == 2
    assert first["phones"] == 1
    assert first["id"] == 0
    assert first["rule"] == "phone"
    assert found.links.schema.field("weight").type == pa.float32()


def test_the_order_of_rows_and_the_threads_do_not_matter(linked):
    persons, _, found = linked
    order = np.random.default_rng(7).permutation(persons.num_rows)
    again = link(persons.take(order), threads=1)
    assert again.model.digest == found.model.digest
    expected = identity_ids(persons, found.identity).take(pa.array(order))
    assert identity_ids(persons.take(order), again.identity).equals(expected)


def test_a_given_model_is_not_trained_again_and_gives_the_same_links(linked, tmp_path):
    persons, _, found = linked
    found.model.save(tmp_path / "model.json")
    model = Model.load(tmp_path / "model.json")
    assert model.digest == found.model.digest
    again = link(persons, model)
    assert again.links.equals(found.links)
    assert (again.identity == found.identity).all()
    assert again.model == model


def test_the_model_holds_no_value_in_clear(linked):
    text = linked[2].model.to_json()
    assert not any(value in text for value in ("fontaine", "milltown", "+1999", person(5)["id"]))


def test_an_explanation_is_the_computation(linked):
    persons, _, found = linked
    for row in found.links.slice(0, 20).to_pylist():
        told = explain(persons, row["left"], row["right"], found.model)
        assert told.total == pytest.approx(sum(step.weight for step in told.steps))
        assert told.total == pytest.approx(row["weight"], abs=1e-3)
        assert told.probability == pytest.approx(row["probability"], abs=1e-6)
        assert row["rule"] in told.rules


def test_strangers_are_explained_too_and_say_that_no_rule_met(linked):
    persons, _, found = linked
    told = explain(persons, 0, 3 * 55, found.model)
    assert told.rules == ()
    assert "phone" in told.missed
    assert told.probability < 0.01
    assert {step.comparison: step.level for step in told.steps}["born"] == "different"
    assert all(step.en and step.zh for step in told.steps)


def judged(left, right, judgement):
    return pa.table({"left": [left], "right": [right], "judgement": [judgement]})


def test_a_judgement_beats_any_weight(linked):
    persons, _, found = linked
    assert together(found.identity, 0, 1)
    apart = link(persons, found.model, judgements=judged(0, 1, "different"))
    assert not together(apart.identity, 0, 1)
    joined = link(persons, found.model, judgements=judged(0, 3, "same"))
    assert together(joined.identity, 0, 3)
    unsure = link(persons, found.model, judgements=judged(0, 1, "unsure"))
    assert (unsure.identity == found.identity).all()
    assert np.flatnonzero(unsure.ambiguous).tolist() == [0, 1]


def test_spouses_at_one_address_with_one_telephone_stay_two():
    persons, _ = village()
    whole = person(40)
    spouse = {**whole, "given": "zoe", "id": None, "born": "1951-01-30", "source": "orders", "record_id": "spouse"}
    extended = pa.concat_tables([persons, table([spouse])])
    found = link(extended)
    assert not together(found.identity, 120, 300)


def test_a_number_on_everybodys_record_does_not_glue():
    persons, whose = village()
    rows = persons.to_pylist()
    for row in rows:
        row["phones"] = [*(row["phones"] or []), "+19990000000"]
    found = link(table(rows))
    assert found.identity.max() + 1 >= 100
    assert not any(len(set(whose[found.identity == each])) > 1 for each in range(found.identity.max() + 1))


def test_two_identity_numbers_are_not_joined_by_a_record_without_one():
    persons, _ = village()
    twin = {**person(11), "id": "999999991", "source": "payroll", "record_id": "twin", "given": "boro"}
    found = link(pa.concat_tables([persons, table([twin])]))
    assert not together(found.identity, 33, 300)


def test_belief_is_the_best_chain_to_an_anchor():
    links = pa.table({"left": [0, 1, 0, 3], "right": [1, 2, 2, 4], "probability": [0.9, 0.8, 0.5, 0.9]})
    identity = np.array([0, 0, 0, 1, 1])
    belief = belief_of(links, identity, np.array([True, False, False, False, False]))
    assert belief == pytest.approx([1.0, 0.9, 0.72, 0.0, 0.0])
    assert belief_of(links, identity, np.zeros(5, bool)).tolist() == [0.0] * 5


def test_no_rows_and_one_row():
    assert link(table([])).identity.tolist() == []
    assert link(table([{"source": "s", "record_id": "1", "surname": "abel"}])).identity.tolist() == [0]


def test_the_report_says_what_was_compared_and_what_was_left_out(linked):
    report = linked[2].report
    assert report["rows"] == 300
    assert report["compared"] == sum(rule["compared"] for rule in report["rules"])
    assert report["em_converged"] is True
    assert {"name.masked", "handles.same"} <= set(report["levels_never_seen"])
    assert {rule["rule"] for rule in report["rules"]} >= {"id", "phone"}


def test_a_wrong_model_is_refused(tmp_path):
    (tmp_path / "model.json").write_text("[]")
    with pytest.raises(UsageError):
        Model.load(tmp_path / "model.json")
    with pytest.raises(UsageError, match="treshold"):
        Model.from_dict({**Model.default().to_dict(), "treshold": 1})
