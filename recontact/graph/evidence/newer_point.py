"""The person has another point of the same type that is newer, or was seen again later."""

from typing import Any

import numpy as np

from recontact.graph.scene import Flags, Floats, Scene
from recontact.graph.steps import Steps, code_of, steps
from recontact.schema import CONTACT_TYPES, USAGES


def newer_point(scene: Scene) -> Steps:
    """Return steps on the day a newer point appears: it counts as far as the newer one is trusted to be theirs."""
    newer, _ = _pairs(scene)
    return _steps(scene, newer, scene.settings.newer_point, "newer_point", scene.holdings.since)


def other_seen_later(scene: Scene) -> Steps:
    """Return steps on the day a point known before is seen again, later than this one."""
    _, later = _pairs(scene)
    return _steps(scene, later, scene.settings.other_seen_later, "other_seen_later", scene.holdings.value_last)


def _pairs(scene: Scene) -> Any:
    from recontact.graph.loops import newer_points

    held = scene.holdings
    counts, slack = scene.settings.newer_point_counts, scene.settings.sharing.window_days // 2
    return newer_points(held.identity, held.type, held.listed, held.since, held.value_last, counts, slack)


def _steps(scene: Scene, others: Any, weights: dict[str, float], code: str, day: Any) -> Steps:
    held, second = scene.holdings, _second(scene)
    holding, place = np.nonzero(others >= 0)
    other = others[holding, place]
    replaced = ~second[holding] & ~second[other]
    holding, other = holding[replaced], other[replaced]
    weight = np.array([weights[name] for name in CONTACT_TYPES])[held.type[holding]]
    loglik = np.zeros((len(holding), 6))
    loglik[:, :2] = _mixed(weight, _trust(scene)[other])[:, None]
    loglik[:, 5] = _mixed(weight / 2.0, _trust(scene)[other])  # a stranger's point: halfway, nothing is known
    return steps(holding, day[other], loglik, code_of(code), observation=held.observation[other])


def _second(scene: Scene) -> Flags:
    """Points that every record gives as a second one: held beside the first, neither replaces the other."""
    seen, count = scene.sightings, len(scene.holdings)
    alternate = seen.usage == USAGES.index("alternate")
    first = np.bincount(seen.holding[~alternate], minlength=count) > 0
    return (np.bincount(seen.holding[alternate], minlength=count) > 0) & ~first


def _mixed(weight: Floats, trust: Floats) -> Floats:
    result: Floats = np.log(trust * np.exp(weight) + 1.0 - trust)
    return result


def _trust(scene: Scene) -> Floats:
    """Trust that a point was the person's own; none in what looks like an agent's, an employer's or a relative's."""
    doubtful = scene.workplace | scene.named_other | (scene.people >= scene.settings.sharing.hub)
    return np.where(doubtful, 0.0, scene.holdings.trust)
