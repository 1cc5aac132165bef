"""The writing of a timeline as a file: CSV, TSV, Excel, Word, Markdown or a web page."""

from safeguard_model.chronology.writing.by_suffix import write_chronology
from safeguard_model.chronology.writing.panel import EXCHANGE, PANEL

__all__ = ["EXCHANGE", "PANEL", "write_chronology"]
