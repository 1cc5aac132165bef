"""Progress bars: the hook that long-running functions show their progress through, such as tqdm."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar

from safeguard_model.errors import InvalidRecord, MissingExtra, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Follower", "Progress", "followed"]

T = TypeVar("T")

_END: Final = object()


class Follower(Protocol):
    """A function in the form of tqdm: it passes the items on, each as it is, in order, and may show how far it is."""

    def __call__(self, iterable: Iterable[T], /, *, total: int | None, desc: str) -> Iterable[T]:
        """Return the items. `total` is their number, or None if it is not known; `desc` says what is done with them."""
        ...


Progress: TypeAlias = Follower | bool | None
"""What the argument `progress` takes: a `Follower`; True, for the bar of tqdm; None or False, for no progress."""


def followed(items: Iterable[T], progress: Progress, total: int | None, desc: str, function: str) -> Iterable[T]:
    """Return the items as they pass through the hook `progress`; without a hook, the items themselves.

    `desc` never contains a value of a record. `function` is the name that errors give to the function with the hook.

    Raises `InvalidRecord` if `progress` is not a hook and, during the iteration, if a hook does not pass on every item.
    Raises `MissingExtra` if `progress` is True and tqdm is not installed.
    """
    if progress is None or progress is False:
        return items
    follower = _bar if progress is True else progress
    if not callable(follower):
        rule = f"expected True, or a function in the form of tqdm, got {shape(progress)}"
        raise InvalidRecord(function, "progress", rule)
    return _followed(iter(items), follower, total, desc, function)


# The work is done on what the hook passes on, so a hook that keeps an item back would lose a row without a word, and
# one that changes an item would change the result. So each item that the hook takes waits in a queue until the hook
# passes on that same object. At the end, the queue must be empty, and no item may be left that the hook never took.
def _followed(source: Iterator[T], follower: Follower, total: int | None, desc: str, function: str) -> Iterator[T]:
    waiting: deque[T] = deque()

    def taken() -> Iterator[T]:
        for item in source:
            waiting.append(item)
            yield item

    for item in follower(taken(), total=total, desc=desc):
        if not waiting or waiting.popleft() is not item:
            raise _not_passed_on(function)
        yield item
    if waiting or next(source, _END) is not _END:
        raise _not_passed_on(function)


def _not_passed_on(function: str) -> InvalidRecord:
    return InvalidRecord(function, "progress", "expected a function that passes on every item, as it is and in order")


def _bar(items: Iterable[T], *, total: int | None, desc: str) -> Iterable[T]:
    """Return the items behind the bar of tqdm, which shows nothing if there is neither a terminal nor a notebook."""
    tqdm: Any = None
    with suppress(ImportError):
        tqdm = import_module("tqdm.auto").tqdm
    if tqdm is None:
        raise MissingExtra("", "tqdm")
    bar: Iterable[T] = tqdm(items, total=total, desc=desc, disable=None)
    return bar
