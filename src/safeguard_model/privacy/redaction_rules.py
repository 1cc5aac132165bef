"""The policy of `redact` as a table: for each kind of field, which readers see it, and why."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, NamedTuple

import attrs

from safeguard_model.records.fields import once_per_class
from safeguard_model.records.sensitivity import Sensitivity

__all__ = ["CLASSES", "SENTENCES", "TABLE", "RemovalReason", "Rule", "View", "rule_of"]


class View(StrEnum):
    """From where a reader looks at a record: the column of the policy table."""

    PANEL = "panel"
    """The panel of a review."""
    OWN = "own agency"
    """The agency that the copy is for, at its own entries."""
    AGENCY = "agency"
    """An agency, at everything else."""
    SELF = "self"
    """A person, at what is about this person alone."""
    FAMILY = "family"
    """The family as a whole, at what is about its members; a parent, at what is about them and their own children."""
    MEMBER = "member"
    """A member of the family, at what is about another member too."""
    GENERAL = "general"
    """A family or a person, at what is about nobody on file: agencies, sources, many findings."""
    OUTSIDE = "outside"
    """A family or a person, at what is about somebody else too; and anybody, at what is about a withheld person too."""
    PUBLISHED = "published"
    """Everybody."""


class RemovalReason(StrEnum):
    """Why something was removed from a copy; `SENTENCES` explains each word."""

    ADDRESS = "address"
    AREA = "area"
    ASKED = "asked"
    CHILDS_ACCOUNT = "childs_account"
    CLAIM = "claim"
    DATE_OF_BIRTH = "date_of_birth"
    DETAIL = "detail"
    FREE_TEXT = "free_text"
    IDENTIFIER = "identifier"
    MARK = "mark"
    MENTIONS_ADDRESS = "mentions_address"
    MENTIONS_NAME = "mentions_name"
    MENTIONS_RESTRICTED = "mentions_restricted"
    NAME = "name"
    NOT_ABOUT_READER = "not_about_reader"
    NOT_CLASSIFIED = "not_classified"
    OTHER_MEMBER = "other_member"
    PROFESSIONAL = "professional"
    REMOVED_RECORD = "removed_record"
    REPORTER = "reporter"
    RESTRICTED_ADDRESS = "restricted_address"
    RESTS_ON_REMOVED = "rests_on_removed"
    SOURCE = "source"
    SPECIAL = "special"
    THIRD_PARTY = "third_party"
    TOOL_FIELD = "tool_field"
    WITHHELD_FROM = "withheld_from"
    WITHHELD_FROM_UNKNOWN = "withheld_from_unknown"
    WORKING_NOTE = "working_note"


SENTENCES: Final[dict[RemovalReason, str]] = {
    RemovalReason.ADDRESS: "an address or a place, which this reader does not get",
    RemovalReason.AREA: "a town or an area, or what is found in one only",
    RemovalReason.ASKED: "named in `withhold`",
    RemovalReason.CHILDS_ACCOUNT: "what a child said or showed, which may put the child at risk at home",
    RemovalReason.CLAIM: "a claim about something that was removed",
    RemovalReason.DATE_OF_BIRTH: "a date of birth or death, or what tells one; the date of an event became its year",
    RemovalReason.DETAIL: "a detail that helps to recognise somebody: a job, a code, a need for an interpreter",
    RemovalReason.FREE_TEXT: "free text, which may hold anything",
    RemovalReason.IDENTIFIER: "the number of a person in a register",
    RemovalReason.MARK: "the mark that a record is withheld from somebody, which tells that there is something to hide",
    RemovalReason.MENTIONS_ADDRESS: "a text that mentions an address that was removed",
    RemovalReason.MENTIONS_NAME: "a text that mentions a name that was removed",
    RemovalReason.MENTIONS_RESTRICTED: "a text that mentions a restricted address, its area, or a school or surgery",
    RemovalReason.NAME: "a name",
    RemovalReason.NOT_ABOUT_READER: "not about the person who reads",
    RemovalReason.NOT_CLASSIFIED: "nobody has said how sensitive the field is, or the policy does not know its class",
    RemovalReason.OTHER_MEMBER: "about another member of the family",
    RemovalReason.PROFESSIONAL: "the name of a professional; the label and the role stay",
    RemovalReason.REMOVED_RECORD: "a link to a record that was removed",
    RemovalReason.REPORTER: "who reported or told something, or how",
    RemovalReason.RESTRICTED_ADDRESS: "a restricted address, or the place, school or surgery that would tell it",
    RemovalReason.RESTS_ON_REMOVED: "rests on a record that was removed",
    RemovalReason.SOURCE: "the title or address of a source, which may name people",
    RemovalReason.SPECIAL: "special category or criminal offence data (UK GDPR articles 9 and 10)",
    RemovalReason.THIRD_PARTY: "about somebody who is not the reader's own, or whose record is withheld",
    RemovalReason.TOOL_FIELD: "a tool's own fields, which nobody can judge",
    RemovalReason.WITHHELD_FROM: "withheld from this reader by `withheld_from`",
    RemovalReason.WITHHELD_FROM_UNKNOWN: "withheld from a reader that is not known",
    RemovalReason.WORKING_NOTE: "a comment or a tag of the file's author",
}
"""What each reason means, in words that follow "removed because it is"."""


class Rule(NamedTuple):
    """One row of the policy: some fields, the views in which they are shown, and why."""

    covers: str
    """The fields, as ``Class.field`` with spaces between; a base class stands for its subclasses. Or, in capitals,
    classes of sensitivity."""
    shown: frozenset[View]
    """The views in which the fields are shown. In every other view they are removed."""
    reason: RemovalReason
    """The word for the removal."""
    why: str
    """Why, with the source; "house rule" where we know none."""


_PANEL, _OWN, _AGENCY = View.PANEL, View.OWN, View.AGENCY
_SELF, _FAMILY, _MEMBER, _GENERAL = View.SELF, View.FAMILY, View.MEMBER, View.GENERAL
_OUTSIDE, _PUBLISHED = View.OUTSIDE, View.PUBLISHED
_ALL = frozenset(View)
_OFFICIAL = frozenset({_PANEL, _OWN, _AGENCY})
_KNOWN_TO_FAMILY = _OFFICIAL | {_SELF, _FAMILY}


TABLE: Final[tuple[Rule, ...]] = (
    Rule(
        "Record.withheld_from",
        frozenset(),
        RemovalReason.MARK,
        "House rule: the mark names readers, and tells that something is hidden.",
    ),
    Rule(
        "Record.extra CaseFile.extra",
        frozenset(),
        RemovalReason.TOOL_FIELD,
        "Nobody classified it. Hidden fields are what reprimands for disclosure are about (ICO).",
    ),
    Rule(
        "Person.identifiers Identifier.scheme Identifier.value",
        frozenset({_SELF}),
        RemovalReason.IDENTIFIER,
        "No reader but the person needs it to understand the case (UK GDPR art 5(1)(c), minimisation; art 15(1)).",
    ),
    Rule(
        "Person.name Person.aliases Alias.text Alias.used_by",
        _OFFICIAL | {_SELF, _FAMILY, _MEMBER},
        RemovalReason.NAME,
        "A family knows the names of its members; a published copy names no child (Working Together, chapter 5).",
    ),
    Rule(
        "Professional.name",
        frozenset({_PANEL, _OWN}),
        RemovalReason.PROFESSIONAL,
        "House rule, stricter than the law: DPA 2018 sch 2 para 17 would mostly allow it. Label and role stay.",
    ),
    Rule(
        "Source.author",
        frozenset({_PANEL}),
        RemovalReason.NAME,
        "House rule: the author is mostly a professional, or somebody who told of the family.",
    ),
    Rule(
        "Review.chair Review.authors Statement.speaker",
        _OFFICIAL | {_SELF, _FAMILY, _MEMBER, _GENERAL},
        RemovalReason.NAME,
        "House rule: readers who are concerned meet them; a published copy leaves it to the cover of the report.",
    ),
    Rule(
        "Proceeding.name",
        _KNOWN_TO_FAMILY,
        RemovalReason.NAME,
        "It is mostly made of surnames; reports of children's cases must not identify them (Children Act 1989 s 97).",
    ),
    Rule(
        "Person.born Person.expected Person.died StatedAge.at Event.ages AgeOf.person AgeOf.age AgeOf.gestation_weeks"
        " Harm.age",
        _KNOWN_TO_FAMILY,
        RemovalReason.DATE_OF_BIRTH,
        "With a place it identifies a child; an age beside the date of an event is a date of birth. House rule.",
    ),
    Rule(
        "Person.residences Family.residences Residence.kind Residence.area Residence.address Residence.during"
        " Event.place Incident.place",
        _OFFICIAL | {_SELF},
        RemovalReason.ADDRESS,
        "Members of one family may be in hiding from each other: councils were reprimanded for one family copy (ICO).",
    ),
    Rule(
        "Incident.area Agency.area",
        _ALL - {_PUBLISHED},
        RemovalReason.AREA,
        "Age, sex, town and month identify a child. House rule.",
    ),
    Rule(
        "Event.reported_by Event.reporter Knowledge.told_by Knowledge.via Claim.by",
        frozenset({_PANEL, _OWN}),
        RemovalReason.REPORTER,
        "Who reports abuse must be able to do so in confidence (D v NSPCC [1978] AC 171; DPA 2018 sch 2 para 16).",
    ),
    Rule(
        "Event.childs_account",
        _OFFICIAL | {_SELF},
        RemovalReason.CHILDS_ACCOUNT,
        "What a child discloses may turn those at home against the child. House rule.",
    ),
    Rule(
        "Record.comment Event.tags Incident.tags",
        frozenset({_PANEL, _OWN, _SELF}),
        RemovalReason.WORKING_NOTE,
        "House rule: notes of those who work on the file. A person has a right to those about them (UK GDPR art 15).",
    ),
    Rule(
        "Finding.text Recommendation.text Recommendation.response Response.text Review.title",
        _ALL - {_OUTSIDE, _MEMBER},
        RemovalReason.FREE_TEXT,
        "Reports of reviews are written to be published (Working Together, chapter 5).",
    ),
    Rule(
        "Source.title Source.publisher Source.url",
        _OFFICIAL,
        RemovalReason.SOURCE,
        "A title may name who told of the family, and the address of a news item leads to the name. House rule.",
    ),
    Rule(
        "Person.occupation Person.interpreter Record.codes Code.scheme Code.value Code.year Statement.role",
        _ALL - {_PUBLISHED},
        RemovalReason.DETAIL,
        "With the rest of a published copy it tells who somebody is. House rule.",
    ),
    Rule(
        "Status.kind",
        _KNOWN_TO_FAMILY,
        RemovalReason.SPECIAL,
        "Bail, imprisonment or detention in hospital is criminal offence or health data (UK GDPR arts 9, 10).",
    ),
    Rule(
        "Suspect.person Suspect.capacity Suspect.on Party.person Party.role Party.on",
        _KNOWN_TO_FAMILY,
        RemovalReason.SPECIAL,
        "To be a suspect or a defendant is criminal offence data, and other parties tell of it (UK GDPR art 10).",
    ),
    Rule(
        "Claim.value",
        _ALL,
        RemovalReason.CLAIM,
        "It is as sensitive as the field that it is about: `redact` removes the claim where it would remove the field.",
    ),
    Rule("OPEN QUASI", _ALL, RemovalReason.DETAIL, "Without them nothing is left to look at. House rule."),
    Rule(
        "SPECIAL",
        _KNOWN_TO_FAMILY,
        RemovalReason.SPECIAL,
        "UK GDPR arts 9, 10 and 15(4): nobody else's health or offences; a published copy cannot be called back.",
    ),
    Rule(
        "FREE_TEXT",
        _KNOWN_TO_FAMILY | {_GENERAL},
        RemovalReason.FREE_TEXT,
        "A text about several people says something of each, and no program can cut it apart (UK GDPR art 15(4)).",
    ),
    Rule(
        "IDENTIFYING",
        frozenset({_PANEL}),
        RemovalReason.NAME,
        "A field that this table does not name goes to nobody but the panel. House rule.",
    ),
    Rule(
        "RESTRICTED",
        frozenset(),
        RemovalReason.ADDRESS,
        "A field that this table does not name goes to nobody. House rule.",
    ),
)
"""The policy. A row that names a field goes before the row of the field's class of sensitivity."""

_READ = (
    "CaseFile Action Adult Agency AgeOf Alias Child Citation Claim Code Contribution Episode Event Factor Family"
    " Finding Harm Identifier Incident Involvement Knowledge Membership Milestone Party Proceeding Professional"
    " Quantity Recommendation Relationship Residence Response Review Source StatedAge Statement Status Subject Suspect"
)
CLASSES: Final = frozenset(_READ.split())
"""The classes of which somebody has read every field with this table in hand. Any other class is removed whole."""

_NOT_CLASSIFIED: Final = Rule("", frozenset(), RemovalReason.NOT_CLASSIFIED, "It fails closed.")
_BY_NAME: Final = {name: rule for rule in TABLE for name in rule.covers.split()}


# A field is looked up by its own class first and then by the bases, so `Person.name` covers children and adults. The
# lookup asks the class for its metadata and not `sensitivity_of`, because that fills in RESTRICTED where none is given.
@once_per_class
def _rules_of(cls: type) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for field in attrs.fields(cls):
        level = field.metadata.get("sensitivity")
        names = [f"{base.__name__}.{field.name}" for base in cls.__mro__]
        found = [_BY_NAME[name] for name in names if name in _BY_NAME]
        if cls.__name__ not in CLASSES or not isinstance(level, Sensitivity):
            rules[field.name] = _NOT_CLASSIFIED
        else:
            rules[field.name] = found[0] if found else _BY_NAME[level.name]
    return rules


def rule_of(cls: type, name: str) -> Rule:
    """Return the row of the policy for a field of a class; the row that removes it from every copy if it is unknown."""
    return _rules_of(cls).get(name, _NOT_CLASSIFIED)
