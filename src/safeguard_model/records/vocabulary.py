"""The words that records and answers hold, as enums, and groups of their members.

A member's value is the word that files hold; its name is that word in upper case. A minor version may add words; none
is ever renamed or taken away. Many enums have `other`, for what fits no other word: the record's text then says more.
`None` in a record means that the file is silent; words such as ``unknown``, ``not_stated`` and ``not_recorded`` mean
that the source says so. Most words that a law, guidance or a study defines name it as their source.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from safeguard_model.dates.when import Precision
from safeguard_model.errors import Severity

__all__ = [
    "BIRTHS_AND_DEATHS",
    "CONTACTS",
    "EDUCATION",
    "HEALTH",
    "JUSTICE",
    "SOCIAL_CARE",
    "AbuseCategory",
    "ActionStatus",
    "AgencyKind",
    "Appraisal",
    "AudienceKind",
    "Basis",
    "Capacity",
    "CauseClass",
    "Certainty",
    "ClaimStanding",
    "Consent",
    "Context",
    "ContributionForm",
    "ContributionState",
    "EventDecision",
    "EventKind",
    "EventState",
    "FactorKind",
    "FactorRole",
    "FactorState",
    "FindingForm",
    "FindingStanding",
    "Handling",
    "HarmCertainty",
    "HarmKind",
    "HarmNature",
    "HarmOutcome",
    "IncidentKind",
    "InquestConclusion",
    "Interpreting",
    "InvolvementState",
    "Kin",
    "KnowledgeBasis",
    "KnowledgeState",
    "Level",
    "MilestoneKind",
    "Nation",
    "PartyOutcome",
    "PersonRole",
    "Plea",
    "Precision",
    "ProceedingKind",
    "ProceedingStatus",
    "Publication",
    "Rag",
    "RecommendationForm",
    "ResidenceKind",
    "ResponseDecision",
    "ReviewKind",
    "Seen",
    "Severity",
    "Sex",
    "Side",
    "SourceKind",
    "Standing",
    "StatusKind",
    "Strength",
    "TimeUnit",
    "Verdict",
    "YesNo",
]


class Handling(StrEnum):
    """How a case file may be handled. It says whether real names may be in it, and decides what is displayed."""

    IDENTIFIABLE = "identifiable"
    """Real names and dates may be in it. It is the default, so that a forgotten choice reveals nothing."""
    PSEUDONYMISED = "pseudonymised"
    """Names are replaced; whoever has the list of names can undo this. Still personal data."""
    PUBLISHED = "published"
    """It holds only what has been published."""


class Nation(StrEnum):
    """The nation whose law and guidance an agency works under."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"
    OTHER = "other"


class Sex(StrEnum):
    """Sex as recorded. The code lists `dfe:sex` and `dfe:gender` give the codes of the children in need census."""

    FEMALE = "female"
    MALE = "male"
    UNBORN = "unborn"
    """Not yet born: code 0 of the census until 2023/24, code U from 2024/25 (rule 8750)."""
    INDETERMINATE = "indeterminate"
    NOT_RECORDED = "not_recorded"
    """The source says that the sex is not recorded."""


class SourceKind(StrEnum):
    """What sort of document or account a source is."""

    REPORT = "report"
    DRAFT = "draft"
    """A draft of a report: not published by the review, even if it became public."""
    SUMMARY = "summary"
    BRIEFING = "briefing"
    """Written about a report later, such as a seven-minute briefing for staff."""
    MACHINE_SUMMARY = "machine_summary"
    """A summary or a transcript written by software: to be checked against what it was made from."""
    AGENCY_RECORD = "agency_record"
    CHRONOLOGY = "chronology"
    NEWS = "news"
    COURT = "court"
    STATISTICS = "statistics"
    INTERVIEW = "interview"
    CORRESPONDENCE = "correspondence"
    GUIDANCE = "guidance"
    OTHER = "other"


class Certainty(StrEnum):
    """How a source supports the record that cites it."""

    STATED = "stated"
    """The source says so."""
    INFERRED = "inferred"
    """The file's author concludes it from the source."""
    DISPUTED = "disputed"
    """The source reports that somebody disputes it."""


class ClaimStanding(StrEnum):
    """What a review, a court or whoever else weighed them says of statements that differ."""

    PREFERRED = "preferred"
    NOT_PREFERRED = "not_preferred"


class AgencyKind(StrEnum):
    """What sort of body an agency is; `HEALTH`, `EDUCATION`, `JUSTICE` and `SOCIAL_CARE` are groups of these."""

    CHILDRENS_SOCIAL_CARE = "childrens_social_care"
    EARLY_HELP = "early_help"
    """Targeted help below the threshold of social care (Working Together to Safeguard Children)."""
    FAMILY_HELP = "family_help"
    """Targeted early help and section 17 services as one (Working Together to Safeguard Children 2026)."""
    LOCAL_AUTHORITY = "local_authority"
    """The council as a whole, or a part of it with no word of its own."""
    POLICE = "police"
    PRIMARY_CARE = "primary_care"
    """General practice."""
    HEALTH_VISITING = "health_visiting"
    SCHOOL_NURSING = "school_nursing"
    MIDWIFERY = "midwifery"
    HOSPITAL = "hospital"
    EMERGENCY_DEPARTMENT = "emergency_department"
    AMBULANCE = "ambulance"
    MENTAL_HEALTH = "mental_health"
    SUBSTANCE_MISUSE = "substance_misuse"
    COMMUNITY_HEALTH = "community_health"
    EDUCATION = "education"
    """The education service of a council, or education in general."""
    SCHOOL = "school"
    EARLY_YEARS = "early_years"
    HOUSING = "housing"
    ADULT_SOCIAL_CARE = "adult_social_care"
    PROBATION = "probation"
    YOUTH_JUSTICE = "youth_justice"
    PRISON = "prison"
    CAFCASS = "cafcass"
    """Children and Family Court Advisory and Support Service (Criminal Justice and Court Services Act 2000)."""
    COURT = "court"
    DOMESTIC_ABUSE_SERVICE = "domestic_abuse_service"
    VOLUNTARY = "voluntary"
    FAITH = "faith"
    MASH = "mash"
    """Multi-agency safeguarding hub: the front door to which concerns about a child are referred."""
    MULTI_AGENCY_CHILD_PROTECTION_TEAM = "multi_agency_child_protection_team"
    """Supports the council's section 47 work (Children's Wellbeing and Schools Act 2026, section 3)."""
    MAPPA = "mappa"
    """Multi-agency public protection arrangements (Criminal Justice Act 2003, section 325)."""
    MARAC = "marac"
    """Multi-agency risk assessment conference, on domestic abuse of high risk."""
    SAFEGUARDING_PARTNERSHIP = "safeguarding_partnership"
    """Local safeguarding partners (Children Act 2004, section 16E), and the Boards that they succeeded."""
    COMMUNITY_SAFETY_PARTNERSHIP = "community_safety_partnership"
    """A partnership under the Crime and Disorder Act 1998, section 5. It commissions domestic homicide reviews."""
    CHILD_DEATH_OVERVIEW_PANEL = "child_death_overview_panel"
    """Reviews the deaths of children on behalf of the child death review partners (Children Act 2004, section 16M)."""
    CHILDRENS_REPORTER = "childrens_reporter"
    """Scotland: decides whether a child is brought before a hearing (Children's Hearings (Scotland) Act 2011)."""
    INSPECTORATE = "inspectorate"
    GOVERNMENT = "government"
    ARMED_FORCES = "armed_forces"
    BORDER_AND_IMMIGRATION = "border_and_immigration"
    OTHER = "other"
    UNKNOWN = "unknown"


class InvolvementState(StrEnum):
    """Whether an agency worked with people."""

    INVOLVED = "involved"
    WAITING = "waiting"
    """They were on its waiting list, and it did not yet work with them."""
    DECLINED = "declined"
    """It offered its help, and they did not want it."""
    NOT_INVOLVED = "not_involved"
    """The source says that they were not known to it, or not registered with it."""


class PersonRole(StrEnum):
    """The part a person has in a review or a proceeding."""

    SUBJECT = "subject"
    SIBLING = "sibling"
    PARENT = "parent"
    CARER = "carer"
    SUSPECTED = "suspected"
    """Suspected of the harm, which is not to be guilty. The subject of a review can also be the person suspected."""
    DEFENDANT = "defendant"
    WITNESS = "witness"
    OTHER = "other"


class Kin(StrEnum):
    """What one person is to another: in a `Relationship`, `person` is the parent (or other word) of `to`."""

    PARENT = "parent"
    CHILD = "child"
    SIBLING = "sibling"
    GRANDPARENT = "grandparent"
    GRANDCHILD = "grandchild"
    GREAT_GRANDPARENT = "great_grandparent"
    AUNT_OR_UNCLE = "aunt_or_uncle"
    GREAT_AUNT_OR_UNCLE = "great_aunt_or_uncle"
    NIECE_OR_NEPHEW = "niece_or_nephew"
    COUSIN = "cousin"
    PARTNER = "partner"
    FORMER_PARTNER = "former_partner"
    CARER = "carer"
    GUARDIAN = "guardian"
    FRIEND = "friend"
    LODGER = "lodger"
    VISITOR = "visitor"
    """Often in the household without living there."""
    OTHER = "other"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """The basis of a relationship."""

    BIOLOGICAL = "biological"
    ADOPTIVE = "adoptive"
    STEP = "step"
    """Through a parent's partner."""
    HALF = "half"
    """Siblings with one parent in common."""
    FOSTER = "foster"
    KINSHIP = "kinship"
    """A relative or friend who brings the child up."""
    PUTATIVE = "putative"
    """Believed to be the relative, but this is not established."""
    IN_LAW = "in_law"
    UNKNOWN = "unknown"


class Side(StrEnum):
    """The parent through whom a relative is related."""

    MATERNAL = "maternal"
    PATERNAL = "paternal"


class StatusKind(StrEnum):
    """A state a person is in for a while, mostly in law. Statutes of England, or England and Wales, unless stated."""

    CHILD_IN_NEED = "child_in_need"
    """Children Act 1989, section 17."""
    CHILD_PROTECTION_PLAN = "child_protection_plan"
    """Made at a child protection conference (Working Together to Safeguard Children)."""
    CHILD_PROTECTION_REGISTER = "child_protection_register"
    """Wales, Scotland, Northern Ireland; in England until 2008, when plans took its place."""
    LOOKED_AFTER = "looked_after"
    """Children Act 1989, section 22."""
    SECTION_20 = "section_20"
    """Accommodated without an order (Children Act 1989, section 20)."""
    INTERIM_CARE_ORDER = "interim_care_order"
    """Children Act 1989, section 38."""
    CARE_ORDER = "care_order"
    """Children Act 1989, section 31."""
    SUPERVISION_ORDER = "supervision_order"
    """Children Act 1989, section 31."""
    EMERGENCY_PROTECTION_ORDER = "emergency_protection_order"
    """Children Act 1989, section 44."""
    POLICE_PROTECTION = "police_protection"
    """Children Act 1989, section 46."""
    SPECIAL_GUARDIANSHIP = "special_guardianship"
    """Children Act 1989, section 14A."""
    CHILD_ARRANGEMENTS_ORDER = "child_arrangements_order"
    """Children Act 1989, section 8; before April 2014 residence and contact orders."""
    PLACEMENT_ORDER = "placement_order"
    """Adoption and Children Act 2002, section 21."""
    ADOPTED = "adopted"
    """Adoption and Children Act 2002, section 46."""
    COMPULSORY_SUPERVISION_ORDER = "compulsory_supervision_order"
    """Scotland: Children's Hearings (Scotland) Act 2011, section 83."""
    CARE_LEAVER = "care_leaver"
    """Formerly looked after (Children (Leaving Care) Act 2000)."""
    EDUCATION_HEALTH_AND_CARE_PLAN = "education_health_and_care_plan"
    """Children and Families Act 2014, section 37."""
    SPECIAL_EDUCATIONAL_NEEDS = "special_educational_needs"
    """Children and Families Act 2014, section 20."""
    HOME_EDUCATED = "home_educated"
    """Educated otherwise than at school (Education Act 1996, section 7)."""
    YOUNG_CARER = "young_carer"
    """Children Act 1989, section 17ZA."""
    UNACCOMPANIED_ASYLUM_SEEKING = "unaccompanied_asylum_seeking"
    ASYLUM_SEEKER = "asylum_seeker"
    """Has claimed asylum, and waits for the answer; for a child alone, `unaccompanied_asylum_seeking`."""
    REFUGEE = "refugee"
    """Refugee Convention 1951; grant of refugee status under the Immigration Rules, part 11."""
    LEAVE_TO_REMAIN = "leave_to_remain"
    """May live in the country under the Immigration Act 1971; `grade` says how: a visa, settled status."""
    NO_LEAVE_TO_REMAIN = "no_leave_to_remain"
    """Is in the country without leave: for example, has overstayed a visa."""
    NO_RECOURSE_TO_PUBLIC_FUNDS = "no_recourse_to_public_funds"
    """Immigration and Asylum Act 1999, section 115."""
    PRIVATELY_FOSTERED = "privately_fostered"
    """Children Act 1989, section 66."""
    MISSING = "missing"
    EARLY_HELP_PLAN = "early_help_plan"
    PRE_BIRTH_PLAN = "pre_birth_plan"
    MAPPA = "mappa"
    """Managed under multi-agency public protection arrangements (Criminal Justice Act 2003, section 325)."""
    MARAC = "marac"
    """Discussed at a multi-agency risk assessment conference."""
    SEX_OFFENDER_REGISTRATION = "sex_offender_registration"
    """Subject to notification requirements (Sexual Offences Act 2003, part 2)."""
    PPANI = "ppani"
    """Public protection arrangements Northern Ireland (Criminal Justice (Northern Ireland) Order 2008, part 3)."""
    COMMUNITY_ORDER = "community_order"
    """Sentencing Act 2020, part 9, chapter 2."""
    YOUTH_REHABILITATION_ORDER = "youth_rehabilitation_order"
    """Sentencing Act 2020, part 9, chapter 1."""
    ELECTRONIC_MONITORING = "electronic_monitoring"
    """A tag, as a condition of bail, of a sentence or of a licence."""
    LICENCE = "licence"
    """Released from prison on conditions."""
    BAIL = "bail"
    REMAND = "remand"
    IMPRISONMENT = "imprisonment"
    INJUNCTION = "injunction"
    DETAINED_UNDER_MENTAL_HEALTH_ACT = "detained_under_mental_health_act"
    """Mental Health Act 1983."""
    TENANCY = "tenancy"
    HOMELESS = "homeless"
    OTHER = "other"


class AbuseCategory(StrEnum):
    """The category of abuse. Four are those of Working Together to Safeguard Children; the census adds `multiple`."""

    PHYSICAL = "physical"
    EMOTIONAL = "emotional"
    SEXUAL = "sexual"
    NEGLECT = "neglect"
    MULTIPLE = "multiple"
    """More than one, where the source does not single one out."""
    OTHER = "other"
    NOT_STATED = "not_stated"


class FactorKind(StrEnum):
    """Something in a person's life that matters for risk or protection. No Factor means not known, never "no"."""

    DOMESTIC_ABUSE = "domestic_abuse"
    PARENTAL_MENTAL_ILL_HEALTH = "parental_mental_ill_health"
    PARENTAL_ALCOHOL_MISUSE = "parental_alcohol_misuse"
    PARENTAL_DRUG_MISUSE = "parental_drug_misuse"
    PARENTAL_LEARNING_DISABILITY = "parental_learning_disability"
    PARENTAL_CONFLICT = "parental_conflict"
    ACRIMONIOUS_SEPARATION = "acrimonious_separation"
    PARENTAL_ADVERSE_CHILDHOOD = "parental_adverse_childhood"
    PARENTAL_CRIMINALITY = "parental_criminality"
    PARENT_IN_PRISON = "parent_in_prison"
    ABSENT_PARENT = "absent_parent"
    INVOLVED_IN_SEX_WORK = "involved_in_sex_work"
    VIOLENCE = "violence"
    CONTROLLING_BEHAVIOUR = "controlling_behaviour"
    """Controlling or coercive behaviour (Serious Crime Act 2015, section 76)."""
    YOUNG_PARENT = "young_parent"
    CARE_EXPERIENCED_PARENT = "care_experienced_parent"
    """A parent who was in care as a child."""
    CONCEALED_PREGNANCY = "concealed_pregnancy"
    LATE_BOOKING = "late_booking"
    """Antenatal care sought late in the pregnancy."""
    NO_ANTENATAL_CARE = "no_antenatal_care"
    TREATMENT_STOPPED = "treatment_stopped"
    """A parent or carer stopped a treatment they had been having."""
    PREMATURITY = "prematurity"
    LOW_BIRTH_WEIGHT = "low_birth_weight"
    EXCESSIVE_CRYING = "excessive_crying"
    BRUISING_IN_NON_MOBILE_BABY = "bruising_in_non_mobile_baby"
    FALTERING_GROWTH = "faltering_growth"
    TOOTH_DECAY = "tooth_decay"
    DEVELOPMENTAL_DELAY = "developmental_delay"
    NEGLECT = "neglect"
    PHYSICAL_ABUSE = "physical_abuse"
    EMOTIONAL_ABUSE = "emotional_abuse"
    SEXUAL_ABUSE = "sexual_abuse"
    PHYSICAL_DISABILITY = "physical_disability"
    LEARNING_DISABILITY = "learning_disability"
    AUTISM = "autism"
    CHRONIC_ILLNESS = "chronic_illness"
    MENTAL_ILL_HEALTH = "mental_ill_health"
    """The person's own ill health. For a child, that of a parent is `parental_mental_ill_health`."""
    SELF_HARM = "self_harm"
    SUBSTANCE_USE = "substance_use"
    """The person's own use. For a child, a parent's is `parental_alcohol_misuse` or `parental_drug_misuse`."""
    MISSING_EPISODES = "missing_episodes"
    CHILD_SEXUAL_EXPLOITATION = "child_sexual_exploitation"
    CHILD_CRIMINAL_EXPLOITATION = "child_criminal_exploitation"
    GANGS = "gangs"
    ONLINE_HARM = "online_harm"
    RADICALISATION = "radicalisation"
    MODERN_SLAVERY = "modern_slavery"
    """Slavery, servitude, forced labour and trafficking (Modern Slavery Act 2015)."""
    POVERTY = "poverty"
    UNEMPLOYMENT = "unemployment"
    POOR_HOUSING = "poor_housing"
    POOR_HOME_CONDITIONS = "poor_home_conditions"
    """How the home is kept. What the building is like is `poor_housing`."""
    FAMILY_SUPPORT = "family_support"
    """Relatives who help: a protective factor."""
    OVERCROWDING = "overcrowding"
    SOCIAL_ISOLATION = "social_isolation"
    FREQUENT_MOVES = "frequent_moves"
    UNSAFE_SLEEP = "unsafe_sleep"
    CO_SLEEPING = "co_sleeping"
    SMOKING = "smoking"
    DANGEROUS_DOGS = "dangerous_dogs"
    ELECTIVE_HOME_EDUCATION = "elective_home_education"
    """Education Act 1996, section 7."""
    SCHOOL_EXCLUSION = "school_exclusion"
    POOR_ATTENDANCE = "poor_attendance"
    WAS_NOT_BROUGHT = "was_not_brought"
    """Repeatedly not brought to appointments. Of a child, this is said in place of "did not attend"."""
    DISGUISED_COMPLIANCE = "disguised_compliance"
    """Appearing to co-operate in order to allay concern (Reder, Duncan and Gray 1993)."""
    HOSTILITY_TO_SERVICES = "hostility_to_services"
    LANGUAGE_BARRIER = "language_barrier"
    LOW_LITERACY = "low_literacy"
    IMMIGRATION_INSECURITY = "immigration_insecurity"
    FAITH_OR_BELIEF_ABUSE = "faith_or_belief_abuse"
    """Abuse linked to faith or belief (children in need census, assessment factor 23A)."""
    FEMALE_GENITAL_MUTILATION = "female_genital_mutilation"
    """Female Genital Mutilation Act 2003."""
    FABRICATED_OR_INDUCED_ILLNESS = "fabricated_or_induced_illness"
    INTERGENERATIONAL_ABUSE = "intergenerational_abuse"
    BEREAVEMENT = "bereavement"
    OTHER = "other"


class FactorRole(StrEnum):
    """The part that the person has in the factor."""

    EXPERIENCED = "experienced"
    """It happened, or happens, to this person."""
    POSED = "posed"
    """This person is a source of it to others."""
    WITNESSED = "witnessed"
    PROVIDED = "provided"
    """This person gives it, where the factor is protective."""


class FactorState(StrEnum):
    """Whether the source found the factor."""

    PRESENT = "present"
    ABSENT = "absent"
    """The source says that it was not there."""
    NOT_RECORDED = "not_recorded"
    """The source says that the records are silent."""


class EventKind(StrEnum):
    """What an entry of a chronology reports: life, contact, concern, process, information, justice, review."""

    # life
    BIRTH = "birth"
    DEATH = "death"
    PREGNANCY = "pregnancy"
    PREGNANCY_ENDED = "pregnancy_ended"
    """A pregnancy ended otherwise than by a birth."""
    EXPECTED_BIRTH = "expected_birth"
    """The expected date of delivery."""
    MOVE = "move"
    """Somebody came to live at a place."""
    MOVED_OUT = "moved_out"
    """Somebody no longer lived at a place. The word does not say where they went."""
    HOMELESSNESS = "homelessness"
    HOUSEHOLD_CHANGE = "household_change"
    """Somebody joined or left the household."""
    JOINED_FAMILY = "joined_family"
    """Somebody was a member of the family from then on. The word does not say whether they lived in the household."""
    LEFT_FAMILY = "left_family"
    RELATIONSHIP_BEGAN = "relationship_began"
    RELATIONSHIP_ENDED = "relationship_ended"
    FACTOR_BEGAN = "factor_began"
    """Something that matters for risk or protection began; the description says what."""
    FACTOR_ENDED = "factor_ended"
    BEREAVEMENT = "bereavement"
    # contact
    CONTACT = "contact"
    """An agency was in touch with the child or family; the source does not say how."""
    HOME_VISIT = "home_visit"
    NO_ACCESS_VISIT = "no_access_visit"
    """A visit at which nobody was seen or let the visitor in."""
    APPOINTMENT = "appointment"
    """An appointment that was kept."""
    WAS_NOT_BROUGHT = "was_not_brought"
    """A child's appointment to which nobody brought the child."""
    DID_NOT_ATTEND = "did_not_attend"
    """An adult did not keep an appointment. For a child, the word is `was_not_brought`."""
    DECLINED = "declined"
    """A service was offered and turned down."""
    CANCELLED_BY_AGENCY = "cancelled_by_agency"
    PHONE_CALL = "phone_call"
    CONTACT_ATTEMPTED = "contact_attempted"
    """An agency tried to reach somebody and did not."""
    LETTER = "letter"
    MESSAGE = "message"
    MEETING = "meeting"
    OBSERVATION = "observation"
    """A professional saw the child or family without a visit or an appointment."""
    NO_CONTACT = "no_contact"
    """The entry states that there was no contact. A gap in the record does not state this."""
    # concern
    CONCERN_RAISED = "concern_raised"
    DISCLOSURE = "disclosure"
    """The child, or another person, told somebody of harm."""
    ALLEGATION = "allegation"
    INJURY = "injury"
    INCIDENT = "incident"
    ILLNESS = "illness"
    EMERGENCY_ATTENDANCE = "emergency_attendance"
    """Attendance at an emergency department, a minor injuries unit or the like."""
    HOSPITAL_ADMISSION = "hospital_admission"
    HOSPITAL_DISCHARGE = "hospital_discharge"
    POLICE_CALL = "police_call"
    AMBULANCE_CALL = "ambulance_call"
    DOMESTIC_ABUSE_REPORT = "domestic_abuse_report"
    MISSING_EPISODE = "missing_episode"
    RETURN_INTERVIEW = "return_interview"
    """An interview with a child who was missing (statutory guidance on children who run away or go missing, 2014)."""
    EXCLUSION = "exclusion"
    """From school; the source does not say whether for a time or for good."""
    SUSPENSION = "suspension"
    """From school for a fixed time; until 2022 a fixed-term exclusion (Education Act 2002, section 51A)."""
    PERMANENT_EXCLUSION = "permanent_exclusion"
    """From school for good (Education Act 2002, section 51A)."""
    SCHOOL_CHANGE = "school_change"
    ALTERNATIVE_PROVISION = "alternative_provision"
    """Education elsewhere for a child who cannot be at school (Education Act 1996, section 19)."""
    ABSENCE = "absence"
    ELECTIVE_HOME_EDUCATION = "elective_home_education"
    """Education Act 1996, section 7."""
    SELF_HARM = "self_harm"
    SUICIDE_ATTEMPT = "suicide_attempt"
    THREAT = "threat"
    """A threat of harm to somebody."""
    CRIME = "crime"
    # process
    REFERRAL = "referral"
    """A referral to children's social care, or to the agency that the entry names."""
    REFERRAL_DECISION = "referral_decision"
    """What to do about a referral, due within one working day of it (Working Together to Safeguard Children)."""
    EARLY_HELP_STARTED = "early_help_started"
    EARLY_HELP_ENDED = "early_help_ended"
    ASSESSMENT_STARTED = "assessment_started"
    ASSESSMENT_COMPLETED = "assessment_completed"
    """Due within 45 working days of the referral (Working Together to Safeguard Children)."""
    STRATEGY_DISCUSSION = "strategy_discussion"
    """Social care, police, health and others decide whether to begin a section 47 enquiry (Working Together)."""
    INTER_AGENCY_REFERRAL_DISCUSSION = "inter_agency_referral_discussion"
    """Scotland: police, social work and health decide on a joint response (National Guidance for Child Protection)."""
    SECTION_47_STARTED = "section_47_started"
    """Children Act 1989, section 47."""
    SECTION_47_COMPLETED = "section_47_completed"
    """Children Act 1989, section 47."""
    CHILD_PROTECTION_MEDICAL = "child_protection_medical"
    INITIAL_CONFERENCE = "initial_conference"
    """Initial child protection conference (Working Together to Safeguard Children)."""
    CORE_GROUP = "core_group"
    """A meeting of those who carry out a child protection plan (Working Together to Safeguard Children)."""
    REVIEW_CONFERENCE = "review_conference"
    """Child protection review conference (Working Together to Safeguard Children)."""
    PLAN_STARTED = "plan_started"
    """A child protection plan, or an entry in the register where there is one."""
    PLAN_CATEGORY_CHANGED = "plan_category_changed"
    PLAN_ENDED = "plan_ended"
    CHILD_IN_NEED_MEETING = "child_in_need_meeting"
    """Children Act 1989, section 17."""
    PRE_BIRTH_ASSESSMENT = "pre_birth_assessment"
    FAMILY_GROUP_CONFERENCE = "family_group_conference"
    FAMILY_GROUP_DECISION_MAKING = "family_group_decision_making"
    """The family makes a plan for the child, with help (Working Together to Safeguard Children 2026)."""
    LEGAL_PLANNING_MEETING = "legal_planning_meeting"
    """Social care takes legal advice on whether to begin proceedings."""
    PRE_PROCEEDINGS = "pre_proceedings"
    """The stage before care proceedings, begun by a letter to the parents (Public Law Outline)."""
    CARE_PROCEEDINGS = "care_proceedings"
    """Children Act 1989, section 31."""
    ORDER_MADE = "order_made"
    ORDER_ENDED = "order_ended"
    POLICE_PROTECTION = "police_protection"
    """Children Act 1989, section 46."""
    LOOKED_AFTER_STARTED = "looked_after_started"
    """Children Act 1989, section 22."""
    PLACEMENT_CHANGE = "placement_change"
    LOOKED_AFTER_ENDED = "looked_after_ended"
    MULTI_AGENCY_MEETING = "multi_agency_meeting"
    INVOLVEMENT_BEGAN = "involvement_began"
    """An agency's work with somebody began, as `Involvement` records it."""
    INVOLVEMENT_ENDED = "involvement_ended"
    STATUS_BEGAN = "status_began"
    """A status began that has no word of its own here; the description says which."""
    STATUS_ENDED = "status_ended"
    CASE_OPENED = "case_opened"
    CASE_CLOSED = "case_closed"
    CASE_TRANSFER = "case_transfer"
    INSPECTION = "inspection"
    STEP_DOWN = "step_down"
    """To a lower tier of help, such as from a child protection plan to child in need."""
    STEP_UP = "step_up"
    """To a higher tier of help."""
    ALLOCATION_CHANGED = "allocation_changed"
    UNALLOCATED = "unallocated"
    """The case was open without a named worker."""
    MANAGEMENT_DECISION = "management_decision"
    SUPERVISION = "supervision"
    """A worker's supervision, in which the case was discussed."""
    ESCALATION = "escalation"
    """A professional disagreement taken to a higher level."""
    # information
    INFORMATION_SHARED = "information_shared"
    INFORMATION_REQUESTED = "information_requested"
    INFORMATION_REFUSED = "information_refused"
    NOTIFICATION = "notification"
    # justice
    ARREST = "arrest"
    SUSPICION = "suspicion"
    """Somebody was suspected; nothing more had happened."""
    CUSTODY = "custody"
    """Somebody was held by the police, or in prison."""
    BAIL = "bail"
    BAIL_ENDED = "bail_ended"
    BREACH = "breach"
    """A breach of an order, of bail, of a licence or of conditions."""
    CHARGE = "charge"
    COURT_HEARING = "court_hearing"
    PLEA = "plea"
    CONVICTION = "conviction"
    ACQUITTAL = "acquittal"
    SENTENCE = "sentence"
    RELEASE = "release"
    NO_FURTHER_ACTION = "no_further_action"
    FINDING_OF_FACT = "finding_of_fact"
    """By a civil or family court, on the balance of probabilities: not a conviction."""
    DETENTION = "detention"
    """Mental Health Act 1983, or immigration detention."""
    DETENTION_ENDED = "detention_ended"
    POST_MORTEM = "post_mortem"
    INQUEST = "inquest"
    """Coroners and Justice Act 2009."""
    PROCEEDING_STEP = "proceeding_step"
    """A step of a proceeding that has no word of its own here; the description says which."""
    PROCEEDING_OUTCOME = "proceeding_outcome"
    """How a proceeding ended for somebody, if not by a conviction, an acquittal or a decision of no further action."""
    # review
    BECAME_AWARE = "became_aware"
    """The local authority became aware of the incident: the time for the notification begins."""
    SERIOUS_INCIDENT_NOTIFICATION = "serious_incident_notification"
    """The local authority notifies the national Panel (Children Act 2004, section 16C)."""
    RAPID_REVIEW = "rapid_review"
    """Due within 15 working days of the notification (Working Together to Safeguard Children)."""
    REVIEW_DECIDED = "review_decided"
    REVIEW_COMMISSIONED = "review_commissioned"
    REVIEW_COMPLETED = "review_completed"
    REVIEW_PUBLISHED = "review_published"
    REVIEW_STEP = "review_step"
    """A step of a review that has no word of its own here, such as a contribution; the description says which."""
    SOURCE_PUBLISHED = "source_published"
    """A source other than the final report of a review was published: news, a draft, a briefing."""
    ACTION_DUE = "action_due"
    ACTION_COMPLETED = "action_completed"
    ACTION_STEP = "action_step"
    """A step of an action that has no word of its own here; the description says which."""
    OTHER = "other"


class EventState(StrEnum):
    """Whether what an entry reports took place. Only what happened counts in answers."""

    HAPPENED = "happened"
    PLANNED = "planned"
    """It was arranged; the source does not say that it took place."""
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    DID_NOT_HAPPEN = "did_not_happen"
    """It should have happened and did not, as the source says: "no return home interview was held"."""


class EventDecision(StrEnum):
    """What was decided: about a referral, at a meeting, on a contact."""

    NO_FURTHER_ACTION = "no_further_action"
    ACCEPTED = "accepted"
    """Taken on by the agency that it came to."""
    SIGNPOSTED = "signposted"
    """Pointed to another service, without a referral."""
    STEP_DOWN = "step_down"
    """Passed to a lower tier of help."""
    ESCALATED = "escalated"
    """Passed to a higher tier of help, or to a manager."""
    REFUSED = "refused"
    THRESHOLD_MET = "threshold_met"
    """The threshold of the service or of the court was met, such as that of section 31 of the Children Act 1989."""
    THRESHOLD_NOT_MET = "threshold_not_met"
    SUBSTANTIATED_ONGOING_RISK = "substantiated_ongoing_risk"
    """Section 47 outcome: substantiated, continuing risk (Working Together; Wales procedures, determination 3)."""
    SUBSTANTIATED_NO_ONGOING_RISK = "substantiated_no_ongoing_risk"
    """Section 47 outcome: substantiated, no continuing risk (Working Together; Wales procedures, determination 2)."""
    NOT_SUBSTANTIATED = "not_substantiated"
    """Section 47 outcome: concerns not substantiated (Working Together; Wales procedures, determination 1)."""
    CHILD_PROTECTION_PLAN = "child_protection_plan"
    """A conference decided on a child protection plan, or to keep one. The plan itself is a `Status`."""
    NO_CHILD_PROTECTION_PLAN = "no_child_protection_plan"
    """A conference decided against a child protection plan, or to end one."""
    OTHER = "other"


class Consent(StrEnum):
    """Whether those who may decide consented, such as to a referral, to sharing information or to an examination."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    NOT_SOUGHT = "not_sought"
    DISPENSED_WITH = "dispensed_with"
    """They acted without it on purpose, for the child's safety (Information sharing advice, HM Government)."""


class Interpreting(StrEnum):
    """Whether somebody interpreted for a person who needed it."""

    USED = "used"
    """An interpreter, in the room or by telephone."""
    FAMILY_OR_FRIEND = "family_or_friend"
    """Somebody of the family, a child or a friend interpreted."""
    NOT_USED = "not_used"
    """One was needed, and nobody interpreted."""
    DECLINED = "declined"
    """One was offered, and the person did not want one."""


class IncidentKind(StrEnum):
    """What sort of incident it was."""

    ABUSE = "abuse"
    NEGLECT = "neglect"
    ASSAULT = "assault"
    HOMICIDE = "homicide"
    SUSPECTED_SUICIDE = "suspected_suicide"
    """The word until a coroner or the like has reached a conclusion."""
    SUDDEN_UNEXPECTED_DEATH = "sudden_unexpected_death"
    """In infancy, SUDI; in childhood, SUDC."""
    ACCIDENT = "accident"
    ACCIDENT_WITH_FOREWARNING = "accident_with_forewarning"
    """An accident of which there were warnings, as an effect of neglect."""
    EXPLOITATION = "exploitation"
    ABDUCTION = "abduction"
    SELF_HARM = "self_harm"
    POISONING = "poisoning"
    FIRE = "fire"
    DROWNING = "drowning"
    UNEXPLAINED_INJURY = "unexplained_injury"
    UNEXPLAINED_DEATH = "unexplained_death"
    OTHER = "other"
    UNKNOWN = "unknown"


class Context(StrEnum):
    """Where the harm came from."""

    INTRAFAMILIAL = "intrafamilial"
    """Within the family or household."""
    EXTRAFAMILIAL = "extrafamilial"
    """From outside the family."""
    INSTITUTIONAL = "institutional"
    """In a school, a home, custody, a club or the like."""
    ONLINE = "online"
    PEER = "peer"
    """From other children."""
    UNKNOWN = "unknown"


class HarmKind(StrEnum):
    """The injury or other harm that a person suffered in an incident."""

    HEAD_INJURY = "head_injury"
    """If inflicted and fatal: class 2 of the fatal classes (Sidebotham and others 2011)."""
    FRACTURE = "fracture"
    BRUISING = "bruising"
    BURN = "burn"
    BITE = "bite"
    ABDOMINAL_INJURY = "abdominal_injury"
    WOUND = "wound"
    STABBING = "stabbing"
    SUFFOCATION = "suffocation"
    STRANGULATION = "strangulation"
    POISONING = "poisoning"
    OVERDOSE = "overdose"
    DROWNING = "drowning"
    SMOKE_INHALATION = "smoke_inhalation"
    FALL = "fall"
    ROAD_TRAFFIC = "road_traffic"
    STARVATION = "starvation"
    MALNUTRITION = "malnutrition"
    DEHYDRATION = "dehydration"
    DENTAL_NEGLECT = "dental_neglect"
    MEDICAL_NEGLECT = "medical_neglect"
    """Needed treatment not sought or not given."""
    DEVELOPMENTAL_DELAY = "developmental_delay"
    SEXUAL_ABUSE = "sexual_abuse"
    SEXUAL_EXPLOITATION = "sexual_exploitation"
    CRIMINAL_EXPLOITATION = "criminal_exploitation"
    EMOTIONAL_HARM = "emotional_harm"
    SELF_HARM = "self_harm"
    SUICIDE = "suicide"
    SUDDEN_UNEXPECTED_DEATH = "sudden_unexpected_death"
    """In infancy, SUDI; in childhood, SUDC."""
    FABRICATED_OR_INDUCED_ILLNESS = "fabricated_or_induced_illness"
    FEMALE_GENITAL_MUTILATION = "female_genital_mutilation"
    """Female Genital Mutilation Act 2003."""
    NEONATAL_HARM = "neonatal_harm"
    """Harm that shows in the newborn, such as from substances taken in the pregnancy."""
    OTHER = "other"
    UNASCERTAINED = "unascertained"
    """Examined, but the cause was not found, as a pathologist may report."""


class HarmNature(StrEnum):
    """How the harm came about."""

    INFLICTED = "inflicted"
    ACCIDENTAL = "accidental"
    SELF_INFLICTED = "self_inflicted"
    NATURAL = "natural"
    UNDETERMINED = "undetermined"
    """It was looked into, but not settled."""
    NOT_STATED = "not_stated"


class HarmOutcome(StrEnum):
    """The outcome for the person harmed; several may apply at once."""

    DIED = "died"
    LIFE_THREATENING = "life_threatening"
    SERIOUS_HARM = "serious_harm"
    """Harm can be serious even if the child recovers (Working Together to Safeguard Children)."""
    LASTING_IMPAIRMENT = "lasting_impairment"
    RECOVERED = "recovered"
    NO_LASTING_HARM = "no_lasting_harm"
    UNKNOWN = "unknown"


class CauseClass(StrEnum):
    """The class of fatal maltreatment (Sidebotham and others 2011): the cause of the death, not all the harm."""

    INFANTICIDE_OR_COVERT_HOMICIDE = "infanticide_or_covert_homicide"
    """Class 1 (Sidebotham and others 2011)."""
    SEVERE_PHYSICAL_ASSAULT = "severe_physical_assault"
    """Class 2, non-accidental head injury included (Sidebotham and others 2011)."""
    EXTREME_NEGLECT = "extreme_neglect"
    """Class 3, with deprivational abuse (Sidebotham and others 2011)."""
    OVERT_HOMICIDE = "overt_homicide"
    """Class 4, deliberate (Sidebotham and others 2011)."""
    RELATED_NOT_DIRECT = "related_not_direct"
    """Class 5, related to maltreatment but not directly caused by it (Sidebotham and others 2011)."""
    UNCLASSIFIED = "unclassified"
    """The death fits no class: in the original study 30 of 276 deaths."""


class Standing(StrEnum):
    """The standing of a suspect with the law. Somebody who was acquitted is no longer a suspect."""

    SUSPECTED = "suspected"
    ALLEGED = "alleged"
    ARRESTED = "arrested"
    BAILED = "bailed"
    CHARGED = "charged"
    PLEADED_GUILTY = "pleaded_guilty"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    NO_FURTHER_ACTION = "no_further_action"
    DIED_BEFORE_CHARGE = "died_before_charge"
    FOUND_RESPONSIBLE = "found_responsible"
    """By a civil or family court, on the balance of probabilities: not a conviction."""
    UNKNOWN = "unknown"


class KnowledgeState(StrEnum):
    """What is stated of an agency's knowledge. No Knowledge at all means "not recorded", never "did not know"."""

    KNEW = "knew"
    HELD_NOT_LOOKED_UP = "held_not_looked_up"
    """It was in the agency's own records, and nobody looked."""
    SENT_NOT_RECEIVED = "sent_not_received"
    """It was sent to the agency and did not arrive, or was not taken in."""
    DID_NOT_KNOW = "did_not_know"
    """The source says so."""
    BELIEVED_OTHERWISE = "believed_otherwise"
    """The agency held something else to be true."""
    NOT_TOLD = "not_told"
    """The source says that nobody told it. Whether it knew in another way is not said."""


class ProceedingKind(StrEnum):
    """What sort of proceeding it is."""

    POLICE_INVESTIGATION = "police_investigation"
    CRIMINAL = "criminal"
    CIVIL = "civil"
    """Proceedings between citizens, or against a public body, for damages or the like."""
    TRIBUNAL = "tribunal"
    INQUEST = "inquest"
    """Coroners and Justice Act 2009."""
    FATAL_ACCIDENT_INQUIRY = "fatal_accident_inquiry"
    """Inquiries into Fatal Accidents and Sudden Deaths etc. (Scotland) Act 2016."""
    CHILD_DEATH_REVIEW = "child_death_review"
    """Children Act 2004, section 16M."""
    CARE_PROCEEDINGS = "care_proceedings"
    """Children Act 1989, section 31."""
    PRIVATE_LAW = "private_law"
    """Proceedings between parents or relatives (Children Act 1989, section 8)."""
    PRE_PROCEEDINGS = "pre_proceedings"
    """The stage before care proceedings (Public Law Outline)."""
    DISCIPLINARY = "disciplinary"
    PROFESSIONAL_REGULATION = "professional_regulation"
    ALLEGATION_MANAGEMENT = "allegation_management"
    """About an allegation against a person who works with children (Working Together to Safeguard Children)."""
    COMPLAINT = "complaint"
    PUBLIC_INQUIRY = "public_inquiry"
    """Inquiries Act 2005."""
    OTHER = "other"


class ReviewKind(StrEnum):
    """What sort of review it is; the name depends on the nation and the year."""

    SERIOUS_CASE_REVIEW = "serious_case_review"
    """England until 2019 (Local Safeguarding Children Boards Regulations 2006, regulation 5)."""
    CHILD_SAFEGUARDING_PRACTICE_REVIEW = "child_safeguarding_practice_review"
    """England, local, from 2018 (Children Act 2004, section 16F)."""
    NATIONAL_REVIEW = "national_review"
    """England, by the Child Safeguarding Practice Review Panel, from 2018 (Children Act 2004, section 16B)."""
    RAPID_REVIEW = "rapid_review"
    """England, after a notification (Working Together to Safeguard Children)."""
    THEMATIC_REVIEW = "thematic_review"
    """Of several cases together."""
    LEARNING_REVIEW = "learning_review"
    """Scotland, by a Child Protection Committee; elsewhere a local review that no statute requires."""
    SIGNIFICANT_CASE_REVIEW = "significant_case_review"
    """Scotland, before learning reviews."""
    CHILD_PRACTICE_REVIEW_CONCISE = "child_practice_review_concise"
    """Wales until 2024: of a child not registered and not looked after in the six months before."""
    CHILD_PRACTICE_REVIEW_EXTENDED = "child_practice_review_extended"
    """Wales until 2024: of a child registered or looked after in the six months before."""
    SINGLE_UNIFIED_SAFEGUARDING_REVIEW = "single_unified_safeguarding_review"
    """Wales from 2024."""
    CASE_MANAGEMENT_REVIEW = "case_management_review"
    """Northern Ireland, by the Safeguarding Board."""
    DOMESTIC_HOMICIDE_REVIEW = "domestic_homicide_review"
    """Domestic Violence, Crime and Victims Act 2004, section 9."""
    SAFEGUARDING_ADULTS_REVIEW = "safeguarding_adults_review"
    """England: Care Act 2014, section 44."""
    MENTAL_HEALTH_HOMICIDE_REVIEW = "mental_health_homicide_review"
    """Of a homicide by a person under the care of mental health services."""
    OFFENSIVE_WEAPONS_HOMICIDE_REVIEW = "offensive_weapons_homicide_review"
    """Police, Crime, Sentencing and Courts Act 2022."""
    INDIVIDUAL_MANAGEMENT_REVIEW = "individual_management_review"
    """One agency's review of its own part."""
    PARTNERSHIP_REVIEW = "partnership_review"
    INDEPENDENT_REVIEW = "independent_review"
    """A review that no statute requires, by somebody from outside the agencies."""
    INSPECTION = "inspection"
    """By an inspectorate, of one area or service."""
    OTHER = "other"


class MilestoneKind(StrEnum):
    """A step of a review, a proceeding or an action."""

    REFERRED = "referred"
    OPENED = "opened"
    CONSIDERED = "considered"
    RECOMMENDED = "recommended"
    DECIDED = "decided"
    PEER_REVIEWED = "peer_reviewed"
    COMMISSIONED = "commissioned"
    STARTED = "started"
    PAUSED = "paused"
    RESUMED = "resumed"
    ARRESTED = "arrested"
    CHARGED = "charged"
    TRIAL = "trial"
    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    SENTENCED = "sentenced"
    CLOSED = "closed"
    COMPLETED = "completed"
    PRESENTED = "presented"
    AGREED = "agreed"
    SIGNED_OFF = "signed_off"
    SENT = "sent"
    ENDORSED = "endorsed"
    PUBLISHED = "published"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"
    DUE = "due"
    OTHER = "other"


class Publication(StrEnum):
    """The extent to which a review has been published."""

    FULL = "full"
    SUMMARY = "summary"
    REDACTED = "redacted"
    WITHHELD = "withheld"
    """It was decided not to publish it."""
    NOT_YET = "not_yet"
    UNKNOWN = "unknown"


class ContributionForm(StrEnum):
    """The form of what an agency or a person gave to a review."""

    INDIVIDUAL_MANAGEMENT_REVIEW = "individual_management_review"
    """An agency's review of its own part."""
    CHRONOLOGY = "chronology"
    REPORT = "report"
    INTERVIEW = "interview"
    PRACTITIONER_EVENT = "practitioner_event"
    """A meeting of those who worked with the family."""
    FAMILY_CONTRIBUTION = "family_contribution"
    PANEL_MEMBER = "panel_member"
    OTHER = "other"


class ContributionState(StrEnum):
    """Whether a contribution to a review was made."""

    GIVEN = "given"
    DECLINED = "declined"
    """It was asked for, and the agency or person said no."""
    NOT_ASKED = "not_asked"
    NOT_REACHED = "not_reached"
    """The reviewers tried or meant to ask, but did not reach the person or agency."""
    NOT_GIVEN = "not_given"
    """It was asked for, and nothing came."""


class FindingForm(StrEnum):
    """What a report calls a thing that it found. Some reports have a list for each form."""

    FINDING = "finding"
    LEARNING_POINT = "learning_point"
    KEY_ISSUE = "key_issue"
    GOOD_PRACTICE = "good_practice"
    CONCLUSION = "conclusion"
    LESSON = "lesson"


class Appraisal(StrEnum):
    """How a review judges practice."""

    STRENGTH = "strength"
    CONCERN = "concern"
    MISSED_OPPORTUNITY = "missed_opportunity"
    MIXED = "mixed"
    NEUTRAL = "neutral"


class FindingStanding(StrEnum):
    """Whether a finding was established."""

    ESTABLISHED = "established"
    NOT_ESTABLISHED = "not_established"
    """It was looked into, and the evidence did not show it."""
    UNRESOLVED = "unresolved"
    """Left open, such as where accounts differ."""


class Level(StrEnum):
    """The reach of a finding or a recommendation."""

    CASE = "case"
    AGENCY = "agency"
    LOCAL = "local"
    REGIONAL = "regional"
    NATIONAL = "national"


class YesNo(StrEnum):
    """The source's own answer, such as to whether the harm was predictable or the criteria for a review were met."""

    YES = "yes"
    LIKELY = "likely"
    UNLIKELY = "unlikely"
    NO = "no"
    UNCLEAR = "unclear"
    """The review says that it cannot tell."""


class RecommendationForm(StrEnum):
    """What a report calls a thing that it asks for."""

    RECOMMENDATION = "recommendation"
    CONSIDERATION = "consideration"
    """Such as "considerations for the Board"."""
    QUESTION = "question"
    CHALLENGE = "challenge"


class ResponseDecision(StrEnum):
    """What was decided about a recommendation, or about a review, by whoever answers it."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PRINCIPLE = "accepted_in_principle"
    """A word of government responses: the aim is accepted, and not yet the way."""
    ACCEPTED_IN_PART = "accepted_in_part"
    REJECTED = "rejected"
    NOTED = "noted"
    """Neither accepted nor rejected."""
    AWAITED = "awaited"
    """The source says that no answer has come."""


class ActionStatus(StrEnum):
    """The progress of an action."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    OVERDUE = "overdue"
    DROPPED = "dropped"
    UNKNOWN = "unknown"


class ResidenceKind(StrEnum):
    """What sort of place a person lives in."""

    HOME = "home"
    RELATIVE = "relative"
    """With relatives or friends, in a home that is not the person's own."""
    FOSTER = "foster"
    RESIDENTIAL = "residential"
    SUPPORTED = "supported"
    HOSTEL = "hostel"
    REFUGE = "refuge"
    """A refuge from domestic abuse, whose address is kept secret."""
    TEMPORARY = "temporary"
    HOSPITAL = "hospital"
    CUSTODY = "custody"
    NONE = "none"
    """The source says that the person had nowhere to live."""
    OTHER = "other"


class HarmCertainty(StrEnum):
    """How certain it is that the harm happened."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    ALLEGED = "alleged"
    RULED_OUT = "ruled_out"
    NOT_STATED = "not_stated"


class Capacity(StrEnum):
    """What a suspect was to the person harmed."""

    PARENT = "parent"
    STEP_PARENT = "step_parent"
    PARENTS_PARTNER = "parents_partner"
    RELATIVE = "relative"
    CARER = "carer"
    PROFESSIONAL = "professional"
    PEER = "peer"
    STRANGER = "stranger"
    OTHER = "other"
    UNKNOWN = "unknown"


class Plea(StrEnum):
    """A defendant's answer to a charge."""

    GUILTY = "guilty"
    NOT_GUILTY = "not_guilty"
    NONE_ENTERED = "none_entered"
    NOT_STATED = "not_stated"


class PartyOutcome(StrEnum):
    """How a proceeding ended for one of its parties."""

    CONVICTED = "convicted"
    ACQUITTED = "acquitted"
    NO_FURTHER_ACTION = "no_further_action"
    DISCONTINUED = "discontinued"
    DIED_BEFORE_CHARGE = "died_before_charge"
    ONGOING = "ongoing"
    CONCLUSION_RECORDED = "conclusion_recorded"
    """A conclusion that convicts nobody, such as that of a coroner."""
    OTHER = "other"
    UNKNOWN = "unknown"


class InquestConclusion(StrEnum):
    """A coroner's conclusion on how somebody died (Coroners (Inquests) Rules 2013, schedule, Form 2)."""

    NATURAL_CAUSES = "natural_causes"
    ACCIDENT = "accident"
    """Form 2 has "accident or misadventure" as one: the word of the source counts."""
    MISADVENTURE = "misadventure"
    SUICIDE = "suicide"
    UNLAWFUL_KILLING = "unlawful_killing"
    LAWFUL_KILLING = "lawful_killing"
    ALCOHOL_RELATED = "alcohol_related"
    DRUG_RELATED = "drug_related"
    ROAD_TRAFFIC_COLLISION = "road_traffic_collision"
    INDUSTRIAL_DISEASE = "industrial_disease"
    STILLBIRTH = "stillbirth"
    OPEN = "open"
    """The evidence does not show how the person came to die."""
    NARRATIVE = "narrative"
    """A brief account in place of a short-form conclusion, or beside it."""
    OTHER = "other"


class ProceedingStatus(StrEnum):
    """The progress of a proceeding."""

    OPEN = "open"
    PAUSED = "paused"
    CONCLUDED = "concluded"
    DISCONTINUED = "discontinued"
    UNKNOWN = "unknown"


class KnowledgeBasis(StrEnum):
    """What a statement of an agency's knowledge rests on."""

    STATED = "stated"
    """A source says so."""
    ASSUMED = "assumed"
    """No source says so: it is assumed, for example because the entry is the agency's own."""


class Seen(StrEnum):
    """The answer to the question whether one agency knew of one event."""

    KNEW = "knew"
    POSSIBLY = "possibly"
    """The dates leave it open."""
    NOT_RECORDED = "not_recorded"
    """Nothing is on file. This does not mean that the agency did not know."""
    STATED_NOT = "stated_not"
    """The file states something other than `knew`: for example `did_not_know` or `sent_not_received`."""


class Verdict(StrEnum):
    """The outcome of a clock: whether a task was done in time."""

    MET = "met"
    POSSIBLY_MISSED = "possibly_missed"
    """Imprecise dates leave open whether it was missed."""
    MISSED = "missed"
    RUNNING = "running"
    """Not stopped, and the deadline has not passed."""
    OVERDUE = "overdue"
    """Not stopped, and the deadline was before today."""
    UNKNOWN = "unknown"
    NOT_STARTED = "not_started"
    """An event of the right kind did not start the clock; `Clock.why_not` says why."""


class TimeUnit(StrEnum):
    """The unit in which a timescale is counted."""

    HOURS = "hours"
    DAYS = "days"
    """Calendar days."""
    WORKING_DAYS = "working_days"
    """Days other than weekends and bank holidays."""
    WEEKS = "weeks"
    MONTHS = "months"
    """Calendar months."""


class Strength(StrEnum):
    """The authority of a timescale."""

    STATUTORY = "statutory"
    """An Act, regulations or statutory guidance."""
    GUIDANCE = "guidance"
    """An expectation without the force of statute."""
    LOCAL = "local"
    """Procedures of one area."""


class AudienceKind(StrEnum):
    """A kind of reader: whom a copy of a case file is for, and from whom a record may be withheld."""

    FAMILY = "family"
    AGENCY = "agency"
    PANEL = "panel"
    """The review's own panel."""
    PUBLISHED = "published"
    """Everybody."""
    PERSON = "person"
    """One person on file, who gets a copy of what is on file about them."""


class Rag(StrEnum):
    """The colour an action plan gives to an action."""

    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    BLUE = "blue"
    """Done and closed, in plans that use this colour."""


HEALTH: Final = frozenset(
    {
        AgencyKind.PRIMARY_CARE,
        AgencyKind.HEALTH_VISITING,
        AgencyKind.SCHOOL_NURSING,
        AgencyKind.MIDWIFERY,
        AgencyKind.HOSPITAL,
        AgencyKind.EMERGENCY_DEPARTMENT,
        AgencyKind.AMBULANCE,
        AgencyKind.MENTAL_HEALTH,
        AgencyKind.SUBSTANCE_MISUSE,
        AgencyKind.COMMUNITY_HEALTH,
    }
)
"""Health services, school nursing included."""
EDUCATION: Final = frozenset({AgencyKind.EDUCATION, AgencyKind.SCHOOL, AgencyKind.EARLY_YEARS})
"""Schools, early years settings and education services."""
JUSTICE: Final = frozenset(
    {
        AgencyKind.POLICE,
        AgencyKind.PROBATION,
        AgencyKind.YOUTH_JUSTICE,
        AgencyKind.PRISON,
        AgencyKind.CAFCASS,
        AgencyKind.COURT,
        AgencyKind.CHILDRENS_REPORTER,
    }
)
"""Police, courts, prisons, probation, youth justice, Cafcass and the children's reporter.

Panels and teams of several agencies (`mash`, `mappa`, `marac`, `multi_agency_child_protection_team`) are in no group.
"""
SOCIAL_CARE: Final = frozenset(
    {
        AgencyKind.CHILDRENS_SOCIAL_CARE,
        AgencyKind.EARLY_HELP,
        AgencyKind.FAMILY_HELP,
        AgencyKind.ADULT_SOCIAL_CARE,
    }
)
"""Social care for children and adults, early help and family help."""

BIRTHS_AND_DEATHS: Final = frozenset({EventKind.BIRTH, EventKind.EXPECTED_BIRTH, EventKind.DEATH})
"""Kinds of event whose date is a date of birth or death, real or expected, and is hidden like one."""
CONTACTS: Final = frozenset(
    {
        EventKind.CONTACT,
        EventKind.HOME_VISIT,  # somebody was at home; a visit at which nobody was seen is `no_access_visit`
        EventKind.APPOINTMENT,  # kept; one that was not kept is `was_not_brought` or `did_not_attend`
        EventKind.PHONE_CALL,  # somebody spoke; a call that nobody took is `contact_attempted`
        EventKind.OBSERVATION,  # a professional saw the child or family
        EventKind.DISCLOSURE,  # the child, or another person, told somebody
        EventKind.EMERGENCY_ATTENDANCE,  # the hospital met the patient
        EventKind.HOSPITAL_ADMISSION,  # the hospital met the patient
        EventKind.HOSPITAL_DISCHARGE,  # the hospital met the patient
        EventKind.AMBULANCE_CALL,  # the crew met the patient
        EventKind.POLICE_CALL,  # the police spoke with those whom the entry is about
        EventKind.RETURN_INTERVIEW,  # held; one that was only offered is `declined`, or its state is planned
        EventKind.CHILD_PROTECTION_MEDICAL,  # the doctor examined the child
        EventKind.POLICE_PROTECTION,  # the police took the child to safety
        EventKind.ARREST,  # the police met the person
        EventKind.CUSTODY,  # the police or the prison held the person
        EventKind.COURT_HEARING,  # the person was before the court
    }
)
"""Kinds of event that count as contact of an agency with the people whom the entry is about.

Left out is what may have reached nobody: a visit without access, an attempt, an appointment not kept, declined or
cancelled, a letter, a message. Every kind of meeting is left out too, because professionals also meet without the
family. An event of these kinds is contact with a child only if the child is in its `people` and not in its `not_seen`.
An event of any kind that says that the child was seen is contact too.
"""
