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
    found = [np.unique(joint([values[key] for key in rule.keys], 1)[1]) for rule in rules]
    return np.concatenate(found), np.repeat(np.arange(len(found)), [len(each) for each in found])
