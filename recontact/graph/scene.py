"""The columns that evidence reads: holdings, their sightings, and the events at their points."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recontact.graph.contact_graph import ContactGraph
from recontact.graph.settings import RankingSettings

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def distinct(values: Any) -> Any:
    """Return the distinct integers in order: sorting what is nearly in order beats the hashing of `numpy.unique`."""
    ordered = np.sort(values)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=ordered[:1] - 1))] if len(ordered) else ordered


def matches(ordered: Any, wanted: Any) -> tuple[Any, Any]:
    """Return the rows of all pairs of equal integers in `wanted` and `ordered` (ascending), by those of `wanted`."""
    first = np.searchsorted(ordered, wanted, side="left")
    count = np.searchsorted(ordered, wanted, side="right") - first
    row = np.repeat(np.arange(len(count)), count)
    return row, np.repeat(first - (np.cumsum(count) - count), count) + np.arange(len(row))


@dataclass(frozen=True, slots=True)
class Holdings:
    """A holding is a pair (identity, point) that a record names. Sorted by identity, then point."""

    identity: Ints
    point: Ints
    type: Ints
    """Index into schema.CONTACT_TYPES: as what the point ages. A home telephone ages as a landline."""
    listed: Flags
    """The identity is a borrower of the list; the others are here to tell who else uses a point."""
    value_first: Ints
    """Earliest day on which a sighting says that the value was true, copies left out."""
    value_last: Ints
    since: Ints
    """As `value_first`, or the day on which an account that names the point was opened, if that is earlier."""
    first: Ints
    """Earliest day shown by a record, copies left out."""
    last: Ints
    trust: Floats
    """Probability that the point was ever the identity's own."""
    observation: Ints
    """Row of the latest observation: its value is the one to show."""

    def __len__(self) -> int:
        return len(self.identity)


@dataclass(frozen=True, slots=True)
class Sightings:
    """One row per observation of a holding, sorted by holding, day and observation."""

    holding: Ints
    observation: Ints
    mention: Ints
    source: Ints
    origin: Ints
    """Source at the end of the chain of copies: equal origins are not independent."""
    usage: Ints
    day: Ints
    """Day on which the value was true: the record's day less the source's lag."""
    shown: Ints
    """Day that the record shows."""
    strength: Floats
    """Probability that such a value is the person's own."""
    copied_from: Ints
    """Observation that this one copies, -1 if none."""
    trust: Floats
    """Probability, after this sighting, that the point was ever the identity's own."""


@dataclass(frozen=True, slots=True)
class Happenings:
    """One row per event and listed holding of its point."""

    holding: Ints
    event: Ints
    day: Ints
    kind: NDArray[Any]
    result: NDArray[Any]
    channel: NDArray[Any]
    party: NDArray[Any]
    customer: Ints
    """Identity for which the attempt was made, -1 if unknown or a check."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything a kind of evidence may look at."""

    graph: ContactGraph
    settings: RankingSettings
    as_of: int
    holdings: Holdings
    sightings: Sightings
    happenings: Happenings
    workplace: Flags
    """Per holding: some record gives the point as an employer's."""
    named_other: Flags
    """Per holding: a record of the same identity gives the point as another person's."""
    people: Ints
    """Per holding: other people on the point in the same period, outside the household."""
    kin: Ints
    """Per holding: likewise, within the household."""
    later_day: Ints
    """Per holding: first day on which somebody else has the point after the last sighting here, -1 if never."""
    later_trust: Floats
    later_kin: Flags
    """The later holder belongs to the household."""
