"""Privacy of display: `reveal` shows what is hidden by default."""

from safeguard_model.privacy.revealing import Revealed, reveal

__all__ = ["Revealed", "reveal"]
