"""Tables for a notebook: every leaf escaped, no script, readable on a dark and on a light page."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["hidden_words", "table"]

_TABLE = "border-collapse:collapse;font-size:90%;color:inherit;background:transparent"
_CAPTION = "text-align:left;font-weight:600;padding:.3em 0"
_CELL = "text-align:left;vertical-align:top;padding:.25em .7em;border-bottom:1px solid rgba(128,128,128,.35)"
_CONTROLS = {code: f"\\x{code:02x}" for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))}
_CONTROLS |= {code: f"\\u{code:04x}" for code in (0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F))}
_CONTROLS |= {code: f"\\u{code:04x}" for code in range(0x2066, 0x206A)}


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "", most: int = 500) -> str:
    """An HTML table of texts; rows past `most` are counted, not shown.

    >>> '&lt;b&gt;' in table(["kind"], [["<b>"]])
    True
    """
    rows = list(rows)
    parts = [f'<table style="{_TABLE}">']
    if caption:
        parts.append(f'<caption style="{_CAPTION}">{_leaf(caption)}</caption>')
    parts.append("<thead><tr>" + "".join(_cell("th", heading) for heading in headings) + "</tr></thead><tbody>")
    parts.extend("<tr>" + "".join(_cell("td", leaf) for leaf in row) + "</tr>" for row in rows[:most])
    if len(rows) > most:
        parts.append(f'<tr><td colspan="{len(headings)}" style="{_CELL}">… and {len(rows) - most:,} more</td></tr>')
    return "".join((*parts, "</tbody></table>"))


def hidden_words(text: str, door: str) -> str:
    """What stands in place of free text that is not shown: how much there is, and the door to it."""
    words = len(text.split())
    return f"[{words:,} word{'s' if words != 1 else ''}: {door}]" if words else ""


def _cell(tag: str, leaf: object) -> str:
    return f'<{tag} style="{_CELL}">{_leaf(leaf)}</{tag}>'


def _leaf(leaf: object) -> str:
    """Escaped; control and direction marks, which can disguise what a text says, shown as escapes."""
    return escape(str(leaf).translate(_CONTROLS), quote=True)
