"""The one door to compiled code: a typed decorator, and a cache in the user's own folder."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

from numba import config, njit

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


_CONFIG: Any = config
_FOLDER = os.environ.get("NUMBA_CACHE_DIR") or str(_cache_folder())


def _compiled(function: F, **options: Any) -> F:
    """Return `function` to be compiled on first use, without the GIL, and kept in our folder, whoever imported numba
    first; for anybody else's functions numba's own choice stays."""
    before = _CONFIG.CACHE_DIR
    _CONFIG.CACHE_DIR = _FOLDER
    try:
        return cast(F, njit(nogil=True, cache=True, error_model="numpy", **options)(function))
    finally:
        _CONFIG.CACHE_DIR = before


def kernel(function: F) -> F:
    """Compile `function` on first use, without the GIL; the result is cached on disk per processor and source file."""
    return _compiled(function)


def leaf(function: F) -> F:
    """Compile `function` for use inside kernels: inlined there, and free of counting references, which costs more than
    most comparisons. It must not allocate."""
    return _compiled(function, forceinline=True, _nrt=False)


def called(function: F) -> F:
    """Compile `function` for use inside kernels as a call: for what is too long to be inlined everywhere, and seldom
    reached. It must not allocate, and takes few arrays, since each costs a call several nanoseconds."""
    return _compiled(function, _nrt=False)
