"""Professionals."""

from __future__ import annotations

import pytest

from safeguard_model.records import Professional


def test_a_professional_works_for_an_agency():
    """A professional has a label that is safe to show, and an agency."""
    assert Professional(id="sw4", label="SW4", agency="a", name="Bryn Tallow").label == "SW4"
    with pytest.raises(TypeError, match="agency"):
        Professional(id="sw4", label="SW4")
