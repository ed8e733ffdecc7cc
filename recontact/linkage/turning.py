"""What would have had to differ for the other verdict on a pair: computed by the weights that gave the verdict."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from recontact.linkage.model import Model

Array = np.ndarray[Any, Any]
UNKNOWN = ("It could not be compared.", "无法比较。")


@dataclass(frozen=True, slots=True)
class Change:
    """One comparison on another level than it was."""

    comparison: str
    before: str
    """Code of the level; `unknown` if it could not be told."""
    after: str
    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Turn:
    """Changes that together give the other verdict."""

    changes: tuple[Change, ...]
    weight: float
    """log2 odds with them."""
    probability: float


def turns(levels: Array, rarities: Array, w: Any, model: Model) -> tuple[Turn, ...]:
    """Return what turns the verdict on a pair with these levels, nearest to the line first.

    The verdict is whether the pair is likelier one person than the model's `link`. Each comparison by itself is put on
    each of its other levels, a shared value counting as one of average frequency, and taken on the level nearest to the
    line of those that turn the verdict. If no comparison does so by itself, one turn is returned that makes the
    strongest change after the strongest until the verdict turns; nothing if all together cannot.
    """
    line = float(np.log2(model.thresholds["link"] / (1 - model.thresholds["link"])))
    options = _options(levels, rarities, w, model)
    one_person = _odds(levels, rarities, w) >= line
    crossing = np.where((options >= line) != one_person, np.abs(options - line), np.inf)
    crossing[np.isnan(options)] = np.inf
    best = crossing.argmin(axis=1)
    alone = [c for c in range(len(levels)) if np.isfinite(crossing[c, best[c]])]
    alone.sort(key=lambda c: (float(crossing[c, best[c]]), c))
    if alone:
        return tuple(_turn([(c, int(best[c]))], levels, float(options[c, best[c]]), model) for c in alone)
    return _together(levels, rarities, w, model, 1 if one_person else -1)


def _together(levels: Array, rarities: Array, w: Any, model: Model, sign: int) -> tuple[Turn, ...]:
    """Return the turn of several comparisons; `sign` is 1 if the weight must fall, -1 if it must rise."""
    line = float(np.log2(model.thresholds["link"] / (1 - model.thresholds["link"])))
    at, rare, weight = levels.copy(), rarities.copy(), _odds(levels, rarities, w)
    taken: list[tuple[int, int]] = []
    while (weight >= line) == (sign > 0):
        options = sign * _options(at, rare, w, model)
        options[[c for c, _ in taken]] = np.inf
        c, level = np.unravel_index(np.nanargmin(options), options.shape)
        if not options[c, level] < sign * weight:
            return ()
        at[c], rare[c], weight = level, 0.0, float(sign * options[c, level])
        taken.append((int(c), int(level)))
    return (_turn(taken, levels, weight, model),)


def _options(levels: Array, rarities: Array, w: Any, model: Model) -> Array:
    """Return the odds with each comparison on each level (0 unknown), nan for the present one and for none."""
    from recontact.linkage.weigh import odds, sizes

    match, kin = _bits(levels, rarities, w)
    of, shared = np.arange(len(levels)), w.rarity[np.arange(len(levels)), levels] * rarities
    rest_match, rest_kin = (total - bits[of, levels] - shared for total, bits in ((match, w.match), (kin, w.kin)))
    found: Array = odds(rest_match[:, None] + w.match, rest_kin[:, None] + w.kin, w.prior)
    found[np.arange(found.shape[1]) >= sizes(model)[:, None]] = np.nan
    found[of, levels] = np.nan
    return found


def _odds(levels: Array, rarities: Array, w: Any) -> float:
    from recontact.linkage.weigh import odds

    match, kin = _bits(levels, rarities, w)
    return float(odds(np.array(match), np.array(kin), w.prior))


def _bits(levels: Array, rarities: Array, w: Any) -> tuple[float, float]:
    of = np.arange(len(levels))
    shared = w.rarity[of, levels] * rarities
    return float((w.match[of, levels] + shared).sum()), float((w.kin[of, levels] + shared).sum())


def _turn(changed: list[tuple[int, int]], levels: Array, weight: float, model: Model) -> Turn:
    from recontact.linkage.compare import COMPARISONS
    from recontact.linkage.weigh import comparison, probability

    changes = []
    for c, level in changed:
        of = comparison(model, COMPARISONS[c]).levels
        before = of[levels[c] - 1].code if levels[c] else "unknown"
        after = (of[level - 1].code, of[level - 1].en, of[level - 1].zh) if level else ("unknown", *UNKNOWN)
        changes.append(Change(COMPARISONS[c], before, *after))
    return Turn(tuple(changes), weight, float(probability(np.array(weight))))
