"""The texts of XML: every text, every attribute, every comment, with the text of a paragraph joined.

This is the general rule that leaves no hiding place, in whatever part or element an office program may put a text. What
is known of Word, Excel and PowerPoint only joins the pieces of a paragraph and gives better words for the place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple
from xml.parsers import expat

from safeguard_model.privacy.hiding_places.decoding import decoded_text
from safeguard_model.privacy.hiding_places.plain_parts import read_lines, read_text
from safeguard_model.privacy.hiding_places.xml_words import (
    ATTRIBUTES,
    CONTAINERS,
    ELEMENTS,
    FONTS,
    HEX_ATTRIBUTES,
    MARKUP_VALUE,
    SVG_WORDS,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["XmlTexts", "read_xml"]

_DELETED, _INSERTED, _HIDDEN = 1, 2, 4
_PIECES: Final = {"t", "delText", "tspan"}
_PLAIN: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BREAKS: Final = {"s": " ", "tab": "\t", "line-break": "\n", "br": "\n"}  # of OpenDocument and XHTML
_BLOCKS: Final = {"p": "paragraph", "si": "string", "is": "string", "text": "text"}
_CODES: Final = {"instrText", "delInstrText"}
_OFF: Final = {"0", "false", "off"}
_MEASURES: Final = {"posOffset", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset"}
_HEX: Final = re.compile("#?[0-9A-Fa-f]{1,8}")
_NUMBER: Final = re.compile(r"-?\d{1,9}(?:\.\d{1,6})?")
_STYLES: Final = re.compile(r"(?i)/(?:styles\w*|theme\d*|numbering|fontTable|webSettings|tableStyles)\.xml")
_TAG: Final = re.compile("<[^<>]*>")
_HIGHEST: Final = 4
_LONGEST_JOINED: Final = 20_000


class _Refused(Exception):
    """The error for XML that declares entities."""


class _Block(NamedTuple):
    """A paragraph, or another element of which the pieces of text belong together, while it is read."""

    where: str
    pieces: list[tuple[str, int]]
    codes: list[str]


class _Mixed:
    """The text of an element outside blocks, while it is read: its own, and all with that of elements inside it."""

    __slots__ = ("every", "height", "own")

    def __init__(self, *texts: str) -> None:
        self.own = [*texts]
        self.every = [*texts]
        self.height = 0


def read_xml(found: TextCollector, data: bytes, where: str = "", *, is_office: bool = False) -> None:
    """Read XML. If it cannot be read as XML, its raw text is taken, with and without the marks of elements."""
    XmlTexts(found, where, is_office=is_office).read(data)


# `expat` calls back for each start of an element, each end and each text. Texts inside a `w:t` are pieces of the
# innermost open block, and the block is handed out when it ends: so a name that is split over runs is whole, and a text
# box inside a paragraph does not come between the pieces of that paragraph. Every other text is handed out by itself
# when its element ends. Elements may be nested as deep as they like: nothing here calls itself.
class XmlTexts:
    """The reader of one XML part. A subclass adds elements to `starts`, `ends` and `captures`."""

    def __init__(self, found: TextCollector, where: str, *, is_office: bool) -> None:
        self.found = found
        self.where = where
        self.is_office = is_office
        self.starts: dict[str, Callable[[list[str]], bool]] = {}
        """What is called at the start of an element, with its attributes; it returns whether it took them all."""
        self.ends: dict[str, Callable[[], None]] = {}
        """What is called at the end of an element."""
        self.captures: dict[str, list[str]] = {}
        """The lists to which the texts of an element go, instead of being handed out."""
        self._is_style = bool(_STYLES.search(where))
        self._stack: list[str] = []
        self._mixed: list[_Mixed | None] = []
        self._blocks: list[_Block] = []
        self._names: dict[str, str] = {}
        self._seen: set[tuple[str, str]] = set()
        self._counts: dict[str, int] = {}
        self._container = ""
        self._deleted = self._inserted = self._boxes = self._alternates = self._fallbacks = 0
        self._is_hidden = False
        self._of_choice: set[str] = set()
        self._parser = expat.ParserCreate()

    def read(self, data: bytes) -> None:
        """Read the part."""
        kept = self.found.mark()
        parser = self._parser
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = lambda text: self.found.text(self._at("a comment in the XML"), text)
        parser.ProcessingInstructionHandler = lambda target, text: self.found.text(
            self._at("an instruction in the XML"), f"{target} {text}"
        )
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, _Refused, ValueError, LookupError):
            # ValueError and LookupError: an encoding that Python does not know.
            self.found.undo(kept)
            self._raw(data)
        else:
            self._give_names()

    def _raw(self, data: bytes) -> None:
        where = self.where or "the file"
        self.found.skip(where, "could not be read as XML")
        text = decoded_text(data)
        read_lines(self.found, text, f"{where}, as text")
        bare = _TAG.sub("", text)
        if bare != text:
            read_lines(self.found, bare, f"{where}, as text without marks")

    def _doctype(self, _name: str, system: str | None, public: str | None, has_declarations: int) -> None:
        # A declaration of entities can make a small file grow without end. A mere address is not fetched.
        if has_declarations:
            raise _Refused
        self.found.text(self._at("the document type"), f"{public or ''} {system or ''}")

    def _at(self, what: str) -> str:
        """Return the place of something: after the words for the part, or with the line if there are none."""
        where = f"{self.where}, {self._container}" if self._container else self.where
        if self.is_office:
            return f"{where}, {what}" if what else where
        line = f"line {self._parser.CurrentLineNumber}"
        return ", ".join(filter(None, (where, line, what)))

    def _start(self, name: str, attributes: list[str]) -> None:
        local = self._names.get(name)
        if local is None:
            local = self._names[name] = name.rpartition(":")[2]
        self._stack.append(local)
        self._mixed.append(None)
        start = self.starts.get(local)
        if start is not None and start(attributes):
            return
        if local in _BLOCKS:
            self._open_block(local)
        elif local == "r":
            self._is_hidden = False
        elif local == "rPh" or local in _CODES:
            pass
        elif local in _PLAIN and self._blocks:
            self._blocks[-1].pieces.append((_PLAIN[local], self._flags()))
        elif local in _BREAKS and len(self._mixed) > 1 and (outer := self._mixed[-2]) is not None:
            outer.every.append(_BREAKS[local])
        elif local in _ACTIONS:
            self._act(local, attributes)
        if attributes:
            self._attributes(attributes)

    def _act(self, local: str, attributes: list[str]) -> None:
        if local in CONTAINERS:
            number = self._counts[local] = self._counts.get(local, 0) + 1
            self._container = f"{CONTAINERS[local]} {number}"
        elif local in {"del", "moveFrom"}:
            self._deleted += 1
        elif local in {"ins", "moveTo"}:
            self._inserted += 1
        elif local == "vanish":
            self._is_hidden = "r" in self._stack[-3:] and not _OFF.intersection(attributes[1::2])
        elif local == "txbxContent":
            self._boxes += 1
        elif local == "AlternateContent":
            self._alternates += 1
            self._of_choice = set()
        else:
            self._fallbacks += 1

    def _end(self, _name: str) -> None:
        local = self._stack.pop()
        mixed = self._mixed.pop()
        if mixed is not None:
            self._close_mixed(local, mixed)
        end = self.ends.get(local)
        if end is not None:
            end()
        if local in _BLOCKS and self._blocks:
            self._close_block(local)
        elif local == "r":
            self._is_hidden = False
        elif local in _ACTIONS:
            self._deleted -= local in {"del", "moveFrom"}
            self._inserted -= local in {"ins", "moveTo"}
            self._boxes -= local == "txbxContent"
            self._alternates -= local == "AlternateContent"
            self._fallbacks -= local == "Fallback"
            if local in CONTAINERS:
                self._container = ""

    def _text(self, text: str) -> None:
        local = self._stack[-1]
        if local in self.captures:
            self.captures[local].append(text)
        elif local in _PIECES and self._blocks and self._stack[-2] != "rPh":
            flags = self._flags()
            self._blocks[-1].pieces.append((text, flags | _DELETED if local == "delText" else flags))
        elif local in _CODES and self._blocks:
            self._blocks[-1].codes.append(text)
        elif (mixed := self._mixed[-1]) is not None:
            mixed.own.append(text)
            mixed.every.append(text)
        elif not text.isspace():
            self._mixed[-1] = _Mixed(text)

    def _flags(self) -> int:
        return (
            (_DELETED if self._deleted else 0)
            | (_INSERTED if self._inserted else 0)
            | (_HIDDEN if self._is_hidden else 0)
        )

    def _open_block(self, local: str) -> None:
        number = self._counts[local] = self._counts.get(local, 0) + 1
        self._blocks.append(_Block(self._at(f"{_BLOCKS[local]} {number}"), [], []))

    def _close_block(self, local: str) -> None:
        block = self._blocks.pop()
        place = f"{block.where} (in a text box)" if self._boxes else block.where
        if block.codes:
            self.found.text(f"{place}, field code", "".join(block.codes))
        if block.pieces:
            self.block_read(local, place, block.pieces)

    # A tracked change or hidden text lies between pieces that a reader sees side by side. So the paragraph is handed
    # out as it reads now; as it read before the changes; with the hidden text; and with everything. Each of these is
    # handed out only if it differs from those before it.
    def block_read(self, local: str, place: str, pieces: list[tuple[str, int]]) -> None:
        """Take the text of a block that has ended."""
        flags = 0
        for _, flag in pieces:
            flags |= flag
        if not flags:
            self.give_block(local, place, "".join([text for text, _ in pieces]))
            return
        given: set[str] = set()
        for words, unwanted in (
            ("", _DELETED | _HIDDEN),
            (" (with hidden text)", _DELETED),
            (" (before the tracked changes: with deleted and moved text)", _INSERTED),
            (" (with deleted, inserted and hidden text)", 0),
        ):
            text = "".join([text for text, flag in pieces if not flag & unwanted])
            if text not in given:
                given.add(text)
                self.give_block(local, place + words, text)

    def give_block(self, local: str, place: str, text: str) -> None:  # noqa: ARG002 - a subclass needs the name
        """Hand out the text of a block. A text box that is stored twice, for old programs too, is handed out once."""
        if self._alternates:
            if self._fallbacks and text in self._of_choice:
                return
            self._of_choice.add(text)
        self.found.text(place, text)

    # In XML of unknown kind nobody knows which elements are parts of a sentence. An element with text of its own beside
    # elements inside it is read joined, as in HTML; so is one whose inner elements hold nothing but text.
    def _close_mixed(self, local: str, mixed: _Mixed) -> None:
        place = self._blocks[-1].where if self._blocks else self._at(ELEMENTS.get(local, ""))
        own = [text for text in mixed.own if not text.isspace()]
        has_inner = len(mixed.own) < len(mixed.every)
        if own and not (local in _MEASURES and _NUMBER.fullmatch(own[0])):
            read_text(self.found, place, "\n".join(own) if has_inner else "".join(mixed.own))
        if has_inner and (own or (mixed.height == 1 and (self._blocks or not self.is_office))):
            joined = "".join(mixed.every)
            if len(joined) <= _LONGEST_JOINED and len(mixed.every) - len(mixed.own) + len(own) > 1:
                read_text(self.found, place, joined)
        if self._mixed and mixed.height < _HIGHEST:
            outer = self._mixed[-1]
            if outer is None:
                outer = self._mixed[-1] = _Mixed()
            outer.every.extend(mixed.every)
            outer.height = max(outer.height, mixed.height + 1)

    def _attributes(self, attributes: list[str]) -> None:
        seen = self._seen
        is_markup = self._is_style or self._stack[-1].startswith("rsid")
        for place in range(0, len(attributes), 2):
            key, value = attributes[place], attributes[place + 1]
            if (key, value) in seen:
                continue
            seen.add((key, value))
            if not value or MARKUP_VALUE.fullmatch(value):
                continue
            name = key.rpartition(":")[2]
            if name == "typeface" and value in FONTS:
                continue
            if (is_markup or name in HEX_ATTRIBUTES) and (_HEX.fullmatch(value) or _NUMBER.fullmatch(value)):
                continue
            block = f"{self._blocks[-1].where}, " if self._blocks else ""
            words = ATTRIBUTES.get(name, "an attribute")
            read_text(self.found, f"{block}{words}" if block else self._at(words), value)

    def _give_names(self) -> None:
        """Hand out the names of elements and attributes of XML that is not an office program's: they may be names."""
        if not self.is_office:
            names = {*self._names.values(), *(key.rpartition(":")[2] for key, _ in self._seen)}
            others = sorted(name for name in names - SVG_WORDS if len(name) > 2)
            where = f"{self.where}, " if self.where else ""
            self.found.text(f"{where}names of elements and attributes", "\n".join(others))


_ACTIONS: Final = {
    *CONTAINERS,
    *("del", "moveFrom", "ins", "moveTo", "vanish", "txbxContent", "AlternateContent", "Fallback"),
}
