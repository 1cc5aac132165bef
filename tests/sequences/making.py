"""Makers of the records that the tests here share."""

from examples.invented_family import casefile as invented_family
from safeguard_model import (
    Event,
    Timeline,
)

FAMILY = Timeline.of(invented_family())


ASKED, ANSWER = "referral", "referral_decision"


def entry(id, when, kind, people=("c",), **fields):
    """An event of little weight."""
    return Event(id=id, when=when, kind=kind, people=people, **fields)
