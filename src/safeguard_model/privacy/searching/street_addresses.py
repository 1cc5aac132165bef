"""Addresses by their form: a number and a street, a flat, a named house in a street."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.found_places import as_written, mention, words
from safeguard_model.privacy.searching.mentions import LeakKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.privacy.searching.mentions import Mention
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["addresses", "numbered_address_at"]

_STREETS: Final = ("road", "street", "lane", "avenue", "close", "drive", "crescent", "terrace")
_OTHER_STREETS: Final = (
    *("way", "court", "place", "gardens", "grove", "square", "walk", "park", "rise", "row", "mews", "green", "hill"),
    *("view", "parade", "yard", "croft", "drove", "loke", "quay", "embankment", "wynd", "brae", "gate", "circus"),
    *("villas", "buildings", "cottages", "mansions", "mount", "vale", "meadow", "meadows", "fields", "end", "common"),
)
_SHORT_STREETS: Final = ("rd", "st", "ave", "av", "ln", "cl", "dr", "cres", "terr", "tce", "gdns", "ct", "pl", "sq")
_HOUSES: Final = "cottages?|house|farm(?:house)?|lodge|barn|hall|villa|bungalow|manor|mill|court|heights|tower|point"
_NUMBER: Final = (
    r"[0-9](?<![a-zA-Z0-9_£$€.:/\-][0-9])[0-9]{0,3}[a-hA-H]?(?:\s?[\-/]\s?[0-9]{1,4}[a-hA-H]?)?(?![0-9:.]),?\s{1,2}"
)
_NUMBER_AND_CAPITAL: Final = re.compile(rf"{_NUMBER}[A-Z]")
_ADDRESS: Final = re.compile(
    rf"{_NUMBER}(?P<name>(?:[a-z][a-z'.\-]{{0,30}}\s{{1,2}}){{1,4}}?)"
    rf"(?:(?P<street>{'|'.join(_STREETS)})|(?P<other>{'|'.join(_OTHER_STREETS)})"
    rf"|(?P<short>{'|'.join(_SHORT_STREETS)})\.?(?!\s[a-z]))(?![a-z'\-])"
)
_IN_SMALL_LETTERS: Final = re.compile(
    rf"{_NUMBER}(?P<name>[a-z'\-]{{3,30}})\s(?:road|street|avenue|lane|crescent|terrace)(?![a-z'\-])"
)
_STREET_IN_CAPITALS: Final = re.compile(
    "|".join(street.capitalize() for street in _STREETS) + "|" + "|".join(map(str.upper, _STREETS))
)
_FLAT: Final = re.compile(
    r"(?<![a-z])(?P<word>flat|apartment|apt|maisonette)\s(?:no\.?\s)?(?P<number>[0-9]{1,4}[a-h]?|[a-h])(?![a-z0-9'])(?![:.%/][0-9])"
    r"(?P<house>,?\s(?:[a-z'\-]{1,30}\s){1,3}(?:" + _HOUSES + r")(?![a-z]))?"
)
_AFTER_A_FLAT: Final = re.compile(
    r",?\s(?:miles?|minutes?|times|days?|weeks?|months?|years?|hours?|out|of|people|floors?)\b"
)
_BOX: Final = re.compile(r"(?<![a-z])po\sbox\s[0-9]{1,6}(?![a-z0-9])")
_NAMED_HOUSE: Final = re.compile(
    rf"(?<![a-z])(?P<house>(?:[a-z'\-]{{1,30}}\s){{1,2}}(?:{_HOUSES})),\s(?P<name>(?:[a-z'\-]{{1,30}}\s){{1,2}})(?:{'|'.join(_STREETS)})(?![a-z'\-])"
)
_LIVES: Final = re.compile(
    r"(?<![a-z])(?:liv(?:es|ed|ing)|resid(?:es|ed|ing)|stay(?:s|ed|ing)|moved?|moving|address(?:\sis|\swas)?:?)\s"
    r"(?:(?:on|in|at|to|into|from|off)\s)?(?P<address>(?P<name>(?:[a-z'\-]{1,30}\s){1,3}?)(?:"
    + "|".join(_STREETS)
    + r"))(?![a-z'\-])"
)
_SMALL: Final = frozenset(["of", "the", "and", "upon", "on", "le", "de", "y", "by", "in"])
_NOT_NAMES: Final = words(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday
    high crown family county magistrates youth supreme appeal coroner coroners sheriff children childrens child hearing
    """
)
"""Words that no street is called by, or that stand before a court of law."""
_STREETS_TOO: Final = frozenset(["high", "family", "crown", "county", "may", "june", "april", "church"])
"""Those of them that a street is called by all the same: "14 High Street", "3 Crown Road"."""
_LABELLED: Final = re.compile(
    r"(?<![a-z])(?:ward|level|room|step|stage|appendix|section|class|year|grade|day|figure|table|chapter|part|page|child"
    r"|sibling|phase|tier|band|week|visit|question|recommendation|finding|paragraph|aged?|episode|group|key stage"
    r"|january|february|march|april|may|june|july|august|september|october|november|december)\s$"
)
_A_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}(?![0-9])")
_NO_STREET: Final = words(
    """
    min mins minute minutes hour hours mile miles metre metres yard yards year years month months week weeks day days
    way wheel people men women children boys girls kids cars times more other main busy same whole long side the a an
    in on at to of and or from with by across down along off up near next crossing different high lane lanes quiet local
    """
)


def numbered_address_at(plain: PlainText, place: int) -> Mention | None:
    """Return the address that begins with the number at a place, its street in capitals; None if there is none."""
    if plain.written.isascii() and not _NUMBER_AND_CAPITAL.match(plain.written, place):
        return None
    found = _ADDRESS.match(plain.text, place)
    sure = _sureness(plain, found) if found else 0
    if not found or not sure:
        return None
    return mention(plain, found.span(), LeakKind.ADDRESS, sure, "a number and the name of a street")


def addresses(plain: PlainText) -> Iterator[Mention]:
    """Yield the addresses without a number, those of flats, and, as a query, those in small letters.

    The names of streets are known by their capitals.
    """
    text = plain.text
    if "road" in text or "street" in text or "lane" in text or "avenue" in text or "cresc" in text or "terr" in text:
        for found in _IN_SMALL_LETTERS.finditer(text):
            if found["name"] not in _NO_STREET | _NOT_NAMES and not _is_labelled(plain, found):
                yield mention(plain, found.span(), LeakKind.ADDRESS, 0.5, "a number and a street, in small letters")
        yield from _without_numbers(plain)
    elif "Close" in plain.written or "Drive" in plain.written or "CLOSE" in plain.written or "DRIVE" in plain.written:
        yield from _without_numbers(plain)
    if "flat" in text or "apartment" in text or "apt " in text or "maisonette" in text or "po box" in text:
        yield from _flats(plain)


def _without_numbers(plain: PlainText) -> Iterator[Mention]:
    if not _STREET_IN_CAPITALS.search(plain.written):
        return
    for match in _NAMED_HOUSE.finditer(plain.text):
        # The match may begin with a small word: "of Rose Cottage, Mill Lane".
        second = plain.text.index(" ", match.start()) + 1 if " " in match["house"] else match.start()
        found = match if _is_named(plain, match, "house") else _NAMED_HOUSE.match(plain.text, second) or match
        if _is_named(plain, found, "house") and _is_named(plain, found, "name"):
            yield mention(plain, found.span(), LeakKind.ADDRESS, 0.9, "the name of a house in a street")
    for found in _LIVES.finditer(plain.text):
        if _is_named(plain, found, "name"):
            yield mention(plain, found.span("address"), LeakKind.ADDRESS, 0.7, "the name of a street somebody lives in")


def _flats(plain: PlainText) -> Iterator[Mention]:
    for found in _FLAT.finditer(plain.text):
        if found["house"] and _is_named(plain, found, "house"):
            yield mention(plain, found.span(), LeakKind.ADDRESS, 0.93, "a flat in a house")
            continue
        if _AFTER_A_FLAT.match(plain.text, found.end("number")):
            continue
        capital = as_written(plain, found.span("word"))[0].isupper()
        if not capital and found["number"].isalpha():
            continue  # "in a flat a week later"
        yield mention(plain, (found.start(), found.end("number")), LeakKind.ADDRESS, 0.8 if capital else 0.5, "a flat")
    for found in _BOX.finditer(plain.text):
        yield mention(plain, found.span(), LeakKind.ADDRESS, 0.7, "a post office box")


def _is_named(plain: PlainText, found: re.Match[str], group: str) -> bool:
    """Return whether the words of a group begin with capitals, as names do, but for small words between them."""
    named = as_written(plain, found.span(group)).replace(",", " ").split()
    return named[0][0].isupper() and all(name[0].isupper() or name.lower() in _SMALL for name in named)


def _is_labelled(plain: PlainText, found: re.Match[str]) -> bool:
    """Return whether the number of an address is a year, or belongs to a word before it: "Level 3", "Ward 12"."""
    if _A_YEAR.match(plain.text, found.start()):
        return True
    return _LABELLED.search(plain.text, max(0, found.start() - 20), found.start()) is not None


def _sureness(plain: PlainText, found: re.Match[str]) -> float:
    """Return how sure it is that a number, a name and a word for a street are an address; 0 for what is none."""
    names = [word.strip(".'-") for word in found["name"].split()]
    if not _is_named(plain, found, "name") or not all(names):
        return 0
    kept = frozenset[str]() if found["other"] else _STREETS_TOO
    if any(name in _NOT_NAMES and name not in kept for name in names):
        return 0
    if found["other"] and not as_written(plain, found.span("other"))[0].isupper():
        return 0  # "the 3 Smith place"
    if _is_labelled(plain, found):
        return 0.3
    return 0.93 if found["street"] else 0.8
