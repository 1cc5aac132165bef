"""Hypothesis strategies for every record, value and whole case file, for tests of tools built on the library.

Every function takes the fields of its class as keywords: a strategy is drawn from, anything else stands as it is, and a
list of ids given for a link is chosen from. Fields that are not named are drawn by their type, so records are odd on
purpose; what a constructor would refuse is never drawn. A record alone links to ids that need not be anywhere, a case
file is whole. Names are invented.

Where hypothesis and the library are installed, ``st.from_type(Child)`` works without importing this module.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidAge, MissingExtra
from safeguard_model.records import (
    JSON,
    Action,
    Adult,
    Agency,
    Alias,
    AudienceKind,
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
    Kin,
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
from safeguard_model.records._converters import UNFIT_FOR_ID, to_required_ids, to_required_text, to_weeks, to_year
from safeguard_model.records._fields import Field, fields_of
from safeguard_model.records._links import linking
from safeguard_model.records._paths import KEYS, Refusal, key_of, resolve, write_scalar
from safeguard_model.records._words import to_review_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from safeguard_model.records.base import Value


__all__ = [
    "actions",
    "adults",
    "agencies",
    "ages",
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
"""The function of every class; by name, for hypothesis may ask before the functions are there."""


def register() -> None:
    """Tell hypothesis about every class; it calls this itself, through its entry point, when it is imported."""
    from hypothesis import strategies

    def registered(name: str) -> Callable[[type], st.SearchStrategy[Any]]:
        return lambda _: globals()[name]()

    for kind, name in _NAME_OF.items():
        strategies.register_type_strategy(kind, registered(name))


# After `register`: importing hypothesis calls it.
try:
    from hypothesis import strategies as st
except ModuleNotFoundError as error:
    if error.name != "hypothesis":
        raise
    raise MissingExtra("testing") from None


_NAMES: Final = ("Amara Vey", "Bryn Tallow", "Cerys O'Dunmore", "Dilip Marsh-Pell", "Efua", "Zoë Quill")
_AWKWARD: Final = (
    "=1+1",
    "-",
    "<b>&amp;</b>",
    'a "quote", a comma',
    "two\nlines\r\n\ttab",
    "e\u0301 and \xe9",
    "\x00\x07\x1b[0m",
    "\u202eright to left",
    "\u2028\u2029\ufeff\u200b",
    "\U0001f476\U0001f3fd",
    "2 March 2016",
    "null",
    "$.a[0]/~1",
    "\uffff",
)
_UNFIT: Final = re.compile(UNFIT_FOR_ID)
_FEW: Final = 3
_MOST_OPTIONAL: Final = 6

V = TypeVar("V", bound="Value")
Known: TypeAlias = "Mapping[str, Sequence[str]]"
"""The ids there are, by the name of their class."""


# What fields are made of.


@cache
def texts() -> st.SearchStrategy[str]:
    """Any text that can be written as UTF-8: plain, empty, awkward, invented names."""
    any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    return st.one_of(any_text, st.sampled_from(_NAMES), st.sampled_from(_AWKWARD))


@cache
def _required_texts() -> st.SearchStrategy[str]:
    return texts().filter(str.strip)


@cache
def ids() -> st.SearchStrategy[str]:
    """Ids: text without spaces, control characters or invisible marks, and without the ``/`` of derived events."""
    odd = st.text(st.characters(min_codepoint=0x21, exclude_categories=["Cs"]), min_size=1, max_size=8)
    plain = st.from_regex(r"[a-z]{1,6}-[a-z0-9]{1,3}", fullmatch=True)
    return plain | odd.filter(lambda text: "/" not in text and not _UNFIT.search(text))


@cache
def extras() -> st.SearchStrategy[dict[str, JSON]]:
    """A tool's own fields: JSON of every kind, nested, with awkward keys, huge integers and odd floats."""
    leaves = st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), texts()
    ) | st.sampled_from([10**400, -(10**400), -0.0, 5e-324, 1.7976931348623157e308, 2**53 + 1])
    items: st.SearchStrategy[JSON] = st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=_FEW) | st.dictionaries(texts(), inner, max_size=_FEW),
        max_leaves=5,
    )
    return st.dictionaries(texts(), items, max_size=_FEW)


_DAYS = st.dates(date(1985, 1, 1), date(2029, 12, 31)) | st.dates()


@cache
def points() -> st.SearchStrategy[When]:
    """Points in time of every precision, some of them qualified."""
    iso = _DAYS.map(date.isoformat)
    times = st.times()
    texts_of = st.one_of(
        iso,
        st.builds("{}T{:%H:%M}".format, iso, times),
        st.builds("{}T{:%H:%M:%S}".format, iso, times),
        iso.map(lambda day: day[:7]),
        iso.map(lambda day: f"{day[:7]}-XX"),
        iso.map(lambda day: day[:4]),
        iso.map(lambda day: f"{day[:4]}-XX"),
        iso.map(lambda day: f"{day[:3]}X"),
        st.builds("{:.4}-{}".format, iso, st.integers(21, 24)),
        st.just("XXXX"),
    )
    return st.builds("{}{}".format, texts_of, st.sampled_from(["", "", "", "~", "?", "%"])).map(When)


@cache
def spans() -> st.SearchStrategy[When]:
    """Stretches of time from one point to another, some of them open."""
    both = st.tuples(points(), points()).map(lambda pair: "/".join(_in_order(pair)))
    one = st.builds(_filled, st.sampled_from(["{}/..", "../{}", "{}/"]), points())
    return (both | one).map(When)


@cache
def one_ofs() -> st.SearchStrategy[When]:
    """Single points somewhere between two bounds, either of which may be open."""
    iso = _DAYS.map(date.isoformat)
    bounds = st.one_of(iso, iso.map(lambda day: day[:7]), iso.map(lambda day: day[:4])).map(When)
    both = st.tuples(bounds, bounds).map(lambda pair: f"[{'..'.join(_in_order(pair))}]")
    one = st.builds(_filled, st.sampled_from(["[{}..]", "[..{}]"]), bounds)
    return (both | one).map(When)


@cache
def whens() -> st.SearchStrategy[When]:
    """Any date a file may hold: points, spans, one-ofs, most of them between 1985 and 2029."""
    return points() | spans() | one_ofs()


def _filled(form: str, point: When) -> str:
    return form.format(point.text)


def _in_order(pair: tuple[When, When]) -> list[str]:
    return [when.text for when in sorted(pair, key=lambda when: when.sort_key)]


@cache
def ages() -> st.SearchStrategy[Age]:
    """Any age a file may hold: durations, ranges, open ranges, some of them approximate."""
    years, months, weeks, days = (
        st.integers(0, most).map(f"{{}}{unit}".format) for unit, most in {"Y": 99, "M": 40, "W": 60, "D": 400}.items()
    )
    parts = st.one_of(
        years, months, weeks, days, st.tuples(years, months).map("".join), st.tuples(years, months, days).map("".join)
    )
    durations = st.builds("P{}{}".format, parts, st.sampled_from(["", "", "~"]))
    ranges = st.one_of(
        st.builds(_age_range, durations, durations),
        durations.filter(lambda text: "P0" not in text).map("../{}".format),
        durations.map("{}/..".format),
    )
    return (durations | ranges).map(Age)


def _age_range(one: str, other: str) -> str:
    """The two as a range, whichever way round it is not empty."""
    try:
        return Age(f"{one}/{other}").text
    except InvalidAge:
        return f"{other}/{one}"


# From the fields of a class to its strategy.

_BY_TYPE: Final[Mapping[type, Callable[[], st.SearchStrategy[Any]]]] = {
    str: texts,
    int: lambda: st.integers(0, 99) | st.integers(0, 10**30),
    float: lambda: st.floats(allow_nan=False, allow_infinity=False) | st.integers(-99, 99).map(float),
    bool: st.booleans,
    dict: extras,
    When: whens,
    Age: ages,
}
_BY_CONVERTER: Final[Mapping[Callable[..., Any], Callable[[], st.SearchStrategy[Any]]]] = {
    to_required_text: _required_texts,
    to_weeks: lambda: st.integers(1, 45),
    to_year: lambda: st.integers(1000, 9999),
}
_BY_NAME: Final[Mapping[tuple[type, str], Callable[[], st.SearchStrategy[Any]]]] = {
    (Record, "id"): ids,
    (Agency, "name"): _required_texts,
    # families come with cycles: most ties are those that walks go along
    (Relationship, "kin"): lambda: st.sampled_from([Kin.PARENT, Kin.CHILD, Kin.SIBLING]) | st.sampled_from(Kin),
}
_AT_LEAST_ONE: Final = frozenset({to_required_ids, to_review_kinds})


def _converter(field: Field) -> Callable[..., Any]:
    found: Callable[..., Any] = getattr(field.convert, "__wrapped__", field.convert)
    return found


def _targets(field: Field, known: Known) -> list[str]:
    """The ids that a link may point to."""
    kinds = known if field.refs == ("*",) else field.refs
    return [id for kind in kinds for id in known.get(kind, ())]


def _can_be(kind: type, known: Known) -> bool:
    """Whether there is a record to point to for every link that the class requires."""
    return all(_targets(field, known) for field in fields_of(kind) if field.required and field.refs)


def _one_of_ids(found: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(found) if found else st.nothing()


def _items(kind: type, field: Field, known: Known | None) -> st.SearchStrategy[Any]:
    """What may stand in a field, or be an item of its tuple; nothing, where there is nothing to point to."""
    if field.refs:
        return ids() if known is None else _one_of_ids(_targets(field, known))
    if field.is_nested:
        return _made(field.type, known) if known is None or _can_be(field.type, known) else st.nothing()
    if field.name == "withheld_from":
        people = [id for kind in ("Child", "Adult") for id in known.get(kind, ())] if known else []
        return st.sampled_from([*(str(word) for word in AudienceKind), *people])
    for base in kind.__mro__:
        if (base, field.name) in _BY_NAME:
            return _BY_NAME[base, field.name]()
    if _converter(field) in _BY_CONVERTER:
        return _BY_CONVERTER[_converter(field)]()
    return st.sampled_from(field.type) if issubclass(field.type, StrEnum) else _BY_TYPE[field.type]()


@cache
def _alone(kind: type) -> dict[str, st.SearchStrategy[Any]]:
    """The strategies of all fields of a record alone."""
    return {field.name: _field(kind, field, None) for field in fields_of(kind)}


def _field(kind: type, field: Field, known: Known | None) -> st.SearchStrategy[Any]:
    """What may be given for a field, if it is given at all."""
    if known is not None and field not in linking(kind) and field.name != "withheld_from":
        return _alone(kind)[field.name]
    items = _items(kind, field, known)
    if items.is_empty:
        return st.just(() if field.many else None)
    if not field.many:
        return items
    least = int(_converter(field) in _AT_LEAST_ONE)
    return st.lists(items, unique=field.type is str, min_size=least, max_size=_FEW).map(tuple)


@st.composite
def _made(draw: st.DrawFn, kind: type[V], known: Known | None, given: Mapping[str, Any] | None = None) -> V:
    """A record or value: what is given, what is required, and a few of the rest."""
    owner: type = kind
    fields = {field.name: field for field in fields_of(owner)}
    given = dict(given or {})
    rest = [name for name, field in fields.items() if name not in given and not field.required]
    names = [name for name, field in fields.items() if name not in given and field.required]
    names += draw(st.lists(st.sampled_from(rest), unique=True, max_size=_MOST_OPTIONAL)) if rest else []
    made = {name: _draw_given(draw, value, fields.get(name)) for name, value in given.items()}
    for name in names:
        made[name] = draw(_alone(owner)[name] if known is None else _field(kind, fields[name], known))
    _settle(draw, kind, made, given, known)
    return kind(**made)


def _draw_given(draw: st.DrawFn, value: Any, field: Field | None) -> Any:
    if isinstance(value, st.SearchStrategy):
        return draw(value)
    if field is not None and field.refs and isinstance(value, (list, tuple, set, frozenset, range)):
        choice = st.sampled_from(sorted(value))
        return draw(st.lists(choice, unique=True, max_size=_FEW).map(tuple) if field.many else choice)
    return value


def _settle(
    draw: st.DrawFn,
    kind: type,
    made: dict[str, Any],
    given: Mapping[str, Any],
    known: Known | None,
) -> None:
    """Keep the rules between the fields of one record, by changing what was not given."""
    if kind in (Suspect, Party, Contribution):
        who = "who" if kind is Contribution else "person"
        if made.get(who) is None and not made.get("words", "").strip() and "words" not in given:
            made["words"] = draw(_required_texts())
    elif kind is Agency and made.get("name_withheld") and "name" not in given:
        made["name"] = draw(st.just("") | _required_texts())
    elif kind is Action and made.get("recommendations") and made.get("review") is not None:
        made.pop("review" if "review" not in given else "recommendations")
    elif kind is Claim and not made.get("citations") and "citations" not in given:
        made["citations"] = (draw(_made(Citation, known)),)
    elif kind is Event and made.get("derived_from") is not None and "id" not in given:
        made["id"] += draw(st.sampled_from(["", "/born", "/start"]))


# Whole case files.

_LISTS: Final[Mapping[str, type[Record]]] = {
    field.name: field.type for field in fields_of(CaseFile) if issubclass(field.type, Record)
}


@st.composite
def case_files(draw: st.DrawFn, /, **fields: Any) -> CaseFile:
    """Whole case files: every link resolves, every claim is about a field that is there, families may hold cycles.

    The keywords of the lists of records are their numbers, or strategies of numbers: ``case_files(children=2,
    events=st.integers(5, 10))``; records that need others which there are none of are left out. The keywords of the
    other fields are as in every strategy: ``handling="published"``.
    """
    mark = draw(st.just("") | ids())
    known: dict[str, list[str]] = {}
    for name, kind in _LISTS.items():
        asked = fields.get(name, st.integers(0, 2))
        count = draw(asked) if isinstance(asked, st.SearchStrategy) else asked
        if count and (kind is Claim or _can_be(kind, known)):
            known[kind.__name__] = [f"{mark}{kind.__name__.lower()}-{place}" for place in range(1, count + 1)]
    if "Source" not in known:  # a claim cites one, and is about something
        known.pop("Claim", None)
    rest = {name: value for name, value in fields.items() if name not in _LISTS}
    records: list[Record] = []
    for kind in _LISTS.values():
        for id in known.get(kind.__name__, ()) if kind is not Claim else ():
            given = {"id": id, "derived_from": None} if kind is Event else {"id": id}
            records.append(draw(_made(kind, known, given)))
    for id in known.get("Claim", ()):
        records.append(_draw_claim(draw, id, draw(st.sampled_from(records)), known))
    made = draw(_made(CaseFile, known, rest | dict.fromkeys(_LISTS, ())))
    return made.add(records)


def _draw_claim(draw: st.DrawFn, id: str, about: Record, known: Known) -> Claim:
    """A claim about one of the fields of a record that can hold something."""
    choices = [
        (path, kind, field) for path, kind, field in _claimable(about) if not field.refs or _targets(field, known)
    ]
    path, kind, field = draw(st.sampled_from(choices))
    value = draw(_items(kind, field, known).map(write_scalar).filter(str.strip))
    return draw(_made(Claim, known, {"id": id, "about": about.id, "field": path, "value": value}))


def _claimable(record: Record) -> Iterator[tuple[str, type, Field]]:
    """Every path that a claim about a record may take, the class it ends in and the field."""
    places: list[tuple[str, Value]] = [("", record)]
    for name in [field.name for field in fields_of(type(record)) if field.name in KEYS]:
        places += [(key_of(name, item), item) for item in getattr(record, name)]
    for start, value in places:
        for field in fields_of(type(value)):
            if not isinstance(found := resolve(record, start + field.name), Refusal):
                yield start + field.name, type(value), found[0]


# One for each class.


def sources(**fields: Any) -> st.SearchStrategy[Source]:
    """`Source` records."""
    return _made(Source, None, fields)


def claims(**fields: Any) -> st.SearchStrategy[Claim]:
    """`Claim` records."""
    return _made(Claim, None, fields)


def children(**fields: Any) -> st.SearchStrategy[Child]:
    """`Child` records."""
    return _made(Child, None, fields)


def adults(**fields: Any) -> st.SearchStrategy[Adult]:
    """`Adult` records."""
    return _made(Adult, None, fields)


def statuses(**fields: Any) -> st.SearchStrategy[Status]:
    """`Status` records."""
    return _made(Status, None, fields)


def factors(**fields: Any) -> st.SearchStrategy[Factor]:
    """`Factor` records."""
    return _made(Factor, None, fields)


def families(**fields: Any) -> st.SearchStrategy[Family]:
    """`Family` records."""
    return _made(Family, None, fields)


def agencies(**fields: Any) -> st.SearchStrategy[Agency]:
    """`Agency` records."""
    return _made(Agency, None, fields)


def professionals(**fields: Any) -> st.SearchStrategy[Professional]:
    """`Professional` records."""
    return _made(Professional, None, fields)


def involvements(**fields: Any) -> st.SearchStrategy[Involvement]:
    """`Involvement` records."""
    return _made(Involvement, None, fields)


def events(**fields: Any) -> st.SearchStrategy[Event]:
    """`Event` records."""
    return _made(Event, None, fields)


def incidents(**fields: Any) -> st.SearchStrategy[Incident]:
    """`Incident` records."""
    return _made(Incident, None, fields)


def proceedings(**fields: Any) -> st.SearchStrategy[Proceeding]:
    """`Proceeding` records."""
    return _made(Proceeding, None, fields)


def reviews(**fields: Any) -> st.SearchStrategy[Review]:
    """`Review` records."""
    return _made(Review, None, fields)


def episodes(**fields: Any) -> st.SearchStrategy[Episode]:
    """`Episode` records."""
    return _made(Episode, None, fields)


def findings(**fields: Any) -> st.SearchStrategy[Finding]:
    """`Finding` records."""
    return _made(Finding, None, fields)


def recommendations(**fields: Any) -> st.SearchStrategy[Recommendation]:
    """`Recommendation` records."""
    return _made(Recommendation, None, fields)


def actions(**fields: Any) -> st.SearchStrategy[Action]:
    """`Action` records."""
    return _made(Action, None, fields)


def citations(**fields: Any) -> st.SearchStrategy[Citation]:
    """`Citation` values."""
    return _made(Citation, None, fields)


def codes(**fields: Any) -> st.SearchStrategy[Code]:
    """`Code` values."""
    return _made(Code, None, fields)


def aliases(**fields: Any) -> st.SearchStrategy[Alias]:
    """`Alias` values."""
    return _made(Alias, None, fields)


def identifiers(**fields: Any) -> st.SearchStrategy[Identifier]:
    """`Identifier` values."""
    return _made(Identifier, None, fields)


def stated_ages(**fields: Any) -> st.SearchStrategy[StatedAge]:
    """`StatedAge` values."""
    return _made(StatedAge, None, fields)


def residences(**fields: Any) -> st.SearchStrategy[Residence]:
    """`Residence` values."""
    return _made(Residence, None, fields)


def memberships(**fields: Any) -> st.SearchStrategy[Membership]:
    """`Membership` values."""
    return _made(Membership, None, fields)


def relationships(**fields: Any) -> st.SearchStrategy[Relationship]:
    """`Relationship` values."""
    return _made(Relationship, None, fields)


def knowledge(**fields: Any) -> st.SearchStrategy[Knowledge]:
    """`Knowledge` values."""
    return _made(Knowledge, None, fields)


def quantities(**fields: Any) -> st.SearchStrategy[Quantity]:
    """`Quantity` values."""
    return _made(Quantity, None, fields)


def harms(**fields: Any) -> st.SearchStrategy[Harm]:
    """`Harm` values."""
    return _made(Harm, None, fields)


def suspects(**fields: Any) -> st.SearchStrategy[Suspect]:
    """`Suspect` values."""
    return _made(Suspect, None, fields)


def milestones(**fields: Any) -> st.SearchStrategy[Milestone]:
    """`Milestone` values."""
    return _made(Milestone, None, fields)


def parties(**fields: Any) -> st.SearchStrategy[Party]:
    """`Party` values."""
    return _made(Party, None, fields)


def subjects(**fields: Any) -> st.SearchStrategy[Subject]:
    """`Subject` values."""
    return _made(Subject, None, fields)


def contributions(**fields: Any) -> st.SearchStrategy[Contribution]:
    """`Contribution` values."""
    return _made(Contribution, None, fields)


def statements(**fields: Any) -> st.SearchStrategy[Statement]:
    """`Statement` values."""
    return _made(Statement, None, fields)


def responses(**fields: Any) -> st.SearchStrategy[Response]:
    """`Response` values."""
    return _made(Response, None, fields)


def people(**fields: Any) -> st.SearchStrategy[Child | Adult]:
    """Records of either class of `Person`."""
    return children(**fields) | adults(**fields)


def records() -> st.SearchStrategy[Record]:
    """Records of any class."""
    return st.one_of([globals()[_NAME_OF[kind]]() for kind in _LISTS.values()])
