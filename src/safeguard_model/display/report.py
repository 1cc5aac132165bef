"""`write_report`: one page, or one document, to hand round: pictures, chronology, gaps, clocks and findings."""

from __future__ import annotations

import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.dates import to_when
from safeguard_model.discreet import frameless
from safeguard_model.display.lanes import name_of_person
from safeguard_model.display.report_names import PARTS, WITH_PICTURES
from safeguard_model.errors import InvalidRecord, InvalidWhen, MissingExtra, near, shape
from safeguard_model.formats.atomic_files import replacing
from safeguard_model.records import CaseFile, Person
from safeguard_model.timeline import Timeline
from safeguard_model.timeline.inputs import require_record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from safeguard_model.dates import When
    from safeguard_model.display.report_questions import Questions
    from safeguard_model.records import PersonId

__all__ = ["write_report"]

_SUFFIXES: Final = (".html", ".docx")
_UNTITLED: Final = "Report"


@frameless
def write_report(
    casefile: CaseFile,
    path: str | os.PathLike[str],
    timeline: Timeline | None = None,
    parts: Iterable[str] | None = None,
    *,
    title: str = "",
    marking: str = "",
    made_on: When | str | date | None = None,
    child: PersonId | None = None,
    revealed: bool = False,
) -> None:
    """Write a report of a case file for a panel to read: one web page (.html) or one Word document (.docx).

    The page is one file without any script. It loads nothing from elsewhere. The parts are, in this order:

    - ``people``: who is who, and the genogram;
    - ``timeline``: the picture of the timeline; of the events that other records imply, only incidents and deaths;
    - ``chronology``: the table that `write_chronology` writes, with the id of each entry;
    - ``gaps``: for each child, gaps of more than 28 days in which nobody saw the child, and without contact;
    - ``knowledge``: who knew what;
    - ``clocks``: timescales, those of the nations of the agencies, or of England if no agency states its nation;
    - ``conflicts``: fields on which sources disagree;
    - ``findings``: findings, recommendations and actions;
    - ``left_out``: what the answers in the report could not look at.

    **The chronology, and the findings, recommendations and actions, are written in the words of the file, whatever
    their sensitivity**, as `write_chronology` does. `withheld_from` is not applied. Leave these parts out if the reader
    must not have them. The other parts show labels, kinds, ids and names of agencies. They show names of people, dates
    of birth and the words of entries only with ``revealed=True``; and where sources disagree, the words of a source
    also if the handling of the case file allows it.

    If writing fails, the old file is left whole, as with `dump`. Equal input gives equal bytes.

    Args:
        casefile: The case file.
        path: The file to write. The end of its name, ``.html`` or ``.docx``, says what is written.
        timeline: A narrowed timeline of this case file. All parts about events are then made of it. None: all events.
        parts: The names of the parts to write, in any order. None: all parts.
        title: The title, in one line.
        marking: The protective marking on each page, such as "OFFICIAL-SENSITIVE".
        made_on: The day on which the report was made. None: no day is given, because the clock is never read.
        child: The id of the child whose age runs along the timeline, who is the subject of the genogram, and whose gaps
            are listed. None: every child. Events are not narrowed to the child.
        revealed: Whether names of people, dates of birth and the words of entries are shown in every part.

    Raises:
        InvalidRecord: An argument is of another type or not allowed. All such arguments are named at once.
        UnknownRecord: `child` is not in the case file.
        MissingExtra: A part with pictures (people, timeline, knowledge) is asked for, and matplotlib is not installed;
            or python-docx is not, for a ``.docx`` file; or the package of bank holidays is not, for ``clocks``.
        OSError: The file cannot be written.

    >>> from safeguard_model import CaseFile, Child
    >>> casefile = CaseFile.of("Example", [Child(id="child-v", label="Child V")])
    >>> write_report(casefile, "report.html", parts=["chronology", "gaps"], title="Child V", made_on="2026-03-02")
    """
    checks = _Checks()
    checks.casefile(casefile)
    suffix = checks.path(path)
    events = checks.timeline(casefile, timeline)
    names = checks.parts(parts)
    checks.line("title", title)
    checks.line("marking", marking)
    made = checks.made_on(made_on)
    checks.child(casefile, child)
    checks.flag("revealed", revealed)
    checks.close()
    _require_libraries(names, suffix)

    from safeguard_model.display.report_blocks import ReportFront
    from safeguard_model.display.report_parts import parts_of
    from safeguard_model.display.report_pictures import without_warnings
    from safeguard_model.display.report_questions import Questions

    questions = Questions(casefile, events, child, revealed=revealed)
    front = ReportFront(title=title or _UNTITLED, marking=marking, lines=tuple(_lines(questions, made)))
    if suffix == ".html":
        from safeguard_model.display.report_html import html as write
    else:
        from safeguard_model.display.report_document import docx as write
    with without_warnings():
        data = write(front, parts_of(questions, names))
    with replacing(path) as file:
        file.write(data)


class _Checks:
    """Checks the arguments one by one, and then refuses all that are wrong at once."""

    def __init__(self) -> None:
        self._wrong: list[tuple[str, str]] = []
        """The name of each wrong argument, and what is wrong."""
        self._child: tuple[CaseFile, PersonId] | None = None

    def casefile(self, value: object) -> None:
        """Check that the case file is one."""
        if not isinstance(value, CaseFile):
            self._refuse("casefile", f"expected a CaseFile, got {shape(value)}")

    def path(self, value: object) -> str:
        """Return the suffix of the path; an empty text if it is wrong."""
        path = os.fspath(value) if isinstance(value, os.PathLike) else value
        if not isinstance(path, str) or "\0" in path:
            self._refuse("path", f"expected the path of a file, got {shape(value)}")
            return ""
        suffix = Path(path).suffix.lower()
        if suffix in _SUFFIXES:
            return suffix
        self._refuse("path", f"the name of the file must end in one of {', '.join(_SUFFIXES)}")
        return ""

    def timeline(self, casefile: object, value: object) -> Timeline:
        """Return the timeline to report on: that of the case file if none is given."""
        nothing = Timeline([])
        if value is not None and not isinstance(value, Timeline):
            self._refuse("timeline", f"expected a Timeline, got {shape(value)}")
            return nothing
        if not isinstance(casefile, CaseFile):
            return nothing
        if value is None:
            return Timeline.of(casefile)
        if value.casefile is None:
            return Timeline(value, casefile)
        if value.casefile is not casefile and value.casefile != casefile:
            self._refuse("timeline", "expected a timeline of this case file, got that of another one")
        return value

    def parts(self, value: object) -> frozenset[str]:
        """Return the names of the parts to write: all if none are given."""
        if value is None:
            return frozenset(PARTS)
        if isinstance(value, str) or not isinstance(value, Iterable):
            given = "text" if isinstance(value, str) else shape(value)
            self._refuse("parts", f"expected a list of names of parts, got {given}")
            return frozenset()
        names = list(value)
        if not names:
            self._refuse("parts", f"expected at least one of {', '.join(PARTS)}")
        for place, name in enumerate(names, start=1):
            if not isinstance(name, str) or name not in PARTS:
                self._refuse("parts", _unknown_part(name, place))
        return frozenset(name for name in names if isinstance(name, str))

    def line(self, name: str, value: object) -> None:
        """Check that a title or a marking is one line of text."""
        if not isinstance(value, str) or not value.isprintable():
            self._refuse(name, f"expected one line of text, got {shape(value)}")

    def made_on(self, value: Any) -> When | None:
        """Return the day on which the report was made; None if none is given."""
        if value is None:
            return None
        rule = ""
        try:
            made = to_when(value)
        except InvalidWhen as error:
            rule = str(error)
        else:
            if not made.is_span and not made.is_unknown:
                return made
            rule = "expected a day, got a span of time or an unknown date"
        self._refuse("made_on", rule)
        return None

    def child(self, casefile: object, value: object) -> None:
        """Check that the child is a text. `close` checks that it is the id of a person on file."""
        if value is None:
            return
        if not isinstance(value, str):
            self._refuse("child", f"expected the id of a child, got {shape(value)}")
        elif isinstance(casefile, CaseFile):
            self._child = (casefile, value)

    def flag(self, name: str, value: object) -> None:
        """Check that an argument is True or False."""
        if not isinstance(value, bool):
            self._refuse(name, f"expected True or False, got {shape(value)}")

    def close(self) -> None:
        """Raise the error for all that is wrong, if anything is."""
        if len(self._wrong) == 1:
            raise InvalidRecord("write_report", *self._wrong[0])
        if self._wrong:
            raise InvalidRecord("write_report", "", "; ".join(f"{name}: {rule}" for name, rule in self._wrong))
        if self._child is not None:
            require_record(*self._child, Person, "write_report", "child")

    def _refuse(self, name: str, rule: str) -> None:
        self._wrong.append((name, rule))


def _unknown_part(name: object, place: int) -> str:
    meant = near(name, PARTS, 1) if isinstance(name, str) else []
    hint = f"did you mean {meant[0]}?" if meant else f"expected one of {', '.join(PARTS)}"
    return f"name {place} is not that of a part; {hint}"


def _require_libraries(names: frozenset[str], suffix: str) -> None:
    """Raise `MissingExtra` if a part needs matplotlib, or the file needs python-docx, and it is not installed."""
    missing = ""
    try:
        if names & WITH_PICTURES:
            missing = "plot"
            import_module("matplotlib")
        if suffix == ".docx":
            missing = "word"
            import_module("docx")
    except ImportError:
        pass
    else:
        return
    raise MissingExtra(missing)


def _lines(questions: Questions, made: When | None) -> Iterator[str]:
    """Yield what stands below the title."""
    casefile, timeline = questions.casefile, questions.timeline
    if made is not None:
        yield f"Made: {made}"
    entries = sum(event.derived_from is None for event in timeline)
    agencies = len({event.agency for event in timeline if event.agency is not None})
    counts = (
        (entries, "entry", "entries"),
        (agencies, "agency", "agencies"),
        (len(casefile.children), "child", "children"),
        (len(casefile.adults), "adult", "adults"),
    )
    yield "; ".join(f"{number:,} {one if number == 1 else more}" for number, one, more in counts)
    if questions.child is not None:
        yield f"About {name_of_person(casefile, questions.child)}"
    if questions.revealed:
        yield "This report shows names of people and dates of birth."
