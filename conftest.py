"""The examples in README.md, docs/ and the docstrings of src/ are tests."""

import os
import shutil
import tempfile
from doctest import ELLIPSIS
from pathlib import Path
from typing import Any

from sybil import Sybil
from sybil.parsers.myst import DocTestDirectiveParser, PythonCodeBlockParser, SkipParser
from sybil.parsers.rest import DocTestParser


def enter_workspace(namespace: dict[str, Any]) -> None:
    """Run a document in a folder of its own, so that the files its examples write do not litter the tree.

    The example files are there as they are for somebody who reads along in a clone.
    """
    namespace["_home"] = Path.cwd()
    namespace["_workspace"] = tempfile.TemporaryDirectory()
    examples = Path(namespace["_workspace"].name, "examples")
    chronologies = examples / "chronologies"
    chronologies.mkdir(parents=True)
    here = Path(__file__).parent / "examples"
    for file in here.glob("*.json"):
        shutil.copy(file, examples)
    for kind in ("csv", "docx", "xlsx"):
        for file in here.glob(f"chronologies/*.{kind}"):
            shutil.copy(file, chronologies)
    os.chdir(namespace["_workspace"].name)


def leave_workspace(namespace: dict[str, Any]) -> None:
    """Go back, and remove the document's folder."""
    os.chdir(namespace["_home"])
    namespace["_workspace"].cleanup()


pages = Sybil(
    name="pages",
    parsers=[
        DocTestDirectiveParser(optionflags=ELLIPSIS),
        PythonCodeBlockParser(doctest_optionflags=ELLIPSIS),
        SkipParser(),
    ],
    filenames=["README.md"],
    patterns=["docs/**/*.md"],
    excludes=["docs/_build/**/*.md", "docs/notebooks/*.md"],  # tests/test_notebooks.py runs those
    setup=enter_workspace,
    teardown=leave_workspace,
)
docstrings = Sybil(
    name="docstrings",
    parsers=[DocTestParser(optionflags=ELLIPSIS)],
    path="src",
    patterns=["*.py"],
    setup=enter_workspace,
    teardown=leave_workspace,
)
pytest_collect_file = (pages + docstrings).pytest()
