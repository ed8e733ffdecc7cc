"""What one process has used, told by itself: the same way for every engine, by the standard library alone."""

import os
import resource
import time
from pathlib import Path
from typing import Any

BEGAN = "RECONTACT_BENCH_BEGAN"
"""Environment variable: the second at which the process was asked for."""
BITS = list(range(0, 24, 2))
"""Match weights at which clusters are tried against the truth, after the clock has stopped."""


def used(seconds: dict[str, float], pairs: int) -> dict[str, Any]:
    """Return what this process has used up to now; `start` is what no stage of `seconds` accounts for."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    wall = round(time.time() - float(os.environ[BEGAN]), 2)
    return {
        "wall": wall,
        "cpu": round(usage.ru_utime + usage.ru_stime, 2),
        "peak_mib": round(_peak_kib(usage.ru_maxrss) / 1024),
        "pairs": pairs,
        "seconds": {"start": round(wall - sum(seconds.values()), 2), **seconds},
    }


def _peak_kib(reported: int) -> int:
    """Return the peak of this program alone; what getrusage reports counts the process that started it, too."""
    status = Path("/proc/self/status")
    if not status.exists():
        return reported
    return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
