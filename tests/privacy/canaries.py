"""A case file with a canary in every leaf, made by introspection, and every way in which a tool displays an object."""

from __future__ import annotations

import calendar
import io
import itertools
import pprint
import re
import traceback
import types
from collections.abc import Iterable, Mapping
from enum import StrEnum

import attrs
from hypothesis.vendor.pretty import pretty

from safeguard_model import records
from safeguard_model.dates import Age, DayCount, When
from safeguard_model.errors import SafeguardModelError
from safeguard_model.privacy.leaves import leaves_of
from safeguard_model.records import CaseFile, Record
from safeguard_model.records.fields import fields_of
from safeguard_model.records.sensitivity import Sensitivity
from safeguard_model.records.vocabulary import Handling

MARK = "canary"
"""How every canary ends: ``Qzx0147canary``. No word of the library does."""

# What a field must have so that the record fits: a link by hand, a date in order, a choice of two.
_GIVEN = {
    ("CaseFile", "handling"): Handling.IDENTIFIABLE,
    ("Claim", "field"): "name",
    ("Claim", "about"): "Child-1",
    ("Event", "derived_from"): None,  # no entry of a file is derived; those of a timeline are
    ("Event", "account_of"): None,  # an account is told with what it is an account of: see `_MORE`
    ("Event", "responds_to"): None,
    ("Event", "rescheduled_from"): None,
    ("Event", "state"): records.EventState.HAPPENED,
    ("Event", "kind"): records.EventKind.HOME_VISIT,
    ("Relationship", "to"): "Child-2",
    ("Relationship", "person"): "Adult-1",
    ("Relationship", "kin"): records.Kin.PARENT,
    ("Relationship", "side"): None,
    ("Agency", "part_of"): None,
    ("Agency", "successor_of"): (),
    ("Agency", "name_withheld"): False,
    ("Source", "of"): None,
    ("Action", "review"): None,
}
LEFT_EMPTY = {field for field, value in _GIVEN.items() if value in (None, (), False)}
"""The fields that `_MORE` fills, or that are not of a file."""


_SHOWN = {
    ("Suspect", "standing"),  # the kind of the entry that follows from it is open, as that of any entry
    ("Residence", "during"),  # the date of a move is that of an entry, which is quasi, wherever the child moved to
}


def is_above_quasi(owner, name, level):
    """Whether a leaf must not be shown: a leaf in a list is at least as sensitive as the list."""
    return level > Sensitivity.QUASI and (owner, name) not in _SHOWN


class Canaries:
    """A maker of records with a canary in every leaf.

    The canaries of a `twin` differ from those of its original in every leaf above quasi, and nowhere else. They have
    the same shape and as many words, and each date of birth is in the same month. So whatever is shown of the one must
    be the same as is shown of the other.
    """

    def __init__(self, *, twin=False):
        self.twin = twin
        self._numbers = itertools.count(1)

    def full(self, kind, /, level=Sensitivity.OPEN, **given):
        """A record or value with a canary in every field, but for those given."""
        fields = {}
        for field in fields_of(kind):
            if field.name in given:
                continue
            at = max(level, field.sensitivity)
            known = _GIVEN.get((kind.__name__, field.name), ...)
            value = self._value(kind, field, at) if known is ... else known
            fields[field.name] = (value,) if field.many and known is ... else value
        return kind(**fields | given)

    def _value(self, kind, field, level):
        number = next(self._numbers)
        is_hidden = is_above_quasi(kind.__name__, field.name, level)
        other = self.twin and is_hidden
        if field.refs:
            return "Child-1" if {"Child", "*"} & {*field.refs} else f"{field.refs[0]}-1"
        if field.is_nested:
            return self.full(field.type, level)
        if issubclass(field.type, StrEnum):
            members = [member for member in field.type if member is not field.default]
            return members[-1 if other else -2 if is_hidden else 0]
        if field.type is str:
            return f"Qz{'y' if other else 'x'}{number:04}{MARK}"
        if field.type is When:
            day = 22 + is_hidden + other  # so that no date that is hidden is one that is shown
            return When(f"{1950 + number // 12}-{number % 12 + 1:02}-{day}")
        if field.type is Age:
            return Age(f"P{number % 17 + (20 if other else 2)}M")
        if field.type is int:
            return (number % 9 + 30 + other) if field.name != "year" else 2016
        if field.type is float:
            return number + (0.75 if other else 0.25)
        if field.type is bool:
            return True
        if field.type is dict:
            return {self._text(number, other): [self._text(number, other), {"x": self._text(number, other)}]}
        raise AssertionError(f"no canary is made for a {field.type.__name__}: {kind.__name__}.{field.name}")

    @staticmethod
    def _text(number, other):
        return f"Qz{'y' if other else 'x'}{number:04}{MARK}"

    def casefile(self):
        """A case file with at least one record of every class, and no leaf without a canary."""
        born, died = ("2019-05-12", "2021-09-18") if self.twin else ("2019-05-11", "2021-09-17")
        made = []
        for field in fields_of(CaseFile):
            if field.is_nested:
                kind = field.type
                given = {"born": born, "died": died} if kind is records.Child else {}
                made.append(self.full(kind, id=f"{kind.__name__}-1", **given))
        made += self._more()
        extra = {self._text(next(self._numbers), self.twin): self._text(next(self._numbers), self.twin)}
        return CaseFile.of(self._text(next(self._numbers), self.twin), made, extra=extra)

    def _more(self):
        """Further records, so that each question has an answer and each kind of link is there."""

        def full(kind, /, **given):
            # An unknown word withholds a record from everybody, so these records, which can be redacted, have none.
            return self.full(kind, **({"withheld_from": ()} if issubclass(kind, Record) else {}) | given)

        born = "2017-03-{}".format("05" if self.twin else "04")
        yield full(records.Child, id="Child-2", label="Sibling 2", born=born, died=None, expected=None)
        yield full(records.Adult, id="Adult-2", label="Adult 2")
        yield full(records.Agency, id="Agency-2", part_of="Agency-1", successor_of=["Agency-1"], name_withheld=True)
        yield full(records.Review, id="Review-2", cites=["Review-1"], replaces=["Review-1"])
        yield full(records.Source, id="Source-2", of="Review-1")
        yield full(records.Action, id="Action-2", review="Review-1", recommendations=[])
        yield full(
            records.Family, id="Family-2", relationships=[full(records.Relationship, side=records.Side.MATERNAL)]
        )
        yield full(records.Claim, id="Claim-2", about="Child-1", field="name")
        yield full(records.Claim, id="Claim-3", about="Child-1", field="born", value="2018-02-1" + "54"[self.twin])
        kinds = [
            ("home_visit", "2019-07-01", "Agency-1"),
            ("home_visit", "2019-07-02", "Agency-2"),
            ("referral", "2019-09-03", "Agency-1"),
            ("strategy_discussion", "2019-09-05", "Agency-1"),
            ("referral", "2020-02-07", "Agency-2"),
            ("was_not_brought", "2020-03-01", "Agency-1"),
            ("was_not_brought", "2020-03-10", "Agency-1"),
            ("was_not_brought", "2020-03-20", "Agency-1"),
            ("other", "2020-04-01", "Agency-2"),
            ("phone_call", "2020-05-01/2020-05-20", "Agency-1"),
            ("hospital_admission", "2020-05-10/2020-05-30", "Agency-2"),
            ("home_visit", "2020-06-03", "Agency-1"),
            ("home_visit", "2020-06-03", "Agency-2"),
        ]
        words = "strategy discussion held with police about the bruise on her left arm"
        for number, (kind, when, agency) in enumerate(kinds, start=2):
            links = {
                "responds_to": "Event-4" if number == 5 else None,
                "account_of": "Event-2" if number == 3 else None,
                "rescheduled_from": "Event-7" if number == 8 else None,
            }
            yield full(
                records.Event,
                id=f"Event-{number}",
                when=when,
                kind=kind,
                agency=agency,
                not_seen=[],
                seen_alone=[],
                state="cancelled" if number == 9 else "happened",
                description=f"{self._text(next(self._numbers), self.twin)} {words}",
                **links,
            )
        yield full(records.Finding, id="Finding-2", themes=["neglect", "supervision"])


def leaves(casefile):
    """Every leaf of a case file: of the file itself and of its records."""
    for field in fields_of(CaseFile):
        held = getattr(casefile, field.name)
        if not field.is_nested and held:
            yield "CaseFile", field.name, field.sensitivity, held
    for record in casefile.records():
        for leaf in leaves_of(record):
            if not leaf.field.refs:  # an id says nothing, wherever it stands
                yield leaf.owner, leaf.field.name, leaf.sensitivity, leaf.value


def hidden_texts(casefile):
    """Every text above quasi, and every date of birth or death in all the forms in which it could be written."""
    found = {}
    for owner, name, level, value in leaves(casefile):
        if not is_above_quasi(owner, name, level) or isinstance(value, StrEnum):
            continue
        texts = []
        if isinstance(value, dict):
            texts = [text for key, held in value.items() for text in (key, held if isinstance(held, str) else held[0])]
        elif isinstance(value, str) and MARK in value:
            texts = value.split()[:1]
        elif isinstance(value, When) or owner == "Claim":
            texts = written_forms(str(value) if owner == "Claim" else value.text)
        elif isinstance(value, float):
            texts = []  # found by the twin: a number says nothing by itself
        for text in texts:
            found[text.casefold()] = f"{owner}.{name}"
    return found


def written_forms(text):
    """The forms in which a reader, a program or a form could write a date that is given in ISO form."""
    year, month, day = (int(part) for part in text[:10].split("-"))
    name = calendar.month_name[month]
    return [
        f"{year}-{month:02}-{day:02}",
        f"{year}{month:02}{day:02}",
        f"{year}/{month:02}/{day:02}",
        f"{day:02}/{month:02}/{year}",
        f"{day}/{month}/{year}",
        f"{day:02}.{month:02}.{year}",
        f"{day}.{month}.{year}",
        f"{day:02}-{month:02}-{year}",
        f"{day:02}/{month:02}/{year % 100:02}",
        f"{day:02}.{month:02}.{year % 100:02}",
        f"{month:02}/{day:02}/{year}",
        f"{day} {name} {year}",
        f"{day:02} {name[:3]} {year}",
        f"{name} {day}, {year}",
        f"({year}, {month}, {day}",
    ]


_CANARY = re.compile(r"qz[xy](\d{4})")
_DATE = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}|\d{8}|\d{1,2} [a-z]{3,9} \d{4}|[a-z]{3,9} \d{1,2}, \d{4}|\(\d{4}, \d{1,2}, \d{1,2}"
)
"""Every stretch of text that one of the written forms of a date may be."""


class Scan:
    """A search for the canaries of a case file in what was displayed."""

    def __init__(self, casefile):
        hidden = hidden_texts(casefile)
        self._dates = {text: where for text, where in hidden.items() if MARK not in text}
        self._numbers = {text[3:7]: where for text, where in hidden.items() if MARK in text}
        leaves_shown = {
            value for owner, name, level, value in leaves(casefile) if not is_above_quasi(owner, name, level)
        }
        self._shown = {value[3:7] for value in leaves_shown if isinstance(value, str) and MARK in value}

    def found(self, text):
        """The fields of which a text shows a canary; the number of one that is not a field's, as of a file."""
        plain = text.casefold()
        hits = {self._dates[date[0]] for date in _DATE.finditer(plain) if date[0] in self._dates}
        numbers = set(_CANARY.findall(plain)) - self._shown  # without the end, which may be cut off
        return sorted(hits | {self._numbers.get(number, number) for number in numbers})


def _html(thing):
    if getattr(thing, "handling", Handling.IDENTIFIABLE) is not Handling.IDENTIFIABLE:
        return ""  # by contract, the table of a pseudonymised or published file has its words
    return thing._repr_html_() if hasattr(thing, "_repr_html_") else ""


def _rich(thing):
    from rich.console import Console

    console = Console(width=200, file=io.StringIO())
    console.print(thing)
    return console.file.getvalue()


def _ipython(thing):
    from IPython.core.formatters import DisplayFormatter

    data, metadata = DisplayFormatter().format(thing)
    return f"{data}{metadata}"


SINKS = {
    "repr": repr,
    "str": str,
    "format": lambda thing: f"{thing}{thing!s:>10}{thing!r:>10}{format(thing, '')}",
    "in a list": lambda thing: f"{[thing]}{(thing,)}{ {'x': thing} }",
    "html": _html,
    "cells": lambda thing: f"{thing.cells()}" if hasattr(thing, "cells") and hasattr(thing, "headings") else "",
    "pprint": lambda thing: pprint.pformat(thing) + pprint.pformat({"x": [thing]}),
    "Hypothesis": lambda thing: pretty(thing) + pretty([thing]),
}
"""What shows an object without being asked to reveal it, by name."""
SLOW_SINKS = {"rich": _rich, "IPython": _ipython}
"""Those that come with a package, and take longer: a few objects of each class are enough for them."""


_READ = (str, bytes, int, float, bool, type, types.FunctionType, type(None), When, Age, DayCount)
"""What is read from a field, and shows itself: nothing can be hidden once it was taken out of its record."""


def inside(thing, seen=None):
    """Yield an object and the objects of the library in it, each once: items of lists and fields of results."""
    seen = {} if seen is None else seen
    if id(thing) in seen or isinstance(thing, _READ):
        return
    seen[id(thing)] = thing
    if type(thing).__module__.startswith("safeguard_model"):
        yield thing  # a list or a tuple of Python's shows its items, and each of them is yielded
    if isinstance(thing, (CaseFile, Record, BaseException)):
        return
    if isinstance(thing, Mapping):
        items = list(thing.values())
    elif isinstance(thing, Iterable):
        items = list(thing)
    else:
        items = []
    if attrs.has(type(thing)):
        items += [getattr(thing, field.name) for field in attrs.fields(type(thing))]
    for item in items:
        yield from inside(item, seen)


def said_by(error):
    """Everything that an error says, and everything a tool says of it and of the errors behind it."""
    said = []
    for each in _chain(error):
        said += [str(each), repr(each), repr(each.args), repr(vars(each)), repr(getattr(each, "__notes__", []))]
        said += [repr(frame.f_locals) for frame in frames_of(each)] if is_refusal(error) else []
    said += traceback.format_exception(error)
    return "\n".join(said)


def is_refusal(error):
    """Whether an error is one of the library or of the system: only of those the frames are dropped."""
    return isinstance(error, (SafeguardModelError, OSError))


def frames_of(error):
    """The frames of the library in an error."""
    return [
        frame for frame, _ in traceback.walk_tb(error.__traceback__) if "safeguard_model" in frame.f_code.co_filename
    ]


def _chain(error):
    seen = []
    waiting = [error]
    while waiting:
        each = waiting.pop()
        if each is None or any(each is other for other in seen):
            continue
        seen.append(each)
        waiting += [each.__cause__, each.__context__, *getattr(each, "exceptions", ())]
    return seen
