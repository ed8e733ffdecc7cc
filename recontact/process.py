"""How a program that links sets up its own process, at its start; a library does not decide this for its caller."""

import atexit
import ctypes
import gc
import os
import sys
from importlib import import_module
from threading import Thread

MIB = 1 << 20
_SELDOM = 100_000
"""New objects between two searches for cycles: importing a compiler makes many objects, and hardly a cycle."""
_MALLOC = {"mmap threshold": (-3, 16 * MIB), "trim threshold": (-1, 128 * MIB), "most arenas": (-8, 1)}
"""Options of glibc by its numbers (malloc.h). The system clears every page that it hands out, which took a quarter of a
run's time: so arrays below 16 MiB come from one heap and go back to it, larger ones to the system at once."""
_ARROW = {"MIMALLOC_PURGE_DELAY": "10000"}
"""Likewise Arrow's allocator keeps for ten seconds what it would return within milliseconds, and then ask for again."""
_LINEAR_ALGEBRA = "scipy.linalg.cython_blas"


def settle() -> None:
    """Set up the process; call it before numpy is imported."""
    gc.set_threshold(_SELDOM)
    atexit.register(gc.freeze)  # at the end nothing need be searched for cycles once more
    for name, text in {"OPENBLAS_NUM_THREADS": "1", **_ARROW}.items():  # nothing here multiplies matrices
        os.environ.setdefault(name, text)
    set_option = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if set_option:
        for option, value in _MALLOC.values():
            set_option(option, value)


def load_ahead() -> Thread:
    """Load what linking needs in a thread, while the caller reads; what is needed sooner is loaded sooner."""
    loading = Thread(target=_load, name="recontact-load", daemon=True)  # nobody waits for it at the end
    loading.start()
    return loading


def _load() -> None:
    """Import the kernels and run each once on a tiny table."""
    _without_linear_algebra()
    from recontact.linkage.warm import link_few

    link_few()


def _without_linear_algebra() -> None:
    """Import numba's arrays without scipy's linear algebra, which no kernel calls and which takes long to import."""
    if _LINEAR_ALGEBRA not in sys.modules:
        sys.modules[_LINEAR_ALGEBRA] = None  # type: ignore[assignment]  # Python's way of saying: not to be found
        try:
            import_module("recontact.compiled")
            import_module("numba.np.arraymath")
        finally:
            del sys.modules[_LINEAR_ALGEBRA]
