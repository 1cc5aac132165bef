"""The record read in time: events in order, and what can be asked of them."""

from safeguard_model.timeline.lifetimes import AgeUnknown, DiedAged, Unborn
from safeguard_model.timeline.timeline import Timeline

__all__ = ["AgeUnknown", "DiedAged", "Timeline", "Unborn"]
