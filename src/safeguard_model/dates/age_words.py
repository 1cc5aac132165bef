"""The words with which practitioners write ages, as data: numbers, and ages that are a word."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

_SMALL = (
    *("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
NUMBERS: Final[Mapping[str, int]] = MappingProxyType({
    **{word: number for number, word in enumerate(_SMALL)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    **{
        f"{ten} {word}": 10 * number + small
        for number, ten in enumerate(_TENS, start=2)
        for small, word in enumerate(_SMALL[1:10], start=1)
    },
    "a": 1,
    "an": 1,
})  # fmt: skip
"""The numbers in words, up to 99."""
ORDINALS: Final[Mapping[str, int]] = MappingProxyType({
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), start=1
    )
})  # fmt: skip
"""The ordinal numbers in words, up to the tenth."""

SAID: Final[Mapping[str, str]] = MappingProxyType({
    **dict.fromkeys(("at birth", "birth"), "P0D"),
    **dict.fromkeys(("newborn", "new born", "a newborn", "neonate", "a neonate"), "../P28D"),
    **dict.fromkeys(("a fortnight", "fortnight"), "P2W"),
    **dict.fromkeys(("half a year",), "P6M"),
})  # fmt: skip
"""Ages that are a word. A newborn is under 28 days old, as the World Health Organization and the NHS count."""

TENS_OF_YEARS: Final[Mapping[str, Mapping[str, tuple[int, int]]]] = MappingProxyType({
    "teens": {"": (13, 19), "early": (13, 15), "mid": (14, 16), "late": (17, 19)},
    **{
        name: {
            "": (first, first + 9),
            "early": (first, first + 3),
            "mid": (first + 4, first + 6),
            "late": (first + 7, first + 9),
        }
        for first, ten in zip(range(20, 100, 10), _TENS, strict=True)
        for name in (f"{ten.removesuffix('y')}ies", f"{first}s")
    },
})  # fmt: skip
"""The youngest and oldest age, in years, of somebody in their teens, twenties and so on, or in a part of them."""
