"""An account at an address was closed, or is open still."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.scene import Scene
from recontact.graph.settings import loglik
from recontact.graph.steps import Steps, code_of, steps
from recontact.schema import CONTACT_TYPES, USAGES


def account(scene: Scene) -> Steps:
    """Return a step on the last day of each account at an address whose source tells of closing: people close it when
    they leave, so one that is open still speaks for them. A source that does not tell says nothing by that."""
    seen, settings = scene.sightings, scene.settings
    at_address = scene.holdings.type[seen.holding] == CONTACT_TYPES.index("address")
    supplied = at_address & (seen.usage == USAGES.index("service")) & scene.holdings.listed[seen.holding]
    rows = np.flatnonzero(supplied & (seen.copied_from < 0))
    state = scene.graph.mentions["closed"].take(pa.array(seen.mention[rows]))
    rows, closed = rows[np.asarray(pc.is_valid(state))], np.asarray(state.drop_null())
    likelihoods = np.array([loglik(settings.open_account), loglik(settings.closed_account)])[closed.astype(np.int64)]
    code = np.where(closed, code_of("account_closed"), code_of("account_open"))
    # the day shown, not the value's day: closing comes after the last sign of use
    return steps(seen.holding[rows], seen.shown[rows], likelihoods, code, observation=seen.observation[rows])
