"""The tables of the page on timescales, made from the rows: run `python docs/timescale_tables.py` to rewrite them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from safeguard_model.timeline import ENGLAND, LOCAL, NORTHERN_IRELAND, SCOTLAND, WALES, Timescale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from enum import StrEnum

PAGE = Path(__file__).parent / "reference" / "timescales.md"
MARK = "<!-- From here on made by docs/timescale_tables.py: change the tables in the code instead. -->\n"
HEADINGS = (
    *("timescale", "from", "stopped by", "length", "only if, unless, ended by", "edition, strength, in force"),
    *("verified", "source"),
)
TABLES = {
    "ENGLAND": ENGLAND,
    "WALES": WALES,
    "SCOTLAND": SCOTLAND,
    "NORTHERN_IRELAND": NORTHERN_IRELAND,
    "LOCAL": LOCAL,
}


def tables() -> Iterator[str]:
    """Every line that is made."""
    for name, rows in TABLES.items():
        yield from ("", f"### `{name}`", "")
        yield f"| {' | '.join(HEADINGS)} |"
        yield f"|{'---|' * len(HEADINGS)}"
        yield from (f"| {' | '.join(cells(row))} |" for row in rows)


def cells(row: Timescale) -> Iterator[str]:
    """One row of a table."""
    yield row.name
    yield words(row.starts)
    yield words(row.stops) or "nothing on file"
    parts = [
        f"{row.span}{' before' if row.length < 0 else ''}",
        *(f"or {part.rule} if earlier" for part in row.earliest_of),
    ]
    yield "; ".join([*parts, "again from each"] if row.every else parts)
    conditions = [f"only if {words(row.only_if)}"] if row.only_if else []
    conditions += [f"only after {words(row.only_after)}"] if row.only_after else []
    conditions += [f"by {words(row.agencies)}"] if row.agencies else []
    conditions += [f"unless decided {words(row.unless)}"] if row.unless else []
    conditions += [f"if {row.condition}"] if row.condition else []
    conditions += [f"ended by {words(row.ends)}"] if row.ends else []
    yield "; ".join(conditions)
    yield f"{row.edition}; {row.strength}; {f'`{row.in_force.text}`' if row.in_force else 'any time'}"
    yield "yes" if row.verified else "**no**"
    yield row.source


def words(kinds: Iterable[StrEnum]) -> str:
    """Kinds as code."""
    return ", ".join(f"`{kind.value}`" for kind in kinds)


def rewritten(page: str) -> str:
    """The page with its tables made anew; what stands above the mark is kept."""
    above, _, _ = page.partition(MARK)
    return above + MARK + "\n".join(tables()) + "\n"


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
