import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.privacy.hiding_places.decoding import (
    decoded_text,
    from_base64,
    is_text,
    readable_strings,
    unescaped,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff\0"))


@given(TEXT)
def test_utf_8_is_read_as_it_is(text):
    """With and without its mark."""
    assert decoded_text(text.encode()) == text
    assert decoded_text(text.encode("utf-8-sig")) == text


@given(TEXT, st.sampled_from(["utf-16", "utf-32"]))
def test_marked_encodings_are_read_as_they_are(text, encoding):
    """UTF-16 and UTF-32 with their marks."""
    assert decoded_text(text.encode(encoding)) == text


@given(st.binary())
def test_any_bytes_decode(data):
    """No bytes stop the reader, and no lone surrogate comes out of UTF-8 or Windows-1252."""
    text = decoded_text(data)
    assert not any(0xDC80 <= ord(char) <= 0xDCFF for char in text) or data.count(0) or data[:1] in {b"\xff", b"\xfe"}


def test_windows_1252_among_utf_8_is_read():
    """A file that is glued together from two programs."""
    assert decoded_text("Zoë ".encode() + "Zoë “x”".encode("cp1252")) == "Zoë Zoë “x”"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("%5aebedee", "Zebedee"),
        ("Zo%C3%AB", "Zoë"),
        ("&#90;o&euml;", "Zoë"),
        ("Zo\\u00eb", "Zoë"),
        ("\\x5aoe", "Zoe"),
        ("\\ud83d\\ude00", "😀"),
        ("\\u{1F600}", "😀"),
        ("_x005A_oe", "Zoe"),
    ],
)
def test_escapes_are_undone(text, plain):
    """The escapes of URLs, HTML, JSON and Excel."""
    assert [*unescaped(text)] == [plain]


@pytest.mark.parametrize("text", ["50% of it", "A & B", "C:\\users", "a_xyz_b", "plain"])
def test_what_only_looks_like_an_escape_is_left(text):
    """A text without escapes gives no other."""
    assert [*unescaped(text)] == []


@given(TEXT)
def test_undoing_escapes_never_fails(text):
    """Nor does it loop."""
    assert len([*unescaped(text)]) <= 1


@given(st.binary(min_size=30))
def test_base64_is_undone(data):
    """With and without padding, in lines, and in the form for URLs."""
    plain = base64.b64encode(data).decode()
    if not plain.rstrip("=").isalpha():
        lines = f"{plain[:20]}\r\n{plain[20:]}"
        for text in (plain, lines, plain.rstrip("="), base64.urlsafe_b64encode(data).decode()):
            assert from_base64(text) == data


@pytest.mark.parametrize(
    "text", ["", "short", "overrideTableStyleFontSizeAndJustification", "a sentence, with a comma in it"]
)
def test_words_are_not_base64(text):
    """A long word of letters, and a sentence."""
    assert from_base64(text) is None


def test_text_and_binary_data_are_told_apart():
    """By zeros and control characters."""
    assert is_text("plain Zoë\r\n\t".encode())
    assert is_text("plain".encode("utf-16-le"))
    assert not is_text(b"\x00\x01\x02\x03" * 9)
    assert not is_text(b"a\0b")


def test_readable_text_is_found_in_binary_data():
    """In one byte a character, in UTF-8 and in UTF-16."""
    data = b"\x00\x01Zebedee\x00" + "Zoë Quill".encode() + b"\0\3" + "Wide Text".encode("utf-16-le") + b"\x02"
    strings = readable_strings(data).split("\n")
    assert {"Zebedee", "Zoë Quill", "Wide Text"} <= set(strings)


@pytest.mark.parametrize("piece", ["\n", "A", "%", "&", "\\u", "_x", "=", "&#", "A\n"])
def test_long_texts_take_no_longer_than_they_are(piece):
    """Looking for escapes and base64 reads a text a few times, not once for each character."""
    text = piece * 300_000 + "!"
    assert from_base64(text) is None
    assert len([*unescaped(text)]) <= 1
