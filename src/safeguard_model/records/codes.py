"""Code lists of the children in need census (Department for Education, England), as tables.

Records refer to a code through ``Code(scheme="dfe:factor", value="18C", year=2024)``. The lists come from the published
census tools and the standard safeguarding dataset; the labels are shortened. If these sources do not say in which
year a code began or ceased to be valid, that year is open (None). An open year means "not known", not "for ever".

A census year is written as the year in which it begins: 2024 is 1 April 2024 to 31 March 2025.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from safeguard_model.records.vocabulary import AbuseCategory, AgencyKind, EventKind, FactorKind, Sex, StatusKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

__all__ = ["SCHEMES", "CodeRow", "look_up"]

Years: TypeAlias = tuple[int | None, int | None]
"""The first and the last census year in which a code is valid; None if that year is not known."""


class CodeRow(NamedTuple):
    """A row of a code list."""

    code: str
    """The code as the census writes it. A code is text, not a number; `look_up` ignores its case."""
    label: str
    """What the code means, in short words."""
    years: Years
    """The first and the last census year in which the code is valid; None if that year is not known."""
    member: StrEnum | None
    """The word of `safeguard_model.records.vocabulary` that means the same; None if there is no such word."""

    def valid_in(self, year: int) -> bool:
        """Return whether a census year is neither before the first known year of the code nor after the last.

        An open first or last year excludes no census year.

        >>> look_up("dfe:gender", "1").valid_in(2024)
        False
        """
        first, last = self.years
        return (first is None or first <= year) and (last is None or year <= last)


_OPEN: Final[Years] = (None, None)


def _rows(*rows: tuple[str, str, StrEnum | None], years: Years = _OPEN) -> tuple[CodeRow, ...]:
    return tuple(CodeRow(code, label, years, member) for code, label, member in rows)


_ABUSE_CATEGORY = _rows(
    ("NEG", "neglect", AbuseCategory.NEGLECT),
    ("PHY", "physical abuse", AbuseCategory.PHYSICAL),
    ("SAB", "sexual abuse", AbuseCategory.SEXUAL),
    ("EMO", "emotional abuse", AbuseCategory.EMOTIONAL),
    ("MUL", "multiple", AbuseCategory.MULTIPLE),
)

# U has no member: every unborn child has this code, but the source does not say that every child with this code is
# unborn.
_SEX = _rows(
    ("M", "male", Sex.MALE),
    ("F", "female", Sex.FEMALE),
    ("U", "neither male nor female recorded; the code of an unborn child", None),
    years=(2024, None),
)

_GENDER = _rows(
    ("0", "unborn", Sex.UNBORN),
    ("1", "male", Sex.MALE),
    ("2", "female", Sex.FEMALE),
    ("9", "indeterminate", Sex.INDETERMINATE),
    years=(None, 2023),
)

# If several needs apply, the census records only the need that is highest in this list.
_PRIMARY_NEED = _rows(
    ("N1", "abuse or neglect", None),
    ("N2", "child's disability", None),
    ("N3", "parental illness or disability", None),
    ("N4", "family in acute stress", None),
    ("N5", "family dysfunction", None),
    ("N6", "socially unacceptable behaviour", None),
    ("N7", "low income", None),
    ("N8", "absent parenting", None),
    ("N9", "cases other than children in need", None),
    ("N0", "not stated", None),
)

_REFERRAL_SOURCE = _rows(
    ("1A", "family member, relative or carer", None),
    ("1B", "acquaintance", None),
    ("1C", "self", None),
    ("1D", "other individual", None),
    ("2A", "schools", AgencyKind.SCHOOL),
    ("2B", "education services", AgencyKind.EDUCATION),
    ("3A", "general practitioner", AgencyKind.PRIMARY_CARE),
    ("3B", "health visitor", AgencyKind.HEALTH_VISITING),
    ("3C", "school nurse", AgencyKind.SCHOOL_NURSING),
    ("3D", "other primary health services", None),
    ("3E", "accident and emergency department", AgencyKind.EMERGENCY_DEPARTMENT),
    ("3F", "other health services", None),
    ("4", "housing", AgencyKind.HOUSING),
    ("5A", "local authority: social care, such as for adults", None),
    ("5B", "local authority: other, internal", AgencyKind.LOCAL_AUTHORITY),
    ("5C", "local authority: external", AgencyKind.LOCAL_AUTHORITY),
    ("5D", "local authority: early help", AgencyKind.EARLY_HELP),
    ("6", "police", AgencyKind.POLICE),
    ("7", "other legal agency: courts, probation, immigration, Cafcass, prison", None),
    ("8", "other", AgencyKind.OTHER),
    ("9", "anonymous", None),
    ("10", "unknown", AgencyKind.UNKNOWN),
)

_CLOSURE_REASON = _rows(
    ("RC1", "adopted", StatusKind.ADOPTED),
    ("RC2", "died", EventKind.DEATH),
    ("RC3", "child arrangements order", StatusKind.CHILD_ARRANGEMENTS_ORDER),
    ("RC4", "special guardianship order", StatusKind.SPECIAL_GUARDIANSHIP),
    ("RC5", "transferred to another local authority", EventKind.CASE_TRANSFER),
    ("RC6", "transferred to adult services", None),
    ("RC7", "other reason, among them no longer in need", None),
    ("RC8", "closed after assessment, no further action", None),
    ("RC9", "closed after assessment, referred to early help", None),
)

# In codes 1 to 6 only, the letter says whose factor it is: A the child, B a parent or carer, C another person in the
# household. Code 6 maps to no FactorKind, because FactorKind divides it into two words: physical_disability
# and chronic_illness.
_FACTOR = _rows(
    ("1A", "alcohol misuse: child", FactorKind.SUBSTANCE_USE),
    ("1B", "alcohol misuse: parent or carer", FactorKind.PARENTAL_ALCOHOL_MISUSE),
    ("1C", "alcohol misuse: other in the household", FactorKind.SUBSTANCE_USE),
    ("2A", "drug misuse: child", FactorKind.SUBSTANCE_USE),
    ("2B", "drug misuse: parent or carer", FactorKind.PARENTAL_DRUG_MISUSE),
    ("2C", "drug misuse: other in the household", FactorKind.SUBSTANCE_USE),
    ("3A", "domestic abuse, as its subject: child", FactorKind.DOMESTIC_ABUSE),
    ("3B", "domestic abuse, as its subject: parent or carer", FactorKind.DOMESTIC_ABUSE),
    ("3C", "domestic abuse, as its subject: other in the household", FactorKind.DOMESTIC_ABUSE),
    ("4A", "mental health: child", FactorKind.MENTAL_ILL_HEALTH),
    ("4B", "mental health: parent or carer", FactorKind.PARENTAL_MENTAL_ILL_HEALTH),
    ("4C", "mental health: other in the household", FactorKind.MENTAL_ILL_HEALTH),
    ("5A", "learning disability: child", FactorKind.LEARNING_DISABILITY),
    ("5B", "learning disability: parent or carer", FactorKind.PARENTAL_LEARNING_DISABILITY),
    ("5C", "learning disability: other in the household", FactorKind.LEARNING_DISABILITY),
    ("6A", "physical disability or illness: child", None),
    ("6B", "physical disability or illness: parent or carer", None),
    ("6C", "physical disability or illness: other in the household", None),
    ("7A", "young carer", StatusKind.YOUNG_CARER),
    ("8B", "privately fostered: from overseas, to return", None),
    ("8C", "privately fostered: from overseas, to stay", None),
    ("8D", "privately fostered: in the UK for an educational placement", None),
    ("8E", "privately fostered: in the UK, alternative family arrangement", None),
    ("8F", "privately fostered: other", None),
    ("9A", "unaccompanied asylum-seeking child", StatusKind.UNACCOMPANIED_ASYLUM_SEEKING),
    ("10A", "missing", FactorKind.MISSING_EPISODES),
    ("11A", "child sexual exploitation", FactorKind.CHILD_SEXUAL_EXPLOITATION),
    ("12A", "trafficking", FactorKind.MODERN_SLAVERY),
    ("13A", "gangs", FactorKind.GANGS),
    ("14A", "socially unacceptable behaviour", None),
    ("15A", "self-harm", FactorKind.SELF_HARM),
    ("16A", "neglect", FactorKind.NEGLECT),
    ("17A", "emotional abuse", FactorKind.EMOTIONAL_ABUSE),
    ("18A", "physical abuse (former code: now 18B or 18C)", FactorKind.PHYSICAL_ABUSE),
    ("18B", "physical abuse: child on child", FactorKind.PHYSICAL_ABUSE),
    ("18C", "physical abuse: adult on child", FactorKind.PHYSICAL_ABUSE),
    ("19A", "sexual abuse (former code: now 19B or 19C)", FactorKind.SEXUAL_ABUSE),
    ("19B", "sexual abuse: child on child", FactorKind.SEXUAL_ABUSE),
    ("19C", "sexual abuse: adult on child", FactorKind.SEXUAL_ABUSE),
    ("20", "other", FactorKind.OTHER),
    ("21", "no factors identified; stands alone", None),
    ("22A", "female genital mutilation", FactorKind.FEMALE_GENITAL_MUTILATION),
    ("23A", "abuse linked to faith or belief", FactorKind.FAITH_OR_BELIEF_ABUSE),
    ("24A", "child criminal exploitation", FactorKind.CHILD_CRIMINAL_EXPLOITATION),
)

_ETHNICITY = _rows(
    ("WBRI", "White British", None),
    ("WIRI", "White Irish", None),
    ("WOTH", "any other White background", None),
    ("WIRT", "Traveller of Irish heritage", None),
    ("WROM", "Gypsy or Roma", None),
    ("MWBC", "White and Black Caribbean", None),
    ("MWBA", "White and Black African", None),
    ("MWAS", "White and Asian", None),
    ("MOTH", "any other Mixed background", None),
    ("AIND", "Indian", None),
    ("APKN", "Pakistani", None),
    ("ABAN", "Bangladeshi", None),
    ("CHNE", "Chinese", None),
    ("AOTH", "any other Asian background", None),
    ("BCRB", "Black Caribbean", None),
    ("BAFR", "Black African", None),
    ("BOTH", "any other Black background", None),
    ("OOTH", "any other ethnic group", None),
    ("REFU", "refused", None),
    ("NOBT", "not yet obtained", None),
)

# A child may have several of these codes. NONE is never given together with another code.
_DISABILITY = _rows(
    ("NONE", "none; stands alone", None),
    ("MOB", "mobility", None),
    ("HAND", "hand function", None),
    ("PC", "personal care", None),
    ("INC", "incontinence", None),
    ("COMM", "communication", None),
    ("LD", "learning", FactorKind.LEARNING_DISABILITY),
    ("HEAR", "hearing", None),
    ("VIS", "vision", None),
    ("BEH", "behaviour", None),
    ("CON", "consciousness", None),
    ("AUT", "autism or Asperger syndrome", FactorKind.AUTISM),
    ("DDA", "other disability under the Disability Discrimination Act", None),
)

SCHEMES: Final[Mapping[str, tuple[CodeRow, ...]]] = MappingProxyType(
    {
        "dfe:abuse_category": _ABUSE_CATEGORY,
        "dfe:closure_reason": _CLOSURE_REASON,
        "dfe:disability": _DISABILITY,
        "dfe:ethnicity": _ETHNICITY,
        "dfe:factor": _FACTOR,
        "dfe:gender": _GENDER,
        "dfe:primary_need": _PRIMARY_NEED,
        "dfe:referral_source": _REFERRAL_SOURCE,
        "dfe:sex": _SEX,
    }
)
"""Every code list under the name of its scheme. Each list is in the census's own order.

`dfe:sex` replaced `dfe:gender` in 2024/25.
"""


def look_up(scheme: str, value: str, year: int | None = None) -> CodeRow | None:
    """Return the row of a code; None if the scheme or code is not known, or if the code was not valid in the year.

    Other tools have schemes of their own, so an unknown scheme is not an error.

    >>> look_up("dfe:factor", "18c").label
    'physical abuse: adult on child'
    >>> look_up("dfe:sex", "M", year=2019) is None
    True
    """
    row = _index().get((scheme, value.upper()))
    return row if row is None or year is None or row.valid_in(year) else None


@cache
def _index() -> Mapping[tuple[str, str], CodeRow]:
    """Return every row under its scheme and code. The mapping is built at the first call."""
    return {(scheme, row.code): row for scheme, rows in SCHEMES.items() for row in rows}
