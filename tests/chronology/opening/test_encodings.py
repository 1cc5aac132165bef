"""Encodings: whatever the bytes, no character is lost, and the lines that are in another encoding are named."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.chronology.opening.encodings import decoded

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"))


@given(TEXT)
def test_utf_8(text):
    """UTF-8 is decoded as it is, with or without a byte order mark, and without a note."""
    data = text.encode()
    if not data.startswith(codecs.BOM_UTF8):
        assert (text, []) == decoded(data)
    assert (text, []) == decoded(codecs.BOM_UTF8 + data)


def test_windows():
    """A file in Windows-1252 alone is decoded as that."""
    assert ("Zoë’s – €5", ["encoding: Windows-1252"]) == decoded("Zoë’s – €5".encode("cp1252"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_odd_line(end):
    """Bytes that are not UTF-8 in a UTF-8 file are decoded alone, and their lines are named."""
    data = end.encode().join([b"Date,Event", "Zoë".encode(), b"Ren\x92s", b"a", b"caf\xc3\xa9 \x96 \xc3\xa9"])
    text = end.join(["Date,Event", "Zoë", "Ren’s", "a", "café – é"])
    assert (text, ["lines 3, 5: not UTF-8, decoded as Windows-1252"]) == decoded(data)


def test_no_repair():
    """Text that somebody decoded wrongly before is left as it is."""
    wrong = "FranÃ§ois and Zoë"
    assert wrong in (decoded(wrong.encode() + b"\n\x92")[0] or "")


def test_a_byte_order_mark_is_certain():
    """With the mark of UTF-8 a file is UTF-8, however many bytes of it are not."""
    assert ("a’’", ["line 1: not UTF-8, decoded as Windows-1252"]) == decoded(codecs.BOM_UTF8 + b"a\x92\x92")


def test_many_odd_lines():
    """After twelve lines the note says that there are others."""
    note = decoded("é".encode() * 20 + b"\n\x92" * 14)[1]
    assert ["lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, others: not UTF-8, decoded as Windows-1252"] == note


@given(st.binary())
def test_no_character_is_lost(data):
    """Any bytes give a text or None, with at least as many characters as there are bytes that are not UTF-8."""
    text, _ = decoded(data)
    assert text is not None or data[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}
