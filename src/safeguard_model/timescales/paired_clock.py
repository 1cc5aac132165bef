"""`PairedClock`, a start with its deadline and its stop, and the verdict that follows from the dates."""

from __future__ import annotations

import attrs

from safeguard_model.dates import DayCount
from safeguard_model.records import Verdict
from safeguard_model.timescales.deadlines import MinuteRange
from safeguard_model.timescales.timescale import Timescale
from safeguard_model.timescales.triggers import Occurrence

__all__ = ["PairedClock", "judged"]


@attrs.frozen(kw_only=True)
class PairedClock:
    """A start with its deadline and its stop, before today's date is taken into account."""

    scale: Timescale
    """The timescale."""
    number: int
    """The position of the timescale among the timescales asked for."""
    start: Occurrence
    """The occurrence that started the clock or, if the clock did not start, the one that might have started it."""
    due: MinuteRange
    """The range of the last minute that is in time: an imprecise start may give an imprecise deadline."""
    stop: Occurrence | None
    """The occurrence that stopped the clock; None: nothing on file stopped it."""
    verdict: Verdict
    """The verdict of a clock that was stopped; `not_started` if the clock did not start; otherwise `unknown`."""
    certainly: bool
    """Whether the clock certainly runs: the timescale was in force, and all its conditions were certainly met.

    If nothing stopped the clock, True also means that the clock certainly did not end before its deadline.
    """
    days: DayCount | None
    """The days taken; None if nothing stopped the clock."""
    why_not: str = ""
    """Why the clock did not start, in words; empty if it started."""

    @property
    def place(self) -> int:
        """The position of the start among the events."""
        return self.start.place

    @property
    def is_late(self) -> bool:
        """Whether the clock was certainly or possibly missed."""
        return self.verdict in {Verdict.MISSED, Verdict.POSSIBLY_MISSED}


# One candidate that is certainly after the start and certainly in time is enough for "met": whichever stop came first,
# it was in time. If there is none, a candidate that may be in time leaves the verdict open. If no candidate may be in
# time, the clock was missed, and the first candidate is the stop: by its last minute the clock was certainly stopped.
def judged(candidates: tuple[Occurrence, ...], due: MinuteRange, after: int) -> tuple[Occurrence | None, Verdict]:
    """Return the stop of a clock and the verdict; None and `unknown` without candidates.

    From the minute `after` on, a stop is certainly after the start.
    """
    if not candidates:
        return None, Verdict.UNKNOWN
    for stop in candidates:
        if after <= stop.done.low and stop.done.high <= due.low:
            return stop, Verdict.MET
    for stop in candidates:
        if stop.done.low <= due.high:
            return stop, Verdict.POSSIBLY_MISSED
    return candidates[0], Verdict.MISSED
