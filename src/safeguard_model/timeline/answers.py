"""`Answers`, the result of a question over time: a tuple that prints a line each and shows a table in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Protocol, SupportsIndex, TypeVar, overload

from safeguard_model import html_tables as _html
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS

if TYPE_CHECKING:
    from safeguard_model.dates import When
    from safeguard_model.records import Event

__all__ = ["Answer", "Answers", "boundaries_of", "date_of", "is_plain", "moment_of", "name_of", "placed"]


class Answer(Protocol):
    """The base of every answer: a sentence, and a row of a table. Neither shows more than a `repr` may."""

    headings: ClassVar[tuple[str, ...]]
    """The headings of its table."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        ...


T = TypeVar("T", bound=Answer)


class Answers(tuple[T, ...]):
    """Answers in order: a tuple, which prints a line for each and shows a table in a notebook.

    >>> print(Answers([]))
    none
    """

    __slots__ = ()

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Answers[T]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> T | Answers[T]:
        found = super().__getitem__(place)
        return Answers(found) if isinstance(found, tuple) else found

    def __str__(self) -> str:
        return "\n".join(map(str, self)) or "none"

    def _repr_html_(self) -> str:
        headings = self[0].headings if self else ("answer",)
        return _html.table(headings, (answer.cells() for answer in self), f"{len(self)} in all")


def date_of(event: Event) -> str:
    """Return when it was, as it may be shown: a birth or a death only by its kind, for its date is identifying."""
    return event.kind.replace("_", " ") if event.kind in BIRTHS_AND_DEATHS else str(event.when)


def moment_of(when: When) -> str:
    """Return a time as the beginning of something, to follow "from": ``a time between 1 and 3 March 2016``."""
    begun = when.start if when.is_span else when
    if begun is None or begun.is_unknown:
        return "an unknown date"
    return f"a time {begun}" if begun.text[0] == "[" else str(begun)


def name_of(event: Event) -> str:
    """Return what kind of event it was, with its id: ``home visit hv-06``."""
    return f"{event.kind.replace('_', ' ')} {event.id}"


def is_plain(*events: Event | None) -> bool:
    """Return whether dates may be shown side by side; with a birth or death, the days between would tell its date."""
    return all(event is None or event.kind not in BIRTHS_AND_DEATHS for event in events)


def placed(event: Event) -> str:
    """Return when it was, to follow "from" or "to": ``1 August 2022 (gp-01)``, ``e-2 (since March 2016)``."""
    is_phrase = event.when.is_span or event.when.text[0] == "["
    return f"{event.id} ({event.when})" if is_phrase else f"{event.when} ({event.id})"


def boundaries_of(first: Event, last: Event) -> tuple[str, str]:
    """Return the events that something begins and ends with, each with its date.

    Beside a birth or death without one.
    """
    return (placed(first), placed(last)) if is_plain(first, last) else (name_of(first), name_of(last))
