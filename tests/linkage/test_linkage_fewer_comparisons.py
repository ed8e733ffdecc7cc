"""A model may leave comparisons out: they are not made and weigh nothing. All numbers are synthetic."""

from pathlib import Path

import numpy as np
import pytest
from linkage_pair import people
from linkage_village import village

from recontact.errors import UsageError
from recontact.linkage.compare import COMPARISONS
from recontact.linkage.explain import explain
from recontact.linkage.grounds import grounds
from recontact.linkage.keys import KEYS
from recontact.linkage.link import link
from recontact.linkage.lookup import Store
from recontact.linkage.model import Model
from recontact.linkage.people import encode

YAML = """
name: without_numbers
comparisons: [name, born, address]
rules:
  - {keys: [name, born], cap: 100}
  - {keys: [name, dwelling], cap: 100}
"""
LEFT_OUT = ("id", "phones", "emails", "handles", "gender", "employer", "birth_place", "occupation", "customer")


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("models") / "without_numbers.yaml"
    path.write_text(YAML)
    return Model.load(path)


@pytest.fixture(scope="module")
def linked(model):
    persons, whose = village()
    return persons, whose, link(persons, model)


def test_yaml_says_what_is_other_than_in_the_shipped_model(model):
    shipped = Model.default()
    assert model.name == "without_numbers"
    assert [each.name for each in model.comparisons] == ["name", "born", "address"]
    assert model.comparisons[0] == shipped.comparisons[0]
    assert [rule.name for rule in model.rules] == ["name+born", "name+dwelling"]
    assert model.thresholds == shipped.thresholds


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("comparisons: [name, shoe_size]", "shoe_size"),
        ("treshold: 1", "treshold"),
        ("- name", "not a linkage model"),
        ("name: [", "cannot be read"),
    ],
)
def test_a_wrong_yaml_is_refused(tmp_path, text, told):
    (tmp_path / "model.yaml").write_text(text)
    with pytest.raises(UsageError, match=told):
        Model.load(tmp_path / "model.yaml")


def test_what_is_left_out_is_unknown_in_every_link(linked):
    persons, whose, found = linked
    assert [name for name in found.links.column_names if name in COMPARISONS] == list(COMPARISONS)
    assert all(not found.links[name].to_numpy().any() for name in LEFT_OUT)
    assert found.links["name"].to_numpy().all()
    assert all(len(set(found.identity[whose == number])) == 1 for number in range(100))
    assert not any(grounds(found.links, found.model)[name].any() for name in LEFT_OUT)
    assert not any(told.split(".")[0] in LEFT_OUT for told in found.report["levels_never_seen"])


def test_no_kernel_is_asked_for_what_is_left_out(model):
    person = {"surname": "abel", "given": "anna", "id": "100000007", "phones": ["+19991000000"], "gender": "f"}
    known = encode(people(person), model).people.known
    assert known.tolist() == [1 << COMPARISONS.index("name")]


def test_different_numbers_that_are_left_out_keep_nobody_apart(model):
    one = {"surname": "abel", "given": "anna", "born": "1990-01-02"}
    persons = people({**one, "id": "100000007"}, {**one, "id": "200000014"})
    trained = link(village()[0], model).model
    assert link(persons, trained).identity.tolist() == [0, 0]


def test_the_explanation_tells_of_no_other_comparison_and_adds_up(linked):
    persons, _, found = linked
    for row in found.links.slice(0, 20).to_pylist():
        told = explain(persons, row["left"], row["right"], found.model)
        assert {step.comparison for step in told.steps} == {"prior", "name", "born", "address", "kin"}
        assert told.total == pytest.approx(row["weight"], abs=1e-3)
        assert not {change.comparison for turn in told.turns for change in turn.changes} & set(LEFT_OUT)


def test_a_store_finds_what_a_batch_finds(linked):
    persons, _, found = linked
    store = Store.build(persons, found.model)
    matches = {persons["record_id"][match.row].as_py(): match.weight for match in store.find(persons.slice(0, 1))}
    ends = np.stack([found.links["left"].to_numpy(), found.links["right"].to_numpy()])
    mine = np.flatnonzero((ends == 0).any(axis=0))
    batch = {persons["record_id"][int(ends[:, at].sum())].as_py(): found.links["weight"][at].as_py() for at in mine}
    assert matches == pytest.approx(batch, abs=1e-3)


@pytest.mark.parametrize("rules", ["tight", "std", "wide"])
def test_the_models_that_are_run_beside_splink_are_models(rules):
    model = Model.load(Path(__file__).parents[2] / "benchmarks" / "models" / f"splink_like_{rules}.yaml")
    assert {key for rule in model.rules for key in rule.keys} <= KEYS.keys()
    assert {each.name for each in model.comparisons} < set(COMPARISONS)
