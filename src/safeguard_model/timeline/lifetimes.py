"""The ages of people at events. An event before a birth or after a death gives an answer too, not an error."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from itertools import repeat
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeAlias

import attrs

from safeguard_model.dates import Age, When
from safeguard_model.dates.age import ages_on_days
from safeguard_model.dates.edtf import ANY, DAY
from safeguard_model.dates.when import meaning_of
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidAge, InvalidRecord, InvalidWhen, NotYetBorn, shape
from safeguard_model.html_tables import visible
from safeguard_model.records import Child, EventKind, Incident, Person, PersonId
from safeguard_model.records.casefile import find_record
from safeguard_model.records.claim_paths import normal_path
from safeguard_model.timeline.accounts import has_happened
from safeguard_model.timeline.answers import Answers, date_of, is_plain, name_of
from safeguard_model.timeline.given import casefile_of, timeline_of
from safeguard_model.timeline.minutes import when_between

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records import AgeOf, CaseFile, Event
    from safeguard_model.timeline.given import Given
    from safeguard_model.timeline.timeline import Timeline

__all__ = [
    "AgeAtIncident",
    "AgeThen",
    "AgeUnknown",
    "DiedAged",
    "EventAge",
    "Life",
    "Unborn",
    "age_then",
    "ages",
    "ages_at_incidents",
    "days_of_life",
    "life_of",
    "lives_of",
    "months_in_words",
    "possible_birth",
    "roughly_in_words",
    "stated_in_words",
]


@attrs.frozen
class Unborn:
    """The answer for an event that is certainly before the birth or, if the birth is not known, the expected birth."""

    def __str__(self) -> str:
        return "unborn"


@attrs.frozen
class DiedAged:
    """The answer for an event that is certainly after the person's death."""

    age: Age | None
    """The age at death; None if it cannot be worked out."""

    def __str__(self) -> str:
        return f"died aged {self.age}" if self.age else "had died"


@attrs.frozen
class AgeUnknown:
    """The answer if nothing on file says when the person was born, or if the person is not on file."""

    def __str__(self) -> str:
        return "age not recorded"


_HARM_AGE = re.compile(r"harms\[#(\d+)\]\.age")
_MONTH = 31
"""The days of the longest month. The shortest month has three days fewer."""

AgeThen: TypeAlias = Age | Unborn | DiedAged | AgeUnknown


@attrs.frozen(kw_only=True, eq=False, repr=False)
class AgeAtIncident(Discreet):
    """The age of a person when harmed: the age that the source states, and the age worked out from the dates.

    An exact age beside the date of the incident would reveal the date of birth. So an age in days prints as completed
    months or years.
    """

    headings: ClassVar[tuple[str, ...]] = ("incident", "when", "person", "stated", "claimed", "worked out", "agree")

    incident: Incident
    """The incident."""
    person: PersonId | None
    """The id of the person harmed; None for somebody given in words alone."""
    label: str
    """What to call the person, such as "Child V"; "somebody not on file" if the person is given in words alone."""
    stated: Age | None
    """The age that the source states; None if it states none."""
    claimed: tuple[Age, ...] = ()
    """The ages that claims give for this harm and that differ from `stated`, in the order of the file."""
    worked_out: AgeThen
    """The age worked out from the dates of the birth, the death and the incident."""

    @property
    def agree(self) -> bool | None:
        """Whether the stated age and the worked-out age may both be true; None if either is missing."""
        if self.stated is None or isinstance(self.worked_out, AgeUnknown):
            return None
        return isinstance(self.worked_out, Age) and self.stated.possibly_overlaps(self.worked_out)

    @property
    def definite(self) -> bool:
        """Whether the dates give one age and not a range."""
        age = self.worked_out.age if isinstance(self.worked_out, DiedAged) else self.worked_out
        return isinstance(age, Unborn) or (isinstance(age, Age) and "/" not in age.text)

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        agree = {None: "", True: "yes", False: "no"}[self.agree]
        return (
            self.incident.id,
            self.incident.when,
            self.label,
            "" if self.stated is None else stated_in_words(self.stated),
            "; ".join(map(stated_in_words, self.claimed)),
            roughly_in_words(self.worked_out),
            agree,
        )

    def __str__(self) -> str:
        words = f"{self.incident.id}, {self.incident.when}: {' '.join(visible(self.label).split())}"
        claimed = f"; {' and '.join(map(stated_in_words, self.claimed))} as claimed" if self.claimed else ""
        if self.stated is None:
            return f"{words}, {roughly_in_words(self.worked_out)} by the dates; no age stated{claimed}"
        doubt = ", which cannot both be true" if self.agree is False else ""
        stated = stated_in_words(self.stated)
        return f"{words}, {stated} as stated, {roughly_in_words(self.worked_out)} by the dates{doubt}{claimed}"

    def __repr__(self) -> str:
        return f"<AgeAtIncident: {self}>"


@frameless
def ages_at_incidents(given: Given) -> Answers[AgeAtIncident]:
    """Return the age of each person harmed in each incident, as stated and as worked out from the dates.

    All incidents of the case file are looked at, even if the timeline is narrowed. Several harms of one person with the
    same stated age are one row. Raises `NeedsCaseFile` if events are given without their case file.
    """
    timeline = timeline_of(given)
    casefile, told = casefile_of(timeline, "ages"), _births_and_deaths(timeline)
    rows: list[AgeAtIncident] = []
    for incident in casefile.incidents:
        claims = _claimed_ages(casefile, incident)
        for (who, stated), numbers in _same_person_and_age(incident).items():
            others = [age for number in numbers for age in claims.get(number, ())]
            person = find_record(casefile, who)
            then: AgeThen = AgeUnknown()
            if isinstance(person, Person):
                then = age_then(person, *_life(person, told.get(person.id, ()), casefile), incident.when)
            rows.append(
                AgeAtIncident(
                    incident=incident,
                    person=person.id if isinstance(person, Person) else None,
                    label=person.label if isinstance(person, Person) else "somebody not on file",
                    stated=stated,
                    claimed=tuple(age for age in dict.fromkeys(others) if age != stated),
                    worked_out=then,
                )
            )
    return Answers(rows, casefile=casefile, of=AgeAtIncident)


def _same_person_and_age(incident: Incident) -> dict[tuple[str, Age | None], list[int]]:
    """Return the numbers of the harms, from 1, under each person (or words) and stated age."""
    groups: dict[tuple[str, Age | None], list[int]] = defaultdict(list)
    for number, harm in enumerate(incident.harms, start=1):
        groups[harm.person or f"{harm.words} ", harm.age].append(number)  # no id ends with a space
    return groups


def _claimed_ages(casefile: CaseFile, incident: Incident) -> dict[int, list[Age]]:
    """Return the ages that claims give for the harms of an incident, under the number of the harm."""
    claimed: dict[int, list[Age]] = defaultdict(list)
    for claim in casefile.claims:
        if claim.about == incident.id and (harm := _HARM_AGE.fullmatch(normal_path(incident, claim.field))):
            claimed[int(harm[1])].append(Age(claim.value))
    return claimed


def stated_in_words(age: Age) -> str:
    """Return a stated age in words. An age in days is given as the completed months or years that it may be."""
    least, most = age.least, age.most
    if "D" not in age.text:
        return str(age)
    if least.days <= _MONTH and (most is None or most.days <= _MONTH + 1):
        return roughly_in_words(age)
    low = least.years * 12 + least.months + least.days // _MONTH
    high = None if most is None else most.years * 12 + most.months + (most.days - 1) // (_MONTH - 3)
    return months_in_words(low, high)


def stated_age_in_words(of: AgeOf, *, revealed: bool) -> str:
    """Return how old an entry says that somebody was: "aged 3 months". Weeks of gestation need `revealed`."""
    if of.age is not None:
        return f"aged {of.age if revealed else stated_in_words(of.age)}"
    return f"at {of.gestation_weeks} weeks of gestation" if revealed else "before birth"


# A date beside an exact age reveals the date of birth: a child 6 months and 1 day old on 2 March 2016 was born on 1
# September 2015. An age in completed months leaves open on which day of a month the birth was, and an age in completed
# years on which day of a year.
def roughly_in_words(then: AgeThen) -> str:
    """Return an age in completed months or, from two years on, in completed years; other answers in their own words."""
    if isinstance(then, DiedAged):
        return f"died aged {roughly_in_words(then.age)}" if then.age else str(then)
    if not isinstance(then, Age):
        return str(then)
    most = then.most
    return months_in_words(
        then.least.years * 12 + then.least.months,
        None if most is None else most.years * 12 + most.months - (most.days == 0),
    )


def months_in_words(least: int, most: int | None) -> str:
    """Return an age of so many completed months in words; from two years on, in completed years."""
    unit, size = ("year", 12) if least >= 24 else ("month", 1)
    low = least // size
    lowest = f"1 {unit}" if low == 1 else f"{low} {unit}s"
    if most is None:
        return f"at least {lowest}" if low else "age not known"
    high = most // size
    if high == 0:
        return "under 1 month"
    return lowest if low == high else f"{low} to {high} {unit}s"


def possible_birth(person: Person) -> When | None:
    """Return when the person may have been born; None if this is not known.

    The recorded date of birth comes first. Without it, the birth is worked out from the first stated age whose date is
    known and that gives a date within the calendar.
    """
    if person.born is not None:
        return person.born
    for stated in person.stated_ages:
        if stated.at is not None and not stated.at.is_unknown:
            try:
                return stated.age.birth(stated.at)
            except (InvalidWhen, InvalidAge):  # the birth would be outside the calendar
                continue
    return None


def life_of(person: Person, timeline: Timeline) -> tuple[When | None, When | None]:
    """Return when a person may have been born, and when the person may have died; None for what is not known.

    The dates in the person's record come first, then the date of an event of kind `birth` or `death`. A birth event
    counts for a child who is the only child in it, or who was recorded as expected. A death event counts if it is about
    this person alone. If there is no date of birth of either sort, the birth is worked out from a stated age.
    """
    if person.born is not None and person.died is not None:
        return person.born, person.died
    return _life(person, _births_and_deaths(timeline).get(person.id, ()), timeline.casefile)


class Life(NamedTuple):
    """When a person may have been born, and may have died."""

    person: Person
    born: When | None
    died: When | None
    births: tuple[date, date] | None
    """The first and the last possible day of birth, if both are known and no death is; otherwise None."""


def lives_of(casefile: CaseFile | None, events: Iterable[Event]) -> dict[PersonId, Life]:
    """Return the life of each person of a case file, by id, as `life_of` does, with one look at the events."""
    if casefile is None:
        return {}
    told = _births_and_deaths(events)
    lives: dict[PersonId, Life] = {}
    for person in (*casefile.children, *casefile.adults):
        born, died = _life(person, told.get(person.id, ()), casefile)
        lives[person.id] = Life(person, born, died, _births(born) if born is not None and died is None else None)
    return lives


def _births(born: When) -> tuple[date, date] | None:
    """Return the first and the last day that a birth may have been on; None if it is not limited on both sides."""
    meaning = meaning_of(born)
    first, last = meaning.start_low, meaning.end_high
    if first <= -ANY or last >= ANY:
        return None
    return date.fromordinal(first // DAY), date.fromordinal(last // DAY)


def _life(person: Person, told: Iterable[Event], casefile: CaseFile | None) -> tuple[When | None, When | None]:
    born, died = person.born, person.died
    for event in told:
        is_alone = event.people == (person.id,)
        if event.kind is EventKind.DEATH:
            died = died or (event.when if is_alone else None)
        elif born is None and isinstance(person, Child):  # for an adult, it is the birth of the adult's child
            children = [one for one in event.people if _is_child(one, casefile)]
            born = event.when if is_alone or children == [person.id] or person.expected is not None else None
    return born or possible_birth(person), died


def _births_and_deaths(events: Iterable[Event]) -> dict[PersonId, list[Event]]:
    """Return, for each person, the dated events of kind `birth` or `death` that are about the person."""
    told: dict[PersonId, list[Event]] = defaultdict(list)
    birth, death = EventKind.BIRTH, EventKind.DEATH
    for event in [event for event in events if event.kind is birth or event.kind is death]:
        if has_happened(event) and not event.when.is_unknown:
            for person in event.people:
                told[person].append(event)
    return told


def _is_child(id: PersonId, casefile: CaseFile | None) -> bool:
    return isinstance(find_record(casefile, id), Child)


class _EventAge(NamedTuple):
    event: Event
    age: AgeThen


class EventAge(_EventAge):
    """A pair: an `event`, and the `age` of a person at that time. For a birth or a death, the text shows no date.

    The age is an `Age`, `Unborn`, `DiedAged` or `AgeUnknown`.
    """

    __slots__ = ()
    headings: ClassVar[tuple[str, ...]] = ("what", "when", "age")

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        return (name_of(self.event), date_of(self.event) if is_plain(self.event) else "", roughly_in_words(self.age))

    def __str__(self) -> str:
        when = f", {date_of(self.event)}" if is_plain(self.event) else ""
        return f"{name_of(self.event)}{when}: {roughly_in_words(self.age)}"

    def __repr__(self) -> str:
        return f"<EventAge: {self}>"


@frameless
def ages(given: Given, person: Person | PersonId) -> Answers[EventAge]:
    """Return each event with the age of a person at that time. `person` is a record, or an id in the case file.

    Raises `InvalidRecord` if `person` is not a person or the id of a person. For an id, raises `NeedsCaseFile` if there
    is no case file, and `UnknownRecord` if no record in it has the id.
    """
    timeline = timeline_of(given)
    someone = person if isinstance(person, Person) else _found(timeline, person)
    born, died = life_of(someone, timeline)
    whens = [event.when for event in timeline]
    quick: Iterable[Age | None] = repeat(None, len(whens))
    birthday = born.earliest if born is not None and died is None else None
    # The quick way works only if no death is known and the birth is on one certain day: "2016-03" and "2016-03-02~" are
    # not one certain day.
    if born is not None and birthday is not None and born.text == birthday.isoformat():
        quick = ages_on_days(birthday.toordinal(), whens)
    found = [age or age_then(someone, born, died, when) for age, when in zip(quick, whens, strict=True)]
    pairs = map(EventAge._make, zip(timeline, found, strict=True))
    return Answers(pairs, casefile=timeline.casefile, of=EventAge)


def _found(timeline: Timeline, person: PersonId) -> Person:
    if not isinstance(person, str):
        raise InvalidRecord("ages", "person", f"expected a Child, an Adult or the id of one, got {shape(person)}")
    record = casefile_of(timeline, "ages")[person]
    if not isinstance(record, Person):
        raise InvalidRecord("ages", "person", f"expected the id of a Child or Adult, got {type(record).__name__}")
    return record


# The order of the steps matters. The death is looked at first, because the age stops at the death. If nothing is known
# of the birth, only an expected date of birth can show that the person was unborn. Otherwise the age is a range over
# the possible births and the possible times of the event. The part of the time after the death is cut off, because
# nobody grows older after a death.
def age_then(person: Person, born: When | None, died: When | None, at: When) -> AgeThen:
    """Return the age at a time of a person with these possible times of birth and death."""
    if died is not None and died.definitely_before(at):
        return DiedAged(_age(born, died))
    if born is None:
        return Unborn() if person.expected is not None and at.definitely_before(person.expected) else AgeUnknown()
    return _age(born, at if died is None else _until(at, died)) or Unborn()


def days_of_life(born: When, died: When | None, at: When) -> tuple[int, int | None]:
    """Return the fewest and the most days that a person may have lived at a time; None for no limit.

    The person must not be certainly unborn, or certainly dead, at that time. A date marked approximate or uncertain is
    widened, as in `Age.between`.
    """
    birth, then = meaning_of(born), meaning_of(at if died is None else _until(at, died))
    least, most = 0, None
    if birth.end_high < ANY and then.start_low > -ANY:
        least = max(0, then.start_low // DAY - birth.end_high // DAY)
    if birth.start_low > -ANY and then.end_high < ANY:
        most = then.end_high // DAY - birth.start_low // DAY
    return least, most


def _until(at: When, died: When) -> When:
    """Return the part of a time that may lie before a death."""
    latest = meaning_of(died).end_high
    return at if meaning_of(at).end_high <= latest else when_between(meaning_of(at).start_low, latest)


def _age(born: When | None, at: When) -> Age | None:
    try:
        return Age.between(born, at) if born is not None else None
    except NotYetBorn:
        return None
