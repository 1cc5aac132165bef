"""Hypothesis strategies for every record, value and whole case file, to test tools that use the library.

Every function for one class of records or values, and `people`, takes the fields as keywords. If the keyword's value is
a strategy, the field is drawn from that strategy. If the field is a link and the value is a list of ids, ids are chosen
from the list. Any other value is used as given. Of the fields without a keyword, the required ones and some of the
others are drawn by their type. So the records are unusual on purpose, but the constructor accepts every one of them. A
record drawn alone may link to ids of records that do not exist. In a case file, every link leads to a record. All names
are invented.

If hypothesis and the library are both installed, ``st.from_type(Child)`` works without importing this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from safeguard_model.dates import Age, When
from safeguard_model.errors import MissingExtra
from safeguard_model.records import (
    Action,
    Adult,
    Agency,
    AgeOf,
    Alias,
    CaseFile,
    Child,
    Citation,
    Claim,
    Code,
    Contribution,
    Episode,
    Event,
    Factor,
    Family,
    Finding,
    Harm,
    Identifier,
    Incident,
    Involvement,
    Knowledge,
    Membership,
    Milestone,
    Party,
    Person,
    Proceeding,
    Professional,
    Quantity,
    Recommendation,
    Record,
    Relationship,
    Residence,
    Response,
    Review,
    Source,
    StatedAge,
    Statement,
    Status,
    Subject,
    Suspect,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


__all__ = [
    "actions",
    "adults",
    "agencies",
    "ages",
    "ages_of",
    "aliases",
    "case_files",
    "children",
    "citations",
    "claims",
    "codes",
    "contributions",
    "episodes",
    "events",
    "extras",
    "factors",
    "families",
    "findings",
    "harms",
    "identifiers",
    "ids",
    "incidents",
    "involvements",
    "knowledge",
    "memberships",
    "milestones",
    "one_ofs",
    "parties",
    "people",
    "points",
    "proceedings",
    "professionals",
    "quantities",
    "recommendations",
    "records",
    "register",
    "relationships",
    "residences",
    "responses",
    "reviews",
    "sources",
    "spans",
    "stated_ages",
    "statements",
    "statuses",
    "subjects",
    "suspects",
    "texts",
    "whens",
]


_NAME_OF: Final[Mapping[type, str]] = {
    Source: "sources",
    Claim: "claims",
    Child: "children",
    Adult: "adults",
    Status: "statuses",
    Factor: "factors",
    Family: "families",
    Agency: "agencies",
    Professional: "professionals",
    Involvement: "involvements",
    Event: "events",
    Incident: "incidents",
    Proceeding: "proceedings",
    Review: "reviews",
    Episode: "episodes",
    Finding: "findings",
    Recommendation: "recommendations",
    Action: "actions",
    Citation: "citations",
    Code: "codes",
    Alias: "aliases",
    Identifier: "identifiers",
    StatedAge: "stated_ages",
    AgeOf: "ages_of",
    Residence: "residences",
    Membership: "memberships",
    Relationship: "relationships",
    Knowledge: "knowledge",
    Quantity: "quantities",
    Harm: "harms",
    Suspect: "suspects",
    Milestone: "milestones",
    Party: "parties",
    Subject: "subjects",
    Contribution: "contributions",
    Statement: "statements",
    Response: "responses",
    Person: "people",
    Record: "records",
    CaseFile: "case_files",
    When: "whens",
    Age: "ages",
}
"""The name of each class's function. Names, because `register` may run before the functions are defined."""


def register() -> None:
    """Tell hypothesis which strategy draws each class. Hypothesis calls this when it is imported, by an entry point."""
    from hypothesis import strategies

    def registered(name: str) -> Callable[[type], st.SearchStrategy[Any]]:
        return lambda _: globals()[name]()

    for kind, name in _NAME_OF.items():
        strategies.register_type_strategy(kind, registered(name))


# These imports come after `register`, because importing hypothesis calls `register`.
try:
    from hypothesis import strategies as st

    from safeguard_model.strategies.records import LISTS, case_files, drawn
    from safeguard_model.strategies.values import ages, extras, ids, one_ofs, points, spans, texts, whens
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    raise MissingExtra("testing") from None


def sources(**fields: Any) -> st.SearchStrategy[Source]:
    """Draw `Source` records."""
    return drawn(Source, None, fields)


def claims(**fields: Any) -> st.SearchStrategy[Claim]:
    """Draw `Claim` records."""
    return drawn(Claim, None, fields)


def children(**fields: Any) -> st.SearchStrategy[Child]:
    """Draw `Child` records."""
    return drawn(Child, None, fields)


def adults(**fields: Any) -> st.SearchStrategy[Adult]:
    """Draw `Adult` records."""
    return drawn(Adult, None, fields)


def statuses(**fields: Any) -> st.SearchStrategy[Status]:
    """Draw `Status` records."""
    return drawn(Status, None, fields)


def factors(**fields: Any) -> st.SearchStrategy[Factor]:
    """Draw `Factor` records."""
    return drawn(Factor, None, fields)


def families(**fields: Any) -> st.SearchStrategy[Family]:
    """Draw `Family` records."""
    return drawn(Family, None, fields)


def agencies(**fields: Any) -> st.SearchStrategy[Agency]:
    """Draw `Agency` records."""
    return drawn(Agency, None, fields)


def professionals(**fields: Any) -> st.SearchStrategy[Professional]:
    """Draw `Professional` records."""
    return drawn(Professional, None, fields)


def involvements(**fields: Any) -> st.SearchStrategy[Involvement]:
    """Draw `Involvement` records."""
    return drawn(Involvement, None, fields)


def events(**fields: Any) -> st.SearchStrategy[Event]:
    """Draw `Event` records."""
    return drawn(Event, None, fields)


def incidents(**fields: Any) -> st.SearchStrategy[Incident]:
    """Draw `Incident` records."""
    return drawn(Incident, None, fields)


def proceedings(**fields: Any) -> st.SearchStrategy[Proceeding]:
    """Draw `Proceeding` records."""
    return drawn(Proceeding, None, fields)


def reviews(**fields: Any) -> st.SearchStrategy[Review]:
    """Draw `Review` records."""
    return drawn(Review, None, fields)


def episodes(**fields: Any) -> st.SearchStrategy[Episode]:
    """Draw `Episode` records."""
    return drawn(Episode, None, fields)


def findings(**fields: Any) -> st.SearchStrategy[Finding]:
    """Draw `Finding` records."""
    return drawn(Finding, None, fields)


def recommendations(**fields: Any) -> st.SearchStrategy[Recommendation]:
    """Draw `Recommendation` records."""
    return drawn(Recommendation, None, fields)


def actions(**fields: Any) -> st.SearchStrategy[Action]:
    """Draw `Action` records."""
    return drawn(Action, None, fields)


def citations(**fields: Any) -> st.SearchStrategy[Citation]:
    """Draw `Citation` values."""
    return drawn(Citation, None, fields)


def codes(**fields: Any) -> st.SearchStrategy[Code]:
    """Draw `Code` values."""
    return drawn(Code, None, fields)


def aliases(**fields: Any) -> st.SearchStrategy[Alias]:
    """Draw `Alias` values."""
    return drawn(Alias, None, fields)


def identifiers(**fields: Any) -> st.SearchStrategy[Identifier]:
    """Draw `Identifier` values."""
    return drawn(Identifier, None, fields)


def stated_ages(**fields: Any) -> st.SearchStrategy[StatedAge]:
    """Draw `StatedAge` values."""
    return drawn(StatedAge, None, fields)


def ages_of(**fields: Any) -> st.SearchStrategy[AgeOf]:
    """Draw `AgeOf` values."""
    return drawn(AgeOf, None, fields)


def residences(**fields: Any) -> st.SearchStrategy[Residence]:
    """Draw `Residence` values."""
    return drawn(Residence, None, fields)


def memberships(**fields: Any) -> st.SearchStrategy[Membership]:
    """Draw `Membership` values."""
    return drawn(Membership, None, fields)


def relationships(**fields: Any) -> st.SearchStrategy[Relationship]:
    """Draw `Relationship` values."""
    return drawn(Relationship, None, fields)


def knowledge(**fields: Any) -> st.SearchStrategy[Knowledge]:
    """Draw `Knowledge` values."""
    return drawn(Knowledge, None, fields)


def quantities(**fields: Any) -> st.SearchStrategy[Quantity]:
    """Draw `Quantity` values."""
    return drawn(Quantity, None, fields)


def harms(**fields: Any) -> st.SearchStrategy[Harm]:
    """Draw `Harm` values."""
    return drawn(Harm, None, fields)


def suspects(**fields: Any) -> st.SearchStrategy[Suspect]:
    """Draw `Suspect` values."""
    return drawn(Suspect, None, fields)


def milestones(**fields: Any) -> st.SearchStrategy[Milestone]:
    """Draw `Milestone` values."""
    return drawn(Milestone, None, fields)


def parties(**fields: Any) -> st.SearchStrategy[Party]:
    """Draw `Party` values."""
    return drawn(Party, None, fields)


def subjects(**fields: Any) -> st.SearchStrategy[Subject]:
    """Draw `Subject` values."""
    return drawn(Subject, None, fields)


def contributions(**fields: Any) -> st.SearchStrategy[Contribution]:
    """Draw `Contribution` values."""
    return drawn(Contribution, None, fields)


def statements(**fields: Any) -> st.SearchStrategy[Statement]:
    """Draw `Statement` values."""
    return drawn(Statement, None, fields)


def responses(**fields: Any) -> st.SearchStrategy[Response]:
    """Draw `Response` values."""
    return drawn(Response, None, fields)


def people(**fields: Any) -> st.SearchStrategy[Child | Adult]:
    """Draw `Child` or `Adult` records, the two classes of `Person`."""
    return children(**fields) | adults(**fields)


def records() -> st.SearchStrategy[Record]:
    """Draw records of any class."""
    return st.one_of([globals()[_NAME_OF[kind]]() for kind in LISTS.values()])
