"""What a reader may see of each field, each text and each item: the policy put to one case file and one audience."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from safeguard_model.dates import When
from safeguard_model.errors import InvalidWhen
from safeguard_model.privacy.leaves import DROPPED
from safeguard_model.privacy.redaction_rules import RemovalReason, View, rule_of
from safeguard_model.privacy.restricted_places import (
    LOCAL,
    Mentions,
    RestrictedPlaces,
    neutral_name,
    terms_of_address,
)
from safeguard_model.records import Agency, CaseFile, Child, Claim, Event, Incident, Person, Professional, Residence
from safeguard_model.records.fields import Field, fields_of
from safeguard_model.records.sensitivity import Sensitivity
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS, AudienceKind, HarmOutcome, Precision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safeguard_model.privacy.audience import Asked
    from safeguard_model.privacy.third_parties import Readership
    from safeguard_model.records import Family, Record
    from safeguard_model.records.base import Value

__all__ = ["NEVER_RELEASED", "Sight", "Treatment", "year_of"]

NEVER_RELEASED: Final = frozenset({RemovalReason.NOT_CLASSIFIED, RemovalReason.MARK, RemovalReason.ASKED})
"""The reasons that no path in `Audience.release` lifts."""
_SHELL: Final = frozenset({"id", "label"})
"""What stays of a person outside the family in a copy for the family."""
_NAMELESS: Final = frozenset({"id", "label", "name"})
"""The texts that are not searched for what was removed, where they are safe by definition or handled apart."""
_EXACT: Final = frozenset({Precision.DAY, Precision.MINUTE})
_TELLS_DEATH: Final = ("when", "became_aware", "notified")
_TELLS_BIRTH: Final = ("when", "recorded")


class Treatment(NamedTuple):
    """What the walk does with one field of a class, seen from some views."""

    name: str
    default: Any  # of any field's type
    many: bool
    is_link: bool
    is_nested: bool
    why: RemovalReason | None
    """Why the field is withheld; None if it is shown."""
    is_text: bool
    """Whether its text is searched for what was removed."""
    is_replaced: bool
    """Whether a text stands in its place if it is withheld."""
    is_needed: bool
    """Whether what holds it goes too, if it is withheld: it is required, or its default would say something untrue."""
    is_plain: bool
    """Whether the field is shown, and holds neither a link nor a text nor a value with fields of its own."""
    is_searched: bool
    """Whether the field is shown, and holds a link or a text that may have to go for what it leads to or mentions."""
    is_dropped: bool
    """Whether the field is withheld, and nothing stands in its place and nothing goes with it."""


def year_of(when: When) -> When:
    """Return the year, or the years, in which a time lies."""
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return when
    ends = [f"{day.year:04d}" if day else ".." for day in (first, last)]
    return When(ends[0] if ends[0] == ends[1] else "/".join(ends))


class Sight:
    """What one audience may see of one case file."""

    def __init__(self, casefile: CaseFile, readership: Readership, release: Asked, withhold: Asked) -> None:
        self._casefile = casefile
        self.readership = readership
        self.release = release
        self.withhold = withhold
        self._steps: dict[tuple[type, tuple[View, ...], bool], tuple[Treatment, ...]] = {}
        self.first_removed = dict.fromkeys(withhold.ids, RemovalReason.ASKED)
        for id, reason in readership.first_removed().items():
            self.first_removed.setdefault(id, reason)
        self.places = RestrictedPlaces(casefile, readership)
        self._published = readership.audience.kind is AudienceKind.PUBLISHED
        self._hidden_days = frozenset(self._births_and_deaths_withheld())
        self.mentions = Mentions([])
        self.mentions = Mentions(self._terms(), self._shown_terms())

    def steps(self, cls: type, views: tuple[View, ...], *, is_free: bool = False) -> tuple[Treatment, ...]:
        """Return what to do with each field of a class, seen from some views. It is worked out once."""
        key = (cls, views, is_free)
        if key not in self._steps:
            self._steps[key] = tuple(self._step(cls, field, views, is_free=is_free) for field in fields_of(cls))
        return self._steps[key]

    def _step(self, cls: type, field: Field, views: tuple[View, ...], *, is_free: bool) -> Treatment:
        says = field.default not in (None, "", ()) and field.default != {} and not field.required
        is_text = field.type is str and not field.refs and field.name not in _NAMELESS
        is_record = "id" in {other.name for other in fields_of(cls)} or cls is CaseFile
        is_replaced = (
            (field.required and field.type is str and not field.many and not field.refs and field.name != "id")
            and (is_record or field.sensitivity is Sensitivity.FREE_TEXT)
            and cls is not Claim
        )
        why = self._why(cls, field.name, views, is_free=is_free)
        is_needed = field.required or says
        is_dropped = why is not None and not (is_needed or is_replaced)
        return Treatment(
            name=field.name,
            default=field.default,
            many=field.many,
            is_link=bool(field.refs),
            is_nested=field.is_nested,
            why=why,
            is_text=is_text,
            is_replaced=is_replaced,
            is_needed=is_needed,
            is_plain=why is None and not (field.is_nested or field.refs or is_text),
            is_searched=why is None and not field.is_nested and (bool(field.refs) or is_text),
            is_dropped=is_dropped,
        )

    def _why(self, cls: type, name: str, views: tuple[View, ...], *, is_free: bool) -> RemovalReason | None:
        """Return why a field of a class is withheld in some views; None if it is shown."""
        rule = rule_of(cls, name)
        if rule.reason is RemovalReason.NOT_CLASSIFIED:
            return rule.reason
        names = {f"{base.__name__}.{name}" for base in cls.__mro__}
        if names & self.withhold.fields:
            return RemovalReason.ASKED
        if rule.reason is RemovalReason.MARK:  # never released: a copy that shows it tells who must not know
            return rule.reason
        if is_free or names & self.release.fields:
            return None
        is_shell = View.OUTSIDE in views and issubclass(cls, Person) and name not in _SHELL
        failing = next((view for view in views if view not in rule.shown), None)
        if failing is None:
            return RemovalReason.THIRD_PARTY if is_shell else None
        if failing is View.OUTSIDE and View.SELF in rule.shown:
            return RemovalReason.THIRD_PARTY
        if failing is View.MEMBER and View.FAMILY in rule.shown:
            return RemovalReason.OTHER_MEMBER
        return rule.reason

    def shows(self, record: Record, name: str) -> bool:
        """Return whether a field of a record itself is shown, as far as its class and the asked paths say."""
        if record.id in self.first_removed:
            return False
        path = f"{record.id}.{name}"
        is_free = record.id in self.release.ids
        why = self._why_of(type(record), name, self.readership.views_of(record), is_free=is_free)
        if self.withhold.has(record.id, path) or why in NEVER_RELEASED:
            return False
        return why is None or self.release.has(record.id, path)

    def _births_and_deaths_withheld(self) -> Iterator[str]:
        for person in (*self._casefile.children, *self._casefile.adults):
            for name in ("born", "expected", "died"):
                when = getattr(person, name)
                if when is not None and when.precision in _EXACT and not self.shows(person, name):
                    yield when.earliest.isoformat()

    # A membership of a family begins on the day of a birth, and an involvement ends on that of a death. The year stays,
    # so that what was in force when can still be asked.
    def without_births(self, name: str, held: Any) -> Any:
        """Return a span that begins or ends on a birth or death that is withheld with the year in place of the day.

        `name` and `held` are a field and what it holds. Anything else than such a span is returned as it is.
        """
        if name != "during" or not self._hidden_days or type(held) is not When:
            return held
        text = held.text
        for day in sorted(self._hidden_days):
            text = text.replace(day, day[:4])
        if text == held.text:
            return held
        try:
            return When(text)
        except InvalidWhen:  # a form that holds no years, such as one with times of day
            return year_of(held)

    def _named(self) -> tuple[Person | Professional, ...]:
        casefile = self._casefile
        return (*casefile.children, *casefile.adults, *casefile.professionals)

    def _holders(self) -> tuple[Person | Family, ...]:
        casefile = self._casefile
        return (*casefile.children, *casefile.adults, *casefile.families)

    def _terms(self) -> Iterator[tuple[str, RemovalReason]]:
        agencies = {agency.id: agency for agency in self._casefile.agencies}
        yield from self.places.terms(agencies)
        for agency in self._casefile.agencies:
            if agency.kind in LOCAL and (self._published or agency.id in self.first_removed):
                yield agency.name, RemovalReason.MENTIONS_ADDRESS
        for holder in self._holders():
            for home in holder.residences:
                if not self._shows_home(holder, home):
                    terms = terms_of_address(home.address, restricted=False)
                    yield from ((term, RemovalReason.MENTIONS_ADDRESS) for term in terms)
        for person in self._named():
            if not self.shows(person, "name"):
                yield person.name, RemovalReason.MENTIONS_NAME
            if isinstance(person, Person) and not self.shows(person, "aliases"):
                yield from ((alias.text, RemovalReason.MENTIONS_NAME) for alias in person.aliases)

    def _shown_terms(self) -> Iterator[str]:
        """Yield what is shown elsewhere in the copy, so that a text need not be withheld because of it."""
        yield from LOCAL.values()
        for person in self._named():
            yield person.label
            if self.shows(person, "name"):
                yield person.name
            if isinstance(person, Person) and self.shows(person, "aliases"):
                yield from (alias.text for alias in person.aliases)
        for holder in self._holders():
            for home in holder.residences:
                if self._shows_home(holder, home):
                    yield from terms_of_address(home.address, restricted=False)
                    yield home.area

    def _shows_home(self, holder: Person | Family, home: Residence) -> bool:
        is_own = holder.id in self.readership.self
        return self.shows(holder, "residences") and (is_own or not self.places.is_restricted(home))

    def overlay(self, record: Record) -> dict[str, tuple[RemovalReason, Any]]:
        """Return the fields of a record that a rule about its content changes."""
        if isinstance(record, Agency):
            return self._neutral(record)
        if not isinstance(record, (Event, Incident)):
            return {}
        changes: dict[str, tuple[RemovalReason, Any]] = {}
        if (record.place or isinstance(record, Incident)) and self.places.is_told_by(record):
            changes = dict.fromkeys(("place", "area"), (RemovalReason.RESTRICTED_ADDRESS, DROPPED))
        names, subjects = self._tells_date(record)
        if names and not self._shows_births(record, subjects):
            for name in names:
                when = getattr(record, name)
                if when is not None and f"{type(record).__name__}.{name}" not in self.release.fields:
                    changes[name] = (RemovalReason.DATE_OF_BIRTH, year_of(when))
        return changes

    def _neutral(self, agency: Agency) -> dict[str, tuple[RemovalReason, Any]]:
        reason = self.places.neutral.get(agency.id)
        if reason is None and self._published and agency.kind in LOCAL and "Agency.name" not in self.release.fields:
            reason = RemovalReason.AREA
        if reason is None:
            return {}
        gone = dict.fromkeys(("area", "codes", "comment"), (reason, DROPPED))
        return {"name": (reason, neutral_name(agency)), **gone}

    # The date of a birth or a death is a date of birth or death, whatever field holds it. So is the day of an incident
    # that somebody died of, as near as most readers care.
    def _tells_date(self, record: Event | Incident) -> tuple[tuple[str, ...], frozenset[str]]:
        """Return the fields of an event or incident that tell a date of birth or death, and whose it is."""
        if isinstance(record, Event):
            names = _TELLS_BIRTH if record.kind in BIRTHS_AND_DEATHS else ()
            return names, self.readership.subjects_of(record) if names else frozenset()
        dead = [harm for harm in record.harms if HarmOutcome.DIED in harm.outcome]
        return _TELLS_DEATH if dead else (), frozenset(harm.person for harm in dead if harm.person)

    def _shows_births(self, record: Record, subjects: frozenset[str]) -> bool:
        base = self.readership.views_of(record)
        views = self.readership.views_at(subjects, base[0]) if subjects else base
        return all(view in rule_of(Child, "born").shown for view in views)

    def shows_target(self, about: Record, path: str, at: tuple[str, int, str] | None) -> bool:
        """Return whether the field that a claim is about is shown as it is.

        `path`: the path of the field in the record, from the id. `at`: the list or value inside the record that holds
        the field, the place of the item, and the field in it; None if the record itself holds the field.
        """
        is_free = about.id in self.release.ids
        views = self.readership.views_of(about)
        outer = at[0] if at else path.rpartition(".")[2]
        reasons = [self._why_of(type(about), outer, views, is_free=is_free)]
        item: Any = about
        if at:
            held = getattr(about, outer)
            item = held[at[1]] if isinstance(held, tuple) else held
            inner = views if is_free else self.readership.views_of_item(item, views)
            reasons.append(None if is_free else self.why_not_item(item, inner, about))
            reasons.append(self._why_of(type(item), at[2], inner or views, is_free=is_free))
        if self.withhold.has(about.id, path) or any(reason in NEVER_RELEASED for reason in reasons):
            return False
        if is_free or self.release.has(about.id, path):
            return True
        name = at[2] if at else outer
        span = getattr(item, name, None)
        if self.without_births(name, span) is not span:
            return False
        return outer not in self.overlay(about) and not any(reasons)

    def _why_of(self, cls: type, name: str, views: tuple[View, ...], *, is_free: bool) -> RemovalReason | None:
        steps = self.steps(cls, views, is_free=is_free)
        return next(step.why for step in steps if step.name == name)

    def why_not_item(self, item: Value, inner: tuple[View, ...] | None, record: Record) -> RemovalReason | None:
        """Return why a value inside a record must go for whom it is about or what it is; None if it need not.

        `inner`: the views of the value, as `Readership.views_of_item` gives them.
        """
        if inner is None:
            return RemovalReason.THIRD_PARTY
        is_restricted = isinstance(item, Residence) and self.places.is_restricted(item)
        if is_restricted and record.id not in self.readership.self:
            return RemovalReason.RESTRICTED_ADDRESS
        return None
