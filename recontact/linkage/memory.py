"""How much memory this process holds, and giving back what it has freed."""

import ctypes
import os
import sys
from pathlib import Path

import pyarrow as pa

MIB = 1 << 20
_MMAP_THRESHOLD = -3
"""glibc's number of the option (malloc.h)."""


def held() -> int:
    """Return the bytes that this process holds in memory; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def keep_nothing() -> None:
    """Have this process return arrays from 4 MiB on to the system as soon as they are freed, by glibc and by Arrow.

    For programs that link, at their start; a library does not set this for its caller. By itself glibc raises that
    bound to 32 MiB once such arrays have come and gone, and holds on to what lies below.
    """
    pa.set_memory_pool(pa.system_memory_pool())
    if sys.platform == "linux":
        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option:
            set_option(_MMAP_THRESHOLD, 4 * MIB)


def give_back() -> None:
    """Return freed memory to the system, which allocators otherwise keep for later."""
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # glibc's
        if trim:
            trim(0)
