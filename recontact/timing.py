"""Seconds and peak memory of each stage, the caller's progress, and the caller's wish to stop."""

import resource
import sys
import time
from collections.abc import Callable

from recontact.errors import CancelledError

Progress = Callable[[str, float], None]
Cancel = Callable[[], bool]


class Stages:
    """Called at the begin of each stage; keeps what `timings.json` tells."""

    def __init__(self, progress: Progress | None = None, cancel: Cancel | None = None) -> None:
        self._progress = progress
        self._cancel = cancel
        self._name = ""
        self._since = self._begin = time.perf_counter()
        self.seconds: dict[str, float] = {}
        self.peak_mib: dict[str, float] = {}

    def enter(self, name: str) -> None:
        """End the stage before and begin `name`; CancelledError if the caller wants to stop."""
        self._end()
        if self._cancel and self._cancel():
            raise CancelledError(f"stopped before {name}; nothing was published")
        self._name = name
        self.step(name, 0.0)

    def step(self, name: str, share: float) -> None:
        """Tell the caller how far the stage is, 0..1."""
        if self._progress:
            self._progress(self._name or name, share)

    def timings(self) -> dict[str, object]:
        """End the last stage and return seconds and peak resident memory (MiB) per stage and in all."""
        self._end()
        total = round(time.perf_counter() - self._begin, 3)
        return {"seconds": self.seconds, "peak_mib": self.peak_mib, "total_seconds": total, "max_mib": _peak()}

    def _end(self) -> None:
        now = time.perf_counter()
        if self._name:
            self.step(self._name, 1.0)
            self.seconds[self._name] = round(now - self._since, 3)
            self.peak_mib[self._name] = _peak()
        self._name, self._since = "", now


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1)
