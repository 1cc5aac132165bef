import re
from pathlib import Path

import pytest

import safeguard_model

DOCS = Path(__file__).parents[1] / "docs"
PARTS = ["tutorials", "notebooks", "how-to", "reference", "explanation"]
GLOB = re.compile(r"```\{toctree\}\n:glob:\n:maxdepth: 1\n\n([\w-]+\n)*\*\n```")
PAGES = sorted(path.relative_to(DOCS) for path in DOCS.rglob("*.md") if "_build" not in path.parts)


def test_the_front_page_leads_to_every_part():
    """The first page links to the index of each part, and lists it in its contents."""
    front = (DOCS / "index.md").read_text(encoding="utf-8")
    assert [part for part in PARTS if f"]({part}/index.md)" not in front or f"\n{part}/index\n" not in front] == []


@pytest.mark.parametrize("part", PARTS)
def test_every_part_lists_its_pages(part):
    """The index of a part takes in every page of its folder."""
    assert GLOB.search((DOCS / part / "index.md").read_text(encoding="utf-8"))


def test_every_page_is_in_a_part():
    """Every page but the first lies directly in the folder of a part, where its index finds it."""
    assert [page for page in PAGES if page.parent.as_posix() not in PARTS] == [Path("index.md")]


def test_reference_is_complete():
    """Every public name is named, as code, on a page of the reference."""
    pages = "".join(path.read_text(encoding="utf-8") for path in (DOCS / "reference").glob("*.md"))
    code = "".join(re.findall(r"`[^`\n]+`|^\.\. auto\w+:: \S+", pages, re.MULTILINE))
    named = set(re.findall(r"\w+", code))
    assert [name for name in safeguard_model.__all__ if name not in named] == []
