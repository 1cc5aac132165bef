"""The meaning of a heading that is a noun with words around it: "action taken", "details of contact"."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from safeguard_model.chronology.reading import heading_words as _words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["COMPLETING", "HEAD_WORDS", "Meaning", "date_meaning", "noun_meaning", "singular"]

HEAD_WORDS: Final = MappingProxyType(
    {word: (role, score) for role, scores in _words.HEADS.items() for word, score in scores.items()}
)
_CHILD: Final = frozenset(_words.HEADS["subject"])
_FAMILY: Final = frozenset(_words.HEADS["people"])
_WORKERS: Final = frozenset(_words.HEADS["professionals"])
_VIEWS: Final = frozenset(_words.HEADS["childs_account"])
_NAMED: Final = frozenset({"subject", "professionals", "agency", "people", "reporter"})
_TYPES: Final = frozenset({"family", "type", "placement", "assessment", "absence", "offence", "alert", "form", "note"})
"""What a type may be of besides events and entries."""
_SENT: Final = frozenset({"passed", "referred", "referral", "escalated", "signposted", "forwarded", "transferred"})
_FORMS: Final = frozenset({"form", "entry", "record", "log"})
COMPLETING: Final = frozenset({"completing", "recording", "making", "entering"})


_OWN_AGENCY: Final = frozenset(
    {"involved", "concerned", "reporting", "recording", "present", "known", "submitting", "referring"}
)
_ALONE_WORDS: Final = _words.RECORDINGS | {
    *("occurred", "timestamp", "start", "finish", "until", "received", "end", "ended", "finished", "started"),
}


class Meaning(NamedTuple):
    """The role that a heading gives its column."""

    role: str
    """The role of the column."""
    score: float = 1.0
    """How certain the role is: 1 for a whole heading that is known, less if only its words are."""
    otherwise: str = ""
    """The role that the column has if it cannot have `role`: its cells do not fit, or a better column has the role."""
    whom: str = ""
    """Of "Child A seen": who was seen. Empty if the heading says only "the child", or nobody."""


_BARE: Final = MappingProxyType(
    {"from": Meaning("when", 0.6, otherwise="time"), "to": Meaning("end", 0.6, otherwise="end_time")}
)
"""Prepositions that are a whole heading."""


def date_meaning(others: Sequence[str]) -> Meaning | None:
    """Return the meaning of a date by the other words of its heading."""
    said = {*map(singular, others), *others} - _words.FORMATS - {"of", "on", "the"}
    if {"updated", "modified"} & said or (_FORMS & said and {"made", "completed"} & said):
        return Meaning("recorded", 0.7)
    if said & _words.SPOILS_DATES:
        return None
    if said & _words.REPORTS:
        return Meaning("when", 0.5)
    if said & _words.RECORDINGS:
        return Meaning("recorded", 0.9)
    if said & _words.ENDS:
        return Meaning("end", 0.9)
    if _words.ENTRIES & said:
        return Meaning("when", 0.6, otherwise="recorded")
    if said & _words.EVENTS or not said:
        return Meaning("when", 0.9)
    return Meaning("when", 0.5)


def _time(others: Sequence[str]) -> Meaning | None:
    said = {*map(singular, others), *others} - _words.FORMATS - _words.PREPOSITIONS
    ends = {*others} & (_words.ENDS | _words.LEAVING)
    if said & (_words.SPOILS_DATES | _words.RECORDINGS):
        return None
    if ends:
        return Meaning("end_time", 0.8)
    if said & _words.REPORTS:
        return Meaning("time", 0.5)
    is_of_event = all(word in _words.EVENTS or singular(word) in _words.EVENTS for word in said)
    return Meaning("time", 0.9) if is_of_event or {*others} & _words.STARTS else None


def _number(head: str, others: Sequence[str]) -> Meaning | None:
    """Return the meaning of a number or reference by the other words of its heading."""
    said = {*map(singular, others)} - {"of", "for", "the"}
    is_phone = "contact" in said and head in {"number", "no"}
    if is_phone or said & _words.SPOILS_NUMBERS or (head in {"number", "no"} and "of" in others):
        return None
    if said & {"document", "source", "evidence", "exhibit", "bundle"}:
        return Meaning("reporter", 0.8)
    numbered = _words.EVENTS | _words.NUMBERS
    more = {"item", "row", "line", "crime", "intel", "job", "unique", "system", "cad", "order", *_words.ENTRIES}
    if said <= numbered | more:
        return Meaning("ref", 0.8)
    return Meaning("ref", 0.6) if len(said) < 3 and not said & HEAD_WORDS.keys() else None


def _name(others: Sequence[str]) -> Meaning | None:
    said = [singular(word) for word in others]
    if {"print", "printed", *COMPLETING} & {*said}:
        return Meaning("professionals", 0.8)
    if {"first", "last", "middle", "previous", "file", "case", "street"} & {*said} or said == ["family"]:
        return None
    if "reporting" in said:
        return Meaning("reporter", 0.7)
    role = next((HEAD_WORDS[word][0] for word in said if HEAD_WORDS.get(word, ("",))[0] in _NAMED), "")
    return Meaning(role, 0.8) if role else None


# In an English heading the head word is the last noun before a preposition: "contact details", "details of contact
# with the family". Participles after it ("action taken") do not count. The words around it may change the role
# ("details of the action") or show that no field holds it ("parents' views"); words that are not known make the role
# less certain.
def noun_meaning(content: Sequence[str]) -> Meaning | None:
    """Return the meaning of the words of a heading, or None if no field holds what it names."""
    at = next((place for place, word in enumerate(content) if word in _words.PREPOSITIONS), len(content))
    left, right = content[:at], [word for word in content[at:] if word not in _words.PREPOSITIONS]
    if not left:
        return _BARE.get(content[0]) if len(content) == 1 else None
    if (meaning := _with_last(content, left)) is not None:
        return meaning
    if {"add", "complete", "insert"} & {*right}:
        return None
    place = next((place for place in range(len(left) - 1, -1, -1) if left[place] not in _words.ASIDE), -1)
    if place < 0 or left[place] in _ALONE_WORDS:
        return _participle(left)
    head, before, after = left[place], left[:place], left[place + 1 :]
    others = [*before, *after, *content[at:]]
    if head in _words.DATES:
        return date_meaning(others)
    if head in _words.TIMES:
        return _time(others)
    if head in _words.NUMBERS:
        return _number(head, others)
    if head in _words.NAMES:
        return _name([*right, *after, *before])
    role, score = HEAD_WORDS.get(singular(head), ("", 0.0))
    if not role:
        return None
    if head == "record" and not right:
        return None
    meaning = _qualified(
        Meaning(role, score, _words.OTHERWISE.get(singular(head), "")), singular(head), before, after, right
    )
    if meaning is None:
        return None
    strange = [word for word in (*before, *right) if not _is_known(word)]
    return meaning._replace(score=meaning.score * 0.85 ** len(strange))


def _with_last(content: Sequence[str], left: Sequence[str]) -> Meaning | None:
    """Return the meaning of a heading that its last word gives: "passed to", "information from", "time left"."""
    if content[-1] in _words.DATES and content[0] in _words.EVENTS:
        return date_meaning(content[:-1])
    if content[0] in _words.TIMES and content[-1] in _words.LEAVING:
        return Meaning("end_time", 0.7)
    if content[-1] in _words.STARTS | _words.ENDS and content[0] in _words.EVENTS and len(content) == 2:
        return Meaning("end" if content[-1] in _words.ENDS else "when", 0.6)
    if content[-1] == "to" and _SENT & {*left}:
        return Meaning("outcome", 0.6)
    if content[-1] == "from" and {"information", "info", "report", "referral", "received"} & {*left}:
        return Meaning("reporter", 0.7)
    if content[-1] in {"on", "date"} and "completed" in left and _FORMS & {*left}:
        return Meaning("recorded", 0.7)
    return None


def _participle(left: Sequence[str]) -> Meaning | None:
    """Return the meaning of a heading without a noun, such as "present", "recorded on" or "occurred"."""
    said = {*left}
    if said & {"occurred", "timestamp", "start", "started"}:
        return Meaning("when", 0.6)
    if said & {"finish", "finished", "until", "end", "ended"}:
        return Meaning("end", 0.6, otherwise="end_time")
    if said & {"received"}:
        return Meaning("when", 0.5)
    if said & _words.RECORDINGS:
        return Meaning("recorded", 0.7)
    present = {"present", "involved", "attended", "attending", "spoken", "contacted"}
    return Meaning("people", 0.7) if said & present else None


def _qualified(
    meaning: Meaning, head: str, before: Sequence[str], after: Sequence[str], right: Sequence[str]
) -> Meaning | None:
    """Return the meaning after a look at the words around the head word, or None if no field holds it."""
    owners, of, done = {*map(singular, before)}, {*map(singular, right)}, {*after}
    if head in _VIEWS or head in {"comment", "account"}:
        return _view(meaning, head, owners, of)
    if head in _words.LIGHT:
        return _light(meaning, head, [*map(singular, (*right, *reversed(before)))])
    if meaning.role in {"outcome", "comment"} and owners & (_FAMILY - {"other", "guardian"}):
        return None
    if meaning.role == "outcome":
        is_of_child = owners & _CHILD and head in {"response", "plan"}
        is_other_plan = head == "plan" and owners & _words.SPOILS_PLANS
        return None if is_of_child or is_other_plan else meaning
    if meaning.role == "kind":
        around = (owners | of) - _words.ASIDE
        return meaning if around <= _words.EVENTS | _words.ENTRIES | _TYPES else None
    if meaning.role == "agency":
        is_other = "other" in owners or done - _OWN_AGENCY
        return None if is_other else meaning
    if meaning.role == "reporter":
        return None if head == "evidence" and of else meaning
    if meaning.role == "place":
        return None if head == "address" and (owners | of) & {*_CHILD, *_FAMILY, "home", "email"} else meaning
    if meaning.role == "subject":
        if {"other", "linked"} & owners:
            return Meaning("people", 0.6)
        return None if done & {"present", "spoken", "contacted"} else meaning
    if meaning.role == "people" and owners & (_WORKERS | {"team"}):
        return Meaning("professionals", 0.8)
    return _person(meaning, head, done) if meaning.role == "people" else meaning


def _person(meaning: Meaning, head: str, done: set[str]) -> Meaning | None:
    if done & COMPLETING:
        return Meaning("professionals", 0.7)
    if "reporting" in done:
        return Meaning("reporter", 0.7)
    return meaning if done or head not in {"other", "those"} else None


def _view(meaning: Meaning, head: str, owners: set[str], of: set[str]) -> Meaning | None:
    """Return the meaning of views, comments or an account by whose they are."""
    if owners & _CHILD or (of & _CHILD and meaning.role != "comment"):
        return Meaning("childs_account", 0.8)
    if (owners | of) & (_FAMILY - {"other"}):
        return None
    if meaning.role != "childs_account":
        return meaning
    if owners & (_WORKERS | {"panel", "reviewer"}):
        return Meaning("comment", 0.7)
    return meaning if head in {"voice", "wish", "feeling"} else None


def _light(meaning: Meaning, head: str, others: Sequence[str]) -> Meaning | None:
    """Return the meaning of "details" and the like by the first word around them that has a role of its own."""
    if head == "description" and others and others[0] in {"timestamp", "type", "category", "code"}:
        return None if others[0] == "timestamp" else Meaning("kind", 0.7)
    for word in others:
        role = HEAD_WORDS.get(word, ("",))[0]
        if word in _words.EVENTS or role == "description":
            return meaning
        if role in {"outcome", "comment", "notes"}:
            return Meaning(role, 0.8)
        if role == "childs_account":
            return Meaning(role, 0.7) if {*others} & _CHILD else None
        if role in {"professionals", "people", "subject"} and head == "detail":
            return None if role == "subject" else Meaning(role, 0.6)
    return meaning


def singular(word: str) -> str:
    """Return the singular of a word, as far as a heading needs it: "details", "activities", "analyses"."""
    if word in HEAD_WORDS or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "is")):
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("shes", "ches")) else word[:-1]


def _is_known(word: str) -> bool:
    one = singular(word)
    return one in HEAD_WORDS or any(
        word in known or one in known for known in (_words.ADJECTIVES, _words.EVENTS, _words.ASIDE, _words.RECORDINGS)
    )
