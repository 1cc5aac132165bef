"""What the records say together: conflicts between sources, and themes, links and loose ends across reviews."""

from safeguard_model.analysis.disagreement import Conflict, conflicts
from safeguard_model.analysis.loose_ends import Coverage, coverage
from safeguard_model.analysis.recommendation_tables import RecommendationCount, recommendations_by
from safeguard_model.analysis.theme_tables import ThemeCount, ThemePair, theme_counts, theme_pairs
from safeguard_model.analysis.traces import Trace, TraceStep, trace

__all__ = [
    "Conflict",
    "Coverage",
    "RecommendationCount",
    "ThemeCount",
    "ThemePair",
    "Trace",
    "TraceStep",
    "conflicts",
    "coverage",
    "recommendations_by",
    "theme_counts",
    "theme_pairs",
    "trace",
]
