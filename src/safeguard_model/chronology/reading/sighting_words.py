"""The words of the cells of "Child seen?" and "Seen alone?", as data. All are compared as `plain` gives them."""

from __future__ import annotations

from typing import Final

__all__ = [
    "ALONE",
    "CHILD",
    "COMPANY",
    "DOUBTS",
    "DOUBTS_OF_NO",
    "ELSEWHERE_ALONE",
    "FAMILY",
    "FLAGS",
    "MANY",
    "MET",
    "NO",
    "NONE",
    "NOT_SEEN",
    "NOT_THERE",
    "NOT_YET",
    "OTHER_TIMES",
    "REMARKS",
    "REMOTE",
    "ROOMS",
    "SILENT",
    "YES",
]

YES: Final = frozenset({"yes", "y", "true", "✓", "✔", "☒", "☑", "seen", "yes seen", "yes y", "seen only"})
FLAGS: Final = {"1": "yes", "0": "no"}
"""Cells that are answers only as they stand."""
NO: Final = frozenset({"no", "n", "false", "not seen", "no not seen", "unseen"})
ALONE: Final = frozenset(
    {"alone", "seen alone", "on own", "seen on own", "spoken to alone", "seen and spoken to alone"}
)
"""Answers after which nothing is left to say."""
SILENT: Final = frozenset(
    {
        *("", "☐", "-", "–", "—", "n a", "na", "not applicable", "not recorded", "n r", "nr", "not known", "n k", "nk"),
        *(
            "unknown",
            "not stated",
            "not documented",
            "not noted",
            "unrecorded",
            "none recorded",
            "nothing recorded",
            "null",
            "u",
            "record does not say",
            "records do not say",
            "record doesn t say",
            "notes do not say",
            "does not say",
            "doesn t say",
            "not said",
            "not mentioned",
            "no mention",
            "not specified",
            "not indicated",
            "not noted in record",
            "not stated in record",
            "not stated in records",
            "not recorded in notes",
            "no information",
            "no info",
        ),
    }
)
"""Cells that do not say whether anybody was seen."""

CHILD: Final = (
    *("the", "child", "children", "baby", "infant", "pupil", "patient", "yp", "he", "she", "they", "young", "person"),
    *("him", "her", "them", "toddler", "subject"),
)
"""Words for the child before an answer: "child seen", "she was not seen"."""
MANY: Final = {
    "both": 2,
    "all": 0,
    "neither": 2,
    "both children": 2,
    "all three children": 3,
    "both of them": 2,
    "all children": 0,
    "all of them": 0,
    "all three": 3,
    "all 3": 3,
    "all 3 children": 3,
    "all four": 4,
    "all 4": 4,
    "all four children": 4,
    "all 4 children": 4,
    "all the children": 0,
    "both boys": 2,
    "both girls": 2,
    "both twins": 2,
    "none": 0,
    "none of them": 0,
    "none of the children": 0,
    "neither child": 2,
    "neither of them": 2,
    "neither of the children": 2,
}
"""Words for more than one child, each with how many they are; 0 if the word does not say."""

NONE: Final = frozenset(
    {"neither", "neither child", "neither of them", "neither of the children", "none", "none of them"}
    | {"none of the children"}
)
"""Those of `MANY` that mean nobody."""
MET: Final = frozenset({"spoken", "spoke", "met", "interviewed"})
"""Words that say that a child was seen only if "alone" follows: somebody may be spoken to on the telephone."""
COMPANY: Final = frozenset(
    {
        *("worker", "teacher", "ta", "interpreter", "nurse", "staff", "advocate", "friend", "friends", "officer"),
        *("solicitor", "peers", "keyworker", "doctor", "class", "cousin", "cousins", "twin", "tutor"),
    }
)
"""Words for those in whose company a child is not alone, besides the family."""

ROOMS: Final = frozenset({"bedroom", "bedrooms", "room", "rooms", "house", "property", "home", "upstairs"})
"""Words for what else than a child somebody could not see."""
NOT_YET: Final = frozenset(
    {
        *("cancelled", "planned", "arranged", "offered", "attempted", "missed", "refused", "declined", "requested"),
        *("needed", "booked", "not", "outstanding", "due", "request", "asked", "offer"),
    }
)
"""Words after "1:1" that say that it may not have taken place."""

NOT_SEEN: Final = ("not seen", "unseen", "was not seen", "were not seen", "wasn t seen", "weren t seen", "not yet seen")
"""Beginnings that say that somebody was not seen. What follows may be a name."""
NOT_THERE: Final = (
    *(
        "unable to see",
        "unable to be seen",
        "not able to be seen",
        "not able to see",
        "could not see",
        "could not be seen",
        "couldn t see",
    ),
    *("did not see", "didn t see", "not at home", "not home", "not in", "not present", "not available", "not there"),
    *("was not at home", "was not in", "was not present", "was not home", "wasn t at home", "wasn t in", "not brought"),
    *("was not brought", "wnb", "dna", "did not attend", "didn t attend", "failed to attend", "absent"),
    *(
        "no reply",
        "no answer",
        "no access",
        "no response",
        "no contact",
        "no show",
        "no sighting",
        "fta",
        "no one home",
    ),
    *("no one at home", "no one in", "nobody home", "nobody at home", "nobody in", "no child seen", "no children seen"),
    *("access refused", "access denied", "refused access", "denied access", "entry refused", "refused entry"),
    *("visit cancelled", "appointment cancelled", "cancelled", "cancelled visit", "cancelled by", "cnx"),
    *("no one answered", "nobody answered", "door not answered", "attempted", "failed visit", "unsuccessful visit"),
    *("abortive visit", "aborted visit", "ineffective visit", "visit did not take place", "missing at", "missing from"),
    *("missing when", "missing since", "missing episode", "card left", "left card", "did not engage in visit"),
    *("refused to be seen", "declined to be seen", "refused to come", "refused visit", "visit refused", "not sighted"),
    *("no one was in", "nobody was in", "no one was home", "nobody was home", "out when visited", "not on visit"),
)
"""Beginnings that say that the child was not met at all. What follows is not a name."""

DOUBTS: Final = frozenset(
    {
        *("one", "some", "except", "apart", "bar", "other", "older", "younger", "eldest", "oldest", "youngest", "only"),
        *("possibly", "probably", "perhaps", "maybe", "think", "thought", "believed", "believe", "unclear", "unsure"),
        *("may", "might", "assumed", "presumed", "likely", "apparently", "reportedly", "reported", "reports", "report"),
        *("according", "sure", "clear", "allegedly", "heard", "says", "said", "told", "states", "stated", "not seen"),
        *("sibling", "siblings", "brother", "sister", "twin", "cousin", "unseen", "no", "unable", "dna", "wnb"),
        *("could not", "did not see", "not at home", "not present", "not in", "not home", "absent", "neighbour"),
        *("cancelled", "in and out", "missing", "awaiting", "waiting", "pending", "nothing", "popped in"),
        *("refused access", "denied access", "access refused", "hopefully", "appeared to be", "if", "or", "not by"),
    }
)
"""Words after a yes that leave open whether the child of the row was seen by somebody whose work it is."""
DOUBTS_OF_NO: Final = frozenset(
    {
        *("one", "some", "except", "apart", "bar", "other", "older", "younger", "eldest", "oldest", "youngest"),
        *("possibly", "probably", "perhaps", "maybe", "think", "thought", "unclear", "unsure", "seen", "yes", "may"),
        *("might", "assumed", "presumed", "alone", "not sure", "not clear", "record", "records"),
    }
)
"""Words after a no that leave open whether the child of the row was seen."""
REMOTE: Final = frozenset(
    {
        *("phone", "telephone", "virtual", "virtually", "video", "facetime", "zoom", "teams", "skype", "whatsapp"),
        *("online", "cctv", "photo", "photograph", "photos", "camera", "remote", "remotely", "call", "text", "email"),
    }
)
"""Words after a yes that say that nobody was there with the child."""
OTHER_TIMES: Final = frozenset(
    {
        *("yesterday", "tomorrow", "last", "previous", "previously", "earlier", "later", "next", "planned", "due"),
        *("will be", "would be", "should be", "booked", "to be", "ago", "since", "before"),
    }
)
"""Words after a yes that say that it was, or will be, at another time."""

FAMILY: Final = frozenset(
    {
        *("mum", "mummy", "mother", "mo", "dad", "daddy", "father", "fa", "parent", "parents", "carer", "carers"),
        *("mgm", "pgm", "mgf", "pgf", "nan", "nana", "gran", "grandmother", "grandma", "grandfather", "grandad"),
        *("grandparent", "grandparents", "aunt", "auntie", "uncle", "stepfather", "stepmother", "stepdad", "stepmum"),
        *("partner", "family", "relative", "relatives", "boyfriend", "girlfriend", "adult", "adults", "guardian"),
        *("siblings", "sibling", "sibs", "brother", "sister", "brothers", "sisters", "others"),
    }
)
"""Words for those with whom a child may have been seen."""
ELSEWHERE_ALONE: Final = (
    "home alone",
    "left alone",
    "alone at home",
    "alone in house",
    "alone in the house",
    "found alone",
)
"""Words that say that a child was without an adult, not that the child was seen in private."""

REMARKS: Final = frozenset(
    {
        *("in", "at", "on", "by", "from", "via", "during", "through", "within", "outside", "upstairs", "downstairs"),
        *(
            "asleep",
            "sleeping",
            "awake",
            "resting",
            "napping",
            "playing",
            "eating",
            "feeding",
            "crying",
            "happy",
            "well",
        ),
        *("unwell", "ill", "poorly", "briefly", "brief", "present", "home", "school", "nursery", "playgroup", "clinic"),
        *("hospital", "ward", "surgery", "out", "away", "absent", "not", "no", "but", "as", "because", "due", "while"),
        *("whilst", "when", "where", "for", "although", "also", "again", "twice", "once", "undressed", "dressed"),
        *("weighed", "examined", "checked", "observed", "spoken", "spoke", "heard", "appeared", "looked", "looks"),
        *("seemed", "was", "were", "is", "has", "had", "did", "didn", "wasn", "declined", "refused", "unable", "only"),
        *("child", "baby", "children", "visit", "appointment", "cancelled", "contact", "phone", "telephone", "call"),
        *("professionals", "meeting", "letter", "text", "email", "full", "good", "clean", "bright", "alert", "smiling"),
        *("quiet", "withdrawn", "bruise", "bruising", "marks", "seen", "and", "both", "joint", "face", "still", "a"),
        *(
            "door",
            "window",
            "pram",
            "cot",
            "bed",
            "bedroom",
            "garden",
            "lounge",
            "living",
            "office",
            "class",
            "already",
        ),
        *("there", "too", "though", "with", "without", "the", "his", "her", "their", "very", "all", "left", "gone"),
        *(
            "part",
            "partly",
            "presented",
            "presents",
            "f2f",
            "safe",
            "fine",
            "ok",
            "okay",
            "cheerful",
            "calm",
            "settled",
            "relaxed",
            "upset",
            "tearful",
            "tired",
            "hungry",
        ),
        *(
            "dirty",
            "clothed",
            "content",
            "chatty",
            "lively",
            "active",
            "angry",
            "anxious",
            "distressed",
            "pale",
            "thin",
        ),
        *(
            "adequately",
            "appropriately",
            "naked",
            "healthy",
            "developing",
            "sat",
            "sitting",
            "lying",
            "visited",
            "visible",
        ),
        *(
            "throughout",
            "before",
            "after",
            "until",
            "having",
            "being",
            "then",
            "first",
            "separately",
            "together",
            "group",
        ),
        *("engaged", "interacting", "responsive", "safeguarding", "welfare", "safe", "refusing", "staying", "stayed"),
        *("attempted", "attending", "attends", "didnt", "wasnt", "would", "could", "it", "this", "that", "it's", "to"),
        *("community", "street", "park", "car", "room", "kitchen", "front", "same", "short", "long", "quick", "whole"),
        *("minutes", "mins", "later", "interpreter", "under", "over", "pre", "post", "new", "nothing", "nobody"),
    }
)
"""First words of a remark after a yes or no. Any other word there may be the name of somebody who was seen."""
