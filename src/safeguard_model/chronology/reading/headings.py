"""The role of each column of a chronology, found from headings in general use and from the user's own headings."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.cells import HEADINGS, ID_HEADING
from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.chronology.reading.date_cells import is_date
from safeguard_model.discreet import Discreet
from safeguard_model.errors import InvalidRecord, near, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from safeguard_model.chronology.opening.tables import Row

__all__ = ["ALIASES", "ROLES", "Layout", "is_date_at", "layout_at", "layout_of", "plain", "to_roles", "with_second_row"]

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "when": (
        *("date", "start date", "date of event", "event date", "date time", "date and time", "when", "day"),
        *("date or period of event", "date or period", "date of incident", "date of contact", "dates", "datetime"),
        *("date of significant event", "period", "date period"),
    ),
    "time": ("time", "start time", "time of event", "event time"),
    "end": ("end date", "date to", "to date", "finish date", "date ended"),
    "end_time": ("end time", "finish time", "time ended"),
    "ref": (
        *("event ref", "ref", "ref no", "reference", "event reference", "sequence", "seq", "seq no", "serial number"),
        *("serial no", "no", "number", "event no", "item", "item no", "row", "id"),
    ),
    "description": (
        *("event", "significant event", "details", "event details", "details of event", "event detail", "description"),
        *("description of event", "what happened", "contact details", "details of contact", "nature of event"),
        *("details of significant event", "message", "summary", "summary of event", "information", "incident"),
        *("significant event details", "event description", "narrative", "entry", "details of contact event"),
        *("details of contact or event", "event details of contact"),
    ),
    "reporter": (
        *("source", "source of information", "information source", "source of info", "source document", "evidence"),
        *("witness or document reference", "document reference", "source reference", "record", "reported by whom"),
    ),
    "subject": (
        *("child", "subject", "name", "name of child", "child name", "name of child or young person", "child s name"),
        *("child young person", "young person", "service user", "subject of entry", "which child", "children"),
        *("patient", "patient name", "pupil", "pupil name"),
    ),
    "people": (
        *("person", "persons", "people", "person involved", "persons involved", "people involved", "characters"),
        *(
            "family member",
            "family members",
            "family members involved",
            "who",
            "about",
            "contact with",
            "who present",
            "present",
        ),
        *("who was present", "persons present", "accompanied by"),
    ),
    "professionals": (
        *("professional", "professionals", "professional involved", "professionals involved", "worker", "workers"),
        *("practitioner", "practitioners", "practitioner involved", "staff", "staff involved", "role"),
        *("professional role", "name and role", "author", "by", "seen by", "signed", "signed by", "completed by"),
        *("oic", "officer", "allocated worker"),
    ),
    "agency": ("agency", "organisation", "organization", "service", "agency involved", "team", "agency service"),
    "kind": (
        "type",
        "contact",
        "event type",
        "type of event",
        "type of contact",
        "contact type",
        "category",
        "kind of event",
    ),
    "outcome": (
        *("outcome", "action", "actions", "action taken", "actions taken", "response", "outcome action", "decision"),
        *("action outcome", "outcomes", "actions outcomes", "result", "agency response", "response outcome"),
        *("action taken to mitigate adverse impact on child", "action taken and outcome", "response and outcome"),
    ),
    "seen": ("seen", "child seen", "was the child seen", "was child seen", "children seen", "child seen y n"),
    "seen_alone": ("seen alone", "child seen alone", "was the child seen alone", "alone"),
    "childs_account": (
        *("voice of the child", "voice of child", "child s voice", "childs voice", "child s account"),
        *("views of the child", "child s views", "wishes and feelings", "lived experience of the child"),
    ),
    "comment": (
        *("comment", "comments", "analysis", "author s comment", "author s comments", "authors comment", "impact"),
        *("authors comments", "impact on child", "significance", "reviewer s comment", "author comment"),
        *("analysis comment", "comment analysis", "panel comment"),
    ),
    "place": ("place", "location", "venue", "where"),
    "recorded": ("recorded", "date recorded", "recorded on", "date of recording", "date entered"),
    "tags": ("tags", "tag", "keywords"),
    "notes": ("notes", "note"),
}
"""Headings by the role of their column. Sources: Chronolator, Tayside, the Public Law Outline, and general use."""

_ROLE_OF: Final = MappingProxyType({heading: role for role, headings in ALIASES.items() for heading in headings})
ROLES: Final = frozenset({*ALIASES, *HEADINGS} - {"notes"})
"""The roles that a column can have: fields of `Event`, and ``time``, ``end``, ``end_time``, ``ref``, ``subject``."""
_TEXTS: Final = frozenset(
    {"description", "outcome", "comment", "childs_account", "reporter", "kind", "people", "subject", "notes"}
)
_MEANT: Final = MappingProxyType({"date": "when", "start": "when", "sequence": "ref", "source": "reporter"})
_BELOW: Final = MappingProxyType(
    {"from": "when", "start": "when", "to": "end", "end": "end", "time": "time", "alone": "seen_alone"}
    | {"seen alone": "seen_alone", "seen": "seen", "yes no": "seen", "y n": "seen"}
)
"""The roles of words in a second row of headings, below a heading that spans several columns."""
_HIGHEST = 60
_SEPARATE = re.compile(r"[\W_]+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")


@attrs.frozen(eq=False)
class Layout(Discreet):
    """The roles of the columns of one table."""

    headings: tuple[str, ...] = attrs.field(repr=False)
    """The headings as they are in the file."""
    roles: tuple[str | None, ...]
    """The role of each column: an empty text if the column is left out, None if its heading is not known."""
    is_own: bool
    """Whether this is the layout that `write_chronology` writes."""
    plain: tuple[str, ...] = attrs.field(repr=False)
    """The headings in lower case and without punctuation, for comparison."""
    is_promoted: bool
    """Whether several columns with unknown headings are read as what happened, as no known column says it."""

    @property
    def worth(self) -> int:
        """The number of columns that are known and not left out."""
        return sum(map(bool, self.roles))

    def places(self, role: str) -> tuple[int, ...]:
        """Return the positions of the columns that have this role, from 0."""
        return tuple(place for place, found in enumerate(self.roles) if found == role)


def plain(text: str) -> str:
    """Return a text in lower case, with single spaces in place of punctuation, for comparing headings and names.

    >>> plain("Child's Name:"), plain("Date/Time")
    ('child s name', 'date time')
    """
    return _SEPARATE.sub(" ", text).strip().casefold()


def to_roles(columns: Mapping[str, str | None] | None) -> dict[str, str]:
    """Return the user's mapping from headings to roles, with each heading changed by `plain`.

    The role of a column to leave out is an empty text. Raises `InvalidRecord` for what is not a mapping, a heading or a
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
# with the most known headings is therefore chosen, not the first such row. The search ends at the first entry below a
# candidate: a row of known words further down repeats the headings or is an entry, and cannot be the headings of the
# rows above it.
def layout_of(rows: Sequence[Row], own: Mapping[str, str]) -> tuple[int, Layout] | None:
    """Return the position of the row of headings and the layout of the columns, or None if no row is headings.

    Only the first 60 rows can be headings. If several rows before the first entry may be headings, the row with the
    most known headings is chosen.
    """
    best: tuple[int, Layout] | None = None
    for place, row in enumerate(rows[:_HIGHEST]):
        layout = layout_at(row, own)
        if layout is not None and (best is None or layout.worth > best[1].worth):
            best = place, layout
        elif best is not None and is_date_at(row, best[1]):
            break
    return best


def layout_at(row: Row, own: Mapping[str, str]) -> Layout | None:
    """Return the layout that a row of headings gives, or None if the row is not headings.

    A row of headings has a heading for the date and at least one other known heading. It also has a heading for words,
    such as what happened, or an unknown heading that may be for words. None of its cells is a date.
    """
    headings = tuple(cell if isinstance(cell, str) else str(cell) for cell in row.cells)
    while headings and not headings[-1].strip():
        headings = headings[:-1]
    is_own = ID_HEADING in headings
    roles = tuple(_role(heading, own, is_own=is_own) for heading in headings)
    known = {role for role in roles if role}
    if "when" not in known or len(known) < 2 or (not known & _TEXTS and None not in roles):
        return None
    if any(map(is_date, row.cells)):
        return None
    return _layout(headings, roles, is_own=is_own)


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
    if not said or not all(is_known or below[place] in _ROLE_OF for place, is_known in zip(said, known, strict=True)):
        return None
    if not any(known) and len(said) < 2:
        return None
    for place in said:
        new = _BELOW.get(below[place]) or _ROLE_OF.get(below[place])
        if roles[place] is None and new not in roles:
            roles[place] = new
    return _layout(headings, tuple(roles), is_own=layout.is_own)


def is_date_at(row: Row, layout: Layout) -> bool:
    """Return whether a row has a date in the first column of dates."""
    place = layout.roles.index("when")
    return place < len(row.cells) and is_date(row.cells[place])


def _layout(headings: tuple[str, ...], roles: tuple[str | None, ...], *, is_own: bool) -> Layout:
    is_promoted = not {"description", "notes"} & set(roles) and roles.count(None) > 1
    return Layout(headings, tuple(_once(_told(roles))), is_own, tuple(map(plain, headings)), is_promoted)


def _told(roles: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Replace the role of a column of notes: it is a comment if another column says what happened.

    If no column says what happened, the notes do; if there are no notes either, the columns with unknown headings do.
    """
    if "description" in roles:
        return tuple("comment" if role == "notes" else role for role in roles)
    told = "notes" if "notes" in roles else None
    return tuple("description" if role == told else role for role in roles)


def _role(heading: str, own: Mapping[str, str], *, is_own: bool) -> str | None:
    words, bare = plain(heading), plain(_BRACKETED.sub(" ", heading))
    for key in (words, bare):
        if key in own:
            return own[key]
    if is_own:
        return _OWN_ROLE.get(heading, _ROLE_OF.get(words))
    return _ROLE_OF.get(words) or _ROLE_OF.get(bare)


_OWN_ROLE: Final = MappingProxyType({heading: field for field, heading in HEADINGS.items()} | {"Time": "time"})
_MANY: Final = frozenset({*_TEXTS, "professionals", "agency", "place", "tags"} - {"kind"})
"""Roles that several columns may share. Any other role goes to the first column that has it."""


# Two columns may have the same role. If it is one of `_MANY`, both are read. Otherwise their cells are single values,
# which cannot be joined: the first column has the role, and the cells of the second are kept as written in `extra`.
def _once(roles: tuple[str | None, ...]) -> Iterator[str | None]:
    taken: set[str] = set()
    for role in roles:
        yield None if role and role in taken and role not in _MANY else role
        taken.add(role or "")
