"""How to call every public function of the library with a case file full of canaries, and which need no call."""

from __future__ import annotations

import functools
import importlib
import inspect
import types
from enum import Enum

import attrs

import safeguard_model as sm
from safeguard_model import display, lexicon, privacy, records
from safeguard_model.chronology import read_chronology, suggest_kinds, write_chronology
from safeguard_model.display import genograms, plots
from safeguard_model.formats import bulk_load
from safeguard_model.progress import followed
from tests.privacy.canaries import MARK, Canaries, Scan

ROOMS = [
    "safeguard_model",
    *(
        f"safeguard_model.{room}"
        for room in (
            "analysis",
            "chronology",
            "contact",
            "dates",
            "display",
            "display.genograms",
            "display.plots",
            "formats",
            "knowing",
            "lexicon",
            "merging",
            "privacy",
            "progress",
            "records",
            "sequences",
            "strategies",
            "timeline",
            "timescales",
        )
    ),
]
"""The modules that users import from."""

NOT_CALLED = {
    "Age": "a value that was read from a field; its methods are arithmetic",
    "When": "as Age",
    "strategies": "they draw invented records for tests, and take none",
    "UnknownRecord.among": "a constructor of an error: errors are scanned where they are raised",
    "Timescale.rule": "text of the library",
    "Timescale.span": "arithmetic",
    "json_schema": "takes nothing",
    "to_age": "reads a text given by the caller",
    "to_when": "reads a text given by the caller",
    "theme_of": "reads a text given by the caller",
    "kind_of_type": "as theme_of",
    "kinds_told": "as theme_of",
    "agencies_told": "as theme_of",
    "configure_converter": "takes a converter",
    "to_arrow": "writes everything, as `dump` does: an Arrow table is a copy of the records",
    "to_frame": "as to_arrow",
    "to_rows": "as to_arrow",
    "CaseFile.to_frames": "as to_arrow",
    "Timeline.to_frame": "as to_arrow",
    "Answers.to_frame": "as to_arrow",
    "Suggestions.to_frame": "as to_arrow",
    "Trace.to_frame": "as to_arrow",
    "Diff.to_frame": "as to_arrow",
    "telling_words": "gives the words of a text back",
    "new_key": "draws a key, and takes nothing",
}
"""The public names that are not called to see what they show, each with the reason."""

WRITERS = {"dump", "dumps", "write_jsonl", "write_chronology", "write_report", "make_converter"}
"""What writes everything, and says so: what it returns is not scanned, but its errors are."""


KEY = f"Qzx8900{MARK} of a project, which nobody may see".encode()


class World:
    """A case file full of canaries, what is asked of it, and files with the same canaries."""

    def __init__(self, folder, *, twin=False):
        self.maker = maker = Canaries(twin=twin)
        letter = "y" if twin else "x"
        self.folder = folder
        self.casefile = maker.casefile()
        self.scan = Scan(self.casefile)
        self.timeline = sm.Timeline.of(self.casefile)
        self.family = self.casefile["Family-1"]
        self.event = self.casefile["Event-2"]
        child = self.casefile["Child-1"]
        self.other = self.casefile.replace(attrs.evolve(child, name=f"Qz{letter}8000{MARK}"))
        self.other = attrs.evolve(self.other, extra=dict.fromkeys(self.casefile.extra, 5))
        changed = {"comment": f"Qz{letter}8002{MARK}", "extra": {f"Qz{letter}8003{MARK}": 5}}
        self.revised = self.other.replace(*(attrs.evolve(record, **changed) for record in self.casefile.events))
        self.revised = self.revised.replace(attrs.evolve(self.casefile["Proceeding-1"], parties=()))
        self.diff = sm.diff(self.casefile, self.revised)
        self.path = folder / f"file{letter}.json"
        sm.dump(self.casefile, self.path)
        self.lines = folder / f"file{letter}.jsonl"
        sm.write_jsonl([self.casefile], self.lines)
        self.csv = folder / f"chronology{letter}.csv"
        self.csv.write_text(_CSV.replace("Qz", f"Qz{letter}").replace("END", MARK), encoding="utf-8")
        self.chronology = read_chronology(self.csv, "Agency-1", people={"AB": "Child-1"})
        self.before = self.chronology.update(self.casefile).casefile
        corrected = folder / f"corrected{letter}.csv"
        corrected.write_text(self.csv.read_text(encoding="utf-8").replace("Yes", "No"), encoding="utf-8")
        self.corrected = read_chronology(corrected, "Agency-1", people={"AB": "Child-1"})
        broken = folder / f"broken{letter}.jsonl"
        broken.write_text(f'{{"Qz{letter}8001{MARK}": 5}}\n', encoding="utf-8")
        self.bad_lines = []
        list(sm.read_jsonl(broken, self.bad_lines.append))
        self.suggestions = suggest_kinds(self.timeline, every=True)
        self.merge = sm.merge(self.timeline, self.other)
        self.answers = self.timeline.gaps()
        self.trace = sm.trace(self.casefile, "Finding-1")
        self.passed = []

    def frame(self):
        """The timeline as a frame."""
        return sm.to_frame(self.timeline, "pyarrow")

    @functools.cached_property
    def pseudonymised(self):
        """The case file with pseudonyms, and their book."""
        return privacy.pseudonymise(self.casefile, KEY, "Project")

    @functools.cached_property
    def book(self):
        """The path of the book."""
        path = self.folder / "pseudonyms.json"
        self.pseudonymised.book.dump(path)
        return path

    @functools.cached_property
    def leaks(self):
        """What is found in the case file."""
        return privacy.leaks(self.casefile, self.casefile)

    @functools.cached_property
    def redaction(self):
        """The case file for the family."""
        return privacy.redact(self.casefile, "family")

    @functools.cached_property
    def safe_copy(self):
        """A copy to publish."""
        return privacy.safe_copy(self.casefile, "published", KEY, self.folder / "published.json")

    @property
    def progress(self):
        """A progress bar that keeps what it is told."""
        passed = self.passed

        def progress(items, **said):
            passed.append(repr(said))
            return items

        return progress


_CSV = """Date,Type,Event,Person,Qz7001END,Child seen?,Present
2/3/2020,Qz7002END,Qz7003END said so,Qz7004END,Qz7005END,Qz7006END,AB; Qz7007END
Qz7008END,home visit,Strategy discussion with Qz7009END,AB,,Yes,Nia Qz7010END
,,Qz7011END,,,,
3/3/2020,,,,,,
Total Qz7012END,,,,,,
"""
"""A chronology with a canary in cells that are read, that are not, in a heading and in rows that are refused."""


def _call(*given, **named):
    return functools.partial(*given, **named)


def _closed(axes):
    """What `describe` says of a picture, which is then closed."""
    from matplotlib import pyplot as plt

    said = display.describe(axes)
    plt.close(axes.figure)
    return said


BRACKET = "2019-01-01/2021-12-31"
KINDS = ("home_visit", "referral")

# Each call is a partial, so that a test can also put something wrong in the place of each argument.
CALLS = {
    "ages": lambda w: _call(sm.ages, w.timeline, "Child-1"),
    "ages_at_incidents": lambda w: _call(sm.ages_at_incidents, w.casefile),
    "answers_to": lambda w: _call(sm.answers_to, w.timeline, "referral", 28, "strategy_discussion"),
    "bulk_load": lambda w: _call(lambda: bulk_load().__enter__()),
    "clocks": lambda w: _call(sm.clocks, w.timeline, bank_holidays=[], show="all"),
    "conflicts": lambda w: _call(sm.conflicts, w.casefile),
    "coverage": lambda w: _call(sm.coverage, w.casefile),
    "diff": lambda w: _call(sm.diff, w.revised, w.casefile),
    "describe": lambda w: _call(display.describe, w.timeline),
    "dump": lambda w: _call(sm.dump, w.casefile, w.folder / "dump.json"),
    "dumps": lambda w: _call(sm.dumps, w.casefile),
    "from_frame": lambda w: _call(sm.from_frame, w.frame()),
    "gaps": lambda w: _call(sm.gaps, w.timeline, "Child-1", None, 5, BRACKET),
    "journey": lambda w: _call(sm.journey, w.timeline, "Child-1"),
    "known_but_not": lambda w: _call(sm.known_but_not, w.timeline, "Agency-1", "Agency-2", possible=True),
    "known_to": lambda w: _call(sm.known_to, w.timeline, "Agency-1"),
    "last_seen": lambda w: _call(sm.last_seen, w.timeline, "Child-1"),
    "likely_kinds": lambda w: _call(lexicon.likely_kinds, [(w.chronology.events[1].description, 1.0)], None, {}),
    "load": lambda w: _call(sm.load, w.path),
    "loads": lambda w: _call(sm.loads, w.path.read_bytes()),
    "make_converter": lambda w: _call(sm.make_converter),
    "merge": lambda w: _call(sm.merge, w.timeline, w.other, progress=w.progress),
    "overlapping": lambda w: _call(sm.overlapping, w.timeline),
    "pooled": lambda w: _call(sm.pooled, w.timeline),
    "read_chronology": lambda w: _call(
        read_chronology, w.csv, "Agency-1", casefile=w.casefile, people={"AB": "Child-1"}, progress=w.progress
    ),
    "read_jsonl": lambda w: _call(lambda path, **how: list(sm.read_jsonl(path, **how)), w.lines, progress=w.progress),
    "recommendations_by": lambda w: _call(sm.recommendations_by, w.casefile, by="action_status"),
    "repeats": lambda w: _call(sm.repeats, w.timeline, KINDS, 2),
    "reveal": lambda w: _call(sm.reveal, None),  # of all else it shows everything: see test_revealing.py
    "seen": lambda w: _call(sm.seen, w.timeline, "Child-1"),
    "sharing": lambda w: _call(sm.sharing, w.timeline),
    "statuses_at": lambda w: _call(sm.statuses_at, w.casefile, "Child-1", "2021-06-01"),
    "suggest_kinds": lambda w: _call(suggest_kinds, w.timeline, every=True, progress=w.progress),
    "theme_counts": lambda w: _call(sm.theme_counts, w.casefile, w.other, unit="finding", themes={"a": "b"}),
    "theme_pairs": lambda w: _call(sm.theme_pairs, w.casefile, unit="review"),
    "trace": lambda w: _call(sm.trace, w.casefile, "Finding-1"),
    "unanswered": lambda w: _call(sm.unanswered, w.timeline, "referral", 5, "strategy_discussion"),
    "unseen": lambda w: _call(sm.unseen, w.timeline, "Child-1", 5, BRACKET),
    "write_chronology": lambda w: _call(write_chronology, w.timeline, w.folder / "chronology.md"),
    "write_jsonl": lambda w: _call(sm.write_jsonl, [w.casefile], w.folder / "lines.jsonl", progress=w.progress),
    "write_report": lambda w: _call(sm.write_report, w.casefile, w.folder / "report.html", parts=["people"]),
    "followed": lambda w: _call(lambda: list(followed([w.event], w.progress, 1, "events", "x"))),
    "contacts": lambda w: _call(lambda *given: _closed(plots.contacts(*given)), w.timeline),
    "ecomap": lambda w: _call(lambda *given: _closed(plots.ecomap(*given)), w.casefile, "Child-1"),
    "genogram": lambda w: _call(lambda *given: _closed(plots.genogram(*given)), w.casefile),
    "knowledge": lambda w: _call(lambda *given: _closed(plots.knowledge(*given)), w.timeline),
    "timeline": lambda w: _call(lambda *given: _closed(plots.timeline(*given)), w.timeline),
    "describe_genogram": lambda w: _call(genograms.describe_genogram, w.casefile),
    "dot": lambda w: _call(genograms.dot, w.casefile),
    "generalise": lambda w: _call(privacy.generalise, w.casefile),
    "leaks": lambda w: _call(privacy.leaks, w.casefile, w.casefile),
    "pseudonymise": lambda w: _call(privacy.pseudonymise, w.casefile, KEY, "Project"),
    "redact": lambda w: _call(privacy.redact, w.casefile, "panel"),
    "relative_days": lambda w: _call(privacy.relative_days, w.timeline, "Event-2"),
    "safe_copy": lambda w: _call(privacy.safe_copy, w.casefile, "panel", KEY, w.folder / "copy.json"),
    "Book.as_text": lambda w: _call(w.pseudonymised.book.as_text),
    "Book.dump": lambda w: _call(w.pseudonymised.book.dump, w.folder / "book.json"),
    "Book.load": lambda w: _call(privacy.Book.load, w.book),
    "Book.turn_back": lambda w: _call(w.pseudonymised.book.turn_back, w.pseudonymised.casefile),
    "Leaks.as_html": lambda w: _call(w.leaks.as_html),
    "Leaks.as_text": lambda w: _call(w.leaks.as_text),
    "Pseudonymised.as_html": lambda w: _call(w.pseudonymised.as_html),
    "Pseudonymised.as_text": lambda w: _call(w.pseudonymised.as_text),
    "Redaction.counts": lambda w: _call(w.redaction.counts),
    "SafeCopy.as_html": lambda w: _call(w.safe_copy.as_html),
    "SafeCopy.as_text": lambda w: _call(w.safe_copy.as_text),
    "CaseFile.add": lambda w: _call(
        w.casefile.add, w.maker.full(records.Adult, id="Adult-9", label="Adult 9", extra={})
    ),
    "CaseFile.as_html": lambda w: _call(w.casefile.as_html, revealed=False),
    "CaseFile.combine": lambda w: _call(w.casefile.combine, w.other),
    "CaseFile.genogram": lambda w: _call(lambda: _closed(w.casefile.genogram())),
    "CaseFile.mentions": lambda w: _call(w.casefile.mentions, "Child-1"),
    "CaseFile.of": lambda w: _call(sm.CaseFile.of, w.casefile.title, w.casefile.records()),
    "CaseFile.prefixed": lambda w: _call(w.casefile.prefixed, "x-"),
    "CaseFile.records": lambda w: _call(w.casefile.records),
    "CaseFile.remove": lambda w: _call(w.casefile.remove, "Family-2"),
    "CaseFile.replace": lambda w: _call(w.casefile.replace, w.other["Child-1"]),
    "CaseFile.with_timeline": lambda w: _call(w.casefile.with_timeline, w.timeline),
    "Family.ancestors_of": lambda w: _call(w.family.ancestors_of, "Child-1"),
    "Family.children_of": lambda w: _call(w.family.children_of, "Adult-1"),
    "Family.household_on": lambda w: _call(w.family.household_on, "2021-06-01"),
    "Family.parents_of": lambda w: _call(w.family.parents_of, "Child-2"),
    "Family.siblings_of": lambda w: _call(w.family.siblings_of, "Child-1"),
    "Timeline.about": lambda w: _call(w.timeline.about, "Child-1"),
    "Timeline.ages": lambda w: _call(w.timeline.ages, "Child-1"),
    "Timeline.ages_at_incidents": lambda w: _call(w.timeline.ages_at_incidents),
    "Timeline.answers_to": lambda w: _call(w.timeline.answers_to, "referral", 28, "strategy_discussion"),
    "Timeline.as_html": lambda w: _call(w.timeline.as_html, revealed=False),
    "Timeline.as_text": lambda w: _call(w.timeline.as_text, revealed=False),
    "Timeline.between": lambda w: _call(w.timeline.between, "2019", "2021"),
    "Timeline.by": lambda w: _call(w.timeline.by, "Agency-1"),
    "Timeline.clocks": lambda w: _call(w.timeline.clocks, bank_holidays=[], show="all"),
    "Timeline.count": lambda w: _call(w.timeline.count, w.event),
    "Timeline.gaps": lambda w: _call(w.timeline.gaps, agency="Agency-1"),
    "Timeline.index": lambda w: _call(w.timeline.index, w.event),
    "Timeline.journey": lambda w: _call(w.timeline.journey, "Child-1"),
    "Timeline.kinds": lambda w: _call(w.timeline.kinds, "home_visit"),
    "Timeline.known_but_not": lambda w: _call(w.timeline.known_but_not, "Agency-1", "Agency-2"),
    "Timeline.known_to": lambda w: _call(w.timeline.known_to, "Agency-1"),
    "Timeline.last_seen": lambda w: _call(w.timeline.last_seen, "Child-1"),
    "Timeline.of": lambda w: _call(sm.Timeline.of, w.casefile),
    "Timeline.overlapping": lambda w: _call(w.timeline.overlapping),
    "Timeline.plot": lambda w: _call(lambda: _closed(w.timeline.plot())),
    "Timeline.pooled": lambda w: _call(w.timeline.pooled),
    "Timeline.repeats": lambda w: _call(w.timeline.repeats, "was_not_brought", 2),
    "Timeline.seen": lambda w: _call(w.timeline.seen, "Child-1"),
    "Timeline.sharing": lambda w: _call(w.timeline.sharing),
    "Timeline.stored": lambda w: _call(w.timeline.stored),
    "Timeline.tagged": lambda w: _call(w.timeline.tagged, "none"),
    "Timeline.unanswered": lambda w: _call(w.timeline.unanswered, "referral", 5, "strategy_discussion"),
    "Timeline.unseen": lambda w: _call(w.timeline.unseen, "Child-1", 5, BRACKET),
    "Timeline.where": lambda w: _call(w.timeline.where, bool),
    "Answers.as_html": lambda w: _call(w.answers.as_html),
    "Answers.left_out_in_words": lambda w: _call(w.answers.left_out_in_words),
    "Trace.as_html": lambda w: _call(w.trace.as_html, revealed=False),
    "Trace.as_text": lambda w: _call(w.trace.as_text),
    "Trace.record": lambda w: _call(lambda: w.trace.record),
    "Diff.as_html": lambda w: _call(w.diff.as_html, revealed=False),
    "Diff.as_text": lambda w: _call(w.diff.as_text, revealed=False),
    "FieldChange.as_text": lambda w: _call(w.diff.changed[0].as_text, revealed=False),
    "FieldChange.is_hidden": lambda w: _call(lambda: w.diff.changed[0].is_hidden),
    "Merge.ranked": lambda w: _call(w.merge.ranked),
    "Merge.rejected": lambda w: _call(lambda: w.merge.rejected),
    "Merge.settle": lambda w: _call(w.merge.settle),
    "Chronology.report": lambda w: _call(w.chronology.report),
    "Chronology.timeline": lambda w: _call(w.chronology.timeline, w.casefile),
    "Chronology.update": lambda w: _call(w.corrected.update, w.before),
    "Chronology.with_kinds": lambda w: _call(w.chronology.with_kinds, suggest_kinds(w.chronology)),
    "Suggestions.accept": lambda w: _call(w.suggestions.accept),
    "Suggestions.as_html": lambda w: _call(w.suggestions.as_html),
    "Suggestions.as_text": lambda w: _call(w.suggestions.as_text, revealed=False),
    "Suggestions.left_out_in_words": lambda w: _call(w.suggestions.left_out_in_words),
}
"""How to call each public function and method: its name, and a function of a `World` that gives the call."""


def public_names():
    """The names of all public functions and methods: ``gaps``, ``Timeline.gaps``."""
    names = set()
    for room in ROOMS:
        module = importlib.import_module(room)
        for name in module.__all__:
            thing = getattr(module, name)
            if room.endswith(".strategies"):
                continue
            if inspect.isfunction(thing):
                names.add(name)
            elif isinstance(thing, type):
                names |= {f"{name}.{method}" for method in _methods(thing)}
    return names


def _methods(kind):
    """The public methods and properties that a class of the library has of its own or from another of its classes."""
    if issubclass(kind, Enum) or not kind.__module__.startswith("safeguard_model"):
        return
    fields = {field.name for field in attrs.fields(kind)} if attrs.has(kind) else set()
    for name in dir(kind):
        if name.startswith("_") or name in fields:
            continue
        owner = next(base for base in kind.__mro__ if name in vars(base))
        held = vars(owner)[name]
        is_ours = owner.__module__.startswith("safeguard_model")
        if is_ours and isinstance(held, (types.FunctionType, property, classmethod, staticmethod)):
            yield name


def is_covered(name):
    """Whether a public name is called, or is known not to need it. The rows of answers are asked of every answer."""
    owner, _, method = name.rpartition(".")
    return name in CALLS or name in NOT_CALLED or owner in NOT_CALLED or method in ANSWERED


ANSWERED = {"agree", "cells", "certain", "definite", "state_in_words", "when_in_words"}
"""The methods and properties of answers, which are asked of every answer that any call gives."""
