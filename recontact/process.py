"""How a program that links sets up its own process, at its start; a library does not decide this for its caller."""

import ctypes
import gc
import os
import sys
from importlib import import_module
from threading import Thread

_SELDOM = 100_000
"""New objects between two searches for cycles: importing a compiler makes many objects, and hardly a cycle."""
_MMAP_THRESHOLD = -3
"""glibc's number of the option (malloc.h)."""
_LINEAR_ALGEBRA = "scipy.linalg.cython_blas"


def settle() -> None:
    """Set up the process; call it before numpy is imported."""
    gc.set_threshold(_SELDOM)
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # linking multiplies no matrices; idle threads of it spin
    _keep_nothing()


def load_ahead() -> Thread:
    """Load what linking needs in a thread, while the caller reads; what is needed sooner is loaded sooner."""
    loading = Thread(target=_load, name="recontact-load", daemon=True)  # nobody waits for it at the end
    loading.start()
    return loading


def _keep_nothing() -> None:
    """Have arrays from 4 MiB on go back to the system as soon as they are freed.

    By itself glibc raises that bound to 32 MiB once such arrays have come and gone, and holds on to what lies below.
    """
    if sys.platform == "linux":
        set_option = getattr(ctypes.CDLL(None), "mallopt", None)
        if set_option:
            set_option(_MMAP_THRESHOLD, 4 << 20)


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
