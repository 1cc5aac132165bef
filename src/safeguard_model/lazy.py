"""Lazy packages: a package imports the modules behind its names only when one of these names is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["front_door"]


def front_door(
    door: str, names: Sequence[str], rooms: Sequence[str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` for the package `door`, which offers names of the modules `rooms`.

    A name is looked up in the `__all__` of each module in turn, and the modules before the right one are imported too,
    so a module that is slow to import should come last. A name that is not in `names` raises AttributeError and imports
    nothing. A package at the top also has a `__version__`, that of its distribution.
    """

    def get(name: str) -> object:
        if name in names:
            for room in rooms:
                module = import_module(room)
                if name in module.__all__:
                    return getattr(module, name)
        if name == "__version__" and "." not in door:
            from importlib.metadata import version

            return version(door)
        raise AttributeError(f"module {door!r} has no attribute {name!r}")

    def list_names() -> list[str]:
        own = (name for name in vars(import_module(door)) if name.startswith("__"))
        return sorted({*own, *names})

    return get, list_names
