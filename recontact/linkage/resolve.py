"""From links to identities: strongest links first, each join checked against everything the two groups know."""

from typing import Any, NamedTuple

import numpy as np

from recontact.linkage.compare import COMPARISONS, Weights
from recontact.linkage.model import Model
from recontact.linkage.people import People
from recontact.linkage.score import Pairs
from recontact.linkage.weigh import comparison, probability, unpack

Array = np.ndarray[Any, Any]
ID_AT = COMPARISONS.index("id")


class Groups(NamedTuple):
    """Rows by identity."""

    identity: Array
    """int32 per row, dense, numbered by the first row."""
    belief: Array
    """float64 per row: probability of the best link to the rest of its identity; 1 for a row alone."""
    ambiguous: Array
    """bool per row: another identity fits about as well."""
    refused: int
    """Links strong enough but refused, since the groups contradict each other."""


def resolve(people: People, w: Weights, model: Model, pairs: Pairs, weight: Array, apart: Array) -> Groups:
    """Return identities; `weight` is the log2 odds of each pair, `apart` (int32 [n, 2]) pairs that must not meet."""
    from recontact.linkage.join import Links, join, numbered
    from recontact.linkage.link_table import by_rows
    from recontact.linkage.radix import ascending

    rows = len(people.rows)
    least = np.log2(model.thresholds["link"] / (1 - model.thresholds["link"]))
    strong = np.flatnonzero(weight >= least)
    order = strong[ascending(by_rows(pairs.left[strong], pairs.right[strong]))]
    order = order[ascending(heaviest_first(weight[order]))]
    both = np.concatenate([apart, apart[:, ::-1]])
    both = both[np.lexsort((both[:, 1], both[:, 0]))]
    bounds = np.searchsorted(both[:, 0], np.arange(rows + 1)).astype(np.int64)
    different = len(comparison(model, "id").levels)
    against = max(-float(w.match[ID_AT, different]), 0.0) * model.conflict["id"]
    settings = np.array([least, against, model.conflict["share"], model.conflict["kin"]])
    links = Links(
        *(pairs.left[order], pairs.right[order], weight[order]),
        unpack(pairs.pattern[order], model)[ID_AT],
        (pairs.rule[order] >= 0) & (pairs.match[order] >= 0),
    )
    root, refused = join(people, w, links, np.ascontiguousarray(both[:, 1]), bounds, settings)
    identity = numbered(root)
    belief, ambiguous = _fit(pairs, weight, identity, model.thresholds["ambiguous"])
    return Groups(identity, belief, ambiguous, int(refused))


def _fit(pairs: Pairs, weight: Array, identity: Array, share: float) -> tuple[Array, Array]:
    from recontact.linkage.join import best_links

    own, other = best_links(pairs.left, pairs.right, weight, identity)
    linked, fits = np.flatnonzero(np.isfinite(own)), np.flatnonzero(np.isfinite(other))
    belief, inside = np.ones(len(own)), np.zeros(len(own))
    belief[linked] = inside[linked] = probability(own[linked])
    elsewhere = probability(other[fits])
    ambiguous = np.zeros(len(own), bool)
    ambiguous[fits] = (elsewhere >= 0.5) & (elsewhere >= share * inside[fits])
    return belief, ambiguous


def heaviest_first(weight: Array) -> Array:
    """Return a number per weight that orders the heaviest first (uint64): its bits, those of negative ones reversed."""
    bits = (0.0 - weight).view(np.int64)  # never -0.0
    return (bits ^ ((bits >> 63) & np.int64(0x7FFFFFFFFFFFFFFF))).view(np.uint64) ^ np.uint64(1 << 63)
