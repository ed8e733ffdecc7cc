"""The records themselves say that the point is somebody else's."""

import numpy as np

from recontact.graph.scene import Flags, Scene
from recontact.graph.settings import loglik
from recontact.graph.steps import Steps, code_of, steps


def named_as_third_party(scene: Scene) -> Steps:
    """Return a step per holding that a record of the same borrower gives as another person's."""
    return _steps(scene, scene.named_other, scene.settings.named_as_third_party, "named_as_third_party")


def workplace(scene: Scene) -> Steps:
    """Return a step per holding that some record gives as an employer's."""
    return _steps(scene, scene.workplace, scene.settings.workplace, "workplace")


def _steps(scene: Scene, holds: Flags, row: tuple[float, ...], code: str) -> Steps:
    held = scene.holdings
    rows = np.flatnonzero(holds & held.listed)
    return steps(rows.astype(np.int32), held.value_first[rows], np.array(loglik(row)), code_of(code))
