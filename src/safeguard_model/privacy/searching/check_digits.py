"""The check digits of numbers: whether a number fits the rule that its register makes numbers by."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["luhn_fits", "nhs_number_fits", "upn_fits"]

_TEN_DIGITS: Final = re.compile(r"[0-9]{10}", re.ASCII)
_UPN: Final = re.compile(r"[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]", re.ASCII)
_UPN_LETTERS: Final = "ABCDEFGHJKLMNPQRTUVWXYZ"
_APART: Final = str.maketrans("", "", " -")


def nhs_number_fits(number: str) -> bool:
    """Return whether ten digits, with or without spaces and hyphens, fit the check of an NHS number.

    The same check holds for the numbers of Scotland (CHI) and of Northern Ireland (Health and Care). One in eleven of
    all numbers of ten digits fits it by chance. Source: NHS Data Dictionary, "NHS number".

    >>> nhs_number_fits("943 476 5919"), nhs_number_fits("943 476 5918")
    (True, False)
    """
    # The rule is: weigh the first nine digits with 10 down to 2 and add them up; the last digit is what is missing to
    # the next multiple of 11. So with the last digit, of weight 1, the sum is a multiple of 11. Eleven is prime and
    # every weight and every difference of two digits is below it: one changed digit always breaks the rule.
    digits = number.translate(_APART)
    if not _TEN_DIGITS.fullmatch(digits):
        return False
    return sum(weight * int(digit) for weight, digit in zip(range(10, 0, -1), digits, strict=True)) % 11 == 0


def upn_fits(number: str) -> bool:
    """Return whether a text, in either case, is a unique pupil number (UPN) with the right check letter.

    A UPN is a letter and twelve digits. A temporary one has a letter in place of the last digit. Source: Department for
    Education, "Unique pupil numbers", the check letter.

    >>> upn_fits("H801200001001"), upn_fits("A801200001001")
    (True, False)
    """
    text = number.translate(_APART).upper()
    if not _UPN.fullmatch(text):
        return False
    values = (int(char) if char.isdigit() else _UPN_LETTERS.index(char) for char in text[1:])
    return _UPN_LETTERS[sum(weight * value for weight, value in enumerate(values, 2)) % 23] == text[0]


def luhn_fits(number: str) -> bool:
    """Return whether digits, with or without spaces and hyphens, fit the check of a payment card.

    From the right, every second digit is doubled, and the digits of all that are added up. Source: ISO/IEC 7812-1.

    >>> luhn_fits("4111 1111 1111 1111"), luhn_fits("4111 1111 1111 1112")
    (True, False)
    """
    digits = number.translate(_APART)
    if not (digits.isascii() and digits.isdigit()):
        return False
    turned = [int(digit) for digit in reversed(digits)]
    return (sum(turned[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in turned[1::2])) % 10 == 0
