"""How common a value is, in files of any size."""

import numpy as np
import pytest

from recontact.linkage.frequency import Frequencies

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
