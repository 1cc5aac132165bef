"""The meaning of one heading, found from the words that it is made of."""

from __future__ import annotations

import re
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.reading import heading_words as _words
from safeguard_model.chronology.reading.heading_nouns import (
    COMPLETING,
    HEAD_WORDS,
    Meaning,
    date_meaning,
    noun_meaning,
    singular,
)
from safeguard_model.chronology.reading.seen_headings import (
    asks_alone,
    asks_who_was_seen,
    seen_meaning,
    without_choices,
    words_of_seeing,
)
from safeguard_model.chronology.reading.whole_headings import ALIASES, DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "ROLE_OF",
    "Meaning",
    "bare",
    "is_of_known_words",
    "is_of_other_dates",
    "meaning_of",
    "plain",
    "speaks_of_seeing",
]

ROLE_OF: Final = MappingProxyType({heading: role for role, known in ALIASES.items() for heading in known})
"""The role of each whole heading that is known."""
_CHILD: Final = frozenset(_words.HEADS["subject"])
_WORKERS: Final = frozenset(_words.HEADS["professionals"])
_FAMILY: Final = frozenset(_words.HEADS["people"])
_TAKEN_IN: Final = frozenset({"people", "professionals", "subject", "agency", "reporter", "place"})
"""Roles of which two in one heading are read as the first: "agency / professional"."""
_UNSPOILED: Final = MappingProxyType(
    {
        "completed": frozenset({"by", "form", "entry", "record", "log"}),
        "closed": _words.TIMES,
        "why": frozenset({"significant", "important", "matter", "matters", "relevant", "significance"}),
    }
)
"""Words of `SPOILS`, each with those beside which it spoils nothing: "completed by", "why is this significant?"."""
_PERCEIVED: Final = frozenset(
    {"said", "noticed", "seen", "observed", "reported", "heard", "worried", "concern", "told", "known", "saw"}
)
_LEAST, _MOST_WORDS, _LONGEST = 0.5, 14, 160

_SEPARATE = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_CHILDREN = re.compile(r"\bchild ?(?:\( ?ren ?\)|/ ?ren\b)", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z]|[A-Z]{2,}(?![a-z]))")
_PARTS = re.compile(r"[/\\,;|&+]|\b(?:and|or)\b")
_NOT_WORDS = re.compile(r"[^\w/]+|_+")
_DATE_KIND = re.compile(r"[(\[] ?date(?: ?(?:/|and|&|\+) ?time)? ?[)\]]", re.IGNORECASE)
_TWO_QUESTIONS = re.compile(r"\bseen\s*(?:[/&?,;+–—-]|\band\b|\bor\b)\W*(?:seen )?alone\b", re.IGNORECASE)
_AT_INCIDENT = re.compile(r"\bpresent\b.*\b(?:dv|da|domestic|incident|assault|argument)\b", re.IGNORECASE | re.DOTALL)
_SEGMENT = re.compile(r"[:\n.?]| [-–—] ")


def plain(text: str) -> str:
    """Return a text in lower case, with single spaces in place of punctuation, for comparing headings and names.

    >>> plain("Child's Name:"), plain("Date/Time")
    ('child s name', 'date time')
    """
    return _SEPARATE.sub(" ", text).strip().casefold()


def bare(heading: str) -> str:
    """Return a heading without what is in brackets."""
    return _BRACKETED.sub(" ", heading)


def meaning_of(heading: str) -> Meaning | None:
    """Return the meaning of a heading, or None if its words do not say what the column holds.

    >>> meaning_of("Date")
    Meaning(role='when', score=1, otherwise='', whom='')
    >>> meaning_of("Outcome / decision of meeting")
    Meaning(role='outcome', score=0.9, otherwise='', whom='')
    >>> meaning_of("Date of birth") is None
    True
    """
    if len(heading) > _LONGEST:
        return None
    whole = _CHILDREN.sub("children", heading)
    # "Contact from (date and time)": what is in brackets is the kind of value, and so the head word.
    is_date = any(_DATE_KIND.fullmatch(each) for each in _BRACKETED.findall(whole))
    text = _in_strokes(bare(whole)) + " date" * is_date
    is_two = _TWO_QUESTIONS.search(whole) is not None
    for known in (plain(heading), plain(bare(heading)), _without_answers(plain(_HUMP.sub(" ", bare(whole))))):
        if known in ROLE_OF and not is_two:
            score = 0.9 if known in DOUBTFUL else 1
            return Meaning(ROLE_OF[known], score, otherwise="description" if known == "contact" else "")
    meaning = _by_parts(text)
    if meaning and meaning.role == "seen" and _AT_INCIDENT.search(whole):
        return None
    first, *others = _SEGMENT.split(whole.strip())
    if first.strip() == whole.strip() or (meaning and "?" not in whole.strip()[:-1]):
        return meaning
    shorter = meaning_of(first)
    if shorter is not None and shorter.role == "seen" and any(asks_alone(_in_strokes(other)) for other in others):
        return shorter._replace(score=0.8, otherwise="seen_alone")
    return meaning if shorter is None else shorter._replace(score=min(shorter.score, 0.8))


def is_of_known_words(heading: str) -> bool:
    """Return whether this library knows every word of a text as a word of headings, so that it cannot be a name."""
    words = plain(heading).split()
    return bool(words) and all(word in _known_words() or singular(word) in _known_words() for word in words)


@lru_cache(maxsize=1)
def _known_words() -> frozenset[str]:
    lists = (
        *(_words.DATES, _words.TIMES, _words.NUMBERS, _words.NAMES, _words.EVENTS, _words.RECORDINGS, _words.REPORTS),
        *(_words.ASIDE, _words.ADJECTIVES, _words.STOPS, _words.PREPOSITIONS, _words.ENDS, _words.FORMATS, HEAD_WORDS),
    )
    whole = (word for heading in ROLE_OF for word in heading.split())
    return frozenset({*whole, *(word for each in lists for word in each), "what", "and", "or", "seen", "alone"})


def is_of_other_dates(heading: str) -> bool:
    """Return whether a heading says that its dates are of something else: a birth, a review, a deadline."""
    words = _in_strokes(heading).split()
    return _is_spoiled(words) or any(singular(word) in _words.SPOILS_DATES for word in words)


def speaks_of_seeing(heading: str) -> bool:
    """Return whether a heading speaks of a child who was seen or not, so that cells below it may say that one was."""
    return len(heading) <= _LONGEST and words_of_seeing(_in_strokes(_CHILDREN.sub("children", heading)).split())


def _in_strokes(text: str) -> str:
    """Return a heading in lower case with a stroke between its parts, and without the answers that it expects."""
    strokes = text.replace("#", " no ")
    strokes = _PARTS.sub(" / ", _HUMP.sub(" ", strokes).casefold().replace("n/a", "na"))
    words = (_words.SHORT.get(word, word) for word in _NOT_WORDS.sub(" ", strokes).split())
    strokes = f" {' '.join(word for word in words if not word.isdecimal())} "
    for phrase, word in _words.PHRASES.items():
        if f" {phrase} " in strokes:
            strokes = strokes.replace(f" {phrase} ", f" {word} ")
    return _without_answers(strokes.strip(" /"))


def _without_answers(words: str) -> str:
    for answers in _words.ANSWERS:
        if f" {words}".endswith(f" {answers}"):
            words = words.removesuffix(answers).strip(" /")
    return words


# A heading may name several things: "Outcome / decision", "Date and time of contact". Each part has a meaning of its
# own. Parts that mean the same agree. Of different meanings, a text such as what happened holds the rest as well, and
# the surer one counts. A date, a sighting or any other single value cannot be cut out of a cell that holds more: such
# headings have no meaning. A part of words alone, such as "contact" after "date of incident", belongs to the part
# before it.
def _by_parts(text: str) -> Meaning | None:
    parts = _with_shared_head(without_choices(text.split("/")))
    words = " ".join(parts).split()
    if not words or len(words) > _MOST_WORDS or _is_spoiled(words):
        return None
    found: list[Meaning] = []
    lost, is_of, is_after_preposition = 0, False, False
    for part in parts:
        raw = part.split()
        content = [word for word in raw if word not in _words.STOPS]
        if is_of and all(singular(word) in _words.EVENTS for word in content):
            continue
        is_inside = lost and is_after_preposition and len(content) == 1
        is_after_preposition = not _words.PREPOSITIONS.isdisjoint(raw)
        if is_inside:  # "risk to others / children": what no field holds is said of the children as well
            continue
        if not content or content == ["name"] or (found and all(word in _words.ASIDE for word in content)):
            continue
        meaning = _part(content, raw)
        lost += meaning is None
        if meaning is not None:
            found.append(meaning)
            is_of = meaning.role in {"when", "time", "kind", "ref"} and "of" in raw
    meaning = _together(found)
    score = meaning.score * 0.8**lost if meaning else 0
    return meaning._replace(score=round(score, 2)) if meaning and score >= _LEAST else None


# "Crime / intel ref" is short for "crime ref / intel ref". A first part of one word that means nothing by itself has
# the last word of the second.
def _with_shared_head(parts: Sequence[str]) -> Sequence[str]:
    """Return the parts of a heading, the first with the last word of the second if it needs one."""
    if len(parts) != 2:
        return parts
    first, second = (part.split() for part in parts)
    is_short = len(first) == 1 and len(second) > 1 and second[-1] in {*_words.NUMBERS, *_words.DATES, *_words.TIMES}
    if not is_short or singular(first[0]) in HEAD_WORDS or first[0] in _words.DATES | _words.TIMES | _words.NUMBERS:
        return parts
    return [f"{first[0]} {second[-1]}", parts[1]]


def _is_spoiled(words: Sequence[str]) -> bool:
    return any(word in _words.SPOILS and not _UNSPOILED.get(word, frozenset()) & {*words} for word in words)


def _together(found: Sequence[Meaning]) -> Meaning | None:
    """Return the meaning of parts together, or None if one cell cannot hold them."""
    if not found:
        return None
    best = max(found, key=lambda meaning: meaning.score)
    roles = {meaning.role for meaning in found}
    if len(roles) == 1:
        return best if len({meaning.whom for meaning in found}) == 1 else None
    if roles == {"when", "time"}:
        return next(meaning for meaning in found if meaning.role == "when")
    if roles in ({"seen", "subject"}, {"seen_alone", "subject"}):
        seen = next(meaning for meaning in found if meaning.role != "subject")
        return None if seen.whom else seen
    if roles == {"seen", "seen_alone"}:
        return Meaning("seen", 0.8, otherwise="seen_alone", whom=found[0].whom)
    texts = [meaning for meaning in found if meaning.role in _words.TEXTS]
    if roles & {"when", "time", "end", "end_time", "recorded", "seen", "seen_alone"}:
        return None
    if texts:
        best = max(texts, key=lambda meaning: meaning.score)
        return best._replace(score=best.score * 0.85)
    if roles == {"reporter", "ref"}:
        return Meaning("reporter", 0.7)
    if roles <= {"people", "professionals", "subject"} and "people" in roles:
        return Meaning("people", 0.6)
    return best._replace(score=best.score * 0.8) if roles <= _TAKEN_IN else None


def _part(content: Sequence[str], raw: Sequence[str]) -> Meaning | None:
    """Return the meaning of one part of a heading. `content` is the part without words that it can do without."""
    first, rest = content[0], content[1:]
    if first == "what":
        return _what(content, raw)
    if first == "why":
        return Meaning("comment", 0.7)
    if first in _words.DATES or first == "when":
        return date_meaning(rest)
    if asks_who_was_seen(content):
        return seen_meaning(content, raw)
    if content[-1] == "about" and len(content) > 1:
        return Meaning("subject", 0.6)
    if first in {"person", "name"} and COMPLETING & set(rest):
        return Meaning("professionals", 0.8)
    if first in {"who", "whom"}:
        return _who(rest)
    if {"raising", "referring"} & set(content) and {*map(singular, content)} & (_WORKERS | _FAMILY):
        return Meaning("reporter", 0.7)
    if "by" in content:
        return _by(content[: content.index("by")], content[content.index("by") + 1 :])
    if first == "where":
        return Meaning("reporter", 0.6) if _words.RECORDINGS & set(rest) else Meaning("place", 0.8)
    if first == "how":
        if "know" in rest or "known" in rest:
            return Meaning("reporter", 0.7)
        return Meaning("kind", 0.6) if "contact" in rest or "contacted" in rest else None
    return noun_meaning(content)


def _what(content: Sequence[str], raw: Sequence[str]) -> Meaning | None:
    said = {*map(singular, content)}
    if said & _CHILD and said & {"say", "said", "told", "tell", "saw", "think", "feel", "felt", "want", "view", "life"}:
        return Meaning("childs_account", 0.8)
    is_of_this = "this" in raw and said & {"tell", "show", "suggest", "indicate"}
    if is_of_this or said & {"mean", "matter", "learned", "learnt", "learn"}:
        return Meaning("comment", 0.7)
    for word in reversed(content):
        role, score = HEAD_WORDS.get(singular(word), ("", 0.0))
        if role in {"outcome", "comment"}:
            return Meaning(role, score - 0.1)
    is_deed = {*content} <= {"what", "done"} | _words.PREPOSITIONS and {"do", "did", "done"} & {*raw}
    if is_deed or said & {"next", "done"}:
        return Meaning("outcome", 0.7, otherwise="" if "next" in said else "description")
    if said & {"happened", "happen", "occurred", "event", "incident", "took"}:
        return Meaning("description", 0.9)
    if said & _PERCEIVED:
        return Meaning("description", 0.7)
    return None


def _who(rest: Sequence[str]) -> Meaning | None:
    said = {*map(singular, rest)}
    if said & {"completed", "wrote", "entered", "signed", *_words.RECORDINGS}:
        return Meaning("professionals", 0.7)
    if said & {"reported", "told", "informed", "raised", "referred", "notified", "noticed", "rang", "called"}:
        return Meaning("reporter", 0.6)
    if "made" in said and said & {"call", "contact", "referral", "report"}:
        return Meaning("reporter", 0.6)
    if said & {"about", "relate", "concern", "concerned"}:
        return Meaning("subject", 0.6)
    if said & _WORKERS:
        return Meaning("professionals", 0.7)
    is_there = not said or said & {
        "present",
        "involved",
        "attended",
        "there",
        "else",
        "with",
        "spoken",
        "contacted",
        "home",
        "speak",
        "spoke",
        "talk",
        "looking",
        "caring",
        "living",
        "lived",
    }
    return Meaning("people", 0.9) if is_there else None


def _by(left: Sequence[str], right: Sequence[str]) -> Meaning | None:
    """Return the meaning of "recorded by", "reported by whom", "action taken by the agency"."""
    if "when" in right:
        return None
    is_whom = all(singular(word) in {"who", "whom", "name", *_WORKERS} for word in right)
    text = noun_meaning(left) if left else None
    if text and text.role in _words.TEXTS and right and not is_whom:
        return text
    if {"brought", "accompanied", "attended"} & set(left):
        return Meaning("people", 0.8)
    if "made" in left and {"call", "contact", "referral"} & set(left):
        return Meaning("reporter", 0.7)
    if {"reported", "referred", "raised", "notified", "disclosed", "provided", "alleged", "referral"} & set(left):
        return Meaning("reporter", 0.7)
    return Meaning("professionals", 0.7) if is_whom else None
