"""How much `leaks` finds in texts and documents of another hand: run `python benchmarks/leaks.py [--part P] [--list]`.

``leaks_labelled.jsonl`` holds texts with every leak labelled, and texts that look as if they had one; the people and
agencies on file are in ``leaks_people.json``. Both are invented, by a hand that did not see the code: see
``leaks_README.md``. Half of the texts (``dev``) were used to mend the code, the other half (``held_out``) only to
measure. ``leaks_documents.zip`` has documents that each hide one leak, and some that hide none. A leak is found if a
place of the same kind overlaps it and is at least as sure as the level. Prints precision and recall of names, and of
all else, at 0.5 and at 0.9. With `--list`, prints each miss: use it only for invented texts. With `--gate`, the exit
code is 1 if a floor is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

from safeguard_model import Adult, Agency, Alias, CaseFile, Child, Identifier, Professional, Residence
from safeguard_model.privacy import leaks
from safeguard_model.privacy.searching.finder import Finder

HERE = Path(__file__).parent
LEVELS = (0.5, 0.9)
PRECISION, RECALL = 0.95, 0.98
FLOORS = {
    ("name", "dev"): (0.97, 0.97),
    ("name", "held_out"): (0.92, 0.91),
    ("all else", "dev"): (0.97, 0.97),
    ("all else", "held_out"): (0.94, 0.96),
}
"""The least precision and recall at the first level: a little below what is reached."""
MOST_DOCUMENTS_MISSED = 1


class Tally(NamedTuple):
    """What was found of one group of leaks at one level."""

    right: int
    wrong: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """The share of what was reported that is a leak."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of the leaks that were reported."""
        return self.found / self.gold if self.gold else 1.0


def casefile_of(people: list[dict[str, Any]]) -> CaseFile:
    """Return the case file with the people and agencies of one set."""
    made: list[Any] = []
    for one in people:
        common = {
            "id": one["id"],
            "label": one["label"],
            "name": one["name"],
        }
        if one["class"] == "agency":
            made.append(Agency(id=one["id"], name=one["name"], kind=one["kind"]))
        elif one["class"] == "professional":
            made.append(Professional(**common, agency=one.get("agency") or "agency"))
        else:
            kind = Child if one["class"] == "child" else Adult
            made.append(
                kind(
                    **common,
                    born=one.get("born"),
                    aliases=[Alias(text=text) for text in one.get("aliases", [])],
                    identifiers=[Identifier(**number) for number in one.get("identifiers", [])],
                    residences=[Residence(address=text) for text in one.get("addresses", [])],
                )
            )
    ids = {record.id for record in made}
    needed = {record.agency for record in made if isinstance(record, Professional)} - ids
    made += [Agency(id=id, name="An agency") for id in sorted(needed)]
    return CaseFile.of("Invented", made)


def group(kind: str) -> str:
    """Return the group in which a kind is counted: names, or all else."""
    return "name" if kind == "name" else "all else"


def kinds_of(one: dict[str, Any]) -> tuple[str, ...]:
    """Return the kinds that count as right for a labelled leak."""
    return (one["kind"], *one.get("accept", []))


def overlap(one: dict[str, Any], start: int, end: int) -> bool:
    """Return whether a labelled leak and a place overlap."""
    return bool(one["start"] < end and start < one["end"])


def tally(lines: list[dict[str, Any]], finders: dict[str, Finder], level: float, misses: list[str]) -> dict[str, Tally]:
    """Return what was found in some lines at one level, by group; each miss is added to `misses`."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        text, gold = line["text"], line["gold"]
        found = [one for one in finders[line["set"]].mentions(text) if one.sure >= level]
        for one in gold:
            if one.get("optional"):
                continue
            hit = any(mention.kind in kinds_of(one) and overlap(one, mention.start, mention.end) for mention in found)
            counts[group(one["kind"])]["found" if hit else "missed"] += 1
            if not hit:
                words = text[one["start"] : one["end"]]
                form = one.get("form", "")
                misses.append(f"missed at {level}: {one['kind']}, {form}: {words!r} in {line['id']}: {text!r}")
        for mention in found:
            near = [one for one in gold if overlap(one, mention.start, mention.end)]
            if near and all(one.get("optional") for one in near):
                continue
            right = any(mention.kind in kinds_of(one) for one in near)
            counts[group(mention.kind)]["right" if right else "wrong"] += 1
            if not right:
                words = text[mention.start : mention.end]
                misses.append(
                    f"wrong at {level}: {mention.kind}, {mention.reason}: {words!r} in {line['id']}: {text!r}"
                )
    return {
        name: Tally(found["right"], found["wrong"], found["found"], found["found"] + found["missed"])
        for name, found in sorted(counts.items())
    }


def documents(files: dict[str, CaseFile], misses: list[str]) -> tuple[int, int, int, int]:
    """Return of how many documents the hidden leak was found, and in how many clean ones nothing certain was."""
    found = clean = hidden = plain = 0
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(HERE / "leaks_documents.zip") as archive:
            archive.extractall(folder)
        for document in json.loads((HERE / "leaks_documents.json").read_text(encoding="utf-8")):
            every = leaks(files[document["set"]], Path(folder) / document["file"])
            kinds = {kind for one in document["gold"] for kind in (one["kind"], *one.get("accept", []))}
            if kinds:
                hidden += 1
                hit = any(leak.kind in kinds and leak.sure >= LEVELS[0] for leak in every)
                found += hit
                misses += [] if hit else [f"missed in a document: {document['place']}"]
            else:
                plain += 1
                clean += not every.certain
                misses += [f"wrong in a document: {document['file']}: {leak}: {leak.words!r}" for leak in every.certain]
    return found, hidden, clean, plain


def main() -> int:
    """Print the tables. Return 1 if `--gate` is given and a floor is missed, otherwise 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gate", action="store_true", help="exit with 1 if a floor is missed")
    parser.add_argument("--part", choices=["dev", "held_out"], help="one half of the texts only")
    parser.add_argument("--list", action="store_true", help="print each miss")
    given = parser.parse_args()
    people = json.loads((HERE / "leaks_people.json").read_text(encoding="utf-8"))["sets"]
    files = {name: casefile_of(of) for name, of in people.items()}
    finders = {name: Finder(casefile) for name, casefile in files.items()}
    texts = (HERE / "leaks_labelled.jsonl").read_text(encoding="utf-8").splitlines()
    lines = [json.loads(text) for text in texts]
    missed, misses = False, list[str]()
    for part in [given.part] if given.part else ["dev", "held_out"]:
        of_part = [line for line in lines if line["part"] == part]
        print(f"{part}: {len(of_part)} texts")
        for level in LEVELS:
            for name, one in tally(of_part, finders, level, misses).items():
                goal = "" if one.precision >= PRECISION and one.recall >= RECALL else "  MISSED"
                said = f"precision {one.precision:.3f} ({one.right} of {one.right + one.wrong}), "
                said += f"recall {one.recall:.3f} ({one.found} of {one.gold})"
                print(f"  at least {level}: {name:<9} {said}{goal if level == LEVELS[0] else ''}")
                floor = FLOORS.get((name, part), (0.0, 0.0))
                missed |= level == LEVELS[0] and (one.precision < floor[0] or one.recall < floor[1])
    found, hidden, clean, plain = documents(files, misses)
    print(f"documents: {found} of {hidden} hidden leaks found; {clean} of {plain} clean ones without anything certain")
    print(f"goal: precision {PRECISION}, recall {RECALL}, at least {LEVELS[0]} sure")
    missed |= hidden - found > MOST_DOCUMENTS_MISSED or clean < plain
    if given.list:
        print(*misses, sep="\n")
    return int(given.gate and missed)


if __name__ == "__main__":
    sys.exit(main())
