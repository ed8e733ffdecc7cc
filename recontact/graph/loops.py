"""Compiled loops over holdings and sightings; import this module inside functions."""

import math
from typing import Any

import numpy as np

from recontact.compiled import kernel


@kernel
def running_trust(holding: Any, strength: Any, belief: Any, origin: Any, copied: Any, bonus: Any) -> Any:
    """Return after each sighting the probability that the point was ever the identity's own.

    The strongest sighting counts whole, each further independent origin adds a fixed bonus, and the whole is mixed with
    the best belief in a link: many records that hang on one doubtful link stay as doubtful as the link.
    """
    n = len(holding)
    trust = np.zeros(n)
    start = 0
    best = 0.0
    sure = 0.0
    independent = 0
    for i in range(n):
        if i == 0 or holding[i] != holding[i - 1]:
            start, best, sure, independent = i, -50.0, 0.0, 0
        if not copied[i]:
            log_odds = math.log(strength[i] / (1.0 - strength[i]))
            seen_before = False
            for j in range(start, i):
                if not copied[j] and origin[j] == origin[i] and strength[j] > 0.5:
                    seen_before = True
                    break
            if log_odds > 0.0 and not seen_before:
                independent += 1
            best = max(best, log_odds)
            sure = max(sure, belief[i])
        extra = 0.0
        if best > 0.0:
            for k in range(min(independent - 1, len(bonus))):
                extra += bonus[k]
        trust[i] = sure / (1.0 + math.exp(-(best + extra)))
    return trust


@kernel
def newer_points(identity: Any, type_: Any, listed: Any, first: Any, last: Any, counts: int, slack: int) -> Any:
    """Return per holding up to `counts` holdings of the same person and type first seen after it was last seen, and
    up to `counts` known before but seen again later; -1 where there are fewer. The earliest newer ones are taken."""
    n = len(identity)
    newer = np.full((n, counts), -1, dtype=np.int32)
    later = np.full((n, counts), -1, dtype=np.int32)
    start = 0
    for i in range(n):
        if i == 0 or identity[i] != identity[i - 1]:
            start = i
        if not listed[i]:
            continue
        j = start
        while j < n and identity[j] == identity[i]:
            if j != i and type_[j] == type_[i]:
                if first[j] > last[i]:
                    _keep_earliest(newer[i], first, j)
                elif last[j] > last[i] + slack:
                    _keep_earliest(later[i], last, j)
            j += 1
    return newer, later


@kernel
def _keep_earliest(kept: Any, day: Any, candidate: int) -> None:
    for k in range(len(kept)):
        if kept[k] == -1:
            kept[k] = candidate
            return
        if day[candidate] < day[kept[k]]:
            for m in range(len(kept) - 1, k, -1):
                kept[m] = kept[m - 1]
            kept[k] = candidate
            return


@kernel
def shared_use(
    order: Any, identity: Any, point: Any, listed: Any, first: Any, last: Any, homes: Any, home_start: Any, window: int
) -> Any:
    """Count per listed holding the other people on its point in the same period, and find the next one after it.

    `order` sorts the holdings by point; `homes` holds the dwellings of identity i, sorted, at `home_start[i]` to
    `home_start[i + 1]`. Returns people outside the household, people inside it, the holding that comes next (-1: none),
    and whether that one is of the household.
    """
    n = len(order)
    people = np.zeros(n, dtype=np.int32)
    kin = np.zeros(n, dtype=np.int32)
    following = np.full(n, -1, dtype=np.int32)
    following_kin = np.zeros(n, dtype=np.bool_)
    start = 0
    while start < n:
        end = start + 1
        while end < n and point[order[end]] == point[order[start]]:
            end += 1
        for a in range(start, end):
            i = order[a]
            if not listed[i]:
                continue
            for b in range(start, end):
                j = order[b]
                if j == i:
                    continue
                if first[j] > last[i] and (following[i] < 0 or first[j] < first[following[i]]):
                    following[i] = j
                if first[j] <= last[i] + window and last[j] >= first[i] - window:
                    if same_home(homes, home_start, identity[i], identity[j]):
                        kin[i] += 1
                    else:
                        people[i] += 1
            if following[i] >= 0:
                following_kin[i] = same_home(homes, home_start, identity[i], identity[following[i]])
        start = end
    return people, kin, following, following_kin


@kernel
def same_home(homes: Any, home_start: Any, left: int, right: int) -> bool:
    """Return whether two identities have a dwelling in common."""
    i, j = home_start[left], home_start[right]
    while i < home_start[left + 1] and j < home_start[right + 1]:
        if homes[i] == homes[j]:
            return True
        if homes[i] < homes[j]:
            i += 1
        else:
            j += 1
    return False


@kernel
def repeat_weights(group: Any, day: Any, weight: float, within: int) -> Any:
    """Return 1 for the first of a group's events, weight, weight² … for those within `within` days after it."""
    n = len(group)
    weights = np.ones(n)
    since = 0
    current = 1.0
    for i in range(n):
        if i == 0 or group[i] != group[i - 1] or day[i] - since > within:
            since = day[i]
            current = 1.0
        else:
            current *= weight
        weights[i] = current
    return weights
