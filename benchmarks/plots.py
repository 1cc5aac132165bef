"""The cost of pictures of 1,000 events: run `python benchmarks/plots.py [--gate]` (needs the extra `plot`).

Prints the seconds of CPU time that each picture takes to draw, and to write as a PNG file. With `--gate`, the exit
status is 1 if a picture takes more than twice its goal, which is four seconds for both together.
"""

from __future__ import annotations

import argparse
import sys
from io import BytesIO
from itertools import chain
from time import process_time

from timeline import make_casefile, make_lists

from safeguard_model import Timeline
from safeguard_model.display import plots

EVENTS, GOAL, MARGIN = 1_000, 4.0, 2
PICTURES = {
    "timeline": lambda timeline: plots.timeline(timeline, child="child-0"),
    "contacts": lambda timeline: plots.contacts(timeline, child="child-0"),
    "knowledge": plots.knowledge,
}


def main() -> int:
    """Print the table, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="fail if a picture takes more than twice its goal")
    gate = parser.parse_args().gate
    timeline = Timeline.of(make_casefile(chain.from_iterable(make_lists(EVENTS)))).stored()
    plots.timeline(timeline[:10])  # imports matplotlib and finds the fonts
    slow = False
    print(f"pictures of {len(timeline):,} events, seconds of CPU time (goal {GOAL:.0f}, gate {GOAL * MARGIN:.0f})")
    for name, draw in PICTURES.items():
        start = process_time()
        axes = draw(timeline)
        drawn = process_time()
        axes.figure.savefig(BytesIO(), format="png")
        saved = process_time()
        print(f"{name:10} drawn {drawn - start:.2f}, written {saved - drawn:.2f}, both {saved - start:.2f}")
        slow |= saved - start > GOAL * MARGIN
    return int(gate and slow)


if __name__ == "__main__":
    sys.exit(main())
