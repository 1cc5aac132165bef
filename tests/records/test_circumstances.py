"""Statuses and factors."""

from __future__ import annotations

from safeguard_model.records import Factor


def test_a_factor_is_present_unless_said_otherwise():
    """A factor on file is present; absence has to be stated."""
    assert Factor(id="f", person="c", kind="domestic_abuse").state == "present"
    assert Factor(id="f", person="c", kind="domestic_abuse", state="absent").state == "absent"
