"""The cost of making dates and ages coarser: run `python benchmarks/generalising.py [--gate]`.

Prints the time of `generalise` for 10,000 entries of a family against that of rebuilding every record with
`attrs.evolve`, the exponent of growth from 2,500 to 10,000 entries (with 1 the time grows in proportion), and the share
of the texts that are withheld. With `--gate`, the exit status is 1 if a figure is more than 1.25 times its goal.
"""

from __future__ import annotations

import argparse
import math
import sys
from itertools import chain

import attrs
from _family import make_family
from _timing import ratio, seconds

from safeguard_model import Adult, Agency, CaseFile, Child
from safeguard_model.privacy.generalising import generalise

ENTRIES, FEWER = 10_000, 2_500
REBUILDS, GROWTH = 5.0, 1.2
MARGIN = 1.25


def make_casefile(entries: int) -> CaseFile:
    """Return a case file with entries about one family, as eight agencies write them."""
    events = list(chain.from_iterable(make_family(entries)))
    people = {person for event in events for person in event.people}
    agencies = {event.agency for event in events if event.agency is not None}
    return CaseFile.of(
        "A family",
        [
            *(Child(id=id, label=id, born="2003-05-01") for id in sorted(people) if id.startswith("child")),
            *(Adult(id=id, label=id) for id in sorted(people) if not id.startswith("child")),
            *(Agency(id=id, name=id) for id in sorted(agencies)),
            *events,
        ],
    )


def main() -> int:
    """Print the figures; return 1 if the gate is asked for and a figure is over its goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a figure is over its goal")
    gate = parser.parse_args().gate
    many, few = make_casefile(ENTRIES), make_casefile(FEWER)
    median, low, high = ratio(
        lambda: generalise(many),
        lambda: [attrs.evolve(record) for record in many.records()],  # type: ignore[misc]
    )
    print(f"generalise, {ENTRIES:,} entries: {median:.1f} ({low:.1f} to {high:.1f}) times rebuilding the records")
    growths = [seconds(lambda: generalise(many)) / seconds(lambda: generalise(few)) for _ in range(5)]
    growth = math.log(sorted(growths)[2], ENTRIES / FEWER)
    print(f"exponent of growth: {growth:.2f}")
    withheld = sum(path.endswith(".description") for path, _ in generalise(many).removed)
    print(f"texts withheld: {withheld / ENTRIES:.0%}")
    return int(gate and (median > REBUILDS * MARGIN or growth > GROWTH * MARGIN))


if __name__ == "__main__":
    sys.exit(main())
