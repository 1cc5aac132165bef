"""`identifiers_in`: numbers, addresses and the like that a text gives away by their form, whatever is on file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.found_places import has_digits, word_start
from safeguard_model.privacy.searching.mentions import longest
from safeguard_model.privacy.searching.numbers_on_file import KnownNumbers
from safeguard_model.privacy.searching.online_names import coordinates_between, emails_and_handles, web_addresses
from safeguard_model.privacy.searching.phone_numbers import phones_between
from safeguard_model.privacy.searching.plain_text import plain_text
from safeguard_model.privacy.searching.plates import older_plate_at, plate_at
from safeguard_model.privacy.searching.postcodes import postcode_at
from safeguard_model.privacy.searching.reference_numbers import references_at, tells_of_a_reference
from safeguard_model.privacy.searching.register_numbers import (
    citations,
    counts_something_else,
    register_number_at,
    register_numbers_between,
)
from safeguard_model.privacy.searching.street_addresses import addresses, numbered_address_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.privacy.searching.mentions import Mention
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["KnownNumbers", "identifiers_in"]

_ANYTHING: Final = re.compile(
    r"[0-9@/RSLACDT](?:(?<=[0-9@])|(?<=/)/|(?<=R)(?:oad|OAD)|(?<=S)(?:treet|TREET)|(?<=L)(?:ane|ANE)|(?<=A)(?:venue|VENUE)"
    r"|(?<=C)(?:lose|LOSE|rescent|RESCENT)|(?<=D)(?:rive|RIVE)|(?<=T)(?:errace|ERRACE))"
)
"""A digit, "@", "//" or a street in capitals. The search is quick because it begins with one of a few characters."""
_DIGIT: Final = re.compile(r"[0-9]")
_MANY_DIGITS: Final = re.compile(r"[0-9](?:[\s\-.()]{0,4}[0-9]){5,30}")
"""Limited, so that a long table of numbers takes no longer for each of them."""
_A_DAY: Final = re.compile(
    r"(?:[0-9]{4}[\-.][0-9]{2}[\-.][0-9]{2}|[0-9]{1,2}[\-. ][0-9]{1,2}[\-. ][0-9]{2,4})(?:\s[0-9]{1,2})?"
)
_FIRST_DIGIT: Final = re.compile(r"[0-9](?<![0-9][0-9])(?<![0-9][.\-][0-9])")
"""The first digit of a row of digits, or of several rows with a mark between them."""


# Most texts hold no identifier, so the work is in passing them by. What identifies has a digit, an "@" or "//", or is a
# street. So one search for those comes first. Then it goes from number to number: only a long row of digits, a letter
# right before the digit, a word before it that tells of a reference, or a capital after it, is worth a closer look.
def identifiers_in(text: str) -> list[Mention]:
    """Return what identifies somebody by its form alone, in the order of the text, none of it overlapping.

    Found are numbers of registers (NHS, CHI, UPN, National Insurance, driving licences, courts, professions), numbers
    after words that tell of them (crime, URN, CAD, collar, case, passport), telephone numbers, e-mail, web addresses,
    handles, postcodes, registration plates and addresses. The numbers of helplines, dates, times, amounts, ages and
    labels are none.

    >>> [(found.kind.value, found.sure) for found in identifiers_in("NHS no. 943 476 5919, of 14 Elm Road, NR1 1AA")]
    [('identifier', 0.97), ('address', 0.93), ('postcode', 0.95)]
    """
    if _ANYTHING.search(text) or "www." in text or (not text.isascii() and has_digits(text)):
        return identifiers_in_plain(plain_text(text))
    return []


def identifiers_in_plain(plain: PlainText) -> list[Mention]:
    """Return the same as `identifiers_in`, of a text whose plain form is at hand."""
    found = list(_found(plain))
    return longest(found) if len(found) > 1 else found


def _found(plain: PlainText) -> Iterator[Mention]:
    text = plain.text
    if _DIGIT.search(text):
        yield from _numbers(plain)
    if "@" in text:
        yield from emails_and_handles(plain)
    if "//" in text or "www." in text:
        yield from web_addresses(plain)
    yield from addresses(plain)


def _numbers(plain: PlainText) -> Iterator[Mention]:
    text = plain.text
    for digit in _FIRST_DIGIT.finditer(text):
        place = digit.start()
        many = _MANY_DIGITS.match(text, place)
        if many:
            yield from _long_number(plain, many)
        if place and "a" <= text[place - 1] <= "z":
            yield from _words_with_digits(plain, place)
        elif place > 1 and plain.written[plain.places[place - 2]].isupper():  # "ABC 123D"
            plate = older_plate_at(plain, word_start(text, place - 1, 4))
            if plate is not None:
                yield plate
        if tells_of_a_reference(text, place):
            yield from references_at(plain, place)
        address = numbered_address_at(plain, place)
        if address is not None:
            yield address
    if "[" in text or "(" in text:
        yield from citations(plain)


def _long_number(plain: PlainText, digits: re.Match[str]) -> Iterator[Mention]:
    yield from _before_digits(plain, digits.start())
    if not (_A_DAY.fullmatch(digits[0]) or counts_something_else(plain, digits.start())):
        yield from phones_between(plain, *digits.span())
        yield from register_numbers_between(plain, *digits.span())
        yield from coordinates_between(plain, *digits.span())


def _before_digits(plain: PlainText, start: int) -> Iterator[Mention]:
    """Yield the number that begins with letters before a row of digits and a space: "AB 12 34 56 C"."""
    place = start - 1
    if place > 0 and plain.text[place] in " -" and (first := word_start(plain.text, place, 6)) < place:
        found = register_number_at(plain, first)
        if found is not None:
            yield found


def _words_with_digits(plain: PlainText, place: int) -> Iterator[Mention]:
    """Yield what begins with the letters right before a digit."""
    start = word_start(plain.text, place, 6)
    if start and plain.text[start - 1].isdigit():
        start -= 2  # two digits are before the letter in the number of a nurse
    for finder in (postcode_at, plate_at, older_plate_at, register_number_at):
        found = finder(plain, start)
        if found is not None:
            yield found
