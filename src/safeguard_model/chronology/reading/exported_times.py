"""Dates as systems export them: with an offset from UTC or a fraction of a second, or a date that stands for none."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from safeguard_model.dates import Precision, When
from safeguard_model.errors import InvalidWhen

__all__ = ["ExportedTime", "exported_time", "is_null_date", "is_null_day", "serial_date"]

_NULL_DAYS: Final = frozenset({"1899-12-30", "1899-12-31", "1900-01-01", "1753-01-01", "0001-01-01", "9999-12-31"})
"""The days that spreadsheets and databases hold if nobody entered a date: their first day, or their last."""
_NULL_TEXT: Final = re.compile(r"(?:0?0/0?1/1900|1900-01-00|0000-00-00|0?0/0?0/0000)(?:[ T]00:00(?::00)?(?:\.0+)?)?")
_MIDNIGHT: Final = frozenset({"T00:00", "T00:00:00"})

_EXPORTED: Final = re.compile(
    r"(?P<day>[^:]*?[0-9])(?:[T ]|, ?| at )(?P<clock>[0-9]{1,2}[:.][0-9]{2}(?::[0-9]{2})?)"
    r"(?P<fraction>(?<=:[0-9]{2})[.,][0-9]{1,9})?(?P<half> ?[ap]\.?m\.?)?"
    r" ?(?P<zone>z|utc|gmt|bst|(?:utc|gmt)?[+-][0-9]{2}:?[0-9]{2})?",
    re.IGNORECASE,
)
_ORACLE: Final = re.compile(
    r"([0-9]{2}-[a-z]{3}-[0-9]{2,4}) ([0-9]{2})\.([0-9]{2})\.([0-9]{2})"
    r"(\.[0-9]+(?: [ap]m)?(?: [+-][0-9]{2}:[0-9]{2})?)",
    re.IGNORECASE,
)
_SAS: Final = re.compile(r"([0-9]{2})([a-z]{3})([0-9]{4}):([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?", re.IGNORECASE)
_COMPACT: Final = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})")
_OFFSET: Final = re.compile(r"([+-])([0-9]{2}):?([0-9]{2})$")
_ISO_WITH_SECONDS: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}")
_SERIAL: Final = re.compile(r"([3-6][0-9]{4})(\.[0-9]+)?")
_FIRST_SERIAL: Final = 30_000
_LAST_SERIAL: Final = 60_000
_DAY_NOUGHT: Final = datetime(1899, 12, 30)  # noqa: DTZ001 - times are the UK local clock
_FRACTION = "a fraction of a second was left out"
_OFFSET_READ = "the time has an offset from UTC: read on the UK clock"
_DAY_ONLY = "the time has an offset from UTC, and there are no time zones on this computer: only the day was read"


class ExportedTime(NamedTuple):
    """A time that a system exported, on the UK clock, and what was done to it."""

    when: When
    note: str


def is_null_date(text: str, when: When | None) -> bool:
    """Return whether a cell holds a date with which systems fill a date that nobody entered.

    1 January 1970 is such a date only if it has the time 00:00, because it may be a date of birth.
    """
    if _NULL_TEXT.fullmatch(text):
        return True
    if when is None:
        return False
    day, clock = when.text[:10], when.text[10:]
    return (day in _NULL_DAYS and (not clock or clock in _MIDNIGHT)) or (day == "1970-01-01" and clock in _MIDNIGHT)


def is_null_day(day: str) -> bool:
    """Return whether systems write this day before a time that has no day of its own."""
    return day in _NULL_DAYS or day == "1970-01-01"


# Systems that know only the day export midnight, in UTC or on their own clock. A time that is midnight as written, or
# midnight on the UK clock, is therefore only a day: the day on the clock on which it is midnight.
def exported_time(text: str) -> ExportedTime | None:
    """Return the time of a text with an offset from UTC or a fraction of a second; None for any other text."""
    match = _EXPORTED.fullmatch(_with_plain_clock(text))
    if match is None or not (match["zone"] or match["fraction"]):
        return None
    if "-" in (match["zone"] or "") and not _ISO_WITH_SECONDS.match(text):  # "14:30-15:30" is two times
        return None
    written = _parsed(f"{match['day']} {match['clock']}{match['half'] or ''}")
    if written is None or written.precision is not Precision.MINUTE or len(written.text) < len("2016-03-02T14:30"):
        return None
    notes = [_FRACTION] if match["fraction"] else []
    is_midnight = written.text[10:] in _MIDNIGHT
    if not match["zone"]:
        return ExportedTime(written, _FRACTION)
    if is_midnight:
        return ExportedTime(written, "; ".join((_OFFSET_READ, *notes)))
    try:
        local = _on_uk_clock(datetime.fromisoformat(written.text), _offset(match["zone"].lower()))
    except ZoneInfoNotFoundError:
        return ExportedTime(When(written.text[:10]), _DAY_ONLY)
    except (ValueError, OverflowError):
        return None
    clock = f"{local:%H:%M:%S}" if len(written.text) > len("2016-03-02T14:30") else f"{local:%H:%M}"
    return ExportedTime(When(f"{local.date().isoformat()}T{clock}"), "; ".join((_OFFSET_READ, *notes)))


# A spreadsheet counts the days from 30 December 1899. Where a cell lost its format, it shows the count. The numbers are
# those of the years 1982 to 2064.
def serial_date(cell: object) -> When | None:
    """Return the day, or the minute, whose number in a spreadsheet a text is, such as 43195; None for other texts."""
    match = _SERIAL.fullmatch(cell.strip()) if isinstance(cell, str) else None
    if match is None or not _FIRST_SERIAL <= int(match[1]) <= _LAST_SERIAL:
        return None
    day = _DAY_NOUGHT + timedelta(days=int(match[1]))
    minutes = round(float(match[2] or 0) * 24 * 60)
    if not match[2] or minutes == 0:
        return When(f"{day:%Y-%m-%d}")
    return When(f"{day + timedelta(minutes=minutes):%Y-%m-%dT%H:%M}")


def _with_plain_clock(text: str) -> str:
    """Return the text of a system that writes no colons or spaces, as Oracle and SAS do, with a plain clock."""
    if match := _ORACLE.fullmatch(text):
        return f"{match[1]} {match[2]}:{match[3]}:{match[4]}{match[5]}"
    if match := _SAS.fullmatch(text):
        return f"{match[1]} {match[2]} {match[3]} {match[4]}{match[5] or '.0'}"
    if match := _COMPACT.fullmatch(text):
        return f"{match[1]}-{match[2]}-{match[3]} {match[4]}:{match[5]}:{match[6]}.0"
    return text


def _parsed(text: str) -> When | None:
    try:
        return When.parse(text)
    except InvalidWhen:
        return None


def _offset(zone: str) -> timedelta:
    if zone == "bst":
        return timedelta(hours=1)
    match = _OFFSET.search(zone)
    if not match:
        return timedelta(0)
    size = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return -size if match[1] == "-" else size


def _on_uk_clock(written: datetime, offset: timedelta) -> datetime:
    utc = (written - offset).replace(tzinfo=ZoneInfo("UTC"))
    return utc.astimezone(ZoneInfo("Europe/London"))
