"""How common a value is, in files of any size."""

import numpy as np
import pytest

from recontact.linkage.compare import COMPARISONS
from recontact.linkage.frequency import Frequencies
from recontact.linkage.model import Model
from recontact.linkage.probability import ordered, table
from recontact.linkage.weigh import comparison

FLOOR = (0.00002, 0.05)  # one other person in 50,000, but never more than a twentieth of one


def unique_numbers(people):
    """Return the frequencies of a file whose telephone numbers are each on one person's records."""
    found = Frequencies()
    found.counts("phone", np.arange(1, people + 1, dtype=np.uint64), np.ones(people, np.int64), people)
    return found


@pytest.mark.parametrize(("people", "strangers"), [(100, 0.002), (1_000_000, 0.05), (50_000_000, 0.05)])
def test_a_number_is_by_chance_on_so_many_other_peoples_records(people, strangers):
    assert unique_numbers(people).collision("phone", FLOOR) * people == pytest.approx(strangers, rel=0.05)


def test_a_value_that_others_hold_is_as_common_as_the_data_shows():
    found = Frequencies()
    values, holders = np.array([1, 2, 3], np.uint64), np.array([1, 1, 40], np.int64)
    counted = found.counts("phone", values, holders, 10_000)
    rarity = found.rarity("phone", counted, FLOOR)
    assert rarity[0] == rarity[1] > 0 > rarity[2]
    assert 2.0 ** -(rarity[2]) * found.collision("phone", FLOOR) == pytest.approx(39 / 10_000, rel=0.01)


def test_a_hub_says_nothing():
    found = Frequencies()
    counted = found.counts("phone", np.array([7], np.uint64), np.array([13], np.int64), 1000)
    assert found.rarity("phone", counted, FLOOR, hub=12)[0] == -1000


def test_the_rarity_of_a_usual_value_is_told_by_the_rows_that_hold_it():
    frequencies = Frequencies()
    counted = np.array([90, *[1] * 10])
    frequencies.counts("city", np.arange(11, dtype=np.uint64), counted, 100)
    rarity = frequencies.rarity("city", counted)
    assert frequencies.typical("city") == pytest.approx(float((rarity * counted).sum() / 100), rel=1e-5)
    assert rarity[0] < frequencies.typical("city") < rarity[1]
    assert frequencies.typical("nothing") == 0.0


def test_a_weaker_level_may_weigh_more_than_a_common_shared_value_but_not_more_than_a_usual_one():
    model = Model.default()
    at, address = COMPARISONS.index("address"), comparison(model, "address").levels
    match, chance = table(model, "match"), table(model, "chance")
    dwelling, road = (1 + [level.code for level in address].index(code) for code in ("dwelling", "road"))
    chance[at, dwelling] = match[at, dwelling] / 8.0  # one large house
    usual = np.zeros_like(match)
    pooled = ordered(chance, match, model, usual)
    assert match[at, road] / pooled[at, road] < 16.0
    usual[at, dwelling] = 10.0
    free = ordered(chance, match, model, usual)
    assert match[at, road] / free[at, road] == pytest.approx(match[at, road] / chance[at, road])
    assert free[at, dwelling] == pytest.approx(chance[at, dwelling])
