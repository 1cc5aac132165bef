"""Makers of the records that the tests here share."""

from examples.invented_family import casefile as invented_family
from safeguard_model import (
    Event,
    Timeline,
)

FAMILY = Timeline.of(invented_family())


PERIOD = "2016-03-10/2016-04-20"


def entry(id, when, kind="home_visit", **fields):
    """An event at which Child C was seen."""
    return Event(id=id, when=when, kind=kind, people=["c"], seen=["c"], **fields)


def bare(id, when, kind="home_visit", **fields):
    """An entry about the child that says of nobody whether they were seen."""
    return Event(id=id, when=when, kind=kind, **{"people": ["child"], **fields})
