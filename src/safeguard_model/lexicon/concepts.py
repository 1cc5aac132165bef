"""The kinds of event and of agency that a word of an entry names."""

from __future__ import annotations

from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Final, TypeVar

from safeguard_model.lexicon.spellings import PHRASES, common_form
from safeguard_model.records import AgencyKind, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["agencies_told", "kinds_told"]


_Kind = TypeVar("_Kind", EventKind, AgencyKind)


_KINDS: Final = {
    "birth": "birth",
    "hospital_admission": "admission",
    "hospital_discharge": "discharge",
    "was_not_brought": "dna",
    "did_not_attend": "dna",
    "referral": "referral",
    "notification": "notification",
    "phone_call": "call",
    "missing_episode": "missing",
    "return_interview": "rhi",
    "arrest": "arrest",
    "bail": "bail",
    "charge": "charge",
    "police_protection": "ppo",
    "strategy_discussion": "strat",
    "child_protection_medical": "cp-medical",
    "initial_conference": "conference",
    "review_conference": "conference",
    "core_group": "core-group",
    "multi_agency_meeting": "marac taf",
    "legal_planning_meeting": "lpm",
    "order_made": "ico sgo nmo",
    "court_hearing": "ico sgo nmo",
}


_AGENCIES: Final = {
    "childrens_social_care": "csc sw edt mash",
    "police": "police oic dc ds pc",
    "health_visiting": "hv",
    "school_nursing": "sn",
    "primary_care": "gp",
    "hospital": "hospital ward ed consultant paediatrician",
    "emergency_department": "hospital ed",
    "ambulance": "ambulance paramedic",
    "midwifery": "midwife mw maternity",
    "mental_health": "camhs cmht cpn psychiatrist",
    "community_health": "clinic dentist dental",
    "substance_misuse": "drug",
    "school": "school dsl teacher headteacher",
    "early_years": "nsy",
    "early_help": "fsw ehw",
    "housing": "housing landlord",
    "domestic_abuse_service": "idva refuge",
    "probation": "probation",
    "youth_justice": "yot yjs",
    "cafcass": "cafcass guardian",
    "court": "court judge",
    "voluntary": "carer",
    "adult_social_care": "asc",
}


def _by_word(enum: type[_Kind], table: Mapping[str, str]) -> dict[str, frozenset[_Kind]]:
    """Turn a table of words by kind into a table of kinds by word, each word in the form of `telling_words`."""
    kinds_by_word: dict[str, set[_Kind]] = defaultdict(set)
    for kind, words in table.items():
        for word in words.split():
            kinds_by_word[word if word in PHRASES else common_form(word)].add(enum(kind))
    return {word: frozenset(kinds) for word, kinds in kinds_by_word.items()}


_KINDS_OF: Final = _by_word(EventKind, _KINDS)


_AGENCIES_OF: Final = _by_word(AgencyKind, _AGENCIES)


def kinds_told(words: Iterable[str]) -> frozenset[EventKind]:
    """Return the kinds of event that the words name. The words must have the forms that `telling_words` gives them.

    Words that often occur in entries of other kinds name no kind.

    >>> from safeguard_model.lexicon import telling_words
    >>> sorted(kinds_told(telling_words("ICPC held at the civic offices", {})))
    [<EventKind.INITIAL_CONFERENCE: 'initial_conference'>, <EventKind.REVIEW_CONFERENCE: 'review_conference'>]
    """
    return frozenset(chain.from_iterable(_KINDS_OF[word] for word in words if word in _KINDS_OF))


def agencies_told(words: Iterable[str]) -> frozenset[AgencyKind]:
    """Return the kinds of agency that the words name: by the agency itself, or by the people or places of its work.

    The words must have the forms that `telling_words` gives them.

    >>> from safeguard_model.lexicon import telling_words
    >>> sorted(agencies_told(telling_words("T/C from DSL, will tell the allocated social worker", {})))
    [<AgencyKind.CHILDRENS_SOCIAL_CARE: 'childrens_social_care'>, <AgencyKind.SCHOOL: 'school'>]
    """
    return frozenset(chain.from_iterable(_AGENCIES_OF[word] for word in words if word in _AGENCIES_OF))
