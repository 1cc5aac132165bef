"""What `help` shows of the fields of records and values."""

from __future__ import annotations

import inspect
import pydoc
import subprocess
import sys
import zipfile
from pathlib import Path

import attrs
import pytest

import safeguard_model
from safeguard_model.records import CaseFile, Citation, Event, Person, Record
from safeguard_model.records.base import Value
from safeguard_model.records.field_help import docstrings_under_names
from tests.records.making import CLASSES

every_class = pytest.mark.parametrize("kind", [*CLASSES, CaseFile, Record, Person], ids=lambda kind: kind.__name__)


@attrs.frozen(kw_only=True)
class Case(Value):
    """A case of another tool.

    It has a second paragraph.
    """

    number: int
    """The number in the tool.

    Never that of a child.
    """
    steps: list[int] = attrs.field(factory=list)
    silent: None = None
    word: str = "open"
    """How far it is."""


class Plain(Citation):
    """A class that is derived without attrs."""


class Silent(Citation):
    pass


@every_class
def test_every_field_is_in_the_help(kind):
    """`help` and `inspect.getdoc` show each field's name, type, default and the words of its docstring."""
    meant = docstrings_under_names(kind)
    lines = inspect.getdoc(kind).partition("\nFields:\n")[2].splitlines()
    shown = [line.lstrip(" |").rstrip() for line in pydoc.plain(pydoc.render_doc(kind)).splitlines()]
    fields = attrs.fields(kind)
    types = {
        name: text for base in reversed(kind.__mro__) for name, text in vars(base).get("__annotations__", {}).items()
    }
    assert [line.strip().partition(":")[0] for line in lines if line[4:5].strip()] == [field.name for field in fields]
    for field in fields:
        [at] = [place for place, line in enumerate(lines) if line.startswith(f"    {field.name}: ")]
        assert lines[at].startswith(f"    {field.name}: {types[field.name]}, ")
        assert lines[at].endswith(", required") == (field.default is attrs.NOTHING)
        assert lines[at + 1] == " " * 8 + meant[field.name].splitlines()[0] != " " * 8
        assert {lines[at].strip(), lines[at + 1].strip()} <= set(shown)


def test_the_section_as_it_looks():
    """The docstring stands first, and its fields below, each with all that its docstring says."""
    assert inspect.getdoc(Case).splitlines() == [
        "A case of another tool.",
        "",
        "It has a second paragraph.",
        "",
        "Fields:",
        "    number: int, required",
        "        The number in the tool.",
        "",
        "        Never that of a child.",
        "    steps: list[int], default list()",
        "    silent: None, default None",
        "    word: str, default 'open'",
        "        How far it is.",
    ]


def test_the_help_of_an_object_is_that_of_its_class():
    """An object of a class has the docstring of its class, and shows no value of its own."""
    assert Citation(source="Quillfeather").__doc__ == Citation.__doc__
    assert "Quillfeather" not in Citation(source="Quillfeather").__doc__


def test_derived_classes_have_the_fields_too():
    """A class derived without attrs shows the inherited fields; one without a docstring shows its base's."""
    assert inspect.getdoc(Plain).startswith("A class that is derived without attrs.\n\nFields:\n    source: SourceId")
    assert inspect.getdoc(Silent) == inspect.getdoc(Citation)


def test_words_of_defaults_are_plain():
    """The default of a field of words is the word, as it is written in files."""
    assert "    state: EventState, default 'happened'\n" in Event.__doc__


def run(*arguments, **environment):
    """What a new interpreter prints of the docstring of Citation."""
    script = "from safeguard_model.records import Citation; print(Citation.__doc__)"
    return subprocess.run(
        [sys.executable, *arguments, "-c", script], check=True, capture_output=True, text=True, env=environment or None
    ).stdout.strip()


def test_without_source_code_the_docstring_is_plain(tmp_path):
    """A package of compiled files alone shows the docstring without fields; with -OO there is none at all."""
    source = Path(safeguard_model.__file__).parent
    script = f"import compileall; compileall.compile_dir({str(tmp_path)!r}, quiet=1, legacy=True)"
    for path in source.rglob("*"):
        if path.suffix in {".py", ".tsv", ".json"}:
            copied = tmp_path / "safeguard_model" / path.relative_to(source)
            copied.parent.mkdir(parents=True, exist_ok=True)
            copied.write_bytes(path.read_bytes())
    subprocess.run([sys.executable, "-c", script], check=True)
    for path in tmp_path.rglob("*.py"):
        path.unlink()
    assert run(PYTHONPATH=str(tmp_path)) == "Where a statement is made: a place in a source."
    assert run("-OO") == "None"


def test_source_in_a_zip_file_is_read(tmp_path):
    """A package that is imported from a zip file has its fields in the help, as any other."""
    source = Path(safeguard_model.__file__).parent
    with zipfile.ZipFile(tmp_path / "library.zip", "w") as file:
        for path in source.rglob("*.py"):
            file.write(path, f"safeguard_model/{path.relative_to(source).as_posix()}")
    assert run(PYTHONPATH=str(tmp_path / "library.zip")) == Citation.__doc__.strip()


def test_no_source_is_read_by_the_import():
    """The import of the library neither parses nor reads source code."""
    script = "import safeguard_model, sys; from safeguard_model.records import field_help as f; print(f._of_module.cache_info().currsize)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "0\n"
