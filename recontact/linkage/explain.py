"""Why two rows are, or are not, taken for one person: the kernel's own levels and weights, in sentences."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from recontact.linkage.frequency import Frequencies
from recontact.linkage.model import Model
from recontact.linkage.turning import Turn, turns

UNKNOWN = ("Cannot be compared: unknown on at least one side.", "无法比较：至少一方未知。")
PRIOR = ("Before looking: how seldom two records are one person.", "比较之前：两条记录属于同一人的概率很低。")
KIN = ("Two members of one household would agree like this, too.", "同一家庭的两名成员也会有这样的相符。")


@dataclass(frozen=True, slots=True)
class Step:
    """One contribution to the weight of a pair."""

    comparison: str
    """Name of the comparison, or `prior`, or `kin`."""
    level: str
    """Code of the level; `unknown` if it cannot be told."""
    weight: float
    """Bits (log2 odds)."""
    rarity: float
    """Bits of `weight` that come from how rare the shared value is."""
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """The weight of a pair as the sum of its steps; holds no values of the persons."""

    steps: tuple[Step, ...]
    total: float
    """Sum of the steps, log2 odds."""
    probability: float
    rules: tuple[str, ...]
    """Blocking rules that bring the pair together."""
    missed: tuple[str, ...]
    """Blocking rules that do not; a pair whose `rules` are empty was never compared."""
    turns: tuple[Turn, ...]
    """What would have had to differ for the other verdict, fewest changes first."""


def explain(
    persons: pa.Table, left: int, right: int, model: Model, *, frequencies: Frequencies | None = None
) -> Explanation:
    """Return why rows `left` and `right` of `persons` weigh what they weigh under the trained `model`.

    `frequencies`, the model's own already looked up, spare many questions the time of doing it again.
    """
    from recontact.linkage.people import encode
    from recontact.linkage.weigh import weights

    pair = persons.take(pa.array([left, right]))
    e = encode(pair, model, frequencies)
    return explained(e.people, 0, 1, model, weights(model), _rules(e, model))


def explained(
    people: Any, a: int, b: int, model: Model, w: Any, rules: tuple[tuple[str, ...], tuple[str, ...]]
) -> Explanation:
    """Return why rows `a` and `b` of encoded `people` weigh so; `rules`: those that hold, and the others."""
    from recontact.linkage.compare import COMPARISONS, compare
    from recontact.linkage.weigh import comparison, probability

    levels, rarities = np.zeros(len(COMPARISONS), np.int64), np.zeros(len(COMPARISONS))
    compare(people, a, b, levels, rarities)
    steps = [Step("prior", "prior", float(w.prior[0]), 0.0, *PRIOR)]
    kin = float(w.prior[1])
    for c, (name, level) in enumerate(zip(COMPARISONS, levels.tolist(), strict=True)):
        if not comparison(model, name).levels:
            continue  # the model leaves it out
        if level == 0:
            steps.append(Step(name, "unknown", 0.0, 0.0, *UNKNOWN))
            continue
        found = comparison(model, name).levels[level - 1]
        rarity = float(w.rarity[c, level] * rarities[c])
        kin += float(w.kin[c, level]) + rarity
        steps.append(Step(name, found.code, float(w.match[c, level]) + rarity, rarity, found.en, found.zh))
    steps.append(Step("kin", "kin", -float(np.log2(1.0 + 2.0 ** min(kin, 500.0))), 0.0, *KIN))
    total = sum(step.weight for step in steps)
    likely = float(probability(np.array(total)))
    return Explanation(tuple(steps), total, likely, *rules, turns(levels, rarities, w, model))


def _rules(e: Any, model: Model) -> tuple[tuple[str, ...], tuple[str, ...]]:
    from recontact.linkage.keys import keyed

    held: list[str] = []
    missed: list[str] = []
    for rule in model.rules:
        rows, hashes = keyed(e, rule.keys)
        both = np.intersect1d(hashes[rows == 0], hashes[rows == 1])
        (held if both.size else missed).append(rule.name)
    return tuple(held), tuple(missed)
