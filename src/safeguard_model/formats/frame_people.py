"""The columns about the people in an event: who they are, how old they were, and whether they were seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from safeguard_model.dates import Age
from safeguard_model.dates.calendar_arithmetic import completed, fewest_days, most_days
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.formats.frame_forms import FrameColumn, ListOf, Lookup, Scalar
from safeguard_model.timeline.left_out import is_unread
from safeguard_model.timeline.lifetimes import (
    AgeUnknown,
    DiedAged,
    age_then,
    days_of_life,
    months_in_words,
    roughly_in_words,
)

if TYPE_CHECKING:
    from safeguard_model.dates import When
    from safeguard_model.records import Event, PersonId
    from safeguard_model.timeline.lifetimes import AgeThen, Life

__all__ = ["ABOUT", "age_columns"]

_Values: TypeAlias = Callable[[Sequence[Any], Lookup], list[Any]]
_AgeAt: TypeAlias = tuple[str | None, int | None, int | None]
"""An age in words, and its fewest and most days. None for what is not recorded."""
_NOT_RECORDED: Final[_AgeAt] = (None, None, None)


class _About(NamedTuple):
    """The people of each event, and for each of them an age and whether the person was seen, in the same order."""

    ids: list[tuple[PersonId, ...]]
    ages: list[list[_AgeAt]]
    seen: list[list[str | None]]


def _about(events: Sequence[Event], lookup: Lookup) -> _About:
    """Return what all columns about people need. It is worked out for the first of these columns."""
    found: _About | None = lookup.kept.get("about")
    if found is None:
        ids = [_people(event) for event in events]
        ages = [[_age_at(lookup.life(id), event.when) for id in each] for event, each in zip(events, ids, strict=True)]
        seen = [[was_seen(event, id) for id in each] for event, each in zip(events, ids, strict=True)]
        found = lookup.kept["about"] = _About(ids, ages, seen)
    return found


def _people(event: Event) -> tuple[PersonId, ...]:
    """Return the people that an event is about, then the others of whom it says whether they were seen."""
    if event.seen or event.not_seen or event.seen_alone or event.seen_with_others:
        everybody = (*event.people, *event.seen, *event.seen_alone, *event.seen_with_others, *event.not_seen)
        return tuple(dict.fromkeys(everybody))
    return event.people


def was_seen(event: Event, person: PersonId) -> str | None:
    """Return whether an entry says that a person was seen, in a word; None if it does not say.

    Somebody who was seen both alone and with others was seen alone. An entry that also says that the person was not
    seen contradicts itself.
    """
    word = None
    if person in event.seen_alone:
        word = "alone"
    elif person in event.seen_with_others:
        word = "with others"
    elif person in event.seen:
        word = "yes"
    if person in event.not_seen:
        return "no" if word is None else "yes and no"
    if word is None and event.extra and is_unread(event, "seen"):
        return "not read"
    return word


# Somebody is youngest if born on the last possible day and asked about on the first, and oldest the other way round.
# Where all four days are known, the birth certainly comes first and no death is known, two subtractions give the days,
# and the completed months of the same two pairs of days the words. Every other case goes through the answer that `ages`
# gives. The tests hold the quick way against that answer.
def _age_at(life: Life | None, at: When) -> _AgeAt:
    """Return the age of a person at a time, in completed months or years and in days."""
    if life is None:
        return _NOT_RECORDED
    first, _, _, last = meaning_of(at)
    if life.births is not None and first > -ANY and last < ANY:
        low, high = first // DAY, last // DAY
        earliest, latest = life.births
        least = low - latest.toordinal()
        if least >= 0:
            youngest = _months(latest, low)
            if low == high and earliest == latest:
                return months_in_words(youngest, youngest), least, least
            return months_in_words(youngest, _months(earliest, high)), least, high - earliest.toordinal()
    then = age_then(life.person, life.born, life.died, at)
    if isinstance(then, AgeUnknown):
        return _NOT_RECORDED
    if life.born is None or not isinstance(then, Age):
        return roughly_in_words(then), None, None
    return roughly_in_words(then), *days_of_life(life.born, life.died, at)


def _months(born: date, day: int) -> int:
    """Return the months completed from a birth to a day, which is given by its ordinal."""
    years, months, _ = completed(born, date.fromordinal(day))
    return 12 * years + months


def _each(place: int) -> _Values:
    """Return the values of a column with one part of the age of each person."""
    return lambda events, lookup: [[age[place] for age in ages] for ages in _about(events, lookup).ages]


ABOUT: Final = (
    FrameColumn("about", ListOf(Scalar.TEXT), lambda events, lookup: _about(events, lookup).ids, is_read=False),
    FrameColumn(
        "about_labels",
        ListOf(Scalar.TEXT),
        lambda events, lookup: [[*map(lookup.label, ids)] for ids in _about(events, lookup).ids],
        is_read=False,
    ),
    FrameColumn("about_ages", ListOf(Scalar.TEXT), _each(0), is_read=False),
    FrameColumn("about_age_days_least", ListOf(Scalar.WHOLE), _each(1), is_read=False),
    FrameColumn("about_age_days_most", ListOf(Scalar.WHOLE), _each(2), is_read=False),
    FrameColumn("about_seen", ListOf(Scalar.TEXT), lambda events, lookup: _about(events, lookup).seen, is_read=False),
)
"""The columns about the people of an event: lists of one length, with each person at one place in all of them."""


def age_columns(name: str, read: _Values, *, is_read: bool = False) -> list[FrameColumn]:
    """Return the four columns of an age: its text, its words, and the fewest and the most days that it may be.

    An answer that is not an age, such as "unborn", has words only. Nothing recorded has not even words.
    """

    def values(convert: Callable[[Any], Any]) -> _Values:
        return lambda items, lookup: [None if each is None else convert(each) for each in read(items, lookup)]

    text = attrgetter("text")
    return [
        FrameColumn(name, Scalar.TEXT, values(lambda age: text(age) if isinstance(age, Age) else None), is_read),
        FrameColumn(f"{name}_in_words", Scalar.TEXT, values(_in_words), is_read=False),
        FrameColumn(f"{name}_days_least", Scalar.WHOLE, values(lambda age: _days_of(age)[0]), is_read=False),
        FrameColumn(f"{name}_days_most", Scalar.WHOLE, values(lambda age: _days_of(age)[1]), is_read=False),
    ]


def _in_words(then: AgeThen) -> str | None:
    if isinstance(then, AgeUnknown):
        return None
    return roughly_in_words(then) if isinstance(then, DiedAged) else str(then)


def _days_of(then: AgeThen) -> tuple[int | None, int | None]:
    """Return the fewest and the most days that somebody of an age may have lived.

    An age that `ages` worked out for one day and one birthday still has the two days. Any other age is in months and
    days, and a month is shorter or longer, so that the days are a range.
    """
    if not isinstance(then, Age):
        return None, None
    exact: tuple[int, int] | None = getattr(then, "_days", None)
    if exact is not None:
        return exact[1] - exact[0], exact[1] - exact[0]
    least, most = then.least, then.most
    fewest = fewest_days(12 * least.years + least.months) + least.days
    if most is None:
        return fewest, None
    return fewest, most_days(12 * most.years + most.months) + most.days - 1
