"""The rows of an Excel sheet that have text struck through, which calamine reads like any other text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from safeguard_model.chronology.opening.office_parts import beside, name_of, root_of
from safeguard_model.chronology.opening.workbook_parts import BOOK

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree import ElementTree as ET

    from safeguard_model.chronology.opening.archive import Package

__all__ = ["STRUCK", "StruckCells"]

STRUCK: Final = "text struck through"
_OFF: Final = {"0", "false"}
_MARK: Final = b"strike"


# A line through a text is a format of the whole cell, or of a part of its text. The first is in the styles, the second
# among the shared texts or in the cell itself. Most workbooks have neither, and their sheets are not parsed again.
class StruckCells:
    """What a workbook says about text struck through: the styles and the shared texts that have it."""

    def __init__(self, package: Package) -> None:
        self._styles = _struck_styles(_part(package, "styles"))
        self._texts = _struck_texts(_part(package, "sharedStrings"))

    def rows_of(self, xml: bytes) -> frozenset[int]:
        """Return the numbers of the rows of a sheet, from 1, in which a cell with content has text struck through."""
        if not (self._styles or self._texts or _MARK in xml):
            return frozenset()
        reader = _Reader(self._styles, self._texts)
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = reader.start
        parser.EndElementHandler = reader.end
        parser.CharacterDataHandler = reader.text
        try:
            parser.Parse(xml, True)
        except expat.ExpatError:
            return frozenset()
        return frozenset(reader.rows)


class _Reader:
    """A reader of a sheet's XML that collects the rows with text struck through."""

    def __init__(self, styles: frozenset[str], texts: frozenset[str]) -> None:
        self.rows: set[int] = set()
        self._styles, self._texts = styles, texts
        self._row = 0
        self._is_struck = self._is_shared = self._is_inside = False
        self._value = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "c":
            self._is_struck = attributes.get("s", "0") in self._styles
            self._is_shared = attributes.get("t") == "s"
        elif name == "row":
            number = attributes.get("r", "")
            self._row = int(number) if number.isdecimal() else self._row + 1
        elif name in {"v", "is"}:
            self._is_inside, self._value = True, ""
        elif name == "strike" and attributes.get("val") not in _OFF:
            self._is_struck = True

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name in {"v", "is"}:
            self._is_inside = False
            is_struck = self._is_struck or (self._is_shared and self._value.strip() in self._texts)
            if is_struck and self._value.strip():
                self.rows.add(self._row)

    def text(self, text: str) -> None:
        if self._is_inside:
            self._value += text


def _part(package: Package, kind: str) -> ET.Element | None:
    """Return the root of a part of the workbook, or None if it has no line through a text."""
    part = next((part for each, part in beside(package, BOOK).values() if each == kind), "")
    return root_of(package, part) if _MARK in package.parts.get(part, b"") else None


def _struck_styles(root: ET.Element | None) -> frozenset[str]:
    """Return the numbers of the styles of cells whose font has a line through the text."""
    fonts = [_is_struck(font) for font in _within(root, "fonts")]
    numbers = [style.get("fontId", "") for style in _within(root, "cellXfs")]
    struck = {str(number) for number, is_struck in enumerate(fonts) if is_struck}
    return frozenset(str(style) for style, font in enumerate(numbers) if font in struck)


def _struck_texts(root: ET.Element | None) -> frozenset[str]:
    """Return the numbers of the shared texts of which a part is struck through."""
    texts = (each for each in root if name_of(each) == "si") if root is not None else ()
    return frozenset(str(number) for number, text in enumerate(texts) if _is_struck(text))


def _within(root: ET.Element | None, name: str) -> Iterable[ET.Element]:
    return next((each for each in (root if root is not None else ()) if name_of(each) == name), ())


def _is_struck(element: ET.Element) -> bool:
    return any(name_of(each) == "strike" and each.get("val") not in _OFF for each in element.iter())
