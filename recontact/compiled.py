"""The one door to compiled code: a typed decorator, and a cache in the user's own folder."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def _cache_folder() -> Path:
    """Return the cache folder for exactly these kernels: numba does not notice a changed callee in another file."""
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    hashed = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*/*.py")):
        content = path.read_bytes()
        if any(mark in content for mark in (b"@kernel", b"@leaf", b"@called", b"intrinsic(")):
            hashed.update(content)
    return Path(root) / "recontact" / "numba" / hashed.hexdigest()[:16]


os.environ.setdefault("NUMBA_CACHE_DIR", str(_cache_folder()))  # numba reads it when it is first imported

from numba import njit  # noqa: E402


def kernel(function: F) -> F:
    """Compile `function` on first use, without the GIL; the result is cached on disk per processor and source file."""
    return cast(F, njit(nogil=True, cache=True, error_model="numpy")(function))


def leaf(function: F) -> F:
    """Compile `function` for use inside kernels: inlined there, and free of counting references, which costs more than
    most comparisons. It must not allocate."""
    options: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy", "forceinline": True, "_nrt": False}
    return cast(F, njit(**options)(function))


def called(function: F) -> F:
    """Compile `function` for use inside kernels as a call: for what is too long to be inlined everywhere, and seldom
    reached. It must not allocate, and takes few arrays, since each costs a call several nanoseconds."""
    options: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy", "_nrt": False}
    return cast(F, njit(**options)(function))
