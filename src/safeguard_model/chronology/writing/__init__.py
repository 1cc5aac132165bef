"""A timeline written out as a document: CSV, Excel, Word, Markdown or a web page."""

from safeguard_model.chronology.writing.by_suffix import write_chronology

__all__ = ["write_chronology"]
