"""Dated answers in coded words: looks up their likelihoods, and damps what only repeats itself."""

from collections.abc import Mapping

import numpy as np

from recontact.graph.scene import Scene
from recontact.graph.settings import loglik
from recontact.graph.steps import CODES, Steps, code_of, steps


def answers(
    scene: Scene,
    rows: np.ndarray,
    family: str,
    table: Mapping[str, tuple[float, ...]],
    result: np.ndarray | None = None,
) -> Steps:
    """Return a step per happening of `rows` whose result is in `table`; its code is `family_result`.

    The same answer at the same holding within `repeat_days` counts `repeat_weight`, then its square, and so on."""
    from recontact.graph.loops import repeat_weights

    words = sorted(word for word in table if f"{family}_{word}" in CODES)
    if not words or not len(rows):
        return steps(rows[:0], rows[:0], np.zeros(6), 0)
    happened = scene.happenings
    result = happened.result[rows] if result is None else result
    known = np.isin(result.astype(str), words)
    rows, result = rows[known], result[known].astype(str)
    word = np.searchsorted(np.array(words), result)
    order = np.lexsort((happened.event[rows], happened.day[rows], word, happened.holding[rows]))
    rows, word = rows[order], word[order]
    group = happened.holding[rows].astype(np.int64) * len(words) + word
    weights = repeat_weights(group, happened.day[rows], scene.settings.repeat_weight, scene.settings.repeat_days)
    rows_of_words = np.array([loglik(table[name]) for name in words])
    code = np.array([code_of(f"{family}_{name}") for name in words])[word]
    likelihoods = rows_of_words[word] * weights[:, None]
    return steps(happened.holding[rows], happened.day[rows], likelihoods, code, event=happened.event[rows])
