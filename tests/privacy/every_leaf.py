"""A case file in which every field of every record holds something, made from the fields, with the paths to each."""

from __future__ import annotations

import itertools
import re
from enum import StrEnum

from safeguard_model import CaseFile, records
from safeguard_model.dates import Age, When
from safeguard_model.records import Adult, Claim, Family, Membership
from safeguard_model.records.base import Value
from safeguard_model.records.fields import fields_of
from safeguard_model.strategies.records import LISTS

CLASSES = tuple(
    kind
    for kind in vars(records).values()
    if isinstance(kind, type)
    and issubclass(kind, Value)
    and kind not in (Value, records.Record, records.Person, CaseFile)
)
SUBJECT, OTHER = "child-1", "adult-1"
_STEP = re.compile(r"([a-z_]+)(?:\[([0-9]+)\])?")


class Filler:
    """It fills each field with a value of its own, if the type of the field has enough values."""

    def __init__(self, withheld_from=()):
        self._numbers = itertools.count(1000)
        self._withheld_from = withheld_from

    def text(self):
        """A text that is nowhere else."""
        return f"Zq{next(self._numbers)}xj"

    def value(self, field):
        """A value for a field, or one item of it."""
        number = next(self._numbers)
        if field.refs:
            return SUBJECT if field.refs == ("*",) or "Child" in field.refs else f"{field.refs[0].lower()}-1"
        if field.is_nested:
            return field.type(**self.fields(field.type))
        if issubclass(field.type, StrEnum):
            return list(field.type)[-1]
        plain = {
            str: f"Zq{number}xj",
            int: 30 if "weeks" in field.name else number,
            float: number + 0.5,
            bool: True,
            dict: {"key": f"Zq{number}xj"},
            When: f"{1000 + number % 1000}-03-02",
            Age: f"P{number % 90}Y1M",
        }
        return plain[field.type]

    def fields(self, cls, **given):
        """Values for all fields of a class."""
        made = dict(given)
        for field in fields_of(cls):
            if field.name == "withheld_from":
                made[field.name] = self._withheld_from
            elif field.name not in given:
                value = self.value(field)
                made[field.name] = (value,) if field.many else value
        return made


def every_leaf(withheld_from=()):
    """A case file with every leaf, of which the subject is `SUBJECT`: a child in a family with the adult `OTHER`."""
    fill = Filler(withheld_from)
    made = []
    for kind in LISTS.values():
        id = f"{kind.__name__.lower()}-1"
        given = {"id": id}
        if kind is Claim:
            given |= {"about": SUBJECT, "field": "label"}
        if kind is records.Action:
            made.append(kind(**fill.fields(kind, id="action-2", recommendations=())))
            given["review"] = None
        made.append(kind(**fill.fields(kind, **given)))
    family = next(record for record in made if isinstance(record, Family))
    made.append(Family(id="family-2", label="Family 2", members=[Membership(person=id) for id in (SUBJECT, OTHER)]))
    assert family.members
    assert any(isinstance(record, Adult) for record in made)
    return CaseFile.of(fill.text(), made, extra={"key": fill.text()})


def leaf_at(record, path):
    """What is at a path in a record; None if there is nothing."""
    value = record
    for step in path.split("."):
        name, number = _STEP.fullmatch(step).groups()
        value = getattr(value, name, None)
        if number is not None:
            value = value[int(number)] if int(number) < len(value) else None
        if value is None:
            return None
    return value


def id_and_way(path, casefile):
    """The id that a path begins with, and the rest of it."""
    dots = [len(path), *(place for place in reversed(range(len(path))) if path[place] == ".")]
    return next((path[:dot], path[dot + 1 :]) for dot in dots if path[:dot] in casefile)


def covers(removed, path):
    """Whether one of the paths removed is this path or one above it."""
    return any(path == above or (path.startswith(above) and path[len(above)] in ".[") for above in removed)
