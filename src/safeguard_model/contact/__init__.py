"""Stretches without contact, or in which nobody saw the child."""

from safeguard_model.contact.gap import Gap, gaps, unseen
from safeguard_model.contact.limits import Boundary

__all__ = ["Boundary", "Gap", "gaps", "unseen"]
