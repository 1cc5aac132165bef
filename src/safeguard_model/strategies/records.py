"""The strategies for records and values, made from the fields of their class, and for whole case files."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from hypothesis import strategies as st

from safeguard_model.dates import Age, When
from safeguard_model.records import (
    Action,
    Agency,
    AgeOf,
    AudienceKind,
    CaseFile,
    Citation,
    Claim,
    Contribution,
    Event,
    Harm,
    Kin,
    Party,
    Record,
    Relationship,
    Suspect,
)
from safeguard_model.records.base import SHARED
from safeguard_model.records.claim_paths import Refusal, key_of, resolve, write_scalar
from safeguard_model.records.converters import to_required_ids, to_required_text, to_weeks, to_year
from safeguard_model.records.fields import Field, fields_of
from safeguard_model.records.links import linking
from safeguard_model.records.word_converters import to_review_kinds
from safeguard_model.strategies.values import ages, extras, ids, required_texts, texts, whens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from safeguard_model.records.base import Value

__all__ = ["LISTS", "case_files", "drawn"]

_FEW: Final = 3
"""The most items that are drawn for a field with several values."""
_MOST_OPTIONAL: Final = 6
"""The most optional fields that are drawn for a record, besides those given as keywords."""

V = TypeVar("V", bound="Value")
Known: TypeAlias = "Mapping[str, Sequence[str]]"
"""The ids of the case file's records, by the name of their class."""


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
    to_required_text: required_texts,
    to_weeks: lambda: st.integers(1, 45),
    to_year: lambda: st.integers(1000, 9999),
}
_BY_NAME: Final[Mapping[tuple[type, str], Callable[[], st.SearchStrategy[Any]]]] = {
    (Record, "id"): ids,
    (Agency, "name"): required_texts,
    # Most relationships are drawn from the three kinds that searches through a family follow. Families with cycles,
    # which test these searches, are then frequent.
    (Relationship, "kin"): lambda: st.sampled_from([Kin.PARENT, Kin.CHILD, Kin.SIBLING]) | st.sampled_from(Kin),
}
_AT_LEAST_ONE: Final = frozenset({to_required_ids, to_review_kinds})


def _converter(field: Field) -> Callable[..., Any]:
    converter: Callable[..., Any] = getattr(field.convert, "__wrapped__", field.convert)
    return converter


def _targets(field: Field, known: Known) -> list[str]:
    """Return the ids that a link field may point to."""
    kinds = known if field.refs == ("*",) else field.refs
    return [id for kind in kinds for id in known.get(kind, ())]


def _can_be(kind: type, known: Known) -> bool:
    """Return whether every link that the class requires has a record to point to."""
    return all(_targets(field, known) for field in fields_of(kind) if field.required and field.refs)


def _one_of_ids(found: Sequence[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(found) if found else st.nothing()


def _items(kind: type, field: Field, known: Known | None) -> st.SearchStrategy[Any]:
    """Draw what a field may hold, or one item of it if the field holds a tuple.

    The strategy is empty if the field needs a link and there is no record to point to.
    """
    if field.refs:
        return ids() if known is None else _one_of_ids(_targets(field, known))
    if field.is_nested:
        return drawn(field.type, known) if known is None or _can_be(field.type, known) else st.nothing()
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
    """Return the strategies of all fields of a record drawn alone. In a case file, fields for ids need others."""
    return {field.name: _field(kind, field, None) for field in fields_of(kind)}


def _field(kind: type, field: Field, known: Known | None) -> st.SearchStrategy[Any]:
    """Draw a value for a field, as the constructor takes it."""
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
def drawn(draw: st.DrawFn, kind: type[V], known: Known | None, given: Mapping[str, Any] | None = None) -> V:
    """Draw a record or value: the fields given, the required fields, and a few optional fields.

    `known`: the ids that links may point to; None for a record that is drawn alone.
    """
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
    if kind in (Harm, Suspect, Party, Contribution):
        who = "who" if kind is Contribution else "person"
        if made.get(who) is None and not made.get("words", "").strip() and "words" not in given:
            made["words"] = draw(required_texts())
    elif kind is AgeOf and made.get("age") is None and made.get("gestation_weeks") is None:
        made["age" if "age" not in given else "gestation_weeks"] = draw(
            ages() if "age" not in given else st.integers(1, 45)
        )
    elif kind is Agency and made.get("name_withheld") and "name" not in given:
        made["name"] = draw(st.just("") | required_texts())
    elif kind is Action and made.get("recommendations") and made.get("review") is not None:
        made.pop("review" if "review" not in given else "recommendations")
    elif kind is Claim and not made.get("citations") and "citations" not in given:
        made["citations"] = (draw(drawn(Citation, known)),)
    elif kind is Event and made.get("derived_from") is not None and "id" not in given:
        made["id"] += draw(st.sampled_from(["", "/born", "/start"]))


# Whole case files.

LISTS: Final[Mapping[str, type[Record]]] = {
    field.name: field.type for field in fields_of(CaseFile) if issubclass(field.type, Record)
}


@st.composite
def case_files(draw: st.DrawFn, /, **fields: Any) -> CaseFile:
    """Draw whole case files, in which every link leads to a record and every claim is about a field that exists.

    Families may hold cycles.

    For a list of records, the keyword says how many records to draw (without it, 0 to 2). It is a number or a strategy
    that draws numbers: ``case_files(children=2, events=st.integers(5, 10))``. A class that must link to a class without
    records is left out. For the other fields, keywords work as in every strategy: ``handling="published"``.
    """
    mark = draw(st.just("") | ids())
    known: dict[str, list[str]] = {}
    for name, kind in LISTS.items():
        asked = fields.get(name, st.integers(0, 2))
        count = draw(asked) if isinstance(asked, st.SearchStrategy) else asked
        if count and (kind is Claim or _can_be(kind, known)):
            known[kind.__name__] = [f"{mark}{kind.__name__.lower()}-{place}" for place in range(1, count + 1)]
    if "Source" not in known:  # a claim must cite a source, and must be about a record: the source is one
        known.pop("Claim", None)
    rest = {name: value for name, value in fields.items() if name not in LISTS}
    records: list[Record] = []
    for kind in LISTS.values():
        for id in known.get(kind.__name__, ()) if kind is not Claim else ():
            given = {"id": id, "derived_from": None} if kind is Event else {"id": id}
            records.append(draw(drawn(kind, known, given)))
    for id in known.get("Claim", ()):
        records.append(_draw_claim(draw, id, draw(st.sampled_from(records)), known))
    empty = draw(drawn(CaseFile, known, rest | dict.fromkeys(LISTS, ())))
    return empty.add(records)


def _draw_claim(draw: st.DrawFn, id: str, about: Record, known: Known) -> Claim:
    """Draw a claim about a field of a record. Link fields that no record can fill are not chosen."""
    choices = [
        (path, kind, field) for path, kind, field in _claimable(about) if not field.refs or _targets(field, known)
    ]
    path, kind, field = draw(st.sampled_from(choices))
    value = draw(_items(kind, field, known).map(write_scalar).filter(str.strip))
    return draw(drawn(Claim, known, {"id": id, "about": about.id, "field": path, "value": value}))


def _claimable(record: Record) -> Iterator[tuple[str, type, Field]]:
    """Yield each path to a field that a claim about the record may name, with the field and the class that has it."""
    places: list[tuple[str, Value]] = [("", record)]
    for field in fields_of(type(record)):
        if not field.is_nested or field.name in SHARED:
            continue
        held = getattr(record, field.name)
        if not field.many:
            places += [] if held is None else [(f"{field.name}.", held)]
            continue
        for number, item in enumerate(held, start=1):
            keyed = key_of(field.name, item)
            places.append((f"{field.name}[#{number}].", item))
            places += [(keyed, item), (f"{keyed.removesuffix('].')}#1].", item)] if keyed else []
    for start, value in places:
        for field in fields_of(type(value)):
            if not isinstance(found := resolve(record, start + field.name), Refusal):
                yield start + field.name, type(value), found[0]
