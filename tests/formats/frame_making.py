"""A small invented case with something in every kind of column, and helpers for the tests of frames."""

import pytest

from safeguard_model import (
    Adult,
    Agency,
    CaseFile,
    Child,
    Citation,
    Claim,
    Event,
    Harm,
    Incident,
    Knowledge,
    Quantity,
    Source,
    Timeline,
)

CASE = CaseFile.of(
    "Example",
    [
        Child(id="child-n", label="Child N", born="2016-01-10"),
        Child(id="sibling", label="Sibling", born="2014-03", died="2016-02-20"),
        Adult(id="mother", label="Mother"),
        Agency(id="hv", name="Riverbank Health Visiting", kind="health_visiting"),
        Agency(id="csc", name="", name_withheld=True, kind="childrens_social_care"),
        Source(id="s-1", title="Report"),
        Incident(id="i-1", when="2016-03", harms=[Harm(person="child-n", age="P2M")]),
        Claim(id="c-1", about="i-1", field="when", value="2016-04", citations=[Citation(source="s-1")]),
        Event(id="e-0", when="2015-12-01", kind="referral", agency="hv", people=["child-n"], to_agency="csc"),
        Event(
            id="e-1",
            when="2016-02-01T09:30",
            kind="home_visit",
            agency="hv",
            people=["child-n", "mother"],
            seen=["mother"],
            seen_alone=["child-n"],
            not_seen=["sibling"],
            description="Seen at home.",
            known_to=[Knowledge(agency="csc", state="did_not_know", since="2016-02")],
            times=Quantity(n=2),
            extra={"tool:row": 4},
        ),
        Event(id="e-2", when="2016-03", kind="was_not_brought", agency="csc", people=["child-n", "sibling"]),
        Event(id="e-3", when="XXXX", kind="contact", people=["mother"], recorded="2016-03-01", order=1.5),
    ],
)
TIMELINE = Timeline.of(CASE)
BACKENDS = ["pandas", "polars", "pyarrow"]


def needs(*libraries):
    """Skip the test unless the extra and these libraries are installed."""
    for library in ("pyarrow", "narwhals", *libraries):
        pytest.importorskip(library)
