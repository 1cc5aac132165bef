"""The tables of answers for a notebook: names and labels beside ids, and the words of entries where they may stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from safeguard_model.html_tables import Differs, Named, hidden_words, table
from safeguard_model.records import Event
from safeguard_model.timeline.answers import date_of, is_plain, name_of
from safeguard_model.timeline.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguard_model.records import CaseFile, PersonId, RecordId
    from safeguard_model.timeline.answers import Answers

__all__ = ["answers_table", "seen_in_words"]

_MOST_ENTRIES = 4
"""The most entries of one answer of which the words are shown."""


def answers_table(answers: Answers[Any], *, revealed: bool) -> str:
    """Return the table of some answers. `revealed`: whether the words of the entries are shown, or only counted."""
    if not answers:
        return table((), (), "Nothing was found.", answers.left_out_in_words())
    casefile, first = answers.casefile, answers[0]
    rows: list[tuple[object, ...]]
    if isinstance(first, Event):
        headings: tuple[str, ...] = ("what", "when", "agency")
        rows = [(name_of(event), _date(event), event.agency or "") for event in answers]
    elif _is_group(first):
        headings = ("score", "what", "when", "agency", "about", "seen", "words", "why")
        rows = [row for answer in answers for row in _one_below_the_other(answer, casefile, revealed=revealed)]
    elif _is_pair(first):
        headings, rows = first.headings, [_side_by_side(answer, casefile, revealed=revealed) for answer in answers]
    else:
        headings, rows = first.headings, [_cells(answer, revealed=revealed) for answer in answers]
    named = [
        [_with_label(cell, casefile, heading) for cell, heading in zip(row, headings, strict=True)] for row in rows
    ]
    if not _is_pair(first) and not _is_group(first):
        words = [_words(_entries_of(answer), revealed=revealed) for answer in answers]
        if any(words):
            headings = (*headings, "words")
            named = [[*row, lines] for row, lines in zip(named, words, strict=True)]
    return table(headings, named, f"{len(answers):,} in all", answers.left_out_in_words())


def seen_in_words(event: Event, casefile: CaseFile | None) -> str:
    """Return who was seen at an event: "yes", "no", "alone", "with others"; with labels, if it is about several.

    An empty text says that it is not recorded.
    """
    said: dict[PersonId, str] = {}
    for people, words in (
        (event.seen, "yes"),
        (event.seen_with_others, "with others"),
        (event.seen_alone, "alone"),
        (event.not_seen, "no"),
    ):
        for person in people:
            said[person] = f"{said[person]} and {words}" if words == "no" and person in said else words
    if len(said) == 1 and {*event.people} <= said.keys():
        return next(iter(said.values()))
    return ", ".join(f"{label_of(casefile, person)}: {words}" for person, words in said.items())


def _date(event: Event) -> str:
    return date_of(event) if is_plain(event) else ""


def _with_label(cell: object, casefile: CaseFile | None, heading: str) -> object:
    """Return a cell with the name of an agency before its id, in a column of agencies."""
    if heading not in {"agency", "known to"} or not isinstance(cell, str) or isinstance(cell, Named):
        return cell
    ids = [id for id in cell.split(", ") if id]
    return [_labelled(id, casefile) for id in ids] if ids else cell


def _labelled(id: RecordId, casefile: CaseFile | None) -> str:
    label = label_of(casefile, id)
    return id if label == id else Named(label, id)


def _entries_of(answer: object) -> list[Event]:
    """Return the entries that an answer is about: those in its fields, each once."""
    if isinstance(answer, Event):
        return [answer]
    entries: dict[RecordId, Event] = {}
    kind = type(answer)
    names = [field.name for field in attrs.fields(kind)] if attrs.has(kind) else getattr(kind, "_fields", ())
    for name in names:
        held = getattr(answer, name)
        for item in held if isinstance(held, tuple) else (held,):
            if isinstance(item, Event):
                entries.setdefault(item.id, item)
    return list(entries.values())


def _words(entries: Sequence[Event], *, revealed: bool) -> list[str]:
    """Return a line for each entry that has words: its id, and the words or how many they are."""
    told = [entry for entry in entries if entry.description.strip()]
    lines = [f"{entry.id}: {_description(entry, revealed=revealed)}" for entry in told[:_MOST_ENTRIES]]
    more = len(told) - _MOST_ENTRIES
    return [*lines, f"… and {more:,} more entries"] if more > 0 else lines


def _description(entry: Event, *, revealed: bool) -> str:
    return entry.description if revealed else hidden_words(entry.description, "reveal(answers)")


def _cells(answer: Any, *, revealed: bool) -> tuple[object, ...]:
    """Return the cells of an answer. Only one that says that it hides values can show them."""
    cells: tuple[object, ...] = answer.cells(revealed=revealed) if _hides_values(answer) else answer.cells()
    return cells


def _hides_values(answer: object) -> bool:
    return getattr(answer, "hides_values", False) is True


def _is_pair(answer: object) -> bool:
    """Return whether an answer is about two entries that are to be compared."""
    return getattr(answer, "is_comparison", False) is True


def _is_group(answer: object) -> bool:
    """Return whether an answer is about entries that are probably one event, and are to be compared."""
    return getattr(answer, "is_group", False) is True


def _one_below_the_other(answer: Any, casefile: CaseFile | None, *, revealed: bool) -> Iterator[tuple[object, ...]]:
    """Yield a row for each entry of a group, with what differs marked. The first row has the score and the reasons."""
    plain = is_plain(*answer.events)
    sides = [list(_side(event, casefile, plain=plain, revealed=revealed)) for event in answer.events]
    differs = [len({*column}) > 1 for column in zip(*sides, strict=True)]
    score, _, why, _ = answer.cells()
    for number, (name, *cells) in enumerate(sides):
        marked = [
            Differs(cell or "not stated") if differs[place] else cell for place, cell in enumerate(cells, start=1)
        ]
        yield ("" if number else score, name, *marked, "" if number else why)


def _side_by_side(answer: Any, casefile: CaseFile | None, *, revealed: bool) -> tuple[object, ...]:  # as `_is_pair`
    """Return the cells of an answer that compares two entries, with what differs marked in both."""
    cells = dict(zip(answer.headings, answer.cells(), strict=True))
    plain = is_plain(answer.first, answer.second)
    first, second = (
        list(_side(event, casefile, plain=plain, revealed=revealed)) for event in (answer.first, answer.second)
    )
    for place, (one, other) in enumerate(zip(first, second, strict=True)):
        if place and one != other:
            first[place], second[place] = Differs(one or "not stated"), Differs(other or "not stated")
    cells |= {"first": [line for line in first if line], "second": [line for line in second if line]}
    return tuple(cells.values())


def _side(event: Event, casefile: CaseFile | None, *, plain: bool, revealed: bool) -> Iterator[str]:
    yield name_of(event)
    yield date_of(event) if plain else ""
    yield label_of(casefile, event.agency) if event.agency else ""
    yield ", ".join(label_of(casefile, person) for person in event.people)
    seen = seen_in_words(event, casefile)
    yield f"seen: {seen}" if seen else ""
    yield _description(event, revealed=revealed)
