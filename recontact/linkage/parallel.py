"""Runs tasks in threads; the results come in the order of the tasks, so the number of threads changes nothing."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Task = Callable[[], Any]


def in_order(tasks: Sequence[Task], threads: int) -> Iterator[Any]:
    """Yield the result of each task; a single thread is the caller's own, which costs nothing to start."""
    if threads == 1:
        yield from (task() for task in tasks)
        return
    with ThreadPoolExecutor(threads) as executor:
        waiting = deque(executor.submit(task) for task in tasks)
        while waiting:
            yield waiting.popleft().result()  # and nothing holds what the caller drops
