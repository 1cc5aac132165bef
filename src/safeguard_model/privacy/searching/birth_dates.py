"""`KnownBirthDates`: the dates on which people on file were born, expected or died, found in every written form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeVar

import attrs

from safeguard_model.dates import Precision, When
from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidWhen
from safeguard_model.privacy.searching.check_digits import nhs_number_fits
from safeguard_model.privacy.searching.found_places import has_digits, is_near
from safeguard_model.privacy.searching.mentions import LeakKind, Mention, longest
from safeguard_model.privacy.searching.plain_text import plain_text
from safeguard_model.privacy.searching.written_days import DayForm, days_in_figures, days_with_months
from safeguard_model.records import EventKind, RecordId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from safeguard_model.privacy.searching.plain_text import PlainText
    from safeguard_model.privacy.searching.written_days import WrittenDay
    from safeguard_model.records import CaseFile

__all__ = ["KnownBirthDates"]

Key = TypeVar("Key")

_FIRST_DAY_OF_SHEETS: Final = date(1899, 12, 30)
"""The day with the number 0 in a spreadsheet."""
_BIRTHS: Final = re.compile(
    r"(?<![a-z])(?:(?:new\s?)?born|births?|birthdays?|birthdate|dob|d\.\s?o\.\s?b|b\.|deliver(?:y|ed)|gave\sbirth|bday|edd)(?![a-z])"
)
_DUE: Final = re.compile(
    r"(?<![a-z])(?:due|edd|e\.d\.d|expected|estimated|delivery|deliver|confinement|edc|birth|born)(?![a-z])"
)
_DEATHS: Final = re.compile(
    r"(?<![a-z])(?:die[sd]|dying|dead|deaths?|deceased|dod|killed|fatal|passed\saway|pronounced|inquest|life\sextinct)(?![a-z])"
)
_AGE: Final = re.compile(
    r"(?<![a-z])(?:aged?|turn(?:s|ed|ing)?|became|age\sof)\s(?P<before>[0-9]{1,2})(?![0-9])"
    r"|(?<![0-9])(?P<after>[0-9]{1,2})(?:st|nd|rd|th)?[\s\-](?:years?[\s\-]old|birthday)"
)
_BIRTHDAYS: Final = re.compile(r"(?<![a-z])(?:birthday|bday)")
_LABEL: Final = re.compile(r"(?<![a-z])(?:dob|d\.\s?o\.\s?b\.?|dates?\sof\sbirth|birth\s?date|born\son)[\s:=\-(]{0,4}$")
_WORDS: Final = MappingProxyType({"born": _BIRTHS, "expected": _DUE, "died": _DEATHS})
_FIGURE: Final = re.compile(r"[0-9]+")
_REGISTER: Final = re.compile(r"(?<![a-z])(?:chi|community\shealth\sindex)(?![a-z])")
_WITH_A_YEAR: Final = (DayForm.FULL, DayForm.SHORT, DayForm.POINTED, DayForm.AMERICAN)
_SURE: Final = MappingProxyType({
    DayForm.FULL: (0.97, 0.85, 0.7),
    DayForm.SHORT: (0.97, 0.85, 0.6),
    DayForm.POINTED: (0.95, 0.75, 0.5),
    DayForm.SPACED: (0.9, 0.5, 0.4),
    DayForm.AMERICAN: (0.75, 0.6, 0.5),
    DayForm.ROW_OF_8: (0.97, 0.85, 0.6),
    DayForm.ROW_OF_6: (0.95, 0.5, 0.3),
    DayForm.ROW_OF_6_YEAR_FIRST: (0.8, 0.3, 0.2),
})  # fmt: skip
"""How sure it is that a form means a date on file: near a word for it, else the birth of a child, else any other."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class _KnownDay(Discreet):
    """A day or a month that tells of a birth or a death on file."""

    year: int
    month: int
    day: int
    """The day; 0 if only the month is on file."""
    about: RecordId | None
    """Whose it is; None if several share it."""
    of_child: bool
    """Whether it is the date of birth of a child."""
    words: tuple[re.Pattern[str], ...]
    """The words that make sure of it: of birth, of an expected birth, of death."""

    def __repr__(self) -> str:
        return "<_KnownDay>"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class KnownBirthDates(Discreet):
    """The dates on file on which somebody was born, was expected or died.

    They are the dates of birth and the expected ones of people, and the dates on which children died, from their
    records and from claims about these fields; and, for a child without a date of birth, the date of an entry of kind
    `birth` about this child alone. Dates that are not of one day or one month are left out.
    """

    days: Mapping[tuple[int, int, int], _KnownDay]
    """The days, by year, month and day, and by the last two digits of the year, month and day."""
    birthdays: Mapping[tuple[int, int], _KnownDay]
    """The days of births, by month and day."""
    months: Mapping[tuple[int, int], _KnownDay]
    """The months of births of which no more is on file, by year, also of two digits, and month."""
    numbers: tuple[int, ...]
    """The numbers of their months."""
    serials: Mapping[int, _KnownDay]
    """The days, by the number that a spreadsheet gives them."""

    def __repr__(self) -> str:
        return f"<KnownBirthDates: {len(self.serials) + len(self.months) // 2}>"

    @classmethod
    @frameless
    def of(cls, casefile: CaseFile) -> KnownBirthDates:
        """Return the dates of births and deaths that a case file holds."""
        gathered: dict[tuple[int, int, int], list[tuple[RecordId, str]]] = defaultdict(list)
        for about, what, when in _on_file(casefile):
            parts = _parts(when)
            if parts is not None:
                gathered[parts].append((about, what))
        children = {child.id for child in casefile.children}
        known = [_known_day(parts, whose, children) for parts, whose in gathered.items()]
        whole = [one for one in known if one.day]
        months = [one for one in known if not one.day]
        return cls(
            days=_by_key(((year, one.month, one.day), one) for one in whole for year in (one.year % 100, one.year)),
            birthdays=_by_key(((one.month, one.day), one) for one in whole if _BIRTHS in one.words),
            months=_by_key(((year, one.month), one) for one in months for year in (one.year % 100, one.year)),
            numbers=tuple(sorted({one.month for one in known})),
            serials={(date(one.year, one.month, one.day) - _FIRST_DAY_OF_SHEETS).days: one for one in whole},
        )

    def mentions(self, text: str) -> list[Mention]:
        """Return where a text gives one of the dates away, in the order of the text, none overlapping another.

        The date is found in every written form: ``2 March 2016``, ``2nd of March, 2016``, ``02/03/16``, ``2.3.2016``,
        ``2016-03-02``, ``020316``, ``March 2, 2016``, the American ``3/2/2016`` and the number of the day in a
        spreadsheet. Without a year, and for a birth of which only the month is on file, a word such as "born" or
        "birthday" must be near. A date right after "DOB" or "date of birth" counts even if nobody on file has it.
        """
        return self.mentions_in_plain(plain_text(text)) if has_digits(text) else []

    def mentions_in_plain(self, plain: PlainText) -> list[Mention]:
        """Return the same as `mentions`, of a text whose plain form is at hand."""
        found = list(self._found(plain))
        return longest(found) if len(found) > 1 else found

    # Not each written form of each date is looked for, but each date in the text is read, and looked up. To write the
    # forms out would give hundreds of them for each date. A date in words has the name of its month; so only the names
    # of the months of known dates are looked for, and all names only where a date follows a label such as "DOB".
    def _found(self, plain: PlainText) -> Iterator[Mention]:
        text = plain.text
        labelled = "birth" in text or "dob" in text or "born on" in text or "o.b" in text or "o. b" in text
        for written in days_in_figures(text):
            yield from self._of(plain, written, labelled=labelled)
        for written in days_with_months(text, range(1, 13) if labelled else self.numbers):
            yield from self._of(plain, written, labelled=labelled)

    def _of(self, plain: PlainText, written: WrittenDay, *, labelled: bool) -> Iterator[Mention]:
        """Yield the mention that a written day is, if it is one."""
        known, sure, reason = self._read(plain, written)
        if not sure and labelled and _has_a_label(plain, written):
            known, sure, reason = None, 0.8, "a date after a word for a date of birth"
        if sure:
            first, last = plain.span(written.start, written.end)
            about = known.about if known else None
            yield Mention(start=first, end=last, kind=LeakKind.DATE_OF_BIRTH, sure=sure, about=about, reason=reason)

    def _read(self, plain: PlainText, written: WrittenDay) -> tuple[_KnownDay | None, float, str]:
        """Return which date on file a written day means, how sure that is, 0 if not at all, and why."""
        form = written.form
        if form is DayForm.SERIAL:
            known = self.serials.get(written.day)
            return known, _sure_of_serial(plain, written, known) if known else 0, "the number of a day in a spreadsheet"
        if form is DayForm.NO_YEAR:
            known = self.birthdays.get((written.month, written.day))
            near = known is not None and _is_told(plain, written, known)
            return known, 0.8 if near else 0, "day and month near a word for a birth"
        if form is DayForm.NO_DAY:
            known = self.months.get((written.year, written.month))
            near = known is not None and _is_told(plain, written, known)
            return known, 0.75 if near else 0, "a month near a word for a birth"
        known = self.days.get((written.year, written.month, written.day))
        if known is None:
            known = self.birthdays.get((written.month, written.day)) if form in _WITH_A_YEAR else None
            return known, _sure_of_birthday(plain, written, known) if known else 0, "a birthday"
        if form is DayForm.IN_A_NUMBER:
            return known, _sure_of_number(plain, written), "the beginning of a number that begins with a date of birth"
        told, of_child, of_other = _SURE[form]
        if _is_told(plain, written, known) or (form is DayForm.ROW_OF_6 and _near(plain, written, _REGISTER)):
            return known, told, "a date on file near a word for it"
        return known, of_child if known.of_child else of_other, "a date on file"


def _has_a_label(plain: PlainText, written: WrittenDay) -> bool:
    """Return whether a date with a year stands right after a word for a date of birth."""
    if written.form not in _WITH_A_YEAR or not (0 < written.month <= 12 and 0 < written.day <= 31):
        return False
    return _LABEL.search(plain.text, max(0, written.start - 24), written.start) is not None


def _near(plain: PlainText, written: WrittenDay, words: re.Pattern[str]) -> bool:
    return is_near(plain, (written.start, written.end), words, 45, 30)


def _is_told(plain: PlainText, written: WrittenDay, known: _KnownDay) -> bool:
    """Return whether a word for a birth or a death, whichever the date is of, is near a written day."""
    return any(_near(plain, written, words) for words in known.words)


def _sure_of_serial(plain: PlainText, written: WrittenDay, known: _KnownDay) -> float:
    if _is_told(plain, written, known):
        return 0.8
    alone = len(plain.text) < 20 and plain.text.strip() == plain.text[written.start : written.end]
    return 0.5 if alone else 0  # a cell of a table


def _sure_of_birthday(plain: PlainText, written: WrittenDay, known: _KnownDay) -> float:
    """Return how sure it is that a day of another year is told as a birthday: "aged 2 on 2 March 2018"."""
    if _near(plain, written, _BIRTHDAYS):
        return 0.75
    years = written.year - known.year
    for found in _AGE.finditer(plain.text, max(0, written.start - 45), written.end + 30):
        if years % 100 == int(found["before"] or found["after"]):
            return 0.6
    return 0


def _sure_of_number(plain: PlainText, written: WrittenDay) -> float:
    """Return how sure it is that ten digits that begin with a date on file are a CHI number, of Scotland."""
    digits = "".join(_FIGURE.findall(plain.text[written.start : written.end + 5]))[:10]
    if _near(plain, written, _REGISTER):
        return 0.95
    return 0.6 if nhs_number_fits(digits) else 0


def _on_file(casefile: CaseFile) -> Iterator[tuple[RecordId, str, When]]:
    """Yield whose, of what, and when, of every birth, expected birth and child's death on file."""
    children = {child.id: child for child in casefile.children}
    for person in (*casefile.children, *casefile.adults):
        if person.born is not None:
            yield person.id, "born", person.born
        if person.expected is not None:
            yield person.id, "expected", person.expected
        if person.died is not None and person.id in children:
            yield person.id, "died", person.died
    for claim in casefile.claims:
        if claim.field in _WORDS and (claim.field != "died" or claim.about in children):
            try:
                yield claim.about, claim.field, When(claim.value)
            except InvalidWhen:  # of a record that is no person
                continue
    for event in casefile.events:
        if event.kind is EventKind.BIRTH and event.when is not None:
            born = [id for id in event.people if id in children]
            if len(born) == 1 and children[born[0]].born is None:
                yield born[0], "born", event.when


def _parts(when: When) -> tuple[int, int, int] | None:
    """Return year, month and day of a When of one day, also if in doubt; the day 0 of one of a month; else None."""
    first = when.earliest
    if first is None or when.is_span or first.year < 1000:
        return None
    if when.precision in {Precision.DAY, Precision.MINUTE}:
        return first.year, first.month, first.day
    return (first.year, first.month, 0) if when.precision is Precision.MONTH else None


def _known_day(
    parts: tuple[int, int, int], whose: Sequence[tuple[RecordId, str]], children: set[RecordId]
) -> _KnownDay:
    year, month, day = parts
    people = {about for about, _ in whose}
    return _KnownDay(
        year=year,
        month=month,
        day=day,
        about=people.pop() if len(people) == 1 else None,
        of_child=any(what == "born" and about in children for about, what in whose),
        words=tuple(dict.fromkeys(_WORDS[what] for _, what in whose)),
    )


def _by_key(known: Iterable[tuple[Key, _KnownDay]]) -> dict[Key, _KnownDay]:
    """Return dates by a key that several may have, such as day and month. Such a date is nobody's in particular."""
    found: dict[Key, _KnownDay] = {}
    for key, one in known:
        other = found.get(key)
        if other is not None and other is not one:
            one = attrs.evolve(  # noqa: PLW2901
                one,
                about=one.about if one.about == other.about else None,
                of_child=one.of_child or other.of_child,
                words=tuple(dict.fromkeys(one.words + other.words)),
            )
        found[key] = one
    return found
