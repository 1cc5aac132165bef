"""Guidance, examples, placeholders and notes of the author: recognised and named, and no entry is skipped."""

import pytest

from safeguard_model import read_chronology
from safeguard_model.chronology.reading.guidance import (
    AUTHOR,
    EXAMPLE,
    GUIDANCE,
    PERHAPS_AUTHOR,
    PERHAPS_EXAMPLE,
    PERHAPS_GUIDANCE,
    PLACEHOLDERS,
)
from tests.chronology.making import cell, chronology, document, row, saved, table

HEADINGS, ENTRY = ("Date", "Event", "Worker"), ("2/3/16", "a", "HV")


def reason(folder, *cells, before=(), after=(ENTRY,)):
    """The reason why a row below the headings is no entry, and whether it is skipped; None if it is an entry."""
    found = chronology(folder, HEADINGS, *before, cells, *after)
    number = 2 + len(before)
    for others in (found.rejected, found.skipped):
        for other in others:
            if other.number == number:
                done = "skipped" if others is found.skipped else "rejected"
                assert f"row {number}: {other.reason}: {done}" in found.notes
                return other.reason, done
    return None


@pytest.mark.parametrize(
    "cells",
    [
        ("dd/mm/yyyy", "e.g. home visit", "(name and role)"),
        ("DD.MM.YY", "", ""),
        ("Enter the date in format dd/mm/yyyy", "(please include full details)", ""),
        ("", "Please include all contacts", ""),
        ("(as exact as known)", "(in a few words)", "(or unknown)"),
        ("e.g. 01/02/2016", "e.g. referral", "e.g. social worker"),
        ("Please record significant events only, in order of date, with the name of the agency", "", ""),
        ("", "Describe what happened", "Insert name"),
    ],
)
def test_guidance(tmp_path, cells):
    """A row between the headings and the first entry is guidance if it has no date and each cell is an instruction."""
    assert (GUIDANCE, "skipped") == reason(tmp_path, *cells)


@pytest.mark.parametrize(
    "cells",
    [("", "Please include all contacts", "HV Smith"), ("dd/mm/yyyy", "Home visit, seen", ""), ("", "e.g. x", "HV")],
)
def test_perhaps_guidance(tmp_path, cells):
    """If only some cells are instructions, the row may be an entry: it is rejected, not skipped."""
    assert (PERHAPS_GUIDANCE, "rejected") == reason(tmp_path, *cells)


@pytest.mark.parametrize(
    "cells",
    [
        ("", "Record of meeting", ""),
        ("", "Enter and View visit", ""),
        ("", "(see above)", ""),
        ("", "Complete assessment received", ""),
        ("", "Note from GP", "HV"),
        ("3/3/16", "Please see the notes of the GP", ""),
        ("3/3/16", "e.g. home visit", ""),
    ],
)
def test_entries(tmp_path, cells):
    """A row with a date, or with words that only begin like an instruction, is an entry."""
    assert reason(tmp_path, *cells) is None


def test_guidance_further_down(tmp_path):
    """Below the first entry nothing is taken for guidance."""
    assert reason(tmp_path, "", "Please see the notes of the GP", "", before=(ENTRY,)) is None


@pytest.mark.parametrize(
    "cells",
    [
        ("EXAMPLE", "", ""),
        ("1/1/16", "Home visit", "Example"),
        ("1/1/16", "EXAMPLE: home visit", "HV"),
        ("(example row)", "x", ""),
    ],
)
def test_example(tmp_path, cells):
    """A row above the first entry that says that it is an example is skipped."""
    assert (EXAMPLE, "skipped") == reason(tmp_path, *cells)


def test_below_an_example(tmp_path):
    """The row below a lone "EXAMPLE" may be the example or an entry, and is rejected; the row after it is an entry."""
    found = chronology(tmp_path, HEADINGS, ("EXAMPLE", "", ""), ENTRY, ("3/3/16", "b", ""))
    assert [PERHAPS_EXAMPLE] == [other.reason for other in found.rejected]
    assert ["b"] == [event.description for event in found.events]


def test_example_further_down(tmp_path):
    """Below an entry, what has a date is an entry, and what has none is rejected."""
    assert reason(tmp_path, "3/3/16", "Example: a drawing of home", "", before=(ENTRY,)) is None
    assert (PERHAPS_EXAMPLE, "rejected") == reason(tmp_path, "", "Example", "HV", before=(ENTRY,))


@pytest.mark.parametrize(
    "cells",
    [
        ("Author's note: this chronology covers only what the health visitors recorded in these years", "", ""),
        ("", "AUTHOR’S NOTE - entries in italics are from the GP", ""),
        ("Author's note", "entries in italics are from the GP", ""),
        ("Note by the author: x", "", ""),
    ],
)
def test_author(tmp_path, cells):
    """A note of the author is skipped wherever it is."""
    assert (AUTHOR, "skipped") == reason(tmp_path, *cells)
    assert (AUTHOR, "skipped") == reason(tmp_path, *cells, before=(ENTRY,))


def test_perhaps_author(tmp_path):
    """A note of the author with other cells may be an entry; with a date it is one."""
    assert (PERHAPS_AUTHOR, "rejected") == reason(tmp_path, "", "Author's note: x", "HV")
    assert reason(tmp_path, "3/3/16", "Author's note: x", "") is None


def test_placeholders(tmp_path):
    """A row with only placeholders is skipped wherever it is; a placeholder beside an entry is left out."""
    cells = ("Click or tap to enter a date.", "Click or tap here to enter text.", "Choose an item.")
    assert (PLACEHOLDERS, "skipped") == reason(tmp_path, *cells)
    assert (PLACEHOLDERS, "skipped") == reason(tmp_path, *cells, before=(ENTRY,))
    found = chronology(tmp_path, HEADINGS, ("2/3/16", "Home visit", "Choose an item."), ("3/3/16", cells[1], "HV"))
    assert [("Home visit", {}), ("", {"safeguard-model:cells": {"Worker": "HV"}})] == [
        (event.description, event.extra) for event in found.events
    ]


def test_placeholders_of_word(tmp_path):
    """The rows of a Word form that nobody has filled in are counted, with the reason."""
    field = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Enter text</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    body = table(row(cell("Date"), cell("Event")), row(cell("2/3/16"), cell("a")), row(cell(field), cell(field)))
    found = read_chronology(saved(tmp_path, "a.docx", document(body)), agency="hv")
    assert (3, 1, PLACEHOLDERS) == (found.rows, len(found.events), found.skipped[-1].reason)
    assert f"table 1, row 3: {PLACEHOLDERS}: skipped" in found.notes
