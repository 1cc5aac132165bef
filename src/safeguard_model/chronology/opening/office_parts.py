"""The XML parts of an office file, and the links from a part to other parts."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from safeguard_model.chronology.opening.archive import Package

__all__ = ["beside", "name_of", "root_of"]


def root_of(package: Package, part: str) -> ET.Element | None:
    """Return the root element of a part, or None if the part is missing or damaged."""
    try:
        return ET.fromstring(package.parts[part])  # noqa: S314 - a part with a DOCTYPE has already been refused
    except (KeyError, ET.ParseError):
        return None


def name_of(element: ET.Element) -> str:
    """Return an element's name without its namespace: two standards use different namespaces for the same names."""
    return element.tag.rpartition("}")[2]


def beside(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return the links from a part to other parts, by their ids: for each, the kind of link and the other part.

    If `part` is an empty text, the links are those of the whole file.
    """
    folder, name = posixpath.split(part)
    root = root_of(package, posixpath.join(folder, "_rels", f"{name}.rels"))
    return {
        each.get("Id", ""): (
            each.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, each.get("Target", ""))).lstrip("/"),
        )
        for each in (root if root is not None else ())
        if each.get("TargetMode") != "External"
    }
