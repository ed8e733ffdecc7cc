"""Kernel: the order of whole numbers, in linear time."""

from typing import Any

import numpy as np

from recontact.compiled import kernel

BITS = 11  # of a digit: what its values need to be counted stays in the nearest cache
MASK = np.uint64((1 << BITS) - 1)


@kernel
def ascending(keys: Any) -> Any:
    """Return the order (int64) that sorts uint64 keys, equal ones as given: digit by digit, the lowest first."""
    order: Any = np.arange(keys.shape[0])
    if keys.shape[0] == 0:
        return order
    differ = np.uint64(0)
    sorted_already = True
    for i in range(1, keys.shape[0]):
        differ |= keys[i] ^ keys[0]
        sorted_already &= keys[i - 1] <= keys[i]
    if sorted_already:
        return order
    now, then, order_then = keys.copy(), np.empty_like(keys), np.empty_like(order)
    for low in range(0, 64, BITS):
        if (differ >> np.uint64(low)) & MASK == 0:
            continue
        begin = np.zeros((1 << BITS) + 1, np.int64)
        for i in range(now.shape[0]):
            begin[np.int64((now[i] >> np.uint64(low)) & MASK) + 1] += 1
        for digit in range(1 << BITS):
            begin[digit + 1] += begin[digit]
        for i in range(now.shape[0]):
            bucket = np.int64((now[i] >> np.uint64(low)) & MASK)
            then[begin[bucket]] = now[i]
            order_then[begin[bucket]] = order[i]
            begin[bucket] += 1
        now, then = then, now
        order, order_then = order_then, order
    return order
