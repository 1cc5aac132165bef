"""`generalise`: a copy of a case file in which no date is finer than a month or a year, and ages are bands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

import attrs

from safeguard_model.discreet import Discreet, frameless
from safeguard_model.errors import InvalidRecord, counted, shape
from safeguard_model.html_tables import table
from safeguard_model.privacy.coarse_ids import with_plain_ids
from safeguard_model.privacy.coarse_records import Coarsening
from safeguard_model.records import CaseFile
from safeguard_model.records.casefile import require_casefile
from safeguard_model.timeline.ordering import in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.records import Event, EventId

__all__ = ["Coarsened", "Generalised", "generalise"]

_MOST_PATHS = 3


class Coarsened(NamedTuple):
    """What a generalised file no longer has, or has under another name. It tells where and why, and never what."""

    path: str
    """The id of the record and the way from there to the field: ``e-1.description``. Of the file itself: ``title``."""
    reason: str
    """Why, in words: ``may hold a date finer than a month``."""


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Generalised(Discreet):
    """A case file with coarser dates and ages, and what it lost. It prints as counts by reason; it shows no value."""

    casefile: CaseFile
    """The case file with coarser dates and ages."""
    removed: tuple[Coarsened, ...]
    """What was removed or renamed, and why. What was only made coarser is not listed, but counted."""
    dates: int
    """The number of dates that were made coarser."""
    ages: int
    """The number of ages, and of lengths of time, that were made coarser."""

    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __str__(self) -> str:
        lines = (f"- {reason}: {len(paths):,} ({', '.join(_first(paths))})" for reason, paths in self._reasons())
        return "\n".join((self._counts(), *lines))

    def __repr__(self) -> str:
        return f"<Generalised: {self._counts()}>"

    def _repr_html_(self) -> str:
        rows = [(reason, f"{len(paths):,}", _first(paths)) for reason, paths in self._reasons()]
        return table(("removed because", "how many", "where"), rows, self._counts())

    def _counts(self) -> str:
        coarser = f"{counted(self.dates, 'date')} and {counted(self.ages, 'age')} made coarser"
        return f"{coarser}, {len(self.removed):,} removed"

    def _reasons(self) -> list[tuple[str, list[str]]]:
        """Return the paths by reason, the most frequent reason first."""
        paths: dict[str, list[str]] = defaultdict(list)
        for path, reason in self.removed:
            paths[reason].append(path)
        return sorted(paths.items(), key=lambda pair: (-len(pair[1]), pair[0]))


@frameless
def generalise(
    casefile: CaseFile, dates: Literal["month", "year"] | None = "month", ages: Literal["band"] | None = "band"
) -> Generalised:
    """Return a copy of a case file in which nothing tells a date or an age more finely than asked.

    **Dates.** Every date of every record becomes a month (or a year); times of day go. The coarser date covers every
    reading of the finer one: spans stay spans, one-ofs one-ofs, what is open stays open, and `~` and `?` are kept. What
    is coarser already stays as it is.

    **Ages.** Every age becomes a band: see `coarser.AGE_BANDS`. How long something lasted becomes whole months (or
    years). Weeks of gestation are removed, because a week is finer than a month and than a band.

    **Text.** A text that may hold a finer date, time or age is withheld whole: an optional field becomes empty, a
    required one ``[withheld]``, and an item of a list of texts is left out. When in doubt, it is withheld. Only English
    is read. `Event.when_as_written` and every `extra` are removed, and a record whose id may hold a date gets another
    id, such as ``event-1``.

    **Order.** Entries of which the dates have become the same keep their order, by `Event.order`, and people of whom
    the births have become the same stand in the order of birth. This tells which came first, and nothing more.

    No date is moved to another one. `handling`, names, labels and places stay: see `pseudonymise` and `redact`.

    Args:
        casefile: The case file.
        dates: The finest unit that a date may have: "month" or "year". None keeps dates; a reader who knows a birth and
            an event to the day then works out every age.
        ages: "band", or None. Without bands an age becomes whole months (or years) like the dates, because an exact age
            beside a month tells of the day.

    Raises:
        InvalidRecord: `casefile` is not a CaseFile, `dates` or `ages` is another word, or both are None.
    """
    require_casefile(casefile, "generalise")
    if dates not in ("month", "year", None):
        raise InvalidRecord("generalise", "dates", f"expected month, year or None, got {shape(dates)}")
    if ages not in ("band", None):
        raise InvalidRecord("generalise", "ages", f"expected band or None, got {shape(ages)}")
    if dates is None and ages is None:
        raise InvalidRecord("generalise", "dates", "nothing would change: give dates, ages or both")
    work = Coarsening(dates, bands=ages is not None)
    orders: dict[EventId, float] = {}
    if dates is not None:
        casefile = with_plain_ids(casefile, dates, work.remove)
        orders = _orders(casefile, work)
    made = work.of_file(casefile, orders)
    removed = tuple(Coarsened(path, reason) for path, reason in work.removed)
    return Generalised(casefile=made, removed=removed, dates=work.dates, ages=work.ages)


# Entries with the same date are sorted by `order`. So the entries of one coarser date are numbered as they stood in
# the timeline. Entries of which no date has changed keep the order that the author gave them. Numbering twice gives the
# same numbers, because the second time they are sorted by the numbers of the first.
def _orders(casefile: CaseFile, work: Coarsening) -> dict[EventId, float]:
    """Return the order of each entry that shares its date with an entry only since the dates are coarser."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in in_order(casefile.events, casefile):
        groups[work.coarser(event.when).text].append(event)
    orders: dict[EventId, float] = {}
    for text, events in groups.items():
        if len(events) > 1 and any(event.when.text != text for event in events):
            orders |= {event.id: float(place) for place, event in enumerate(events, start=1)}
    return orders


def _first(paths: Iterable[str]) -> list[str]:
    every = list(paths)
    more = len(every) - _MOST_PATHS
    return [*every[:_MOST_PATHS], f"… and {more:,} more"] if more > 0 else every
