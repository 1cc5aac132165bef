"""The cells of an entry: every field is written as the text of a cell, and read back to the same value.

The headings are those that `write_chronology` writes if its caller gives no headings. A cell holds words for people if
those words read back to the same value. Otherwise it holds the text or JSON of the file format.
"""

from __future__ import annotations

import re
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology import cell_values as _nested
from safeguard_model.chronology.opening.tables import as_text
from safeguard_model.dates import Precision, When
from safeguard_model.errors import InvalidRecord, InvalidWhen
from safeguard_model.formats.strict_json import encode
from safeguard_model.records import Event
from safeguard_model.records.fields import fields_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safeguard_model.chronology.cell_values import Label
    from safeguard_model.records.fields import Field

__all__ = [
    "HEADINGS",
    "ID_HEADING",
    "LINKS",
    "TIME_HEADING",
    "Unread",
    "at_time",
    "cell_of",
    "clock_of",
    "escaped",
    "harmless",
    "read_cell",
    "unescaped",
    "without_formula_mark",
]

HEADINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "id": "Entry id",
        "when": "Date",
        "agency": "Agency",
        "kind": "Kind of event",
        "state": "State",
        "reason": "Reason",
        "rescheduled_from": "Rescheduled from",
        "people": "About",
        "ages": "Ages",
        "description": "What happened",
        "seen": "Seen",
        "seen_alone": "Seen alone",
        "seen_with_others": "Seen with others",
        "not_seen": "Not seen",
        "seen_by": "Seen by",
        "childs_account": "Child's account",
        "professionals": "Professionals",
        "place": "Place",
        "outcome": "Outcome",
        "decision": "Decision",
        "disagreed": "Disagreed",
        "grade": "Grade",
        "consent": "Consent",
        "announced": "Announced",
        "interpreting": "Interpreting",
        "reported_by": "Reported by",
        "reporter": "Source of information",
        "from_agency": "From agency",
        "to_agency": "To agency",
        "attended": "Attended",
        "invited": "Invited",
        "apologies": "Apologies",
        "absent": "Absent",
        "not_invited": "Not invited",
        "account_of": "Account of",
        "responds_to": "Responds to",
        "times": "Number of times",
        "quantities": "Quantities",
        "recorded": "Recorded",
        "when_as_written": "Date as written",
        "order": "Order",
        "known_to": "Known to",
        "tags": "Tags",
        "citations": "Sources",
        "comment": "Comment",
        "withheld_from": "Withheld from",
        "codes": "Codes",
        "derived_from": "Derived from",
        "extra": "Other fields",
    }
)
"""The heading of every field, in the order of the columns that `write_chronology` writes if none are chosen."""
ID_HEADING: Final = HEADINGS["id"]
"""The heading by which a table of `write_chronology` is recognised. A table without it is read like any other."""
TIME_HEADING: Final = "Time"
"""The heading of a second column for `when`. It is added if an entry has an exact time and no headings are given."""

LINKS: Final = frozenset(field.name for field in fields_of(Event) if field.refs)
"""The fields of `Event` that hold ids of other records."""
_FIELDS: Final = {field.name: field for field in fields_of(Event)}
_TIMED = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)", re.ASCII)
# A spreadsheet may pass over the space before a sign: LibreOffice does with "Trim spaces", and then " =1+1" runs. It
# may also take the wide signs of East Asian text for the plain ones. A tab or a carriage return counts by itself.
_UNSEEN = r"\s\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
_SIGNS = r"=+\-@\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20"
_STARTS_A_FORMULA = re.compile(rf"'*(?:[\t\r]|[{_UNSEEN}]*[{_SIGNS}])")
_UNHOLDABLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\ufffe\uffff]"
    r"|\\(?=u[0-9a-fA-F]{4}|U000e00[0-7][0-9a-f])"  # would be read as an escape sequence of ours
    r"|_(?=x[0-9a-fA-F]{4}_)"  # would be read as an escape sequence of Excel
    r"|\A<(?=r>)"  # would be read as rich text by xlsxwriter
)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U(000e00[0-7][0-9a-f]))")
"""An escape sequence of `escaped`, or of `word_text`, which also escapes the hidden letters U+E0000 to U+E007F."""


@attrs.frozen
class Unread:
    """The result for a cell that cannot be read, with the reason."""

    reason: str
    """The reason why the cell cannot be read, in words that do not contain its value."""


def cell_of(field: str, event: Event, label: Label) -> str:
    """Return the text of a field's cell; an empty text if the field has its default value.

    `label` gives the text to show before an id, or an empty text.

    >>> event = Event(id="e1", when="2016-03-02", kind="home_visit", people=["child-v", "mother"])
    >>> cell_of("when", event, str), cell_of("kind", event, str)
    ('2 March 2016', 'home visit')
    >>> cell_of("people", event, {"child-v": "Child V", "mother": ""}.__getitem__)
    'Child V [child-v]; mother'
    """
    known, value = _FIELDS[field], getattr(event, field)
    if value == known.default or value is None:
        return ""
    if known.is_nested:
        return _nested.written(known.type, value, label)
    if known.refs:
        return "; ".join(_nested.shown(id, label) for id in (value if known.many else (value,)))
    if known.many:
        return _nested.joined(value)
    if known.type is dict:
        return encode(value, None).decode()
    if known.type is float:
        return str(value).removesuffix(".0")
    if known.type is bool:
        return "yes" if value else "no"
    if known.type is When:
        return _date_cell(value)
    return str(value).replace("_", " ") if issubclass(known.type, StrEnum) else str(value)


def _date_cell(when: When) -> str:
    """Return the words for a date, or its strict text if the words would not read back to the same date."""
    words = str(when)
    is_read_back = when.precision is not Precision.RANGE or _nested.parsed(words) == when
    return words if is_read_back else when.text


def clock_of(when: When) -> tuple[When, str] | None:
    """Return the day and the time of day of a When that is an exact time, or None for any other When.

    >>> clock_of(When("2016-03-02T14:30"))
    (When('2016-03-02'), '14:30')
    """
    match = _TIMED.fullmatch(when.text)
    return match and (When(match[1]), match[2])


def at_time(day: When, cell: str | time) -> When | Unread:
    """Return the day from the column "Date" with the time from the column "Time".

    If the time is empty, return the day as it is. If the day is not exact, or the time cannot be read, return `Unread`.
    """
    text = as_text(cell).strip()
    if not text:
        return day
    if day.precision is not Precision.DAY or day.approximate or day.uncertain:
        return Unread("a time of day needs an exact day in the column Date")
    read = _nested.parsed(f"{day.text}T{text}") or _nested.parsed(f"{day.text} {text}")
    return read if read is not None and read.precision is Precision.MINUTE else Unread("expected a time, such as 14:30")


def read_cell(field: str, cell: str | When | time) -> object:
    """Return the value of a field from its cell, or `Unread` with the reason if the cell cannot be read.

    A cell that `cell_of` wrote gives the same value again; an empty cell gives the default value, if the field has
    one. Cells changed by hand are also read: dates in other words, kinds of event in small or capital letters, ids with
    or without a label. If the spreadsheet holds a real date or time, `cell` is a `When` or a `time`.

    >>> read_cell("people", "Child V [child-v]; mother"), read_cell("kind", "Home visit")
    (('child-v', 'mother'), <EventKind.HOME_VISIT: 'home_visit'>)
    >>> read_cell("when", "02/03/2016")
    When('2016-03-02')
    >>> read_cell("people", "Child V and her mother")
    Unread(reason='expected ids, such as child-v; mother')
    """
    known = _FIELDS[field]
    if isinstance(cell, time):
        cell = as_text(cell)
    if known.type is When and isinstance(cell, When):
        return cell
    text = str(cell)
    if not text:
        return Unread("the cell is empty, and a value is required") if known.required else known.default
    value = _value(known, text)
    return value if isinstance(value, Unread) else _taken(known, value)


def _taken(known: Field, value: object) -> object:
    """Return the value after the field's converter has checked and converted it, or `Unread` if it was refused."""
    try:
        taken: object = known.convert(value)
    except InvalidRecord as error:
        rule = error.rule
    else:
        return taken
    return Unread(rule)


def _value(known: Field, cell: str) -> object:
    text = cell.strip()
    if known.is_nested:
        return _read(_nested.read(known.type, text, many=known.many), "expected text as write_chronology writes it")
    if known.refs:
        ids = _nested.read_ids(text)
        if known.many:
            return _read(ids, "expected ids, such as child-v; mother")
        return ids[0] if ids and len(ids) == 1 else Unread("expected one id, alone or in [brackets] after a name")
    if known.many:
        return _read(_nested.split(text), "the text begins like a JSON list of texts, but is not a valid list")
    if known.type is When:
        return _nested.parsed(text) or Unread(_objection(text))
    if known.type is float:
        return _read(_number(text), "expected a number")
    if known.type is bool:
        return _read({"yes": True, "no": False}.get(text.lower()), "expected yes or no")
    if known.type is dict:
        return _read(_nested.read_json(text), "expected a JSON object")
    return re.sub(r"[\s_-]+", "_", text.lower()) if issubclass(known.type, StrEnum) else cell


def _read(value: object, reason: str) -> object:
    return Unread(reason) if value is None else value


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _objection(text: str) -> str:
    try:
        When.parse(text)
    except InvalidWhen as error:
        return error.rule
    return ""


def harmless(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula: with ``'`` before it if it begins like a formula.

    Space and invisible marks before the sign, and wide signs, make no difference.

    >>> harmless("=1+1"), harmless("  =1+1"), harmless("'=1+1"), harmless("O'Dunmore")
    ("'=1+1", "'  =1+1", "''=1+1", "O'Dunmore")
    """
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def without_formula_mark(text: str) -> str:
    """Return the text without the ``'`` that `harmless` has put before it.

    >>> without_formula_mark("'=1+1"), without_formula_mark("'tis")
    ('=1+1', "'tis")
    """
    return text[1:] if text[:1] == "'" and _STARTS_A_FORMULA.match(text) else text


def escaped(text: str) -> str:
    r"""Return a text that a workbook and a Word document can hold, and that is read back to the same text.

    A character that cannot be held, or would be read as something else, is written like ``\u0007``. Of the characters
    below U+0020, only the tab and the line feed stay.

    >>> escaped("bell\x07 and \\u0007")
    'bell\\u0007 and \\u005cu0007'
    """
    return _UNHOLDABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def unescaped(text: str) -> str:
    """Return the text with each escape sequence of `escaped` replaced by its character."""
    return _ESCAPE.sub(lambda match: chr(int(match[1] or match[2], 16)), text)
