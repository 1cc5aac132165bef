"""Questions asked across records."""

from safeguard_model.analysis.disagreement import Conflict, conflicts

__all__ = ["Conflict", "conflicts"]
