"""An account at an address was closed, or is open still."""

import numpy as np
import pyarrow.compute as pc

from recontact.graph.scene import Scene
from recontact.graph.settings import loglik
from recontact.graph.steps import Steps, code_of, joined, steps
from recontact.schema import CONTACT_TYPES, USAGES


def account(scene: Scene) -> Steps:
    """Return a step on the last day of each account at an address whose source tells of closing: people close it when
    they leave, so one that is open still speaks for them. A source that does not tell says nothing by that."""
    seen, settings = scene.sightings, scene.settings
    closed = scene.graph.mentions["closed"]
    at_address = scene.holdings.type[seen.holding] == CONTACT_TYPES.index("address")
    supplied = at_address & (seen.usage == USAGES.index("service")) & scene.holdings.listed[seen.holding]
    supplied &= seen.copied_from < 0
    told = []
    for code, state, row in (
        ("account_closed", closed, settings.closed_account),
        ("account_open", pc.invert(closed), settings.open_account),
    ):
        is_so = np.asarray(pc.fill_null(state, False), dtype=np.bool_)[seen.mention]
        rows = np.flatnonzero(is_so & supplied)
        # the day shown, not the value's day: closing comes after the last sign of use
        days, observation = seen.shown[rows], seen.observation[rows]
        told.append(steps(seen.holding[rows], days, np.array(loglik(row)), code_of(code), observation=observation))
    return joined(told)
