"""The base classes of values and records, their `repr` that hides sensitive fields, and Citation and Code."""

from __future__ import annotations

from inspect import Parameter, Signature
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import attrs

from safeguard_model.discreet import Discreet
from safeguard_model.errors import InvalidAge, InvalidRecord, InvalidWhen
from safeguard_model.records.converters import (
    JSON,
    to_extra,
    to_id,
    to_linked_id,
    to_required_text,
    to_text,
    to_texts,
    to_year,
    values,
)
from safeguard_model.records.field_help import FieldHelp
from safeguard_model.records.refusals import Refused
from safeguard_model.records.sensitivity import FREE_TEXT, OPEN, QUASI, RESTRICTED, Sensitivity, link, sensitivity_of
from safeguard_model.records.vocabulary import Certainty
from safeguard_model.records.word_converters import to_certainty

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

__all__ = [
    "ANYONE",
    "JSON",
    "PERSON",
    "SHARED",
    "AgencyId",
    "ChildId",
    "Citation",
    "Code",
    "EventId",
    "IncidentId",
    "PersonId",
    "ProfessionalId",
    "Record",
    "RecordId",
    "SourceId",
    "Value",
    "refuse",
    "shared_last",
    "shown",
]

RecordId: TypeAlias = str
"""The id of any record: text without spaces, control characters or invisible marks. It is never made from a name."""
PersonId: TypeAlias = str
"""The id of a Child or an Adult."""
ChildId: TypeAlias = str
"""The id of a Child."""
AgencyId: TypeAlias = str
"""The id of an Agency."""
ProfessionalId: TypeAlias = str
"""The id of a Professional."""
SourceId: TypeAlias = str
"""The id of a Source."""
EventId: TypeAlias = str
"""The id of an Event."""
IncidentId: TypeAlias = str
"""The id of an Incident."""

PERSON = ("Child", "Adult")
"""The record classes that the id of a person may point to."""
ANYONE = ("Child", "Adult", "Professional", "Agency")
"""The record classes that can tell or report something."""
SHARED = ("citations", "comment", "withheld_from", "codes", "extra")
"""The fields that every record ends with."""


_SIGNATURE = Signature([Parameter("value", Parameter.POSITIONAL_ONLY)])
"""The signature of every wrapped converter.

attrs asks each converter for its signature. Without this shared signature, Python would have to work each one out,
which slows the import noticeably.
"""


# Every class spells out `@attrs.frozen(kw_only=True, ...)`. A single decorator of our own, marked with
# `typing.dataclass_transform`, was tried and does not work with mypy. mypy then ignores the converters: a `str` given
# for a When becomes an error. mypy also no longer sees that the classes are attrs classes, so it reports an error in
# every user's code that calls `attrs.evolve` or `attrs.fields`.
def shared_last(cls: type, fields: list[attrs.Attribute[Any]]) -> list[attrs.Attribute[Any]]:
    """Return the fields with the shared fields last, and make the errors of each converter name the class and field.

    attrs calls this function while it builds a class (``field_transformer=``). In the order of inheritance, the shared
    fields would come before the fields of the subclass.
    """
    for field in fields:
        if field.converter:
            # The field is changed in place: each class has its own field objects, and to copy each of the more than
            # four hundred fields would slow the import noticeably.
            object.__setattr__(field, "converter", _naming(cls.__name__, field))
    return [field for field in fields if field.name not in SHARED] + [field for field in fields if field.name in SHARED]


def _naming(record: str, field: attrs.Attribute[Any]) -> Callable[[object], object]:
    """Return the converter of a field, wrapped so that its error is an `InvalidRecord` with the class and field."""
    convert: Any = field.converter
    convert = getattr(convert, "__wrapped__", convert)  # an inherited field already has the wrapper of its base class
    name = field.name
    # Most fields of most records have their default, which its converter would give back unchanged. To skip that call
    # halves the time that an Event takes. No value is the same object as the default of a field that has none.
    default = object() if field.default is attrs.NOTHING else field.default

    def converted(value: object) -> object:
        if value is default:
            return value
        try:
            return convert(value)
        except (Refused, InvalidWhen, InvalidAge) as refusal:
            rule = str(refusal)
        # Raised outside the `except`, so that the first error is not chained: the frames of that error hold the value.
        raise InvalidRecord(record, name, rule)

    converted.__wrapped__ = convert  # type: ignore[attr-defined]
    converted.__signature__ = _SIGNATURE  # type: ignore[attr-defined]
    return converted


def refuse(record: Value, field: str, rule: str) -> InvalidRecord:
    """Return the error for a record that breaks a rule; `field` is the field that the error names."""
    return InvalidRecord(type(record).__name__, field, rule)


class Value(Discreet):
    """The base of every value and record: frozen, compared by value, with a `repr` that hides sensitive fields.

    The `repr` shows the fields that are neither empty nor at their default. Of a field more sensitive than `quasi`, it
    shows the level of sensitivity only. Each class has ``eq=False``, so that `Discreet` compares and hashes its
    objects. This also makes the import faster: attrs need not generate methods for each class.
    """

    __slots__ = ()
    if TYPE_CHECKING:
        __attrs_attrs__: ClassVar[Any]  # every subclass is an attrs class

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        text = vars(cls).get("__doc__")
        if isinstance(text, str):
            cls.__doc__ = FieldHelp(text)  # type: ignore[assignment]

    def __repr__(self) -> str:
        return shown(self)


def shown(record: Value, hidden: frozenset[str] = frozenset()) -> str:
    """Return the `repr` of a record, which hides sensitive fields and the fields named in `hidden`."""
    return f"{type(record).__name__}({', '.join(_fields_shown(record, hidden))})"


def _fields_shown(record: Value, hidden: frozenset[str]) -> Iterable[str]:
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name, None)  # a record that is not yet complete lacks fields
        if value == field.default or value is None or (isinstance(value, (str, tuple, dict)) and not value):
            continue
        sensitivity = Sensitivity.IDENTIFYING if field.name in hidden else sensitivity_of(field)
        if sensitivity > Sensitivity.QUASI:
            yield f"{field.name}=<{sensitivity.name.lower()}>"
        else:
            yield f"{field.name}={_in_words(value)}"


def _in_words(value: object) -> str:
    """Return the `repr` of a value that may be shown; a member of an enum is shown as its text only."""
    if isinstance(value, tuple):
        return f"({', '.join(map(_in_words, value))}{',' if len(value) == 1 else ''})"
    return repr(str(value)) if isinstance(value, str) else repr(value)


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Citation(Value):
    """Where a statement is made: a place in a source."""

    source: SourceId = attrs.field(converter=to_linked_id, metadata=link("Source"))
    """The Source."""
    where: str = attrs.field(default="", converter=to_text, metadata=OPEN)
    """The place in it: "p. 12", "para 5", "caption"."""
    certainty: Certainty | None = attrs.field(default=None, converter=to_certainty, metadata=OPEN)
    """Whether the source states it, it is inferred from the source, or it is disputed there."""


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Code(Value):
    """A code of a published list, such as the Department for Education's: see `safeguard_model.records.codes`."""

    scheme: str = attrs.field(converter=to_required_text, metadata=OPEN)
    """The list: "dfe:factor"."""
    value: str = attrs.field(converter=to_required_text, metadata=QUASI)
    """The code in it: "18C"."""
    year: int | None = attrs.field(default=None, converter=to_year, metadata=OPEN)
    """The year of the list: codes are added and withdrawn."""


def to_citations(value: Iterable[Citation]) -> tuple[Citation, ...]:
    """Convert to a tuple of `Citation`."""
    return values(value, Citation)


def to_codes(value: Iterable[Code]) -> tuple[Code, ...]:
    """Convert to a tuple of `Code`."""
    return values(value, Code)


@attrs.frozen(kw_only=True, eq=False, repr=False, field_transformer=shared_last)
class Record(Value):
    """The base of every record: an id, and the fields shared by all."""

    id: RecordId = attrs.field(converter=to_id, metadata=OPEN)
    """Unique in the case file: text without spaces, control characters, invisible marks or ``/``; never from a name."""
    citations: tuple[Citation, ...] = attrs.field(default=(), converter=to_citations, metadata=OPEN)
    """The places in sources that the record rests on."""
    comment: str = attrs.field(default="", converter=to_text, metadata=FREE_TEXT)
    """The file author's own words; `description` and `text` are the source's."""
    withheld_from: tuple[str, ...] = attrs.field(default=(), converter=to_texts, metadata=QUASI)
    """Audiences (family, agency, panel, published, person) and ids of persons not to be given it; `redact` obeys."""
    codes: tuple[Code, ...] = attrs.field(default=(), converter=to_codes, metadata=QUASI)
    """Codes of published lists."""
    extra: dict[str, JSON] = attrs.field(factory=dict, converter=to_extra, hash=False, metadata=RESTRICTED)
    """A tool's own fields, as JSON: compared, and kept in files."""
