"""The whole hours of a day at which a call is lawful on every day and under every rule."""

import math
from datetime import time

from recontact.policy.jurisdiction import Rules


def call_hours(rules: Rules) -> tuple[int, int]:
    """Return (since, until): a call begun at `since` <= hour < `until` is within every window of hours for calls.

    What a person may have agreed to is not asked. (0, 0) if the windows leave no whole hour.
    """
    windows = [rule.reads for rule in rules.of("window") if "voice" in rule.reads.channels]
    opens = [_hours(each.open or each.after) for each in windows]
    closes = [_hours(each.close or each.before) for each in windows]
    since, until = math.ceil(max(opens, default=0.0)), math.floor(min(closes, default=24.0))
    return (since, until) if since < until else (0, 0)


def _hours(at: time) -> float:
    return at.hour + (at.minute + at.second / 60) / 60
