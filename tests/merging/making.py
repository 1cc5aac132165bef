"""Makers of the records that the tests here share."""

from safeguard_model import (
    Event,
)

DAY = "2016-03-02"


def entry(id, when=DAY, kind="home_visit", agency="hv", people=("child-1",), **fields):
    """An entry of little weight."""
    return Event(id=id, when=when, kind=kind, agency=agency, people=people, **fields)


def ids(events):
    """The ids, in order."""
    return [event.id for event in events]


def pairs(answers):
    """The ids of both entries of each."""
    return [(answer.first.id, answer.second.id) for answer in answers]
