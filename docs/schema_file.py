"""The JSON Schema that the package ships, made from the classes: run `python docs/schema_file.py` to rewrite it."""

from __future__ import annotations

import json
from pathlib import Path

from safeguard_model.formats import json_schema, schema

FILE = Path(__file__).parents[1] / "src" / "safeguard_model" / "formats" / schema.SCHEMA_FILE

if __name__ == "__main__":
    FILE.write_text(json.dumps(json_schema(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
