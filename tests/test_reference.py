"""The reference pages that are made from the classes."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "docs" / "field_tables.py"


@pytest.mark.skipif(not SCRIPT.exists(), reason="the documentation is not beside the tests")
def test_field_tables_are_as_made():
    """The page on records is what `python docs/field_tables.py` makes of the classes."""
    spec = importlib.util.spec_from_file_location("field_tables", SCRIPT)
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    page = made.PAGE.read_text(encoding="utf-8")
    assert made.rewritten(page) == page
