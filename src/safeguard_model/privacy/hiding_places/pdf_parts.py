"""The texts of a PDF: its pages, and by a general rule every string of every object, whatever it is for.

So notes and their authors, form fields, bookmarks, layers, links, scripts, alternative text and properties are all
read, and so are embedded files and the revisions that a later one was saved on top of.
"""

from __future__ import annotations

import logging
import re
import threading
import warnings
from contextlib import contextmanager
from importlib import import_module
from io import BytesIO
from operator import getitem
from typing import TYPE_CHECKING, Any, Final

import attrs

from safeguard_model.errors import MissingExtra
from safeguard_model.privacy.hiding_places.pdf_objects import ObjectTexts, attempt
from safeguard_model.privacy.hiding_places.plain_parts import read_binary
from safeguard_model.privacy.hiding_places.text_parts import refusal

if TYPE_CHECKING:
    from collections.abc import Generator
    from types import ModuleType

    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["read_pdf"]

_END: Final = re.compile(rb"%%EOF[\r\n]{0,2}")
_LINEARISED: Final = b"/Linearized"
_INLINE_IMAGE: Final = re.compile(rb"\sBI\s.{0,2000}?\sID\s", re.DOTALL)
_MOST_REVISIONS: Final = 20
_MOST_PAGES: Final = 20_000
_DAMAGED: Final = "the file is damaged or cut off: get it again, or open it and save a copy"
_LOCKED: Final = "the file is protected by a password: open it and save a copy without a password"


def read_pdf(found: TextCollector, data: bytes) -> None:
    """Read a PDF, and its earlier revisions.

    Raises MissingExtra if pypdf is not installed (inside another file, this is noted instead), and InvalidFile if
    nothing can be read, or if the file has a password.
    """
    pypdf = _pypdf()
    if pypdf is None:
        if not found.depth:
            raise MissingExtra("pdf", "pypdf")
        found.skip("PDF", "the extra `pdf` is not installed")
        return
    kept = len(found.parts)
    with _silenced():
        rule = _read(found, pypdf, data)
        if rule:
            raise refusal("content", rule)
        ends = [each.end() for each in _END.finditer(data)]
        after = data[ends[-1] :] if ends else b""
        if after.strip(b"\0\r\n\t "):
            read_binary(found, "after the end of the PDF", after, "data after the end of the PDF")
        before = data[: data.find(b"%PDF-")]
        if before.strip(b"\0\r\n\t "):
            read_binary(found, "before the start of the PDF", before, "data before the start of the PDF")
        given = {part.text for part in found.parts[kept:]}
        _read_revisions(found, pypdf, data, ends, given)


# Whoever saves a PDF again may append the changes only. What was there before is then still in the file, in front of
# them: cutting the file at the end of an earlier revision gives that revision as it was. A file made for the web has an
# end mark near its start that ends no revision. A text that the file shows today is not handed out again.
def _read_revisions(found: TextCollector, pypdf: ModuleType, data: bytes, ends: list[int], given: set[str]) -> None:
    ends = ends[1:-1] if _LINEARISED in data[:1024] else ends[:-1]
    if len(ends) > _MOST_REVISIONS:
        found.skip("earlier revisions", f"{len(ends) - _MOST_REVISIONS} earlier revisions beyond the limit")
    for number, end in enumerate(ends[-_MOST_REVISIONS:], start=1):
        where = f"earlier revision {number}"
        inner = attrs.evolve(found, parts=[], unseen=[], place=f"{found.place}{where}, ")
        if _read(inner, pypdf, data[:end]):
            found.skip(where, "an earlier revision")
            continue
        fresh = [part for part in inner.parts if part.text not in given]
        found.parts.extend(fresh)
        given.update(part.text for part in fresh)
        known = {each.reason for each in found.unseen}
        found.unseen.extend(each for each in inner.unseen if each.reason not in known)


def _read(found: TextCollector, pypdf: ModuleType, data: bytes) -> str:
    """Read one revision, and return the reason why it cannot be read, or an empty text."""
    reader: Any = attempt(lambda: pypdf.PdfReader(BytesIO(data), strict=False))
    if reader is None:
        return _DAMAGED
    if attempt(lambda: reader.is_encrypted) and not attempt(lambda: reader.decrypt("")):
        return _LOCKED
    count = attempt(lambda: len(reader.pages))
    if count is None:
        found.skip("pages", "damaged: the pages could not be read")
    texts: list[str] = []
    objects = ObjectTexts(found, reader)
    for number in range(1, min(count or 0, _MOST_PAGES) + 1):
        page = attempt(getitem, reader.pages, number - 1)
        if page is None:
            found.skip(f"page {number}", "damaged: could not be read")
        else:
            objects.place_page(page, f"page {number}")
            texts.append(_read_page(found, page, f"page {number}", objects))
    if count and count > _MOST_PAGES:
        found.skip(f"pages {_MOST_PAGES + 1} to {count}", "more pages than the limit")
    objects.read("\n".join(texts))
    if count is None and not objects.number_read:
        return _DAMAGED
    return ""


def _read_page(found: TextCollector, page: Any, where: str, objects: ObjectTexts) -> str:
    """Read the text of a page, also what is invisible or covered, and return it."""
    text = attempt(page.extract_text)
    if not isinstance(text, str):
        found.skip(where, "damaged: its text could not be read")
        text = ""
    elif not text.strip():
        found.skip(where, "no text on the page: it may be a scanned picture")
    found.text(where, text)
    contents: Any = attempt(page.get_contents)
    content = attempt(_data_of, contents)
    if content and _INLINE_IMAGE.search(content):
        found.skip(where, "an image")
    if content:
        objects.marked(contents, content, where)
    return text


def _data_of(contents: Any) -> bytes:
    return bytes(contents.get_data())


def _pypdf() -> ModuleType | None:
    """Return the module of pypdf, or None if it is not installed."""
    try:
        return import_module("pypdf")
    except ImportError:
        return None


_lock: Final = threading.RLock()


@contextmanager
def _silenced() -> Generator[None]:
    """Silence the log and the warnings of pypdf: they show values of the file. One PDF is read at a time.

    Threads share the loggers. Without the lock, one thread would let pypdf speak again while another is still reading.
    """
    with _lock:
        loggers = [logging.getLogger("pypdf")]
        for name, logger in [*logging.root.manager.loggerDict.items()]:
            if name.startswith("pypdf.") and isinstance(logger, logging.Logger):
                loggers.append(logger)
        levels = [logger.level for logger in loggers]
        try:
            for logger in loggers:
                logger.setLevel(logging.CRITICAL + 1)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)
