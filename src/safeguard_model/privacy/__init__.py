"""Who may see what."""

from safeguard_model.privacy.revealing import Revealed, reveal

__all__ = ["Revealed", "reveal"]
