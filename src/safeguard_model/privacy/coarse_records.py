"""The work of `generalise` on records: each leaf is made coarser, kept or removed, and claims like what they claim."""

from __future__ import annotations

from collections import defaultdict
from enum import Enum, auto
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeVar

import attrs

from safeguard_model.dates import Age, When
from safeguard_model.privacy.coarser import band_of, coarser_age, coarser_when
from safeguard_model.privacy.finer_dates import finder
from safeguard_model.privacy.leaves import DROPPED
from safeguard_model.records import AgeOf, CaseFile, Claim, Person, Quantity
from safeguard_model.records.claim_paths import Refusal, normal_path, resolve
from safeguard_model.records.fields import fields_of, once_per_class

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguard_model.records import EventId, Record, RecordId
    from safeguard_model.records.base import Value
    from safeguard_model.records.fields import Field

__all__ = ["IN_PLACE_OF_TEXT", "Coarsening"]

_V = TypeVar("_V", bound="Value")

IN_PLACE_OF_TEXT: Final = "[withheld]"
"""What a required text says if it was withheld."""
_WEEKS: Final = "gestation_weeks"
_AS_WRITTEN: Final = "when_as_written"
_NUMBERS: Final = ("n", "amount", "total", "percent")
_NO_NUMBERS: Final[Mapping[str, None]] = MappingProxyType(dict.fromkeys(_NUMBERS))
_NOT_TEXT: Final = frozenset({("Record", "id"), ("Record", "withheld_from"), ("Claim", "field"), ("Claim", "value")})
"""Fields of type `str` that hold ids and paths, and the value of a claim, which is treated like the field it claims.

A lost item of `withheld_from` would give a record to more people.
"""
_NO_AGES: Final = frozenset({"where", "number", "scheme"})
"""Fields with the numbers of pages, paragraphs and lists, which read like ages."""

_GESTATION: Final = "weeks of gestation are finer than asked"
_WRITTEN: Final = "the date as the source writes it"
_TOLD: Final = "may be an age, or a distance in days"
_EXTRA: Final = "a tool's own fields are not looked into"
_CLAIM: Final = "claims a number that was removed, or is about such a claim"
_LINK: Final = "led to a claim that was removed"


class _Treatment(Enum):
    """What is to be done with a field."""

    WHEN = auto()
    AGE = auto()
    LENGTH = auto()
    """An `Age` that is the length of something, and not somebody's age."""
    WEEKS = auto()
    TEXT = auto()
    TEXT_WITHOUT_AGES = auto()
    AS_WRITTEN = auto()
    LINK = auto()
    """A link to a record of any class, and so perhaps to a claim."""
    DERIVED = auto()
    """The record from which an event was worked out; without it, the event may not have a derived id."""
    EXTRA = auto()
    NESTED = auto()


class _Step(NamedTuple):
    """A field of a class that `generalise` has to look at, and what it does with it."""

    name: str
    part: _Treatment
    field: Field


class Coarsening:
    """One run of `generalise`: what is asked, what was removed, and how many dates and ages were made coarser."""

    def __init__(self, dates: Literal["month", "year"] | None, *, bands: bool) -> None:
        self.removed: list[tuple[str, str]] = []
        self.dates = self.ages = 0
        self._unit: Literal["month", "year"] | None = dates
        self._bands = bands
        self._find = finder(dates, bands)
        self._find_dates = finder(dates, ages=False)
        # A long file has few distinct dates, ages and quantities, and each is looked at once.
        self._whens: dict[When, When] = {}
        self._known_ages: dict[tuple[Age, bool], Age] = {}
        self._known_words: dict[tuple[str, str, str], bool] = {}
        self._gone: dict[RecordId, RecordId] = {}
        """The ids of the claims that are left out, each with the record that it was about."""
        self._left: dict[RecordId, tuple[int, ...]] = {}
        """The places of the items of `Event.ages` that are left, by the id of the event."""

    def remove(self, path: str, reason: str) -> None:
        """List something as removed."""
        self.removed.append((path, reason))

    def coarser(self, when: When) -> When:
        """Return a date no finer than asked, without counting it."""
        if self._unit is None:
            return when
        made = self._whens.get(when)
        if made is None:
            made = self._whens[when] = coarser_when(when, self._unit)
        return when if made == when else made

    def of_file(self, casefile: CaseFile, orders: Mapping[EventId, float]) -> CaseFile:
        """Return the case file with every record made coarser. `orders`: a new `order` for some events."""
        self._find_hopeless_claims(casefile)
        changes: dict[str, Any] = {}
        if found := self._find(casefile.title):
            self.remove("title", self._reason(found))
            changes["title"] = IN_PLACE_OF_TEXT
        if casefile.extra:
            self.remove("extra", _EXTRA)
            changes["extra"] = {}
        for field in fields_of(CaseFile):
            if not field.is_nested or field.type is Claim:
                continue
            records = getattr(casefile, field.name)
            made = tuple(self._record(record, record.id, orders.get(record.id)) for record in records)
            changes[field.name] = _in_order_of_birth(records, made) if issubclass(field.type, Person) else made
        kept = [claim for claim in casefile.claims if claim.id not in self._gone]
        changes["claims"] = tuple(self._claim(claim, casefile) for claim in kept)
        return attrs.evolve(casefile, **changes)

    def _record(self, record: _V, id: RecordId, order: float | None = None) -> _V:
        changes = self._changes(record, id, "")
        if order is not None and order != getattr(record, "order", None):
            changes["order"] = order
        made: Any = attrs.evolve(record, **changes) if changes else record  # type: ignore[misc]
        return made  # type: ignore[no-any-return]

    def _changes(self, value: Value, id: RecordId, inside: str) -> dict[str, Any]:
        """Return the changed fields of a value. `id` is that of its record, `inside` the path to the value."""
        changes: dict[str, Any] = {}
        for name, part, field in _steps(type(value)):
            held = getattr(value, name)
            if not held:
                continue
            if not field.many:
                new = self._part(part, field, held, id, f"{inside}{name}")
                if new is not held:
                    changes[name] = field.default if new is DROPPED else new
                continue
            items = [self._part(part, field, item, id, f"{inside}{name}[{n}]") for n, item in enumerate(held)]
            if any(new is not item for new, item in zip(items, held, strict=True)):
                changes[name] = tuple(item for item in items if item is not DROPPED)
                if name == "ages":
                    self._left[id] = tuple(place for place, item in enumerate(items) if item is not DROPPED)
        return changes

    def _part(self, part: _Treatment, field: Field, held: Any, id: RecordId, path: str) -> Any:
        """Return the new value of a field, or of an item of a list, or `DROPPED`."""
        if part is _Treatment.TEXT:
            found = self._find(held)
        elif part is _Treatment.NESTED:
            return self._nested(held, id, path)
        elif part is _Treatment.WHEN:
            made = self.coarser(held)
            self.dates += made is not held
            return made
        elif part is _Treatment.TEXT_WITHOUT_AGES or (part is _Treatment.AS_WRITTEN and self._unit is None):
            found = self._find_dates(held)
        else:
            return self._other(part, held, id, path)
        if not found:
            return held
        self.remove(f"{id}.{path}", self._reason(found))
        # A harm, a party and the like say who it was by id or in words, and must say one of the two.
        is_needed = field.required or field.name == "words"
        return IN_PLACE_OF_TEXT if is_needed and not field.many else DROPPED

    def _other(self, part: _Treatment, held: Any, id: RecordId, path: str) -> Any:
        """Return the new value of a field that is neither a date nor a text to look into, or `DROPPED`."""
        if part in {_Treatment.AGE, _Treatment.LENGTH}:
            return self._age(held, is_length=part is _Treatment.LENGTH)
        if part is _Treatment.LINK and held not in self._gone:
            return held
        if part is _Treatment.DERIVED:
            return self._what_is_left(held)
        reasons = {
            _Treatment.WEEKS: _GESTATION,
            _Treatment.AS_WRITTEN: _WRITTEN,
            _Treatment.EXTRA: _EXTRA,
            _Treatment.LINK: _LINK,
        }
        self.remove(f"{id}.{path}", reasons[part])
        return DROPPED

    def _nested(self, value: Value, id: RecordId, path: str) -> Any:
        """Return a value inside a record with its leaves made coarser; `DROPPED` if nothing of it is left."""
        if type(value) is AgeOf and value.age is None:  # no age before birth can be a band
            self.remove(f"{id}.{path}", _GESTATION)
            return DROPPED
        if type(value) is Quantity and self._is_told(value):
            self.remove(f"{id}.{path}", _TOLD)
            value = attrs.evolve(value, what=IN_PLACE_OF_TEXT, unit="", words="", **_NO_NUMBERS)
        changes = self._changes(value, id, f"{path}.")
        return attrs.evolve(value, **changes) if changes else value  # type: ignore[misc]

    def _reason(self, found: str) -> str:
        return f"may hold a date finer than a {self._unit}" if found == "date" else "may hold an age finer than a band"

    def _age(self, age: Age, *, is_length: bool) -> Age:
        made = self._known_ages.get((age, is_length))
        if made is None:
            if self._bands and not is_length:
                made = band_of(age)
            else:
                made = age if self._unit is None else coarser_age(age, self._unit)
            self._known_ages[age, is_length] = made
        if made == age:
            return age
        self.ages += 1
        return made

    # The words of a quantity may say that its number is an age: 12 of "days old". They are looked at with a number in
    # place of the real one, so that a large number is not taken for a date.
    def _is_told(self, quantity: Quantity) -> bool:
        """Return whether a quantity may be an age, or a distance in days."""
        words = quantity.what, quantity.unit, quantity.words
        told = self._known_words.get(words)
        if told is None:
            texts = (*(f"3 {word}" for word in words[:2] if word), *words, " ".join(filter(None, words[::-1])))
            told = self._known_words[words] = any(map(self._find, texts))
        return told

    def _find_hopeless_claims(self, casefile: CaseFile) -> None:
        """Find the claims about numbers that are removed, which no other number can stand for, and claims about these.

        A claim whose record is gone goes too. This ends, because each round finds at least one more claim.
        """
        for claim in casefile.claims:
            head, _, name = claim.field.rpartition(".")
            if name == _WEEKS or (head and self._leads_to_nothing(casefile[claim.about], claim.field, name)):
                self._gone[claim.id] = claim.about
        found = -1
        while found != len(self._gone):
            found = len(self._gone)
            self._gone |= {claim.id: claim.about for claim in casefile.claims if claim.about in self._gone}
        for id in sorted(self._gone):
            self.remove(id, _CLAIM)

    def _what_is_left(self, id: RecordId) -> RecordId:
        """Return the id of a record; of a claim that is left out, that of the record that it was about."""
        seen: set[RecordId] = set()
        while id in self._gone and id not in seen:  # claims may be about each other
            seen.add(id)
            id = self._gone[id]
        return id

    def _leads_to_nothing(self, about: Record, path: str, scalar: str) -> bool:
        """Return whether the path of a claim leads into a value that is removed, or to a number that is."""
        name, _, number = normal_path(about, path).rpartition(".")[0].partition("[#")
        held = getattr(about, name)
        value = held[int(number[:-1]) - 1] if number else held
        if type(value) is AgeOf:
            return value.age is None
        return type(value) is Quantity and scalar in _NUMBERS and self._is_told(value)

    def _claim(self, claim: Claim, casefile: CaseFile) -> Claim:
        """Return a claim with its value made coarser like the field that it claims, and a path that still leads."""
        made = self._record(claim, claim.id)
        about = casefile[claim.about]
        target = resolve(about, claim.field)
        if isinstance(target, Refusal):
            return made  # no such claim is in a case file
        value, path = self._claimed(claim, target[0]), claim.field
        if about.id in self._left and path.startswith("ages["):
            head, _, scalar = normal_path(about, path).partition("].")
            place = self._left[about.id].index(int(head.partition("#")[2]) - 1)
            path = f"ages[#{place + 1}].{scalar}"
        return made if (value, path) == (claim.value, claim.field) else attrs.evolve(made, value=value, field=path)

    def _claimed(self, claim: Claim, field: Field) -> str:
        """Return the value of a claim, made coarser like the field that it claims."""
        part = _part_of(field, "")
        if part is _Treatment.WHEN:
            when = When(claim.value)
            made = self.coarser(when)
            self.dates += made is not when
            return made.text
        if part in {_Treatment.AGE, _Treatment.LENGTH}:
            return self._age(Age(claim.value), is_length=part is _Treatment.LENGTH).text
        new: Any = claim.value
        if part in {_Treatment.TEXT, _Treatment.TEXT_WITHOUT_AGES, _Treatment.AS_WRITTEN}:
            new = self._part(part, field, claim.value, claim.id, "value")
        return IN_PLACE_OF_TEXT if new is DROPPED else new


@once_per_class
def _steps(cls: type) -> tuple[_Step, ...]:
    """Return the fields of a class that `generalise` has to look at. A new field of such a type is among them."""
    steps: list[_Step] = []
    for field in fields_of(cls):
        part = _part_of(field, cls.__name__)
        if part is not None:
            steps.append(_Step(field.name, part, field))
    return tuple(steps)


def _part_of(field: Field, owner: str) -> _Treatment | None:
    """Return what is to be done with a field; None if it holds nothing that could be finer than asked."""
    if field.is_nested:
        return _Treatment.NESTED
    if field.type is When:
        return _Treatment.WHEN
    if field.type is Age:
        return _Treatment.LENGTH if field.name == "lasting" else _Treatment.AGE
    if field.type is dict:
        return _Treatment.EXTRA
    if field.name == _WEEKS:
        return _Treatment.WEEKS
    if field.name == "derived_from":
        return _Treatment.DERIVED
    if field.refs:
        return _Treatment.LINK if field.refs == ("*",) and not field.required else None
    if field.type is not str or not {("Record", field.name), (owner, field.name)}.isdisjoint(_NOT_TEXT):
        return None
    if field.name == _AS_WRITTEN:
        return _Treatment.AS_WRITTEN
    return _Treatment.TEXT_WITHOUT_AGES if field.name in _NO_AGES or owner == "Code" else _Treatment.TEXT


# The order of birth is told by the place in the file, and by nothing else. Only people whose coarser births are the
# same change places with each other.
def _in_order_of_birth(finer: tuple[Any, ...], coarser: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return people with those of one coarser birth in the order of birth, in the places that these had."""
    groups: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(coarser):
        if person.born is not None:
            groups[person.born.text].append(place)
    ordered = list(coarser)
    for places in groups.values():
        by_birth = sorted(places, key=lambda place: finer[place].born.sort_key)
        for place, other in zip(places, by_birth, strict=True):
            ordered[place] = coarser[other]
    return tuple(ordered)
