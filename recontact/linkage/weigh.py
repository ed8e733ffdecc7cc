"""Weights of Fellegi and Sunter (1969) from a model, in bits, and what a pattern of levels means."""

from typing import Any

import numpy as np

from recontact.linkage.compare import COMPARISONS, Weights
from recontact.linkage.model import Comparison, Model

Array = np.ndarray[Any, Any]
WIDEST = 26
"""Most levels of a comparison, unknown included."""


def comparison(model: Model, name: str) -> Comparison:
    """Return the model's comparison called `name`; one without levels if the model leaves it out."""
    return next((each for each in model.comparisons if each.name == name), Comparison(name, "", "", ()))


def weights(model: Model) -> Weights:
    """Return the model's weights as the kernels read them."""
    match, kin, rarity = (np.zeros((len(COMPARISONS), WIDEST), np.float32) for _ in range(3))
    for c, name in enumerate(COMPARISONS):
        levels = comparison(model, name).levels
        for at, level in enumerate(levels, start=1):
            match[c, at] = np.log2(level.match / level.chance)
            kin[c, at] = np.log2(level.kin / level.chance)
            rarity[c, at] = level.rarity
    radix = np.concatenate([[1], np.cumprod(sizes(model))[:-1]]).astype(np.int64)
    return Weights(match, kin, rarity, radix, prior_bits(model.prior["match"], model.prior["kin_per_match"]))


def sizes(model: Model) -> Array:
    """Return the number of levels per comparison, unknown included."""
    return np.array([len(comparison(model, name).levels) + 1 for name in COMPARISONS], np.int64)


def prior_bits(match: float, kin_per_match: float) -> Array:
    """Return log2 odds of a match and of kin between two random rows."""
    stranger = max(1.0 - match - match * kin_per_match, 1e-9)
    return np.log2(np.array([match / stranger, match * kin_per_match / stranger]))


def unpack(patterns: Array, model: Model) -> Array:
    """Return int8 [comparisons, pairs]: the level of every comparison."""
    from recontact.linkage.tally import numbered

    radix, size = weights(model).radix, sizes(model)
    at = np.empty(len(patterns), np.int32)
    distinct = numbered((patterns + 1).astype(np.uint64), at).astype(np.int64) - 1  # few, whatever the pairs
    levels: Array = (distinct // radix[:, None] % size[:, None]).astype(np.int8)[:, at]
    return levels


def odds(match: Array, kin: Array, prior: Array) -> Array:
    """Return the log2 odds that pairs are one person, against kin and strangers together (as the kernel does)."""
    return match + prior[0] - np.log2(1.0 + np.exp2(np.minimum(kin + prior[1], 500.0)))


def probability(bits: Array) -> Array:
    """Return the probability that log2 odds stand for."""
    return 1.0 / (1.0 + np.exp2(-np.clip(bits, -500, 500)))
