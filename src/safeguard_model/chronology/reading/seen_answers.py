"""What the cells "Child seen?" and "Seen alone?" say together."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Sighting"]


class Sighting(NamedTuple):
    """The field of `Event` to which an answer belongs, and the people whom the answer names."""

    field: str
    """``seen``, ``not_seen``, ``seen_alone`` or ``seen_with_others``; empty if the cells say nothing."""
    who: str = ""
    """The part of the cell with the names of people; empty if the cell has no names."""
    is_more: bool = False
    """Whether the cell says more than the answer, such as who else was there."""
    number: int | None = None
    """How many children the answer is about: 2 for "both", 0 for "all". None if the cell does not say."""
    times: int | None = None
    """The 2 of "yes x2": how many children the answer is about, or how often it is said of one child."""

    def may_be_about(self, people: tuple[str, ...]) -> bool:
        """Return whether the answer can be about these people, by how many they are.

        An answer about more children than are known is about the one who is known as well.
        """
        if self.times is not None:
            return len(people) in {1, self.times}
        return self.number in {None, 0, len(people)} or len(people) == 1
