"""An address that leaves a part out is the one of the same person's that has it, if it can be no other."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from recontact.graph.contact_graph import ContactGraph, codes, one_chunk
from recontact.graph.happenings import customer_identity
from recontact.graph.scene import Flags, Ints, matches

_PARTS = 6
"""No key of an address has more (points.address)."""
_LEFT_OUT, _NO_PART = -1, -2


def whole_addresses(graph: ContactGraph, named: pa.Array) -> tuple[pa.Table, pa.Table]:
    """Return the graph's observations and events, with every partial address as the whole one that it means.

    The key of an address is its parts with `|` between them. From a person of whom 8 Oak St, Apt 3 is known, 8 Oak St
    means that flat; if Apt 4 is known as well it says no more than it says. Keys in `named`, which somebody gives as
    another person's, stay as they are, and so do workplaces.
    """
    seen, owner = _own_addresses(graph)
    tried, customer = _attempts(graph)
    texts = [_at(graph.observations["point"], seen), _at(graph.events["value"], tried)]
    keys = pa.concat_arrays(texts).dictionary_encode()
    size = max(len(keys.dictionary), 1)
    held = np.concatenate((owner, customer)) * size + keys.indices.to_numpy(zero_copy_only=False)
    pair, place = np.unique(held, return_inverse=True)
    key = pair % size
    known = np.bincount(place[: len(seen)], minlength=len(pair)) > 0
    whole = _wholes(pair // size, _parts(keys.dictionary)[key], known)
    meant = np.where(np.isin(key, codes(named, keys.dictionary)), np.arange(len(pair)), whole)[place]
    point = keys.dictionary.take(pa.array(key[meant]))
    value = _one_value(_at(graph.observations["value"], seen), place[: len(seen)]).take(pa.array(meant))
    here, there = np.split(meant != place, [len(seen)])
    observations = _changed(graph.observations, "point", seen[here], point.slice(0, len(seen)).filter(here))
    observations = _changed(observations, "value", seen[here], value.slice(0, len(seen)).filter(here))
    return observations, _changed(graph.events, "value", tried[there], point.slice(len(seen)).filter(there))


def _own_addresses(graph: ContactGraph) -> tuple[Any, Any]:
    """Rows of the observations that are a person's own addresses, and whose."""
    own = pc.and_(pc.equal(graph.observations["kind"], "address"), pc.not_equal(graph.observations["usage"], "work"))
    rows = np.flatnonzero(pc.fill_null(own, False))
    identity = graph.identity[graph.observations["mention"].to_numpy()[rows]]
    return rows[identity >= 0], identity[identity >= 0].astype(np.int64)


def _attempts(graph: ContactGraph) -> tuple[Any, Any]:
    """Rows of the events at an address, and for whom."""
    customer = customer_identity(graph)
    there = pc.and_(pc.equal(graph.events["point_kind"], "address"), pc.is_valid(graph.events["value"]))
    rows = np.flatnonzero(pc.fill_null(there, False))
    rows = rows[customer[rows] >= 0]
    return rows, customer[rows].astype(np.int64)


def _parts(keys: pa.Array) -> Ints:
    """Return (keys, _PARTS): a code for every part of a key."""
    split = pc.split_pattern(keys, "|")
    padded = pc.list_slice(split, 0, _PARTS, return_fixed_size_list=True).flatten().dictionary_encode()
    code = np.asarray(pc.fill_null(padded.indices, _NO_PART), dtype=np.int32).reshape(-1, _PARTS)
    result: Ints = np.where(code == pc.index(padded.dictionary, "").as_py(), _LEFT_OUT, code)
    return result


def _wholes(owner: NDArray[np.int64], parts: Ints, known: Flags) -> NDArray[np.int64]:
    """Return for each address (owner, parts) the row of the one that it means, its own where that is not clear.

    It means the fullest that it fits into, if all others that it fits into fit into that one too.
    """
    filled = (parts >= 0).sum(axis=1)
    part, other = _neighbours(owner, parts[:, 0], (parts == _LEFT_OUT).any(axis=1), known)
    fits = _fits(parts[part], parts[other]) & (filled[other] > filled[part])
    part, other = part[fits], other[fits]
    order = np.lexsort((other, filled[other], part))
    part, other = part[order], other[order]
    whole = np.arange(len(owner))
    whole[part] = other  # the last of each is the fullest
    unclear = part[~_fits(parts[other], parts[whole[part]])]
    whole[unclear] = unclear
    return whole


def _neighbours(owner: NDArray[np.int64], first: Ints, partial: Flags, known: Flags) -> tuple[Any, Any]:
    """All pairs (partial address, known address) of one owner with the same first part: the house or the compound."""
    _, group = np.unique(owner * (int(first.max(initial=0)) + 3) + first, return_inverse=True)
    by_group = np.flatnonzero(known)[np.argsort(group[known], kind="stable")]
    rows = np.flatnonzero(partial & (first >= 0))
    part, place = matches(group[by_group], group[rows])
    return rows[part], by_group[place]


def _fits(parts: Ints, into: Ints) -> Flags:
    """Whether every part that the one has is the same in the other."""
    result: Flags = ((parts == into) | (parts == _LEFT_OUT)).all(axis=1)
    return result


def _one_value(values: pa.Array, place: Any) -> pa.Array:
    """Return the first value in the order of texts of each place, null where there is none."""
    table = pa.table({"place": place, "value": values}).group_by("place").aggregate([("value", "min")])
    at = np.full(int(place.max(initial=-1)) + 1, -1)
    at[table["place"].to_numpy()] = np.arange(table.num_rows)
    return one_chunk(table["value_min"].take(pa.array(at, mask=at < 0)))


def _at(column: Any, rows: Any) -> pa.Array:
    return one_chunk(column.take(pa.array(rows)))


def _changed(table: pa.Table, name: str, rows: Any, values: pa.Array) -> pa.Table:
    """Return the table with other values in some rows (ascending) of a column."""
    mask = np.zeros(table.num_rows, dtype=np.bool_)
    mask[rows] = True
    column = pc.replace_with_mask(one_chunk(table[name]), pa.array(mask), values)
    return table.set_column(table.column_names.index(name), table.schema.field(name), column)
