"""Compiles the kernels ahead, on a graph of one invented person."""

from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from recontact.graph.contact_graph import ContactGraph
from recontact.graph.rank import rank
from recontact.graph.settings import read_ranking
from recontact.graph.waterfall import why
from recontact.schema import EVENTS, MENTIONS, OBSERVATIONS, Source

_POINT = "person@example.org"


def warmup() -> None:
    """Run a ranking and a waterfall once; what they compile is cached on disk."""
    on = date(2024, 1, 1)
    mention: dict[str, Any] = {
        "source": "s",
        "row": 1,
        "record_id": "r",
        "role": "self",
        "customer": "c",
        "seen": on,
        "closed": None,
    }
    observation = {"mention": 0, "kind": "email", "type": "email", "point": _POINT, "value": _POINT, "usage": "own"}
    event: dict[str, Any] = {
        "source": "e",
        "record_id": "e",
        "kind": "outcome",
        "channel": "email",
        "point_kind": "email",
    }
    event |= {"value": _POINT, "customer": "c", "on": on, "result": "opened"}
    texts = {name: pa.array([None], pa.string()) for name in ("han", "surname", "given", "id")}
    graph = ContactGraph(
        mentions=pa.Table.from_pylist([mention], schema=MENTIONS),
        observations=pa.Table.from_pylist([observation], schema=OBSERVATIONS),
        events=pa.Table.from_pylist([event], schema=EVENTS),
        persons=pa.table({"mention": pa.array([0], pa.int32()), **texts}),
        identity=np.zeros(1, dtype=np.int32),
        belief=np.ones(1),
        sources={"s": Source("s")},
    )
    borrowers = pa.table({"borrower_id": ["c"], "identity": pa.array([0], pa.int32())})
    why(rank(graph, borrowers, read_ranking(), as_of=on), "c", "email", _POINT)
