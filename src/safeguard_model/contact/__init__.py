"""Stretches without contact, or in which nobody saw the child; and when the child was last seen."""

from safeguard_model.contact.gap import Gap, gaps, unseen
from safeguard_model.contact.limits import Boundary
from safeguard_model.contact.sightings import LastSeen, last_seen, seen

__all__ = ["Boundary", "Gap", "LastSeen", "gaps", "last_seen", "seen", "unseen"]
