"""The tables of concepts on the page on the lexicon: run `python docs/lexicon_table.py` to rewrite them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from safeguard_model.lexicon.field import SOURCES, Concept, classes, concepts, contexts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PAGE = Path(__file__).parent / "reference" / "lexicon.md"
MARK = "<!-- From here on made by docs/lexicon_table.py: change the tables of the lexicon instead. -->\n"
MOST: Final = 8


def some(phrases: Sequence[str]) -> str:
    """The first phrases of a line, and how many more there are."""
    more = f"; and {len(phrases) - MOST} more" if len(phrases) > MOST else ""
    return ("; ".join(phrases[:MOST]) + more).replace("|", "\\|")


def row(concept: Concept) -> str:
    """The line of a concept."""
    by = f", in entries of {', '.join(sorted(kind.replace('_', ' ') for kind in concept.by))}" if concept.by else ""
    phrases = map(some, (concept.words, concept.hints, concept.types))
    return f"| {concept.name}{by} | `{concept.kind}` | {' | '.join(phrases)} |"


def tables() -> Iterator[str]:
    """Every line that is made."""
    for source, document in SOURCES.items():
        yield from ("", f"### {source.capitalize()}", "", f"{document}.", "")
        yield from ("| concept | kind | words | hints | as a type |", "|---|---|---|---|---|")
        yield from (row(concept) for concept in concepts() if concept.source == source)
    yield from ("", "## Words near a mention", "", "| they say | where | words |", "|---|---|---|")
    for near in contexts():
        side = "before" if near.is_before else "after"
        yield f"| {near.name} | at most {near.reach} words {side} | {some(near.words)} |"
    yield from ("", "## Classes of words", "", "| class | words |", "|---|---|")
    yield from (f"| `{name}` | {some(sorted(words))} |" for name, words in classes().items())


def rewritten(page: str) -> str:
    """The page with its tables made anew; what stands above the mark is kept."""
    above, _, _ = page.partition(MARK)
    return above + MARK + "\n".join(tables()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
