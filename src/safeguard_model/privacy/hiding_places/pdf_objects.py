"""The strings of the objects of a PDF. Every object is read, also one that no page uses any more."""

from __future__ import annotations

import re
from operator import getitem
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, TypeVar

from safeguard_model.privacy.hiding_places.decoding import decoded_text, is_text, readable_strings

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["ObjectTexts", "attempt"]

R = TypeVar("R")

_KEYS: Final = {
    "/Contents": "note",
    "/RC": "formatted note",
    "/T": "name of a field, or author of a note",
    "/TU": "displayed name of a field",
    "/TM": "name of a field",
    "/V": "value of a field",
    "/DV": "usual value of a field",
    "/Opt": "choices of a field",
    "/Title": "title",
    "/Author": "author",
    "/Subject": "subject",
    "/Subj": "subject",
    "/Keywords": "keywords",
    "/Creator": "creator",
    "/Producer": "producer",
    "/CreationDate": "date",
    "/ModDate": "date",
    "/M": "date",
    "/URI": "link",
    "/F": "file name",
    "/UF": "file name",
    "/Desc": "description",
    "/Alt": "alternative text",
    "/ActualText": "replacement text",
    "/E": "written in full",
    "/JS": "script",
    "/Name": "name",
    "/Names": "name",
    "/Nums": "label",
    "/P": "label",
    "/Reason": "reason of a signature",
    "/Location": "place of a signature",
    "/ContactInfo": "contact of a signature",
    "/Lang": "language",
    "/DA": "appearance",
}
"""What the strings of a dictionary are, by their key."""
_NO_TEXT: Final = {"/ID", "/Registry", "/Ordering", "/Panose", "/Lookup", "/O", "/U", "/OE", "/UE", "/Perms"}
_CHOSEN: Final = {"/V", "/AS", "/DV"}
"""The keys of which a value may be a name object that a person typed."""
_PROPERTIES: Final = {
    *("/Title", "/Author", "/Subject", "/Keywords", "/Creator", "/Producer"),
    "/CreationDate",
    "/ModDate",
}
_PROPERTIES_MORE: Final = {"/Trapped", "/Type"}
_TEXT_STREAMS: Final = {"/JS", "/RC", "/V", "/DV", "/XFA"}
_DRAWN: Final = {
    "/Contents",
    "/FontFile",
    "/FontFile2",
    "/FontFile3",
    "/ToUnicode",
    "/CIDToGIDMap",
    "/CIDSet",
    "/SMask",
}
_TECHNICAL: Final = {"/ObjStm", "/XRef", "/Pattern", "/Halftone", "/CMap"}
_TECHNICAL_KEYS: Final = ("/FunctionType", "/ShadingType", "/PatternType", "/Alternate", "/CMapName", "/N")
_MARKED: Final = re.compile(rb"/(?:ActualText|Alt|E)\s*[(<]")
_MOST_OBJECTS: Final = 500_000


# pypdf raises errors of many kinds for damaged files, and a value of the file may be in their message. What failed is
# noted as not looked at, and the error is dropped.
def attempt(function: Callable[..., R], *arguments: Any) -> R | None:
    """Return what a function of pypdf returns, or None if it fails."""
    try:
        return function(*arguments)
    except Exception:  # noqa: BLE001 - see above
        return None


class ObjectTexts:
    """The reader of the objects of one revision of a PDF."""

    def __init__(self, found: TextCollector, reader: Any) -> None:
        self._found = found
        self._reader = reader
        self._places: dict[int, str] = {}
        """The page of each note, picture and page, by the number of its object."""
        self._uses: dict[int, str] = {}
        """The key under which another object points to a stream, by the number of the stream."""
        self._embedded: dict[int, str] = {}
        """The file name of each embedded file, by the number of its stream."""
        self._shown = ""
        self.number_read = 0

    def place_page(self, page: Any, where: str) -> None:
        """Remember which objects belong to a page."""
        self._note(getattr(page, "indirect_reference", None), where)
        for key in ("/Annots", "/Contents"):
            for each in self._items(attempt(page.get, key)):
                self._note(each, where)
        resources = attempt(lambda: page["/Resources"]["/XObject"])
        for each in resources.values() if isinstance(resources, dict) else ():
            self._note(each, where)

    def _items(self, value: Any) -> list[Any]:
        value = attempt(value.get_object) if hasattr(value, "idnum") else value
        return [*value] if isinstance(value, list) else []

    def _note(self, reference: Any, where: str) -> None:
        number = getattr(reference, "idnum", None)
        if isinstance(number, int):
            self._places.setdefault(number, where)

    def read(self, shown: str) -> None:
        """Read all objects. `shown` is the text of all pages: what a page has drawn is not taken once more."""
        self._shown = shown
        trailer = attempt(lambda: self._reader.trailer)
        information = attempt(lambda: trailer.raw_get("/Info")) if trailer is not None else None
        self._note(information, "document information")
        if isinstance(information, dict):
            self.strings(information, "document information")
        streams: list[tuple[int, Any]] = []
        numbers = self._numbers()
        if len(numbers) > _MOST_OBJECTS:
            self._found.skip("objects", "more objects than the limit")
        for number, generation in numbers[:_MOST_OBJECTS]:
            thing = attempt(self._object, number, generation)
            if thing is None:
                continue
            self.number_read += 1
            self.strings(thing, self._places.get(number, f"object {number}"))
            if hasattr(thing, "get_data"):
                streams.append((number, thing))
            elif isinstance(thing, dict) and thing.get("/Type") == "/Page" and number not in self._places:
                self._read_lost_page(number, thing)
        for number, stream in streams:
            self._read_stream(number, stream)

    def _numbers(self) -> list[tuple[int, int]]:
        numbers: dict[int, int] = {}
        tables = attempt(lambda: dict(self._reader.xref)) or {}
        for generation, table in tables.items():
            numbers.update((number, generation) for number in table if isinstance(number, int))
        packed = attempt(lambda: dict(self._reader.xref_objStm)) or {}
        numbers.update((number, 0) for number in packed if isinstance(number, int))
        return sorted(numbers.items())

    def _object(self, number: int, generation: int) -> Any:
        from pypdf.generic import IndirectObject  # type: ignore[import-not-found, unused-ignore]

        return self._reader.get_object(IndirectObject(number, generation, self._reader))

    def strings(self, thing: Any, where: str) -> None:
        """Take every string inside an object. Objects that it points to are read on their own."""
        waiting: list[tuple[str, Any]] = [("", thing)]
        while waiting:
            key, each = waiting.pop()
            if hasattr(each, "idnum"):
                if key in _TEXT_STREAMS or key in _DRAWN:
                    self._uses.setdefault(each.idnum, key)
            elif isinstance(each, dict):
                self._learn(each, key, where)
                waiting.extend((f"{inner}", value) for inner, value in reversed([*each.items()]))
            elif isinstance(each, list):
                waiting.extend((key, value) for value in reversed(each))
            elif key in _NO_TEXT:
                continue
            elif isinstance(each, bytes):
                self._take(key, where, decoded_text(each) if is_text(each) else readable_strings(each))
            elif isinstance(each, str) and (not each.startswith("/") or not hasattr(each, "renumber_table")):
                self._take(key, where, f"{each}")
            elif isinstance(each, str) and key in _CHOSEN:
                self._take(key, where, each.removeprefix("/"))

    def marked(self, stream: Any, content: bytes, where: str) -> None:
        """Take the strings that stand in place of what is drawn, such as the alternative text of a picture."""
        if _MARKED.search(content):
            from pypdf.generic import ContentStream  # type: ignore[import-not-found, unused-ignore]

            drawing: Any = attempt(ContentStream, stream, self._reader)
            operations: Any = attempt(_operations, drawing)
            for operands, operator in operations or ():
                if operator in {b"BDC", b"DP"}:
                    self.strings(operands, where)

    def _take(self, key: str, where: str, text: str) -> None:
        self._found.text(f"{where}, {_KEYS.get(key, 'text')}", text)

    def _learn(self, thing: dict[Any, Any], key: str, where: str) -> None:
        """Remember embedded files, and take the keys that a person chose: of properties, and of the states of a box."""
        files = attempt(thing.get, "/EF")
        if isinstance(files, dict):
            name = f"{attempt(getitem, thing, '/UF') or attempt(getitem, thing, '/F') or ''}"
            for each in files.values():
                if hasattr(each, "idnum"):
                    self._embedded[each.idnum] = name
        if (where == "document information" and not key) or key in {"/N", "/PieceInfo"}:
            for own in thing.keys() - _PROPERTIES - _PROPERTIES_MORE:
                self._found.text(f"{where}, name of an entry", f"{own}".removeprefix("/"))

    def _read_lost_page(self, number: int, thing: Any) -> None:
        """Read a page that is in the file but no longer in the document."""
        from pypdf import PageObject  # type: ignore[import-not-found, unused-ignore]

        page: Any = attempt(PageObject, self._reader, getattr(thing, "indirect_reference", None))
        where = f"object {number}, a page that is not shown"
        if page is None or attempt(_filled, page, thing) is None:
            self._found.skip(where, "damaged: could not be read")
            return
        text = attempt(page.extract_text)
        self._found.text(where, text if isinstance(text, str) else "")
        self.place_page(page, where)

    def _read_stream(self, number: int, stream: Any) -> None:
        found = self._found
        where = self._places.get(number, f"object {number}")
        use, kind, form = self._uses.get(number, ""), stream.get("/Type"), stream.get("/Subtype")
        if form == "/Image":
            self._read_image(where, stream)
            return
        if use in _DRAWN or kind in _TECHNICAL or where.endswith("a page that is not shown"):
            return
        if form != "/Form" and number not in self._embedded and any(key in stream for key in _TECHNICAL_KEYS):
            return
        if number in self._places and form is None and use != "/V":
            return  # the contents of a page, which the text of the page holds
        data = attempt(lambda: bytes(stream.get_data()))
        if data is None:
            found.skip(where, "damaged, encrypted or larger than the limit")
        elif form == "/Form":
            self._read_form(where, stream)
            self.marked(stream, data, f"{where}, a drawing")
        elif not found.afford(where, len(data)):
            return
        elif kind == "/Metadata" or form == "/XML":
            found.file(f"{where}, XMP", "metadata.xml", data)
        elif number in self._embedded or kind == "/EmbeddedFile":
            ending = PurePath(self._embedded.get(number, "")).suffix
            found.file(f"{where}, embedded file", f"file{ending}", data)
        elif use == "/XFA":
            found.file(f"{where}, form", "form.xml", data)
        elif use in _TEXT_STREAMS:
            self._take(use, where, decoded_text(data))
        elif data.strip():
            found.skip(where, "data of unknown use")
            text = decoded_text(data) if is_text(data) else readable_strings(data)
            found.text(f"{where}, data of unknown use", text)

    def _read_form(self, where: str, stream: Any) -> None:
        """Read a drawing that is no page, such as the picture of a note, if no page shows its text."""
        pages = attempt(lambda: self._reader.pages)
        page = attempt(lambda: pages[0]) if pages is not None else None
        if page is None:
            return
        text = attempt(page.extract_xform_text, stream)
        if isinstance(text, str) and text.strip() not in self._shown:
            self._found.text(f"{where}, a drawing", text)

    def _read_image(self, where: str, stream: Any) -> None:
        """Note a picture, and read what a JPEG holds beside it."""
        filters = attempt(stream.get, "/Filter")
        raw = getattr(stream, "_data", b"")
        if f"{filters}" in {"/DCTDecode", "['/DCTDecode']"} and isinstance(raw, bytes) and raw[:3] == b"\xff\xd8\xff":
            self._found.file(f"{where}, picture", "picture.jpg", raw)
        else:
            self._found.skip(where, "an image")


def _operations(drawing: Any) -> list[Any]:
    return list(drawing.operations)


def _filled(page: Any, entries: Any) -> Any:
    page.update(entries)
    return page
