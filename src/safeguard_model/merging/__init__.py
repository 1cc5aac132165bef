"""Chronologies of several agencies in one: what appears twice, what is told twice, what does not agree."""

from safeguard_model.merging.disagreements import Disagreement
from safeguard_model.merging.merge_result import LIKELY, Candidate, Decision, Merge, merge

__all__ = ["LIKELY", "Candidate", "Decision", "Disagreement", "Merge", "merge"]
