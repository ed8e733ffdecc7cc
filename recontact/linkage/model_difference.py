"""What differs between two models: every level's weight, prior, thresholds, rules, and what was counted."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from recontact.linkage.frequency import ROWS
from recontact.linkage.model import Level, Model

NUMBERS = ("prior", "thresholds", "conflict", "training", "pseudo", "hubs", "gaps", "floors")


def summary(model: Model) -> dict[str, Any]:
    """Return a model as a reader wants it: version (hash of its content), numbers, rules, bits of every level."""
    return {
        "version": model.digest,
        "name": model.name,
        "trained": model.trained,
        **{name: dict(getattr(model, name)) for name in NUMBERS},
        "rules": [{"keys": list(rule.keys), "cap": rule.cap} for rule in model.rules],
        "levels": [_level(comparison.name, level) for comparison in model.comparisons for level in comparison.levels],
        "records_counted": {name: counts.get(ROWS, 0) for name, counts in sorted(model.frequencies.items())},
    }


def difference(before: Model, after: Model) -> dict[str, Any]:
    """Return what differs, each as `before` and `after` (None where one has it not); levels by bits, largest first."""
    old, new = summary(before), summary(after)
    bits = [{(row["comparison"], row["level"]): row["bits"] for row in each["levels"]} for each in (old, new)]
    levels = [
        {"comparison": key[0], "level": key[1], **change} for key, change in _changed(bits[0], bits[1]).items()
    ]  # fmt: skip
    levels.sort(key=lambda row: (-abs((row["after"] or 0.0) - (row["before"] or 0.0)), row["comparison"], row["level"]))
    rules = [{"+".join(rule["keys"]): rule["cap"] for rule in each["rules"]} for each in (old, new)]
    return {
        "versions": {"before": old["version"], "after": new["version"]},
        "same": old["version"] == new["version"],
        "levels": levels,
        "numbers": {
            f"{name}.{key}": change for name in NUMBERS for key, change in _changed(old[name], new[name]).items()
        },
        "rules": _changed(rules[0], rules[1]),
        "records_counted": _changed(old["records_counted"], new["records_counted"]),
    }


def _changed(before: Mapping[Any, Any], after: Mapping[Any, Any]) -> dict[Any, dict[str, Any]]:
    keys = [*before, *(key for key in after if key not in before)]
    both = {key: {"before": before.get(key), "after": after.get(key)} for key in keys}
    return {key: each for key, each in both.items() if each["before"] != each["after"]}


def _level(comparison: str, level: Level) -> dict[str, Any]:
    shares = {"match": level.match, "chance": level.chance, "kin": level.kin}
    named = {"comparison": comparison, "level": level.code, "state": level.state, "en": level.en, "zh": level.zh}
    return {**named, "bits": _bits(level.match, level.chance), **shares}


def _bits(match: float, chance: float) -> float | None:
    return round(float(np.log2(match / chance)), 4) if match > 0 < chance else None
