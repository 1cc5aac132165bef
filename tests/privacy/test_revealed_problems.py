"""What a file that is refused keeps out of sight, and what `reveal` shows of it."""

from __future__ import annotations

import copy
import json
import pickle
import traceback
from pathlib import Path

import pytest

from safeguard_model import Child, InvalidFile, load, loads, make_converter, read_jsonl
from safeguard_model.privacy import reveal

CANARY = "Canary Quillfeather"
START = '{"format":"safeguard-model/1.0","title":"Example"'
EVERY_FIELD = json.loads((Path(__file__).parents[1] / "data" / "1.0" / "valid" / "every-field.json").read_bytes())


def refusal(data, read=loads):
    """The error that reading raises."""
    with pytest.raises(InvalidFile) as caught:
        read(data)
    return caught.value


def leaves(value, steps=()):
    """The path to every leaf of a document."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if items is None:
        yield steps
    for step, item in items or ():
        yield from leaves(item, (*steps, step))


def spoilt(document, steps):
    """A document in which one leaf is a list with a canary, which no field takes, and another key is a canary."""
    new = copy.deepcopy(document)
    parent = new
    for step in steps[:-1]:
        parent = parent[step]
    parent[steps[-1]] = [{CANARY: [CANARY]}]
    return new


def check_silence(error):
    """Nothing of the record is in what an error says, holds or pickles, or in the locals of the frames of ours."""
    said = [str(error), repr(error), repr(error.args), repr(vars(error)), *traceback.format_exception(error)]
    frames = list(traceback.walk_tb(error.__traceback__))
    ours = [frame for frame, _ in frames if "safeguard_model" in frame.f_code.co_filename]
    assert ours
    said += [repr(value) for frame in ours for value in frame.f_locals.values()]
    assert not any("Quillfeather" in each for each in said)
    assert b"Quillfeather" not in pickle.dumps(error)
    assert error.__cause__ is error.__context__ is None
    assert copy.copy(error).problems == pickle.loads(pickle.dumps(error)).problems == error.problems


class TestSilence:
    """An error gives nothing away by itself."""

    def test_a_canary_in_every_leaf(self):
        """Whatever leaf is wrong, the error does not hold what stands there, and `reveal` shows it."""
        seen = 0
        for steps in leaves(EVERY_FIELD):
            if "extra" not in steps and steps != ("format",):
                error = refusal(json.dumps(spoilt(EVERY_FIELD, steps)))
                check_silence(error)
                assert CANARY in repr(reveal(error))
                seen += 1
        assert seen > 200

    def test_a_file_on_disk(self, tmp_path):
        """The frames of `load` hold no more than those of `loads`."""
        path = tmp_path / "file.json"
        path.write_text(START + f',"titel":"{CANARY}"}}', encoding="utf-8")
        check_silence(refusal(path, load))

    def test_a_converter(self):
        """The frames of a converter's hooks hold nothing; those of the caller are the caller's."""
        converter = make_converter()
        error = refusal({"id": CANARY, "label": 5}, lambda value: converter.get_structure_hook(Child)(value, Child))
        check_silence(error)
        assert CANARY in repr(reveal(error))


class TestReveal:
    """Every problem beside the value that was refused."""

    @pytest.mark.parametrize(
        ("rest", "shown"),
        [
            (',"children":[{"id":"a b","label":""}]}', ["'a b'", "''"]),
            (',"titel":{"a":1}}', ["of CaseFile; did you mean title?: {'titel': {'a': 1}}"]),
            (',"events":[{"id":"e.1","when":"2016","kind":"other","people":["b"]}]}', ["Event e.1.people[0]: ", ": 'b'"]),
            (',"children":[{"id":"a","label":"A"},{"id":"a","label":"B"}]}', ["Child a: ", ": {'id': 'a', 'label': 'A'}"]),
            (',"extra":{"x":{"b":1,"b":2}}}', ["$.extra{1}{2}: ", ": 2"]),
            (',\n"children":[}', ["line 2, column 13: ", ": '\"children\":[}'"]),
            (',"children":[{"id":"a"}]}', ["$.children[0].label: required, and missing"]),
        ],
    )  # fmt: skip
    def test_values_are_shown(self, rest, shown):
        """The value at the path, the key that is unknown, the link that misses, the record, the line."""
        text = repr(reveal(refusal(START + rest)))
        assert all(each in text for each in shown), text

    def test_bytes(self):
        """Where bytes are no UTF-8, those around the place are shown."""
        text = repr(reveal(refusal(b'{"title":"' + b"x" * 99 + b'\xff"}')))
        assert text.endswith("xxx\\xff\"}'")
        assert "title" not in text

    def test_what_was_not_kept(self):
        """An error that was pickled, and one of somebody else's making, show their problems without values."""
        error = refusal(START + ',"children":5}')
        assert repr(reveal(error)) == f"{error.problems[0]}: 5"
        for other in (pickle.loads(pickle.dumps(error)), InvalidFile(error.problems)):
            assert repr(reveal(other)) == str(error.problems[0])


def test_a_broken_line_among_others_is_shown(tmp_path):
    """Of a line of JSON Lines that is broken, that line is shown, whatever its number in the file."""
    path = tmp_path / "files.jsonl"
    whole = f"{START}}}\n"
    path.write_text(f'{whole}{whole}{START},"children":[{{"id":"{CANARY}",]}}\n', encoding="utf-8")
    with pytest.raises(InvalidFile) as caught:
        list(read_jsonl(path))
    assert "line 3" in str(caught.value)
    assert CANARY not in str(caught.value)
    assert CANARY in repr(reveal(caught.value))
