"""Which events happened at whose points, and for which customer."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.graph.contact_graph import ContactGraph, codes, one_chunk, point_keys, whole_days
from recontact.graph.scene import Happenings, Holdings, Ints, matches


def happenings(graph: ContactGraph, dictionary: pa.Array, holdings: Holdings, today: int) -> Happenings:
    """Join events to the listed holdings of their point; what happened before the first sighting says nothing of it."""
    point = codes(point_keys(graph.events["point_kind"], graph.events["value"]), dictionary)
    day = whole_days(graph.events["on"], today + 1)
    customer = customer_identity(graph)
    listed = np.flatnonzero(holdings.listed)
    by_point = listed[np.argsort(holdings.point[listed], kind="stable")]
    event, place = matches(holdings.point[by_point], point)
    holding = by_point[place]
    about = (customer[event] >= 0) & (customer[event] == holdings.identity[holding])
    keep = (day[event] <= today) & (about | (day[event] >= holdings.value_first[holding]))
    event, holding = event[keep], holding[keep]
    taken = graph.events.take(pa.array(event))
    return Happenings(
        holding=holding.astype(np.int32),
        event=event.astype(np.int32),
        day=np.maximum(day[event], holdings.value_first[holding]).astype(np.int32),
        kind=_texts(taken["kind"]),
        result=_texts(taken["result"]),
        channel=_texts(taken["channel"]),
        party=_texts(taken["party"]),
        customer=customer[event],
    )


def _texts(column: Any) -> Any:
    return pc.fill_null(column, "").to_numpy(zero_copy_only=False)


def customer_identity(graph: ContactGraph) -> Ints:
    """Return per event the identity of the customer for whom the attempt was made, -1 if there is none."""
    known = np.flatnonzero((graph.identity >= 0) & np.asarray(pc.is_valid(graph.mentions["customer"])))
    numbers = one_chunk(graph.mentions["customer"].take(pa.array(known)))
    found = codes(graph.events["customer"], numbers)  # the first of equal numbers
    nobody = np.append(graph.identity[known], -1).astype(np.int32)
    result: Ints = nobody[found]
    return np.where(np.asarray(pc.is_valid(graph.events["customer"])), result, -1).astype(np.int32)
