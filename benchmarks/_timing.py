"""The timing of the benchmarks.

Our code and the code it is compared with run in pairs, one directly after the other. Other work on the machine then
slows down both in nearly the same way.
"""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 11


def seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of one run in seconds, with the garbage collector switched off."""
    gc.collect()
    gc.disable()
    start = time.process_time()
    work()
    taken = time.process_time() - start
    gc.enable()
    return taken


def ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float, float]:
    """Return the median and the two quartiles of our time divided by theirs, in pairs of runs one after the other."""
    found: list[float] = []
    for turn in range(rounds):
        if turn % 2:
            mine, other = seconds(ours), seconds(theirs)
        else:
            other, mine = seconds(theirs), seconds(ours)
        found.append(mine / other)
    lower, median, upper = statistics.quantiles(found, n=4)
    return median, lower, upper
