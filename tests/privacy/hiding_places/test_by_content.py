import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeguard_model.errors import InvalidFile, SafeguardModelError
from safeguard_model.privacy.hiding_places import texts_of
from tests.privacy.hiding_places.making import paragraph, places, png, read, reasons, run, zipped

CANARY = "Zebedee Quill"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DOCX = zipped({"word/document.xml": paragraph(run(CANARY)), "docProps/core.xml": "<a><creator>x</creator></a>"})
XLSX = zipped(
    {
        "xl/worksheets/sheet1.xml": '<a><row r="1"><c r="A1"><v>1</v></c></row></a>',
        "xl/sharedStrings.xml": f"<a><si><t>{CANARY}</t></si></a>",
    }
)


def test_the_name_of_the_file_is_a_text(tmp_path):
    """A chronology is often named after the child."""
    assert places(read(tmp_path, f"{CANARY}.txt", "x"), CANARY) == ["file name"]


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a", "a.unknown", "a.pdf"])
def test_a_document_is_read_whatever_it_is_called(tmp_path, name):
    """The first bytes say what it is."""
    assert places(read(tmp_path, name, DOCX), CANARY) == ["body, paragraph 1"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"<html><p>{CANARY}</p>", "line 1"),
        (f"<?xml version='1.0'?><a>{CANARY}</a>", "line 1"),
        (f'{{"name": "{CANARY}"}}', "$.name"),
        (CANARY, "line 1"),
    ],
)
def test_text_with_an_unknown_ending_is_read_by_how_it_begins(tmp_path, text, place):
    """Web pages, XML, JSON, and prose."""
    assert places(read(tmp_path, "a.unknown", text), CANARY) == [place]


def test_rich_text_is_read_with_a_note(tmp_path):
    """Formatting may split a name there."""
    found = read(tmp_path, "a.rtf", "{\\rtf1 Zebedee Quill}")
    assert places(found, CANARY)
    assert reasons(found) == ["read as plain text: a name that formatting splits is not found"]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.doc", OLD + b"\0" * 99, "before 2007"),
        ("a.xls", OLD + b"\0" * 99, "before 2007"),
        ("a.docx", OLD + "EncryptedPackage".encode("utf-16-le"), "password"),
        ("a.doc", b"\xdb\xa5\0\0", "before 2007"),
        ("a.docx", b"no archive", "damaged"),
        ("a.pdf", b"no PDF", "damaged"),
        ("a.bin", b"\0\1\2\3" * 99, "read can be: .docx"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(tmp_path, name, data, words):
    """The error says what to do, and shows nothing of the file."""
    with pytest.raises(InvalidFile, match=words):
        read(tmp_path, name, data)


def test_a_missing_file_is_an_error_of_the_system(tmp_path):
    """As for every function that opens a file."""
    with pytest.raises(FileNotFoundError):
        texts_of(tmp_path / "none.txt")
    with pytest.raises(OSError, match=r"."):
        texts_of(tmp_path)


def test_an_empty_file_has_no_text_but_its_name(tmp_path):
    """There is nothing to look at."""
    for name in ("a.txt", "a.csv", "a.json", "a.html", "a.docx"):
        found = read(tmp_path, name, b"")
        assert [part.where for part in found.parts] == ["file name"]


def test_text_beyond_the_limit_is_noted(tmp_path, monkeypatch):
    """The beginning is read."""
    monkeypatch.setattr("safeguard_model.privacy.hiding_places.by_content.MAX_BYTES", 20)
    found = read(tmp_path, "a.txt", f"{CANARY}\n\nmore and more")
    assert places(found, CANARY) == ["line 1"]
    assert reasons(found) == ["larger than the limit"]
    with pytest.raises(InvalidFile, match="larger"):
        read(tmp_path, "a.docx", DOCX)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    st.sampled_from(
        [
            ("a.docx", DOCX),
            ("a.xlsx", XLSX),
            ("a.png", png()),
            ("a.html", f"<p a='b'>{CANARY}<!-- x --></p>".encode()),
            ("a.json", b'{"a": ["x", 1]}'),
            ("a.csv", b'a,"b"\n1,2\n'),
            ("a.ipynb", b'{"cells": [{"source": ["x"], "outputs": [{"data": {"text/plain": "x"}}]}]}'),
            ("a.svg", b"<svg><text>x</text></svg>"),
            ("a.txt.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03K\x04\0C\xbe\xb7\xe8\x01\0\0\0"),
        ]
    ),
    st.data(),
)
def test_no_damage_stops_the_reader(tmp_path, file, draw):
    """A file that is cut off or changed gives texts, notes, or an error of the library; nothing else."""
    name, data = file
    broken = bytearray(data[: draw.draw(st.integers(0, len(data)))])
    if broken:
        for place in draw.draw(st.lists(st.integers(0, len(broken) - 1), max_size=6)):
            broken[place] ^= 1 << draw.draw(st.integers(0, 7))
    try:
        found = read(tmp_path, name, bytes(broken))
    except SafeguardModelError:
        return
    assert found.parts[0].where == "file name"
