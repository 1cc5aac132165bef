"""`reveal`: the way to display what is hidden by default: names, dates of birth, addresses, free text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import final

import attrs

from safeguard_model.errors import InvalidFile
from safeguard_model.privacy.revealed_problems import problems_in_full
from safeguard_model.records import CaseFile
from safeguard_model.timeline import Timeline

__all__ = ["Revealed", "reveal"]


@final
class Revealed:
    """An object whose text, `repr` and table show what is hidden by default. Never log this object."""

    __slots__ = ("_what",)

    def __init__(self, what: object) -> None:
        self._what = what

    def __repr__(self) -> str:
        return "\n".join(_lines(self._what))

    def _repr_html_(self) -> str:
        if isinstance(self._what, (CaseFile, Timeline)):
            return self._what.as_html(revealed=True)
        return f"<pre>{escape(repr(self), quote=True)}</pre>"


def reveal(x: object) -> Revealed:
    """Return an object that shows a record, or a list or tuple of records, in full, in a notebook or by `print`.

    A CaseFile is printed as its title and all its records; a notebook shows its table, with the title. A Timeline is
    shown as its table, with free text and all dates. For an `InvalidFile`, each problem is shown with the refused
    value, if that can be found. Empty fields are left out.

    The name `reveal` is easy to find in a code base. Only the display is limited: a field that you read, a file from
    `dump`, and files in other formats hold all data without `reveal`.

    >>> from safeguard_model import Child
    >>> child = Child(id="child-1", label="Child 1", name="Invented Name")
    >>> child
    Child(id='child-1', label='Child 1', name=<identifying>)
    >>> reveal(child)
    Child(id='child-1', label='Child 1', name='Invented Name')
    """
    return Revealed(x)


def _lines(what: object) -> Iterable[str]:
    if isinstance(what, Timeline):
        yield what.as_text(revealed=True)
    elif isinstance(what, CaseFile):
        yield f"CaseFile({what.title!r}, {what.handling.value!r})"
        yield from map(_in_full, what.records())
    elif isinstance(what, InvalidFile):
        yield from problems_in_full(what)
    elif isinstance(what, Iterable) and not isinstance(what, str):
        for item in what:
            yield from _lines(item)
    else:
        yield _in_full(what)


def _in_full(value: object) -> str:
    if isinstance(value, CaseFile):
        return repr(value)
    kind = type(value)
    if attrs.has(kind):
        fields = ((field.name, getattr(value, field.name)) for field in attrs.fields(kind))
        shown = (f"{name}={_in_full(held)}" for name, held in fields if held is not None and held not in ("", (), {}))
        return f"{kind.__name__}({', '.join(shown)})"
    if isinstance(value, tuple):
        return f"({', '.join(map(_in_full, value))}{',' if len(value) == 1 else ''})"
    return repr(str(value)) if isinstance(value, str) else repr(value)
