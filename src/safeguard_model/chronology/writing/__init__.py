"""The writing of a timeline as a file: CSV, TSV, Excel, Word, Markdown or a web page."""

from safeguard_model.chronology.writing.by_suffix import write_chronology

__all__ = ["write_chronology"]
