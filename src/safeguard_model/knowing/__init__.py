"""Who knew what and when: what each agency knew of each event, how late it knew, and who told it."""

from safeguard_model.knowing.awareness import Awareness
from safeguard_model.knowing.pooling import Piece, Pooled, pooled
from safeguard_model.knowing.questions import Agencies, known_but_not, known_to, sharing

__all__ = ["Agencies", "Awareness", "Piece", "Pooled", "known_but_not", "known_to", "pooled", "sharing"]
