"""The reference pages that are made from the classes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


@pytest.mark.skipif(not DOCS.exists(), reason="the documentation is not beside the tests")
@pytest.mark.parametrize("script", ["field_tables", "timescale_tables"])
def test_tables_are_as_made(script):
    """The page on records, and that on timescales, is what its script makes of the code."""
    spec = importlib.util.spec_from_file_location(script, DOCS / f"{script}.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    page = made.PAGE.read_text(encoding="utf-8")
    assert made.rewritten(page) == page
