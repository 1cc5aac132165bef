"""The suggested themes of findings and actions, and the function that finds the theme for another spelling."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["THEMES", "theme_of", "tidied"]


THEMES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "information_sharing": ("sharing information", "information exchange", "communication between agencies"),
        "professional_curiosity": ("respectful uncertainty", "curiosity", "healthy scepticism"),
        "voice_of_the_child": ("voice of child", "child's voice", "lived experience of the child", "child focus"),
        "thresholds": ("threshold", "application of thresholds", "threshold decisions"),
        "escalation_and_challenge": ("escalation", "professional challenge", "professional disagreement"),
        "working_with_fathers": (
            "fathers",
            "engaging fathers",
            "invisible men",
            "hidden men",
            "involvement of fathers",
        ),
        "supervision": ("safeguarding supervision", "reflective supervision", "management oversight"),
        "record_keeping": ("recording", "records", "record keeping and chronologies"),
        "assessment_quality": ("quality of assessment", "quality of assessments", "assessment", "risk assessment"),
        "collaborative_working": (
            "multi-agency working",
            "inter-agency working",
            "partnership working",
            "joint working",
        ),
        "think_family": ("whole family", "whole family approach"),
        "was_not_brought": ("not brought", "did not attend", "missed appointments"),
        "disguised_compliance": ("false compliance", "apparent compliance"),
        "cumulative_harm": ("cumulative risk", "accumulating risk"),
        "domestic_abuse": ("domestic violence", "domestic violence and abuse"),
        "neglect": ("child neglect", "chronic neglect"),
        "bruising_in_non_mobile_babies": ("bruising in babies", "bruising in non-mobile infants", "bruising protocol"),
        "cross_border": ("cross-boundary", "cross-border working", "out of area"),
        "transitions": ("transition", "transition to adulthood", "transition to adult services"),
        "staff_capacity": ("capacity", "workload", "caseloads", "staffing", "resources"),
        "cultural_competence": ("culture", "cultural awareness", "race and culture", "ethnicity and culture"),
        "safer_sleep": ("safe sleep", "safe sleeping", "safer sleeping", "unsafe sleep", "co-sleeping"),
        "exploitation": ("child sexual exploitation", "child criminal exploitation", "contextual safeguarding"),
        "mental_health": ("mental ill health", "mental illness"),
        "parental_vulnerability": ("vulnerable parents", "parental vulnerabilities", "parental risk factors"),
        "pre_birth_planning": ("pre-birth assessment", "pre-birth planning and assessment", "unborn babies"),
        "procedures_not_followed": ("failure to follow procedures", "non-compliance with procedures"),
        "good_practice": ("effective practice", "areas of good practice"),
    }
)
"""The suggested themes, each with other spellings that people use for the theme. A record may hold other themes too."""


@cache
def _themes() -> Mapping[str, str]:
    """Return the theme under every spelling, in the form that `tidied` gives it. It is built at the first call."""
    return {tidied(text): theme for theme, spellings in THEMES.items() for text in (theme, *spellings)}


_PLAIN = str.maketrans({"-": " ", "_": " ", "\N{RIGHT SINGLE QUOTATION MARK}": "'"})


def tidied(text: str) -> str:
    """Return a text for comparing: in lower case, with straight quotes, and spaces for hyphens and underscores."""
    return " ".join(text.casefold().translate(_PLAIN).split())


def theme_of(text: str) -> str:
    """Return the suggested theme that a text means; the text unchanged if it means no suggested theme.

    Capitals and the number of spaces do not matter, and a hyphen or an underscore counts as a space.

    >>> theme_of("Voice of the child"), theme_of("Hidden men"), theme_of("Winter")
    ('voice_of_the_child', 'working_with_fathers', 'Winter')
    """
    return _themes().get(tidied(text), text)
