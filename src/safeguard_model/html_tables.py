"""HTML tables for a notebook: every cell is escaped, no script is used, and dark and light pages are both readable."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["hidden_words", "table", "visible"]

_STYLE = """<style>
table.safeguard-model {border-collapse: collapse; color: inherit; background: transparent; font-size: 90%}
table.safeguard-model caption {caption-side: top; text-align: left; font-weight: 600; padding: .4em .8em}
table.safeguard-model th, table.safeguard-model td {text-align: left; vertical-align: top; padding: .3em .8em;
  border: 0; border-bottom: 1px solid rgba(128, 128, 128, .35); max-width: 36em; overflow-wrap: break-word}
table.safeguard-model td:first-child {white-space: nowrap}
table.safeguard-model tfoot td {font-style: italic; border-bottom: 0}
table.safeguard-model tbody tr:nth-child(odd) {background: rgba(128, 128, 128, .07)}
</style>"""
_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_MARKS = {code: f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" for code in (*_CONTROLS, *_DIRECTIONS)}
"""The invisible characters that can disguise what a text says, each with the escape that is shown instead."""


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "", foot: str = "", most: int = 500
) -> str:
    """Return an HTML table. Only the first `most` rows are shown; if there are more, a last row says how many.

    `caption`: a line above the table. `foot`: a line below it.

    >>> '&lt;b&gt;' in table(["kind"], [["<b>"]])
    True
    """
    rows = list(rows)
    parts = [_STYLE, '<table class="safeguard-model">']
    if caption:
        parts.append(f"<caption>{_leaf(caption)}</caption>")
    parts.append("<thead><tr>" + "".join(f"<th>{_leaf(heading)}</th>" for heading in headings) + "</tr></thead><tbody>")
    parts.extend("<tr>" + "".join(f"<td>{_leaf(leaf)}</td>" for leaf in row) + "</tr>" for row in rows[:most])
    if len(rows) > most:
        parts.append(f'<tr><td colspan="{len(headings)}">… and {len(rows) - most:,} more</td></tr>')
    parts.append("</tbody>")
    if foot:
        parts.append(f'<tfoot><tr><td colspan="{len(headings)}">{_leaf(foot)}</td></tr></tfoot>')
    return "".join((*parts, "</table>"))


def hidden_words(text: str, door: str) -> str:
    """Return the text shown in place of free text: the number of words, and `door`, the call that shows them.

    A text without words gives an empty text.

    >>> hidden_words("Seen at home.", "reveal(timeline)")
    '[3 words: reveal(timeline)]'
    """
    words = len(text.split())
    if not words:
        return ""
    noun = "word" if words == 1 else "words"
    return f"[{words:,} {noun}: {door}]"


def visible(text: str) -> str:
    """Return the text with an escape in place of each invisible character that can disguise what the text says."""
    return text.translate(_MARKS)


def _leaf(leaf: object) -> str:
    """Return a value as escaped text for one cell."""
    from html import escape  # imported here because the import is slow and only notebooks need it

    return escape(visible(str(leaf)), quote=True)
