"""Checks and outcomes with their points in the form under which observations know them."""

from collections.abc import Callable
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import email, handle, national_id, person_name, phone, postal
from recontact.schema import EVENTS, REJECTS

_POINTS: dict[str, tuple[Callable[..., pa.Table], str]] = {
    "phone": (phone.clean_column, "value"),
    "email": (email.clean_column, "equivalent"),
    "im": (handle.clean_column, "value"),
    "address": (postal.clean_column, "key"),
}
"""Per kind of point its cleaner and the part that is OBSERVATIONS' `point`."""


def clean_events(events: pa.Table, *, regions: tuple[str, ...]) -> tuple[pa.Table, pa.Table]:
    """Return EVENTS with canonical points, names and identity numbers, and REJECTS where the point is unusable."""
    kind = events["point_kind"].combine_chunks()
    point = pa.nulls(events.num_rows, pa.string())
    for name, (cleaner, part) in _POINTS.items():
        here = pc.fill_null(pc.equal(kind, name), False)
        if pc.any(here).as_py():
            clean = partial(cleaner, regions=regions) if name == "phone" else cleaner
            raw = events["value"].combine_chunks().filter(here)
            point = pc.replace_with_mask(point, here, _aligned(raw, clean, part))
    columns = {name: events[name].combine_chunks() for name in EVENTS.names}
    columns |= {
        "value": point,
        "name": _aligned(columns["name"], person_name.clean_column, "known"),
        "id": _aligned(columns["id"], national_id.clean_column, "known"),
    }
    usable = pc.is_valid(point)
    lost = events.filter(pc.invert(usable))
    rejects = pa.table(
        {
            "source": lost["source"],
            "row": pa.nulls(lost.num_rows, pa.int64()),
            "field": pa.nulls(lost.num_rows, pa.string()),
            "kind": lost["point_kind"],
            "reason": pa.repeat(pa.scalar("event_point_unusable"), lost.num_rows),
        },
        schema=REJECTS,
    )
    return pa.table([columns[name] for name in EVENTS.names], schema=EVENTS).filter(usable), rejects


def _aligned(raw: pa.Array, cleaner: Callable[[pa.Array], pa.Table], part: str) -> pa.Array:
    """Return `part` of the first value in each cell, row by row; null where nothing can be said."""
    encoded = raw.dictionary_encode()
    if not len(encoded.dictionary):
        return pa.nulls(len(raw), pa.string())
    cleaned = cleaner(encoded.dictionary)
    first = np.unique(cleaned["cell"].to_numpy(), return_index=True)[1]
    return cleaned[part].combine_chunks().take(pa.array(first)).take(encoded.indices)
