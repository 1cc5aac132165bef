"""Lazy packages: a module is imported when one of its names is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["front_door"]


def front_door(
    door: str, names: Sequence[str], rooms: Sequence[str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Return the `__getattr__` and `__dir__` of a package that hands out names of other packages.

    A name is looked up in the `__all__` of each room in turn, so a room that is slow to import comes last. What is not
    in `names` is refused as Python refuses it, and imports nothing.
    """

    def get(name: str) -> object:
        if name in names:
            for room in rooms:
                module = import_module(room)
                if name in module.__all__:
                    return getattr(module, name)
        raise AttributeError(f"module {door!r} has no attribute {name!r}")

    def list_names() -> list[str]:
        return sorted({*vars(import_module(door)), *names})

    return get, list_names
