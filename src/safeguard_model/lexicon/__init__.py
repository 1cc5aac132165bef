"""The words of safeguarding records, as data: their spellings, and the kinds of event and agency that they name."""

from typing import TYPE_CHECKING

from safeguard_model.lazy import front_door
from safeguard_model.lexicon.concepts import agencies_told, kinds_told
from safeguard_model.lexicon.spellings import telling_words

if TYPE_CHECKING:
    from safeguard_model.lexicon.likelihood import Likely, kind_of_type, likely_kinds

__all__ = [
    "Likely",
    "agencies_told",
    "kind_of_type",
    "kinds_told",
    "likely_kinds",
    "telling_words",
]

__getattr__, __dir__ = front_door(__name__, __all__, rooms=[f"{__name__}.likelihood"])
