"""What outcomes and labels taught: corrections of the log-odds per kind of point, small, named and reversible."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from recontact.graph.scene import Floats, Ints, Scene
from recontact.graph.steps import CODES, Steps
from recontact.schema import CONTACT_KINDS, CONTACT_TYPES, USAGES

if TYPE_CHECKING:
    from scipy.sparse import csr_array

KIND_OF_TYPE = {
    "mobile": "phone",
    "landline": "phone",
    "email": "email",
    "im": "im",
    "address": "address",
    "in_app": "im",
}
"""Kind by contact type: a calibration is learned for each kind."""
_EDGE = 1e-6


@dataclass(frozen=True, slots=True)
class Correction:
    """Of one kind: new log-odds = slope · log-odds + intercept + the weights of the features that hold."""

    slope: float = 1.0
    intercept: float = 0.0
    weights: Mapping[str, float] = field(default_factory=dict)
    """By feature (see `features`), natural log-odds."""
    borrowers: int = 0
    """On how many borrowers it rests."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The corrections by kind; without one a kind stays as the filter has it."""

    kinds: Mapping[str, Correction] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return it as plain data for JSON."""
        names = ("slope", "intercept", "weights", "borrowers")
        return {kind: {name: getattr(each, name) for name in names} for kind, each in sorted(self.kinds.items())}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return what `to_dict` gave."""
        return cls({kind: Correction(**each) for kind, each in data.items()})


def features(scene: Scene, steps: Steps) -> "tuple[tuple[str, ...], csr_array]":
    """Return the names of the features and (holdings, features): 1 where one holds.

    A feature is a kind of evidence (`code:…`), a source that names the point (`source:…`, copies left out), how a
    source says that it is used (`usage:…`), or its type.
    """
    from scipy.sparse import coo_array

    held, seen = scene.holdings, scene.sightings
    sources = sorted(scene.graph.mentions["source"].unique().to_pylist())
    names = (
        *(f"code:{code}" for code in CODES),
        *(f"type:{type_}" for type_ in CONTACT_TYPES),
        *(f"source:{source}" for source in sources),
        *(f"usage:{usage}" for usage in USAGES),
    )
    own = seen.copied_from < 0
    place = len(CODES)
    rows = [steps.holding, np.arange(len(held)), seen.holding[own], seen.holding[own]]
    columns = [steps.code, held.type + place]
    columns.append(seen.source[own] + (place := place + len(CONTACT_TYPES)))
    columns.append(seen.usage[own] + place + len(sources))
    pair = np.unique(np.concatenate(rows).astype(np.int64) * len(names) + np.concatenate(columns))
    found = (np.ones(len(pair)), (pair // len(names), pair % len(names)))
    return names, coo_array(found, shape=(len(held), len(names))).tocsr()


def corrected(learned: Learned, scene: Scene, steps: Steps, own: Floats) -> Floats:
    """Return the probabilities (holdings) that a point reaches the borrower, with what was learned."""
    if not learned.kinds:
        return own
    names, matrix = features(scene, steps)
    kind = kinds_of(scene.holdings.type)
    result = own.copy()
    for name, correction in learned.kinds.items():
        rows = np.flatnonzero(kind == CONTACT_KINDS.index(name))
        weights = np.array([correction.weights.get(each, 0.0) for each in names])
        logit = correction.slope * log_odds(own[rows]) + correction.intercept + matrix[rows] @ weights
        result[rows] = 1.0 / (1.0 + np.exp(-logit))
    return result


def kinds_of(type_: Ints) -> Ints:
    """Return the index into CONTACT_KINDS of every contact type."""
    table = np.array([CONTACT_KINDS.index(KIND_OF_TYPE[name]) for name in CONTACT_TYPES], dtype=np.int32)
    return table[type_]


def log_odds(probability: Floats) -> Floats:
    """Return natural log-odds; certainty is kept a millionth away."""
    inside = np.clip(probability, _EDGE, 1.0 - _EDGE)
    result: Floats = np.log(inside / (1.0 - inside))
    return result
