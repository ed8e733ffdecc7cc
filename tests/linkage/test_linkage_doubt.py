"""What is said of a training that is not to be relied upon; invented people."""

from dataclasses import replace

import pytest
from linkage_pair import latin, people

from recontact.linkage.doubt import doubts
from recontact.linkage.link import link
from recontact.linkage.model import Model

SURE = {"em_converged": True, "em_iterations": 9, "em_pairs": 5000, "rows": 1000, "prior": 0.001}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"em_converged": False}, ["not_converged"]),
        ({"em_pairs": 12}, ["few_pairs"]),
        ({"prior": 0.00001}, ["prior_guessed"]),  # five pairs of one person
        ({"prior": 0.3}, ["prior_guessed"]),  # the bound
        ({"levels_never_seen": ["id.two_off"]}, ["levels_never_seen"]),
    ],
)
def test_what_is_in_doubt_is_said(change, codes):
    found = doubts({**SURE, **change})
    assert [each.code for each in found] == codes
    assert all(each.en.endswith(".") and each.zh.endswith("。") for each in found)


def test_a_model_brought_along_was_trained_elsewhere():
    assert doubts({"rows": 2, "prior": 0.3}) == ()


def test_four_people_are_too_few_to_train_on():
    four = people(latin("abel", "anna"), latin("abel", "anna"), latin("blum", "rosa"), latin("carr", "otto"))
    found = link(four).report
    assert {"few_pairs", "prior_guessed", "levels_never_seen"} <= {each.code for each in doubts(found)}


def test_a_training_cut_short_says_so():
    model = Model.default()
    short = replace(model, training={**model.training, "iterations": 1})
    names = [latin("abel", "anna"), latin("blum", "rosa"), latin("carr", "otto")]
    rows = [{**name, "born": f"19{50 + day % 3}-01-0{1 + day}"} for name in names for day in range(9)] * 4
    report = link(people(*rows), short).report
    assert "not_converged" in {each.code for each in doubts(report)}
