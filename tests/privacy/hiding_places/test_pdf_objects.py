from types import SimpleNamespace

from safeguard_model.privacy.hiding_places.pdf_objects import ObjectTexts, attempt
from safeguard_model.privacy.hiding_places.text_parts import TextCollector


def test_what_fails_gives_none():
    """Whatever error a damaged file leads to."""

    def fail(error):
        raise error

    assert attempt(int, "5") == 5
    for error in (ValueError("x"), RecursionError(), MemoryError(), KeyError(1)):
        assert attempt(fail, error) is None


def test_every_string_inside_an_object_is_found():
    """In lists and dictionaries, as text and as bytes; what points to another object is left to that."""
    found = TextCollector(lambda *_: None)
    thing = {"/Kids": [{"/T": "First Text"}, [b"Some Bytes"]], "/X": SimpleNamespace(idnum=4), "/ID": [b"no text"]}
    ObjectTexts(found, None).strings(thing, "object 1")
    assert [(part.where, part.text) for part in found.parts] == [
        ("object 1, name of a field, or author of a note", "First Text"),
        ("object 1, text", "Some Bytes"),
    ]
