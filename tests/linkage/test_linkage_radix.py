"""Numbers and weights are ordered as a comparison would order them, equal ones as they were given."""

import numpy as np
import pytest

from recontact.linkage.radix import ascending
from recontact.linkage.resolve import heaviest_first

RNG = np.random.default_rng(3)


@pytest.mark.parametrize(
    "keys",
    [
        [],
        [7],
        [3, 3, 3],
        [1, 2, 2**64 - 1],
        [2**63, 1, 2**63, 0, 1],
        RNG.integers(0, 50, 3000).tolist(),
        RNG.integers(0, 2**64, 3000, np.uint64).tolist(),
    ],
)
def test_order_of_whole_numbers(keys):
    numbers = np.array(keys, np.uint64)
    assert ascending(numbers).tolist() == np.argsort(numbers, kind="stable").tolist()


def test_the_heaviest_come_first():
    weight = np.concatenate([RNG.normal(0, 30, 2000).round(1), [0.0, -0.0, 1e-300, -1e-300, 200.0]])
    assert ascending(heaviest_first(weight)).tolist() == np.argsort(-weight, kind="stable").tolist()
