"""The tables of the page on redaction, made from the policy: run `python docs/redaction_table.py` to rewrite them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_model.privacy.redaction_rules import SENTENCES, TABLE, View

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent / "reference" / "redaction.md"


def policy() -> Iterator[str]:
    """Yield the lines of the policy."""
    yield f"| fields | {' | '.join(View)} | why |"
    yield "|---" * (len(View) + 2) + "|"
    for rule in TABLE:
        cells = ["✓" if view in rule.shown else "" for view in View]
        fields = ", ".join(f"`{name.lower() if name.isupper() else name}`" for name in rule.covers.split())
        yield f"| {fields} | {' | '.join(cells)} | {rule.why} |"


def reasons() -> Iterator[str]:
    """Yield the lines of the reasons."""
    yield from ("| reason | what was removed |", "|---|---|")
    yield from (f"| `{reason}` | {sentence} |" for reason, sentence in SENTENCES.items())


def rewritten(page: str) -> str:
    """Return the page with both tables made anew."""
    for first, lines in (("fields", policy()), ("reason", reasons())):
        table = re.compile(rf"^\| {first} \|.*\n(?:\|.*\n)*", re.MULTILINE)
        text = "".join(f"{line}\n" for line in lines)
        page = table.sub(lambda _, text=text: text, page)
    return page


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
