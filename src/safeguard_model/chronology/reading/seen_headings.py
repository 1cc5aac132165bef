"""The meaning of a heading about who was seen: "was the child seen?", "officers saw child", "seen / not seen"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.reading import heading_words as _words
from safeguard_model.chronology.reading.heading_nouns import Meaning, singular

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["asks_alone", "asks_who_was_seen", "seen_meaning", "without_choices", "words_of_seeing"]

_CHILD: Final = frozenset(_words.HEADS["subject"])
_ADULTS: Final = frozenset(_words.HEADS["people"]) | _words.RELATIVES
_WORKERS: Final = frozenset(_words.HEADS["professionals"]) | _words.WORKERS
_SEEING: Final = frozenset({"seen", "sighted"})
_SPEAKING: Final = frozenset({"spoken", "see", "speak", "spoke", "talk"})
_NOUNS: Final = frozenset({"sight", "sighting", "face"})
"""Words that mean seeing only beside a word for the child: "sight of child", "face to face with child"."""
_SAME: Final = frozenset(
    {
        *("seen", "sighted", "alone", "spoken", "see", "observed", "at", "in", "on", "home", "visit", "during"),
        *("contact", "whether", "to", "own", "face", "time", "this", "privately", "private", "as", "part", "sight"),
        *(
            "sighting",
            "or",
            "and",
            "awake",
            "person",
            "physically",
            "actually",
            "speak",
            "spoke",
            "talk",
            "directly",
            "indicator",
            "flag",
        ),
        *(
            "today",
            "speak",
            "spoke",
            "talk",
            "school",
            "work",
            "recorded",
            "y",
            "n",
            *_words.PREPOSITIONS,
            *_words.EVENTS,
        ),
    }
)
"""Words beside "seen" that do not say who was seen."""
_MEETINGS: Final = frozenset({"at", "for", "during", "visit", "contact", "meeting", "session", "appointment", "home"})
_CHOICES: Final = frozenset(
    {"not seen", "unseen", "not", "not sighted", "not applicable", "na", "not recorded", "not known", "unknown"}
)
_ALONE: Final = frozenset({"alone", "seen alone", "spoken alone", "seen spoken alone"})
_ASKING: Final = frozenset({*_words.STOPS, "if", "child", "children", "he", "she", "yes", "or", "and", "/"})
_THINGS: Final = frozenset(
    {
        *("bedroom", "bedrooms", "room", "rooms", "house", "property", "garden", "record", "records", "document"),
        *("documents", "file", "files", "dog", "pet", "pets", "letter", "report", "pattern"),
        *(
            "condition",
            "conditions",
            "injury",
            "injuries",
            "mark",
            "marks",
            "bruise",
            "bruises",
            "bruising",
            "gp",
            "doctor",
        ),
        *("midwife", "dentist", "professional", "professionals", "worker", "visitor", "visitors", "paperwork", "id"),
    }
)
_ELSEWHERE: Final = frozenset({*_THINGS, "last", *_words.DATES, *_words.TIMES})
"""Words that say that a heading with "seen" is about something else than a child at this event."""


def asks_who_was_seen(content: Sequence[str]) -> bool:
    """Return whether the words of one part of a heading ask who was seen, or whether somebody was."""
    said = {*content}
    if said & _SEEING or "saw" in said or said == {"alone"} or ({"alone", "see"} & said and _SPEAKING & said):
        return True
    is_of_child = any(singular(word) in _CHILD for word in content)
    return is_of_child and bool(said & _NOUNS or _is_child_present(content) or _is_child_observed(content))


# A heading about who was seen must not be read as one about the child if it asks about somebody or something else: the
# mother, a bedroom, a record. Every word in it must therefore be one that is known here. Other words are passed on as
# the person who was seen, and count only if that person is known by this name. "Officers saw child" is about the child,
# "child saw father" is not: before "saw" there must be somebody whose work it is, and after it the child.
def seen_meaning(content: Sequence[str], raw: Sequence[str]) -> Meaning | None:
    """Return the meaning of one part of a heading for which `asks_who_was_seen` is true."""
    said = {*content}
    if said & {"last", "never", "reason"} or (said & _THINGS and not said & {"see", "saw", "by"}):
        return None
    if "saw" in said:
        at = content.index("saw")
        return _saw(content[:at], content[at + 1 :])
    if _is_child_present(content) or _is_child_observed(content):
        return Meaning("seen", 0.6)
    if "face" in said and not said & _SEEING:
        return Meaning("seen", 0.6) if _are_of_child(word for word in content if word not in _SAME) else None
    if said & {"where", "place", "location", "venue"} or content[-1] == "at":
        return Meaning("place", 0.7)
    if "by" in said:
        return _seen_by(content, raw)
    if "with" in said:
        return Meaning("people", 0.7)
    if content[-1] in _words.DATES | _words.TIMES:
        return None
    if said & {"who", "whom", "person", "persons", "people"} and not {"in", "person"} <= {*raw}:
        return Meaning("seen", 0.7)
    return _of_whom(content, raw)


def _of_whom(content: Sequence[str], raw: Sequence[str]) -> Meaning:
    role = "seen_alone" if "alone" in content else "seen"
    asker = content[0] if "see" in content and singular(content[0]) in _WORKERS else ""
    others = [
        word
        for before, word in zip(("", *raw), raw, strict=False)
        if word not in _SAME and word != asker and (word not in _words.STOPS or (word == "a" and before in _CHILD))
    ]
    if _are_of_child(others):
        return Meaning(role, 0.9)
    return Meaning(role, 0.8, whom=" ".join(others))


def _seen_by(content: Sequence[str], raw: Sequence[str]) -> Meaning | None:
    """Return the meaning of "seen by", which names who saw the child, or of "child seen by worker", which asks."""
    at = content.index("by")
    before, after = content[:at], content[at + 1 :]
    if content[0] == "seen":
        if not after or not _are_workers(after):
            return Meaning("professionals", 0.7)
        return Meaning("seen_alone", 0.8) if "alone" in before else Meaning("professionals", 0.7, otherwise="seen")
    if not after or not _are_workers(after) or "name" in after or not _are_of_child(_not_same(before)):
        return None
    return _of_whom(before, raw[: raw.index("by")])


def _saw(left: Sequence[str], right: Sequence[str]) -> Meaning | None:
    if not _are_workers(left) or not right or not _are_of_child(_not_same(right)):
        return None
    return Meaning("seen_alone" if "alone" in right else "seen", 0.8)


def _is_child_present(content: Sequence[str]) -> bool:
    """Return whether the words ask whether the child was there at a visit or a meeting, and not at an incident."""
    rest = [word for word in content if word != "present"]
    if len(rest) == len(content):
        return False
    where = [word for word in rest if word in _MEETINGS]
    whom = [word for word in rest if word not in _MEETINGS]
    return len(whom) == 1 and singular(whom[0]) in _CHILD and (bool(where) or whom[0] not in _words.SEVERAL)


def _is_child_observed(content: Sequence[str]) -> bool:
    return len(content) == 2 and content[1] == "observed" and singular(content[0]) in _CHILD


def _not_same(content: Sequence[str]) -> list[str]:
    return [word for word in content if word not in _SAME]


def _are_of_child(words: Iterable[str]) -> bool:
    return all(singular(word) in _CHILD for word in words)


def _are_workers(words: Sequence[str]) -> bool:
    known = _words.STOPS | _words.ASIDE | {"social", "health"}
    return all(singular(word) in _WORKERS or word in known for word in words)


def without_choices(parts: Sequence[str]) -> list[str]:
    """Return the parts of a heading without "not seen" and the like, if another part says "seen".

    In "seen / not seen" they are the answers that the heading expects.
    """
    others = [part for part in parts if part.strip() not in _CHOICES]
    return others if any("seen" in part.split() or "sighted" in part.split() for part in others) else [*parts]


def asks_alone(question: str) -> bool:
    """Return whether a second question, in lower case without punctuation, asks no more than whether alone."""
    return " ".join(word for word in question.split() if word not in _ASKING) in _ALONE


def words_of_seeing(words: Sequence[str]) -> bool:
    """Return whether the words of a heading speak of seeing or speaking to a child, whatever they ask about it."""
    said = {*words}
    of_child = any(singular(word) in _CHILD for word in words)
    if "saw" in said and singular(words[0]) in _ADULTS:
        return False
    if (said & _ELSEWHERE and not said & {"see", "saw", "by"}) or (
        not of_child and any(singular(word) in _ADULTS for word in words)
    ):
        return False
    if said & {"seen", "sighted", "unseen", "sighting", "sight"}:
        return True
    return of_child and bool(said & {"saw", "see", "face", "spoken", "present", "observed", "visible"})
