"""Timescales of local procedures in England, as their sources state them. `verified` means the same as in `tables`."""

from __future__ import annotations

from typing import Final

from attrs import evolve

from safeguard_model.records.vocabulary import EventKind, Nation, Strength, TimeUnit
from safeguard_model.timescales.tables import FIRST_REVIEW_2018, PLAN_OVER
from safeguard_model.timescales.timescale import Timescale

__all__ = ["LOCAL"]

_LONDON = Timescale(
    name="First review conference of a plan made before birth (London)",
    starts=(EventKind.BIRTH,),
    stops=(EventKind.REVIEW_CONFERENCE,),
    length=10,
    unit=TimeUnit.DAYS,
    ends=PLAN_OVER,
    only_after=(EventKind.INITIAL_CONFERENCE,),
    condition="the mother is fit to leave hospital",
    nation=Nation.ENGLAND,
    strength=Strength.LOCAL,
    edition="London Child Protection Procedures",
    verified=True,
    source="bromleychildcare.proceduresonline.com",
)

LOCAL: Final[tuple[Timescale, ...]] = (
    Timescale(
        name="First review conference of a plan made before birth (Tees)",
        starts=(EventKind.BIRTH,),
        stops=(EventKind.REVIEW_CONFERENCE,),
        length=10,
        unit=TimeUnit.WORKING_DAYS,
        ends=PLAN_OVER,
        earliest_of=FIRST_REVIEW_2018,
        only_after=(EventKind.INITIAL_CONFERENCE,),
        nation=Nation.ENGLAND,
        strength=Strength.LOCAL,
        edition="Tees procedures",
        verified=True,
        source="teescpp.org.uk/child-protection-review-conference",
    ),
    _LONDON,
    evolve(_LONDON, length=20, condition="the mother is unfit to leave hospital"),
)
"""The timescales of local procedures in England. Each row applies in one area only: choose the rows of your area."""
