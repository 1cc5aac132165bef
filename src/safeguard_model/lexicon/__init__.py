"""The words of safeguarding records, as data: their spellings, and the kinds of event and agency that they name."""

from safeguard_model.lexicon.concepts import agencies_told, kinds_told
from safeguard_model.lexicon.spellings import telling_words

__all__ = ["agencies_told", "kinds_told", "telling_words"]
