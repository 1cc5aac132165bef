"""Reading and writing of case files: JSON, JSON Lines, the JSON Schema, converters for cattrs, and data frames.

The functions and classes for chronologies can be imported from here too.
"""

from typing import TYPE_CHECKING

from safeguard_model.formats.converter import configure_converter, make_converter
from safeguard_model.formats.files import dump, dumps, load, loads
from safeguard_model.formats.lines import BadLine, bulk_load, read_jsonl, write_jsonl
from safeguard_model.formats.schema import json_schema
from safeguard_model.lazy import front_door

if TYPE_CHECKING:
    from safeguard_model.chronology import (
        Change,
        Chronology,
        OtherRow,
        Update,
        read_chronology,
        write_chronology,
    )
    from safeguard_model.formats.frame_reading import from_frame
    from safeguard_model.formats.frames import to_arrow, to_frame, to_rows

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
    "from_frame",
    "json_schema",
    "load",
    "loads",
    "make_converter",
    "read_chronology",
    "read_jsonl",
    "to_arrow",
    "to_frame",
    "to_rows",
    "write_chronology",
    "write_jsonl",
]


__getattr__, __dir__ = front_door(
    __name__,
    __all__,
    rooms=[
        "safeguard_model.formats.frames",
        "safeguard_model.formats.frame_reading",
        "safeguard_model.chronology",
    ],
)
