"""What the library answers, writes and draws of a case file, for the tests of hostile text."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from tempfile import TemporaryDirectory

import attrs

from safeguard_model import (
    EXCHANGE,
    PANEL,
    CaseFile,
    Timeline,
    conflicts,
    coverage,
    describe,
    diff,
    known_but_not,
    known_to,
    merge,
    pooled,
    read_chronology,
    recommendations_by,
    reveal,
    suggest_kinds,
    theme_counts,
    trace,
    write_chronology,
    write_report,
)
from safeguard_model.display.ecomap import describe_ecomap
from safeguard_model.display.genograms import describe_genogram, dot
from safeguard_model.display.report_names import PARTS, WITH_PICTURES
from safeguard_model.privacy import generalise, leaks, pseudonymise, redact
from tests.hostile import ids_of

_PAGE = "<!doctype html><html><head><meta charset='utf-8'><title>page</title></head><body>{}</body></html>"
_OWN = {"Date": "when", "Agency": "agency", "About": "people", "What happened": "description"}

_FOUND = {}
"""The answers about a case file, with the case file itself, by its identity."""


def has(*packages):
    """Whether packages are installed here."""
    return all(importlib.util.find_spec(package) for package in packages)


def answers(casefile):
    """Everything that the library answers with, by name: worked out once for each case file."""
    if id(casefile) not in _FOUND:
        _FOUND[id(casefile)] = casefile, _answers(casefile)
    return _FOUND[id(casefile)][1]


def _answers(casefile):
    ids, timeline = ids_of(casefile), Timeline.of(casefile)
    child, social_care, police = ids["child-e"], ids["csc"], ids["police"]
    with TemporaryDirectory() as folder:
        exact, loose = Path(folder, "exact.csv"), Path(folder, "loose.csv")
        write_chronology(timeline, exact)
        write_chronology(timeline, loose, _OWN)
        read = read_chronology(exact, casefile=casefile)
        guessed = read_chronology(loose, social_care, casefile=casefile)
    other = casefile.combine(casefile.replace(attrs.evolve(casefile[child], name="Another Name")))
    merged, together = merge(timeline), pooled(timeline)
    found = {
        "case file": casefile,
        "timeline": timeline,
        "gaps": timeline.gaps(child),
        "unseen": timeline.unseen(child),
        "seen": timeline.seen(child),
        "last seen": timeline.last_seen(child, "2023-01-01"),
        "journey": timeline.journey(child),
        "overlapping": timeline.overlapping(),
        "sharing": timeline.sharing(),
        "known to": known_to(timeline, social_care),
        "known but not": known_but_not(timeline, social_care, police),
        "repeats": timeline.repeats("home_visit", 2),
        "answers to": timeline.answers_to("referral", 28, "strategy_discussion"),
        "unanswered": timeline.unanswered("referral", 28, "strategy_discussion"),
        "ages": timeline.ages(child),
        "ages at incidents": timeline.ages_at_incidents(),
        "clocks": timeline.clocks(bank_holidays=[]),
        "merge": merged,
        "candidates": merged.candidates,
        "pooled": together,
        "pieces": together.pieces,
        "conflicts": conflicts(casefile),
        "coverage": coverage(casefile),
        "recommendations by": recommendations_by(casefile, by="agency_kind"),
        "theme counts": theme_counts(casefile, unit="finding"),
        "trace": trace(casefile, casefile.findings[0].id),
        "diff": diff(casefile, attrs.evolve(casefile, title="Another")),
        "diff of an empty file": diff(CaseFile.of("Another"), casefile),
        "kinds": suggest_kinds(timeline),
        "chronology": read,
        "chronology report": read.report(),
        "update": read.update(casefile),
        "guessed chronology": guessed,
        "guessed report": guessed.report(),
        "combined": other,
        "differences": other.differences,
        "redaction": redact(casefile, "family"),
        "pseudonymised": pseudonymise(casefile, bytes(range(32)), "project"),
        "generalised": generalise(casefile),
        "leaks": leaks(casefile, casefile),
    }
    return {name: answer for name, answer in found.items() if answer is not None}


def words(casefile):
    """Every text that is shown or printed of a case file and of the answers about it, by name."""
    found = {}
    for name, answer in answers(casefile).items():
        found |= {
            f"str of {name}": str(answer),
            f"repr of {name}": repr(answer),
            f"reveal {name}": repr(reveal(answer)),
        }
    child = ids_of(casefile)["child-e"]
    return found | {
        "description of a timeline": describe(casefile),
        "description of a genogram": describe_genogram(casefile, revealed=True),
        "description of an ecomap": describe_ecomap(casefile, child),
        "genogram in DOT": dot(casefile, revealed=True),
    }


def report(casefile, path, leave_out=()):
    """Write a report with all the parts for which the packages are installed, except some."""
    missing = {*leave_out, *(() if has("matplotlib") else WITH_PICTURES), *(() if has("holidays") else ("clocks",))}
    parts = [part for part in PARTS if part not in missing]
    write_report(casefile, path, parts=parts, title="Title", marking="MARKING", made_on="2024-03-02", revealed=True)


def pages(casefile):
    """Every page of HTML that the library makes of a case file, by name; what a notebook shows is put in a page."""
    found = {}
    for name, answer in answers(casefile).items():
        shown = {f"reveal {name}": reveal(answer)._repr_html_()}
        if hasattr(answer, "_repr_html_"):
            shown[name] = answer._repr_html_()
        found |= {name: _PAGE.format(html) for name, html in shown.items()}
    with TemporaryDirectory() as folder:
        path = Path(folder, "page.html")
        for name, columns in (("all columns", EXCHANGE), ("panel", PANEL)):
            write_chronology(Timeline.of(casefile), path, columns, title="Title", marking="MARKING")
            found[name] = path.read_text(encoding="utf-8")
        report(casefile, path)
        found["report"] = path.read_text(encoding="utf-8")
    return found


def pictures(casefile):
    """The axes of every picture of a case file, by name. Needs matplotlib."""
    from safeguard_model.display import plots

    child, timeline = ids_of(casefile)["child-e"], Timeline.of(casefile)
    return {
        "timeline": plots.timeline(timeline.stored(), child=child, revealed=True),
        "contacts": plots.contacts(timeline),
        "knowledge": plots.knowledge(timeline, most=40, revealed=True),
        "genogram": plots.genogram(casefile, revealed=True),
        "ecomap": plots.ecomap(casefile, child),
    }
