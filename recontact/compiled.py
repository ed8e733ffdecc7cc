"""The one door to compiled code: a typed decorator, and a cache in the user's own folder."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

F = TypeVar("F", bound=Callable[..., Any])


def _cache_folder() -> Path:
    root = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(root) / "recontact" / "numba"


os.environ.setdefault("NUMBA_CACHE_DIR", str(_cache_folder()))  # numba reads it when it is first imported

from numba import njit  # noqa: E402


def kernel(function: F) -> F:
    """Compile `function` on first use, without the GIL; the result is cached on disk per processor and source file."""
    return cast(F, njit(nogil=True, cache=True, error_model="numpy")(function))
