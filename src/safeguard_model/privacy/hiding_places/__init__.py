"""Every text of a file, with every place where its format hides text, and what could not be looked at."""

from safeguard_model.privacy.hiding_places.by_content import texts_of
from safeguard_model.privacy.hiding_places.text_parts import FileTexts, NotLookedAt, TextPart

__all__ = ["FileTexts", "NotLookedAt", "TextPart", "texts_of"]
