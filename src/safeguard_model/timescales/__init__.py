"""Statutory clocks: timescales as data, and whether the tasks that they require were done in time."""

from safeguard_model.timescales.clock import REASON, Clock, clocks
from safeguard_model.timescales.local_tables import LOCAL
from safeguard_model.timescales.tables import ENGLAND, NORTHERN_IRELAND, SCOTLAND, WALES
from safeguard_model.timescales.timescale import DayOne, Moment, Timescale

__all__ = [
    "ENGLAND",
    "LOCAL",
    "NORTHERN_IRELAND",
    "REASON",
    "SCOTLAND",
    "WALES",
    "Clock",
    "DayOne",
    "Moment",
    "Timescale",
    "clocks",
]
