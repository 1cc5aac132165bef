"""`DayCount`: a number of days as precise as the two dates between which the days were counted."""

from __future__ import annotations

from typing import final

import attrs

from safeguard_model.errors import InvalidWhen, shape

__all__ = ["DayCount"]


@final
@attrs.frozen
class DayCount:
    """A number of whole days, from `least` to `most`; None means no limit. A negative number means days earlier.

    >>> DayCount(3, 7).most, str(DayCount(3, 7))
    (7, '3 to 7 days')
    >>> print(DayCount(5, 5), DayCount(10, None), DayCount(-2, -2), sep="; ")
    5 days; at least 10 days; 2 days earlier

    Raises InvalidWhen if `least` or `most` is neither None nor a whole number, and if `most` is less than `least`.
    """

    least: int | None
    """The fewest days possible; None if there is no lower limit."""
    most: int | None
    """The most days possible; None if there is no upper limit."""

    def __attrs_post_init__(self) -> None:
        for value in (self.least, self.most):
            if value is not None and type(value) is not int:
                raise InvalidWhen("expected a whole number of days, or None", shape(value))
        if self.least is not None and self.most is not None and self.least > self.most:
            raise InvalidWhen("`least` is more than `most`: give the smaller number as `least`")

    def __str__(self) -> str:
        least, most = self.least, self.most
        if least is None:
            if most is None:
                return "an unknown number of days"
            return f"at most {_days(most)}" if most >= 0 else f"at least {_days(-most)} earlier"
        if most is None:
            return f"at least {_days(least)}" if least >= 0 else f"at most {_days(-least)} earlier, or any time later"
        if least == most:
            return _days(least) if least >= 0 else f"{_days(-least)} earlier"
        if least >= 0:
            return f"{least} to {_days(most)}"
        if most <= 0:
            return f"{-most} to {_days(-least)} earlier"
        return f"{_days(-least)} earlier to {_days(most)} later"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
