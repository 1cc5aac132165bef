"""Draw the picture in the tutorial of five agencies: the web page that the tutorial writes, through headless Chromium.

Run it from the top of the project: ``python docs/chronology_picture.py`` (needs ``chromium`` on the path, and the
extras ``excel`` and ``word``).
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import redirect_stdout
from doctest import DocTestParser
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TUTORIAL = ROOT / "docs" / "tutorials" / "five-agencies-one-chronology.md"
QUIET = "--no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-background-networking --disable-sync"


def follow(page: Path) -> None:
    """Run the examples of a page, one after the other, where we are."""
    namespace: dict[str, Any] = {}
    for block in re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL):
        typed = "".join(example.source for example in DocTestParser().get_examples(block)) or block
        exec(typed, namespace)  # noqa: S102 - our own page


def main() -> None:
    """Write docs/chronology.png."""
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        shutil.copytree(ROOT / "examples" / "chronologies", "examples/chronologies")
        with redirect_stdout(sys.stderr):
            follow(TUTORIAL)
        size = "--window-size=1400,490"
        picture = f"--screenshot={ROOT / 'docs' / 'chronology.png'}"
        command = ["chromium", "--headless", *QUIET.split(), f"--user-data-dir={folder}/profile", size, picture]
        subprocess.run([*command, Path("october.html").absolute().as_uri()], check=True, capture_output=True)  # noqa: S603
        os.chdir(ROOT)


if __name__ == "__main__":
    main()
