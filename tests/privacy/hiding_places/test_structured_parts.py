import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.privacy.hiding_places.structured_parts import read_csv, read_json
from safeguard_model.privacy.hiding_places.text_parts import TextCollector
from tests.privacy.hiding_places.making import places, read

CANARY = "Zebedee Quill"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def leaves(value):
    """Every text of a value, keys and numbers among them."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from leaves(item)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item)
    elif value is not None and not isinstance(value, bool):
        yield f"{value}"


@given(VALUES)
def test_every_key_and_value_of_json_is_found(value):
    """Each text that is not blank is handed out, or is a key that the place shows."""
    found = TextCollector(lambda *_: None)
    read_json(found, json.dumps(value).encode())
    texts = [part.text for part in found.parts]
    places = " ".join(part.where for part in found.parts)
    assert [leaf for leaf in leaves(value) if leaf.strip() and leaf not in texts and leaf not in places] == []


@given(
    st.lists(
        st.lists(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n\0"), max_size=9),
            min_size=2,
            max_size=3,
        ),
        max_size=4,
    )
)
def test_every_cell_of_csv_is_found(rows):
    """Each cell that is not blank is handed out, with its row and column."""
    text = "".join(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row) + "\r\n" for row in rows)
    found = TextCollector(lambda *_: None)
    read_csv(found, text.encode(), delimiter=",")
    given = {(part.where, part.text) for part in found.parts}
    cells = {
        (f"row {number}, column {place}", cell.removeprefix("\ufeff") if number == place == 1 else cell)
        for number, row in enumerate(rows, start=1)
        for place, cell in enumerate(row, start=1)
    }
    assert {(where, text) for where, text in cells if text.strip()} <= given


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_csv_is_read_in_every_encoding(tmp_path, encoding):
    """The encodings that Excel and others write."""
    found = read(tmp_path, "a.csv", "name,note\r\nZoë Quill,long note\r\n".encode(encoding))
    assert places(found, "Zoë Quill") == ["row 2, column 1"]
    assert places(found, "name") == ["row 1, column 1"]


def test_other_delimiters_are_seen(tmp_path):
    """Semicolons, tabs, and what a first line declares."""
    assert places(read(tmp_path, "a.csv", f"a;b\n1;{CANARY}\n"), CANARY) == ["row 2, column 2"]
    assert places(read(tmp_path, "a.tsv", f"a\tb\n1\t{CANARY}\n"), CANARY) == ["row 2, column 2"]
    assert places(read(tmp_path, "a.csv", f"sep=^\na^b\n1^{CANARY}\n"), CANARY) == ["row 2, column 2"]


def test_a_cell_that_is_too_long_for_csv_is_read_as_text(tmp_path):
    """No text is lost."""
    found = read(tmp_path, "a.csv", f'a,"{"x" * 140_000} {CANARY}"')
    assert places(found, CANARY) == ["line 1"]


def test_trailing_columns_are_read(tmp_path):
    """Cells beyond the headings."""
    assert places(read(tmp_path, "a.csv", f"a,b\n1,2,,,{CANARY}\n"), CANARY) == ["row 2, column 5"]


def test_json_is_read_with_its_paths(tmp_path):
    """Keys of our records are shown; a key that may be a name is given by its position, and is a text."""
    text = json.dumps({"events": [{"description": CANARY}], "Zebedee Key": {"jack": "Inner Text"}})
    found = read(tmp_path, "a.json", text)
    assert places(found, CANARY) == ["$.events[0].description"]
    assert places(found, "Zebedee Key") == ["$.{2}, key".replace(".{", "{")]
    assert places(found, "Inner Text") == ["$" + "{2}{1}"]
    assert places(found, "jack") == ["$" + "{2}{1}, key"]


def test_escapes_and_numbers_of_json_are_texts(tmp_path):
    """An escaped name, one escaped twice, and an identifier as a number."""
    found = read(tmp_path, "a.json", '{"a": "\\u005aebedee", "b": "\\\\u0051uill", "c": 9434765870, "c": 1.50}')
    for text in ("Zebedee", "Quill", "9434765870", "1.50"):
        assert places(found, text)


@pytest.mark.parametrize(
    "text", ['{"a": "Zebedee Quill",}', '["Zebedee Quill"', "[" * 100_000 + '"Zebedee Quill"', "Zebedee Quill"]
)
def test_what_is_not_json_is_read_as_text(tmp_path, text):
    """Broken JSON, and JSON deeper than can be read."""
    assert places(read(tmp_path, "a.json", text), CANARY)


def test_json_lines_are_read_by_line(tmp_path):
    """A line that is not JSON is a text."""
    found = read(tmp_path, "a.jsonl", f'{{"name": "{CANARY}"}}\n\nplain {CANARY}\n')
    assert places(found, CANARY) == ["line 1, $.name", "line 3"]
