"""The table of headings on the page on chronologies: run `python docs/heading_table.py` to rewrite it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_model.chronology.reading.headings import ALIASES

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent / "reference" / "chronology.md"
MARK = "<!-- From here on made by docs/heading_table.py: change the table in the code instead. -->\n"


def table() -> Iterator[str]:
    """Every line that is made."""
    yield from ("", "| column | headings |", "|---|---|")
    for role, headings in ALIASES.items():
        yield f"| `{role}` | {'; '.join(headings)} |"


def rewritten(page: str) -> str:
    """The page with its table made anew; what stands above the mark is kept."""
    above, _, _ = page.partition(MARK)
    return above + MARK + "\n".join(table()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
