"""The recorded files of each released version, which never change: whoever wrote such a file will read it for ever."""

from __future__ import annotations

import hashlib
import json
from enum import StrEnum
from pathlib import Path

import pytest

from safeguard_model import Age, Claim, When, dumps, load
from safeguard_model.dates import Precision
from safeguard_model.records import CaseFile
from safeguard_model.records.fields import fields_of

ROOT = Path(__file__).parents[2]
FOLDERS = sorted(path for path in (ROOT / "tests" / "data").iterdir() if path.name[0].isdigit())
VALID = [path for folder in FOLDERS for path in sorted((folder / "valid").glob("*.json"))]
OTHER_FORMS = [path for folder in FOLDERS for path in sorted((folder / "other-forms").glob("*.json"))]
READ = [json.loads(path.read_bytes()) for path in (*VALID, *OTHER_FORMS)]


def values(cls, document):
    """Every value of a document with the field that holds it, items of lists one by one."""
    for field in fields_of(cls):
        if field.name in document:
            for item in document[field.name] if field.many else [document[field.name]]:
                yield cls, field, item
                if field.is_nested and item is not None:
                    yield from values(field.type, item)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_recorded_files_never_change(folder):
    """No recorded file is changed or removed, and each is listed with its SHA-256 in `manifest.json`.

    To add a file, put it into `valid` as our writer has it, into `other-forms` as another may write the one of that name
    in `valid`, or into `invalid` with its `.problems.txt`; and its name and hash into the manifest, in alphabetical order. A file that is listed stays as it is, also where it turns out to be odd: files like
    it are out there.
    """
    listed = json.loads((folder / "manifest.json").read_bytes())
    found = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob("*/*"))
    }
    for name, digest in listed.items():
        assert name in found, f"{name} was removed: a recorded file stays for ever; put it back"
        assert found[name] == digest, f"{name} was changed: a recorded file never changes; undo it and add a new file"
    assert found.keys() == listed.keys(), (
        f"not in manifest.json, to which they must be added: {sorted(found.keys() - listed.keys())}"
    )
    assert list(listed) == sorted(listed)


@pytest.mark.parametrize("path", OTHER_FORMS, ids=lambda path: path.stem)
def test_other_forms_are_the_same_case_file(path):
    """What another writer may make of a case file is read as the same, and written in our form."""
    ours = path.parents[1] / "valid" / path.name
    assert load(path) == load(ours)
    assert dumps(load(path)) == ours.read_bytes()


def test_every_form_is_recorded():
    """The valid files hold every form of date and age, all kinds of scalars, and every word of every field."""
    found = [each for document in READ for each in values(CaseFile, document)]
    dates = {item for _, field, item in found if field.type is When and item}
    assert {When(text).precision for text in dates} == set(Precision)
    assert set("~?%") <= {text[-1] for text in dates}
    assert {"../", "/..", "[..", "..]"} <= {form for text in dates for form in (text[:3], text[-3:])}
    assert set("YMWD~/.") <= set("".join(item for _, field, item in found if field.type is Age and item))
    assert {repr(item) for _, field, item in found if field.type is bool} == {"True", "False", "None"}
    assert {type(item) for _, field, item in found if field.type is float} == {float, int, type(None)}
    words = {(cls, field.name, item) for cls, field, item in found if issubclass(field.type, StrEnum)}
    for cls in {cls for cls, _, _ in found}:
        for field in fields_of(cls):
            if issubclass(field.type, StrEnum):
                assert {(cls, field.name, str(word)) for word in field.type} - words == set()


def test_every_default_is_recorded_written_out():
    """The files in other forms hold every field that may be left out, at its default."""
    found = {
        (cls, name)
        for path in OTHER_FORMS
        for cls, held in objects(CaseFile, json.loads(path.read_bytes()))
        for name, item in held.items()
        if item in (None, "", [], {}) or any(item == field.default and field.name == name for field in fields_of(cls))
    }
    due = {(cls, field.name) for cls in {cls for cls, _ in found} for field in fields_of(cls) if not field.required}
    assert due - found == {(Claim, "citations")}, "a claim alone cannot have its default, as it must cite"


def objects(cls, document):
    """Every object of a document, with its class."""
    yield cls, document
    for _, field, item in values(cls, document):
        if field.is_nested and item is not None:
            yield field.type, item


@pytest.mark.skipif(not (ROOT / "examples").exists(), reason="the examples are not beside the tests")
def test_the_published_review_is_recorded():
    """A whole published review is among the recorded files."""
    recorded = load(ROOT / "tests" / "data" / "1.0" / "valid" / "norfolk-thematic-review.json")
    assert recorded.title == load(ROOT / "examples" / "norfolk_thematic_review.json").title
