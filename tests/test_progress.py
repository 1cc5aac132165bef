"""The hook for progress bars, and every function that has one."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
import types

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    CaseFile,
    Event,
    InvalidRecord,
    MissingExtra,
    merge,
    read_chronology,
    read_jsonl,
    suggest_kinds,
    write_jsonl,
)
from safeguard_model.progress import followed

WORD = "Quillfeather"
CHRONOLOGY = f"""{WORD},,
Date,Event,Child seen?
2/3/16,Home visit,Yes
,,
2016,,
Date,Event,Child seen?
3/3/16,{WORD} rang,
total,,
,{WORD},
"""


def events(agency):
    """Some entries of an agency, the last of which has a kind."""
    return [
        Event(id=f"{agency}-1", when="2016-03-02", kind="other", description=f"ICPC held. {WORD}", agency=agency),
        Event(id=f"{agency}-2", when="2016-03-03", kind="other", description="Strat disc held.", agency=agency),
        Event(id=f"{agency}-3", when="2016-03-04", kind="referral", agency=agency),
    ]


class Recorder:
    """A hook that keeps what it is given."""

    def __init__(self):
        self.items, self.told, self.ended = [], [], 0

    def __call__(self, iterable, *, total, desc):
        """Yield the items."""
        self.told.append((total, desc))
        for item in iterable:
            self.items.append(item)
            yield item
        self.ended += 1


def listed(iterable, **_):
    """A hook that takes all items at once."""
    return list(iterable)


def read(path, progress):
    """A chronology of rows of every sort."""
    path.with_suffix(".csv").write_text(CHRONOLOGY, encoding="utf-8")
    return read_chronology(path.with_suffix(".csv"), agency="hv", subject="child-a", progress=progress)


def merged(_, progress):
    """The chronologies of two agencies, merged."""
    made = merge(events("hv"), events("police"), events("hv"), progress=progress)
    return made.timeline, made.duplicates, list(made.candidates), list(made.disagreements)


def suggested(_, progress):
    """Kinds suggested for entries."""
    return list(suggest_kinds(events("hv"), progress=progress))


def written(path, progress):
    """Case files written to a file."""
    return write_jsonl([CaseFile.of(f"{number}") for number in range(3)], path, progress=progress), path.read_bytes()


def read_back(path, progress):
    """Case files read from a file."""
    write_jsonl([CaseFile.of(f"{number}") for number in range(3)], path)
    return list(read_jsonl(path, progress=progress))


FUNCTIONS = {
    read: (9, "reading rows"),
    merged: (6, "comparing entries"),
    suggested: (2, "suggesting kinds"),
    written: (3, "writing case files"),
    read_back: (None, "reading case files"),
}
every_function = pytest.mark.parametrize("function", FUNCTIONS)


@every_function
class TestEveryFunction:
    def test_the_hook_sees_every_item(self, function, tmp_path):
        """The hook is called once, with the number of items, and is run to its end."""
        hook = Recorder()
        function(tmp_path / "file", hook)
        assert hook.told == [FUNCTIONS[function]]
        assert len(hook.items) == (FUNCTIONS[function][0] or 3)
        assert hook.ended == 1

    def test_the_result_is_the_same(self, function, tmp_path):
        """A hook changes nothing, nor do False and None."""
        without = function(tmp_path / "file", None)
        assert function(tmp_path / "file", Recorder()) == without
        assert function(tmp_path / "file", False) == without
        assert function(tmp_path / "file", listed) == without

    @pytest.mark.parametrize("own", [KeyError("mine"), OSError("mine"), KeyboardInterrupt()])
    @pytest.mark.parametrize("after", [0, 1])
    def test_what_the_hook_raises_is_passed_on(self, function, own, after, tmp_path):
        """An error of the hook ends the function, as it is."""

        def fail(iterable, **_):
            yield from itertools.islice(iterable, after)
            raise own

        with pytest.raises(type(own)) as caught:
            function(tmp_path / "file", fail)
        assert caught.value is own

    def test_a_hook_that_loses_an_item_is_refused(self, function, tmp_path):
        """No row is lost: not the first, nor the last, nor is one changed, added or moved."""
        hooks = [
            lambda items, **_: (),
            lambda items, **_: itertools.islice(items, 1),
            lambda items, **_: itertools.islice(items, 1, None),
            lambda items, **_: list(items)[:-1],
            lambda items, **_: reversed(list(items)),
            lambda items, **_: enumerate(items),
            lambda items, **_: [*items, None],
        ]
        for hook in hooks:
            with pytest.raises(InvalidRecord, match="passes on every item") as caught:
                function(tmp_path / "file", hook)
            assert caught.value.field == "progress"
            assert caught.value.__context__ is None

    @pytest.mark.parametrize("value", [5, WORD, ["x"]])
    def test_what_is_no_hook_is_refused(self, function, value, tmp_path):
        """The error names the function and shows no value."""
        with pytest.raises(InvalidRecord, match=r"\.progress: expected True, or a function") as caught:
            function(tmp_path / "file", value)
        assert WORD not in str(caught.value)

    def test_true_is_tqdm(self, function, tmp_path, monkeypatch):
        """True is the bar of tqdm, shown only in a terminal or notebook; without tqdm, the error has the command."""
        told = []

        def tqdm(iterable, **how):
            told.append(how)
            return iterable

        without = function(tmp_path / "file", None)
        monkeypatch.setitem(sys.modules, "tqdm", types.ModuleType("tqdm"))
        monkeypatch.setitem(sys.modules, "tqdm.auto", types.SimpleNamespace(tqdm=tqdm))
        total, desc = FUNCTIONS[function]
        assert function(tmp_path / "file", True) == without
        assert told == [{"total": total, "desc": desc, "disable": None}]
        monkeypatch.setitem(sys.modules, "tqdm.auto", None)
        with pytest.raises(MissingExtra, match=re.escape("python -m pip install tqdm")) as caught:
            function(tmp_path / "file", True)
        assert caught.value.__context__ is None


def test_items_of_a_chronology_are_its_rows_in_order(tmp_path):
    """The hook gets the rows of all kinds in the order of the file."""
    hook = Recorder()
    read(tmp_path / "file", hook)
    assert [row.number for row in hook.items] == list(range(1, 10))


def test_a_transposed_table_and_a_form_have_progress_too(tmp_path):
    """Where entries are columns or blocks of lines, the hook gets these, as many as the chronology counts."""
    for text in (
        "Date,2/3/16,3/3/16\nEvent,Home visit,Rang\n",
        "Date,2/3/16\nEvent,Home visit\n\nDate,3/3/16\nEvent,Rang\n",
    ):
        path, hook = tmp_path / "file.csv", Recorder()
        path.write_text(text, encoding="utf-8")
        chronology = read_chronology(path, agency="hv", progress=hook)
        assert len(chronology) == 2
        assert hook.told == [(chronology.rows, "reading rows")]
        assert (len(hook.items), hook.ended) == (chronology.rows, 1)


def test_items_of_a_merge_are_the_entries_compared():
    """The hook gets each entry that is left when the equal ones are gone, in the order of time."""
    hook = Recorder()
    made = merge(events("hv"), events("police"), events("hv"), progress=hook)
    assert hook.items == list(made.timeline)


def test_a_line_that_is_refused_is_no_item(tmp_path):
    """The case files that are read pass through the hook, and bad lines do not."""
    path, hook, bad = tmp_path / "file.jsonl", Recorder(), []
    write_jsonl([CaseFile.of("One")], path)
    path.write_bytes(b"bad\n" + path.read_bytes())
    assert list(read_jsonl(path, bad.append, progress=hook)) == hook.items == [CaseFile.of("One")]
    assert len(bad) == 1


def test_a_generator_has_no_total(tmp_path):
    """What has no length is written with progress, too."""
    hook = Recorder()
    assert write_jsonl((CaseFile.of(title) for title in "ab"), tmp_path / "file.jsonl", progress=hook) == 2
    assert hook.told == [(None, "writing case files")]


@given(st.lists(st.integers()), st.integers(1, 5))
def test_a_hook_may_take_items_ahead(numbers, ahead):
    """Items that the hook takes before it passes on the first are the same items."""

    def in_batches(iterable, **_):
        while batch := list(itertools.islice(iterable, ahead)):
            yield from batch

    assert list(followed(numbers, in_batches, len(numbers), "", "f")) == numbers


def test_nothing_is_imported_without_a_bar():
    """No bar is imported unless it is asked for."""
    script = "import safeguard_model as s, sys; s.merge([]); s.suggest_kinds([]); print('tqdm' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stdout == "False\n"
