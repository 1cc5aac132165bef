"""What type checkers must make of timelines, conflicts, files and converters; read by mypy and pyright, never run."""

from typing import assert_type

import cattrs

from safeguard_model import (
    Age,
    CaseFile,
    Claim,
    Event,
    Timeline,
    configure_converter,
    conflicts,
    dumps,
    load,
    loads,
    make_converter,
    reveal,
)
from safeguard_model.analysis import Conflict
from safeguard_model.privacy import Revealed
from safeguard_model.timeline import AgeUnknown, DiedAged, Unborn

casefile = load("case.json")
assert_type(casefile, CaseFile)
assert_type(loads(b"{}"), CaseFile)
assert_type(loads("{}"), CaseFile)
assert_type(dumps(casefile), bytes)

timeline = Timeline.of(casefile)
assert_type(timeline[0], Event)
assert_type(timeline[:3], Timeline)
assert_type(list(timeline), list[Event])
assert_type(timeline.about("c").by("a").kinds("contact").between(None, "2016"), Timeline)
for event, age in timeline.ages("c"):
    assert_type(event, Event)
    assert_type(age, Age | Unborn | DiedAged | AgeUnknown)

for conflict in conflicts(casefile):
    assert_type(conflict, Conflict)
    assert_type(conflict.claims, tuple[Claim, ...])

assert_type(reveal(timeline), Revealed)
assert_type(make_converter(), cattrs.Converter)
assert_type(configure_converter(cattrs.Converter()), cattrs.Converter)
