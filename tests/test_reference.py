"""The reference pages that are made from the classes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.skipif(not DOCS.exists(), reason="the documentation is not beside the tests")
@pytest.mark.parametrize(
    "script",
    ["date_tables", "field_tables", "heading_table", "lexicon_table", "timescale_tables", "house_picture"],
)
def test_tables_are_as_made(script):
    """Each page with tables made of the code is what its script makes of it."""
    spec = importlib.util.spec_from_file_location(script, DOCS / f"{script}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    page = made.PAGE.read_text(encoding="utf-8")
    assert made.rewritten(page) == page
