"""From minutes to dates, and from a time that is asked for to its last minute."""

import pytest
from hypothesis import given

from safeguard_model import When
from safeguard_model.dates.edtf import ANY
from safeguard_model.dates.when import meaning_of
from safeguard_model.timeline.minutes import end_of, when_between
from tests.dates.making import days


@pytest.mark.parametrize(
    ("at", "minute"),
    [
        ("2016-03-02", "2016-03-02T23:59"),
        ("2016-03", "2016-03-31T23:59"),
        ("2016-03~", "2016-03-31T23:59"),
        ("2016-03-02T10:05", "2016-03-02T10:05"),
        ("2016-03-01/2016-03-02T10:00", "2016-03-02T10:00"),
    ],
)
def test_by_the_end(at, minute):
    """A time means its last minute; a time without an end has no last minute."""
    assert end_of(at) == meaning_of(When(minute)).end_high
    assert end_of("2016/..") == end_of(None) > ANY


@given(days())
def test_when_between(day):
    """The When of a range of minutes is a day, a minute, or one of several days."""
    first, last = meaning_of(day)[:2]
    assert when_between(first, last) == day
    assert when_between(first + 61, first + 61) == When(f"{day.text}T01:01")
    assert when_between(first + 61, last) == When(f"[{day.text}T01:01..{day.text}T23:59]")
    assert when_between(first, ANY) == When(f"[{day.text}..]")
    assert when_between(-ANY, last) == When(f"[..{day.text}]")
    assert when_between(-ANY, ANY) == When("XXXX")
