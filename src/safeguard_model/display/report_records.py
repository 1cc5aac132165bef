"""The parts of a report that list records: people, conflicts of sources, findings and recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from safeguard_model.display.report_blocks import Sentence, table_of
from safeguard_model.records import Child, Event, Handling, Review
from safeguard_model.records.claim_paths import Refusal, read_scalar, resolve
from safeguard_model.records.record_labels import label_of as own_label_of
from safeguard_model.records.sensitivity import Sensitivity
from safeguard_model.records.vocabulary import BIRTHS_AND_DEATHS
from safeguard_model.timeline.answers import name_of
from safeguard_model.timeline.wording import label_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safeguard_model.analysis import Conflict
    from safeguard_model.display.report_blocks import ReportBlock, ReportTable
    from safeguard_model.display.report_questions import Questions
    from safeguard_model.records import Action, CaseFile, Claim, Finding, Person, Recommendation, RecordId, Response

__all__ = ["conflict_blocks", "finding_blocks", "people_table"]

_NOT_SHOWN: Final = "[not shown]"


def people_table(questions: Questions) -> ReportTable:
    """Return the table of the people on file. Names and dates of birth and death are in it only if revealed."""
    casefile = questions.casefile
    people: list[Person] = [*casefile.children, *casefile.adults]
    roles: dict[RecordId, dict[str, None]] = {}
    for review in casefile.reviews:
        for subject in review.subjects:
            role = "subject" if subject.role is None else _plain(subject.role)
            roles.setdefault(subject.person, {})[role] = None
    headings = ["person", "child or adult", "sex", "in the review"]
    rows = [
        [
            person.label or person.id,
            "child" if isinstance(person, Child) else "adult",
            _plain(person.sex),
            ", ".join(roles.get(person.id, ())),
        ]
        for person in people
    ]
    if questions.revealed:
        headings += ["name", "born", "died"]
        rows = [
            [*row, person.name, str(person.born or ""), str(person.died or "")]
            for row, person in zip(rows, people, strict=True)
        ]
    return table_of("", headings, rows)


def conflict_blocks(questions: Questions) -> list[ReportBlock]:
    """Return the fields on which sources disagree, with what each source says, as far as it may be shown."""
    if not questions.casefile.claims:
        return [Sentence("No source's statement about a single field is on file, so none can disagree.")]
    if not questions.conflicts:
        return [Sentence("No sources disagree.")]
    rows = [_conflict(questions, conflict) for conflict in questions.conflicts]
    headings = ("record", "field", "what sources say", "on file", "why they disagree")
    blocks: list[ReportBlock] = [table_of("", headings, rows)]
    if any(_NOT_SHOWN in cell for row in rows for cell in row):
        blocks.append(Sentence(f"{_NOT_SHOWN}: a value that may identify a person or is sensitive."))
    return blocks


def finding_blocks(casefile: CaseFile) -> list[ReportBlock]:
    """Return the findings, recommendations and actions, in the words of the file."""
    if not casefile.findings and not casefile.recommendations and not casefile.actions:
        return [Sentence("No finding, recommendation or action is on file.")]
    makers = {finding.made_by for finding in casefile.findings} | {asked.made_by for asked in casefile.recommendations}
    has_several = len(makers) > 1
    blocks: list[ReportBlock] = []
    if casefile.findings:
        headings = ("no.", "finding", "kind", "practice", "standing", "agencies", "made by")
        rows = [_finding(casefile, finding, has_several=has_several) for finding in casefile.findings]
        blocks.append(table_of("Findings", headings, rows))
    else:
        blocks.append(Sentence("No finding is on file."))
    if casefile.recommendations:
        headings = ("no.", "recommendation", "kind", "to", "from findings", "responses", "made by")
        rows = [_recommendation(casefile, asked, has_several=has_several) for asked in casefile.recommendations]
        blocks.append(table_of("Recommendations", headings, rows))
    else:
        blocks.append(Sentence("No recommendation is on file."))
    if casefile.actions:
        columns = ("no.", "action", "recommendations", "owners", "due", "status", "completed", "outcome")
        blocks.append(table_of("Actions", columns, [_action(casefile, action) for action in casefile.actions]))
    return blocks


def _conflict(questions: Questions, conflict: Conflict) -> tuple[str, ...]:
    casefile = questions.casefile
    said = [f"{_value(questions, conflict, claim.value)} — {_sources(questions, claim)}" for claim in conflict.claims]
    own = "" if conflict.own is None else _value(questions, conflict, conflict.own)
    return _name(casefile, conflict.about), conflict.field, "\n".join(said), own, conflict.reason


# The rule is that of every display: a field above `quasi` is not shown. The words of a file that is pseudonymised or
# published may be shown, but never what identifies a person.
def _most_shown(questions: Questions) -> Sensitivity:
    """Return the highest sensitivity of a field that the report shows outside the chronology and the findings."""
    if questions.revealed:
        return Sensitivity.RESTRICTED
    return Sensitivity.QUASI if questions.casefile.handling is Handling.IDENTIFIABLE else Sensitivity.FREE_TEXT


def _value(questions: Questions, conflict: Conflict, text: str) -> str:
    """Return the value that a claim gives, in words; a note in its place if it may not be shown."""
    record = questions.casefile[conflict.about]
    target = resolve(record, conflict.field)
    if isinstance(target, Refusal):  # cannot happen: a case file refuses claims with such a path
        return _NOT_SHOWN
    field, _ = target
    sensitivity = field.sensitivity
    if field.name == "when" and isinstance(record, Event) and record.kind in BIRTHS_AND_DEATHS:
        sensitivity = Sensitivity.IDENTIFYING
    if sensitivity > _most_shown(questions):
        return _NOT_SHOWN
    if field.refs:
        return label_of(questions.casefile, text)
    value = read_scalar(field, text)
    return text if isinstance(value, Refusal) or field.type is str else _plain(str(value))


def _sources(questions: Questions, claim: Claim) -> str:
    """Return who says it and where: titles of sources, as far as words may be shown, else their ids."""
    casefile = questions.casefile
    has_titles = _most_shown(questions) >= Sensitivity.FREE_TEXT
    names = [] if claim.by is None else [label_of(casefile, claim.by)]
    for citation in claim.citations:
        title = str(getattr(casefile[citation.source], "title", "")) if has_titles else ""
        names.append(", ".join(filter(None, (title or citation.source, citation.where))))
    return "; ".join(names)


def _name(casefile: CaseFile, id: RecordId) -> str:
    """Return what the report calls a record: its label, the kind and id of an event, or its class and id."""
    record = casefile[id]
    if isinstance(record, Event):
        return name_of(record)
    return own_label_of(record) or f"{type(record).__name__.lower()} {id}"


def _finding(casefile: CaseFile, finding: Finding, *, has_several: bool) -> tuple[str, ...]:
    extent = "" if finding.extent is None else f"\n({finding.extent})"
    return (
        finding.number,
        f"{finding.text}{extent}",
        _plain(finding.form),
        _plain(finding.appraisal),
        _plain(finding.standing),
        _labels(casefile, finding.agencies),
        _made_by(casefile, finding.made_by) if has_several else "",
    )


def _recommendation(casefile: CaseFile, asked: Recommendation, *, has_several: bool) -> tuple[str, ...]:
    counted = f"{asked.count} recommendations" if asked.count is not None else ""
    answers = [asked.response, *(_response(casefile, response) for response in asked.responses)]
    return (
        asked.number,
        asked.text or counted,
        _plain(asked.form),
        _labels(casefile, asked.to),
        ", ".join(_numbered(casefile, asked.from_findings)),
        "\n".join(filter(None, answers)),
        _made_by(casefile, asked.made_by) if has_several else "",
    )


def _action(casefile: CaseFile, action: Action) -> tuple[str, ...]:
    return (
        action.number,
        action.text,
        ", ".join(_numbered(casefile, action.recommendations)),
        _labels(casefile, action.owners),
        str(action.due or ""),
        _plain(action.status),
        str(action.completed or ""),
        action.outcome,
    )


def _response(casefile: CaseFile, response: Response) -> str:
    who = "" if response.agency is None else label_of(casefile, response.agency)
    words = ", ".join(filter(None, (who, _plain(response.decision), str(response.on or ""))))
    return ": ".join(filter(None, (words, response.text)))


def _made_by(casefile: CaseFile, id: RecordId) -> str:
    record = casefile[id]
    return record.title if isinstance(record, Review) else _name(casefile, id)


def _numbered(casefile: CaseFile, ids: Iterable[RecordId]) -> list[str]:
    """Return the numbers that a report gives to findings or recommendations; the id of one without a number."""
    return [str(getattr(casefile[id], "number", "")) or id for id in ids]


def _labels(casefile: CaseFile, ids: Iterable[RecordId]) -> str:
    return "\n".join(own_label_of(casefile[id]) or id for id in ids)


def _plain(word: str | None) -> str:
    return "" if word is None else word.replace("_", " ")
