"""The words that headings are made of, as data."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS_OF_ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "when": "date",
        "reporter": "source of information",
        "ref": "reference",
        "end": "end date",
        "id": "id",
        "subject": "child",
        "childs_account": "child's account",
    }
)
"""The words for a role in a note, if they are not the name of the role itself."""

HEADS: Final[Mapping[str, Mapping[str, float]]] = {
    "description": {
        **dict.fromkeys(("event", "incident", "occurrence", "happening", "detail", "description", "narrative"), 0.9),
        **dict.fromkeys(("summary", "content", "text", "information", "info", "message", "circumstance"), 0.9),
        **dict.fromkeys(("account", "overview", "synopsis", "entry", "concern", "nature", "fact"), 0.8),
        **dict.fromkeys(("contact", "visit", "discussion", "conversation", "interaction", "activity", "episode"), 0.7),
        **dict.fromkeys(
            ("disclosure", "allegation", "extract", "milestone", "development", "involvement", "recording"), 0.7
        ),
        **dict.fromkeys(("point", "record"), 0.7),
        **dict.fromkeys(("call", "meeting", "intervention", "observation", "finding", "issue"), 0.6),
        **dict.fromkeys(("problem", "complaint", "reason", "purpose", "encounter"), 0.6),
    },
    "outcome": {
        **dict.fromkeys(("outcome", "action", "decision", "response", "followup"), 0.9),
        **dict.fromkeys(("result", "recommendation", "plan", "resolution", "disposal", "conclusion"), 0.7),
        **dict.fromkeys(("advice", "consequence", "step"), 0.7),
    },
    "comment": {
        **dict.fromkeys(("comment", "commentary", "analysis", "significance", "impact"), 0.9),
        **dict.fromkeys(
            ("reflection", "learning", "lesson", "evaluation", "remark", "critique", "interpretation"), 0.8
        ),
        **dict.fromkeys(("judgement", "judgment", "opinion", "relevance", "implication", "appraisal"), 0.7),
        **dict.fromkeys(("rationale", "opportunity", "formulation", "difference"), 0.6),
        **dict.fromkeys(("risk", "factor", "strength", "question"), 0.6),
    },
    "notes": {"note": 0.8, "clarification": 0.7, "query": 0.7},
    "childs_account": {
        **dict.fromkeys(("voice", "wish", "feeling"), 0.9),
        **dict.fromkeys(("view", "perspective", "experience", "word"), 0.8),
    },
    "reporter": {
        **dict.fromkeys(("source", "evidence", "informant", "referrer", "provenance"), 0.9),
        **dict.fromkeys(("exhibit", "document", "citation", "system"), 0.7),
        **dict.fromkeys(("caller", "complainant", "notifier", "whistleblower"), 0.7),
    },
    "subject": {
        **dict.fromkeys(("child", "children", "baby", "babies", "pupil", "patient", "client", "subject"), 0.8),
        **dict.fromkeys(("student", "learner", "yp", "cyp", "infant", "toddler", "newborn", "unborn"), 0.7),
    },
    "people": {
        **dict.fromkeys(("person", "people", "member", "attendee", "participant", "relative", "party"), 0.8),
        **dict.fromkeys(("family", "parent", "carer", "mother", "father", "sibling", "guardian", "adult"), 0.7),
        **dict.fromkeys(("victim", "suspect", "offender", "perpetrator", "individual", "other", "those"), 0.7),
        **dict.fromkeys(("partner", "occupier", "nominal"), 0.7),
    },
    "professionals": {
        **dict.fromkeys(("professional", "worker", "practitioner", "staff", "author", "signature", "signed"), 0.9),
        **dict.fromkeys(("officer", "clinician", "doctor", "nurse", "midwife", "teacher", "keyworker", "sign"), 0.8),
        **dict.fromkeys(("designation", "role", "manager", "supervisor", "consultant", "therapist", "writer"), 0.7),
        **dict.fromkeys(("originator", "crew"), 0.7),
        **dict.fromkeys(("sw", "hv", "iro", "dsl"), 0.6),
    },
    "agency": {
        **dict.fromkeys(("agency", "organisation", "organization"), 0.9),
        **dict.fromkeys(("service", "team", "department", "dept", "provider", "authority"), 0.7),
    },
    "kind": {
        **dict.fromkeys(("type", "kind", "category"), 0.8),
        **dict.fromkeys(("method", "mode", "classification", "subtype", "code"), 0.7),
    },
    "place": {
        **dict.fromkeys(("place", "location", "venue", "locality"), 0.9),
        **dict.fromkeys(("address", "site", "setting", "premises", "establishment"), 0.7),
        **dict.fromkeys(("ward",), 0.75),
        **dict.fromkeys(("clinic", "hospital"), 0.6),
    },
    "tags": {**dict.fromkeys(("tag", "keyword"), 0.9), **dict.fromkeys(("theme", "label", "topic"), 0.7)},
}
"""The words that give a heading its role if they are its head word, each with how certain the role then is.

A word is here in the singular. The head word of a heading is the last noun before a preposition: "details" in "contact
details" and in "details of contact".
"""

RELATIVES: Final = frozenset(
    {
        *("mum", "dad", "mo", "fa", "mgm", "pgm", "mgf", "pgf", "nan", "gran", "grandmother", "grandfather", "aunt"),
        *("grandparent", "uncle", "stepfather", "stepmother", "boyfriend", "girlfriend", "husband", "wife"),
    }
)
"""Further words for relatives, which are not head words."""
WORKERS: Final = frozenset(
    {
        *("hv", "sw", "gp", "dsl", "iro", "cpn", "pc", "dc", "police", "you", "we", "i", "team", "agency", "service"),
        *("school", "paramedic", "anyone", "anybody", "someone", "somebody", "support", "own"),
    }
)
"""Further words for those whose work it is to see a child."""
SEVERAL: Final = frozenset({"children", "babies", "pupils", "students", "infants"})

DATES: Final = frozenset({"date", "dates", "datetime", "day"})
TIMES: Final = frozenset({"time", "times", "hrs", "hours"})
NUMBERS: Final = frozenset({"ref", "reference", "number", "no", "id", "identifier", "serial", "sequence", "urn"})
NAMES: Final = frozenset({"name", "names", "initial", "initials"})
LIGHT: Final = frozenset(
    {
        *(
            "detail",
            "description",
            "summary",
            "information",
            "info",
            "nature",
            "content",
            "text",
            "account",
            "overview",
        ),
        *("narrative", "synopsis", "note", "recording", "fact", "point", "record"),
    }
)
"""Head words that take the role of what they are of: "details of action" is what was done, not what happened."""
TEXTS: Final = frozenset({"description", "outcome", "comment", "childs_account", "notes"})

EVENTS: Final = frozenset(
    {
        *("event", "incident", "contact", "visit", "occurrence", "occurred", "happened", "session", "appointment"),
        *("meeting", "referral", "attendance", "admission", "encounter", "episode", "call", "activity", "interaction"),
        *("intervention", "service", "concern", "period", "discussion", "conversation", "significant", "key"),
        *(
            "critical",
            "observation",
            "disclosure",
            "allegation",
            "chronology",
            "start",
            "from",
            "begin",
            "began",
            "consultation",
            "arrival",
        ),
    }
)
"""What a date, a time, a number or a type may be of, if it is that of the entry."""
ENDS: Final = frozenset(
    {"end", "ended", "to", "finish", "finished", "until", "concluded", "departure", "returned", "found"}
)
STARTS: Final = frozenset({"start", "started", "from", "begin", "began", "arrival", "opened"})
LEAVING: Final = frozenset({"out", "left", "clear", "closed", "departed"})
"""Words that make a time that of the end: "time out", "time left"."""
ENTRIES: Final = frozenset({"entry", "record", "log", "note", "narrative"})
"""Words for the entry itself. Its date is that of what happened only if no other column is."""
RECORDINGS: Final = frozenset(
    {
        *("recorded", "recording", "entered", "logged", "created", "inputted", "input", "added", "written", "typed"),
        *("uploaded", "updated", "modified"),
    }
)
REPORTS: Final = frozenset({"reported", "report", "received", "notified", "notification", "raised", "seen", "shared"})
"""Words that make a date that of a report. It is the date of the entry only if no other column is."""
SPOILS: Final = frozenset(
    {
        *("birth", "dob", "due", "target", "deadline", "planned", "expected", "desired", "proposed", "intended", "age"),
        *("not", "outstanding", "overdue", "nhs", "upn", "postcode", "achieved", "met", "completed", "closed", "why"),
        *("if", "responsible", "informed", "aware", "consent", "consulted"),
    }
)
"""Words that make of a heading something that no field holds: "date of birth", "reason not seen", "target outcome"."""
SPOILS_DATES: Final = frozenset(
    {
        *("review", "next", "last", "previous", "expiry", "closure", "completion", "resolved", "signed", "death"),
        *(
            "taken",
            "scale",
            "frame",
            "spent",
            "response",
            "limit",
            "travel",
            "duration",
            "action",
            "decision",
            "outcome",
        ),
    }
)
SPOILS_NUMBERS: Final = frozenset(
    {
        *("child", "children", "person", "case", "hospital", "page", "phone", "patient", "client", "pupil"),
        *("family", "house", "pnc", "niche", "staff", "collar", "badge", "action", "worker", "file", "fax", "room"),
    }
)
SPOILS_PLANS: Final = frozenset({"care", "protection", "cp", "cin", "pathway", "support", "education", "health"})

ASIDE: Final = frozenset(
    {
        *("taken", "made", "agreed", "given", "involved", "present", "required", "needed", "recorded", "reported"),
        *("identified", "noted", "discussed", "raised", "received", "provided", "concerned", "attended", "attending"),
        *("arising", "known", "observed", "following", "shared", "held", "used", "reached", "undertaken", "done"),
        *("reporting", "spoken", "contacted", "recording", "completing", "making", "entering", "written", "entered"),
        *("submitting", "referring", "relates", "affected", "linked", "raising", "noticed"),
    }
)
"""Participles after the head word, which do not change the role by themselves: "action taken", "people present"."""
ADJECTIVES: Final = frozenset(
    {
        *("significant", "key", "main", "brief", "full", "short", "critical", "relevant", "further", "next", "initial"),
        *("immediate", "final", "overall", "general", "other", "important", "major", "actual", "own", "free", "any"),
        *("print", "printed", "lead", "allocated", "social", "head", "additional", "multi", "single", "internal"),
        *(
            "agency",
            "professional",
            "child",
            "children",
            "author",
            "manager",
            "management",
            "panel",
            "reviewer",
            "worker",
        ),
        *("family", "parent", "case", "clinical", "chronology", "missed", "good", "practice", "point", "concern"),
        *(
            "job",
            "crime",
            "intel",
            "police",
            "safeguarding",
            "risk",
            "panel",
            "school",
            "health",
            "factual",
            "protective",
        ),
    }
)
"""Words before the head word that do not make its role less certain."""
STOPS: Final = frozenset(
    {
        *("the", "a", "an", "is", "was", "were", "are", "be", "been", "has", "have", "had", "did", "do", "does", "you"),
        *("we", "it", "this", "that", "all", "there", "s", "your", "their", "his", "her", "our", "please", "to be"),
        *("each", "both", "every", "any", "then", "so", "they", "i", "us", "describe", "briefly", "give", "state"),
        *("explain", "provide", "me"),
    }
)
"""Words that a heading can do without."""
PREPOSITIONS: Final = frozenset(
    {
        *("of", "for", "from", "in", "on", "at", "regarding", "about", "re", "concerning", "during", "between"),
        *("towards", "to", "with", "by", "into", "per", "within", "after", "before", "under", "providing", "supplying"),
    }
)
SHORT: Final = MappingProxyType(
    {
        "dt": "date",
        "dts": "dates",
        "det": "detail",
        "dets": "details",
        "descr": "description",
        "summ": "summary",
        "rptd": "reported",
        "recd": "received",
        "outc": "outcome",
        "resp": "response",
        "cat": "category",
        "prac": "practitioner",
        "offr": "officer",
        "pt": "patient",
        "yps": "children",
        "dttm": "datetime",
        "dtm": "datetime",
        "tm": "time",
        "occ": "occurrence",
        "appt": "appointment",
        "evt": "event",
        "inc": "incident",
        "desc": "description",
        "cd": "code",
        "typ": "type",
        "nm": "name",
        "wrkr": "worker",
        "wkr": "worker",
        "src": "source",
        "sys": "system",
        "loc": "location",
        "upd": "updated",
        "ch": "child",
        "arr": "arrival",
        "dep": "departure",
        "sig": "significant",
        "prof": "professional",
        "org": "organisation",
        "num": "number",
        "obs": "observation",
        "incl": "including",
        "ind": "indicator",
        "cmt": "comment",
        "cmts": "comments",
        "mgr": "manager",
    }
)
"""Words as people and systems shorten them, and the words that they are."""
PHRASES: Final = MappingProxyType(
    {
        "young person": "child",
        "young people": "children",
        "young persons": "children",
        "service user": "child",
        "service users": "children",
        "child / child": "child",
        "children / children": "children",
        "child / children": "children",
        "social worker": "worker",
        "health visitor": "worker",
        "school nurse": "nurse",
        "support worker": "worker",
        "key worker": "keyworker",
        "police officer": "officer",
        "case holder": "worker",
        "team manager": "manager",
        "job title": "designation",
        "follow up": "followup",
        "case notes": "narrative",
        "case note": "narrative",
        "case recording": "narrative",
        "progress notes": "narrative",
        "progress note": "narrative",
        "clinical notes": "narrative",
        "next steps": "actions",
        "next step": "action",
        "child / yp": "child",
        "child baby": "child",
        "spoken with": "spoken",
        "followed up": "followup",
        "anything else": "note",
        "rec d": "received",
        "o / c": "outcome",
        "record held": "source",
        "if known": "",
        "if applicable": "",
        "where applicable": "",
        "where known": "",
        "if any": "",
        "including": "with",
        "date / time": "datetime",
        "time / date": "datetime",
        "dates / times": "datetime",
        "date time": "datetime",
        "day / date": "date",
        "date / day": "date",
        "wishes / feelings": "wishes",
        "wishes feelings": "wishes",
        "views / wishes": "wishes",
        "lived experience": "voice",
        "spoken to": "spoken",
        "spoke to": "spoken",
        "on own": "alone",
        "on their own": "alone",
        "time stamp": "timestamp",
        "learning points": "learning",
        "learning point": "learning",
        "practice learning": "learning",
    }
)
"""Words that belong together, and the one word as which they are read. A stroke represents "and", "or" and commas."""
ANSWERS: Final = (
    *(
        "yn",
        "yes / no / alone",
        "y / n / alone",
        "yes / no / not known",
        "y / n / nk",
        "yes / no / unknown",
        "tick / cross",
    ),
    *("yes / no / na", "y / n / na", "yes / no", "yes no", "y / n", "y n", "please tick", "tick"),
)
"""How a heading says which answers are expected. These words at its end do not change what it asks."""
FORMATS: Final = frozenset(
    {
        *(
            "dd",
            "mm",
            "yy",
            "yyyy",
            "ddmmyy",
            "ddmmyyyy",
            "hh",
            "hhmm",
            "hr",
            "hrs",
            "hour",
            "hours",
            "clock",
            "format",
        ),
        *("approx", "approximate", "exact", "actual", "24hr", "24", "24hrs", "24h", "uk", "local", "known", "precise"),
    }
)
"""Words that say how a date or a time is written."""
OTHERWISE: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(
        (
            "nature",
            "reason",
            "purpose",
            "activity",
            "contact",
            "meeting",
            "visit",
            "intervention",
            "call",
            "issue",
            "complaint",
        ),
        "kind",
    )
)
"""Head words of what happened that are a type of contact if another column says what happened."""
