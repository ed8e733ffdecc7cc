"""A pair found by its number is the one that going through all blocks meets there."""

import numpy as np

from recontact.linkage.block import Blocks, pairs_before
from recontact.linkage.score import pairs_at


def test_pairs_by_number() -> None:
    sizes = [2, 5, 3, 40, 2, 700]
    members = np.random.default_rng(1).permutation(sum(sizes)).astype(np.int32)
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    none = np.zeros(0, np.int64)
    blocks = Blocks(members, bounds, np.array([0, len(sizes)]), none.astype(np.int32), none, [])
    walked = [
        (members[i], members[j])
        for lo, hi in zip(bounds[:-1], bounds[1:], strict=True)
        for i in range(lo, hi)
        for j in range(i + 1, hi)
    ]
    left, right = pairs_at(blocks, pairs_before(blocks), np.arange(len(walked)))
    assert list(zip(left, right, strict=True)) == walked
