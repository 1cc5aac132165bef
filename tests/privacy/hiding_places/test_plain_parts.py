import base64

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.privacy.hiding_places.plain_parts import read_lines
from safeguard_model.privacy.hiding_places.text_parts import TextCollector
from tests.privacy.hiding_places.making import places, read

CANARY = "Zebedee Quill"


@given(st.lists(st.sampled_from(["", "one", "two words", " "]), max_size=120))
def test_every_two_neighbouring_lines_are_together_in_a_part(lines):
    """So a name that is broken over two lines is in one text."""
    found = TextCollector(lambda *_: None)
    read_lines(found, "\n".join(f"{line}{number}" if line.strip() else line for number, line in enumerate(lines)))
    texts = [part.text for part in found.parts]
    for number in range(len(lines) - 1):
        if lines[number].strip() and lines[number + 1].strip():
            assert any(f"{lines[number]}{number}\n{lines[number + 1]}{number + 1}" in text for text in texts)


def test_places_are_lines(tmp_path):
    """A part is a paragraph."""
    found = read(tmp_path, "a.md", f"# Heading\n\none\r\n{CANARY}\n\n\nlast")
    assert [part.where for part in found.parts] == ["file name", "line 1", "lines 3 to 4", "line 7"]


def test_a_long_paragraph_is_cut(tmp_path):
    """A place of a thousand lines would be of no use."""
    found = read(tmp_path, "a.txt", "\n".join(["word"] * 100))
    assert [part.where for part in found.parts[1:]] == ["lines 1 to 41", "lines 41 to 81", "lines 81 to 100"]


def test_a_data_link_is_read(tmp_path):
    """Markdown may hold a picture or a file in base64."""
    link = base64.b64encode(f"The name is {CANARY}".encode()).decode()
    found = read(tmp_path, "a.md", f"![x](data:text/plain;base64,{link})")
    assert places(found, CANARY) == ["text, data link 1, line 1"]
