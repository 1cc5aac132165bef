"""The texts of a web page: what is shown, and the comments, attributes, scripts, styles and hidden elements."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from safeguard_model.privacy.hiding_places.decoding import decoded_text
from safeguard_model.privacy.hiding_places.plain_parts import read_data_links, read_lines
from safeguard_model.privacy.hiding_places.structured_parts import read_json_text

if TYPE_CHECKING:
    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["read_html"]

_INLINE: Final = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rb",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tspan",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_KNOWN: Final = _INLINE | frozenset(
    [
        "address",
        "area",
        "article",
        "aside",
        "audio",
        "base",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "circle",
        "clippath",
        "col",
        "colgroup",
        "datalist",
        "dd",
        "defs",
        "desc",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "ellipse",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frame",
        "frameset",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "image",
        "img",
        "input",
        "legend",
        "li",
        "line",
        "lineargradient",
        "link",
        "main",
        "map",
        "mask",
        "math",
        "menu",
        "meta",
        "metadata",
        "meter",
        "nav",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "param",
        "path",
        "pattern",
        "picture",
        "polygon",
        "polyline",
        "pre",
        "progress",
        "radialgradient",
        "rect",
        "script",
        "search",
        "section",
        "select",
        "slot",
        "source",
        "stop",
        "style",
        "summary",
        "svg",
        "symbol",
        "table",
        "tbody",
        "td",
        "template",
        "text",
        "textarea",
        "textpath",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "track",
        "ul",
        "use",
        "video",
    ]
)
_SWITCHES: Final = frozenset(
    [
        "allowfullscreen",
        "async",
        "autofocus",
        "autoplay",
        "checked",
        "controls",
        "default",
        "defer",
        "disabled",
        "formnovalidate",
        "hidden",
        "inert",
        "ismap",
        "itemscope",
        "loop",
        "multiple",
        "muted",
        "nomodule",
        "novalidate",
        "open",
        "playsinline",
        "readonly",
        "required",
        "reversed",
        "selected",
    ]
)
_TITLED: Final = {"title": "title", "desc": "description of a drawing"}
_ATTRIBUTES: Final = {
    "alt": "alternative text",
    "title": "tooltip",
    "href": "link",
    "src": "link",
    "srcset": "link",
    "content": "content of a meta element",
    "value": "value of a field",
    "placeholder": "placeholder",
    "aria-label": "label",
    "id": "id",
    "class": "class",
    "style": "style",
}
_MARKUP: Final = re.compile(r"[+-]?\d{1,4}(?:\.\d+)?(?:%|px|em|rem|pt)?|#[0-9a-fA-F]{3,8}|true|false|\w?")
# What closes anything that the page left open. Without it the parser would drop an unfinished comment or element, and
# would look for the end of each of many unfinished comments in vain, up to the end of the page. It begins with a
# character that no text may contain, so that what belongs to the page is known.
_OVER: Final = "\ufdd0"
_CLOSE_ALL: Final = _OVER + "'>\"> --!> --> ]]> ?></script></style></title></textarea>"
_MOST_NESTED: Final = 3
_LONGEST_NESTED: Final = 1024 * 1024


def read_html(found: TextCollector, data: bytes) -> None:
    """Read a web page."""
    _read(found, decoded_text(data), 0)


def _read(found: TextCollector, text: str, depth: int) -> None:
    parser = _PageTexts(found, depth)
    kept = found.mark()
    try:
        parser.feed(text.replace(_OVER, "") + _CLOSE_ALL)
        parser.close()
        parser.end_block()
    except (AssertionError, ValueError, RecursionError):
        # html.parser raises AssertionError for odd declarations.
        found.undo(kept)
        found.skip("the page", "could not be read as HTML")
        read_lines(found, text, "the page, as text")


class _PageTexts(HTMLParser):
    """The reader of one page. The text of a paragraph or another block is joined over the elements inside it."""

    def __init__(self, found: TextCollector, depth: int) -> None:
        super().__init__(convert_charrefs=True)
        self._texts = found
        self._depth = depth
        self._block: list[str] = []
        self._line = 1
        self._words = ""
        self._raw = ""
        self._is_json = False
        self._is_over = False
        self._seen: set[tuple[str, str]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take the attributes of an element, and the name of an unknown one: ``<jo@example.org>`` looks like it."""
        if tag not in _INLINE:
            self.end_block()
            self._words = _TITLED.get(tag, "")
        if tag in {"script", "style"}:
            self._raw = tag
            self._is_json = any("json" in (value or "") for key, value in attrs if key == "type")
        if tag not in _KNOWN:
            self._give("an unknown element", tag, self.get_starttag_text() or tag)
        for key, value in attrs:
            if not value:
                if key not in _SWITCHES:
                    self._give("name of an attribute", "", key)
                continue
            if key.startswith("data-"):
                self._give("name of an attribute", "", key.removeprefix("data-"))
            if not _MARKUP.fullmatch(value):
                self._give(_ATTRIBUTES.get(key, "an attribute"), key, value)

    def _give(self, words: str, key: str, value: str) -> None:
        """Hand out a text of an element, the first time that it appears."""
        value = self._until_over(value)
        if not value or (key, value) in self._seen:
            return
        self._seen.add((key, value))
        where = f"line {self.getpos()[0]}, {words}"
        self._texts.text(where, value)
        read_data_links(self._texts, value, where)
        if words != "an unknown element":
            self._nested(where, value)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take an element that has no content."""
        self.handle_starttag(tag, attrs)
        self._raw = ""

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        if tag not in _INLINE:
            self.end_block()
            self._words = ""
        if tag == self._raw:
            self._raw = ""

    def handle_data(self, data: str) -> None:
        """Take text: of a script at once, any other with the rest of its block."""
        data = self._until_over(data)
        if self._raw:
            where = f"line {self.getpos()[0]}, {self._raw}"
            if not (self._is_json and read_json_text(self._texts, data, where)):
                read_lines(self._texts, data, where)
        elif self._block or not data.isspace():
            if not self._block:
                self._line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
            self._block.append(data)

    def end_block(self) -> None:
        """Hand out the text of the block that has ended."""
        text = "".join(self._block).strip()
        self._block.clear()
        where = f"line {self._line}, {self._words}" if self._words else f"line {self._line}"
        self._texts.text(where, text)
        read_data_links(self._texts, text, where)

    def handle_comment(self, data: str) -> None:
        """Take a comment, and read it as a page if it has elements: they may split a name."""
        where = f"line {self.getpos()[0]}, comment"
        data = self._until_over(data)
        self._texts.text(where, data)
        self._nested(where, data)

    def handle_decl(self, decl: str) -> None:
        """Take a declaration."""
        self._texts.text(f"line {self.getpos()[0]}, declaration", self._until_over(decl))

    def unknown_decl(self, data: str) -> None:
        """Take a declaration of another kind."""
        self._texts.text(f"line {self.getpos()[0]}, declaration", self._until_over(data))

    def handle_pi(self, data: str) -> None:
        """Take an instruction."""
        self._texts.text(f"line {self.getpos()[0]}, instruction", self._until_over(data))

    def _until_over(self, text: str) -> str:
        if self._is_over:
            return ""
        text, over, _ = text.partition(_OVER)
        self._is_over = bool(over)
        return text

    def _nested(self, where: str, text: str) -> None:
        if "<" in text and self._depth < _MOST_NESTED and len(text) < _LONGEST_NESTED:
            _read(self._texts.elsewhere(where), text, self._depth + 1)
