"""Compiles all kernels ahead, so that no run, query or test waits for it."""

import time


def warm() -> float:
    """Compile what is not compiled yet; return the seconds it took."""
    from recontact.graph.warm import warmup as graph
    from recontact.linkage.warm import warmup as linkage

    begin = time.perf_counter()
    linkage()
    graph()
    return time.perf_counter() - begin
