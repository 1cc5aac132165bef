"""The notebooks of the documentation: each runs from top to bottom as it is."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

NOTEBOOKS = Path(__file__).parents[1] / "docs" / "notebooks"
PAGES = sorted(path for path in NOTEBOOKS.glob("*.md") if path.stem != "index")
CELL = re.compile(r"^```\{code-cell\}\n(?:---\n.*?^---\n)?(.*?)^```$", re.DOTALL | re.MULTILINE)
NEEDED = [
    "IPython",
    "docx",
    "holidays",
    "matplotlib",
    "narwhals",
    "pandas",
    "pyarrow",
    "python_calamine",
    "xlsxwriter",
]


def cells_of(page):
    """The code of each cell of a page, in order."""
    return CELL.findall(page.read_text(encoding="utf-8"))


# The pages share a process, because most of the time goes into importing pandas and matplotlib. The documentation runs
# each of them in a process of its own.
RUN = """
import json, sys

for page, code in json.load(sys.stdin).items():
    exec(compile(code, page, "exec"), {"__name__": "__main__"})
"""


@pytest.mark.skipif(not all(map(find_spec, NEEDED)), reason="needs every extra, pandas and IPython")
def test_the_notebooks_run(tmp_path):
    """The cells of each notebook run, with nothing from another, in the folder of the pages; they write nothing there."""
    before = sorted(NOTEBOOKS.iterdir())
    run = subprocess.run(
        [sys.executable, "-c", RUN],
        input=json.dumps({page.name: "\n".join(cells_of(page)) for page in PAGES}),
        cwd=NOTEBOOKS,
        env={**os.environ, "MPLBACKEND": "Agg", "TMPDIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.stderr == ""
    assert run.returncode == 0
    assert sorted(NOTEBOOKS.iterdir()) == before


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_notebook_is_read_at_a_glance(page):
    """A page says what you get, and no cell has more than ten lines; no cell is overlooked by the test above."""
    text = page.read_text(encoding="utf-8")
    cells = cells_of(page)
    assert re.search(r"^# .+\n\n.*\byou get\b", text, re.MULTILINE | re.IGNORECASE)
    assert len(cells) == text.count("{code-cell}") > 0
    assert [cell for cell in cells if len(cell.splitlines()) > 10] == []
