"""The timescales of England, Wales, Scotland and Northern Ireland, as their sources state them.

`verified` is True only for a row whose length and start were read in the guidance itself, at the place that `source`
names. Every other row is unverified. Some were read only in what somebody else says of the guidance. Others are general
knowledge in whole or in part, or were read without the numbers of paragraphs. `source`, a comment or the text below the
table says which. An exact day of an edition is general knowledge, unless a comment names a source.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from attrs import evolve

from safeguard_model.records.vocabulary import (
    AgencyKind,
    EventDecision,
    EventKind,
    Nation,
    ReviewKind,
    Strength,
    TimeUnit,
)
from safeguard_model.timescales.timescale import Moment, Timescale

__all__ = ["ENGLAND", "FIRST_REVIEW_2018", "NORTHERN_IRELAND", "PLAN_OVER", "SCOTLAND", "WALES"]

# The kinds of event that end the work for a child, whether or not the task was done.
_CLOSED = (EventKind.CASE_CLOSED, EventKind.DEATH)
PLAN_OVER: Final = (EventKind.PLAN_ENDED, *_CLOSED)
"""The kinds of event that end a child protection plan."""

# The agencies that take referrals of children and assess them. Entries often name the council, or its front door.
_SOCIAL_CARE = (
    AgencyKind.CHILDRENS_SOCIAL_CARE,
    AgencyKind.MASH,
    AgencyKind.MULTI_AGENCY_CHILD_PROTECTION_TEAM,
    AgencyKind.FAMILY_HELP,
    AgencyKind.LOCAL_AUTHORITY,
)
# Decisions on a referral after which there is nothing to assess.
_NOT_TAKEN_ON = (EventDecision.NO_FURTHER_ACTION, EventDecision.SIGNPOSTED, EventDecision.REFUSED)

_WT_2018 = "Working Together 2018"
_WT_2023 = "Working Together 2023"
_WT_2026 = "Working Together 2026"
# The sources give 29 June 2018 and December 2023. The exact days of issue (4 July 2018 and 15 December 2023) are
# general knowledge.
_FROM_2018 = "2018-07-04/2023-12-14"
_FROM_2023 = "2023-12-15/2026-03"
# Web pages of safeguarding boards, of March 2026, say that the edition of 2026 replaces that of 2023. The day is not
# known.
_FROM_2026 = "2026-03/.."
# The duty to notify the national Panel began before the guidance was issued.
_PANEL_FROM_2018 = "2018-06-29/2023-12-14"


def _told_by(source: str) -> str:
    """Return the source of a row of *Working Together* that was not read in the guidance itself."""
    return f"told by {source}; not read in the guidance"


_england = partial(
    Timescale,
    unit=TimeUnit.WORKING_DAYS,
    nation=Nation.ENGLAND,
    strength=Strength.STATUTORY,
    edition=_WT_2018,
    in_force=_FROM_2018,
)
_ENGLAND_2018 = (
    _england(
        name="Notification of a serious incident",
        starts=(Moment.BECAME_AWARE,),  # counted from the day of becoming aware, not of the incident
        stops=(Moment.NOTIFIED, EventKind.SERIOUS_INCIDENT_NOTIFICATION),
        length=5,
        in_force=_PANEL_FROM_2018,
        verified=True,
        source="gov.uk/guidance/report-a-serious-child-safeguarding-incident",
    ),
    _england(
        name="Rapid review",
        starts=(Moment.NOTIFIED, EventKind.SERIOUS_INCIDENT_NOTIFICATION),
        stops=(Moment.RAPID_REVIEW_COMPLETED, EventKind.RAPID_REVIEW),
        length=15,
        strength=Strength.GUIDANCE,  # "a non-statutory expectation" (Trafford 2020)
        in_force=_PANEL_FROM_2018,
        source=_told_by("safeguardingcambspeterborough.org.uk/children-board/serious-case-reviews"),
    ),
    _england(
        # The source says "within 6 months of initiation". It is general knowledge that initiation means the decision to
        # review (Working Together).
        name="Publication of a local child safeguarding practice review",
        starts=(EventKind.REVIEW_DECIDED,),
        stops=(EventKind.REVIEW_PUBLISHED,),
        length=6,
        unit=TimeUnit.MONTHS,
        only_if=(ReviewKind.CHILD_SAFEGUARDING_PRACTICE_REVIEW,),
        source="traffordsafeguardingpartnership.org.uk/About-us/News/2020/Child-Safeguarding-Practice-Reviews-update.aspx",
    ),
    _england(
        name="Decision on a referral",
        starts=(EventKind.REFERRAL,),
        stops=(EventKind.REFERRAL_DECISION,),
        length=1,
        agencies=_SOCIAL_CARE,
        ends=_CLOSED,
        source=_told_by("millbrookprimary.org.uk/the-role-of-the-local-authority; speakcase.app"),
    ),
    _england(
        # The guidance allows a longer time with a recorded reason. The verdict is then still "missed", and the clock
        # holds the reason.
        name="Assessment",
        starts=(EventKind.REFERRAL,),  # counted from the referral, not from the start of the assessment
        stops=(EventKind.ASSESSMENT_COMPLETED,),
        length=45,
        agencies=_SOCIAL_CARE,
        unless=_NOT_TAKEN_ON,
        ends=_CLOSED,
        source=_told_by("proceduresonline.com/toolkit/glossary/a/cs-assessment"),
    ),
    _england(
        # The Isle of Man counts from the last strategy discussion instead.
        name="Initial child protection conference",
        starts=(EventKind.STRATEGY_DISCUSSION,),
        stops=(EventKind.INITIAL_CONFERENCE,),
        length=15,
        ends=_CLOSED,
        only_if=(EventKind.SECTION_47_STARTED,),
        source=_told_by("solihulllscb.proceduresonline.com; erscp.co.uk"),
    ),
    _england(
        name="First core group",
        starts=(EventKind.INITIAL_CONFERENCE,),
        stops=(EventKind.CORE_GROUP,),
        length=10,
        ends=PLAN_OVER,
        source="a source was read for Wales only (safeguarding.wales); the rule in England is general knowledge",
    ),
    _england(
        name="First child protection review conference",
        starts=(EventKind.INITIAL_CONFERENCE,),
        stops=(EventKind.REVIEW_CONFERENCE,),
        length=3,
        unit=TimeUnit.MONTHS,
        ends=PLAN_OVER,
        source=_told_by("teescpp.org.uk/child-protection-review-conference"),
    ),
    _england(
        name="Later child protection review conference",
        starts=(EventKind.REVIEW_CONFERENCE,),
        stops=(EventKind.REVIEW_CONFERENCE,),
        length=6,
        unit=TimeUnit.MONTHS,
        every=True,
        ends=PLAN_OVER,
        source=_told_by("teescpp.org.uk/child-protection-review-conference"),
    ),
)

FIRST_REVIEW_2018: Final = tuple(row for row in _ENGLAND_2018 if row.name == "First child protection review conference")
"""A tuple of one row: the first review conference under the edition of 2018, to which a local row refers."""

_ENGLAND_2026 = tuple(
    evolve(
        row,
        edition=_WT_2026,
        in_force=_FROM_2026,
        verified=False,
        source="taken over from the edition of 2023; the edition of 2026 was not read",
    )
    for row in _ENGLAND_2018
)

ENGLAND: Final[tuple[Timescale, ...]] = (
    Timescale(
        # Source: 2 of 106 reviews met this deadline. The starting point (the decision) is not in the source: it is
        # general knowledge.
        name="Serious case review",
        starts=(EventKind.REVIEW_DECIDED,),
        stops=(EventKind.REVIEW_COMPLETED,),
        length=4,
        unit=TimeUnit.MONTHS,
        only_if=(ReviewKind.SERIOUS_CASE_REVIEW,),
        nation=Nation.ENGLAND,
        strength=Strength.STATUTORY,
        edition="serious case reviews of 2005-06",
        in_force="2005/2006",
        source="cypnow.co.uk/content/news/key-information-missing-from-serious-case-reviews",
    ),
    *_ENGLAND_2018,
    *(evolve(row, edition=_WT_2023, in_force=_FROM_2023) for row in _ENGLAND_2018),
    *_ENGLAND_2026,
)
"""England: *Working Together to Safeguard Children* of 2018, 2023 and 2026, and the clock of serious case reviews.

The edition of 2026 was not read: its rows are those of 2023, and are unverified.
"""

_WALES = Timescale(
    # The source does not say when the procedures came into force: November 2019 is general knowledge.
    name="Outline child protection plan",
    starts=(EventKind.INITIAL_CONFERENCE,),  # this start is general knowledge
    length=5,
    unit=TimeUnit.WORKING_DAYS,
    ends=PLAN_OVER,
    nation=Nation.WALES,
    strength=Strength.GUIDANCE,
    edition="Wales Safeguarding Procedures",
    in_force="2019-11/..",
    source="safeguarding.wales",
)

WALES: Final[tuple[Timescale, ...]] = (
    evolve(
        _WALES,
        name="Assessment",
        starts=(EventKind.REFERRAL,),  # this start is general knowledge
        stops=(EventKind.ASSESSMENT_COMPLETED,),
        length=42,
        agencies=_SOCIAL_CARE,
        unless=_NOT_TAKEN_ON,
        ends=_CLOSED,
    ),
    evolve(
        _WALES,
        name="Initial child protection conference",
        starts=(EventKind.SECTION_47_STARTED,),
        stops=(EventKind.INITIAL_CONFERENCE,),
        length=15,
        ends=_CLOSED,
    ),
    _WALES,
    evolve(_WALES, name="First core group", stops=(EventKind.CORE_GROUP,), length=10),
    evolve(
        _WALES,
        name="Later core group",
        starts=(EventKind.CORE_GROUP,),
        stops=(EventKind.CORE_GROUP,),
        length=6,
        unit=TimeUnit.WEEKS,
        every=True,
    ),
    evolve(
        _WALES,
        name="First child protection review conference",  # the start (the conference) is general knowledge
        stops=(EventKind.REVIEW_CONFERENCE,),
        length=3,
        unit=TimeUnit.MONTHS,
    ),
    evolve(
        _WALES,
        name="Later child protection review conference",
        starts=(EventKind.REVIEW_CONFERENCE,),
        stops=(EventKind.REVIEW_CONFERENCE,),
        length=6,
        unit=TimeUnit.MONTHS,
        every=True,
    ),
    evolve(
        _WALES,
        name="Child practice review",
        starts=(EventKind.REVIEW_DECIDED,),
        stops=(EventKind.REVIEW_COMPLETED,),
        length=6,
        unit=TimeUnit.MONTHS,
        ends=(),
        only_if=(ReviewKind.CHILD_PRACTICE_REVIEW_CONCISE, ReviewKind.CHILD_PRACTICE_REVIEW_EXTENDED),
        strength=Strength.STATUTORY,
        edition="Working Together to Safeguard People, volume 2",
        in_force="2016-04/2024-09",
        source="general knowledge; not read in the guidance",
    ),
)
"""Wales: the *Wales Safeguarding Procedures*, and how long a child practice review may take.

The procedures were read without the numbers of their paragraphs, and the guidance on reviews was not read, so all rows
are unverified. No source that says how long a single unified safeguarding review may take was found: it has no row.
"""

_SCOTLAND_2014 = Timescale(
    name="Initial child protection case conference",
    # The source says "notification of concern". It is general knowledge that this means the referral.
    starts=(EventKind.REFERRAL,),
    stops=(EventKind.INITIAL_CONFERENCE,),
    length=21,
    unit=TimeUnit.DAYS,
    agencies=(*_SOCIAL_CARE, AgencyKind.CHILDRENS_REPORTER, AgencyKind.POLICE),
    unless=_NOT_TAKEN_ON,
    ends=_CLOSED,
    nation=Nation.SCOTLAND,
    strength=Strength.GUIDANCE,
    edition="National guidance for child protection in Scotland 2014",
    in_force="2014/2021",  # the sources give only years: a start in 2021 may fall under either edition
    source=(
        "rightdecisions.scot.nhs.uk/child-protection-guidance/"
        "definitions-responsibilities-and-timescales/appendix-c-timescales/"
    ),
)
_SCOTLAND_2021 = evolve(
    _SCOTLAND_2014,
    name="Child protection planning meeting",
    length=28,
    edition="National guidance for child protection in Scotland 2021",
    in_force="2021/..",
)

SCOTLAND: Final[tuple[Timescale, ...]] = (
    _SCOTLAND_2014,
    evolve(
        _SCOTLAND_2014,
        name="First core group",
        starts=(EventKind.INITIAL_CONFERENCE,),
        agencies=(),
        unless=(),
        stops=(EventKind.CORE_GROUP,),
        length=15,
        ends=PLAN_OVER,
        verified=True,
    ),
    _SCOTLAND_2021,
    evolve(
        _SCOTLAND_2021,
        name="First core group",
        starts=(EventKind.INITIAL_CONFERENCE,),
        agencies=(),
        unless=(),
        stops=(EventKind.CORE_GROUP,),
        length=15,
        unit=TimeUnit.WORKING_DAYS,
        ends=PLAN_OVER,
        verified=True,
    ),
    evolve(
        _SCOTLAND_2021,
        name="Record of the planning meeting",
        starts=(EventKind.INITIAL_CONFERENCE,),
        agencies=(),
        unless=(),
        stops=(),
        length=10,
        unit=TimeUnit.WORKING_DAYS,
        ends=(),
        verified=True,
    ),
    evolve(
        _SCOTLAND_2021,
        name="Notice of the planning meeting",
        starts=(EventKind.INITIAL_CONFERENCE,),
        agencies=(),
        unless=(),
        stops=(),
        length=-5,
        ends=(),
        verified=True,
    ),
    evolve(
        _SCOTLAND_2021,
        name="Planning meeting for an unborn child",
        starts=(EventKind.EXPECTED_BIRTH,),
        stops=(EventKind.INITIAL_CONFERENCE,),
        length=-12,  # due by 28 weeks of pregnancy; the birth is expected at 40 weeks
        unit=TimeUnit.WEEKS,
        agencies=(),
        unless=(),
        ends=(),
        verified=True,
    ),
)
"""Scotland: the national guidance of 2014 and of 2021, which have different timescales.

No source that says how long a learning review may take was found: it has no row.
"""

_NORTHERN_IRELAND = Timescale(
    name="Initial child protection case conference",
    starts=(EventKind.REFERRAL,),
    stops=(EventKind.INITIAL_CONFERENCE,),
    length=15,
    unit=TimeUnit.WORKING_DAYS,
    agencies=_SOCIAL_CARE,
    unless=_NOT_TAKEN_ON,
    ends=_CLOSED,
    only_if=(EventKind.SECTION_47_STARTED, EventKind.STRATEGY_DISCUSSION),
    nation=Nation.NORTHERN_IRELAND,
    strength=Strength.GUIDANCE,
    edition="SBNI core child protection policy and procedures 2017",
    in_force="2017-11-28/..",  # launched on this day (safeguardingni.org/procedure-manual)
    source="general knowledge; not read in the procedures (proceduresonline.com/sbni)",
)

NORTHERN_IRELAND: Final[tuple[Timescale, ...]] = (
    evolve(
        _NORTHERN_IRELAND,
        name="Initial assessment",
        stops=(EventKind.ASSESSMENT_COMPLETED,),
        length=10,
        only_if=(),
        edition="UNOCINI guidance",
        in_force=None,
        source="general knowledge; not read in the guidance",
    ),
    _NORTHERN_IRELAND,
    evolve(
        _NORTHERN_IRELAND,
        name="First child protection review conference",
        starts=(EventKind.INITIAL_CONFERENCE,),
        stops=(EventKind.REVIEW_CONFERENCE,),
        length=3,
        unit=TimeUnit.MONTHS,
        agencies=(),
        unless=(),
        ends=PLAN_OVER,
        only_if=(),
    ),
    evolve(
        _NORTHERN_IRELAND,
        name="Later child protection review conference",
        starts=(EventKind.REVIEW_CONFERENCE,),
        stops=(EventKind.REVIEW_CONFERENCE,),
        length=6,
        unit=TimeUnit.MONTHS,
        every=True,
        agencies=(),
        unless=(),
        ends=PLAN_OVER,
        only_if=(),
    ),
)
"""Northern Ireland: the core procedures of the Safeguarding Board. None of the rows was read there: all are unverified.

No source that says how long a case management review may take was found, so there is no row for it.
"""
