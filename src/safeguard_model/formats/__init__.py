"""In and out: files, chronologies, and a converter that joins others."""

from typing import TYPE_CHECKING

from safeguard_model.formats.converter import configure_converter, make_converter
from safeguard_model.formats.files import dump, dumps, load, loads
from safeguard_model.formats.lines import BadLine, bulk_load, read_jsonl, write_jsonl
from safeguard_model.formats.schema import json_schema

if TYPE_CHECKING:
    from safeguard_model.formats.chronology import (
        Change,
        Chronology,
        OtherRow,
        Update,
        read_chronology,
        write_chronology,
    )

__all__ = [
    "BadLine",
    "Change",
    "Chronology",
    "OtherRow",
    "Update",
    "bulk_load",
    "configure_converter",
    "dump",
    "dumps",
    "json_schema",
    "load",
    "loads",
    "make_converter",
    "read_chronology",
    "read_jsonl",
    "write_chronology",
    "write_jsonl",
]


def __getattr__(name: str) -> object:
    """What is of chronologies, which reading a case file need not wait for."""
    if name in __all__:
        from safeguard_model.formats import chronology

        return getattr(chronology, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
