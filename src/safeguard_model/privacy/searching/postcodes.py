"""Postcodes of the United Kingdom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.searching.found_places import in_capitals, is_near, mention, stands_alone, words
from safeguard_model.privacy.searching.mentions import LeakKind

if TYPE_CHECKING:
    from safeguard_model.privacy.searching.mentions import Mention
    from safeguard_model.privacy.searching.plain_text import PlainText

__all__ = ["postcode_at"]

# Source of the form: Royal Mail and the Office for National Statistics: the outward part is A9, A99, A9A, AA9, AA99 or
# AA9A; the letters after the last space are none of C, I, K, M, O and V.
_POSTCODE: Final = re.compile(
    r"(?P<outward>(?P<area>[a-pr-uwyz][a-hk-y]?)[0-9][0-9a-hjkmnp-y]?)(?P<gap>\s{0,2})(?P<inward>[0-9][abd-hjlnp-uw-z]{2})"
)
_AREAS: Final = words(
    """
    ab al b ba bb bd bh bl bn br bs bt ca cb cf ch cm co cr ct cv cw da dd de dg dh dl dn dt dy e ec eh en ex fk fy
    g gl gu gy ha hd hg hp hr hs hu hx ig im ip iv je ka kt kw ky l la ld le ll ln ls lu m me mk ml n ne ng nn np nr nw
    ol ox pa pe ph pl po pr rg rh rm s sa se sg sk sl sm sn so sp sr ss st sw sy ta td tf tn tq tr ts tw ub
    w wa wc wd wf wn wr ws wv yo ze zz
    """
)
"""The letters that postcodes begin with; "ZZ" is kept for made-up ones."""
_ORDINALS: Final = frozenset(["1st", "2nd", "3rd"])
_WORD: Final = re.compile(r"(?<![a-z])post\s?-?code")
_A_LABEL: Final = re.compile(r"(?<![0-9])[a-z']+\s$")


def postcode_at(plain: PlainText, start: int) -> Mention | None:
    """Return the postcode that begins at a place of a plain text, where a word begins; None if there is none."""
    found = _POSTCODE.match(plain.text, start)
    if found is None or not stands_alone(plain, found.span()):
        return None
    sure = _sureness(plain, found)
    return mention(plain, found.span(), LeakKind.POSTCODE, sure, "the form of a postcode") if sure else None


def _sureness(plain: PlainText, found: re.Match[str]) -> float:
    if is_near(plain, found.span(), _WORD):
        return 0.97
    known = found["area"] in _AREAS
    spaced = bool(found["gap"])
    if not in_capitals(plain, found.span()):
        # "s47 2nd" and "b12 3rd" are no postcodes, nor is "e2 4hrs", which the letters rule out.
        is_one = spaced and found["inward"] not in _ORDINALS and (known or len(found["area"]) == 2)
        return 0.5 if is_one else 0
    if found["inward"] in _ORDINALS:
        return 0.4
    if spaced:
        return 0.95 if known else 0.7
    if len(found[0]) == 5 and _A_LABEL.search(plain.text, max(0, found.start() - 20), found.start()):
        return 0  # a label that a pseudonym gave: "Child E12AB"
    if len(found[0]) == 7:
        return 0.9 if known else 0.5
    return 0.6 if known else 0.3
