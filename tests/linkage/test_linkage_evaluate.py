"""Measures of identities on groups small enough to count by hand."""

import numpy as np
import pyarrow as pa
import pytest

from recontact.linkage.evaluate import difference, errors, intervals, measures, unlabelled

TRUTH = np.array(["ann", "ann", "ann", "bob", "bob", "cy"])
FOUND = np.array([1, 1, 2, 2, 2, 3])


def test_pairwise_and_b_cubed_by_hand():
    found = measures(TRUTH, FOUND)
    assert found["precision"] == pytest.approx(2 / 4)  # found 1 + 3 pairs, of which ann's first two and bob's
    assert found["recall"] == pytest.approx(2 / 4)
    assert found["b3_precision"] == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1) / 6)
    assert found["b3_recall"] == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)


def test_the_truth_itself_is_perfect_and_so_is_its_interval():
    assert set(measures(TRUTH, TRUTH).values()) == {1.0}
    assert intervals(TRUTH, TRUTH, 20)["b3_f1"] == (1.0, 1.0)


def test_an_interval_holds_the_measure():
    rng = np.random.default_rng(3)
    truth = np.repeat(np.arange(300), 3)
    found = np.where(rng.random(900) < 0.1, np.arange(900) + 1000, truth)
    low, high = intervals(truth, found)["f1"]
    assert low < measures(truth, found)["f1"] < high


def test_errors_name_records_to_look_at():
    assert errors(TRUTH, FOUND) == {"joined": [(2, 3)], "parted": [(1, 2)]}


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ([7, 7, 7, 8, 8, 9], {"same": 3, "merged": 0, "split": 0, "moved": 0}),
        ([7, 7, 7, 7, 7, 9], {"same": 1, "merged": 1, "split": 0, "moved": 0}),
        ([7, 7, 6, 8, 8, 9], {"same": 2, "merged": 0, "split": 1, "moved": 0}),
        ([7, 7, 8, 8, 8, 9], {"same": 1, "merged": 1, "split": 1, "moved": 1}),
    ],
)
def test_how_two_runs_differ(after, expected):
    found = difference(TRUTH, np.array(after))
    assert found["same"] == expected["same"]
    assert found["moved"] == expected["moved"]
    if not expected["moved"]:
        assert found == expected


def test_without_labels():
    links = pa.table({"left": [0, 1], "right": [1, 2], "probability": [0.95, 0.6]})
    found = unlabelled(FOUND, np.zeros(6, bool), links)
    assert found["sizes"] == {1: 1, 2: 1, 3: 1}
    assert found["unlinked_records"] == 3
    assert found["homonyms"] == pytest.approx(2 / 3)
    assert found["links_by_tenth"][9] == found["links_by_tenth"][6] == 1
