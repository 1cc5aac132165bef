"""The converters of fields that hold words of the vocabulary: a small function for each enum.

Type checkers read the type of a constructor's argument from the annotation of the converter. They accept neither a
generic function nor a method as a converter, so each enum has a plain function. Each function takes a member of the
enum or its exact word, and raises `Refused` for anything else. Converters of fields that may be None also take None.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from safeguard_model.records.converters import sequence
from safeguard_model.records.refusals import Refused, word
from safeguard_model.records.vocabulary import (
    AbuseCategory,
    ActionStatus,
    AgencyKind,
    Appraisal,
    Basis,
    Capacity,
    CauseClass,
    Certainty,
    ClaimStanding,
    Consent,
    Context,
    ContributionForm,
    ContributionState,
    EventDecision,
    EventKind,
    EventState,
    FactorKind,
    FactorRole,
    FactorState,
    FindingForm,
    FindingStanding,
    Handling,
    HarmCertainty,
    HarmKind,
    HarmNature,
    HarmOutcome,
    IncidentKind,
    InquestConclusion,
    Interpreting,
    InvolvementState,
    Kin,
    KnowledgeBasis,
    KnowledgeState,
    Level,
    MilestoneKind,
    Nation,
    PartyOutcome,
    PersonRole,
    Plea,
    ProceedingKind,
    ProceedingStatus,
    Publication,
    Rag,
    RecommendationForm,
    ResidenceKind,
    ResponseDecision,
    ReviewKind,
    Sex,
    Side,
    SourceKind,
    Standing,
    StatusKind,
    YesNo,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "to_abuse_category",
    "to_action_status",
    "to_agency_kind",
    "to_appraisal",
    "to_basis",
    "to_capacity",
    "to_cause_class",
    "to_certainty",
    "to_claim_standing",
    "to_consent",
    "to_context",
    "to_contribution_form",
    "to_contribution_state",
    "to_event_decision",
    "to_event_kind",
    "to_event_state",
    "to_factor_kind",
    "to_factor_role",
    "to_factor_state",
    "to_finding_form",
    "to_finding_standing",
    "to_handling",
    "to_harm_certainty",
    "to_harm_kind",
    "to_harm_nature",
    "to_harm_outcomes",
    "to_incident_kind",
    "to_inquest_conclusion",
    "to_interpreting",
    "to_involvement_state",
    "to_kin",
    "to_knowledge_basis",
    "to_knowledge_state",
    "to_levels",
    "to_milestone_kind",
    "to_nation",
    "to_party_outcome",
    "to_person_role",
    "to_plea",
    "to_proceeding_kind",
    "to_proceeding_status",
    "to_publication",
    "to_rag",
    "to_recommendation_form",
    "to_residence_kind",
    "to_response_decision",
    "to_review_kinds",
    "to_sex",
    "to_side",
    "to_source_kind",
    "to_standing",
    "to_status_kind",
    "to_yes_no",
]

_E = TypeVar("_E", bound=StrEnum)

# Converters of fields that always hold a word: the field is required, or it has a default.


def to_contribution_form(value: ContributionForm | str) -> ContributionForm:
    """Convert a `ContributionForm` or its word."""
    return value if type(value) is ContributionForm else word(ContributionForm, value)


def to_contribution_state(value: ContributionState | str) -> ContributionState:
    """Convert a `ContributionState` or its word."""
    return value if type(value) is ContributionState else word(ContributionState, value)


def to_event_kind(value: EventKind | str) -> EventKind:
    """Convert an `EventKind` or its word."""
    return value if type(value) is EventKind else word(EventKind, value)


def to_event_state(value: EventState | str) -> EventState:
    """Convert an `EventState` or its word."""
    return value if type(value) is EventState else word(EventState, value)


def to_factor_kind(value: FactorKind | str) -> FactorKind:
    """Convert a `FactorKind` or its word."""
    return value if type(value) is FactorKind else word(FactorKind, value)


def to_factor_state(value: FactorState | str) -> FactorState:
    """Convert a `FactorState` or its word."""
    return value if type(value) is FactorState else word(FactorState, value)


def to_handling(value: Handling | str) -> Handling:
    """Convert a `Handling` or its word."""
    return value if type(value) is Handling else word(Handling, value)


def to_involvement_state(value: InvolvementState | str) -> InvolvementState:
    """Convert an `InvolvementState` or its word."""
    return value if type(value) is InvolvementState else word(InvolvementState, value)


def to_kin(value: Kin | str) -> Kin:
    """Convert a `Kin` or its word."""
    return value if type(value) is Kin else word(Kin, value)


def to_knowledge_state(value: KnowledgeState | str) -> KnowledgeState:
    """Convert a `KnowledgeState` or its word."""
    return value if type(value) is KnowledgeState else word(KnowledgeState, value)


def to_milestone_kind(value: MilestoneKind | str) -> MilestoneKind:
    """Convert a `MilestoneKind` or its word."""
    return value if type(value) is MilestoneKind else word(MilestoneKind, value)


def to_proceeding_kind(value: ProceedingKind | str) -> ProceedingKind:
    """Convert a `ProceedingKind` or its word."""
    return value if type(value) is ProceedingKind else word(ProceedingKind, value)


def to_status_kind(value: StatusKind | str) -> StatusKind:
    """Convert a `StatusKind` or its word."""
    return value if type(value) is StatusKind else word(StatusKind, value)


# Converters of fields that may be None: None means that the file does not state the value.


def to_abuse_category(value: AbuseCategory | str | None) -> AbuseCategory | None:
    """Convert an `AbuseCategory` or its word; None stays None."""
    return value if value is None or type(value) is AbuseCategory else word(AbuseCategory, value)


def to_action_status(value: ActionStatus | str | None) -> ActionStatus | None:
    """Convert an `ActionStatus` or its word; None stays None."""
    return value if value is None or type(value) is ActionStatus else word(ActionStatus, value)


def to_agency_kind(value: AgencyKind | str | None) -> AgencyKind | None:
    """Convert an `AgencyKind` or its word; None stays None."""
    return value if value is None or type(value) is AgencyKind else word(AgencyKind, value)


def to_appraisal(value: Appraisal | str | None) -> Appraisal | None:
    """Convert an `Appraisal` or its word; None stays None."""
    return value if value is None or type(value) is Appraisal else word(Appraisal, value)


def to_basis(value: Basis | str | None) -> Basis | None:
    """Convert a `Basis` or its word; None stays None."""
    return value if value is None or type(value) is Basis else word(Basis, value)


def to_capacity(value: Capacity | str | None) -> Capacity | None:
    """Convert a `Capacity` or its word; None stays None."""
    return value if value is None or type(value) is Capacity else word(Capacity, value)


def to_cause_class(value: CauseClass | str | None) -> CauseClass | None:
    """Convert a `CauseClass` or its word; None stays None."""
    return value if value is None or type(value) is CauseClass else word(CauseClass, value)


def to_certainty(value: Certainty | str | None) -> Certainty | None:
    """Convert a `Certainty` or its word; None stays None."""
    return value if value is None or type(value) is Certainty else word(Certainty, value)


def to_claim_standing(value: ClaimStanding | str | None) -> ClaimStanding | None:
    """Convert a `ClaimStanding` or its word; None stays None."""
    return value if value is None or type(value) is ClaimStanding else word(ClaimStanding, value)


def to_consent(value: Consent | str | None) -> Consent | None:
    """Convert a `Consent` or its word; None stays None."""
    return value if value is None or type(value) is Consent else word(Consent, value)


def to_context(value: Context | str | None) -> Context | None:
    """Convert a `Context` or its word; None stays None."""
    return value if value is None or type(value) is Context else word(Context, value)


def to_event_decision(value: EventDecision | str | None) -> EventDecision | None:
    """Convert an `EventDecision` or its word; None stays None."""
    return value if value is None or type(value) is EventDecision else word(EventDecision, value)


def to_factor_role(value: FactorRole | str | None) -> FactorRole | None:
    """Convert a `FactorRole` or its word; None stays None."""
    return value if value is None or type(value) is FactorRole else word(FactorRole, value)


def to_finding_form(value: FindingForm | str | None) -> FindingForm | None:
    """Convert a `FindingForm` or its word; None stays None."""
    return value if value is None or type(value) is FindingForm else word(FindingForm, value)


def to_finding_standing(value: FindingStanding | str | None) -> FindingStanding | None:
    """Convert a `FindingStanding` or its word; None stays None."""
    return value if value is None or type(value) is FindingStanding else word(FindingStanding, value)


def to_harm_certainty(value: HarmCertainty | str | None) -> HarmCertainty | None:
    """Convert a `HarmCertainty` or its word; None stays None."""
    return value if value is None or type(value) is HarmCertainty else word(HarmCertainty, value)


def to_harm_kind(value: HarmKind | str | None) -> HarmKind | None:
    """Convert a `HarmKind` or its word; None stays None."""
    return value if value is None or type(value) is HarmKind else word(HarmKind, value)


def to_harm_nature(value: HarmNature | str | None) -> HarmNature | None:
    """Convert a `HarmNature` or its word; None stays None."""
    return value if value is None or type(value) is HarmNature else word(HarmNature, value)


def to_incident_kind(value: IncidentKind | str | None) -> IncidentKind | None:
    """Convert an `IncidentKind` or its word; None stays None."""
    return value if value is None or type(value) is IncidentKind else word(IncidentKind, value)


def to_inquest_conclusion(value: InquestConclusion | str | None) -> InquestConclusion | None:
    """Convert an `InquestConclusion` or its word; None stays None."""
    return value if value is None or type(value) is InquestConclusion else word(InquestConclusion, value)


def to_interpreting(value: Interpreting | str | None) -> Interpreting | None:
    """Convert an `Interpreting` or its word; None stays None."""
    return value if value is None or type(value) is Interpreting else word(Interpreting, value)


def to_knowledge_basis(value: KnowledgeBasis | str | None) -> KnowledgeBasis | None:
    """Convert a `KnowledgeBasis` or its word; None stays None."""
    return value if value is None or type(value) is KnowledgeBasis else word(KnowledgeBasis, value)


def to_nation(value: Nation | str | None) -> Nation | None:
    """Convert a `Nation` or its word; None stays None."""
    return value if value is None or type(value) is Nation else word(Nation, value)


def to_party_outcome(value: PartyOutcome | str | None) -> PartyOutcome | None:
    """Convert a `PartyOutcome` or its word; None stays None."""
    return value if value is None or type(value) is PartyOutcome else word(PartyOutcome, value)


def to_person_role(value: PersonRole | str | None) -> PersonRole | None:
    """Convert a `PersonRole` or its word; None stays None."""
    return value if value is None or type(value) is PersonRole else word(PersonRole, value)


def to_plea(value: Plea | str | None) -> Plea | None:
    """Convert a `Plea` or its word; None stays None."""
    return value if value is None or type(value) is Plea else word(Plea, value)


def to_proceeding_status(value: ProceedingStatus | str | None) -> ProceedingStatus | None:
    """Convert a `ProceedingStatus` or its word; None stays None."""
    return value if value is None or type(value) is ProceedingStatus else word(ProceedingStatus, value)


def to_publication(value: Publication | str | None) -> Publication | None:
    """Convert a `Publication` or its word; None stays None."""
    return value if value is None or type(value) is Publication else word(Publication, value)


def to_rag(value: Rag | str | None) -> Rag | None:
    """Convert a `Rag` or its word; None stays None."""
    return value if value is None or type(value) is Rag else word(Rag, value)


def to_recommendation_form(value: RecommendationForm | str | None) -> RecommendationForm | None:
    """Convert a `RecommendationForm` or its word; None stays None."""
    return value if value is None or type(value) is RecommendationForm else word(RecommendationForm, value)


def to_residence_kind(value: ResidenceKind | str | None) -> ResidenceKind | None:
    """Convert a `ResidenceKind` or its word; None stays None."""
    return value if value is None or type(value) is ResidenceKind else word(ResidenceKind, value)


def to_response_decision(value: ResponseDecision | str | None) -> ResponseDecision | None:
    """Convert a `ResponseDecision` or its word; None stays None."""
    return value if value is None or type(value) is ResponseDecision else word(ResponseDecision, value)


def to_sex(value: Sex | str | None) -> Sex | None:
    """Convert a `Sex` or its word; None stays None."""
    return value if value is None or type(value) is Sex else word(Sex, value)


def to_side(value: Side | str | None) -> Side | None:
    """Convert a `Side` or its word; None stays None."""
    return value if value is None or type(value) is Side else word(Side, value)


def to_source_kind(value: SourceKind | str | None) -> SourceKind | None:
    """Convert a `SourceKind` or its word; None stays None."""
    return value if value is None or type(value) is SourceKind else word(SourceKind, value)


def to_standing(value: Standing | str | None) -> Standing | None:
    """Convert a `Standing` or its word; None stays None."""
    return value if value is None or type(value) is Standing else word(Standing, value)


def to_yes_no(value: YesNo | str | None) -> YesNo | None:
    """Convert a `YesNo` or its word; None stays None."""
    return value if value is None or type(value) is YesNo else word(YesNo, value)


# Converters of fields that hold several words.


def _words(enum: type[_E], value: Iterable[_E | str]) -> tuple[_E, ...]:
    """Convert several members of an enum, or their words, to a tuple."""
    return tuple([word(enum, item) for item in sequence(value, f"words of {enum.__name__}")])


def to_harm_outcomes(value: Iterable[HarmOutcome | str]) -> tuple[HarmOutcome, ...]:
    """Convert any number of `HarmOutcome` members, or their words, to a tuple."""
    return _words(HarmOutcome, value)


def to_levels(value: Iterable[Level | str]) -> tuple[Level, ...]:
    """Convert any number of `Level` members, or their words, to a tuple."""
    return _words(Level, value)


def to_review_kinds(value: Iterable[ReviewKind | str]) -> tuple[ReviewKind, ...]:
    """Convert one or more `ReviewKind` members, or their words, to a tuple. Raise `Refused` if there is none."""
    kinds = _words(ReviewKind, value)
    if not kinds:
        raise Refused("expected at least one kind of review, got none")
    return kinds
