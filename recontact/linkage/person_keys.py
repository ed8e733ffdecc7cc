"""The blocking keys of one person, found once each: what a look-up asks the index for."""

from itertools import product
from typing import Any

import numpy as np

from recontact.linkage.keys import KEYS
from recontact.linkage.model import Rule
from recontact.linkage.people import Encoded

Array = np.ndarray[Any, Any]


def keys_of(one: Encoded, rules: tuple[Rule, ...]) -> tuple[Array, Array]:
    """Return the blocking keys of the only person of `one` as `keys.keyed` does, each key's values found once, and the
    number of the rule that each belongs to."""
    values: dict[str, list[int]] = {}
    several = set()
    found: list[int] = []
    owner: list[int] = []
    for number, rule in enumerate(rules):
        for key in rule.keys:
            if key not in values:
                hashes = KEYS[key](one)
                if isinstance(hashes, tuple):
                    several.add(key)
                    hashes = hashes[1]
                values[key] = [each for each in hashes.tolist() if each]
        parts = [values[key] for key in sorted(rule.keys, key=lambda key: key not in several)]
        hashes = {_combined(each) for each in product(*parts)}
        found += sorted(hashes)
        owner += [number] * len(hashes)
    return np.array(found, np.uint64), np.array(owner, np.int64)


def _combined(digests: tuple[int, ...]) -> int:
    """Return what `people.combine` returns for one row."""
    mixed = 0
    for digest in digests:
        mixed = (mixed ^ digest) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
        mixed ^= mixed >> 29
    return mixed
