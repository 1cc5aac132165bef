"""`reveal`: the way to display what is hidden by default: names, dates of birth, addresses, free text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import NoReturn, Protocol, TypeGuard, final, runtime_checkable

import attrs

from safeguard_model.discreet import Discreet
from safeguard_model.errors import InvalidFile
from safeguard_model.html_tables import visible
from safeguard_model.privacy.revealed_problems import problems_in_full
from safeguard_model.records import CaseFile
from safeguard_model.records.base import Value
from safeguard_model.timeline import Answers

__all__ = ["Revealed", "ShownAsHtml", "ShownAsText", "reveal"]


@runtime_checkable
class ShownAsText(Protocol):
    """What has a text of its own, with or without what is hidden: a timeline, suggestions, a result of this room."""

    def as_text(self, *, revealed: bool) -> str:
        """Return the text; with what is hidden only if `revealed` is exactly True."""
        ...


@runtime_checkable
class ShownAsHtml(Protocol):
    """What has a table of its own for a notebook, with or without what is hidden."""

    def as_html(self, *, revealed: bool) -> str:
        """Return the table; with what is hidden only if `revealed` is exactly True."""
        ...


@final
class Revealed:
    """An object whose text, `repr` and table show what is hidden by default. Never log this object.

    It is for looking at, now: it cannot be pickled, so it cannot reach a cache or another process by accident.
    """

    __slots__ = ("_what",)

    def __init__(self, what: object) -> None:
        self._what = what

    def __repr__(self) -> str:
        return visible("\n".join(_lines(self._what)))

    def _repr_html_(self) -> str:
        return _html(self._what)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Revealed is not pickled: pickle what it shows, or write it to a file of your own")


def reveal(x: object) -> Revealed:
    """Return an object that shows any object of the library in full, in a notebook or by `print`.

    A CaseFile is printed as its title and all its records; a notebook shows its table, with the title. A Timeline is
    shown as its table, with free text and all dates, and `Suggestions` as theirs, with the words of the entries. Lists,
    tuples and mappings are shown item by item, and results such as a `Merge` or a `Chronology` field by field. For an
    `InvalidFile`, each problem is shown with the refused value, if that can be found. Empty fields are left out. What
    hides nothing, such as a number, a text or another error, shows itself; ``reveal(reveal(x))`` is ``reveal(x)``.

    The name `reveal` is easy to find in a code base. Only the display is limited: a field that you read, a file from
    `dump`, and files in other formats hold all data without `reveal`.

    >>> from safeguard_model import Child
    >>> child = Child(id="child-1", label="Child 1", name="Invented Name")
    >>> child
    Child(id='child-1', label='Child 1', name=<identifying>)
    >>> reveal(child)
    Child(id='child-1', label='Child 1', name='Invented Name')
    """
    if isinstance(x, Revealed):
        return x
    return Revealed(tuple(x) if isinstance(x, Iterator) else x)  # an iterator could be shown only once


def _lines(what: object) -> Iterator[str]:
    if isinstance(what, ShownAsText) and not isinstance(what, type):
        yield what.as_text(revealed=True)
    elif isinstance(what, CaseFile):
        yield f"CaseFile({what.title!r}, {what.handling.value!r})"
        yield from map(_in_full, what.records())
        if what.extra:
            yield f"extra={what.extra!r}"
    elif isinstance(what, InvalidFile):
        yield from problems_in_full(what)
    elif isinstance(what, BaseException):
        yield str(what)
    elif _is_result(what):
        yield from _fields_in_full(what)
    elif isinstance(what, Mapping):
        for key, item in what.items():
            yield f"{key}: {_in_full(item)}"
    elif isinstance(what, Iterable) and not isinstance(what, (str, bytes, bytearray)):
        for item in what:
            yield from _lines(item)
        if isinstance(what, Answers) and what.left_out:
            yield what.left_out_in_words()
    else:
        yield _in_full(what)


# A result that holds whole files, tables or answers would be one endless line. So it is shown with a heading for each
# of its fields; an answer that holds only values and records, such as a gap, stays on its line.
def _is_result(what: object) -> TypeGuard[Discreet]:
    """Return whether an object is a result with several parts: a `Merge`, a `Pooled`, an `Update`, a `Chronology`."""
    if not isinstance(what, Discreet) or isinstance(what, Value) or not attrs.has(type(what)):
        return False
    held = [value for _, value in _fields(what)]
    return any(isinstance(value, (CaseFile, Answers, ShownAsText, Mapping)) for value in held)


def _fields(what: object) -> list[tuple[str, object]]:
    """Return the public fields of an object of an attrs class that are not empty, by name."""
    kind: type = type(what)
    fields = [(field.name, getattr(what, field.name)) for field in attrs.fields(kind) if field.name[0] != "_"]
    return [(name, value) for name, value in fields if value is not None and not _is_empty(value)]


def _is_empty(value: object) -> bool:
    return isinstance(value, (str, tuple, Mapping)) and not value


def _fields_in_full(what: object) -> Iterator[str]:
    yield f"{type(what).__name__}:"
    for name, value in _fields(what):
        lines = "\n".join(_lines(value)).splitlines() or [""]
        if len(lines) == 1:
            yield f"  {name}: {lines[0]}"
        else:
            yield f"  {name}:"
            yield from (f"    {line}" for line in lines)


def _html(what: object) -> str:
    if isinstance(what, ShownAsHtml) and not isinstance(what, type):
        return what.as_html(revealed=True)
    if _is_result(what):
        parts = (f"<p>{escape(name, quote=True)}</p>{_html(value)}" for name, value in _fields(what))
        return f"<p>{escape(type(what).__name__, quote=True)}</p>{''.join(parts)}"
    return f"<pre>{escape(visible(chr(10).join(_lines(what))), quote=True)}</pre>"


def _in_full(value: object) -> str:
    if isinstance(value, (ShownAsText, CaseFile, BaseException)) or _is_result(value):
        return "; ".join("\n".join(_lines(value)).splitlines())
    kind = type(value)
    if attrs.has(kind):
        shown = (f"{name}={_in_full(held)}" for name, held in _fields(value))
        return f"{kind.__name__}({', '.join(shown)})"
    if isinstance(value, tuple):
        return f"({', '.join(map(_in_full, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, list):
        return f"[{', '.join(map(_in_full, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_in_full(key)}: {_in_full(held)}' for key, held in value.items())}}}"
    return repr(str(value)) if isinstance(value, str) else repr(value)
