"""Pictures of a case for people to look at, and the same in words."""

from safeguard_model.display import plots
from safeguard_model.display.descriptions import describe
from safeguard_model.display.report import write_report

__all__ = ["describe", "plots", "write_report"]
