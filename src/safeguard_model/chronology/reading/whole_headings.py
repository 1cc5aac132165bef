"""Whole headings in general use, as data, by the role of their column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ALIASES", "DOUBTFUL"]

ALIASES: Final[Mapping[str, tuple[str, ...]]] = {
    "when": (
        *("date", "start date", "date of event", "event date", "date time", "date and time", "when", "day"),
        *("date or period of event", "date or period", "date of incident", "date of contact", "dates", "datetime"),
        *("date of significant event", "period", "date period"),
    ),
    "time": ("time", "start time", "time of event", "event time"),
    "end": ("end date", "date to", "to date", "finish date", "date ended"),
    "end_time": ("end time", "finish time", "time ended"),
    "ref": (
        *("event ref", "ref", "ref no", "reference", "event reference", "sequence", "seq", "seq no", "serial number"),
        *("serial no", "no", "number", "event no", "item", "item no", "row", "id"),
    ),
    "description": (
        *("event", "significant event", "details", "event details", "details of event", "event detail", "description"),
        *("description of event", "what happened", "contact details", "details of contact", "nature of event"),
        *("details of significant event", "message", "summary", "summary of event", "information", "incident"),
        *("significant event details", "event description", "narrative", "entry", "details of contact event"),
        *("details of contact or event", "event details of contact"),
    ),
    "reporter": (
        *("source", "source of information", "information source", "source of info", "source document", "evidence"),
        *("witness or document reference", "document reference", "source reference", "record", "reported by whom"),
    ),
    "subject": (
        *("child", "subject", "name", "name of child", "child name", "name of child or young person", "child s name"),
        *("child young person", "young person", "service user", "subject of entry", "which child", "children"),
        *("patient", "patient name", "pupil", "pupil name"),
    ),
    "people": (
        *("person", "persons", "people", "person involved", "persons involved", "people involved", "characters"),
        *(
            "family member",
            "family members",
            "family members involved",
            "who",
            "about",
            "contact with",
            "who present",
            "present",
        ),
        *("who was present", "persons present", "accompanied by"),
    ),
    "professionals": (
        *("professional", "professionals", "professional involved", "professionals involved", "worker", "workers"),
        *("practitioner", "practitioners", "practitioner involved", "staff", "staff involved", "role"),
        *("professional role", "name and role", "author", "by", "seen by", "signed", "signed by", "completed by"),
        *("oic", "officer", "allocated worker"),
    ),
    "agency": ("agency", "organisation", "organization", "service", "agency involved", "team", "agency service"),
    "kind": (
        "type",
        "contact",
        "event type",
        "type of event",
        "type of contact",
        "contact type",
        "category",
        "kind of event",
    ),
    "outcome": (
        *("outcome", "action", "actions", "action taken", "actions taken", "response", "outcome action", "decision"),
        *("action outcome", "outcomes", "actions outcomes", "result", "agency response", "response outcome"),
        *("action taken to mitigate adverse impact on child", "action taken and outcome", "response and outcome"),
    ),
    "seen": ("seen", "child seen", "was the child seen", "was child seen", "children seen", "child seen y n"),
    "seen_alone": ("seen alone", "child seen alone", "was the child seen alone", "alone"),
    "childs_account": (
        *("voice of the child", "voice of child", "child s voice", "childs voice", "child s account"),
        *("views of the child", "child s views", "wishes and feelings", "lived experience of the child"),
    ),
    "comment": (
        *("comment", "comments", "analysis", "author s comment", "author s comments", "authors comment", "impact"),
        *("authors comments", "impact on child", "significance", "reviewer s comment", "author comment"),
        *("analysis comment", "comment analysis", "panel comment", "so what"),
    ),
    "place": ("place", "location", "venue", "where"),
    "recorded": ("recorded", "date recorded", "recorded on", "date of recording", "date entered"),
    "tags": ("tags", "tag", "keywords", "key words", "rag", "rag rating", "rag status", "positive or negative"),
    "notes": ("notes", "note"),
}
"""Headings by the role of their column. Sources: Chronolator, Tayside, the Public Law Outline, and general use."""

DOUBTFUL: Final = frozenset(
    {
        *("author", "by", "signed", "signed by", "completed by", "role", "name", "patient", "patient name", "present"),
        *("service user", "who", "about", "record", "evidence", "service", "team", "notes", "note", "period", "day"),
        *("rag", "rag rating", "rag status", "positive or negative"),
    }
)
"""Whole headings that have another meaning in some files. What they are read as is said in a note."""
