"""In and out: files, and a converter that joins others."""

from safeguard_model.formats.converter import configure_converter, make_converter
from safeguard_model.formats.files import dump, dumps, load, loads
from safeguard_model.formats.lines import BadLine, bulk_load, read_jsonl, write_jsonl
from safeguard_model.formats.schema import json_schema

__all__ = [
    "BadLine",
    "bulk_load",
    "configure_converter",
    "dump",
    "dumps",
    "json_schema",
    "load",
    "loads",
    "make_converter",
    "read_jsonl",
    "write_jsonl",
]
