"""An account at an address was closed."""

import numpy as np
import pyarrow.compute as pc

from recontact.graph.scene import Scene
from recontact.graph.settings import loglik
from recontact.graph.steps import Steps, code_of, steps
from recontact.schema import CONTACT_TYPES, USAGES


def account_closed(scene: Scene) -> Steps:
    """Return a step on the last day of each closed account at an address: people close it when they leave."""
    seen = scene.sightings
    closed = np.asarray(pc.fill_null(scene.graph.mentions["closed"], False), dtype=np.bool_)[seen.mention]
    at_address = scene.holdings.type[seen.holding] == CONTACT_TYPES.index("address")
    supplied = at_address & (seen.usage == USAGES.index("service")) & scene.holdings.listed[seen.holding]
    rows = np.flatnonzero(closed & supplied & (seen.copied_from < 0))
    # the day shown, not the value's day: closing comes after the last sign of use
    row = np.array(loglik(scene.settings.closed_account))
    return steps(
        seen.holding[rows], seen.shown[rows], row, code_of("account_closed"), observation=seen.observation[rows]
    )
