"""The writer of a report as one web page: no script, nothing loaded from elsewhere, good on screen and on paper."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from safeguard_model.display.report_blocks import ReportPicture, ReportTable, Sentence, SubHeading
from safeguard_model.display.report_pictures import as_svg
from safeguard_model.html_tables import LONG, has_long_word, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from safeguard_model.display.report_blocks import ReportBlock, ReportFront, ReportPart

__all__ = ["html"]

_NEWLINE = re.compile(r"\r\n|\r|\n")
_SECURITY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE: Final = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: rgba(128, 128, 128, .45) }
body { margin: 0 auto; max-width: 100rem; padding: 1rem 1.5rem 2rem }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .5rem 0 }
h2 { font-size: 1.3rem; margin: 0 0 .6rem; padding-top: 1.2rem; border-top: 2px solid var(--line) }
h3 { font-size: 1.05rem; margin: 1.4rem 0 .3rem }
p { margin: .4rem 0; max-width: 48rem }
section { margin-top: 2rem }
.marking { font-weight: 700; text-align: center; max-width: none; letter-spacing: .04em }
.front { color: GrayText; color: color-mix(in srgb, CanvasText 75%, Canvas) }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; margin: 1rem 0 0; padding: 0 }
a { color: LinkText }
.wide { overflow-x: auto; margin: .6rem 0 1.2rem }
table { border-collapse: collapse; font-size: .93rem }
.full { width: 100% }
.full col { width: var(--share) }
caption { text-align: left; font-weight: 600; padding: .3rem .7rem .3rem 0 }
th, td { text-align: left; vertical-align: top; padding: .35rem .7rem; border-bottom: 1px solid var(--line);
  max-width: 34rem; white-space: pre-wrap; overflow-wrap: break-word; overflow: clip }
.long { overflow-wrap: anywhere; min-width: 20ch }
th { border-bottom-width: 2px; font-weight: 600; white-space: normal }
.coloured tr > :first-child { border-left: .5rem solid transparent }
figure { margin: .8rem 0 1.2rem; overflow-x: auto }
figure svg { display: block; background: #fff; border-radius: 4px; width: calc(1.25 * var(--width));
  min-width: var(--width); max-width: 100%; height: auto }
figure svg * { stroke-linejoin: round; stroke-linecap: butt }
@media print {
  :root { font-size: 8.5pt; line-height: 1.35; color-scheme: light; --line: #999 }
  body { padding: 0; max-width: none }
  nav { display: none }
  .upright { page: upright }
  section { margin: 0; break-before: page }
  header + main > section:first-child { break-before: auto; margin-top: 4mm }
  h2 { border: 0; padding: 0 }
  h2, h3, caption { break-after: avoid }
  .wide, figure { overflow: visible }
  table { font-size: 8pt }
  .full { table-layout: fixed }
  thead { display: table-header-group }
  tr, figure { break-inside: avoid }
  th, td { padding: 1mm; min-width: 0 !important; max-width: none }
  th, td, figure svg, figure svg * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  p { max-width: none }
  figure svg { width: var(--width); min-width: 0; max-height: 150mm }
  .upright figure svg { max-height: 235mm }
}
"""
_PAGES: Final = """
@page { size: A4 landscape; margin: 15mm 12mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } MARKING }
@page upright { size: A4 portrait }
"""


def html(front: ReportFront, parts: Sequence[ReportPart]) -> bytes:
    """Return the bytes of the page."""
    title = _escaped(front.title)
    blocks = [block for part in parts for block in part.blocks]
    tables = [block for block in blocks if isinstance(block, ReportTable)]
    colours = {colour for table in tables for colour in table.colours} - {""}
    classes = {colour: f"c{place}" for place, colour in enumerate(sorted(colours), start=1)}
    lines = [
        "<!doctype html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_SECURITY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>",
        f"<style>{_STYLE}{_pages(front.marking)}{_edges(classes)}</style>",
        "</head>",
        "<body>",
        f"<header{_paper(parts[0])}>",
        _marking(front),
        f"<h1>{title}</h1>",
        *(f'<p class="front">{_escaped(line)}</p>' for line in front.lines),
        _contents(parts),
        "</header>",
        "<main>",
        *_parts(parts, classes),
        "</main>",
        f"<footer>{_marking(front)}</footer>" if front.marking else "",
        "</body>",
        "</html>",
    ]
    return "\n".join(line for line in lines if line).encode() + b"\n"


def _parts(parts: Sequence[ReportPart], classes: dict[str, str]) -> Iterator[str]:
    number = 0
    for part in parts:
        yield f'<section id="{part.name}"{_paper(part)} aria-labelledby="{part.name}-title">'
        yield f'<h2 id="{part.name}-title">{_escaped(part.title)}</h2>'
        for block in part.blocks:
            number += isinstance(block, ReportPicture)
            yield _block(block, number, classes)
        yield "</section>"


def _block(block: ReportBlock, number: int, classes: dict[str, str]) -> str:
    """Return one piece of a part. `number`: the number of the picture, if it is one."""
    if isinstance(block, Sentence):
        return f"<p>{_escaped(block.text)}</p>"
    if isinstance(block, SubHeading):
        return f"<h3>{_escaped(block.text)}</h3>"
    if isinstance(block, ReportTable):
        return _table(block, classes)
    return f"<figure>{as_svg(block, number)}</figure>"


def _table(table: ReportTable, classes: dict[str, str]) -> str:
    caption = f"<caption>{_escaped(table.caption)}</caption>" if table.caption else ""
    shares = "".join(f'<col style="--share: {share:.1%}">' for share in table.shares())
    headings = "".join(
        f'<th scope="col" style="min-width: {width}ch">{_escaped(heading)}</th>'
        for heading, width in zip(table.headings, table.least_widths(), strict=True)
    )
    colours = table.colours or ("",) * len(table.rows)
    rows = "".join(
        f"<tr{_class(classes, colour)}>{''.join(map(_cell, row))}</tr>\n"
        for row, colour in zip(table.rows, colours, strict=True)
    )
    names = " ".join(name for name, is_so in (("full", table.is_full), ("coloured", table.colours)) if is_so)
    style = f' class="{names}"' if names else ""
    body = f"<thead><tr>{headings}</tr></thead>\n<tbody>\n{rows}</tbody>"
    return f'<div class="wide"><table{style}>{caption}<colgroup>{shares}</colgroup>\n{body}\n</table></div>'


def _cell(text: str) -> str:
    return f"<td{LONG if has_long_word(text) else ''}>{_escaped(text)}</td>"


def _contents(parts: Sequence[ReportPart]) -> str:
    """Return the links to the parts; nothing if there is only one."""
    if len(parts) < 2:
        return ""
    links = "".join(f'<li><a href="#{part.name}">{_escaped(part.title)}</a></li>' for part in parts)
    return f'<nav aria-label="Contents"><ul>{links}</ul></nav>'


def _marking(front: ReportFront) -> str:
    return f'<p class="marking">{_escaped(front.marking)}</p>' if front.marking else ""


# A browser that knows the margin boxes of CSS writes the marking on each printed page. The style is no place for the
# text itself, which could end it, so each of its characters is written by its number.
def _pages(marking: str) -> str:
    """Return the rules for printed pages, with the marking at the top and the bottom of each."""
    if not marking:
        return _PAGES.replace(" MARKING", "")
    text = "".join(f"\\{ord(character):x} " for character in visible(marking))
    box = f'{{ content: "{text}"; font: bold 8pt sans-serif }}'
    return _PAGES.replace("MARKING", f"\n  @top-center {box} @bottom-center {box}")


def _edges(classes: dict[str, str]) -> str:
    return "".join(f".{name} td:first-child {{ border-left-color: {colour} !important }}\n"
                   for colour, name in classes.items())  # fmt: skip


def _class(classes: dict[str, str], colour: str) -> str:
    return f' class="{classes[colour]}"' if colour else ""


def _paper(part: ReportPart) -> str:
    return ' class="upright"' if part.is_upright else ""


def _escaped(text: str) -> str:
    return escape(visible(_NEWLINE.sub("\n", text)), quote=True)
