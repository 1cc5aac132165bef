"""The names in a chronology that belong to nobody who is known. They may be read, but are not shown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import ItemsView, Iterator, KeysView, ValuesView

__all__ = ["MentionedNames"]


# A dict would show the names in any notebook cell that ends with it. pytest shows the items of any `Mapping` that
# differs. So this is read like a dict, and is neither: nothing shows more of it than its `repr`.
class MentionedNames:
    """Names as they are written in a file, each with the rows in which it was found. Only their number is displayed.

    It is read like a dict, and `dict` makes one of it.

    >>> names = MentionedNames({"Mrs Quill": ("row 2", "row 5")})
    >>> names, names["Mrs Quill"]
    (<MentionedNames: 1>, ('row 2', 'row 5'))
    >>> dict(names)
    {'Mrs Quill': ('row 2', 'row 5')}
    """

    __slots__ = ("_names",)
    __hash__: ClassVar[None] = None  # type: ignore[assignment]

    def __init__(self, names: Mapping[str, tuple[str, ...]]) -> None:
        self._names = dict(names)

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """Return the rows in which a name was found. Raises KeyError, without the name, if it was not found."""
        rows = self._names.get(name)
        if rows is None:
            raise KeyError
        return rows

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def keys(self) -> KeysView[str]:
        """Return the names, as a dict does."""
        return self._names.keys()

    def values(self) -> ValuesView[tuple[str, ...]]:
        """Return the rows of each name, as a dict does."""
        return self._names.values()

    def items(self) -> ItemsView[str, tuple[str, ...]]:
        """Return each name with its rows, as a dict does."""
        return self._names.items()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, MentionedNames):
            return self._names == other._names
        return self._names == dict(other) if isinstance(other, Mapping) else NotImplemented

    def __repr__(self) -> str:
        return f"<MentionedNames: {len(self)}>"

    def as_text(self, *, revealed: bool) -> str:
        """Return a line for each name, with its rows, if `revealed` is exactly True; else only how many there are."""
        if revealed is not True:
            return repr(self)
        return "\n".join(f"{name}: {', '.join(rows)}" for name, rows in self._names.items()) or "none"
