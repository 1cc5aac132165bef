"""The tables of the page on words, made from the enums: run `python docs/vocabulary_tables.py` to rewrite them."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_model.records import vocabulary
from safeguard_model.timeline import implied_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum

PAGE = Path(__file__).parent / "reference" / "vocabulary.md"
GROUPS = ("HEALTH", "EDUCATION", "JUSTICE", "SOCIAL_CARE", "CONTACTS")


def meanings() -> dict[str, dict[str, str]]:
    """Return the docstring under each member of each enum, by class and word."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(Path(vocabulary.__file__).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            word = ""
            found[node.name] = {}
            for statement in node.body:
                if isinstance(statement, ast.Assign):
                    word = ast.literal_eval(statement.value)
                elif word and isinstance(statement, ast.Expr):
                    found[node.name][word] = ast.literal_eval(statement.value)
    return found


def table(enum: type[StrEnum], meant: dict[str, str]) -> Iterator[str]:
    """Yield the lines of the table of an enum's words."""
    yield from ("| word | meaning |", "|---|---|")
    for member in enum:
        meaning = meant.get(str(member), "")
        yield f"| `{member}` | {meaning} |" if meaning else f"| `{member}` | |"


def section(name: str, meant: dict[str, str]) -> str:
    """Return the section of an enum: its heading, what it is, and its words."""
    enum = getattr(vocabulary, name)
    return "\n".join([f"### {name}", "", inspect.getdoc(enum) or "", "", *table(enum, meant)]) + "\n"


def derived_tables() -> dict[str, list[str]]:
    """Return the lines of each table of derived events, by the first heading of the table."""
    starts, ends = implied_kinds.EVENT_OF_STATUS_START, implied_kinds.EVENT_OF_STATUS_END
    milestones = (
        implied_kinds.EVENT_OF_MILESTONE,
        implied_kinds.EVENT_OF_PROCEEDING_MILESTONE,
        implied_kinds.EVENT_OF_ACTION_MILESTONE,
    )
    steps = vocabulary.MilestoneKind
    return {
        "status": [f"| `{kind}` | `{starts[kind]}` | `{ends[kind]}` |" for kind in starts],
        "milestone": [f"| `{step}` | {' | '.join(f'`{table[step]}`' for table in milestones)} |" for step in steps],
        "outcome of a party": [f"| `{word}` | `{kind}` |" for word, kind in implied_kinds.EVENT_OF_OUTCOME.items()],
        "standing of a suspect": [f"| `{word}` | `{kind}` |" for word, kind in implied_kinds.EVENT_OF_STANDING.items()],
        "date field": [f"| `{field}` | {reason} |" for field, reason in implied_kinds.IMPLIES_NO_EVENT.items()],
    }


def rewritten(page: str) -> str:
    """Return the page with the tables of words and groups made anew; an enum without a section is an error."""
    for name, meant in meanings().items():
        start = re.compile(rf"^### {name}\n.*?(?=^#|\Z)", re.MULTILINE | re.DOTALL)
        if not start.search(page):
            raise SystemExit(f"no heading for {name} on the page: write one where it belongs")
        text = section(name, meant) + "\n"
        page = start.sub(lambda _, text=text: text, page)
    for name in GROUPS:
        group = getattr(vocabulary, name)
        words = ", ".join(f"`{kind}`" for kind in type(next(iter(group))) if kind in group)
        page = re.sub(rf"^\| `{name}` \|.*$", f"| `{name}` | {words} |", page, flags=re.MULTILINE)
    for heading, lines in derived_tables().items():
        table_of = re.compile(rf"(^\| {heading} \|.*\n\|[-|]+\n)(?:\|.*\n)*", re.MULTILINE)
        rows = "".join(f"{line}\n" for line in lines)
        page = table_of.sub(lambda match, rows=rows: match[1] + rows, page)
    return page


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
