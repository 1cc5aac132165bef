"""The lexicon of the field: concepts with the words that agencies use for them, and words that change a meaning.

The words are in three tables beside this file, a line for each concept: ``concepts.tsv``, ``contexts.tsv`` and
``people.tsv``. They are words of public documents: see the page of the reference.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs

from safeguard_model.records import AgencyKind, EventKind

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["GAP", "SOURCES", "Concept", "NearWords", "classes", "concepts", "contexts", "rows"]

GAP: Final = "…"
"""The mark in a phrase for up to three words that do not matter."""

SOURCES: Final = {
    "ambulance": "joint clinical guidelines and patient report forms of ambulance services",
    "college of policing": "College of Policing, Authorised Professional Practice; forces' published glossaries",
    "courts": "Children Act 1989; Public Law Outline (Practice Direction 12A); Family Procedure Rules",
    "dfe": "Department for Education: Keeping children safe in education; attendance, suspension and missing children",
    "general": "ordinary words of case records, as in published reviews and chronology guidance",
    "health visiting": "Healthy Child Programme (Office for Health Improvement and Disparities)",
    "housing": "Homelessness code of guidance (Ministry of Housing); tenancy guidance",
    "justice": "HM Courts and Tribunals Service, Crown Prosecution Service, probation and coroners' guidance",
    "mental health": "Mental Health Act 1983: Code of Practice",
    "nhs": "NHS: abbreviations commonly found in medical records",
    "rcpch": "Royal College of Paediatrics and Child Health, Child Protection Companion",
    "safelives": "SafeLives: Dash risk checklist and Marac guidance",
    "scotland": "National Guidance for Child Protection in Scotland",
    "working together": "Working Together to Safeguard Children; children in need census guide",
}
"""The kinds of public document that each group of words was taken from."""

Row: TypeAlias = dict[str, str]


@attrs.frozen(kw_only=True)
class Concept:
    """A line of the lexicon: something that happens, and how agencies write it."""

    name: str
    """The concept in plain words."""
    kind: EventKind
    """The kind of event that its words tell of."""
    by: frozenset[AgencyKind]
    """The kinds of agency in whose entries alone the words count; empty if they count in every entry."""
    words: tuple[str, ...]
    """The phrases that tell of the kind by themselves."""
    hints: tuple[str, ...]
    """The phrases that often occur in entries of the kind, and in others."""
    types: tuple[str, ...]
    """The phrases that mean the kind if they are the whole cell of a column of types."""
    source: str
    """The group of the words: a key of `SOURCES`."""


@attrs.frozen(kw_only=True)
class NearWords:
    """Words that say that something named near them did not happen, or not now."""

    name: str
    """What they say: negated, planned, about, past, copied."""
    is_before: bool
    """Whether they are before what they change; otherwise they are after it."""
    reach: int
    """The largest number of words between them and what they change."""
    words: tuple[str, ...]
    """The phrases."""


@cache
def concepts() -> tuple[Concept, ...]:
    """Return the concepts of the lexicon, in the order of the table."""
    return tuple(
        Concept(
            name=row["concept"],
            kind=EventKind(row["kind"]),
            by=frozenset(map(AgencyKind, row["by"].split())),
            words=_phrases(row["words"]),
            hints=_phrases(row["hints"]),
            types=_phrases(row["types"]),
            source=row["source"],
        )
        for row in rows("concepts.tsv")
    )


@cache
def contexts() -> tuple[NearWords, ...]:
    """Return the words that change the meaning of words near them."""
    return tuple(
        NearWords(
            name=row["context"],
            is_before=row["side"] == "before",
            reach=int(row["reach"]),
            words=_phrases(row["words"]),
        )
        for row in rows("contexts.tsv")
    )


@cache
def classes() -> dict[str, frozenset[str]]:
    """Return the words that a class in a phrase, such as ``FAMILY``, represents."""
    return {row["class"]: frozenset(_phrases(row["words"])) for row in rows("people.tsv")}


def _phrases(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("; ")))


def rows(name: str) -> Iterator[Row]:
    """Yield the rows of a table beside this file. Its first line has the headings."""
    text = files("safeguard_model.lexicon").joinpath(name).read_text(encoding="utf-8")
    headings, *lines = text.splitlines()
    for line in lines:
        yield dict(zip(headings.split("\t"), line.split("\t"), strict=True))
