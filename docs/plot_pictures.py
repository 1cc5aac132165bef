"""Draw the pictures in the README and in the gallery, from the invented family: run `python docs/plot_pictures.py`."""

import sys
from pathlib import Path

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))

from examples.invented_family import casefile as invented_family  # noqa: E402
from safeguard_model import Timeline  # noqa: E402
from safeguard_model.display import plots  # noqa: E402


def main() -> None:
    """Write docs/timeline_plot.png, docs/contacts_plot.png and docs/knowledge_plot.png."""
    timeline = Timeline.of(invented_family())
    entries = timeline.where(lambda event: event.derived_from is None or event.kind == "incident")
    period = entries.about("child-e").between("2022-05", "2023-04-20")
    pictures = {
        "timeline_plot": plots.timeline(period, child="child-e", width=12),
        "contacts_plot": plots.contacts(timeline, child="child-e", period="2022-06/2023-04-15", width=11),
        "knowledge_plot": plots.knowledge(timeline.tagged("partner", "piece"), width=9),
    }
    for name, axes in pictures.items():
        axes.figure.savefig(DOCS / f"{name}.png", metadata={"Software": None, "Description": axes.get_label()})


if __name__ == "__main__":
    main()
