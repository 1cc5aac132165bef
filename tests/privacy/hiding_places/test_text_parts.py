import pytest

from safeguard_model.errors import InvalidFile
from safeguard_model.privacy.hiding_places.text_parts import FileTexts, NotLookedAt, TextCollector, TextPart, refusal

CANARY = "Zebedee Quill"


def test_a_text_is_not_shown():
    """Neither a part nor all of them show a text, also not when they are formatted."""
    part = TextPart("line 1", CANARY)
    texts = FileTexts((part,), (NotLookedAt("image 1", "an image"),))
    assert repr(part) == "<TextPart: line 1>"
    assert repr(texts) == "<FileTexts: 1 texts, 1 not looked at>"
    assert CANARY not in f"{part}{texts}{[part]}"
    assert part.text == CANARY


def test_parts_are_values():
    """Parts with the same place and text are equal."""
    assert TextPart("line 1", "a") == TextPart("line 1", "a")
    assert TextPart("line 1", "a") != TextPart("line 1", "b")
    assert len({TextPart("line 1", "a"), TextPart("line 1", "a")}) == 1


def test_a_blank_text_is_left_out():
    """There is nothing to find in it."""
    found = TextCollector(lambda *_: None)
    for text in ("", " ", "\n\t"):
        found.text("line 1", text)
    assert found.parts == []


def test_a_text_with_escapes_is_handed_out_twice():
    """As it is written, and as it reads."""
    found = TextCollector(lambda *_: None)
    found.text("line 1", "Zebedee%20Quill")
    assert [(part.where, part.text) for part in found.parts] == [
        ("line 1", "Zebedee%20Quill"),
        ("line 1, unescaped", CANARY),
    ]


def test_a_refused_embedded_file_is_noted():
    """The error for an embedded file becomes a note, at the place of the file."""

    def refuse(found, name, data):
        raise refusal("content", "the file is damaged")

    found = TextCollector(refuse, place="part 2, ")
    found.file("part 1", "a.zip", b"x")
    assert found.unseen == [NotLookedAt("part 2, part 1", "the file is damaged")]


def test_what_may_be_unpacked_is_shared_with_embedded_files():
    """An embedded file does not get an allowance of its own."""
    found = TextCollector(lambda inner, _name, data: inner.afford("x", len(data)))
    before = found.allowance.size
    found.file("part 1", "a", b"12345")
    assert before - found.allowance.size == 5


def test_a_refusal_is_an_error_of_the_library():
    """It is the error for files that cannot be read."""
    with pytest.raises(InvalidFile, match="too large"):
        raise refusal("size", "too large")
