"""Progress of long work on the terminal: a line per stage on stderr, nothing where nobody looks."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, float], None]
"""Called with the stage's name and the share done, 0..1."""


@contextmanager
def console_progress() -> Iterator[Progress | None]:
    """Yield a callback that draws progress on stderr if that is a terminal, else prints each stage once."""
    if not sys.stderr.isatty():
        seen: set[str] = set()

        def line(stage: str, _share: float) -> None:
            if stage not in seen:
                seen.add(stage)
                print(f"… {stage}", file=sys.stderr)

        yield line
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<12}"), BarColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, int] = {}

        def draw(stage: str, share: float) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=1.0)
            bars.update(tasks[stage], completed=share)  # type: ignore[arg-type]

        yield draw
