"""Who else uses a point: at the same time or afterwards, within the household or outside."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from recontact.graph.scene import Flags, Holdings, Ints
from recontact.graph.settings import RankingSettings
from recontact.schema import CONTACT_TYPES


@dataclass(frozen=True, slots=True)
class Crowd:
    """Per listed holding, counted by distinct identities."""

    people: Ints
    """Others in the same period, outside the household."""
    kin: Ints
    """Others in the same period, who have a dwelling in common with the holder."""
    following: Ints
    """The first holding of the point after this one's last sighting, -1 if none."""
    following_kin: Flags


def crowd(holdings: Holdings, settings: RankingSettings) -> Crowd:
    """Return who else is on the points of the listed."""
    from recontact.graph.loops import shared_use

    order = np.argsort(holdings.point, kind="stable").astype(np.int32)
    homes, home_start = _homes(holdings)
    held = (holdings.identity, holdings.point, holdings.listed, holdings.first, holdings.last)
    return Crowd(*shared_use(order, *held, homes, home_start, settings.sharing.window_days))


def _homes(holdings: Holdings) -> tuple[Ints, Any]:
    """Dwellings per identity; holdings are sorted by identity, so counting gives the starts."""
    is_home = holdings.type == CONTACT_TYPES.index("address")
    counts = np.bincount(holdings.identity[is_home], minlength=int(holdings.identity.max(initial=0)) + 1)
    return holdings.point[is_home], np.concatenate(([0], np.cumsum(counts))).astype(np.int64)
