"""The telling words of an entry: its text with abbreviations, spellings and endings made alike."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["telling_words"]

_PHRASES: Final = {
    "health visit(?:or|ing)s?": "hv",
    "social work(?:er|ers)?": "sw",
    "(?:children'?s )?social (?:care|services)": "csc",
    "(?:s|sec|section)[ .]{0,2}47": "s47",
    "(?:s|sec|section)[ .]{0,2}20": "s20",
    "a ?& ?e|accident and emergency|casualty|emergency (?:dept|department)": "ed",
    "did not attend|(?:was|were)? ?not brought|failed to attend|missed": "dna",
    "domestic (?:abuse|violence|incident)": "da",
    "strategy (?:discussions?|meetings?|mtg)|strat (?:disc|discussion|mtg|meeting)s?": "strat",
    "child protection": "cp",
    "child in need": "cin",
    "looked after": "lac",
    "(?:tele)?phone calls?|tel(?:ephone)? calls?|t/?/?c|t\\.c\\.?": "call",
    "no further action": "nfa",
    "home address|h/a": "home",
    "home visits?|h/v|hv(?= (?:with|w/|jointly))": "home visit",
    "police protection|ppp?(?= s46)": "ppo",
    "bail(?:ed)?": "bail",
    "(?:early )?hours": "hours",
    "overdosed?|o/d": "od",
    "self[- ]harm(?:ed|ing)?": "dsh",
}
_WORDS: Final = {
    "appts": "appt",
    "appointment": "appt",
    "appointments": "appt",
    "ass": "assessment",
    "ax": "assessment",
    "baby": "child",
    "bro": "brother",
    "ch": "child",
    "conf": "conference",
    "cpc": "conference",
    "dad": "father",
    "daddy": "father",
    "dv": "da",
    "dr": "doctor",
    "email": "e-mail",
    "fa": "father",
    "fob": "father",
    "fx": "fracture",
    "gm": "grandmother",
    "gf": "grandfather",
    "grandma": "grandmother",
    "grandad": "grandfather",
    "hosp": "hospital",
    "icpc": "conference",
    "infant": "child",
    "kid": "child",
    "kids": "child",
    "mat": "maternity",
    "med": "medical",
    "mgm": "grandmother",
    "misper": "missing",
    "mo": "mother",
    "mtg": "meeting",
    "mum": "mother",
    "mummy": "mother",
    "paed": "paediatrician",
    "phoned": "call",
    "rang": "call",
    "rung": "call",
    "telephoned": "call",
    "ref": "referral",
    "refd": "referral",
    "reg": "registration",
    "sib": "sibling",
    "sibs": "sibling",
    "surgery": "gp",
    "tc": "call",
    "wnb": "dna",
    "wk": "week",
    "wks": "week",
    "yp": "child",
    "yr": "year",
    "yrs": "year",
}
_EMPTY: Final = frozenset(
    "a about after all also an and any are as at back be been but by can did do for from had has have he her him his in"
    " into is it its me more no not now of off on one or our out over re rec recd s said says seen she so some that the"
    " their them then there they this to today told up via w was we were when where which who will with would you"
    " yesterday inc x".split()
)
_PHRASE: Final = re.compile("|".join(f"(?P<p{place}>\\b(?:{text})\\b)" for place, text in enumerate(_PHRASES)))
_STANDS_FOR: Final = tuple(_PHRASES.values())
_WORD: Final = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
_ENDINGS: Final = ("ing", "ed", "es", "s")
_STEM: Final = 5

def telling_words(text: str, known: dict[str, str]) -> frozenset[str]:
    """The words of a text that tell something, each in the one form that its spellings and abbreviations share.

    `known`: the words met before, each with its form; the caller's, so that no word outlives the question.

    >>> sorted(telling_words("T/C to Mum re: bruising seen by HV", {}))
    ['bruis', 'call', 'hv', 'mothe']
    """
    plain = _PHRASE.sub(_phrase, text.casefold().replace("’", "'"))
    found: set[str] = set()
    for word in _WORD.findall(plain):
        form = known.get(word)
        if form is None:
            form = known[word] = _stem(word)
        found.add(form)
    found.discard("")
    return frozenset(found)


def _phrase(found: re.Match[str]) -> str:
    return _STANDS_FOR[int((found.lastgroup or "p0")[1:])]


def _stem(word: str) -> str:
    """A word without its ending, cut short so that late slips of spelling do not matter; a number without its marks."""
    if word[0].isdigit():
        return re.sub(r"\D", "", word)
    word = _WORDS.get(word, word)
    if word in _EMPTY or len(word) == 1:
        return ""
    if word == "nursery":
        return "nurser"
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    return word[:_STEM]
