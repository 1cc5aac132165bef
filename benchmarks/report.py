"""The cost of a report of 500 events: run `python benchmarks/report.py [--gate]` (needs plot, word and timescales).

Prints the seconds of CPU time that a report with all parts takes as a web page and as a Word document. With `--gate`,
the exit status is 1 if one of them takes more than twice its goal, which is ten seconds. Also prints how long the
table of 1,000 events for a notebook takes, compared with the same timeline as text: the goal is 100 times.
"""

from __future__ import annotations

import argparse
import sys
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from _timing import ratio
from timeline import make_casefile, make_lists

from safeguard_model import Timeline, write_report

EVENTS, GOAL, MARGIN = 500, 10.0, 2
TABLE, TIMES = 1_000, 100


def main() -> int:
    """Print the table, and return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="fail if a report takes more than twice its goal")
    gate = parser.parse_args().gate
    casefile = make_casefile(chain.from_iterable(make_lists(EVENTS)))
    slow = False
    print(f"a report of {EVENTS:,} events, seconds of CPU time (goal {GOAL:.0f}, gate {GOAL * MARGIN:.0f})")
    with TemporaryDirectory() as folder:
        for suffix in (".html", ".docx"):
            path = Path(folder) / f"report{suffix}"
            start = process_time()
            write_report(casefile, path, title="Report", marking="OFFICIAL-SENSITIVE", child="child-0")
            taken = process_time() - start
            print(f"{suffix} {taken:.2f}, {path.stat().st_size / 1e6:.1f} MB")
            slow |= taken > GOAL * MARGIN
    timeline = Timeline.of(make_casefile(chain.from_iterable(make_lists(TABLE)))).stored()
    median, lower, upper = ratio(timeline._repr_html_, lambda: str(timeline))
    print(f"a table of {len(timeline):,} events, x their text: {median:.2f} [{lower:.2f}-{upper:.2f}] (goal {TIMES})")
    return int(gate and (slow or median > TIMES))


if __name__ == "__main__":
    sys.exit(main())
