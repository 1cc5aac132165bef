"""The cost of pseudonymising, redacting and searching: run `python benchmarks/privacy.py [--gate]`.

Each is compared with rebuilding the records of the same case file (`attrs.evolve` of each), in pairs in one run, at
10,000 events; and its growth is measured from 100 to 100,000 events. The entries have about 40 words, one in five of
them with a name on file. With `--gate`, the exit code is 1 if the growth is above its goal, or if a cost is above its
limit: three of the goals are missed so far, and the limit keeps them from getting worse.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from typing import TYPE_CHECKING

import attrs
from _timing import ratio, seconds

from safeguard_model import Adult, Agency, CaseFile, Child, Event, dumps
from safeguard_model.privacy import generalise, leaks, pseudonymise, redact

if TYPE_CHECKING:
    from collections.abc import Callable

SIZES = (100, 1_000, 10_000, 100_000)
COST, LIMIT, GROWTH = 5.0, 13.0, 1.2
KEY = bytes(range(32))
FIRST = ("Nia", "Carys", "Tomos", "Amara", "Zainab", "Kofi", "Ewa", "Piotr", "Siân", "Oluwaseun", "Declan", "Niamh")
LAST = ("Quillbrook", "Larkmoor", "Okonjo", "Wisniewska", "Abernethy", "Rahmani", "Penhallow", "Ó Braonáin")
WORDS = """
home visit by the health visitor baby asleep in the cot and not woken mother said that she was tired and had not
slept for two nights advised on safe sleep plan agreed to call again next week telephone call to the social worker
who will see the family at school about the bruise on the left arm and the missed appointment at the clinic
""".split()  # noqa: SIM905 - words read best as words


def make_casefile(size: int) -> CaseFile:
    """Return a case file with so many entries, twelve people and three agencies."""
    draw = random.Random(size)  # noqa: S311 - not for secrets
    people = [
        (Child if place < 6 else Adult)(
            id=f"person-{place}",
            label=f"Person P{place}",
            name=f"{FIRST[place]} {LAST[place % 8]}",
            born=f"2010-0{place % 9 + 1}-12",
        )
        for place in range(12)
    ]
    agencies = [Agency(id=f"agency-{place}", name=f"Northshire Service {place}", kind="school") for place in range(3)]
    events = [entry(number, draw) for number in range(size)]
    return CaseFile.of("Made", [*people, *agencies, *events])


def entry(number: int, draw: random.Random) -> Event:
    """Return one entry; in one of five, the words name somebody."""
    words = draw.choices(WORDS, k=40)
    if number % 5 == 0:
        words[draw.randrange(40)] = draw.choice(FIRST)
    return Event(
        id=f"e-{number}",
        when=f"20{draw.randrange(10, 20)}-0{draw.randrange(1, 10)}-{draw.randrange(10, 28)}",
        kind="home_visit",
        agency=f"agency-{draw.randrange(3)}",
        people=[f"person-{draw.randrange(12)}"],
        description=f"{' '.join(words).capitalize()}.",
    )


def rebuilt(casefile: CaseFile) -> list[object]:
    """Return the records of a case file, each made again."""
    return [attrs.evolve(record) for record in casefile.records()]


TEXTS: dict[int, str] = {}
"""The case files as JSON, by the number of entries: made beforehand, because only the search is measured."""

QUESTIONS: dict[str, Callable[[CaseFile], object]] = {
    "pseudonymise": lambda casefile: pseudonymise(casefile, KEY, "made"),
    "redact for the family": lambda casefile: redact(casefile, "family"),
    "redact to publish": lambda casefile: redact(casefile, "published"),
    "generalise": lambda casefile: generalise(casefile, dates="month", ages="band"),
    "leaks in a case file": lambda casefile: leaks(casefile, casefile),
    "leaks in its text": lambda casefile: leaks(casefile, TEXTS[len(casefile.events)]),
}


def main() -> int:
    """Print the tables. Return 1 if `--gate` is given and a goal is missed, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a goal is missed")
    parser.add_argument("--most", type=int, default=SIZES[-1], help="the most entries (default: 100,000)")
    given = parser.parse_args()
    casefile, missed = make_casefile(10_000), False
    TEXTS[10_000] = dumps(casefile).decode()
    for name, question in QUESTIONS.items():
        median, lower, upper = ratio(lambda ask=question: ask(casefile), lambda: rebuilt(casefile), rounds=5)
        bad = median > COST
        missed |= median > LIMIT
        print(
            f"{name:<24} x rebuilding {median:6.2f} [{lower:.2f}-{upper:.2f}]  goal {COST:g}{'  MISSED' if bad else ''}"
        )
    sizes = [size for size in SIZES if size <= given.most]
    files = {size: make_casefile(size) for size in sizes}
    TEXTS.update({size: dumps(file).decode() for size, file in files.items()})
    print(f"\n{'seconds':<24}{''.join(f'{size:>11,}' for size in sizes)}{'exponent':>10}")
    for name, question in QUESTIONS.items():
        costs = [
            min(seconds(lambda ask=question, of=files[size]: ask(of)) for _ in range(3 if size < sizes[-1] else 1))
            for size in sizes
        ]
        slope = math.log10(costs[-1] / costs[1]) / math.log10(sizes[-1] / sizes[1])
        bad = slope > GROWTH
        missed |= bad
        print(f"{name:<24}{''.join(f'{cost:>11.4f}' for cost in costs)}{slope:>10.2f}{'  MISSED' if bad else ''}")
    print(f"goal: exponent {GROWTH:g} from 1,000 entries on, where what is done once no longer shows")
    return int(given.gate and missed)


if __name__ == "__main__":
    sys.exit(main())
