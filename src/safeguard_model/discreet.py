"""What other tools see of our objects and errors: no more than `repr` shows, and no frame that holds a record."""

from __future__ import annotations

import sys
from functools import cache, wraps
from operator import attrgetter
from types import FunctionType, TracebackType
from typing import TYPE_CHECKING, Any, Final, ParamSpec, Protocol, TypeVar

import attrs

from safeguard_model.errors import SafeguardModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["Discreet", "frameless", "frameless_methods"]

P = ParamSpec("P")
R = TypeVar("R")
C = TypeVar("C", bound=type)


class _Printer(Protocol):
    """A pretty printer, of Hypothesis or of IPython."""

    def text(self, text: str, /) -> object: ...


class _Unquoted:
    """A text that is displayed without quotation marks."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


# rich and Hypothesis print the fields of every class that attrs made, whatever its `repr` hides. pytest prints the
# fields that differ if the `==` of the class was made by attrs. All three ask the class first: rich for a method
# `__rich_repr__`, Hypothesis for `_repr_pretty_`, and pytest for an `==` that is written by hand.
class Discreet:
    """The base of the attrs classes that hide something: no tool that displays or compares them shows more than `repr`.

    A subclass needs ``eq=False``, so that it is compared and hashed here, by the values of its fields.
    """

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        cls: type = type(self)
        key = _key(cls)
        return bool(key(self) == key(other))

    def __hash__(self) -> int:
        cls: type = type(self)
        return hash((cls, _key(cls, hashed=True)(self)))

    def __rich_repr__(self) -> Iterator[object]:
        """Yield, for rich, what `repr` shows after the name of the class."""
        inside = repr(self).removeprefix("<").removeprefix(type(self).__name__)
        yield _Unquoted(inside.lstrip("(:;, ")[:-1])

    def _repr_pretty_(self, printer: _Printer, _is_cycle: bool) -> None:
        """Print, for Hypothesis and IPython, what `repr` shows."""
        printer.text(repr(self))


@cache
def _key(cls: type, *, hashed: bool = False) -> Callable[[object], object]:
    """Return a function that reads the fields by which an object is compared or, if `hashed`, hashed.

    Both use every field, except those that declare otherwise: `extra`, which is a dict, is not hashed.
    """
    fields = [field for field in attrs.fields(cls) if field.eq]
    return attrgetter(*(field.name for field in fields if not (hashed and field.hash is False)))


_NOT_THE_CALLERS: Final = sys.stdlib_module_names | {"safeguard_model", "attr", "docx", "xlsxwriter"}
"""The packages whose frames are dropped: the standard library, this library, attrs, and two that write files."""


# Some tools report an error with the local variables of each frame (rich, Sentry, `pytest --showlocals`). Our frames
# hold the file that was read, or the case that was asked about. If each function that may raise had to delete its
# variables, one would be forgotten. So the outermost function of the library drops our frames from the error. Its own
# frame is the only one left, and its variables are deleted. The error is raised inside its own `except`, so it gets no
# cause and no context.
def frameless(function: Callable[P, R]) -> Callable[P, R]:
    """Return the function, with its errors freed from the frames of this library and the records that they hold.

    This is done for the errors of this library and of the system (OSError). Other errors are faults of a program: they
    keep their frames. Frames of the caller's own code, such as a generator that is passed to the function, stay too.
    """

    @wraps(function)
    def called(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (SafeguardModelError, OSError) as error:
            del args, kwargs
            raise error.with_traceback(_callers_frames(error.__traceback__))  # noqa: B904 - it is the same error

    return called


def frameless_methods(cls: C) -> C:
    """Make every public method and class method that a class itself defines `frameless`, and return the class."""
    for name, method in list(vars(cls).items()):
        if name.startswith("_"):
            continue
        if isinstance(method, FunctionType):
            setattr(cls, name, frameless(method))
        elif isinstance(method, classmethod):
            made: Any = method.__func__
            setattr(cls, name, classmethod(frameless(made)))
    return cls


def _callers_frames(frames: TracebackType | None) -> TracebackType | None:
    """Return the frames of a traceback without those of this library and of the packages that it uses."""
    if frames is None:
        return None
    rest = _callers_frames(frames.tb_next)
    module = str(frames.tb_frame.f_globals.get("__name__"))
    if module.partition(".")[0] in _NOT_THE_CALLERS:
        return rest
    return TracebackType(rest, frames.tb_frame, frames.tb_lasti, frames.tb_lineno)
