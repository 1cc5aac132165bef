"""The names of the parts of an office file, spelled as the links between the parts spell them."""

from __future__ import annotations

import posixpath
import re
from typing import Final

__all__ = ["with_linked_names"]

_CONTENTS: Final = "[Content_Types].xml"
_TARGET: Final = re.compile(rb"""\bTarget\s*=\s*["']([^"'<>]{1,300})["']""")


# Excel and Word open a file whose links and part names differ in capitals. Everything here looks parts up by their
# exact name, and so does calamine. The parts are therefore renamed to what the links say. No two parts of a file have
# the same name apart from capitals: such a file has already been refused.
def with_linked_names(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts, renamed so that the links between them find them whatever the capitals in their names."""
    actual = {name.lower(): name for name in parts}
    new = {_CONTENTS.lower(): _CONTENTS}
    owners = [""]
    for owner in owners:  # which grows: each link leads to a part that may have links of its own
        links = _links_of(owner)
        new[links.lower()] = links
        for target in _TARGET.findall(parts.get(actual.get(links.lower(), ""), b"")):
            part = _resolved(posixpath.dirname(owner), target.decode("utf-8", "replace"))
            if part.lower() in actual and part.lower() not in new:
                new[part.lower()] = part
                owners.append(part)
    return {new.get(name.lower(), name): data for name, data in parts.items()}


def _links_of(part: str) -> str:
    """Return the name of the part that holds the links of a part; an empty text represents the whole file."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
