"""Rows grouped by the hashes they hold."""

import numpy as np
import pytest

from recontact.linkage.tally import groups


@pytest.mark.parametrize(
    ("rows", "hashes", "members", "sizes"),
    [
        ([0, 0, 1, 2, 2], [5, 7, 5, 7, 7], [0, 1, 0, 2], [2, 2]),  # the last row holds a key twice
        ([0, 2, 2], [7, 7, 7], [0, 2], [2]),
        ([2, 2], [7, 7], [], []),
        ([0, 1, 2], [7, 8, 9], [], []),
    ],
)
def test_a_row_counts_once_in_a_group(rows, hashes, members, sizes):
    found, held = groups(np.array(rows, np.int32), np.array(hashes, np.uint64))
    assert (found.tolist(), held.tolist()) == (members, sizes)
