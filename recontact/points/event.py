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
    """Return EVENTS with canonical points, names and identity numbers, and REJECTS where the point is unusable.

    `events` is READ_EVENTS. A row whose point cannot be used is rejected once, whatever number of events it gave.
    """
    kind = events["point_kind"].combine_chunks()
    point, problem = (pa.nulls(events.num_rows, pa.string()) for _ in range(2))
    for name, (cleaner, part) in _POINTS.items():
        here = pc.fill_null(pc.equal(kind, name), False)
        if pc.any(here).as_py():
            clean = partial(cleaner, regions=regions) if name == "phone" else cleaner
            read = _aligned(events["value"].combine_chunks().filter(here), clean, (part, "problem"))
            point = pc.replace_with_mask(point, here, read[part])
            problem = pc.replace_with_mask(problem, here, read["problem"])
    columns = {name: events[name].combine_chunks() for name in EVENTS.names}
    columns |= {
        "value": point,
        "name": _aligned(columns["name"], person_name.clean_column, ("known",))["known"],
        "id": _aligned(columns["id"], national_id.clean_column, ("known",))["known"],
    }
    usable = pc.is_valid(point)
    rejects = _rejects(events.filter(pc.invert(usable)), problem.filter(pc.invert(usable)))
    return pa.table([columns[name] for name in EVENTS.names], schema=EVENTS).filter(usable), rejects


def _rejects(lost: pa.Table, problem: pa.Array) -> pa.Table:
    """Return REJECTS, one per cell; a point of which only a part is known has no problem but that."""
    reason = pc.fill_null(problem, "incomplete_point")
    columns = [lost["source"], lost["row"], lost["field"], lost["point_kind"], reason]
    found = pa.table(columns, schema=REJECTS)
    return found.group_by(REJECTS.names, use_threads=False).aggregate([]).cast(REJECTS)


def _aligned(raw: pa.Array, cleaner: Callable[[pa.Array], pa.Table], parts: tuple[str, ...]) -> dict[str, pa.Array]:
    """Return `parts` of the first value in each cell, row by row; null where nothing can be said."""
    encoded = raw.dictionary_encode()
    if not len(encoded.dictionary):
        return dict.fromkeys(parts, pa.nulls(len(raw), pa.string()))
    cleaned = cleaner(encoded.dictionary)
    first = pa.array(np.unique(cleaned["cell"].to_numpy(), return_index=True)[1])
    return {part: cleaned[part].combine_chunks().take(first).take(encoded.indices) for part in parts}
