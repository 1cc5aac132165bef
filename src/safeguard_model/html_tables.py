"""HTML tables for a notebook: every cell is escaped, no script is used, and dark and light pages are both readable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Self

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["LONG", "Differs", "Named", "has_long_word", "hidden_words", "table", "visible"]

# The rules name the class of the table, so they win over those of JupyterLab, the classic notebook and VS Code, which
# align to the right. A heading that stays in view needs a background that nothing shines through: that of the page, by
# the names that JupyterLab and VS Code give it.
_STYLE = """<style>
table.safeguard-model {border-collapse: collapse; table-layout: auto; margin: 0 0 .5em 0; color: inherit;
  background: transparent; font-size: 90%}
table.safeguard-model caption {caption-side: top; text-align: left; font-weight: 600; padding: .4em .8em;
  color: inherit}
table.safeguard-model th, table.safeguard-model td {text-align: left; vertical-align: top; padding: .3em .8em;
  border: 0; border-bottom: 1px solid rgba(128, 128, 128, .35); max-width: 36em; white-space: normal;
  overflow-wrap: break-word; overflow: clip}
table.safeguard-model thead th {position: sticky; top: 0; font-weight: 600;
  background: var(--jp-layout-color0, var(--vscode-editor-background, Canvas))}
table.safeguard-model tbody th {font-weight: normal; white-space: nowrap}
table.safeguard-model tfoot td {font-style: italic; border-bottom: 0}
table.safeguard-model tbody tr:nth-child(odd) {background: rgba(128, 128, 128, .07)}
table.safeguard-model small {font-size: 85%; white-space: nowrap}
table.safeguard-model .long, table.safeguard-model .long small {white-space: normal; overflow-wrap: anywhere;
  min-width: 12em}
details.safeguard-model summary {cursor: pointer; padding: .3em .8em}
</style>"""
# A notebook typesets what stands between dollar signs, and a formula may hold a link that runs a script. The last two
# classes tell MathJax, in its second version and in later ones, to leave the table alone.
_CLASSES = "safeguard-model tex2jax_ignore mathjax_ignore"
_FOLDED, _SHOWN = 60, 40
"""A table of more rows than the first number is folded: so many of its rows stay in view as the second number says."""
LONG: Final = ' class="long"'
"""The attribute of a cell in which words may be broken."""
_LONGEST_WORD, _LONGEST_LINE = 30, 48
"""The longest word that is never broken, and the longest first cell of a row that stays in one line, in characters.

A browser makes a column as wide as its longest word, or line, however wide it is told that a cell may be at most.
"""
_CONTROLS = (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0))
_DIRECTIONS = (0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_TAGS = (0xE0001, *range(0xE0020, 0xE0080))
"""The invisible twins of the letters of ASCII, which can hide a whole text inside another."""
_NOT_IN_XML = (0xFFFE, 0xFFFF)
_MARKS = {
    **{code: f"\\x{code:02x}" for code in _CONTROLS},
    **{code: f"\\u{code:04x}" for code in (*_DIRECTIONS, *_NOT_IN_XML)},
    **{code: f"\\U{code:08x}" for code in _TAGS},
}
"""The characters that can disguise what a text says, or that XML forbids, each with the escape shown instead."""


class Named(str):  # noqa: SLOT000 - a str has no room for slots of its own
    """A text that ends with an id: ``home visit hv-06``. A table shows the id in small letters after the words.

    >>> name = Named("home visit", "hv-06")
    >>> name, name.words, name.id
    ('home visit hv-06', 'home visit', 'hv-06')
    """

    words: str
    """The words before the id; an empty text if there are none."""
    id: str
    """The id."""

    def __new__(cls, words: str, id: str) -> Self:
        """Return the text of the words and the id."""
        made = super().__new__(cls, f"{words} {id}".strip())
        made.words, made.id = words, id
        return made


class Differs(str):  # noqa: SLOT000 - as above
    """A line of a cell that differs from its counterpart. It is marked with a sign and in bold, not by colour alone."""


def table(
    headings: Sequence[str], rows: Iterable[Sequence[object]], caption: str = "", foot: str = "", most: int = 500
) -> str:
    """Return an HTML table. Only the first `most` rows are shown; if there are more, a last row says how many.

    The first cell of a row is its heading. A cell that is a list has a line for each item. Of a long table, the rows
    after the first forty are folded: a click on the line below the table shows them. `caption`: a line above the table.
    `foot`: a line below it.

    >>> '&lt;b&gt;' in table(["kind"], [["<b>"]])
    True
    """
    rows = list(rows)
    shown = rows[:most]
    more = f"… and {len(rows) - most:,} more" if len(rows) > most else ""
    if len(shown) <= _FOLDED:
        return _STYLE + _table(headings, shown, caption, foot, more)
    folded = _table(headings, shown[_SHOWN:], "", "", more)
    summary = f"<summary>{len(rows) - _SHOWN:,} more rows</summary>"
    above = _table(headings, shown[:_SHOWN], caption, foot, "")
    return f'{_STYLE}{above}<details class="safeguard-model">{summary}{folded}</details>'


def _table(headings: Sequence[str], rows: Iterable[Sequence[object]], caption: str, foot: str, more: str) -> str:
    parts = [f'<table class="{_CLASSES}">']
    if caption:
        parts.append(f"<caption>{_leaf(caption)}</caption>")
    if headings:
        titles = "".join(f'<th scope="col">{_leaf(heading)}</th>' for heading in headings)
        parts.append(f"<thead><tr>{titles}</tr></thead>")
    parts.append("<tbody>")
    parts.extend(map(_row, rows))
    if more:
        parts.append(f'<tr><td colspan="{len(headings) or 1}">{more}</td></tr>')
    parts.append("</tbody>")
    if foot:
        parts.append(f'<tfoot><tr><td colspan="{len(headings) or 1}">{_leaf(foot)}</td></tr></tfoot>')
    return "".join((*parts, "</table>"))


def _row(cells: Sequence[object]) -> str:
    first, *others = cells
    is_long = _is_long(first) or any(len(line) > _LONGEST_LINE for line in _lines(first))
    rest = "".join(f"<td{LONG if _is_long(cell) else ''}>{_cell(cell)}</td>" for cell in others)
    return f'<tr><th scope="row"{LONG if is_long else ""}>{_cell(first)}</th>{rest}</tr>'


def _lines(cell: object) -> list[str]:
    return [str(line) for line in cell] if isinstance(cell, list) else str(cell).split("\n")


def _is_long(cell: object) -> bool:
    return any(map(has_long_word, _lines(cell)))


def has_long_word(text: str) -> bool:
    """Return whether a word of the text, as `visible` shows it, is so long that a page must break it.

    >>> has_long_word("a chronology"), has_long_word("https://www.example.invalid/chronology")
    (False, True)
    """
    return len(text) > _LONGEST_WORD and max(map(len, visible(text).split()), default=0) > _LONGEST_WORD


def _cell(cell: object) -> str:
    return "<br>".join(map(_leaf, cell)) if isinstance(cell, list) else _leaf(cell)


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
    r"""Return the text with an escape in place of each character that can disguise what it says, or that XML forbids.

    Line breaks and tabs stay. What is returned for a text is also returned for the result.

    >>> print(visible("safe\u202ednuof"))
    safe\u202ednuof
    """
    return text.translate(_MARKS)


def _leaf(leaf: object) -> str:
    """Return a value as escaped text for one line of a cell."""
    if isinstance(leaf, Named):
        return f"{_escaped(leaf.words)} <small>{_escaped(leaf.id)}</small>".strip()
    if isinstance(leaf, Differs):
        return f"<strong>≠ {_escaped(leaf)}</strong>"
    return _escaped(str(leaf))


def _escaped(text: str) -> str:
    from html import escape  # imported here because the import is slow and only notebooks need it

    return escape(visible(text), quote=True)
