"""The merging of chronologies: duplicates, events that two entries describe, and disagreements between entries."""

from safeguard_model.merging.disagreements import Disagreement
from safeguard_model.merging.merge_result import LIKELY, Candidate, Decision, Group, Merge, merge

__all__ = ["LIKELY", "Candidate", "Decision", "Disagreement", "Group", "Merge", "merge"]
