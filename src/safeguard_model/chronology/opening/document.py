"""The reader of the tables of a Word document, as if all tracked changes were accepted. Deleted rows are marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import attrs

from safeguard_model.chronology.opening.archive import Package, read_bytes, unpack
from safeguard_model.chronology.opening.document_parts import (
    PLACEHOLDER_TEXT,
    LayoutTables,
    blank_placeholders,
    chosen,
    has_text,
    text_boxes,
    value_of,
    within,
)
from safeguard_model.chronology.opening.office_parts import beside, name_of, root_of
from safeguard_model.chronology.opening.tables import (
    PLACEHOLDER,
    Row,
    Table,
    Tables,
    refusal,
    without_blank_end,
)
from safeguard_model.errors import counted

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator
    from xml.etree import ElementTree as ET

__all__ = ["read_document"]

_MOST_CELLS: Final = 4_000_000
_PICTURE: Final = re.compile(rb"<(?:\w+:)?(?:pic|imagedata)[\s>]")
_FALLBACK: Final = re.compile(rb"<mc:Fallback.*?</mc:Fallback>", re.DOTALL)
_WIDEST: Final = 1_000  # how many columns one cell may span; tables made in Word have at most 63 columns
_COMMENT: Final = re.compile(rb"<(?:\w+:)?comment[\s>]")
_FOOTNOTE: Final = re.compile(rb"<(?:\w+:)?(?:footnote|endnote)Reference[\s/>]")
_UNREAD: Final = {"pPr", "sdtPr", "sdtEndPr", "drawing", "pict", "object", "instrText", "delInstrText", "rt", "rubyPr"}
_PLAIN: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_OFF: Final = {"0", "false", "off"}
# The characters that symbol fonts draw in place of letters: boxes, ticks and crosses.
_SIGNS: Final = {
    "wingdings": {0x6F: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"},
}
_FORMATS: Final = {"strike": "text struck through", "dstrike": "text struck through", "vanish": "hidden text"}


def read_document(path: str | os.PathLike[str], are_headings: Callable[[Row], bool] | None = None) -> Tables:
    """Return the tables of a document, and those in its text boxes. A table inside a cell becomes text of that cell.

    A table that only holds another one in its place on the page is left out, and the inner table is read.
    `are_headings` says whether a row is headings, and helps to find such tables.

    Raises InvalidFile if the document cannot be read.
    """
    package = unpack(read_bytes(path), "docx")
    main = next((part for kind, part in beside(package, "").values() if kind == "officeDocument"), "")
    root = root_of(package, main)
    body = next((each for each in root if name_of(each) == "body"), None) if root is not None else None
    tables = _DAMAGED if body is None else _read(package, main, body, are_headings)
    if isinstance(tables, Tables):
        return tables
    raise refusal("content", tables)


_DAMAGED: Final = "the document is damaged: open it and save a copy"


def _read(package: Package, main: str, body: ET.Element, are_headings: Callable[[Row], bool] | None) -> Tables | str:
    """Return the tables, or the reason why they cannot be read."""
    try:
        blank_placeholders(package, main, body)
        budget = _Budget()
        layout = LayoutTables(lambda element: [*_rows(element, budget)], are_headings)
        found = layout.tables_in(within(body, {"tbl"}))
        boxes = [*text_boxes(body)]
        in_boxes = layout.tables_in(each for box in boxes for each in within(box, {"tbl"}))
        tables = [
            Table(f"table {number}", without_blank_end(rows), ("in a text box",) if number > len(found) else ())
            for number, rows in enumerate([*found, *in_boxes], start=1)
        ]
        return Tables(tuple(tables), tuple(_remarks(package, main, body, boxes, layout.paragraphs)))
    except RecursionError:
        rule = "the document is nested deeper than can be read: open it and save a copy"
    except _TooMany:
        rule = "the tables have too many cells or columns: split the document"
    return rule


class _TooMany(Exception):
    """The error for tables that are too large to read."""


class _Budget:
    """The limit on the size of the tables, so that a small file cannot expand into endless cells."""

    def __init__(self) -> None:
        self._left = _MOST_CELLS

    def spend(self, cells: int) -> None:
        self._left -= cells
        if self._left < 0:
            raise _TooMany


def _properties(element: ET.Element, kind: str) -> dict[str, ET.Element]:
    """Return the properties of a row or a cell, by name; `kind` is the name of the element that holds them."""
    named: dict[str, ET.Element] = {}
    for part in element:
        if name_of(part) == kind:
            named.update((name_of(each), each) for each in part)
    return named


def _rows(table: ET.Element, budget: _Budget) -> Iterator[Row]:
    above: dict[int, str] = {}
    for number, row in enumerate(within(table, {"tr"}), start=1):
        about = _properties(row, "trPr")
        deleted = "del" in about
        text = _Text(keep_deleted=deleted)
        cells = [""] * _number(about.get("gridBefore"), 0)
        places: dict[int, str] = {}
        spent, is_merged = 0, False
        for cell in within(row, {"tc"}):
            given = _properties(cell, "tcPr")
            words = text.of_cell(cell)
            if "vMerge" in given and value_of(given["vMerge"]) != "restart" and not words and len(cells) in above:
                words, is_merged = above[len(cells)], True
            places[len(cells)] = words
            cells.append(words)
            cells.extend([""] * (_number(given.get("gridSpan"), 1) - 1))
            budget.spend(len(cells) - spent)
            spent = len(cells)
        cells.extend([""] * _number(about.get("gridAfter"), 0))
        budget.spend(1 + len(cells) - spent)
        above = places
        marks = ["merged with the row above"] if is_merged else []
        marks += ["row deleted by a tracked change"] if deleted else []
        marks += ["row inserted by a tracked change"] if "ins" in about else []
        yield Row(number, tuple(cells), (*marks, *(() if deleted or "ins" in about else text.marks())), deleted)


@attrs.define
class _Text:
    """A reader of the text of the cells in one row, which also collects what was odd."""

    keep_deleted: bool
    """Whether deleted text is kept, as in a deleted row."""
    insertions: int = 0
    """The number of tracked insertions in the text of the row, and of texts moved to it."""
    deletions: int = 0
    """The number of tracked deletions in the text of the row, and of texts moved away from it."""
    odd: dict[str, None] = attrs.field(factory=dict)
    """What was odd, in words; a dictionary keeps the words in order and each only once."""

    def of_cell(self, cell: ET.Element) -> str:
        """Return the text of a cell, with a line for each paragraph and for each row of a table inside the cell."""
        lines: list[str] = []
        for block in within(cell, {"p", "tbl"}):
            if name_of(block) == "p":
                lines.append("".join(self._of(block)))
            else:
                self.odd["a table within a cell"] = None
                rows = within(block, {"tr"})
                lines.extend("\t".join(self.of_cell(inner) for inner in within(row, {"tc"})) for row in rows)
        return "\n".join(lines)

    def _of(self, element: Iterable[ET.Element]) -> Iterator[str]:
        for child in element:
            name = name_of(child)
            if name == "t" or (name == "delText" and self.keep_deleted):
                yield child.text or ""
            elif name == "rPr":
                self._look_at(child)
            elif name in _PLAIN:
                yield _PLAIN[name]
            elif name in {"del", "moveFrom"}:
                self.deletions += 1
                if self.keep_deleted:
                    yield from self._of(child)
            elif name == "sym":
                yield _sign(child)
            elif name == "fldChar":
                yield _tick(child)
            elif name == "AlternateContent":
                yield from self._of(chosen(child))
            elif name == PLACEHOLDER_TEXT:
                self.odd[PLACEHOLDER] = None
            elif name not in _UNREAD:
                self.insertions += name in {"ins", "moveTo"}
                yield from self._of(child)

    def _look_at(self, formatting: ET.Element) -> None:
        for each in formatting:
            words = _FORMATS.get(name_of(each))
            if words and value_of(each) not in _OFF:
                self.odd[words] = None

    def marks(self) -> Iterator[str]:
        """Yield what was odd about the text, in words that contain nothing from the text."""
        kept = f"{counted(self.insertions, 'insertion')} kept" if self.insertions else ""
        left = f"{counted(self.deletions, 'deletion')} {'kept' if self.keep_deleted else 'left out'}"
        left = left if self.deletions else ""
        if kept or left:
            yield f"tracked changes: {', '.join(filter(None, (kept, left)))}"
        yield from self.odd


def _number(element: ET.Element | None, least: int) -> int:
    """Return a number of columns: at least `least`, at most `_WIDEST`, and `least` if there is no number."""
    text = "" if element is None else value_of(element)
    return min(max(int(text), least), _WIDEST) if text.isascii() and text.isdecimal() and len(text) < 10 else least


def _sign(element: ET.Element) -> str:
    """Return a box, tick or cross if the symbol shows one, else the character with its code; ``□`` if there is none."""
    text = value_of(element, "char")
    if not re.fullmatch("[0-9A-Fa-f]{1,4}", text):
        return "□"
    code = int(text, 16)
    signs = _SIGNS.get(value_of(element, "font").lower(), {})
    sign = signs.get(code - 0xF000 if 0xF000 <= code <= 0xF0FF else code)
    return sign or ("□" if code < 0x20 or 0xD800 <= code <= 0xDFFF else chr(code))


def _tick(field: ET.Element) -> str:
    """Return a box, ticked or not, for a tick box of a form, and an empty text for any other field."""
    for box in field.iter():
        if name_of(box) == "checkBox":
            states = {name_of(each): value_of(each) not in _OFF for each in box}
            return "☒" if states.get("checked", states.get("default", False)) else "☐"
    return ""


def _remarks(package: Package, main: str, body: ET.Element, boxes: list[ET.Element], paragraphs: int) -> Iterator[str]:
    """Yield notes on the content of the document that is not read, such as text outside tables."""
    texts = paragraphs + sum(map(has_text, within(body, {"p"})))
    if texts:
        yield f"{counted(texts, 'paragraph')} outside tables, not read"
    near = list(beside(package, main).values())
    data = package.parts[main]
    comments = sum(len(_COMMENT.findall(package.parts.get(part, b""))) for kind, part in near if kind == "comments")
    unread_boxes = sum(any(has_text(each) for each in within(box, {"p"})) for box in boxes)
    embedded = sum(kind in {"aFChunk", "oleObject", "package"} for kind, _ in near)
    for number, noun in (
        (comments, "comment"),
        (len(_FOOTNOTE.findall(data)), "footnote"),
        (unread_boxes, "text box"),
        (embedded, "embedded document"),
        (len(_PICTURE.findall(_FALLBACK.sub(b"", data))), "image"),
    ):
        if number:
            yield f"{counted(number, noun)} not read"
    if any(kind in {"header", "footer"} and has_text(root_of(package, part)) for kind, part in near):
        yield "headers and footers not read"
