"""The parts of a report: what each of them says, and what it says if there is nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.writing.panel import PANEL
from safeguard_model.chronology.writing.table import COLOURS
from safeguard_model.chronology.writing.table import table_of as chronology_table_of
from safeguard_model.display.lanes import listed, name_of_agency, name_of_person
from safeguard_model.display.report_blocks import (
    ReportPart,
    ReportPicture,
    ReportTable,
    Sentence,
    SubHeading,
    table_of,
)
from safeguard_model.display.report_names import PARTS
from safeguard_model.display.report_questions import LONGER_THAN
from safeguard_model.display.report_records import conflict_blocks, finding_blocks, people_table
from safeguard_model.errors import counted
from safeguard_model.records import EventKind, Seen
from safeguard_model.timeline.wording import first_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from matplotlib.axes import Axes

    from safeguard_model.contact import Gap
    from safeguard_model.display.knowledge_picture import KnowledgeTable
    from safeguard_model.display.report_blocks import ReportBlock
    from safeguard_model.display.report_questions import Questions
    from safeguard_model.knowing import Awareness
    from safeguard_model.timeline import Answers

__all__ = ["parts_of"]

_UPRIGHT: Final = frozenset({"people", "timeline"})
_UPRIGHT_INCHES, _SIDEWAYS_INCHES = 7.3, 10.7
"""The widths of pictures, which are those of the two kinds of paper without the margins."""
_ROWS_OF_A_PICTURE, _MOST_PICTURES = 24, 4
_ADVICE: Final = ": show="
"""The beginning of advice to a programmer in a reason, which is of no use to a panel."""
_ALWAYS_DRAWN: Final = frozenset({EventKind.INCIDENT, EventKind.DEATH})
"""The kinds of event that the timeline draws also if they are derived from other records."""


def parts_of(questions: Questions, names: Collection[str]) -> list[ReportPart]:
    """Return the parts of these names, in the order of `PARTS`."""
    makers: dict[str, Callable[[Questions], list[ReportBlock]]] = {
        "people": _people,
        "timeline": _timeline,
        "chronology": _chronology,
        "gaps": _gaps,
        "knowledge": _knowledge,
        "clocks": _clocks,
        "conflicts": conflict_blocks,
        "findings": lambda questions: finding_blocks(questions.casefile),
        "left_out": lambda questions: _left_out(questions, names),
    }
    return [
        ReportPart(name=name, title=title, is_upright=name in _UPRIGHT, blocks=tuple(makers[name](questions)))
        for name, title in PARTS.items()
        if name in names
    ]


def _picture(title: str, axes: Axes) -> ReportPicture:
    return ReportPicture(title=title, words=str(axes.get_label()), axes=axes)


def _people(questions: Questions) -> list[ReportBlock]:
    from safeguard_model.display.genograms import genogram

    casefile = questions.casefile
    if not casefile.children and not casefile.adults:
        return [Sentence("No people are on file.")]
    axes = genogram(casefile, subject=questions.child, revealed=questions.revealed)
    return [people_table(questions), _picture("Genogram", axes)]


def _timeline(questions: Questions) -> list[ReportBlock]:
    from safeguard_model.display.plots import timeline

    drawn = questions.timeline.where(lambda event: event.derived_from is None or event.kind in _ALWAYS_DRAWN)
    if not len(drawn):
        return [Sentence("There is no event to draw.")]
    axes = timeline(drawn, child=questions.child, width=_UPRIGHT_INCHES, revealed=questions.revealed)
    return [_picture("Timeline", axes)]


def _chronology(questions: Questions) -> list[ReportBlock]:
    table = chronology_table_of(questions.chronology, PANEL)
    if not table.events:
        return [Sentence("There is no entry.")]
    rows = [(*row, event.id) for row, event in zip(table.rows_for_reading, table.events, strict=True)]
    colours = [table.colour(event) for event in table.events]
    return [
        ReportTable(
            caption="",
            headings=(*(column.heading for column in table.columns), "Entry"),
            rows=tuple(rows),
            colours=tuple("" if colour is None else COLOURS[colour] for colour in colours),
        )
    ]


def _gaps(questions: Questions) -> list[ReportBlock]:
    if not questions.gaps:
        return [Sentence("No child is on file.")]
    period = questions.period
    looked_at = "No one period under review is on file, so nothing is said of the time before the first contact and "
    looked_at = f"{looked_at}after the last." if period is None else f"The time looked at is the period: {period}."
    blocks: list[ReportBlock] = [Sentence(f"Stretches of more than {counted(LONGER_THAN, 'day')}. {looked_at}")]
    silent: list[str] = []
    for each in questions.gaps:
        label = name_of_person(questions.casefile, each.child)
        if each.is_silent:
            silent.append(label)
            continue
        blocks.append(SubHeading(label))
        if not each.was_seen:
            blocks.append(Sentence("No entry says that the child was seen."))
        blocks += [
            _gap_table("Not seen by anybody", each.unseen, "No such stretch in which nobody saw the child."),
            _gap_table("No contact with any agency", each.gaps, "No such stretch without contact."),
        ]
    if silent:
        words = "No entry on file tells of a contact with them, or says that they were seen"
        blocks.append(Sentence(f"{words}: {listed(silent)}."))
    return blocks


def _gap_table(caption: str, gaps: Answers[Gap], nothing: str) -> ReportBlock:
    if not gaps:
        return Sentence(nothing)
    return table_of(caption, gaps[0].headings, (gap.cells() for gap in gaps))


def _knowledge(questions: Questions) -> list[ReportBlock]:
    from safeguard_model.display.canvas import Room
    from safeguard_model.display.descriptions import describe_knowledge
    from safeguard_model.display.knowledge_picture import draw_knowledge

    rows = [row for row in questions.sharing if row.state is not Seen.NOT_RECORDED or row.parts]
    silent = len(questions.sharing) - len(rows)
    blocks: list[ReportBlock] = []
    tables = _knowledge_tables(questions)
    for place, table in enumerate(tables, start=1):
        axes = draw_knowledge(table, Room(None, _SIDEWAYS_INCHES), revealed=questions.revealed)
        number = f", {place} of {len(tables)}" if len(tables) > 1 else ""
        blocks.append(ReportPicture(title=f"Who knew what{number}", words=describe_knowledge(table), axes=axes))
    if rows:
        blocks.append(table_of("How far it was shared", rows[0].headings, _shared(questions, rows)))
    if silent:
        pairs = counted(silent, "more pair")
        blocks.append(
            Sentence(
                f"For {pairs} of an event and an agency that it concerned, nothing is recorded. This does not mean "
                "that the agency did not know."
            )
        )
    return blocks or [Sentence("Nothing is recorded of who knew what.")]


def _shared(questions: Questions, rows: Iterable[Awareness]) -> Iterable[list[object]]:
    """Yield the rows of what was shared, with the names of agencies in place of their ids."""
    casefile = questions.casefile
    for row in rows:
        cells = dict(zip(row.headings, row.cells(), strict=True))
        cells["agency"] = name_of_agency(casefile, row.agency)
        cells["told by way of"] = " > ".join(_label(questions, teller) for teller in row.chain[:-1])
        yield list(cells.values())


def _label(questions: Questions, id: str) -> str:
    """Return the label of a person or the name of an agency."""
    label = name_of_person(questions.casefile, id)
    return name_of_agency(questions.casefile, id) if label == id else label


# Nearly every event has an agency that knew it because it made the entry. The picture is of the other ones: those of
# which something is recorded for a second agency. It is made of all entries first, because an agency may have its own
# account of an event, and then of the rows and columns that say something.
def _knowledge_tables(questions: Questions) -> list[KnowledgeTable]:
    """Return the tables of the pictures of who knew what, each low enough for a page."""
    from safeguard_model.display.knowledge_picture import KnowledgeTable, knowledge_table

    timeline = questions.timeline
    whole = knowledge_table(timeline, questions.casefile, None, max(len(timeline), 1))
    told = [
        (event, row)
        for event, row in zip(whole.events, whole.rows, strict=True)
        if any(cell.state is not Seen.NOT_RECORDED and cell.agency != event.agency for cell in row)
    ]
    places = [
        place
        for place in range(len(whole.agencies))
        if any(row[place].state is not Seen.NOT_RECORDED for _, row in told)
    ]
    agencies = [whole.agencies[place] for place in places]
    shown = told[: _ROWS_OF_A_PICTURE * _MOST_PICTURES]
    tables: list[KnowledgeTable] = []
    for start in range(0, len(shown), _ROWS_OF_A_PICTURE):
        piece = shown[start : start + _ROWS_OF_A_PICTURE]
        is_last = start + _ROWS_OF_A_PICTURE >= len(shown)
        rows = [[row[place] for place in places] for _, row in piece]
        missing = len(told) - len(shown) if is_last else 0
        tables.append(KnowledgeTable(agencies, [event for event, _ in piece], rows, missing))
    return tables


def _clocks(questions: Questions) -> list[ReportBlock]:
    nations = listed(nation.replace("_", " ").title() for nation in questions.nations)
    rules = f"The timescales are those of {nations}, as far as the library holds them."
    if not questions.clocks:
        return [Sentence(f"No event on file started a clock. {rules}")]
    rows = (clock.cells() for clock in questions.clocks)
    unverified = "Unverified: the length and the start were not both read in the source of the rule."
    has_unverified = any(not clock.timescale.verified for clock in questions.clocks)
    return [
        Sentence(f"{rules} {unverified}" if has_unverified else rules),
        table_of("", questions.clocks[0].headings, rows),
    ]


def _left_out(questions: Questions, names: Collection[str]) -> list[ReportBlock]:
    rows = [
        (
            question,
            f"{missing.how_many:,} of {missing.of:,}",
            missing.reason.partition(_ADVICE)[0],
            first_ids(missing.which),
        )
        for question, missing in questions.left_out(names)
    ]
    if not rows:
        return [Sentence("No answer left anything out.")]
    said = "Entries that a part of this report could not look at."
    return [Sentence(said), table_of("", ("question", "entries", "why", "which"), rows)]
