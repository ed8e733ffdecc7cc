"""How many pairs of one person a file holds, from the pairs that were found."""

import numpy as np
import pytest

from recontact.linkage.model import Model
from recontact.linkage.prior import expected, with_prior
from recontact.linkage.score import Pairs


@pytest.mark.parametrize(
    ("case", "pairs", "count"),
    [
        ("nothing found", [], 0.0),
        ("doubtful pairs count for what they are worth", [(0, 1, 0.5), (2, 3, 0.25)], 0.75),
        ("a certain pair", [(0, 1, 0.95)], 1.0),
        ("two certain pairs are a third one", [(0, 1, 0.95), (1, 2, 0.95)], 3.0),
        ("a doubtful pair does not join", [(0, 1, 0.95), (1, 2, 0.6)], 1.6),
        ("a doubtful pair of records that others join", [(0, 1, 0.95), (1, 2, 0.95), (0, 2, 0.1)], 3.0),
        ("a long chain counts for twice its pairs", [(n, n + 1, 0.99) for n in range(9)], 18.0),
        ("whichever side is left", [(1, 0, 0.95), (2, 1, 0.95)], 3.0),
    ],
)
def test_expected_pairs(case, pairs, count):
    left, right, chance = (np.array([pair[k] for pair in pairs], kind) for k, kind in enumerate(("i4", "i4", "f8")))
    assert expected(left, right, chance, 10) == pytest.approx(count), case


def test_the_prior_is_what_the_pairs_add_up_to_under_it():
    left = np.arange(0, 40, 2, dtype=np.int32)
    nothing = np.zeros(len(left), np.int32)
    pairs = Pairs(left, left + 1, np.full(20, 30.0), np.full(20, -30.0), nothing, nothing, nothing)
    assert with_prior(Model.default(), pairs, 1000).prior["match"] == pytest.approx(20 / (1000 * 999 / 2), rel=0.01)


def test_a_file_without_pairs_still_has_a_prior():
    none = np.zeros(0, np.int32)
    pairs = Pairs(none, none, np.zeros(0), np.zeros(0), none, none, none)
    assert 0 < with_prior(Model.default(), pairs, 1).prior["match"] <= 0.5
