"""The borrower is on the list: what the lender had on file did not reach them."""

import numpy as np
import pyarrow.compute as pc

from recontact.graph.scene import Scene
from recontact.graph.settings import loglik
from recontact.graph.steps import Steps, code_of, steps
from recontact.schema import CONTACT_TYPES, USAGES

_FIRST_CHOICE = (USAGES.index("own"), USAGES.index("current"))


def lost_on_file(scene: Scene) -> Steps:
    """Return a step on the last day for each mobile number that a row with the lender's own number has given first for
    `lost_days`. Where a call has reached the borrower, the loss has another reason: then it says nothing."""
    seen, held, happened = scene.sightings, scene.holdings, scene.happenings
    on_file = np.asarray(pc.is_valid(scene.graph.mentions["customer"]), dtype=np.bool_)[seen.mention]
    fits = on_file & np.isin(seen.usage, _FIRST_CHOICE) & (seen.copied_from < 0)
    lost = np.zeros(len(held), dtype=np.bool_)
    lost[seen.holding[fits]] = True
    lost &= held.listed & (held.type == CONTACT_TYPES.index("mobile"))
    lost &= held.first <= scene.as_of - scene.settings.lost_days
    lost[happened.holding[happened.result.astype(str) == "right_party"]] = False
    rows = np.flatnonzero(lost)
    day = np.full(len(rows), scene.as_of, dtype=np.int32)
    return steps(rows.astype(np.int32), day, np.array(loglik(scene.settings.lost_on_file)), code_of("lost_on_file"))
