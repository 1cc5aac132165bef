"""How the benchmarks time: ours and theirs in pairs of runs that lie side by side, for the machine is noisy."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 11


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of one run, without the garbage collector."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    work()
    taken = time.process_time() - start
    gc.enable()
    return taken


def ratio(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """The median and the quartiles of our time over theirs, in pairs of runs that lie side by side."""
    found: list[float] = []
    for turn in range(ROUNDS):
        if turn % 2:
            mine, other = seconds(ours), seconds(theirs)
        else:
            other, mine = seconds(theirs), seconds(ours)
        found.append(mine / other)
    lower, median, upper = statistics.quantiles(found, n=4)
    return median, lower, upper
