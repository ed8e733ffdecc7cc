"""For users of recordlinkage: our pairs, comparison vectors and links as its MultiIndex and DataFrame, and back."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from recontact.linkage.model import Model

if TYPE_CHECKING:
    import pandas as pd

Array = np.ndarray[Any, Any]


def comparison_vectors(persons: pa.Table, model: Model | None = None) -> "pd.DataFrame":
    """Return one row per candidate pair of `persons` and one column per comparison: 1.0 agrees, 0.0 does not.

    A level agrees if it is likelier for one person than for two. Unknown is 0.0 here, since recordlinkage has no level
    for it. The index is recordlinkage's, by `record_id`; comparisons that no pair can make are left out.
    """
    import pandas as pd

    from recontact.linkage.block import block
    from recontact.linkage.compare import COMPARISONS
    from recontact.linkage.people import encode
    from recontact.linkage.score import scan_blocks
    from recontact.linkage.weigh import comparison, unpack, weights

    model = model or Model.default()
    e = encode(persons, model)
    pairs = scan_blocks(e.people, weights(model), block(e, model.rules), -np.inf, 1, lambda share: None)
    levels = unpack(pairs.pattern, model)
    ids = np.array(persons["record_id"].to_pylist(), object)
    index = pd.MultiIndex.from_arrays([ids[pairs.left], ids[pairs.right]], names=["record_id_1", "record_id_2"])
    columns = {}
    for c, name in enumerate(COMPARISONS):
        if (levels[c] > 0).any():
            agrees = [False, *(level.match > level.chance for level in comparison(model, name).levels)]
            columns[name] = np.array(agrees)[levels[c]].astype(float)
    return pd.DataFrame(columns, index=index).sort_index()


def candidate_pairs(persons: pa.Table, model: Model | None = None) -> "pd.MultiIndex":
    """Return the candidate pairs of `persons` as recordlinkage's indexers do, by `record_id`."""
    return comparison_vectors(persons, model).index


def links_index(persons: pa.Table, links: pa.Table, least: float = 0.5) -> "pd.MultiIndex":
    """Return the links of `link` with a probability of `least` or more as recordlinkage's classifiers return theirs."""
    import pandas as pd

    kept = links.filter(pa.array(links["probability"].to_numpy() >= least))
    ids = np.array(persons["record_id"].to_pylist(), object)
    ends = [ids[kept[side].to_numpy()] for side in ("left", "right")]
    return pd.MultiIndex.from_arrays(ends, names=["record_id_1", "record_id_2"])


def identities(persons: pa.Table, index: "pd.MultiIndex") -> Array:
    """Return an identity per row (int32) from the links that a classifier of recordlinkage found."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    place = {record: at for at, record in enumerate(persons["record_id"].to_pylist())}
    left, right = ([place[each] for each in index.get_level_values(side)] for side in (0, 1))
    graph = csr_array((np.ones(len(left)), (left, right)), shape=(persons.num_rows, persons.num_rows))
    return np.asarray(connected_components(graph, directed=False)[1]).astype(np.int32)
