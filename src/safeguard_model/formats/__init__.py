"""In and out: files, and a converter that joins others."""

from safeguard_model.formats.converter import configure_converter, make_converter
from safeguard_model.formats.files import dump, dumps, load, loads

__all__ = ["configure_converter", "dump", "dumps", "load", "loads", "make_converter"]
