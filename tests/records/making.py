"""Every record and value class, the least that makes one, and rubbish: shared by the tests of the records."""

from __future__ import annotations

import itertools
from collections import OrderedDict, UserString, deque
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType, SimpleNamespace

from safeguard_model import records
from safeguard_model.dates import Age, When
from safeguard_model.records import AudienceKind, CaseFile, Kin, Person, Record
from safeguard_model.records.base import Value
from safeguard_model.records.fields import fields_of

CLASSES = sorted(
    (
        kind
        for kind in vars(records).values()
        if isinstance(kind, type) and issubclass(kind, Value) and kind not in (Value, Record, Person, CaseFile)
    ),
    key=lambda kind: kind.__name__,
)
RECORDS = [kind for kind in CLASSES if issubclass(kind, Record)]
VALUES = [kind for kind in CLASSES if not issubclass(kind, Record)]
FIELDS = [(kind, field) for kind in [*CLASSES, CaseFile] for field in fields_of(kind)]
CANARY = "Xyzzyq"

_EXAMPLES = {str: "text", When: "2016-03", Age: "P6M"}
_RULES = {
    "AgeOf": {"age": "P6M"},
    "Harm": {"person": "p"},
    "Suspect": {"person": "p"},
    "Party": {"person": "p"},
    "Contribution": {"who": "p"},
}


def least(kind):
    """The fewest arguments that make a record or value."""
    found = dict(_RULES.get(kind.__name__, {}))
    for field in fields_of(kind):
        if field.required:
            value = next(iter(field.type)) if issubclass(field.type, StrEnum) else _EXAMPLES[field.type]
            found[field.name] = (value,) if field.many else value
    if kind.__name__ == "Claim":
        found["citations"] = (records.Citation(source="s"),)
    return found


def example(field, text="text"):
    """A valid value of a field; text where it may be any."""
    if issubclass(field.type, StrEnum):
        value = next(iter(field.type))
    elif field.is_nested:
        value = field.type(**least(field.type))
    else:
        value = {int: 30, float: 1.5, bool: True, dict: {text: [text]}, When: "2016-03", Age: "P6M"}.get(
            field.type, text
        )
    if field.name == "year":
        value = 2016
    return (value,) if field.many else value


def make(kind, /, **given):
    """A record or value with the least there must be, and what is given."""
    return kind(**least(kind) | given)


class Text(str):
    """Text of another type."""

    __slots__ = ()


class Hostile:
    """Answers every question with an error that quotes it."""

    def _refuse(self, *args):
        raise RuntimeError(CANARY)

    __eq__ = __hash__ = __repr__ = __str__ = __iter__ = __len__ = __bool__ = __getitem__ = _refuse
    __lt__ = __int__ = __float__ = __index__ = __contains__ = __format__ = __fspath__ = _refuse


class Array:
    """As a numpy array: it compares item by item, and has no truth."""

    dtype = "float64"
    shape = (2,)

    def __eq__(self, other):
        return self

    __hash__ = None

    def __bool__(self):
        raise ValueError("the truth value of an array with more than one element is ambiguous")

    def __array__(self):
        return [1.0, 2.0]


def rubbish():
    """Of every type; made anew each time, for some of it can be used once only."""
    cyclic = []
    cyclic.append(cyclic)
    looped = {}
    looped[CANARY] = looped
    deep = CANARY
    for _ in range(200):
        deep = [deep]
    return [
        None,
        True,
        False,
        0,
        1,
        -1,
        46,
        999,
        10**10,
        -(10**10),
        10**5000,
        1.0,
        -0.5,
        1e308,
        float("nan"),
        float("inf"),
        float("-inf"),
        1j,
        Decimal("1.5"),
        Fraction(1, 3),
        "",
        " ",
        "\t\n",
        CANARY,
        f"{CANARY} \ud800",
        "\udfff",
        f"{CANARY}\x00",
        f"{CANARY}/{CANARY}",
        f"{CANARY}\u200b",
        "2016-03-02",
        "2016-13",
        "02/03/2016",
        "P6M",
        "OTHER",
        "other ",
        "x" * 100_000,
        Text(CANARY),
        Text("other"),
        UserString(CANARY),
        CANARY.encode(),
        bytearray(b"other"),
        memoryview(b"other"),
        [],
        (),
        [CANARY, CANARY],
        [None],
        [[]],
        (CANARY, 1),
        ["\ud800"],
        {},
        {CANARY: CANARY},
        {1: CANARY},
        {"\ud800": 1},
        {CANARY: float("nan")},
        {CANARY: 10**5000},
        {CANARY: {1, 2}},
        {CANARY: deep},
        set(),
        {CANARY},
        frozenset({CANARY}),
        OrderedDict({CANARY: 1}),
        MappingProxyType({CANARY: 1}),
        {CANARY: 1}.keys(),
        deque([CANARY]),
        range(3),
        iter([CANARY, 1]),
        (item for item in [CANARY, Hostile()]),
        itertools.repeat(CANARY, 2),
        cyclic,
        looped,
        deep,
        Hostile(),
        [Hostile()],
        {CANARY: Hostile()},
        Array(),
        object(),
        SimpleNamespace(id=CANARY),
        Kin.OTHER,
        AudienceKind.FAMILY,
        [Kin.OTHER],
        StrEnum,
        Kin,
        Hostile,
        rubbish,
        len,
        NotImplemented,
        Ellipsis,
        Path(CANARY),
        date(2016, 3, 2),
        datetime(2016, 3, 2, 14, 30),
        datetime(2016, 3, 2, 14, 30, tzinfo=UTC),
        datetime(2016, 3, 2, 14, 30, 0, 5),
        time(14, 30),
        timedelta(days=1),
        When("2016-03"),
        Age("P6M"),
        [When("2016-03")],
        records.Alias(text=CANARY),
        [records.Alias(text=CANARY)],
        records.Child(id=CANARY, label=CANARY),
        [records.Child(id=CANARY, label=CANARY)],
        ValueError(CANARY),
    ]
