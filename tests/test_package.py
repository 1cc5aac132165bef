import importlib
import importlib.metadata
import pkgutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

import safeguard_model

SLOW_OR_OPTIONAL = {
    "cattrs",
    "duckdb",
    "hypothesis",
    "matplotlib",
    "msgspec",
    "narwhals",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
}
MODULES = ["safeguard_model"] + [
    module.name for module in pkgutil.walk_packages(safeguard_model.__path__, prefix="safeguard_model.")
]


def modules_after(statement):
    """The top-level modules loaded by one statement in a fresh interpreter."""
    script = f"{statement}; import sys; print(*{{name.partition('.')[0] for name in sys.modules}})"
    return set(
        subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.split()
    )


def test_types_are_shipped():
    """The package carries the marker that tells type checkers to read its annotations."""
    assert files("safeguard_model").joinpath("py.typed").is_file()


@pytest.mark.parametrize("name", MODULES)
def test_every_module_says_what_it_is(name):
    """Every module has a docstring."""
    try:
        module = importlib.import_module(name)
    except ImportError as error:
        if (error.name or "").partition(".")[0] == "safeguard_model":
            raise
        pytest.skip(f"{error.name} is not installed")
    assert (module.__doc__ or "").strip()


def test_front_door_is_sorted_and_leads_somewhere():
    """`__all__` is sorted, without duplicates, and each of its names can be had and is listed by `dir`."""
    names = safeguard_model.__all__
    assert sorted(set(names)) == list(names)
    assert [name for name in names if not hasattr(safeguard_model, name)] == []
    assert set(names) <= set(dir(safeguard_model))


@pytest.mark.parametrize(
    "statement", ["import safeguard_model", "from safeguard_model import CaseFile, Timeline, When"]
)
def test_front_door_is_light(statement):
    """Neither optional packages nor slow ones are loaded before they are needed."""
    assert modules_after(statement) & SLOW_OR_OPTIONAL == set()


def test_version_is_that_of_the_distribution():
    """`__version__` says what is installed, and only the package itself has it."""
    assert safeguard_model.__version__ == importlib.metadata.version("safeguard-model")
    assert not hasattr(safeguard_model.timeline, "__version__")


def test_dir_lists_what_is_offered_and_no_more():
    """Completion in a notebook shows the public names alone."""
    assert [name for name in dir(safeguard_model) if not name.startswith("_")] == sorted(
        name for name in safeguard_model.__all__ if not name.startswith("_")
    )


def test_unknown_name_is_an_attribute_error():
    """A name that is not there is refused as Python refuses it, so that hasattr and typing tools work."""
    with pytest.raises(AttributeError, match="no_such_name"):
        safeguard_model.no_such_name  # noqa: B018


def test_changelog_has_room_for_the_next_version():
    """The changelog has a heading for what is not yet released."""
    changelog = Path(__file__).parents[1] / "CHANGELOG.md"
    assert "## [Unreleased]" in changelog.read_text(encoding="utf-8").splitlines()
