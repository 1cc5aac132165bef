"""Make the `.xls` files of this folder, with xlwt 1.3: `uv run --no-project --with xlwt make_old_workbooks.py`.

The tests read the files as they are stored, and do not need xlwt. Everything in them is invented.
"""

import datetime as dt
from pathlib import Path

import xlwt

FOLDER = Path(__file__).parent
DAY, CLOCK, MONTH, MINUTE = (
    xlwt.easyxf(num_format_str=code) for code in ("DD/MM/YYYY", "HH:MM", "MMM-YY", "DD/MM/YYYY HH:MM")
)


def visits():
    """A chronology with dates, a merged date, a month, a hidden row, a formula and a hidden sheet."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Visits")
    for column, heading in enumerate(["Date", "Time", "Event", "Child seen?"]):
        sheet.write(0, column, heading)
    sheet.write(1, 0, dt.date(2016, 3, 2), DAY)
    sheet.write(1, 1, dt.time(14, 30), CLOCK)
    sheet.write(1, 2, "Home visit to Zoë")
    sheet.write(1, 3, "Yes")
    sheet.write_merge(2, 3, 0, 0, dt.date(2016, 3, 3), DAY)
    sheet.write(2, 2, "Rang mother")
    sheet.write(3, 2, "Rang again")
    sheet.write(4, 0, dt.date(2016, 4, 1), MONTH)
    sheet.write(4, 2, "Letter sent")
    sheet.write(5, 0, dt.datetime(2016, 4, 1, 9, 5), MINUTE)
    sheet.write(5, 2, "Seen at clinic")
    sheet.row(3).hidden = True
    hidden = book.add_sheet("Old")
    hidden.visibility = 1
    hidden.write(0, 0, "Date")
    hidden.write(0, 1, "Event")
    hidden.write(1, 0, "5/5/16")
    hidden.write(1, 1, "On a hidden sheet")
    book.save(FOLDER / "visits.xls")


def far():
    """A sheet whose last cell is the last that a sheet can have."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Far")
    sheet.write(0, 0, "Date")
    sheet.write(65_535, 255, "far")
    book.save(FOLDER / "far.xls")


if __name__ == "__main__":
    visits()
    far()
