"""The table of headings on the page on chronologies: run `python docs/heading_table.py` to rewrite it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_model.chronology.reading.heading_words import HEADS
from safeguard_model.chronology.reading.whole_headings import ALIASES, DOUBTFUL

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent / "reference" / "chronology.md"
MARK = "<!-- From here on made by docs/heading_table.py: change the table in the code instead. -->\n"


def table() -> Iterator[str]:
    """Every line that is made."""
    yield from ("", "| column | whole headings |", "|---|---|")
    for role, headings in ALIASES.items():
        yield f"| `{role}` | {'; '.join(headings)} |"
    doubtful = "; ".join(word for headings in ALIASES.values() for word in headings if word in DOUBTFUL)
    yield from ("", f"Of these, some mean two things, and a note says what was understood: {doubtful}.")
    yield from ("", "Head words, in the singular, each with how certain the role is:", "")
    yield from ("| column | head words |", "|---|---|")
    for role, words in HEADS.items():
        scored = (f"{word} {score}" for word, score in words.items())
        yield f"| `{role}` | {'; '.join(scored)} |"


def rewritten(page: str) -> str:
    """The page with its table made anew; what stands above the mark is kept."""
    above, _, _ = page.partition(MARK)
    return above + MARK + "\n".join(table()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
