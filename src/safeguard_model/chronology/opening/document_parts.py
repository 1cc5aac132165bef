"""The parts of the XML of a Word document: what is in wrappers, tables for layout, text boxes, and placeholders."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Final

from safeguard_model.chronology.opening.office_parts import beside, name_of, root_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from xml.etree import ElementTree as ET

    from safeguard_model.chronology.opening.archive import Package
    from safeguard_model.chronology.opening.tables import Row

__all__ = [
    "PLACEHOLDER_TEXT",
    "LayoutTables",
    "blank_placeholders",
    "chosen",
    "has_text",
    "text_boxes",
    "value_of",
    "within",
]

PLACEHOLDER_TEXT: Final = "placeholderText"
"""The name that `blank_placeholders` gives to the element of a text that is only a placeholder."""

_WRAPPERS: Final = {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "Choice"}
_OFF: Final = {"0", "false", "off"}
_HIGHEST: Final = 60
_PLACEHOLDER: Final = re.compile(
    r"[\W_]*(?:(?:please )?(?:click|tap|enter|choose|select|type|insert|add|write|record|describe|complete|provide"
    r"|state|list|give|pick)\b.*|[dmyhs/.: -]+|(?:\w+ ){0,3}(?:here|text|item)\.?|date)[\W_]*",
    re.IGNORECASE | re.DOTALL,
)


def within(element: Iterable[ET.Element], names: set[str]) -> Iterator[ET.Element]:
    """Yield the children of an element that have one of these names.

    Children in wrappers, such as content controls and tracked insertions, are included.
    """
    for child in element:
        name = name_of(child)
        if name in names:
            yield child
        elif name in _WRAPPERS:
            yield from within(child, names)
        elif name == "AlternateContent":
            yield from within(chosen(child), names)


def chosen(alternatives: ET.Element) -> Iterable[ET.Element]:
    """Return the first of several alternatives for the same content; nothing if there is none."""
    return next(iter(alternatives), ())


def value_of(element: ET.Element, name: str = "val") -> str:
    """Return the value of an attribute in any namespace, or an empty text if there is no such attribute."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


class LayoutTables:
    """A reader of tables that finds the real tables inside those that only place them on the page."""

    def __init__(self, rows_of: Callable[[ET.Element], list[Row]], are_headings: Callable[[Row], bool] | None) -> None:
        self._rows_of = rows_of
        self._are_headings = are_headings
        self.paragraphs = 0
        """The number of paragraphs with text beside the inner tables."""

    # A table with one column whose cell holds a table with several is a frame: as a chronology it would have no column
    # for the date. A wider table is a frame only if the inner table has the headings of a chronology and it has none
    # itself. A row of a frame without an inner table is a row of a table of its own, so that its text is not lost.
    def tables_in(self, tables: Iterable[ET.Element]) -> list[list[Row]]:
        """Return the rows of each table, with the inner tables in place of the rows that hold them."""
        found: list[list[Row]] = []
        for table in tables:
            if self._is_frame(table):
                found += self._inside(table)
            else:
                found.append(self._rows_of(table))
        return found

    def _is_frame(self, table: ET.Element) -> bool:
        rows = [[*within(row, {"tc"})] for row in within(table, {"tr"})]
        cells = chain.from_iterable(rows)
        inner = [each for cell in cells for each in within(cell, {"tbl"})]
        if not inner:
            return False
        if all(len(row) <= 1 for row in rows):
            return any(map(self._has_columns, inner))
        return not self._has_headings(table) and any(map(self._has_headings, inner))

    def _has_columns(self, table: ET.Element) -> bool:
        """Return whether a table has several columns, or is a frame of another table that has."""
        return self._is_frame(table) or any(len([*within(row, {"tc"})]) > 1 for row in within(table, {"tr"}))

    def _has_headings(self, table: ET.Element) -> bool:
        return self._are_headings is not None and any(map(self._are_headings, self._rows_of(table)[:_HIGHEST]))

    def _inside(self, table: ET.Element) -> list[list[Row]]:
        found: list[list[Row]] = []
        plain: list[Row] = []
        for row, element in zip(self._rows_of(table), within(table, {"tr"}), strict=True):
            blocks = [each for cell in within(element, {"tc"}) for each in within(cell, {"p", "tbl"})]
            inner = [each for each in blocks if name_of(each) == "tbl"]
            if inner:
                self.paragraphs += sum(has_text(each) for each in blocks if name_of(each) == "p")
                found += [plain] if plain else []
                found += self.tables_in(inner)
                plain = []
            elif any(has_text(each) for each in blocks):
                plain.append(row)
        return found + ([plain] if plain else [])


def text_boxes(body: Iterable[ET.Element]) -> Iterator[ET.Element]:
    """Yield the content of each text box: of several alternatives for the same box only the first."""
    for child in body:
        name = name_of(child)
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            for each in chosen(child):
                yield from text_boxes([each])
        yield from () if name == "AlternateContent" else text_boxes(child)


# Word marks a form field that nobody has filled in. Some programs fill in a field and leave the mark in place: what
# does not read like a placeholder, and is not the text that the document itself has as the placeholder, is therefore
# kept.
def blank_placeholders(package: Package, main: str, body: ET.Element) -> None:
    """Rename the texts of form fields that show only a placeholder, so that they are not read as text."""
    fields = [each for each in body.iter() if name_of(each) == "sdt"]
    own: dict[str, str] | None = None
    for field in fields:
        properties = next((each for each in field if name_of(each) == "sdtPr"), ())
        named = {name_of(each): each for each in properties}
        shows = named.get("showingPlcHdr")
        if shows is None or value_of(shows) in _OFF:
            continue
        content = next((part for part in field if name_of(part) == "sdtContent"), field)
        texts = [each for each in content.iter() if name_of(each) == "t"]
        words = "".join(each.text or "" for each in texts).strip()
        if own is None:
            own = _own_placeholders(package, main)
        name = next((value_of(each) for each in named.get("placeholder", ()) if name_of(each) == "docPart"), "")
        if words and (own.get(name) == words or _PLACEHOLDER.fullmatch(words)):
            for each in texts:
                each.tag, each.text = PLACEHOLDER_TEXT, None


def _own_placeholders(package: Package, main: str) -> dict[str, str]:
    """Return the texts that the document has as placeholders, by their names."""
    part = next((part for kind, part in beside(package, main).values() if kind == "glossaryDocument"), "")
    root = root_of(package, part)
    placeholders: dict[str, str] = {}
    for each in root.iter() if root is not None else ():
        if name_of(each) == "docPart":
            name = next((value_of(inner) for inner in each.iter() if name_of(inner) == "name"), "")
            texts = (inner.text or "" for inner in each.iter() if name_of(inner) == "t")
            placeholders[name] = "".join(texts).strip()
    return placeholders


def has_text(element: ET.Element | None) -> bool:
    """Return whether an element holds any text, apart from that in text boxes."""
    if element is None or name_of(element) == "txbxContent":
        return False
    is_text = name_of(element) == "t" and bool((element.text or "").strip())
    return is_text or any(map(has_text, element))
