"""The record read in time: events in order, and what can be asked of them."""

from safeguard_model.records import CONTACTS
from safeguard_model.timeline.lifetimes import AgeUnknown, DiedAged, Unborn
from safeguard_model.timeline.timeline import Timeline

__all__ = ["CONTACTS", "AgeUnknown", "DiedAged", "Timeline", "Unborn"]
