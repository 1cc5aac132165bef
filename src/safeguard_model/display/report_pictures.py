"""The pictures of a report as data for its file: inline SVG for a page, PNG for a document."""

from __future__ import annotations

import re
import warnings
from contextlib import contextmanager
from html import escape
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from safeguard_model.html_tables import visible

if TYPE_CHECKING:
    from collections.abc import Generator

    from safeguard_model.display.report_blocks import ReportPicture

__all__ = ["as_png", "as_svg", "inches_of", "without_warnings"]

_DPI: Final = 200
_UNHOLDABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What cannot stand in XML. matplotlib writes it all the same, in comments."""
_NAMESPACE = re.compile(r"\{[^}]*\}")
_LINK = re.compile(r"#([\w.-]+)")
# Chromium prints a pattern in full, however faint `fill-opacity` makes it; it keeps to `opacity`.
_FAINT = re.compile(r"(fill: url\([^)]*\); )fill-opacity:")
_NOT_DRAWN: Final = frozenset({"metadata", "style"})
"""Elements of the SVG that are left out: the day on which the picture was made, and rules for the whole page."""


@contextmanager
def without_warnings() -> Generator[None]:
    """Draw without the warning of a letter that the font lacks, because the warning would quote the letter."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph", UserWarning)
        yield


def inches_of(picture: ReportPicture) -> tuple[float, float]:
    """Return the width and the height of a picture in inches."""
    figure: Any = picture.axes.figure
    width, height = figure.get_size_inches()
    return float(width), float(height)


def as_png(picture: ReportPicture) -> bytes:
    """Return the picture as a PNG file. Equal pictures give equal bytes."""
    data = BytesIO()
    _save(picture, data, format="png", dpi=_DPI, metadata={"Software": None})
    return data.getvalue()


# matplotlib names the parts of a picture by random ids, and a page with two pictures would have some ids twice. So only
# the ids to which something in the picture refers are kept, and these are numbered in the order in which they appear.
# Two drawings of one picture differ in nothing else, so they give equal bytes.
def as_svg(picture: ReportPicture, number: int) -> str:
    """Return the picture as SVG to stand in a page, with its description. `number`: its number on the page, from 1."""
    text = StringIO()
    _save(picture, text, format="svg")
    root = ET.fromstring(_UNHOLDABLE.sub("\ufffd", text.getvalue()))  # noqa: S314 - drawn above, not read from a file
    for parent in list(root.iter()):
        for inner in [inner for inner in parent if _NAMESPACE.sub("", inner.tag) in _NOT_DRAWN]:
            parent.remove(inner)
    for element in root.iter():
        element.tag = _NAMESPACE.sub("", element.tag)
        element.attrib = {_NAMESPACE.sub("", name): value for name, value in element.attrib.items()}
        if "url(" in element.attrib.get("style", ""):
            element.attrib["style"] = _FAINT.sub(r"\1opacity:", element.attrib["style"])
    _number_ids(root, f"picture-{number}")
    drawing = "".join(ET.tostring(inner, encoding="unicode") for inner in root)
    width, height = (f"{inches * 96:.0f}" for inches in inches_of(picture))
    title, words = escape(visible(picture.title)), escape("\n".join(map(visible, picture.words.split("\n"))))
    name = f"picture-{number}"
    attributes = {
        "role": "img",
        "aria-labelledby": f"{name}-title",
        "aria-describedby": f"{name}-words",
        "width": width,
        "height": height,
        "viewBox": root.attrib.get("viewBox", ""),
        "preserveAspectRatio": "xMinYMin",
        "style": f"--width: {width}px",
    }
    opening = " ".join(f'{key}="{escape(value, quote=True)}"' for key, value in attributes.items())
    texts = f'<title id="{name}-title">{title}</title><desc id="{name}-words">{words}</desc>'
    return f"<svg {opening}>{texts}{drawing}</svg>"


def _number_ids(root: ET.Element, prefix: str) -> None:
    """Number the ids that something refers to, after a prefix, and remove the others."""
    elements = list(root.iter())
    values = " ".join(value for element in elements for value in element.attrib.values())
    wanted = set(_LINK.findall(values))
    ids = [element.attrib["id"] for element in elements if element.attrib.get("id") in wanted]
    new = {id: f"{prefix}-{place}" for place, id in enumerate(dict.fromkeys(ids), start=1)}
    for element in elements:
        id = element.attrib.pop("id", None)
        for name, value in element.attrib.items():
            element.attrib[name] = _LINK.sub(lambda match: f"#{new.get(match[1], match[1])}", value)
        if id in new:
            element.attrib["id"] = new[id]


def _save(picture: ReportPicture, file: BytesIO | StringIO, **how: Any) -> None:
    figure: Any = picture.axes.figure
    figure.savefig(file, **how)
