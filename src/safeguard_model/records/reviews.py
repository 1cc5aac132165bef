"""Reviews and what comes of them: key episodes, findings, recommendations and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from safeguard_model.dates import When
from safeguard_model.records.base import (
    ANYONE,
    PERSON,
    AgencyId,
    EventId,
    IncidentId,
    PersonId,
    Record,
    RecordId,
    Value,
    refuse,
    shared_last,
)
from safeguard_model.records.converters import (
    to_ids,
    to_int,
    to_linked_id,
    to_optional_id,
    to_optional_when,
    to_required_text,
    to_text,
    to_texts,
    values,
)
from safeguard_model.records.events import Quantity, to_quantities, to_quantity
from safeguard_model.records.proceedings import Milestone, to_milestones
from safeguard_model.records.sensitivity import FREE_TEXT, IDENTIFYING, OPEN, QUASI, link
from safeguard_model.records.vocabulary import (
    ActionStatus,
    Appraisal,
    ContributionForm,
    ContributionState,
    FindingForm,
    FindingStanding,
    Level,
    PersonRole,
    Publication,
    Rag,
    RecommendationForm,
    ResponseDecision,
    ReviewKind,
    YesNo,
)
from safeguard_model.records.word_converters import (
    to_action_status,
    to_appraisal,
    to_contribution_form,
    to_contribution_state,
    to_finding_form,
    to_finding_standing,
    to_levels,
    to_person_role,
    to_publication,
    to_rag,
    to_recommendation_form,
    to_response_decision,
    to_review_kinds,
    to_yes_no,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Action",
    "Contribution",
    "Episode",
    "Finding",
    "Recommendation",
    "Response",
    "Review",
    "Statement",
    "Subject",
]


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Subject(Value):
    """A person whom a review is about. This can also be the person who did the harm."""

    person: PersonId = attrs.field(converter=to_linked_id, metadata=link(*PERSON))
    """The person."""
    role: PersonRole | None = attrs.field(default=None, converter=to_person_role, metadata=QUASI)
    """The part that they have: for example subject, sibling or parent."""
    newly_analysed: YesNo | None = attrs.field(default=None, converter=to_yes_no, metadata=OPEN)
    """Whether this review analyses their case itself (yes), or reuses an earlier review (no)."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Contribution(Value):
    """A contribution to a review: an agency's own report, a chronology, an interview."""

    who: RecordId | None = attrs.field(default=None, converter=to_optional_id, metadata=link(*ANYONE))
    """The agency, professional or person, if on file."""
    words: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Who it was, in the source's words."""
    form: ContributionForm = attrs.field(converter=to_contribution_form, metadata=OPEN)
    """What it was."""
    state: ContributionState = attrs.field(
        default=ContributionState.GIVEN, converter=to_contribution_state, metadata=OPEN
    )
    """Whether it was given, declined, not asked for, not reached, or asked for and not given."""
    reason: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Why it was not given, or why so late."""
    when: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """When it was given."""

    def __attrs_post_init__(self) -> None:
        if self.who is None and not self.words.strip():
            raise refuse(self, "who", "expected who (an id) or words, got neither")


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Statement(Value):
    """Something said in public about a review."""

    speaker: str = attrs.field(default="", converter=to_text, metadata=IDENTIFYING)
    """Who said it."""
    role: str = attrs.field(default="", converter=to_text, metadata=QUASI)
    """In what office the speaker said it."""
    text: str = attrs.field(converter=to_required_text, metadata=FREE_TEXT)
    """What was said."""
    on: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """When it was said."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Response(Value):
    """The answer of an agency to a review or to one of its recommendations."""

    agency: AgencyId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Agency"))
    """The agency."""
    text: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Its answer, with its reasons."""
    decision: ResponseDecision | None = attrs.field(default=None, converter=to_response_decision, metadata=OPEN)
    """What it decided, in one word: accepted, accepted in part, rejected."""
    on: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """When the agency answered."""


def to_subjects(value: Iterable[Subject]) -> tuple[Subject, ...]:
    """Convert to a tuple of `Subject`."""
    return values(value, Subject)


def to_contributions(value: Iterable[Contribution]) -> tuple[Contribution, ...]:
    """Convert to a tuple of `Contribution`."""
    return values(value, Contribution)


def to_statements(value: Iterable[Statement]) -> tuple[Statement, ...]:
    """Convert to a tuple of `Statement`."""
    return values(value, Statement)


def to_responses(value: Iterable[Response]) -> tuple[Response, ...]:
    """Convert to a tuple of `Response`."""
    return values(value, Response)


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Review(Record):
    """A review of serious harm, or of several cases together. It can cite and reuse earlier reviews."""

    title: str = attrs.field(converter=to_required_text, metadata=FREE_TEXT)
    """Its title."""
    kinds: tuple[ReviewKind, ...] = attrs.field(converter=to_review_kinds, metadata=OPEN)
    """What kind of review it is, at least one."""
    commissioned_by: tuple[AgencyId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Agency"))
    """The bodies that ordered it."""
    chair: str = attrs.field(default="", converter=to_text, metadata=IDENTIFYING)
    """Who chaired it."""
    authors: tuple[str, ...] = attrs.field(default=(), converter=to_texts, metadata=IDENTIFYING)
    """The lead reviewers."""
    method: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """How it was done."""
    criteria: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """Why the criteria for a review were met, or were not."""
    criteria_met: YesNo | None = attrs.field(default=None, converter=to_yes_no, metadata=OPEN)
    """Whether the criteria for a review were met."""
    period: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """The time it looks at."""
    subjects: tuple[Subject, ...] = attrs.field(default=(), converter=to_subjects, metadata=QUASI)
    """Whom it is about."""
    incidents: tuple[IncidentId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Incident"))
    """The incidents it is about."""
    parallel: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Proceeding", "Review"))
    """Proceedings and reviews that ran beside it."""
    cites: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Review"))
    """Earlier reviews whose learning it reuses."""
    replaces: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Review"))
    """Earlier reviews of the same case that it takes the place of."""
    contributions: tuple[Contribution, ...] = attrs.field(default=(), converter=to_contributions, metadata=OPEN)
    """Who gave what to it."""
    terms: tuple[str, ...] = attrs.field(default=(), converter=to_texts, metadata=FREE_TEXT)
    """The terms of reference."""
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=to_milestones, metadata=OPEN)
    """Its dated steps."""
    publication: Publication | None = attrs.field(default=None, converter=to_publication, metadata=OPEN)
    """How much of it was published."""
    facts: tuple[Quantity, ...] = attrs.field(default=(), converter=to_quantities, metadata=QUASI)
    """The numbers that it gives: "4 of 6" when nobody says which four."""
    statements: tuple[Statement, ...] = attrs.field(default=(), converter=to_statements, metadata=OPEN)
    """What was said of it in public."""
    limits: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """What it could not look at."""
    predictable: YesNo | None = attrs.field(default=None, converter=to_yes_no, metadata=OPEN)
    """Whether it finds that the harm could have been predicted."""
    preventable: YesNo | None = attrs.field(default=None, converter=to_yes_no, metadata=OPEN)
    """Whether it finds that the harm could have been prevented."""
    responses: tuple[Response, ...] = attrs.field(default=(), converter=to_responses, metadata=OPEN)
    """What agencies answered."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Episode(Record):
    """A stretch of practice that a review looks at closely: a key practice episode (SCIE, Learning Together)."""

    review: RecordId = attrs.field(converter=to_linked_id, metadata=link("Review"))
    """The review."""
    label: str = attrs.field(converter=to_required_text, metadata=OPEN)
    """What to call it: "Episode 1"."""
    period: When | None = attrs.field(default=None, converter=to_optional_when, metadata=QUASI)
    """From when to when."""
    events: tuple[EventId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Event"))
    """The events in it."""
    appraisal: Appraisal | None = attrs.field(default=None, converter=to_appraisal, metadata=OPEN)
    """How the practice in it is appraised."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Finding(Record):
    """One thing that a review or a proceeding found."""

    made_by: RecordId = attrs.field(converter=to_linked_id, metadata=link("Review", "Proceeding"))
    """The Review or Proceeding whose finding it is."""
    text: str = attrs.field(converter=to_required_text, metadata=FREE_TEXT)
    """The finding in the source's words."""
    number: str = attrs.field(default="", converter=to_text, metadata=OPEN)
    """Its number in the report."""
    form: FindingForm | None = attrs.field(default=None, converter=to_finding_form, metadata=OPEN)
    """What the report calls it: for example learning point or key issue."""
    appraisal: Appraisal | None = attrs.field(default=None, converter=to_appraisal, metadata=OPEN)
    """How the finding judges practice: for example as a strength or a concern."""
    standing: FindingStanding | None = attrs.field(default=None, converter=to_finding_standing, metadata=OPEN)
    """Whether it is established."""
    levels: tuple[Level, ...] = attrs.field(default=(), converter=to_levels, metadata=OPEN)
    """How far it reaches: the case, an agency, an area, a region, the nation."""
    themes: tuple[str, ...] = attrs.field(default=(), converter=to_texts, metadata=OPEN)
    """What it is about; `THEMES` suggests words."""
    agencies: tuple[AgencyId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Agency"))
    """The agencies whose work it speaks of."""
    people: tuple[PersonId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*PERSON))
    """The people it speaks of."""
    evidence: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("*"))
    """The records it rests on."""
    extent: Quantity | None = attrs.field(default=None, converter=to_quantity, metadata=QUASI)
    """In how many cases: "in some cases", "4 of 6"."""
    repeats: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Finding"))
    """Earlier findings that it says again, such as those of an earlier review."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Recommendation(Record):
    """A thing that a review or a proceeding asks to be done."""

    made_by: RecordId = attrs.field(converter=to_linked_id, metadata=link("Review", "Proceeding"))
    """The Review or Proceeding that makes it."""
    text: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """The recommendation in the source's words."""
    number: str = attrs.field(default="", converter=to_text, metadata=OPEN)
    """Its number in the report."""
    form: RecommendationForm | None = attrs.field(default=None, converter=to_recommendation_form, metadata=OPEN)
    """Recommendation, consideration, question or challenge."""
    to: tuple[AgencyId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Agency"))
    """The agencies it is addressed to."""
    from_findings: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Finding"))
    """The findings it follows from."""
    levels: tuple[Level, ...] = attrs.field(default=(), converter=to_levels, metadata=OPEN)
    """How far it reaches."""
    response: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """What was answered to it, if the source does not say who answered; otherwise `responses`."""
    responses: tuple[Response, ...] = attrs.field(default=(), converter=to_responses, metadata=OPEN)
    """Who answered what to it, and when."""
    repeats: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Recommendation"))
    """Earlier recommendations that it makes again."""
    count: int | None = attrs.field(default=None, converter=to_int, metadata=OPEN)
    """How many recommendations this entry represents, where a source gives only their number."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Action(Record):
    """A thing that somebody undertook to do, and how far it has come."""

    text: str = attrs.field(converter=to_required_text, metadata=FREE_TEXT)
    """The action in the source's words."""
    number: str = attrs.field(default="", converter=to_text, metadata=OPEN)
    """Its number in the plan."""
    recommendations: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Recommendation"))
    """The recommendations it answers."""
    review: RecordId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Review"))
    """The review it follows from; only for an action that answers no recommendation."""
    agreed_at: EventId | None = attrs.field(default=None, converter=to_optional_id, metadata=link("Event"))
    """The meeting that agreed it."""
    people: tuple[PersonId, ...] = attrs.field(default=(), converter=to_ids, metadata=link(*PERSON))
    """The people it is for."""
    owners: tuple[RecordId, ...] = attrs.field(default=(), converter=to_ids, metadata=link("Agency", "Professional"))
    """The agencies or professionals who are to do it."""
    themes: tuple[str, ...] = attrs.field(default=(), converter=to_texts, metadata=OPEN)
    """What it is about."""
    milestones: tuple[Milestone, ...] = attrs.field(default=(), converter=to_milestones, metadata=OPEN)
    """Its dated steps."""
    due: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """When it is to be done."""
    status: ActionStatus | None = attrs.field(default=None, converter=to_action_status, metadata=OPEN)
    """How far it has come."""
    rag: Rag | None = attrs.field(default=None, converter=to_rag, metadata=OPEN)
    """The colour that the action plan gives it."""
    rag_on: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """When it had that colour."""
    completed: When | None = attrs.field(default=None, converter=to_optional_when, metadata=OPEN)
    """When it was done."""
    outcome: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """What came of it."""
    quantities: tuple[Quantity, ...] = attrs.field(default=(), converter=to_quantities, metadata=OPEN)
    """What was measured of its effect: "85% of the files audited"."""

    def __attrs_post_init__(self) -> None:
        if self.review is not None and self.recommendations:
            raise refuse(self, "review", "expected review or recommendations, got both: give only one")


def to_reviews(value: Iterable[Review]) -> tuple[Review, ...]:
    """Convert to a tuple of `Review`."""
    return values(value, Review)


def to_episodes(value: Iterable[Episode]) -> tuple[Episode, ...]:
    """Convert to a tuple of `Episode`."""
    return values(value, Episode)


def to_findings(value: Iterable[Finding]) -> tuple[Finding, ...]:
    """Convert to a tuple of `Finding`."""
    return values(value, Finding)


def to_recommendations(value: Iterable[Recommendation]) -> tuple[Recommendation, ...]:
    """Convert to a tuple of `Recommendation`."""
    return values(value, Recommendation)


def to_actions(value: Iterable[Action]) -> tuple[Action, ...]:
    """Convert to a tuple of `Action`."""
    return values(value, Action)
