"""Whole columns of plain Han names of two or three characters, whole or masked, read by tables instead of singly."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points.cleaned import UNKNOWN, table_schema
from recontact.points.han_tables import END, FIRST, HanTables, han_tables, pair
from recontact.points.name import Name

_MASK = ord(UNKNOWN) - FIRST
_NONE = -FIRST
"""The place of what stands behind a text of two characters."""

Array = np.ndarray[Any, Any]


def plain(texts: Sequence[str]) -> Array:
    """Return which of the simplified texts this module reads; the others want `han_name`."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    fits: Array = (lengths == 2) | (lengths == 3)
    places = np.flatnonzero(fits)
    if not len(places):
        return fits
    codes, tables = _codes([texts[place] for place in places.tolist()]), han_tables()
    inside = (codes >= 0) & (codes < END - FIRST)
    safe = np.where(inside, codes, 0)
    masked, ended = codes == _MASK, codes[:, 2] == _NONE
    good = inside[:, 0] & (tables.surname[safe[:, 0]] >= 0) & ~tables.first[safe[:, 0]]
    hidden = masked[:, 1] & (masked[:, 2] | inside[:, 2] | ended) & ~tables.starts[safe[:, 0]]
    good &= hidden | _is_whole(codes, inside, tables)
    good &= ~(tables.strange[safe] & inside).any(axis=1)
    good &= ~np.where(ended, tables.last[safe[:, 1]], tables.last[safe[:, 2]] & inside[:, 2])
    fits[places] = good
    return fits


def _is_whole(codes: Array, inside: Array, tables: HanTables) -> Array:
    """Return which texts have no character outside the block and no pair of characters that is no name's."""
    ended = codes[:, 2] == _NONE
    odd = np.isin(pair(codes[:, 0], codes[:, 1]), tables.words)
    odd |= ~ended & np.isin(pair(codes[:, 1], codes[:, 2]), tables.words)
    whole: Array = inside[:, 1] & (inside[:, 2] | ended) & ~odd
    return whole


def read(texts: Sequence[str]) -> pa.Table:
    """Return CLEANED and the parts of `Name` for texts that are `plain`, one row each; `cell` counts from 0."""
    codes, tables, count = _codes(texts), han_tables(), len(texts)
    long, masked = codes[:, 2] != _NONE, (codes == _MASK).any(axis=1)
    pairs = pair(codes[:, 0], codes[:, 1])
    compound = long & np.isin(pairs, np.fromiter(tables.compound, np.int64, len(tables.compound)))
    which = tables.surname[codes[:, 0]].copy()
    which[compound] = [tables.compound[each] for each in pairs[compound].tolist()]
    second, third = (_said(codes[:, place], tables) for place in (1, 2))
    second = pc.if_else(pa.array(compound), "", second)
    given = pc.binary_join_element_wise(second, pc.if_else(pa.array(long), third, ""), "")
    nobody = pa.scalar(None, pa.string())
    han, row, hidden = pa.array(texts, pa.string()), pa.array(which), pa.array(masked)
    first, rest = (
        pc.if_else(pa.array(compound), pc.utf8_slice_codeunits(han, *two), pc.utf8_slice_codeunits(han, *one))
        for one, two in (((0, 1), (0, 2)), ((1, 3), (2, 3)))
    )
    columns = {
        "cell": pa.array(np.arange(count, dtype=np.int32)),
        "value": pc.if_else(hidden, nobody, han),
        **dict.fromkeys(("known", "han"), han),
        "type": pa.repeat(pa.scalar("han"), count),
        "precision": pc.if_else(hidden, "masked", "full"),
        "flags": pa.ListArray.from_arrays(pa.array(np.zeros(count + 1, np.int32)), pa.array([], pa.string())),
        "surname": tables.readings.take(row),
        "given": pc.if_else(hidden, nobody, given),
        "han_surname": first,
        "han_given": rest,
        "parts": pc.binary_join_element_wise(first, rest, "|"),
        "surname_readings": tables.others.take(row),
    }
    schema = table_schema(Name)
    return pa.table([columns.get(name, pa.nulls(count, pa.string())) for name in schema.names], schema=schema)


def _said(codes: Array, tables: HanTables) -> pa.Array:
    """Return how characters are read, null where one cannot be."""
    syllable = np.where(codes >= 0, tables.syllable[np.maximum(codes, 0)], -1)
    said = tables.syllables.take(pa.array(np.maximum(syllable, 0)))
    return pc.if_else(pa.array(syllable >= 0), said, pa.scalar(None, pa.string()))


def _codes(texts: Sequence[str]) -> Array:
    """Return the characters of texts of up to three as places in the block, int64 [texts, 3]; below 0 if outside."""
    return np.array(texts, "<U3").view(np.uint32).reshape(len(texts), 3).astype(np.int64) - FIRST
