"""Statutory clocks: timescales as data, and whether the tasks that they require were done in time."""

from safeguard_model.timescales.clock import REASON, Clock, clocks
from safeguard_model.timescales.tables import ENGLAND, LOCAL, SCOTLAND, WALES
from safeguard_model.timescales.timescale import DayOne, Moment, Timescale

__all__ = ["ENGLAND", "LOCAL", "REASON", "SCOTLAND", "WALES", "Clock", "DayOne", "Moment", "Timescale", "clocks"]
