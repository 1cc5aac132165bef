"""Whom a record is about, whose reader it may have, and from where this reader looks at it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.redaction_rules import RemovalReason, View
from safeguard_model.records import Adult, Child, Claim, Family, Person, Review, Source
from safeguard_model.records.agencies import Agency
from safeguard_model.records.base import PERSON
from safeguard_model.records.fields import once_per_class
from safeguard_model.records.links import linking
from safeguard_model.records.professionals import Professional
from safeguard_model.records.vocabulary import AudienceKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.privacy.audience import Audience
    from safeguard_model.records import CaseFile, PersonId, Record
    from safeguard_model.records.base import Value
    from safeguard_model.records.fields import Field

__all__ = ["SUPPORT", "Readership", "is_about_people", "subjects_in"]

SUPPORT: Final = (Agency, Professional, Source, Review)
"""The classes that a person's own copy keeps if they are about nobody and something in the copy rests on them."""

_PERSONAL: Final = (AudienceKind.FAMILY, AudienceKind.PERSON)
_OFFICIAL_VIEW: Final = {
    AudienceKind.PANEL: View.PANEL,
    AudienceKind.AGENCY: View.AGENCY,
    AudienceKind.PUBLISHED: View.PUBLISHED,
}


@once_per_class
def _leading_to_people(cls: type) -> tuple[Field, ...]:
    """Return the fields whose ids are those of persons and nobody else, and the fields that hold such fields."""
    return tuple(
        field
        for field in linking(cls)
        if set(field.refs) == set(PERSON) or (field.is_nested and _leading_to_people(field.type))
    )


def is_about_people(cls: type) -> bool:
    """Return whether objects of a class have a field that says whom they are about."""
    return bool(_leading_to_people(cls))


def subjects_in(value: Value) -> Iterator[PersonId]:
    """Yield the persons whom a record or value is about, in no order and perhaps more than once.

    A field that may also name an agency or a professional, such as who came to a meeting, says of nobody that the
    record is about them.
    """
    if isinstance(value, Person):
        yield value.id
    for field in _leading_to_people(type(value)):
        held = getattr(value, field.name)
        if held is None or held == ():
            continue
        for item in held if field.many else (held,):
            if field.refs:
                yield item
            else:
                yield from subjects_in(item)


class Readership:
    """What a case file is to an audience: which records it may have, and from where it looks at each."""

    def __init__(self, casefile: CaseFile, audience: Audience, released: frozenset[str]) -> None:
        self.audience = audience
        self._released = released
        self._casefile = casefile
        self._subjects: dict[str, frozenset[PersonId]] = {}
        self._kinds = {str(kind) for kind in AudienceKind}
        self.is_personal = audience.kind in _PERSONAL
        self.official = _OFFICIAL_VIEW.get(audience.kind, View.GENERAL)
        self.withheld = {
            record.id: reason
            for record in casefile.records()
            if record.withheld_from and record.id not in released and (reason := self._withholds(record))
        }
        self._hidden = frozenset(id for id in self.withheld if isinstance(casefile[id], Person))
        self.self = frozenset({audience.person} if audience.person else ())
        families = [family for family in casefile.families if family.id not in self.withheld]
        self.circle = self._circle(families)
        self._own_children = frozenset(self._children_of_reader(families))

    def _children_of_reader(self, families: Iterable[Family]) -> Iterator[PersonId]:
        """Yield the children on file of a reader who is an adult."""
        reader = self.audience.person
        if reader is None or not isinstance(self._casefile[reader], Adult):
            return
        for family in families:
            yield from (child for child in family.children_of(reader) if isinstance(self._casefile[child], Child))

    def _circle(self, families: Iterable[Family]) -> frozenset[PersonId]:
        """Return the persons who are no third parties: the reader, or the members of the reader's families."""
        if self.audience.kind is AudienceKind.PERSON:
            return self.self
        groups = [frozenset(subjects_in(family)) for family in families]
        mine = [group for group in groups if not self.self or self.self & group]
        return frozenset[str]().union(self.self, *mine)

    def _withholds(self, record: Record) -> RemovalReason | None:
        """Return why `withheld_from` keeps a record from this audience, or None."""
        words = frozenset(record.withheld_from)
        if any(not self._is_known(word) for word in words):
            return RemovalReason.WITHHELD_FROM_UNKNOWN
        return RemovalReason.WITHHELD_FROM if self._is_among(words) else None

    def _is_known(self, word: str) -> bool:
        return word in self._kinds or (word in self._casefile and isinstance(self._casefile[word], Person))

    # Everybody reads what is published, so any mark keeps a record from publication. A copy for the family that names
    # no reader may reach every member. A person's copy may be read at home, so what the family must not have stays out.
    def _is_among(self, words: frozenset[str]) -> bool:
        """Return whether one of the known words of a `withheld_from` means this audience."""
        kind, person = self.audience.kind, self.audience.person
        if kind is AudienceKind.PUBLISHED or str(kind) in words:
            return True
        if not self.is_personal:
            return False
        if person is None:
            return bool(words - self._kinds)
        return person in words or str(AudienceKind.FAMILY) in words

    def keeps_address_from_somebody(self, record: Record) -> bool:
        """Return whether a record is withheld from this audience, from any person but its own, or from the unknown."""
        words = frozenset(record.withheld_from)
        own = {record.id} | self.self if isinstance(record, Person) else self.self
        return self._is_among(words) if words <= self._kinds else bool(words - self._kinds - own)

    def first_removed(self) -> dict[str, RemovalReason]:
        """Return the records that this audience does not get at all, by id, each with the reason."""
        removed = dict(self.withheld)
        for record in self._casefile.records():
            if record.id not in removed and record.id not in self._released:
                reason = self._not_for_reader(record, self.subjects_of(record))
                if reason:
                    removed[record.id] = reason
        return removed

    def why_not_left(self, record: Record) -> RemovalReason | None:
        """Return why a record must go after all, once some of those whom it was about are out of it; None if it stays.

        So a reader's copy has no entry whose only tie to the reader was something that was removed.
        """
        if not self.is_personal or isinstance(record, Claim) or record.id in self._released:
            return None
        return self._not_for_reader(record, frozenset(subjects_in(record)))

    def _not_for_reader(self, record: Record, subjects: frozenset[PersonId]) -> RemovalReason | None:
        """Return why this audience does not get a record at all, for whom it is about; None if it does."""
        if subjects and subjects <= self._hidden:
            return RemovalReason.THIRD_PARTY
        if not self.is_personal:
            return None
        if self.audience.kind is AudienceKind.PERSON:
            if not subjects:
                return None if isinstance(record, (*SUPPORT, Claim)) else RemovalReason.NOT_ABOUT_READER
            return None if subjects & self.self else RemovalReason.NOT_ABOUT_READER
        # Of a person outside the family the label stays, so that an entry does not seem to be about others alone.
        # A claim goes or stays with the field that it is about.
        if not subjects or isinstance(record, (Person, Claim)):
            return None
        if not subjects & self.circle:
            return RemovalReason.THIRD_PARTY
        others = [self._casefile[id] for id in subjects - self.self]
        is_of_others = bool(self.self) and not subjects & self.self and all(type(other) is Adult for other in others)
        return RemovalReason.OTHER_MEMBER if is_of_others else None

    def subjects_of(self, record: Record) -> frozenset[PersonId]:
        """Return whom a record is about; a claim is about those whom its record is about."""
        known = self._subjects.get(record.id)
        if known is None:
            about = self._spoken_of(record)
            known = frozenset(subjects_in(about) if about is not None else ())
            self._subjects[record.id] = known
        return known

    def views_of(self, record: Record) -> tuple[View, ...]:
        """Return from where the audience looks at a record: a field is shown only if it is shown in each view."""
        about = self._spoken_of(record)
        if about is None:
            return tuple(View)  # shown only if every view allows it
        return self.views_at(self.subjects_of(record), self._base(about))

    def _spoken_of(self, record: Record) -> Record | None:
        """Return the record that a claim is about in the end, or any other record itself.

        None if claims are about each other in a circle.
        """
        seen = {record.id}
        while isinstance(record, Claim):
            record = self._casefile[record.about]
            if record.id in seen:
                return None
            seen.add(record.id)
        return record

    def _base(self, record: Record) -> View:
        agency = self.audience.agency
        if agency is not None and agency in (record.id, getattr(record, "agency", None)):
            return View.OWN
        return self.official

    def views_at(self, subjects: frozenset[PersonId], base: View) -> tuple[View, ...]:
        """Return the views at what is about some persons; `base` is that of the record for an official reader."""
        hidden = (View.OUTSIDE,) if subjects & self._hidden else ()
        if not self.is_personal:
            return (base, *hidden)
        if not subjects:
            return (View.GENERAL,)
        if not subjects <= self.circle:
            return (View.OUTSIDE,)
        if subjects <= self.self:
            return (View.SELF, *hidden)
        is_familiar = not self.self or subjects <= self.self | self._own_children
        return (View.FAMILY if is_familiar else View.MEMBER, *hidden)

    def views_of_item(self, item: Value, around: tuple[View, ...]) -> tuple[View, ...] | None:
        """Return the views at a value inside a record; None if it is about third parties alone, and must go."""
        if not is_about_people(type(item)):
            return around
        subjects = frozenset(subjects_in(item))
        if not subjects:  # somebody in words: to a family or a person, nobody knows who it is
            return None if self.is_personal and _is_somebody(item) else around
        if subjects <= self._hidden or (self.is_personal and not subjects & self.circle):
            return None
        return self.views_at(subjects, around[0])


def _is_somebody(item: Value) -> bool:
    """Return whether a value speaks of one person, on file or in words: a harm, a suspect, a party."""
    return any(field.name == "person" for field in _leading_to_people(type(item)))
