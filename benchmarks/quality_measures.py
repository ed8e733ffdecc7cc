"""Clusters against the truth, both as tables: the library's measures by record_id."""

from typing import Any

import numpy as np
import pyarrow as pa

from recontact.linkage.evaluate import measures, numbered

Array = np.ndarray[Any, Any]


def cluster_scores(truth: pa.Table, clusters: pa.Table) -> dict[str, float]:
    """Return all measures of the last column of `clusters` against the last column of `truth`, by record_id."""
    return measures(*aligned(truth, clusters))


def aligned(truth: pa.Table, clusters: pa.Table) -> tuple[Array, Array]:
    """Return entity and cluster per record of the truth, as numbers; a record in no cluster is one of its own."""
    named = {"record_id": truth["record_id"], "entity": truth[truth.column_names[-1]]}
    found = {"record_id": clusters["record_id"], "cluster": clusters[clusters.column_names[-1]]}
    left, right = ({name: each.cast(pa.string()) for name, each in table.items()} for table in (named, found))
    joined = pa.table(left).join(pa.table(right), "record_id").combine_chunks()
    entity, cluster = (joined[name].combine_chunks().dictionary_encode().indices for name in ("entity", "cluster"))
    alone = np.arange(len(entity)) + len(entity)
    numbers = cluster.fill_null(-1).to_numpy().astype(np.int64)
    return entity.to_numpy().astype(np.int64), numbered(np.where(numbers >= 0, numbers, alone))
