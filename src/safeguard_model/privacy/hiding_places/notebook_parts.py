"""The texts of a notebook (.ipynb): sources, outputs in every form, tracebacks, attachments and all metadata."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from safeguard_model.privacy.hiding_places.decoding import decoded_text, from_base64
from safeguard_model.privacy.hiding_places.plain_parts import read_lines
from safeguard_model.privacy.hiding_places.structured_parts import json_value, walk_json

if TYPE_CHECKING:
    from safeguard_model.privacy.hiding_places.text_parts import TextCollector

__all__ = ["read_notebook"]

_COLOURS: Final = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")
_ENDINGS: Final = {"text/html": ".html", "image/svg+xml": ".svg", "application/xml": ".xml", "text/csv": ".csv"}
_JOINED: Final = {"text", "traceback", "source", "evalue", "ename"}


def read_notebook(found: TextCollector, data: bytes) -> None:
    """Read a notebook. What is not JSON is read as plain text."""
    text = decoded_text(data)
    value = json_value(text)
    if value is None:
        read_lines(found, text)
        return
    if not isinstance(value[0], tuple):
        walk_json(found, value[0], "$")
        return
    for number, (key, item) in enumerate(value[0], start=1):
        if key == "cells" and isinstance(item, list):
            for place, cell in enumerate(item, start=1):
                _read_cell(found, cell, place)
        else:
            walk_json(found, ((key, item),), f"notebook, entry {number}, $")


def _read_cell(found: TextCollector, cell: Any, number: int) -> None:
    if not isinstance(cell, tuple):
        walk_json(found, cell, f"cell {number}, $")
        return
    for key, value in cell:
        if key == "source" and (text := _joined(value)) is not None:
            read_lines(found, text, f"source of cell {number}")
        elif key == "outputs" and isinstance(value, list):
            for place, output in enumerate(value, start=1):
                where = f"output of cell {number}"
                _read_output(found, output, where if len(value) == 1 else f"{where} (output {place})")
        elif key == "attachments" and isinstance(value, tuple):
            for place, (name, bundle) in enumerate(value, start=1):
                where = f"attachment {place} of cell {number}"
                found.text(f"{where}, file name", name)
                _read_bundle(found, bundle, where)
        else:
            walk_json(found, ((key, value),), f"cell {number}, $")


def _read_output(found: TextCollector, output: Any, where: str) -> None:
    if not isinstance(output, tuple):
        walk_json(found, output, f"{where}, $")
        return
    for key, value in output:
        if key == "data":
            _read_bundle(found, value, where)
        elif key in _JOINED and (text := _joined(value, "\n" if key == "traceback" else "")) is not None:
            _read_text(found, text, f"{where}, traceback" if key == "traceback" else where)
        else:
            walk_json(found, ((key, value),), f"{where}, $")


def _read_bundle(found: TextCollector, bundle: Any, where: str) -> None:
    """Read the forms of one output: as text, as HTML, as a picture."""
    if not isinstance(bundle, tuple):
        walk_json(found, bundle, f"{where}, $")
        return
    for place, (mime, value) in enumerate(bundle, start=1):
        form = f"{where}, form {place}"
        text = _joined(value)
        if text is None:
            walk_json(found, ((mime, value),), f"{form}, $")
        elif mime in _ENDINGS:
            found.file(form, f"output{_ENDINGS[mime]}", text.encode("utf-8", "surrogatepass"))
        elif mime.partition("/")[0] in {"image", "audio", "video"} or mime == "application/pdf":
            data = from_base64(text)
            found.file(form, "output", data or text.encode("utf-8", "surrogatepass"))
        else:
            _read_text(found, text, form)


def _read_text(found: TextCollector, text: str, where: str) -> None:
    """Read text without the codes for colours, which may split a name."""
    read_lines(found, _COLOURS.sub("", text) if "\x1b" in text else text, where)


def _joined(value: Any, between: str = "") -> str | None:
    """Return a text that is stored whole or as a list of lines, or None for anything else."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(line, str) for line in value):
        return between.join(value)
    return None
