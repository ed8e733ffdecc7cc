"""Sizes of memory as people write them: 2GiB, 500MiB, or a bare number of MiB."""

import re

from recontact.errors import UsageError

MIB = 1 << 20
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*(MiB|GiB|MB|GB|M|G)?", re.IGNORECASE)
_UNITS = {"m": MIB, "g": MIB << 10, "mb": 10**6, "gb": 10**9}


def bytes_of(text: str | None) -> int | None:
    """Return how many bytes `text` says, None for none; UsageError if it says none, or fewer than 1 MiB."""
    if text is None:
        return None
    found = _SIZE.fullmatch(text.strip())
    size = int(float(found[1]) * _UNITS[(found[2] or "MiB").lower().replace("ib", "")]) if found else 0
    if size < MIB:
        raise UsageError(f"--memory takes a size such as 2GiB or 500MiB, not {text!r}")
    return size
