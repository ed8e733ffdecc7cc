"""How good identities are, with labels: pairwise, B-cubed, the errors; and how two runs differ."""

from typing import Any

import numpy as np
import pyarrow as pa

Array = np.ndarray[Any, Any]


def measures(entity: Array, identity: Array, weight: Array | None = None) -> dict[str, float]:
    """Return precision, recall and F1 over pairs of records, and B-cubed over records (Bagga and Baldwin 1998).

    `entity` and `identity` number the records' true and found groups; each record counts `weight` times (default once),
    the same for all records of an entity.
    """
    weight = np.ones(len(entity)) if weight is None else weight
    entity, identity = numbered(entity), numbered(identity)
    _, first, cell = np.unique(entity * (len(identity) + 1) + identity, return_index=True, return_inverse=True)
    cells, entities, identities = (np.bincount(each) for each in (cell, entity, identity))
    both = _pairs(cells, weight[first])
    found = _pairs(identities, np.bincount(identity, weights=weight) / np.maximum(identities, 1))
    true = _pairs(entities, np.bincount(entity, weights=weight) / np.maximum(entities, 1))
    pairs = _three(both / found if found else 1.0, both / true if true else 1.0)
    shared, everything = weight * cells[cell], max(float(weight.sum()), 1e-9)
    records = _three(
        float((shared / identities[identity]).sum()) / everything, float((shared / entities[entity]).sum()) / everything
    )
    named = ("precision", "recall", "f1")
    return {**dict(zip(named, pairs, strict=True)), **{f"b3_{k}": v for k, v in zip(named, records, strict=True)}}


def intervals(entity: Array, identity: Array, draws: int = 200) -> dict[str, tuple[float, float]]:
    """Return 95 % bootstrap intervals of `f1` and `b3_f1`; whole groups that share entities or identities are drawn."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    entity, identity = numbered(entity), numbered(identity)
    entities = int(entity.max(initial=-1)) + 1
    shape = (entities + int(identity.max(initial=-1)) + 1,) * 2
    graph = csr_array((np.ones(len(entity)), (entity, entities + identity)), shape=shape)
    group = connected_components(graph, directed=False)[1][entity]
    groups, rng = int(group.max(initial=-1)) + 1, np.random.default_rng(20240229)
    drawn = []
    for _ in range(draws):
        times = np.bincount(rng.integers(0, groups, groups), minlength=groups).astype(float)
        each = measures(entity, identity, times[group])
        drawn.append((each["f1"], each["b3_f1"]))
    low, high = np.percentile(drawn, (2.5, 97.5), axis=0)
    return {"f1": (float(low[0]), float(high[0])), "b3_f1": (float(low[1]), float(high[1]))}


def errors(entity: Array, identity: Array, most: int = 20) -> dict[str, list[tuple[int, int]]]:
    """Return pairs of records to look at: `joined` wrongly, `parted` wrongly; one per wrong meeting of two groups."""
    entity, identity = numbered(entity), numbered(identity)
    return {"joined": _clashes(identity, entity, most), "parted": _clashes(entity, identity, most)}


def difference(before: Array, after: Array) -> dict[str, int]:
    """Return how two runs over the same records differ: identities kept, merged, split, or both (`moved`)."""
    before, after = numbered(before), numbered(after)
    cells = np.unique(np.stack([before, after], axis=1), axis=0)
    parts, sources = np.bincount(cells[:, 0]), np.bincount(cells[:, 1])
    split, merged = parts[cells[:, 0]] > 1, sources[cells[:, 1]] > 1
    kept = int((~split & ~merged).sum())
    merged_only = len(np.unique(cells[merged & ~split, 1]))
    split_only = len(np.unique(cells[split & ~merged, 0]))
    moved = len(np.unique(cells[split & merged, 0]))
    return {"same": kept, "merged": merged_only, "split": split_only, "moved": moved}


def unlabelled(identity: Array, ambiguous: Array, links: pa.Table) -> dict[str, Any]:
    """Return what can be told without labels: identities by size, links by probability, records linked to nothing.

    `homonyms`: share of identities that have a strong link (half or more) into another identity.
    """
    identity = numbered(identity)
    sizes = np.bincount(identity)
    left, right = links["left"].to_numpy(), links["right"].to_numpy()
    likely = links["probability"].to_numpy()
    across = (likely >= 0.5) & (identity[left] != identity[right])
    doubtful = np.unique(np.concatenate([identity[left[across]], identity[right[across]]]))
    tenths = np.bincount(np.minimum((likely * 10).astype(int), 9), minlength=10)
    numbers, counts = np.unique(sizes, return_counts=True)
    return {
        "records": len(identity),
        "identities": len(sizes),
        "sizes": {int(size): int(count) for size, count in zip(numbers, counts, strict=True)},
        "links_by_tenth": tenths.tolist(),
        "unlinked_records": int(len(identity) - len(np.unique(np.concatenate([left, right])))),
        "homonyms": len(doubtful) / max(len(sizes), 1),
        "ambiguous_records": int(ambiguous.sum()),
    }


def numbered(groups: Array) -> Array:
    """Return groups of any kind as numbers from 0 (int64)."""
    return np.unique(groups, return_inverse=True)[1].astype(np.int64)


def _clashes(joined: Array, apart: Array, most: int) -> list[tuple[int, int]]:
    order = np.lexsort((apart, joined))
    left, right = order[:-1], order[1:]
    clash = np.flatnonzero((joined[left] == joined[right]) & (apart[left] != apart[right]))[:most]
    return [(int(min(a, b)), int(max(a, b))) for a, b in zip(left[clash], right[clash], strict=True)]


def _pairs(sizes: Array, weight: Array) -> float:
    return float((sizes * (sizes - 1) / 2 * weight).sum())


def _three(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
