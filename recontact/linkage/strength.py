"""What identities hang on: how they change with the threshold, and how good they are part by part."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from recontact.linkage.evaluate import difference, measures, numbered

Array = np.ndarray[Any, Any]
THRESHOLDS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)


def joined_at(count: int, left: Array, right: Array, probability: Array, least: float) -> Array:
    """Return a group per record if every link of a probability of `least` or more joined its two records."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    kept = probability >= least
    graph = csr_array((np.ones(int(kept.sum())), (left[kept], right[kept])), shape=(count, count))
    return np.asarray(connected_components(graph, directed=False)[1])


def curve(entity: Array, left: Array, right: Array, probability: Array) -> list[dict[str, float]]:
    """Return the measures of simply joining all links from a threshold on, for each of THRESHOLDS.

    Identities are made with more care than that; the curve shows what the probabilities are worth.
    """
    groups = ((least, joined_at(len(entity), left, right, probability, least)) for least in THRESHOLDS)
    return [{"threshold": least, **measures(entity, group)} for least, group in groups]


def stability(identity: Array, left: Array, right: Array, probability: Array) -> list[dict[str, float]]:
    """Return how identities differ from those with another threshold: each split where only weaker links hold it, and
    merged where two hang together by links as strong; counts as of `difference`."""
    found = []
    for least in THRESHOLDS:
        inside = identity[left] == identity[right]
        held = np.where(inside, probability, 0.0)
        apart = joined_at(len(identity), left, right, held, least)
        both = joined_at(len(identity), left, right, probability, least)
        parted, merged = difference(identity, apart), difference(apart, both)
        found.append({"threshold": least, "split": parted["split"], "merged": merged["merged"]})
    return found


def by_group(entity: Array, identity: Array, group: Sequence[str]) -> list[dict[str, Any]]:
    """Return B-cubed precision and recall of the records of each group (every record has one), by name."""
    entity, identity = numbered(entity), numbered(identity)
    _, cell = np.unique(entity * (int(identity.max(initial=0)) + 1) + identity, return_inverse=True)
    together = np.bincount(cell)[cell]
    precision, recall = together / np.bincount(identity)[identity], together / np.bincount(entity)[entity]
    names = np.array(group)
    rows = []
    for name in sorted(set(group)):
        mine = names == name
        p, r = float(precision[mine].mean()), float(recall[mine].mean())
        rows.append(
            {"segment": name, "records": int(mine.sum()), "precision": p, "recall": r, "f1": 2 * p * r / (p + r)}
        )
    return rows


def by_sources(entity: Array, identity: Array, source: Sequence[str]) -> list[dict[str, Any]]:
    """Return pairwise precision and recall of the pairs between each two sources, and within each."""
    names, code = np.unique(np.array(source), return_inverse=True)
    entity, identity = numbered(entity), numbered(identity)
    both = numbered(entity * (int(identity.max(initial=0)) + 1) + identity)
    true, found, right = (_between(groups, code, len(names)) for groups in (entity, identity, both))
    rows = []
    for a in range(len(names)):
        for b in range(a, len(names)):
            if not true[a, b] and not found[a, b]:
                continue
            p = float(right[a, b] / found[a, b]) if found[a, b] else 1.0
            r = float(right[a, b] / true[a, b]) if true[a, b] else 1.0
            segment = f"{names[a]} – {names[b]}"
            pairs = {"true_pairs": int(true[a, b]), "found_pairs": int(found[a, b])}
            f1 = 2 * p * r / (p + r) if p + r else 0.0
            rows.append({"segment": segment, **pairs, "precision": p, "recall": r, "f1": f1})
    return rows


def _between(groups: Array, source: Array, sources: int) -> Array:
    """Return [sources, sources]: pairs of records in one group, one of the first source and one of the second."""
    from scipy.sparse import csr_array

    shape = (int(groups.max(initial=0)) + 1, sources)
    counts = csr_array((np.ones(len(groups)), (groups, source)), shape=shape)
    pairs = (counts.T @ counts).toarray()
    own = np.bincount(source, minlength=sources)
    pairs[np.arange(sources), np.arange(sources)] = (np.diagonal(pairs) - own) / 2
    return pairs
