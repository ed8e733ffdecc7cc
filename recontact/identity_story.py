"""How an identity came together, join by join, and where it is weak: the run's own resolving, played again."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.linkage.model import Model

Array = np.ndarray[Any, Any]
MOST = 60
"""Records of an identity that are told; a larger one is no person but a fault, and the answer says how large it is."""
SENTENCES = {
    "bridge": ("Without this link the identity falls apart.", "去掉这条关联，该身份便会分裂。"),
    "conflict": ("These two records speak against each other.", "这两条记录互相矛盾。"),
    "elsewhere": ("A record fits a record of another identity as well.", "有一条记录也与另一身份的记录相符。"),
}


@dataclass(frozen=True, slots=True)
class Join:
    """Two groups of records that became one, by the link that joined them."""

    left: int
    right: int
    """Rows of the records that the link is between."""
    weight: float
    probability: float
    rule: str | None
    """None: a person judged them the same."""
    sizes: tuple[int, int]
    """Records of the two groups."""
    spare: float | None
    """Bits of the strongest other link between the groups, None if there is none: then all hangs on this one."""


@dataclass(frozen=True, slots=True)
class Weakness:
    """A reason to doubt an identity."""

    kind: str
    """Key of SENTENCES."""
    left: int
    right: int
    weight: float
    """Bits: of the link all hangs on; of the two records that contradict each other; of the link to elsewhere."""


@dataclass(frozen=True, slots=True)
class Story:
    """An identity's records, its joins in order, its weak points (worst first)."""

    rows: tuple[int, ...]
    joins: tuple[Join, ...]
    weak: tuple[Weakness, ...]


def story(persons: pa.Table, identity: Array, links: pa.Table, rows: Array, model: Model) -> Story:
    """Return the story of the identity whose records are `rows` of `persons`; `links` as `linkage.link` returns them.

    Of more than MOST records the first are told, as far as they hang together by themselves.
    """
    rows = np.sort(rows)[:MOST]
    left, right = (links[side].to_numpy() for side in ("left", "right"))
    touching = np.isin(left, rows) | np.isin(right, rows)
    near = links.filter(pa.array(touching))
    left, right = left[touching], right[touching]
    inside = np.isin(left, rows) & np.isin(right, rows)
    own = near.filter(pa.array(inside))
    joins = _joins(persons.take(pa.array(rows)), rows, own, model)
    across = near.filter(pa.array(identity[left] != identity[right]))
    weak = [*_bridges(joins, own, rows, model), *_conflicts(persons, rows, model), *_elsewhere(across, model)]
    return Story(tuple(rows.tolist()), joins, tuple(weak))


def _joins(members: pa.Table, rows: Array, links: pa.Table, model: Model) -> tuple[Join, ...]:
    """Resolve the members anew with one link more each time, strongest first: a join is where two groups meet."""
    from recontact.linkage.people import encode
    from recontact.linkage.resolve import resolve
    from recontact.linkage.weigh import weights

    order = [("weight", "descending"), ("left", "ascending"), ("right", "ascending")]
    links = links.sort_by(order).combine_chunks()
    people, w = encode(members, model).people, weights(model)
    pairs = _pairs(links, rows, model)
    weight = links["weight"].to_numpy().astype(np.float64)
    nobody = np.zeros((0, 2), np.int32)
    before = np.arange(len(rows))
    found = []
    for count in range(1, len(weight) + 1):
        if before[pairs.left[count - 1]] == before[pairs.right[count - 1]]:
            continue
        first = pairs._replace(**{name: getattr(pairs, name)[:count] for name in _FIELDS})
        now = resolve(people, w, model, first, weight[:count], nobody).identity
        at = count - 1
        if now[pairs.left[at]] == now[pairs.right[at]]:
            found.append(_join(links, pairs, weight, at, before))
        before = now
    return tuple(found)


_FIELDS = ("left", "right", "match", "kin", "pattern", "rule")


def _pairs(links: pa.Table, rows: Array, model: Model) -> Any:
    """Return links as resolving takes them; the rows are places among `rows`."""
    from recontact.linkage.compare import COMPARISONS
    from recontact.linkage.score import Pairs
    from recontact.linkage.weigh import weights

    count, radix = links.num_rows, weights(model).radix
    levels = [links[name].to_numpy().astype(np.int64) * radix[c] for c, name in enumerate(COMPARISONS)]
    left, right = (np.searchsorted(rows, links[side].to_numpy()).astype(np.int32) for side in ("left", "right"))
    zeros, rule = np.zeros(count), np.zeros(count, np.int32)
    return Pairs(left, right, zeros, zeros, np.stack(levels).sum(axis=0), rule, np.zeros(0, np.int64))


def _join(links: pa.Table, pairs: Any, weight: Array, at: int, before: Array) -> Join:
    a, b = before[pairs.left[at]], before[pairs.right[at]]
    ends = np.stack([before[pairs.left], before[pairs.right]])
    between = np.flatnonzero(((ends[0] == a) & (ends[1] == b)) | ((ends[0] == b) & (ends[1] == a)))
    others = between[between != at]
    row = links.slice(at, 1).to_pylist()[0]
    sizes = int((before == a).sum()), int((before == b).sum())
    spare = float(weight[others].max()) if len(others) else None
    return Join(row["left"], row["right"], row["weight"], row["probability"], row["rule"], sizes, spare)


def _bridges(joins: tuple[Join, ...], links: pa.Table, rows: Array, model: Model) -> list[Weakness]:
    """Return the joining links without which the others do not hold the identity together, weakest first."""
    from recontact.linkage.strength import joined_at

    left, right = (np.searchsorted(rows, links[side].to_numpy()) for side in ("left", "right"))
    probability, found = links["probability"].to_numpy(), []
    for join in joins:
        a, b = np.searchsorted(rows, (join.left, join.right))
        rest = np.where((left == a) & (right == b), 0.0, probability)
        group = joined_at(len(rows), left, right, rest, model.thresholds["link"])
        if group[a] != group[b]:
            found.append(Weakness("bridge", join.left, join.right, join.weight))
    return sorted(found, key=lambda weak: weak.weight)


def _conflicts(persons: pa.Table, rows: Array, model: Model) -> list[Weakness]:
    """Return the pairs of records whose own evidence, prior aside, is against one person, worst first."""
    from recontact.linkage.people import encode
    from recontact.linkage.score import weigh_rows
    from recontact.linkage.weigh import weights

    w = weights(model)
    left, right = np.triu_indices(len(rows), 1)
    people = encode(persons.take(pa.array(rows)), model).people
    weight = weigh_rows(people, w, left, right)[0] - w.prior[0] if len(left) else np.zeros(0)
    worst = np.flatnonzero(weight < 0)
    worst = worst[np.argsort(weight[worst], kind="stable")]
    ends = ((int(rows[left[at]]), int(rows[right[at]]), float(weight[at])) for at in worst)
    return [Weakness("conflict", *each) for each in ends]


def _elsewhere(across: pa.Table, model: Model) -> list[Weakness]:
    """Return the links to other identities that would have been strong enough, strongest first."""
    strong = across.filter(pc.greater_equal(across["probability"], model.thresholds["link"]))
    rows = strong.sort_by([("weight", "descending"), ("left", "ascending"), ("right", "ascending")]).to_pylist()
    return [Weakness("elsewhere", row["left"], row["right"], row["weight"]) for row in rows]
