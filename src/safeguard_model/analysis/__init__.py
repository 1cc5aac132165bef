"""Conflicts: facts on which the records disagree."""

from safeguard_model.analysis.disagreement import Conflict, conflicts

__all__ = ["Conflict", "conflicts"]
