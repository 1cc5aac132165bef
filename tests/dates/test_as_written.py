"""Dates and ages as people write them: files of what is read, and of what was read before."""

import csv
from pathlib import Path

import pytest

from safeguard_model.dates import Age, When

DATA = Path(__file__).parent / "data"
KINDS = {"date": When, "age": Age}


def rows(name):
    """The rows of a file of data, without its headings."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]


def read(kind, text):
    """The strict text of what is read, or "refused"."""
    try:
        return kind.parse(text.replace(r"\n", "\n")).text
    except ValueError:
        return "refused"


@pytest.mark.parametrize(("kind", "text", "accepted"), rows("as_written.tsv"), ids=ascii)
def test_as_written(kind, text, accepted):
    """Each row is read as one of the results that its last column accepts; what is unclear is refused."""
    assert read(KINDS[kind], text) in accepted.split(" | ")


@pytest.mark.parametrize(
    ("kind", "name"), [(When, "dates_as_read_before.tsv"), (Age, "ages_as_read_before.tsv")], ids=["dates", "ages"]
)
def test_nothing_is_read_otherwise_without_a_reason(kind, name):
    """What was read before is read in the same way, and what was refused is refused, but for rows with a reason."""
    otherwise = {text: result for text, result, reason in rows("read_otherwise_since.tsv") if reason}
    found = {text: (read(kind, text), otherwise.get(text, before)) for text, before in rows(name)}
    assert {text: both for text, both in found.items() if both[0] != both[1]} == {}


def test_every_reason_is_still_needed():
    """Each row with a reason is read otherwise than before."""
    before = dict(rows("dates_as_read_before.tsv")) | dict(rows("ages_as_read_before.tsv"))
    assert [text for text, result, _ in rows("read_otherwise_since.tsv") if before[text] == result] == []
