"""The texts of the cells of an Excel workbook, with the address of each and whether a reader sees it.

The strings of most cells are stored together, apart from the sheets. A string that no cell uses any more is still in
the file: it is handed out too.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.hiding_places.xml_parts import XmlTexts

if TYPE_CHECKING:
    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["WorkbookTexts", "is_workbook_part"]

_SHEET: Final = re.compile(r"xl/(?:worksheets|chartsheets|dialogsheets|macrosheets)/[^/]+\.xml")
_STRINGS, _STYLES, _BOOK = "xl/sharedstrings.xml", "xl/styles.xml", "xl/workbook.xml"
_LINKS: Final = "xl/_rels/workbook.xml.rels"
_DAYS: Final = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}  # the built-in formats of dates and times
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_REFERENCE: Final = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_YES: Final = {"1", "true"}
_LEAST_DAY, _LAST_DAY = 1, 2_958_465  # 1 January 1900 and 31 December 9999
_CELL_MARKUP: Final = {"r", "s", "t", "cm", "vm", "ph"}
_SHEET_MARKUP: Final = {"name", "sheetId", "state", "id"}
_COLUMN_MARKUP: Final = {
    "min",
    "max",
    "width",
    "style",
    "hidden",
    "bestFit",
    "customWidth",
    "outlineLevel",
    "collapsed",
}
_ROW_MARKUP: Final = {
    *("r", "spans", "s", "customFormat", "ht", "hidden", "customHeight", "outlineLevel", "collapsed", "thickTop"),
    *("thickBot", "ph", "dyDescent", "x14ac:dyDescent"),
}


def is_workbook_part(name: str) -> bool:
    """Return whether a part of an archive is read by `WorkbookTexts`."""
    low = name.lower()
    return low in {_STRINGS, _STYLES, _BOOK, _LINKS} or bool(_SHEET.fullmatch(low))


class WorkbookTexts:
    """The reader of the parts of one workbook."""

    def __init__(self, found: TextCollector) -> None:
        self._found = found
        self._strings: list[str] = []
        self._used: set[int] = set()
        self._formats: list[str] = []
        self._sheets: dict[str, str] = {}
        """What each sheet is called in a place, by the id of its link in the workbook."""
        self._targets: dict[str, str] = {}
        """The id of each link of the workbook, by the name of the part that it leads to."""
        self._is_1904 = False

    def learn(self, name: str, label: str, data: bytes) -> bool:
        """Read a part that explains the cells, and return True; return False for a sheet, which is read afterwards."""
        low = name.lower()
        if low == _STRINGS:
            _StringTexts(self._found, label, self._strings).read(data)
        elif low == _STYLES:
            _StyleTexts(self._found, label, self._formats).read(data)
        elif low == _BOOK:
            book = _BookTexts(self._found, label)
            book.read(data)
            self._sheets, self._is_1904 = book.sheets, book.is_1904
        elif low == _LINKS:
            links = _LinkTexts(self._found, label)
            links.read(data)
            self._targets = links.targets
        else:
            return False
        return True

    def read_sheet(self, name: str, label: str, data: bytes) -> None:
        """Read a sheet."""
        where = self._sheets.get(self._targets.get(name.lower(), ""), f"{label} (in no list of sheets)")
        _SheetTexts(self._found, where, self).read(data)

    def give_unused(self) -> None:
        """Hand out the strings that no cell uses."""
        for number, text in enumerate(self._strings):
            if number not in self._used:
                self._found.text(f"shared strings, string {number + 1}, which no cell uses any more", text)

    def shared(self, index: str) -> str:
        """Return a shared string, and remember that a cell uses it."""
        number = int(index) if index.isascii() and index.isdecimal() and len(index) < 9 else -1
        if not 0 <= number < len(self._strings):
            return index
        self._used.add(number)
        return self._strings[number]

    def format_of(self, style: str) -> str:
        """Return how a style shows a number: "date", "nothing", or an empty text."""
        number = int(style) if style.isascii() and style.isdecimal() and len(style) < 7 else -1
        return self._formats[number] if 0 <= number < len(self._formats) else ""

    def day(self, number: str) -> str:
        """Return the day, in ISO form, that a number stands for, or an empty text."""
        try:
            days = int(float(number)) + (1462 if self._is_1904 else 0)
        except (ValueError, OverflowError):
            return ""
        if not _LEAST_DAY <= days <= _LAST_DAY:
            return ""
        # Excel counts a 29 February 1900, which there was not: the numbers before it are one day late.
        return (date(1899, 12, 31 if days < 60 else 30) + timedelta(days)).isoformat()


class _StringTexts(XmlTexts):
    """The reader of the shared strings."""

    def __init__(self, found: TextCollector, where: str, strings: list[str]) -> None:
        super().__init__(found, where, is_office=True)
        self._strings = strings
        self.ends["si"] = self._end_string

    def give_block(self, local: str, place: str, text: str) -> None:
        """Keep a string for the cells."""
        if local == "si":
            self._strings[-1] = text
        else:
            super().give_block(local, place, text)

    def _end_string(self) -> None:
        self._strings.append("")  # `give_block` fills it in next, if there is any text


class _StyleTexts(XmlTexts):
    """The reader of the styles, which say how numbers are shown."""

    def __init__(self, found: TextCollector, where: str, formats: list[str]) -> None:
        super().__init__(found, where, is_office=True)
        self._codes: dict[str, str] = {}
        self._formats = formats
        self._is_inside = False
        self.starts |= {"numFmt": self._code, "cellXfs": self._enter, "xf": self._style}
        self.ends["cellXfs"] = self._leave

    def _code(self, attributes: list[str]) -> bool:
        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        self._codes[given.get("numFmtId", "")] = given.get("formatCode", "")
        return False

    def _enter(self, _: list[str]) -> bool:
        self._is_inside = True
        return False

    def _leave(self) -> None:
        self._is_inside = False

    def _style(self, attributes: list[str]) -> bool:
        if self._is_inside:
            number = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("numFmtId", "")
            self._formats.append(_shown_by(number, self._codes.get(number, "")))
        return False


def _shown_by(number: str, code: str) -> str:
    if code:
        plain = _LITERAL.sub("", code).lower()
        if plain and not plain.strip("; "):
            return "nothing"
        return "date" if set(plain) & set("dmy") and "general" not in plain else ""
    return "date" if number.isascii() and number.isdecimal() and int(number[:4]) in _DAYS else ""


class _BookTexts(XmlTexts):
    """The reader of the list of sheets."""

    def __init__(self, found: TextCollector, where: str) -> None:
        super().__init__(found, where, is_office=True)
        self.sheets: dict[str, str] = {}
        self.is_1904 = False
        self.starts |= {"sheet": self._sheet, "workbookPr": self._properties}

    def _sheet(self, attributes: list[str]) -> bool:
        given = {key.rpartition(":")[2]: value for key, value in zip(attributes[::2], attributes[1::2], strict=True)}
        state = {"hidden": " (hidden)", "veryHidden": " (very hidden)"}.get(given.get("state", ""), "")
        number = len(self.sheets) + 1
        self.sheets[given.get("id", f"#{number}")] = f"sheet {number}{state}"
        self.found.text(f"name of sheet {number}{state}", given.get("name", ""))
        return _SHEET_MARKUP.issuperset(given)

    def _properties(self, attributes: list[str]) -> bool:
        self.is_1904 = dict(zip(attributes[::2], attributes[1::2], strict=True)).get("date1904") in _YES
        return False


class _LinkTexts(XmlTexts):
    """The reader of the links from the workbook to its parts."""

    def __init__(self, found: TextCollector, where: str) -> None:
        super().__init__(found, where, is_office=True)
        self.targets: dict[str, str] = {}
        self.starts["Relationship"] = self._link

    def _link(self, attributes: list[str]) -> bool:
        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        target = given.get("Target", "").lower()
        self.targets[target.removeprefix("/") if target.startswith("/") else f"xl/{target}"] = given.get("Id", "")
        return False


class _SheetTexts(XmlTexts):
    """The reader of the cells of one sheet, and by the general rule of everything else in its part."""

    def __init__(self, found: TextCollector, where: str, book: WorkbookTexts) -> None:
        super().__init__(found, where, is_office=True)
        self._book = book
        self._hidden_columns: list[tuple[int, int]] = []
        self._row = self._column = 0
        self._is_row_hidden = False
        self._address, self._kind, self._style = "", "", ""
        self._value: list[str] = []
        self._formula: list[str] = []
        self._is_in_cell = False
        self.starts |= {"col": self._start_columns, "row": self._start_row, "c": self._start_cell}
        self.ends |= {"c": self._end_cell}

    def _start_columns(self, attributes: list[str]) -> bool:
        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        if given.get("hidden") in _YES or _is_nil(given.get("width")):
            first, last = given.get("min", ""), given.get("max", "")
            if first.isdecimal() and last.isdecimal() and len(first) < 7 and len(last) < 7:
                self._hidden_columns.append((int(first), int(last)))
        return _COLUMN_MARKUP.issuperset(given)

    def _start_row(self, attributes: list[str]) -> bool:
        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        number = given.get("r", "")
        is_number = number.isascii() and number.isdecimal() and len(number) < 9
        self._row = int(number) if is_number else self._row + 1
        self._column = 0
        self._is_row_hidden = given.get("hidden") in _YES or _is_nil(given.get("ht"))
        return _ROW_MARKUP.issuperset(given)

    def _start_cell(self, attributes: list[str]) -> bool:
        given = dict(zip(attributes[::2], attributes[1::2], strict=True))
        found = _REFERENCE.fullmatch(given.get("r", ""))
        self._column = _number_of(found[1]) if found else self._column + 1
        self._address = found[0] if found else f"{_letters(self._column)}{self._row}"
        self._kind, self._style = given.get("t", "n"), given.get("s", "0")
        self._value, self._formula = [], []
        self.captures["v"], self.captures["f"] = self._value, self._formula
        return _CELL_MARKUP.issuperset(given)

    def _place(self) -> str:
        hidden: list[str] = []
        if self._is_row_hidden:
            hidden.append("row hidden or filtered out")
        if any(first <= self._column <= last for first, last in self._hidden_columns):
            hidden.append("column hidden")
        if self._book.format_of(self._style) == "nothing":
            hidden.append("format shows nothing")
        place = f"{self.where}, cell {self._address}"
        return f"{place} ({', '.join(hidden)})" if hidden else place

    def give_block(self, local: str, place: str, text: str) -> None:
        """Hand out the string of a cell that holds it itself."""
        self.found.text(self._place() if local == "is" else place, text)

    def _end_cell(self) -> None:
        self.captures.clear()
        if self._formula:
            self.found.text(f"{self._place()}, formula", "".join(self._formula))
        if not self._value:
            return
        value = "".join(self._value)
        place = self._place()
        if self._kind == "s":
            self.found.text(place, self._book.shared(value.strip()))
        elif self._kind == "n":
            self.found.text(place, _in_full(value))
            if self._book.format_of(self._style) == "date" and (day := self._book.day(value)):
                self.found.text(f"{place}, as a date", day)
        elif self._kind not in {"b", "e"}:
            self.found.text(place, value)


def _is_nil(size: str | None) -> bool:
    return size is not None and not size.strip("0.")


def _in_full(number: str) -> str:
    """Return a whole number without an exponent: an identifier may be written 9.43E+9."""
    if "E" in number.upper():
        try:
            value = float(number)
        except ValueError:
            return number
        if abs(value) < 1e15 and value.is_integer():
            return str(int(value))
    return number.removesuffix(".0")


def _number_of(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
