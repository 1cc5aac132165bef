import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.privacy.hiding_places.html_parts import read_html
from safeguard_model.privacy.hiding_places.text_parts import TextCollector
from tests.privacy.hiding_places.making import places, read

CANARY = "Zebedee Quill"
B64 = base64.b64encode(f"The child is {CANARY} of Northshire".encode()).decode()

HIDDEN = {
    "comment": f"<!-- {CANARY} -->",
    "comment with elements": "<!-- <p>Zebe<b>dee Quill</b></p> -->",
    "unfinished comment": f"<p>x<!-- {CANARY}",
    "title": f"<title>{CANARY}</title>",
    "meta": f'<meta name="author" content="{CANARY}">',
    "alternative text": f'<img alt="{CANARY}">',
    "tooltip": f'<p title="{CANARY}">x</p>',
    "label": f'<p aria-label="{CANARY}">x</p>',
    "data attribute": f'<p data-person="{CANARY}">x</p>',
    "name of a data attribute": "<p data-zebedee-quill>x</p>",
    "hidden element": f"<div hidden>{CANARY}</div>",
    "element that is not displayed": f'<div style="display:none">{CANARY}</div>',
    "hidden field": f'<input type="hidden" value="{CANARY}">',
    "script": f"<script>var name = '{CANARY}';</script>",
    "script with escapes": "<script>var name = '\\u005aebedee Quill';</script>",
    "JSON": '<script type="application/json">{"a": ["\\u005aebedee Quill"]}</script>',
    "style": f"<style>p::after {{ content: '{CANARY}' }}</style>",
    "template": f"<template><p>{CANARY}</p></template>",
    "drawing": f"<svg><title>{CANARY}</title></svg>",
    "description of a drawing": f"<svg><desc>{CANARY}</desc></svg>",
    "text of a drawing": "<svg><text><tspan>Zebedee</tspan> <tspan>Quill</tspan></text></svg>",
    "path of a picture": '<img srcset="/Zebedee%20Quill.png 2x">',
    "address": '<a href="mailto:Zebedee%20Quill@example.org">x</a>',
    "data link": f'<a href="data:text/plain;base64,{B64}">x</a>',
    "page in an attribute": '<iframe srcdoc="<p>Zebe<b>dee</b> Quill</p>"></iframe>',
    "entities": "<p>&#90;ebedee&nbsp;Quill</p>".replace("&nbsp;", "&#32;"),
    "formatting": "<p>Ze<b>be<i>dee</i></b> <span>Quill</span></p>",
    "declaration": f"<!DOCTYPE html SYSTEM '{CANARY}'>",
    "instruction": f"<?php {CANARY} ?>",
    "marked section": f"<![CDATA[{CANARY}]]>",
    "unfinished element": f'<p title="{CANARY}',
    "textarea": f"<textarea>{CANARY}</textarea>",
    "noscript": f"<noscript>{CANARY}</noscript>",
}


@pytest.mark.parametrize("case", HIDDEN)
def test_every_hiding_place_of_a_page_is_read(tmp_path, case):
    """A text is found in each of them, and no place shows it."""
    found = read(tmp_path, "a.html", f"<html><body><p>Plain</p>\n{HIDDEN[case]}")
    assert places(found, CANARY) or places(found, "zebedee-quill")
    assert places(found, "Plain") == ["line 1"]
    assert "ebedee" not in f"{[*found.parts]}{found.not_looked_at}"


def test_an_address_in_angle_brackets_is_found(tmp_path):
    """It looks like an element to a reader of HTML."""
    assert places(read(tmp_path, "a.html", "<p>From <zebedee.quill@example.org>"), "zebedee.quill@example.org")


def test_paragraphs_are_not_run_together(tmp_path):
    """The end of one block and the start of the next are two texts."""
    found = read(tmp_path, "a.html", "<ul><li>Zebedee</li><li>Quill</li></ul><p>one<br>two</p>")
    assert [part.text for part in found.parts[1:]] == ["Zebedee", "Quill", "one", "two"]


def test_the_places_are_lines(tmp_path):
    """The line is the one on which the text begins."""
    found = read(tmp_path, "a.htm", f"<p>\n\n{CANARY}</p>\n<!-- Comment Text -->")
    assert places(found, CANARY) == ["line 3"]
    assert places(found, "Comment Text") == ["line 4, comment"]


@given(st.text(alphabet="<>!-/?=\"' ab[]&;\n\0\ufdd0", max_size=60))
def test_no_page_stops_the_reader(text):
    """Whatever the page holds, reading ends, and words outside of elements are found."""
    found = TextCollector(lambda *_: None)
    read_html(found, f"<p>Zebedee</p>{text}".encode())
    assert any("Zebedee" in part.text for part in found.parts)


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<a b='", "<![", "<?", "&#", "<p>", "<script>", "</"])
def test_a_hostile_page_takes_no_longer_than_a_long_one(piece):
    """Many unfinished elements are read in the time of finished ones."""
    found = TextCollector(lambda *_: None)
    read_html(found, (piece * 30_000).encode())
    assert len(found.parts) <= 30_001
