"""The blocking keys of one person, each found once: what a look-up asks the index for."""

from typing import Any

import numpy as np

from recontact.linkage.keys import KEYS, joint
from recontact.linkage.model import Rule
from recontact.linkage.people import Encoded

Array = np.ndarray[Any, Any]


def keys_of(one: Encoded, rules: tuple[Rule, ...]) -> tuple[Array, Array]:
    """Return the hashes that the only person of `one` has under the rules, and the number of the rule of each."""
    values = {key: KEYS[key](one) for key in dict.fromkeys(key for rule in rules for key in rule.keys)}
    found = [sorted(set(joint([values[key] for key in rule.keys], 1)[1].tolist())) for rule in rules]
    hashes = np.array([each for hashes in found for each in hashes], np.uint64)
    return hashes, np.repeat(np.arange(len(found)), [len(each) for each in found])
