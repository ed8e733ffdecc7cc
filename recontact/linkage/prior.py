"""How many pairs are one person: what all weighed pairs add up to, and what follows from the nearly certain ones."""

from dataclasses import replace
from typing import Any

import numpy as np

from recontact.compiled import kernel, leaf
from recontact.linkage.model import Model
from recontact.linkage.weigh import odds, prior_bits, probability

CERTAIN = 0.9
"""Probability of the pairs that others follow from."""
MOST = 0.3
"""Of all pairs of a file that are one person: more would not be a file of persons."""


def with_prior(model: Model, pairs: Any, rows: int) -> Model:
    """Return the model with the share of pairs that are one person, as the weighed pairs of a file tell it.

    Their probabilities depend on it, and it on them: it is what they agree on.
    """
    everything = max(rows * (rows - 1) / 2, 1.0)
    kin, prior = model.prior["kin_per_match"], model.prior["match"]
    for _ in range(100):
        chance = probability(odds(pairs.match, pairs.kin, prior_bits(prior, kin)))
        total = expected(pairs.left, pairs.right, chance, rows)
        found = float(min(max(total, 0.5) / everything, MOST))
        step, prior = abs(np.log2(found / prior)), found
        if step < 0.001:
            break
    return replace(model, prior={**model.prior, "match": float(f"{prior:.4g}")})


@kernel
def expected(left: Any, right: Any, chance: Any, rows: Any) -> Any:
    """Return how many pairs of one person to expect among `rows`, given the probabilities of some.

    Records that hang together by nearly certain pairs are all one person, though many of them have too little in common
    to be found as a pair; but each such group counts for at most twice its pairs, so that a chain does not count.
    """
    root = np.arange(rows)
    for i in range(left.shape[0]):
        if chance[i] >= CERTAIN:
            a = _root(root, left[i])
            b = _root(root, right[i])
            root[max(a, b)] = min(a, b)
    size = np.zeros(rows, np.int64)
    for row in range(rows):
        size[_root(root, row)] += 1
    told = np.zeros(rows)
    total = 0.0
    for i in range(left.shape[0]):
        a = _root(root, left[i])
        if a == _root(root, right[i]):
            told[a] += 1.0
        else:
            total += chance[i]
    for row in range(rows):
        total += min(size[row] * (size[row] - 1) / 2, 2.0 * told[row])
    return total


@leaf
def _root(root: Any, row: Any) -> Any:
    while root[row] != row:
        root[row] = root[root[row]]
        row = root[row]
    return row
