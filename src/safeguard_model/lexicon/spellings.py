"""The words of an entry that carry meaning, each in one common form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["PHRASES", "common_form", "telling_words"]


PHRASES: Final = {
    "hv": "health visitor, health visitors, health visiting",
    "sw": "social worker, social workers",
    "csc": "social care, social services",
    "s47": "s 47, sec 47, section 47",
    "s20": "s 20, sec 20, section 20",
    "ed": "emergency department, emergency dept",
    "dna": "not attend, not brought, to attend, not come, not taken, not turn, no show",
    "da": "domestic abuse, domestic violence, domestic incident",
    "strat": "strategy discussion, strategy meeting, strategy mtg, strat discussion, strat disc, strat meeting",
    "cp": "child protection",
    "lac": "looked after",
    "home": "home address",
    "call": "phone call, phone calls, telephone call, telephone calls, tel call",
    "dsh": "self harm, self harmed, self harming",
    "core-group": "core group, core groups, core grp",
    "cp-medical": "cp medical, cp med, protection medical",
    "ppo": "police protection, s 46, sec 46, section 46",
    "rhi": "return interview, home interview",
    "nbv": "new birth",
    "taf": "team around",
    "nmo": "non molestation",
    "ico": "interim care",
    "sgo": "special guardianship",
}
_WORDS: Final = {
    "admission": "adm, admitted",
    "appt": "appts, appointment, appointments",
    "assessment": "ax",
    "birth": "born, lscs, nvd, svd",
    "brother": "bro",
    "call": "t/c, tc, tel, phoned, rang, rung, telephoned",
    "child": "baby, ch, infant, kid, kids, yp",
    "conference": "conf, cpc, icpc, rcpc",
    "da": "dv",
    "dna": "missed, wnb",
    "discharge": "d/c",
    "doctor": "dr",
    "dsh": "self-harm, self-harmed, self-harming",
    "e-mail": "email, emailed",
    "ed": "a&e, casualty",
    "father": "dad, daddy, fa, fob",
    "fracture": "fx",
    "gp": "surgery",
    "grandfather": "gf, grandad, grandpa",
    "grandmother": "gm, grandma, mgm",
    "home": "h/a",
    "hospital": "hosp",
    "lac": "cla",
    "medical": "med",
    "meeting": "mtg",
    "missing": "misper",
    "mother": "mo, mum, mummy",
    "nmo": "non-molestation",
    "notification": "notif, ppn, merlin",
    "nsy": "nursery, pre-school, preschool",
    "od": "o/d, overdose, overdosed",
    "paediatrician": "paed",
    "ppo": "pppo, s46",
    "referral": "ref, marf",
    "registration": "reg",
    "sibling": "sib, sibs",
    "sw": "s/w",
    "taf": "tac",
    "visit": "h/v",
    "week": "wk, wks",
    "weight": "wt, wts",
    "year": "yr, yrs",
}
_WORD: Final = re.compile(r"\d+(?:[.,:]\d+)*|[a-z][/&][a-z]\b|[^\W\d_]+(?:-[^\W\d_]+)*")
_EMPTY: Final = frozenset(
    _WORD.findall(
        "about after all also an and any are as at back be been but by can did do for from had has have he her him his"
        " in inc into is it its me miss more no not now of off on one or our out over re rec recd said says seen she so"
        " some that the their them then there they this to today told up via was we were when where which who will with"
        " would yesterday you"
    )
)


def _turned(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each spelling of a table with its word."""
    return ((spelling, word) for word, spellings in table.items() for spelling in spellings.split(", "))


_PAIRS: Final = {tuple(phrase.split()): word for phrase, word in _turned(PHRASES)}
_FIRSTS: Final = frozenset(first for first, _ in _PAIRS)
_SPELLINGS: Final = dict(_turned(_WORDS))
_ENDINGS: Final = ("ing", "ed", "es", "s")
_STEM: Final = 5


# A phrase of two words, such as "health visitor", counts as one word. So each word is looked up together with the next
# word, and the second word of a phrase is not counted alone. Every other word is converted to its common form. The
# common form of a word without meaning is empty text, which is removed at the end.
def telling_words(text: str, known: dict[str, str]) -> frozenset[str]:
    """Return the words of a text that carry meaning, each in the form that all its spellings and abbreviations share.

    `known` is a cache of words and their forms. The cache belongs to the caller, so that no word of a record stays in
    memory after the caller has finished.

    >>> sorted(telling_words("T/C to Mum re: bruising seen by health visitor", {}))
    ['bruis', 'call', 'hv', 'mothe']
    """
    forms: set[str] = set()
    before = ""
    words = _WORD.findall(text.casefold())
    for word, after in zip(words, [*words[1:], ""], strict=False):
        form = known.get(word)
        if form is None:
            form = known[word] = common_form(word)
        if word in _FIRSTS and (word, after) in _PAIRS:
            forms.add(_PAIRS[word, after])
        elif not (before in _FIRSTS and (before, word) in _PAIRS):
            forms.add(form)
        before = word
    forms.discard("")
    return frozenset(forms)


def common_form(word: str) -> str:
    """Return the form that all spellings of a word share; empty text if the word carries no meaning.

    The form is the main spelling without its ending, cut to five characters, so that spelling mistakes after them do
    not matter. The form of a number is its digits alone. The word must be in lower case and not empty.
    """
    if word[0].isdecimal():
        return re.sub(r"\D", "", word)
    word = _SPELLINGS.get(word, word)
    if word in _EMPTY or len(word) == 1:
        return ""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
            word = word.removesuffix(ending)
            break
    return word[:_STEM]
