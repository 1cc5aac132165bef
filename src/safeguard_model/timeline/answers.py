"""`Answers`, the result of most questions about a timeline, and functions that put events and dates into words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Protocol, SupportsIndex, TypeVar, overload

from safeguard_model.html_tables import Named
from safeguard_model.records import Event
from safeguard_model.records.shown_words import shows_words
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.dates import When
    from safeguard_model.formats.frames import Backend
    from safeguard_model.records import CaseFile
    from safeguard_model.timeline.left_out import LeftOut

__all__ = ["Answer", "Answers", "boundaries_of", "date_of", "date_with_id", "is_plain", "moment_of", "name_of"]


class Answer(Protocol):
    """The form of one item of `Answers`: it prints as a sentence and gives one row of a table.

    Neither the sentence nor the row shows names or other identifying data, just as a `repr` does not.
    """

    headings: ClassVar[tuple[str, ...]]
    """The headings of the columns of the table."""

    def cells(self) -> tuple[object, ...]:
        """Return the row of the table."""
        ...


T = TypeVar("T", bound=Answer | Event)


class Answers(tuple[T, ...]):  # noqa: SLOT001 - a tuple has no room for `left_out` in slots
    """A tuple of answers in order, which prints one line for each answer and shows a table in a notebook.

    If there is something that the question could not look at, the last line and the foot of the table say what, and
    why.

    >>> print(Answers([]))
    none
    """

    left_out: tuple[LeftOut, ...]
    """The entries that the question could not look at: the reason, how many, and which."""
    casefile: CaseFile | None
    """The case file that was asked, for the labels and names in a table; None if there was none."""
    of: type[T] | None
    """The class of the answers, which a data frame needs even if there are none; None if it is not known."""

    def __new__(
        cls,
        answers: Iterable[T] = (),
        left_out: Iterable[LeftOut] = (),
        casefile: CaseFile | None = None,
        of: type[T] | None = None,
    ) -> Answers[T]:
        """Return the answers as a tuple. Two tuples of equal answers are equal, whatever was left out."""
        made = super().__new__(cls, answers)
        made.left_out = tuple(left_out)
        made.casefile = casefile
        made.of = of
        return made

    def __reduce__(self) -> tuple[type[Answers[T]], tuple[object, ...]]:
        return Answers, (tuple(self), self.left_out, self.casefile, self.of)

    @overload
    def __getitem__(self, place: SupportsIndex) -> T: ...
    @overload
    def __getitem__(self, place: slice) -> Answers[T]: ...
    def __getitem__(self, place: SupportsIndex | slice) -> T | Answers[T]:
        if isinstance(place, slice):
            return Answers(super().__getitem__(place), self.left_out, self.casefile, self.of)
        return super().__getitem__(place)

    def to_frame(self, backend: Backend = "pandas", *, casefile: CaseFile | None = None) -> Any:
        """Return the answers as a data frame, one row for each: see `safeguard_model.to_frame`.

        `casefile`: the case file whose names and labels stand beside the ids, if not the one that was asked.
        """
        from safeguard_model.formats.frames import to_frame

        return to_frame(self, backend, casefile=casefile)

    def __str__(self) -> str:
        lines = [_line(answer) for answer in self] or ["none"]
        return "\n".join([*lines, self.left_out_in_words()] if self.left_out else lines)

    def _repr_html_(self) -> str:
        return self.as_html()

    def as_html(self, *, revealed: bool | None = None) -> str:
        """Return the table that a notebook shows. `revealed`: whether it has the words of the entries.

        None: only if the handling of the case file allows it, because it is pseudonymised or published.
        """
        from safeguard_model.timeline.answer_tables import answers_table

        if revealed is None:
            revealed = shows_words(self.casefile)
        return answers_table(self, revealed=revealed is True)

    def left_out_in_words(self) -> str:
        """Return the last line of the answers; an empty text if nothing was left out."""
        return f"Could not look at: {'; '.join(map(str, self.left_out))}" if self.left_out else ""


def _line(answer: object) -> str:
    """Return the line of an answer: that of an event has its name and its date."""
    if isinstance(answer, Event):
        return f"{name_of(answer)}, {date_of(answer)}" if is_plain(answer) else name_of(answer)
    return str(answer)


def date_of(event: Event) -> str:
    """Return the date of an event in words.

    For a birth or a death, return the kind of the event instead, because the date would help to identify the person.
    """
    if event.kind in BIRTHS_AND_DEATHS:
        return event.kind.replace("_", " ")
    return str(event.when)


def moment_of(when: When) -> str:
    """Return the beginning of a time, in words that can follow "from": ``a time between 1 and 3 March 2016``.

    For a span, this is its start. If nothing is known of the beginning, return "an unknown date".
    """
    start = when.start if when.is_span else when
    if start is None or start.is_unknown:
        return "an unknown date"
    if start.text[0] == "[":  # such a date prints as "between ...", "by ...", "in or after ..." and the like
        return f"a time {start}"
    return str(start)


def name_of(event: Event) -> Named:
    """Return the kind and the id of an event, in words: ``home visit hv-06``."""
    return Named(event.kind.replace("_", " "), event.id)


def is_plain(*events: Event | None) -> bool:
    """Return whether dates and numbers of days may be shown, because none of the events is a birth or a death.

    From the date of an event and the days between a birth and that event, anyone could work out the date of birth.
    """
    return all(event is None or event.kind not in BIRTHS_AND_DEATHS for event in events)


def date_with_id(event: Event) -> str:
    """Return the date and the id of an event, in words that can follow "from" or "to": ``1 August 2022 (gp-01)``.

    The words of a span or a one-of cannot follow "from", so they come after the id: ``e-2 (since March 2016)``.
    """
    if event.when.is_span or event.when.text[0] == "[":
        return f"{event.id} ({event.when})"
    return f"{event.when} ({event.id})"


def boundaries_of(first: Event, last: Event) -> tuple[str, str]:
    """Return the first and the last of several events, each in words with its id.

    The dates are left out, and the kinds of the events named instead, if either event is a birth or a death.
    """
    if is_plain(first, last):
        return date_with_id(first), date_with_id(last)
    return name_of(first), name_of(last)
