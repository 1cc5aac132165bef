"""Privacy: pseudonyms, redaction, coarser dates, safe copies, what still leaks, and `reveal`."""

from typing import TYPE_CHECKING

from safeguard_model.lazy import front_door
from safeguard_model.privacy.revealing import Revealed, reveal

if TYPE_CHECKING:
    from safeguard_model.privacy.audience import Audience
    from safeguard_model.privacy.book import Book
    from safeguard_model.privacy.copies import SafeCopy, UnsafeCopy, safe_copy
    from safeguard_model.privacy.generalising import Coarsened, Generalised, generalise
    from safeguard_model.privacy.hiding_places import NotLookedAt
    from safeguard_model.privacy.keyed_codes import new_key
    from safeguard_model.privacy.leakage import Leak, Leaks, leaks
    from safeguard_model.privacy.pseudonyms import Pseudonymised, pseudonymise
    from safeguard_model.privacy.redaction import Redaction, Removed, redact
    from safeguard_model.privacy.relative_event import RelativeEvent, relative_days
    from safeguard_model.privacy.searching.mentions import LeakKind

__all__ = [
    "Audience",
    "Book",
    "Coarsened",
    "Generalised",
    "Leak",
    "LeakKind",
    "Leaks",
    "NotLookedAt",
    "Pseudonymised",
    "Redaction",
    "RelativeEvent",
    "Removed",
    "Revealed",
    "SafeCopy",
    "UnsafeCopy",
    "generalise",
    "leaks",
    "new_key",
    "pseudonymise",
    "redact",
    "relative_days",
    "reveal",
    "safe_copy",
]

_ROOMS = (
    *("audience", "book", "keyed_codes", "searching.mentions", "hiding_places", "redaction", "generalising"),
    *("relative_event", "leakage", "pseudonyms", "copies"),
)

__getattr__, __dir__ = front_door(__name__, __all__, rooms=[f"{__name__}.{room}" for room in _ROOMS])
