"""The role of each column of a chronology, found from its heading, the cells below it and the user's own headings."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.cells import HEADINGS, ID_HEADING
from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.column_evidence import Evidence, evidence_of
from safeguard_model.chronology.reading.date_cells import is_date
from safeguard_model.chronology.reading.heading_grammar import (
    ROLE_OF,
    bare,
    is_of_other_dates,
    meaning_of,
    plain,
    speaks_of_seeing,
)
from safeguard_model.chronology.reading.heading_nouns import Meaning
from safeguard_model.chronology.reading.heading_words import REPORTS, TEXTS, WORDS_OF_ROLES
from safeguard_model.chronology.reading.layouts import Layout
from safeguard_model.chronology.reading.whole_headings import ALIASES
from safeguard_model.errors import InvalidRecord, near, shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from safeguard_model.chronology.opening.tables import Row

__all__ = ["ALIASES", "ROLES", "Layout", "is_date_at", "layout_at", "layout_of", "plain", "to_roles", "with_second_row"]

ROLES: Final = frozenset({*ALIASES, *HEADINGS} - {"notes"})
"""The roles that a column can have: fields of `Event`, and ``time``, ``end``, ``end_time``, ``ref``, ``subject``."""
_SAYING: Final = TEXTS | {"reporter", "kind", "people", "subject"}
_MEANT: Final = MappingProxyType({"date": "when", "start": "when", "sequence": "ref", "source": "reporter"})
_BELOW: Final = MappingProxyType(
    {"from": "when", "start": "when", "to": "end", "end": "end", "time": "time", "alone": "seen_alone"}
    | {"seen alone": "seen_alone", "seen": "seen", "yes no": "seen", "y n": "seen"}
)
"""The roles of words in a second row of headings, below a heading that spans several columns."""
_HIGHEST = 60
_NAMED: Final = frozenset({"subject", "people", "professionals", "agency", "place"})
_ENOUGH = 3
"""How many dates there must be below a known heading before it is doubted."""
_DATE_BELOW, _PROMOTED, _OWN = 0.2, 0.1, 2.0


def to_roles(columns: Mapping[str, str | None] | None) -> dict[str, str]:
    """Return the user's mapping from headings to roles, with each heading changed by `plain`.

    A heading may be ``column 3``, which is the third column whatever its heading. The role of a column to leave out is
    an empty text. Raises `InvalidRecord` for what is not a mapping, a heading or a
    field, and for equal headings with different fields.
    """
    roles: dict[str, str] = {}
    for heading, role in _pairs(columns):
        if type(heading) is not str or not plain(heading):
            raise InvalidRecord("read_chronology", "columns", f"expected a heading, got {shape(heading)}")
        meant = _MEANT.get(role, role) if isinstance(role, str) else ""
        if role is not None and meant not in ROLES:
            if heading in ROLES or heading in _MEANT:
                raise InvalidRecord("read_chronology", "columns", "expected your heading first, then the field")
            hints = near(meant, ROLES, 3)
            hint = f"; did you mean {' or '.join(hints)}?" if hints else ""
            raise InvalidRecord("read_chronology", "columns", f"expected a field of Event, got {shape(role)}{hint}")
        if roles.setdefault(plain(heading), meant) != meant:
            rule = "expected one field for headings that differ only in capitals or punctuation"
            raise InvalidRecord("read_chronology", "columns", f"{rule}, got two for {shape(heading)}")
    return roles


def _pairs(columns: object) -> Iterable[tuple[object, object]]:
    items = getattr({} if columns is None else columns, "items", None)
    if items is None:
        rule = f"expected a mapping from headings to fields, got {shape(columns)}"
        raise InvalidRecord("read_chronology", "columns", rule)
    pairs: Iterable[tuple[object, object]] = items()
    return pairs


# Titles, logos and notes are often above the headings, and some of them look like headings ("Date: 3 May"). The row
# with the most known headings is therefore chosen, not the first such row. Of rows with equally many, the one just
# above a row with a date counts for more. The search ends at the first entry below a candidate: a row of known words
# further down repeats the headings or is an entry, and cannot be the headings of the rows above it.
def layout_of(
    rows: Sequence[Row], own: Mapping[str, str], are_people: Callable[[str], bool] | None = None
) -> tuple[int, Layout] | None:
    """Return the position of the row of headings and the layout of the columns, or None if no row is headings.

    Only the first 60 rows can be headings. If several rows before the first entry may be headings, the row with the
    most known headings is chosen. `are_people` says whether a text is the name of somebody who is known.
    """
    best: tuple[int, Layout] | None = None
    for place, row in enumerate(rows[:_HIGHEST]):
        layout = layout_at(row, own, rows[place + 1 :], are_people)
        if layout is not None and (best is None or layout.worth > best[1].worth):
            best = place, layout
        elif best is not None and is_date_at(row, best[1]):
            break
    return best


def layout_at(
    row: Row,
    own: Mapping[str, str],
    below: Sequence[Row] = (),
    are_people: Callable[[str], bool] | None = None,
) -> Layout | None:
    """Return the layout that a row of headings gives, or None if the row is not headings.

    A row of headings has a heading for the date and at least one other known heading, or a column of prose `below`. It
    also has a heading for words, such as what happened, or an unknown heading that may be for words. None of its cells
    is a date.
    """
    headings = tuple(cell if isinstance(cell, str) else str(cell) for cell in row.cells)
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    columns = _Columns(headings, own, below, are_people)
    if not columns.are_headings() or any(map(is_date, row.cells)):
        return None
    return columns.layout()


# What a heading says is a claim, and the cells below it are the evidence. A heading that the user named is never
# questioned. One that is known whole is questioned only if its cells cannot be words at all. A guess must fit its
# cells; if it does not, the column stays unknown, and its cells are kept as written: a wrong guess could hide what
# happened, an unknown column cannot.
class _Columns:
    """The columns below one row of headings, with the meaning that each is given in steps."""

    def __init__(
        self,
        headings: tuple[str, ...],
        own: Mapping[str, str],
        below: Sequence[Row],
        are_people: Callable[[str], bool] | None,
    ) -> None:
        self._headings = headings
        self._below = below
        self._evidence: dict[int, Evidence] = {}
        self._remarks: dict[int, str] = {}
        self._is_own = ID_HEADING in headings
        self._left_out: set[int] = set()
        self._meanings = [self._claimed(place, own, are_people) for place in range(len(headings))]
        if not any(meaning and meaning.role == "when" for meaning in self._meanings) and not self._find_dates():
            return
        self._meanings = [meaning and self._supported(place, meaning) for place, meaning in enumerate(self._meanings)]
        self._settle_types()
        self._settle_single()
        self._settle_telling()
        self._leave_times_of_reports()

    def are_headings(self) -> bool:
        """Return whether the row can be the headings of a chronology."""
        known = {meaning.role for meaning in self._meanings if meaning}
        unknown = [place for place, meaning in enumerate(self._meanings) if self._is_open(place, meaning)]
        if "when" not in known:
            return False
        if len(known) > 1:
            return bool(known & _SAYING or unknown)
        return any(self._evidence_at(place).is_prose for place in unknown)

    def layout(self) -> Layout:
        """Return the layout. Columns that are not known hold what happened if no known column does."""
        roles = [meaning and meaning.role for meaning in self._meanings]
        for place in self._left_out:
            roles[place] = ""
        worth = sum(min(meaning.score, 1) for meaning in self._meanings if meaning)
        unknown = [place for place, role in enumerate(roles) if role is None]
        prose = {place for place in unknown if self._evidence_at(place).is_prose}
        prose = prose or {place for place in unknown if not self._evidence_at(place).are_no_words}
        roles, promoted = _told(roles, prose.__contains__)
        for place in promoted:
            self._remarks[place] = "read as description, as no heading says what happened"
        for place, meaning in enumerate(self._meanings):
            role = roles[place]
            if meaning and role and meaning.score < 1 and place not in self._remarks:
                words = WORDS_OF_ROLES.get(role, role.replace("_", " "))
                self._remarks[place] = f"read as {words} by the words of its heading ({meaning.score:.1f})"
        hints = tuple(place for place, role in enumerate(roles) if self._is_hint(place, role))
        for place in hints:
            said = self._remarks.get(place)
            self._remarks[place] = "; ".join(filter(None, (said, "its heading speaks of who was seen")))
        is_dated = any(is_date_in(row, roles.index("when")) for row in self._below[:1])
        both = [place for place, meaning in enumerate(self._meanings) if meaning and meaning.otherwise == "seen_alone"]
        return Layout(
            self._headings,
            tuple(roles),
            self._is_own,
            tuple(map(plain, self._headings)),
            is_promoted=len(promoted) > 1,
            worth=worth + _PROMOTED * len(promoted) + _DATE_BELOW * is_dated,
            whom={place: meaning.whom for place, meaning in enumerate(self._meanings) if meaning and meaning.whom},
            both=frozenset(both),
            pairs=frozenset(place for place in both if self._evidence_at(place).are_pairs),
            hints=hints,
            remarks=tuple(f"column {place + 1}: {remark}" for place, remark in sorted(self._remarks.items())),
        )

    def _claimed(self, place: int, own: Mapping[str, str], are_people: Callable[[str], bool] | None) -> Meaning | None:
        """Return what the user, or else the heading, says about a column."""
        heading = self._headings[place]
        for key in (plain(heading), plain(bare(heading)), f"column {place + 1}"):
            if key in own:
                if not own[key]:
                    self._left_out.add(place)
                return Meaning(own[key], _OWN) if own[key] else None
        if self._is_own:
            role = _OWN_ROLE.get(heading, ROLE_OF.get(plain(heading)))
            return Meaning(role, _OWN) if role else None
        meaning = meaning_of(heading)
        # "Elsie seen?" is about a child if Elsie is known; "bedroom seen?" and "mother seen?" are not.
        if meaning and meaning.whom and not meaning.whom.startswith("child"):
            is_person = are_people is not None and are_people(meaning.whom)
            return meaning if is_person else None
        return meaning

    # A column of dates under a heading that does not say "date" ("Missing from", "Session") is the date of the entries
    # if the other headings are those of a chronology and no other column can be. Dates that are of something else, such
    # as a birth or a review, are not.
    def _find_dates(self) -> bool:
        """Give the role of the date to the first column of dates, if there is one; return whether there is."""
        known = {meaning.role for meaning in self._meanings if meaning}
        if len(known) < 2 or not known & _SAYING:
            return False
        for place, meaning in enumerate(self._meanings):
            is_open = self._is_open(place, meaning) and not is_of_other_dates(self._headings[place])
            if is_open and self._evidence_at(place).are_dates:
                self._meanings[place] = Meaning("when", 0.5)
                self._remarks[place] = "read as date by its cells, which are dates"
                return True
        return False

    def _supported(self, place: int, meaning: Meaning) -> Meaning | None:
        """Return the meaning of a column if its cells may be of that kind, or its other meaning; else None."""
        is_sure = meaning.score >= 1 and not meaning.otherwise
        is_doubtful = meaning.role in TEXTS or meaning.role in _NAMED
        if meaning.score > 1 or not self._below or (is_sure and not is_doubtful):
            return meaning
        evidence = self._evidence_at(place)
        fits = evidence.fits(meaning.role, meaning.score)
        if is_sure:
            is_wrong = evidence.are_dates if meaning.role in TEXTS else evidence.are_answers
            fits = not is_wrong or (meaning.role in TEXTS and len(evidence.cells) < _ENOUGH)
        if fits:
            return meaning
        if meaning.otherwise and evidence.fits(meaning.otherwise, 0.6):
            return Meaning(meaning.otherwise, 0.6)
        if meaning.score >= 1 and not is_sure:
            return meaning
        words = WORDS_OF_ROLES.get(meaning.role, meaning.role.replace("_", " "))
        self._remarks[place] = f"its heading says {words}, but its cells do not look like it: kept as it is"
        return None

    def _settle_types(self) -> None:
        """Read "nature of contact" and the like as a type if it holds a few words and another column says more."""
        said = [meaning for meaning in self._meanings if meaning and meaning.role in {"description", "notes"}]
        for place, meaning in enumerate(self._meanings):
            if meaning and meaning.otherwise == "kind" and len(said) > 1 and self._evidence_at(place).are_labels:
                self._meanings[place] = meaning._replace(role="kind", otherwise="")

    def _settle_telling(self) -> None:
        """Read "what we did" as what happened if no other column says it or may say it."""
        is_told = any(meaning and meaning.role in {"description", "notes"} for meaning in self._meanings)
        if is_told or any(
            meaning is None and self._evidence_at(at).is_prose for at, meaning in enumerate(self._meanings)
        ):
            return
        for place, meaning in enumerate(self._meanings):
            if meaning and meaning.role == "outcome" and meaning.otherwise == "description":
                self._meanings[place] = meaning._replace(role="description")
                return

    # Two columns may have the same role. If it is one of `_MANY`, both are read. Otherwise their cells are single
    # values, which cannot be joined: the surer column has the role, or the first of two that are as sure, and the cells
    # of the other are kept as written in `extra`.
    def _settle_single(self) -> None:
        by_score = sorted(enumerate(self._meanings), key=lambda item: -item[1].score if item[1] else 0)
        taken: set[tuple[str, str]] = set()
        for place, meaning in by_score:
            if meaning is None or meaning.role in _MANY:
                continue
            chosen: Meaning | None = meaning
            if (meaning.role, meaning.whom) in taken:
                is_free = meaning.otherwise not in {"", "seen_alone"} and (meaning.otherwise, "") not in taken
                chosen = meaning._replace(role=meaning.otherwise) if is_free else None
            self._meanings[place] = chosen
            if chosen:
                taken.add((chosen.role, chosen.whom))

    def _is_hint(self, place: int, role: str | None) -> bool:
        """Return whether cells of a column that is not read as who was seen may say so all the same."""
        is_other = role is None or role in {"people", "professionals", "place"}
        return is_other and not self._is_own and speaks_of_seeing(self._headings[place])

    def _leave_times_of_reports(self) -> None:
        """Leave out the time at which something was reported, unless the date is that of the report as well."""
        date = next((place for place, meaning in enumerate(self._meanings) if meaning and meaning.role == "when"), None)
        if date is None or _is_of_report(self._headings[date]):
            return
        for place, meaning in enumerate(self._meanings):
            if meaning and meaning.role in {"time", "end_time"} and meaning.score < 1:
                self._meanings[place] = None if _is_of_report(self._headings[place]) else meaning

    def _is_open(self, place: int, meaning: Meaning | None) -> bool:
        return meaning is None and place not in self._left_out

    def _evidence_at(self, place: int) -> Evidence:
        if place not in self._evidence:
            self._evidence[place] = evidence_of(self._below, place)
        return self._evidence[place]


def _is_of_report(heading: str) -> bool:
    """Return whether a heading is about the report of what happened; "time seen" is about what happened itself."""
    return not {*plain(heading).split()}.isdisjoint(REPORTS - {"seen"})


def with_second_row(layout: Layout, row: Row) -> Layout | None:
    """Return the layout that two rows of headings give, or None if the second row is not headings."""
    below = [plain(as_text(cell)) for cell in row.cells]
    while below and not below[-1]:
        below.pop()
    width = max(len(below), len(layout.headings))
    below += [""] * (width - len(below))
    headings = (*layout.headings, *[""] * (width - len(layout.headings)))
    above, roles = (*map(plain, headings),), [*layout.roles, *[None] * (width - len(layout.roles))]
    said = [place for place, words in enumerate(below) if words]
    known = [below[place] in _BELOW or below[place] == above[place] for place in said]
    if not said or not all(is_known or below[place] in ROLE_OF for place, is_known in zip(said, known, strict=True)):
        return None
    if not any(known) and len(said) < 2:
        return None
    meant = {place: _BELOW.get(below[place]) or ROLE_OF.get(below[place]) for place in said}
    if not any(roles[place] in {None, meant[place]} and below[place] != above[place] for place in said):
        return None  # it says nothing about a column that its heading does not say: an entry without a date
    if any(roles[place] is not None and not is_known for place, is_known in zip(said, known, strict=True)):
        return None
    for place in said:
        if roles[place] is None and meant[place] not in roles:
            roles[place] = meant[place]
    all_roles, promoted = _told(roles, lambda _: True)
    return attrs.evolve(
        layout,
        headings=headings,
        roles=tuple(all_roles),
        plain=tuple(map(plain, headings)),
        is_promoted=layout.is_promoted or len(promoted) > 1,
    )


def is_date_at(row: Row, layout: Layout) -> bool:
    """Return whether a row has a date in the first column of dates."""
    return is_date_in(row, layout.roles.index("when"))


def is_date_in(row: Row, place: int) -> bool:
    """Return whether a row has a date in the column at this place, from 0."""
    return place < len(row.cells) and is_date(row.cells[place])


def _told(roles: Sequence[str | None], may_tell: Callable[[int], bool]) -> tuple[list[str | None], tuple[int, ...]]:
    """Return the roles with those of notes and unknown columns settled, and the places of those that say what happened.

    Notes are a comment if another column says what happened. If no column does, the notes say it; if there are no notes
    either, the columns with unknown headings do, except those whose cells cannot be words.
    """
    if "description" in roles:
        return ["comment" if role == "notes" else role for role in roles], ()
    if "notes" in roles:
        return ["description" if role == "notes" else role for role in roles], ()
    promoted = tuple(place for place, role in enumerate(roles) if role is None and may_tell(place))
    return ["description" if place in promoted else role for place, role in enumerate(roles)], promoted


_OWN_ROLE: Final = MappingProxyType({heading: field for field, heading in HEADINGS.items()} | {"Time": "time"})
_MANY: Final = frozenset({*_SAYING, "professionals", "agency", "place", "tags"} - {"kind"})
"""Roles that several columns may share. Any other role goes to the surest column that has it, or the first of these."""
