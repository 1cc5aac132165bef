"""Conflicts: fields on which sources, or a source and the record, disagree."""

from safeguard_model.analysis.disagreement import Conflict, conflicts

__all__ = ["Conflict", "conflicts"]
