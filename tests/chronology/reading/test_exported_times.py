"""Dates as systems export them."""

from zoneinfo import ZoneInfoNotFoundError

import pytest

from safeguard_model import When
from safeguard_model.chronology.reading.exported_times import exported_time, is_null_date, serial_date


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2016-03-02 14:30:00.0000000 +00:00", "2016-03-02T14:30:00"),
        ("2016-07-02T14:30:00Z", "2016-07-02T15:30:00"),
        ("2016-07-02T14:30:00+01:00", "2016-07-02T14:30:00"),
        ("2016-07-02T14:30:00-05:00", "2016-07-02T20:30:00"),
        ("2016-03-02T14:30:00.123456", "2016-03-02T14:30:00"),
        ("02/07/2016 14:30 GMT", "2016-07-02T15:30"),
        ("02/07/2016 14:30 BST", "2016-07-02T14:30"),
        ("2 March 2016 2:30 PM UTC", "2016-03-02T14:30"),
        ("02-MAR-16 02.30.00.000000 PM", "2016-03-02T14:30:00"),
        ("02-MAR-2016 14.30.00.000000 +00:00", "2016-03-02T14:30:00"),
        ("02MAR2016:14:30:00", "2016-03-02T14:30:00"),
        ("20160302143000", "2016-03-02T14:30:00"),
        ("2016-07-01T23:00:00Z", "2016-07-02T00:00:00"),
        ("2016-07-02T00:00:00Z", "2016-07-02T00:00:00"),
    ],
)
def test_a_time_is_read_on_the_uk_clock(text, when):
    """An offset moves the time to the UK clock, midnight as written stays, and a fraction of a second is left out."""
    assert when == exported_time(text).when.text


@pytest.mark.parametrize(
    "text", ["2/3/16 14:30", "2/3/16", "2/3/16 14:30-15:30", "2016-03-02 14:30-1530", "14:30Z", "", "Z"]
)
def test_other_texts_are_not_exported_times(text):
    """A text without an offset or a fraction, or with two times, is left to others."""
    assert exported_time(text) is None


def test_without_time_zones_the_day_is_kept(monkeypatch):
    """On a computer without time zones only the day is read, and the note says so."""

    def no_zones(_):
        raise ZoneInfoNotFoundError

    monkeypatch.setattr("safeguard_model.chronology.reading.exported_times.ZoneInfo", no_zones)
    found = exported_time("2016-07-02T14:30:00Z")
    assert found.when == When("2016-07-02")
    assert "no time zones" in found.note


@pytest.mark.parametrize(
    ("text", "when", "is_null"),
    [
        ("", "1899-12-30", True),
        ("", "1900-01-01T00:00", True),
        ("", "1900-01-01T09:30", False),
        ("", "1970-01-01", False),
        ("", "1970-01-01T00:00", True),
        ("1900-01-00", None, True),
        ("0000-00-00 00:00:00", None, True),
        ("", "1900-01-02", False),
        ("Tuesday", None, False),
    ],
)
def test_null_dates(text, when, is_null):
    """The first and last days of systems stand for no date; 1 January 1970 only with its midnight."""
    assert is_null == is_null_date(text, when and When(when))


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("43195", "2018-04-05"),
        ("43195.5", "2018-04-05T12:00"),
        (" 43195.0 ", "2018-04-05"),
        ("43195.604167", "2018-04-05T14:30"),
    ],
)
def test_the_number_of_a_day_in_a_spreadsheet(cell, text):
    """Spreadsheets count days from 30 December 1899, and times as fractions of a day."""
    assert serial_date(cell).text == text


@pytest.mark.parametrize("cell", ["29999", "60001", "4319", "431955", "43195a", "", When("2018-04-05")])
def test_other_numbers_are_no_days(cell):
    """Only numbers of the years 1982 to 2064 are read."""
    assert serial_date(cell) is None
