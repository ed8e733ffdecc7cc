"""Whole columns of text in half width and simplified characters: what `han_script.simplify` makes of each."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from recontact.points import han_script

_UNUSUAL = r"[^ -~\x{4e00}-\x{9fff}]"
"""Anything but printable ASCII and common Han characters: these have one width and break no line."""


def simplify(raw: pa.Array, longest: int) -> pa.Array:
    """Return each text in half width and simplified characters, on one line; empty if it is longer than `longest`."""
    raw = pc.if_else(pc.greater(pc.utf8_length(raw), longest), "", raw)
    unusual = pc.match_substring_regex(raw, _UNUSUAL)
    simple = pc.ascii_trim(raw, " ")
    han = pc.invert(pc.or_(unusual, pc.string_is_ascii(simple)))
    simple = pc.replace_with_mask(simple, han, _converted(simple.filter(han)))
    one_by_one = pa.array(han_script.simplify(raw.filter(unusual).to_pylist()), pa.string())
    return pc.replace_with_mask(simple, unusual, one_by_one)


def _converted(texts: pa.Array) -> pa.Array:
    """Convert texts without a line break in one call: no phrase of the converter reaches across one."""
    if not len(texts):
        return texts
    together = pc.binary_join(pa.ListArray.from_arrays(np.array([0, len(texts)], np.int32), texts), "\n")
    converted = han_script.convert(together[0].as_py())
    return pc.split_pattern(pa.array([converted]), "\n").flatten()
