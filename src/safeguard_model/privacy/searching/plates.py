"""Registration plates of vehicles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.found_places import in_capitals, is_near, mention, stands_alone, words
from safeguard_model.privacy.searching.mentions import LeakKind

if TYPE_CHECKING:
    from safeguard_model.privacy.searching.mentions import Mention
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["older_plate_at", "plate_at"]

# Source of the forms: Driver and Vehicle Licensing Agency, INF104 "Vehicle registration numbers and number plates".
_CURRENT: Final = re.compile(r"[a-hj-pr-y][a-hj-pr-y](?P<age>0[2-9]|[1-9][0-9])(?P<gap>\s?)(?P<last>[a-hj-pr-z]{3})")
_OLDER: Final = re.compile(
    r"(?<![a-z0-9])(?:[a-hj-npr-tv-y][0-9]{1,3}\s?[a-hj-pr-z]{3}|[a-z]{3}\s?[0-9]{1,3}[a-hj-npr-tv-y]"
    r"|[a-z]?[iz][a-z]\s?[0-9]{3,4}|[a-z][a-z]?[iz]\s?[0-9]{3,4})(?![a-z0-9])"
)
_VEHICLE: Final = re.compile(
    r"(?<![a-z])(?:vehicles?|cars?|vans?|number\s?plates?|plates?|reg(?:istration|istered)?|index|vr[mn]|driv(?:es|ing|er)"
    r"|drove|taxi|motorbike|motorcycle|ford|vauxhall|bmw|audi|corsa|fiesta|focus|astra)(?![a-z])"
)
_LABEL: Final = re.compile(r"(?<![a-z])(?:child|sibling|adult|person|name|family|agency|professional|worker)\s$")
"""The words that labels begin with, such as a pseudonym gives: "Child 7K3Q9"."""
_ORDINARY: Final = words(
    """
    the and for her his was has had not all are but she who out new old him one two see saw met may let led got get did
    why yes yet you any ask day due end few how its job kin law lay man men nhs non now off our own per put ran red run
    say sat set sex son ten too try use via way won act add age ago aid arm bad bag bed big boy car cry cup cut dad died
    """
)
"""Words of three letters that follow a number in texts that are all in capitals."""


def plate_at(plain: PlainText, start: int) -> Mention | None:
    """Return the plate of the style of 2001 on that begins at a place, where a word begins; None if there is none."""
    found = _CURRENT.match(plain.text, start)
    if found is None or not stands_alone(plain, found.span()):
        return None
    near = is_near(plain, found.span(), _VEHICLE, 50, 25)
    ordinary = bool(found["gap"]) and found["last"] in _ORDINARY
    if _LABEL.search(plain.text, max(0, found.start() - 14), found.start()):
        return None
    if ordinary and not near:
        sure = 0.3 if in_capitals(plain, found.span()) else 0
    elif ordinary:
        sure = 0.6
    elif in_capitals(plain, found.span()):
        sure = 0.97 if near else 0.92
    elif found["gap"]:
        sure = 0.6 if near else 0
    else:
        sure = 0.9 if near else 0.4
    return mention(plain, found.span(), LeakKind.REGISTRATION, sure, "the form of a current plate") if sure else None


def older_plate_at(plain: PlainText, start: int) -> Mention | None:
    """Return the plate of an older style that begins at a place, near a word for a vehicle; None if there is none.

    By form alone it could be too many other things.
    """
    found = _OLDER.match(plain.text, start)
    if (
        found is None
        or found[0][-3:] in _ORDINARY
        or not in_capitals(plain, found.span())
        or not stands_alone(plain, found.span())
        or not is_near(plain, found.span(), _VEHICLE, 50, 25)
    ):
        return None
    return mention(plain, found.span(), LeakKind.REGISTRATION, 0.7, "the form of an older plate near a vehicle")
