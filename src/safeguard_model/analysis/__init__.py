"""What the records say together: conflicts, themes, links and loose ends; and what differs between two versions."""

from safeguard_model.analysis.differences import Diff, FieldChange, diff
from safeguard_model.analysis.disagreement import Conflict, conflicts
from safeguard_model.analysis.loose_ends import Coverage, coverage
from safeguard_model.analysis.recommendation_tables import RecommendationCount, recommendations_by
from safeguard_model.analysis.theme_tables import ThemeCount, ThemePair, theme_counts, theme_pairs
from safeguard_model.analysis.traces import Trace, TraceStep, trace

__all__ = [
    "Conflict",
    "Coverage",
    "Diff",
    "FieldChange",
    "RecommendationCount",
    "ThemeCount",
    "ThemePair",
    "Trace",
    "TraceStep",
    "conflicts",
    "coverage",
    "diff",
    "recommendations_by",
    "theme_counts",
    "theme_pairs",
    "trace",
]
