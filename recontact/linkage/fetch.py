"""Asks the processor for what a scan will read soon, so that it need not wait for the memory then."""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from recontact.compiled import leaf
from recontact.linkage.people import CITY, DWELLING, GIVEN, ROAD, SEEN, SURNAME


def _asked(_: Any, values: Any, at: Any) -> Any:
    """Ask for the cache line of the item at `at` of the flattened array."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, arguments[0]).data
        byte, number = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        declared: Any = cgutils.get_or_insert_function
        call = declared(builder.module, kind, "llvm.prefetch.p0")
        here = builder.bitcast(builder.gep(data, [arguments[1]]), byte)
        builder.call(call, [here, number(0), number(3), number(1)])  # to read; keep in all caches; data
        return context.get_dummy_value()

    return types.void(values, types.int64), build


_fetch: Any = intrinsic(_asked)


@leaf
def fetch_glance(g: Any, held_bounds: Any, row: Any) -> Any:
    """Ask for a row's glance, and for where its blocks begin."""
    _fetch(held_bounds, row)
    _fetch(g, row * g.shape[1])
    _fetch(g, row * g.shape[1] + g.shape[1] // 2)


@leaf
def fetch_held(held: Any, held_bounds: Any, row: Any) -> Any:
    """Ask for a row's blocks; `fetch_glance` should have been long enough ago."""
    _fetch(held, held_bounds[row])


@leaf
def fetch_row(p: Any, row: Any) -> Any:
    """Ask for what lies in arrays by row."""
    _fetch(p.known, row)
    _fetch(p.rows, row * p.rows.shape[1])
    _fetch(p.rows, row * p.rows.shape[1] + SEEN)
    _fetch(p.starts, row * p.starts.shape[1])
    _fetch(p.born_rarity, row)


@leaf
def fetch_values(p: Any, row: Any) -> Any:
    """Ask for what the row's own arrays point to; `fetch_row` should have been long enough ago."""
    item = np.int64(p.starts[row, 0])
    _fetch(p.items, item)
    _fetch(p.item_signs, 2 * item)
    _fetch(p.item_signs, 2 * item + 3)
    place = np.int64(p.starts[row, 4]) * p.places.shape[1]
    _fetch(p.places, place)
    _fetch(p.places, place + DWELLING)
    for column in (SURNAME, GIVEN):
        code: Any = max(np.int64(p.rows[row, column]), 0)
        _fetch(p.parts, code * p.parts.shape[1])
        _fetch(p.signs, 2 * code)


@leaf
def fetch_texts(p: Any, row: Any) -> Any:
    """Ask for what the codes of the first items and of the first address point to; `fetch_values` should have been long
    enough ago."""
    place = min(np.int64(p.starts[row, 4]), p.places.shape[0] - 1)
    for column in (CITY, ROAD):
        code: Any = max(np.int64(p.places[place, column]), 0)
        _fetch(p.signs, 2 * code)
    for kind in range(2):
        item: Any = min(np.int64(p.starts[row, kind]), p.items.shape[0] - 1)
        text: Any = max(np.int64(p.items[item]), 0)
        _fetch(p.rarity, text)
        _fetch(p.offsets, text)
