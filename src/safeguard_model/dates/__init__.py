"""Dates, ages and numbers of days, each exactly as precise as its source."""

from safeguard_model.dates.age import Age, to_age
from safeguard_model.dates.daycount import DayCount
from safeguard_model.dates.when import Precision, When, to_when

__all__ = ["Age", "DayCount", "Precision", "When", "to_age", "to_when"]
