import base64
import json

import pytest

from tests.privacy.hiding_places.making import places, png, read, reasons

CANARY = "Zebedee Quill"
PICTURE = base64.b64encode(png((b"tEXt", b"Author\0Zebedee Quill"))).decode()


def output(**entries):
    """A cell with one output."""
    return {"cell_type": "code", "source": [], "outputs": [entries]}


CASES = {
    "source": ({"source": ["a = 1\n", f"# {CANARY}"]}, "source of cell 1, lines 1 to 2"),
    "source split over lines": ({"source": ["Zebedee ", "Quill"]}, "source of cell 1, line 1"),
    "text": (output(output_type="stream", text=[f"{CANARY}\n"]), "output of cell 1, line 1"),
    "plain data": (output(data={"text/plain": CANARY}), "output of cell 1, form 1, line 1"),
    "HTML": (output(data={"text/html": ["<b>Zebe</b>", "dee Quill"]}), "output of cell 1, form 1, line 1"),
    "JSON": (output(data={"application/json": {"x": CANARY}}), "output of cell 1, form 1, $" + "{1}{1}"),
    "drawing": (
        output(data={"image/svg+xml": f"<svg><title>{CANARY}</title></svg>"}),
        "output of cell 1, form 1, line 1, title",
    ),
    "picture": (output(data={"image/png": PICTURE}), "output of cell 1, form 1, PNG, text"),
    "traceback": (
        output(output_type="error", traceback=["\x1b[31mZebe\x1b[0mdee Quill"]),
        "output of cell 1, traceback, line 1",
    ),
    "error": (output(output_type="error", evalue=CANARY), "output of cell 1, line 1"),
    "metadata of a cell": ({"metadata": {"x": CANARY}}, "cell 1, $.metadata{1}"),
    "metadata of an output": (output(metadata={"x": CANARY}), "output of cell 1, $.metadata{1}"),
    "attachment": ({"attachments": {"a.png": {"image/png": PICTURE}}}, "attachment 1 of cell 1, form 1, PNG, text"),
    "name of an attachment": ({"attachments": {CANARY: {}}}, "attachment 1 of cell 1, file name"),
}


@pytest.mark.parametrize("case", CASES)
def test_every_part_of_a_notebook_is_read(tmp_path, case):
    """A text is found in each of them, at a place that does not show it."""
    cell, place = CASES[case]
    found = read(tmp_path, "a.ipynb", json.dumps({"cells": [cell], "metadata": {}}))
    assert places(found, CANARY)[0] == place


def test_the_metadata_of_a_notebook_is_read(tmp_path):
    """Authors, the state of widgets, whatever is there."""
    notebook = {"metadata": {"authors": [{"name": CANARY}], "widgets": {"state": "Widget State"}}, "cells": []}
    found = read(tmp_path, "a.ipynb", json.dumps(notebook))
    assert places(found, CANARY) == ["notebook, entry 1, $.metadata.authors[0].name"]
    assert places(found, "Widget State")


def test_pictures_of_a_notebook_are_not_looked_at(tmp_path):
    """A plot may show a name."""
    found = read(tmp_path, "a.ipynb", json.dumps({"cells": [output(data={"image/png": PICTURE})]}))
    assert reasons(found) == ["the picture itself"]


@pytest.mark.parametrize(
    "text",
    [
        "Zebedee Quill",
        '["Zebedee Quill"]',
        '{"cells": ["Zebedee Quill", [1]]}',
        '{"cells": [{"outputs": ["Zebedee Quill"]}]}',
    ],
)
def test_an_odd_notebook_is_read_all_the_same(tmp_path, text):
    """Whatever form it has, its texts are found."""
    assert places(read(tmp_path, "a.ipynb", text), CANARY)
