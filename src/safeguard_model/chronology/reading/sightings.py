"""The reader of the columns "Child seen?" and "Seen alone?": yes, no, alone, with others, or names of those seen."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from safeguard_model.chronology.reading.headings import plain

__all__ = ["Sighting", "sighting"]

_YES: Final = frozenset({"yes", "y", "true", "✓", "✔", "☒", "☑", "seen", "yes seen"})
_NO: Final = frozenset({"no", "n", "false", "not seen", "no not seen"})
_ALONE: Final = frozenset({"alone", "seen alone", "yes alone", "yes seen alone", "y alone", "yes on own", "on own"})
_SILENT: Final = frozenset(
    {
        "",
        "☐",
        "-",
        "–",
        "—",
        "n a",
        "na",
        "not applicable",
        "not recorded",
        "n r",
        "nr",
        "not known",
        "n k",
        "nk",
        "unknown",
    }
)
_YES_OR_NO: Final = re.compile(
    r"(?:yes\b[\s,.:;–—-]|(?P<no>no\b[\s,.:;–—-])|y ?[:–—-]|(?P<n>n ?[:–—-]))(?P<rest>.+)", re.IGNORECASE | re.DOTALL
)
_WITH: Final = re.compile(r"with\b", re.IGNORECASE)


class Sighting(NamedTuple):
    """The field of `Event` to which an answer belongs, and the people whom the answer names."""

    field: str
    """``seen``, ``not_seen``, ``seen_alone`` or ``seen_with_others``; empty if the cells say nothing."""
    who: str = ""
    """The part of the cell with the names of people; empty if the cell has no names."""
    is_more: bool = False
    """Whether the cell says more than the answer, such as who else was there."""


def sighting(seen: str, alone: str) -> Sighting | None:
    """Return what the two cells say together; None if that is not clear or they contradict each other.

    >>> sighting("Yes", "No"), sighting("Y – Toby", "")
    (Sighting(field='seen_with_others', who='', is_more=False), Sighting(field='seen', who='Toby', is_more=False))
    >>> sighting("", "No") is None
    True
    """
    if "?" in seen or "?" in alone:
        return None
    said, privately = _word(seen), _word(alone)
    if said == "silent":
        fields = {"silent": "", "yes": "seen_alone", "": "seen_alone"}
        field = fields.get(privately)
        if field is None:
            return None
        return Sighting(field) if privately else Sighting(field, alone.strip())
    if said == "no":
        return Sighting("not_seen") if privately in {"silent", "no"} else None
    fields = {"silent": "seen", "yes": "seen_alone", "no": "seen_with_others"}
    if said == "yes":
        field = fields.get(privately)
        return None if field is None else Sighting(field)
    if said == "alone":
        return Sighting("seen_alone") if privately in {"silent", "yes"} else None
    return _named(seen.strip(), fields.get(privately))


def _named(cell: str, field: str | None) -> Sighting | None:
    """Return what a cell says if it holds more than yes or no: names, or "with" somebody; None if it is not clear.

    `field` is the field for a yes, given the cell "seen alone?"; None if that cell cannot be read.
    """
    match = _YES_OR_NO.fullmatch(cell)
    is_no = match is not None and bool(match["no"] or match["n"])
    rest = match["rest"].strip(" ,.:;–—-") if match else cell
    if field is None or not rest:
        return None
    if _WITH.match(rest):
        return None if is_no or not match or field == "seen_alone" else Sighting("seen_with_others", is_more=True)
    return Sighting("not_seen" if is_no else field, rest)


def _word(cell: str) -> str:
    if not cell:
        return "silent"
    words = plain(cell) or cell.strip()
    known = (("silent", _SILENT), ("yes", _YES), ("no", _NO), ("alone", _ALONE))
    return next((name for name, spellings in known if words in spellings), "")
