"""Quality of clusters against the truth, pairwise and B-cubed, with bootstrap intervals."""

from typing import Any

import numpy as np
import pyarrow as pa

Array = np.ndarray[Any, Any]
DRAWS = 200


def cluster_scores(truth: pa.Table, clusters: pa.Table) -> dict[str, float]:
    """Return all measures of the last column of `clusters` against the last column of `truth`, by record_id."""
    entity, cluster = aligned(truth, clusters)
    ones = np.ones(len(entity))
    return scores(entity, cluster, ones)


def intervals(truth: pa.Table, clusters: pa.Table, draws: int = DRAWS) -> dict[str, tuple[float, float]]:
    """Return 95 % intervals of f1 and b3: whole groups of entities that share clusters are drawn with replacement."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    entity, cluster = aligned(truth, clusters)
    shape = (entity.max() + 1, cluster.max() + 1)
    both = csr_array((np.ones(len(entity)), (entity, cluster)), shape=shape)
    reach = csr_array(both @ both.T)
    _, group = connected_components(reach, directed=False)
    rng = np.random.default_rng(1)
    found = []
    for _ in range(draws):
        times = np.bincount(rng.integers(0, group.max() + 1, group.max() + 1), minlength=group.max() + 1)
        each = scores(entity, cluster, times[group[entity]].astype(float))
        found.append((each["f1"], each["b3"]))
    low, high = np.percentile(found, (2.5, 97.5), axis=0)
    return {"f1": (float(low[0]), float(high[0])), "b3": (float(low[1]), float(high[1]))}


def aligned(truth: pa.Table, clusters: pa.Table) -> tuple[Array, Array]:
    """Return entity and cluster per record of the truth, as numbers; a record in no cluster is one of its own."""
    named = {
        "record_id": truth["record_id"].cast(pa.string()),
        "entity": truth[truth.column_names[-1]].cast(pa.string()),
    }
    found = {
        "record_id": clusters["record_id"].cast(pa.string()),
        "cluster": clusters[clusters.column_names[-1]].cast(pa.string()),
    }
    joined = pa.table(named).join(pa.table(found), "record_id").combine_chunks()
    entity = joined["entity"].combine_chunks().dictionary_encode().indices.to_numpy()
    cluster = joined["cluster"].combine_chunks().dictionary_encode().indices
    alone = np.arange(len(entity)) + len(entity)
    numbers = cluster.fill_null(-1).to_numpy().astype(np.int64)
    _, numbers = np.unique(np.where(numbers >= 0, numbers, alone), return_inverse=True)
    return entity.astype(np.int64), numbers


def scores(entity: Array, cluster: Array, weight: Array) -> dict[str, float]:
    """Return the measures where each record counts `weight` times (the same for all records of an entity)."""
    _, cell = np.unique(entity * (cluster.max() + 1) + cluster, return_inverse=True)
    cells = np.bincount(cell)
    share = weight[np.unique(cell, return_index=True)[1]]
    entities, clusters = np.bincount(entity), np.bincount(cluster)
    of_entity = np.bincount(entity, weights=weight) / np.maximum(entities, 1)
    of_cluster = np.bincount(cluster, weights=weight) / np.maximum(clusters, 1)
    both = _pairs(cells, share)
    precision, recall = both / max(_pairs(clusters, of_cluster), 1e-9), both / max(_pairs(entities, of_entity), 1e-9)
    b3_precision = float((weight * cells[cell] / clusters[cluster]).sum() / weight.sum())
    b3_recall = float((weight * cells[cell] / entities[entity]).sum() / weight.sum())
    return {
        "precision": precision,
        "recall": recall,
        "f1": _f1(precision, recall),
        "b3_precision": b3_precision,
        "b3_recall": b3_recall,
        "b3": _f1(b3_precision, b3_recall),
    }


def _pairs(sizes: Array, weight: Array) -> float:
    return float((sizes * (sizes - 1) / 2 * weight).sum())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
