"""Where a text holds a character, as bits of one word: one vector comparison in place of a loop."""

from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from recontact.compiled import leaf

LANES = 32
_ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
_ONE = np.uint64(1)


def _compared(_: Any, chars: Any, begin: Any, char: Any) -> Any:
    """Return the bits i for which chars[begin + i] is `char`, for i below LANES; all of them must lie in the array."""

    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        values, at, sought = arguments
        data = context.make_array(signature.args[0])(context, builder, values).data
        vector = ir.VectorType(context.get_value_type(signature.args[0].dtype), LANES)
        here = builder.bitcast(builder.gep(data, [at]), vector.as_pointer())
        loaded = builder.load(here, align=signature.args[0].dtype.bitwidth // 8)
        first = builder.insert_element(ir.Constant(vector, ir.Undefined), sought, ir.Constant(ir.IntType(32), 0))
        everywhere = builder.shuffle_vector(
            first, ir.Constant(vector, ir.Undefined), ir.Constant(ir.VectorType(ir.IntType(32), LANES), None)
        )
        equal = builder.icmp_unsigned("==", loaded, everywhere)
        return builder.zext(builder.bitcast(equal, ir.IntType(LANES)), ir.IntType(64))

    return types.uint64(chars, types.int64, chars.dtype), build


_lanes: Any = intrinsic(_compared)


@leaf
def holding(chars: Any, begin: Any, count: Any, char: Any) -> Any:
    """Return the bits i for which chars[begin + i] is `char`, for i below `count`, which is at most 64."""
    found = np.uint64(0)
    if begin + 2 * LANES <= chars.shape[0]:
        found = _lanes(chars, begin, char)
        if count > LANES:
            found |= _lanes(chars, begin + LANES, char) << np.uint64(LANES)
    else:  # near the end of the array
        for i in range(count):
            found |= np.uint64(chars[begin + i] == char) << np.uint64(i)
    return found & (_ALL >> np.uint64(64 - count))
