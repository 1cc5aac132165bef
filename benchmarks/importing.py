"""The cost of importing the library, compared with importing attrs: run `python benchmarks/importing.py [--gate]`.

Each import runs in a new process, and the imports take turns. The cost of starting Python is subtracted. Prints the
ratio of CPU times: the median over the rounds, and the quartiles. With `--gate`, the exit status is 1 if the goal is
missed.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile

STATEMENTS = ("pass", "import attrs", "from safeguard_model import CaseFile, Timeline, When")
ROUNDS = 21
GOAL = 3.0


def seconds(statement: str, environment: dict[str, str]) -> float:
    """Return the CPU time, in seconds, of a new interpreter that runs one statement."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", statement], check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print the ratio. Return 1 if `--gate` is given and the goal is missed, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a goal is missed")
    gate: bool = parser.parse_args().gate
    found: list[float] = []
    with tempfile.TemporaryDirectory() as folder:  # for compiled modules: an installed package has them too
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = folder
        for statement in STATEMENTS:
            seconds(statement, environment)
        for _ in range(ROUNDS):
            bare, attrs, ours = (seconds(statement, environment) for statement in STATEMENTS)
            found.append((ours - bare) / (attrs - bare))
    lower, median, upper = statistics.quantiles(found, n=4)
    bad = median > GOAL
    name = "the front door, x import attrs, both net of bare Python"
    print(f"{name:<58} {median:6.2f} [{lower:.2f}-{upper:.2f}]  goal {GOAL:g}{'  MISSED' if bad else ''}")
    return int(gate and bad)


if __name__ == "__main__":
    sys.exit(main())
