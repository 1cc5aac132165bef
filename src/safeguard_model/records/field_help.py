"""What `help` shows of the fields of a class: the docstrings under them, which Python itself does not keep."""

from __future__ import annotations

import ast
import inspect
import sys
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["FieldHelp", "docstrings_under_names"]


def docstrings_under_names(cls: type) -> dict[str, str]:
    """Return the docstring of each field or word of a class, inherited ones too; nothing without source code."""
    bases = [base for base in reversed(cls.__mro__) if base.__module__ not in sys.stdlib_module_names]
    return {
        name: text for base in bases for name, text in _of_module(base.__module__).get(base.__qualname__, {}).items()
    }


@cache
def _of_module(module: str) -> dict[str, dict[str, str]]:
    """Return, for each class of a module, the docstring of each field or word. The module is parsed only once."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[module]))
    except (OSError, TypeError, KeyError):  # no file, a module that is built in, a module that is gone
        return {}
    return {body.name: dict(_told(body)) for body in tree.body if isinstance(body, ast.ClassDef)}


def _told(body: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Yield each name of a class body that has a docstring directly below, and that docstring."""
    for target, text in pairwise(body.body):
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant):
            name = target.targets[0] if isinstance(target, ast.Assign) else getattr(target, "target", None)
            if isinstance(name, ast.Name):
                yield name.id, inspect.cleandoc(str(text.value.value))


# To read the source takes far longer than to import the class, and few programs ask for help. So the docstring of a
# class is an object whose text is made when somebody first asks for it. `type.__doc__` allows for this: if the object
# in the namespace of a class has a `__get__`, its result is what is seen. A class with slots is built twice. The second
# class takes over the namespace of the first, with this object.
class FieldHelp:
    """The docstring of an attrs class, with a section on its fields: type, default and meaning."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __get__(self, _: object, cls: type) -> str:
        return _with_fields(self._text, cls) if attrs.has(cls) else self._text


def _with_fields(text: str, cls: type) -> str:
    """Return the docstring of a class with its section on fields; without source code, the docstring alone."""
    meant = docstrings_under_names(cls)
    if not meant:
        return text
    lines = [inspect.cleandoc(text), "", "Fields:"]
    for field in attrs.fields(cls):
        lines.append(f"    {field.name}: {_type_of(field, cls)}, {_default_of(field)}")
        lines += [f"        {line}".rstrip() for line in meant.get(field.name, "").splitlines()]
    return "\n".join(lines) + "\n"


def _type_of(field: attrs.Attribute[Any], cls: type) -> str:
    """Return the type of a field as the source has it: `field.type` may meanwhile hold what the text stands for."""
    for base in cls.__mro__:
        kind = vars(base).get("__annotations__", {}).get(field.name)
        if isinstance(kind, str):
            return kind
    return inspect.formatannotation(field.type)


def _default_of(field: attrs.Attribute[Any]) -> str:
    default: Any = field.default
    if default is attrs.NOTHING:
        return "required"
    if hasattr(default, "factory"):
        return f"default {default.factory.__name__}()"
    return f"default {str(default)!r}" if isinstance(default, str) else f"default {default!r}"
