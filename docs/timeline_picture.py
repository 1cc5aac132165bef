"""Draw the picture in the README: the timeline of the example, as a notebook shows it, through headless Chromium.

Run it from the top of the project: ``python docs/timeline_picture.py`` (needs ``chromium`` on the path).
"""

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from examples.norfolk_thematic_review import casefile  # noqa: E402
from safeguard_model import Timeline  # noqa: E402

PAGE = "<!doctype html><meta charset=utf-8><body style='margin:12px;font-family:sans-serif;font-size:15px'>{}"
QUIET = "--no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-background-networking --disable-sync"


def main() -> None:
    """Write docs/timeline.png."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "timeline.html"
        page.write_text(PAGE.format(Timeline.of(casefile())._repr_html_()), encoding="utf-8")
        size = "--window-size=1120,545"
        picture = f"--screenshot={ROOT / 'docs' / 'timeline.png'}"
        command = ["chromium", "--headless", *QUIET.split(), f"--user-data-dir={folder}/profile", size, picture]
        subprocess.run([*command, page.as_uri()], check=True, capture_output=True)  # noqa: S603


if __name__ == "__main__":
    main()
