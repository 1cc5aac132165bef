import pickle
import sys
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import Event, InvalidFile, InvalidRecord, MissingExtra, from_frame, strategies, to_frame
from tests.formats.frame_making import BACKENDS, CASE, TIMELINE, needs

ROW = {"id": "e-1", "when": "2016-03-02", "kind": "referral"}


def fits(event):
    """Whether a table can hold the numbers of an event: those of 64 bits."""
    quantities = [*event.quantities, *([] if event.times is None else [event.times])]
    return all(max(each.n or 0, each.total or 0) < 2**63 for each in quantities)


def read(*rows, **columns):
    """The events of a frame of pandas with these rows, and with columns that all rows share."""
    needs("pandas")
    import pandas as pd

    return from_frame(pd.DataFrame([{**ROW, **columns, **row} for row in rows or [{}]], dtype=object))


def problems(*rows, **columns):
    """The places and messages of the problems with such a frame."""
    with pytest.raises(InvalidFile) as caught:
        read(*rows, **columns)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
    return [(each.where, each.message) for each in caught.value.problems]


class TestRoundTrip:
    @pytest.mark.parametrize("backend", BACKENDS)
    @given(events=st.lists(strategies.events().filter(fits), max_size=3))
    def test_every_field(self, backend, events):
        """Whatever is in the fields of events, they are read back equal."""
        needs(backend)
        assert from_frame(to_frame(events, backend)) == tuple(events)

    @pytest.mark.parametrize("backend", BACKENDS)
    def test_a_timeline_with_its_derived_events(self, backend):
        """A timeline is read back as it was, with the events that were derived; so are the pairs of `ages`."""
        needs(backend)
        assert from_frame(TIMELINE.to_frame(backend)) == tuple(TIMELINE)
        assert from_frame(to_frame(TIMELINE.ages("child-n"), backend)) == tuple(TIMELINE)
        assert CASE.with_timeline(from_frame(TIMELINE.to_frame(backend))) == CASE

    def test_a_timeline_of_arrow(self):
        """A frame that a library made of the timeline itself is read back too."""
        needs("pandas")
        import pandas as pd

        if not hasattr(pd.DataFrame, "from_arrow"):
            pytest.skip("this pandas has no from_arrow")
        assert from_frame(pd.DataFrame.from_arrow(TIMELINE)) == tuple(TIMELINE)


class TestReading:
    def test_three_columns_are_enough(self):
        """A frame needs an id, a date and a kind; every other field has its default."""
        assert read() == (Event(**ROW),)

    @pytest.mark.parametrize(
        ("when", "text"),
        [
            (date(2016, 3, 2), "2016-03-02"),
            (datetime(2016, 3, 2), "2016-03-02"),
            (datetime(2016, 3, 2, 14, 30), "2016-03-02T14:30"),
            ("2016-03", "2016-03"),
        ],
    )
    def test_real_dates(self, when, text):
        """A date may be a date, a time or strict text."""
        assert read(when=when)[0].when.text == text

    def test_null_is_nothing(self):
        """None and the nulls of pandas leave a field at its default."""
        needs("pandas")
        import pandas as pd

        for null in (None, float("nan"), pd.NA, pd.NaT):
            assert read(agency=null, recorded=null, description=null, order=null) == (Event(**ROW),)

    def test_numbers_that_became_floats(self):
        """A whole number that pandas made a float, beside a null, is a whole number."""
        assert read(times={"n": 3.0, "what": "calls", "words": None})[0].times.n == 3

    def test_no_rows(self):
        """A frame without rows has no events, but must have the columns."""
        needs("pandas")
        import pandas as pd

        assert from_frame(pd.DataFrame(columns=list(ROW))) == ()
        with pytest.raises(InvalidFile) as caught:
            from_frame(pd.DataFrame())
        assert [each.where for each in caught.value.problems] == ["column id", "column when", "column kind"]


class TestProblems:
    def test_all_at_once_by_row_and_column(self):
        """Every problem is listed with its row, from 1, and its column; no value is in the message."""
        found = problems(
            {},
            {"when": "2 Mrach 2016"},
            {"kind": "Jane Secret", "people": "Jane Secret"},
            {"people": ["Jane Secret", None], "seen": 3},
            {"id": None, "extra": "{Jane Secret"},
            {"known_to": [{"agency": "a", "since": "Jane Secret"}]},
        )
        assert [where for where, _ in found] == [
            "row 2, column when",
            "row 3, column kind",
            "row 3, column people",
            "row 4, column people[0]",
            "row 4, column people[1]",
            "row 4, column seen",
            "row 5, column extra",
            "row 5, column id",
            "row 6, column known_to[0].since",
        ]
        assert "Jane" not in str(found)
        assert "Secret" not in str(found)

    def test_a_time_with_an_offset(self):
        """A time with an offset is refused: times are on the UK local clock."""
        needs("pandas")
        import pandas as pd

        ((where, message),) = problems(when=pd.Timestamp("2016-03-02 14:30", tz="UTC"))
        assert where == "row 1, column when"
        assert "UK local clock" in message

    def test_a_record_that_breaks_a_rule(self):
        """A rule between fields is told of the row."""
        ((where, message),) = problems(id="a/b")
        assert where == "row 1"
        assert "derived_from" in message

    def test_columns_that_nothing_reads(self):
        """A column that is no field would be lost, so it is refused by its place, with the field that may be meant."""
        (found,) = problems(**{"Jane Secret": 1})
        assert found == ("column 4", "not a field of Event: rename it or drop it")
        ((_, message),) = problems(outcom="x")
        assert "did you mean outcome?" in message

    def test_columns_worked_out_from_others_are_not_read(self):
        """What `to_frame` works out from other columns may be there, and changes nothing."""
        assert read(when_earliest=date(2000, 1, 1), agency_name="x", about_seen=["yes"]) == (Event(**ROW),)

    def test_the_error_can_be_pickled(self):
        """The error travels between processes."""
        needs("pandas")
        with pytest.raises(InvalidFile) as caught:
            read(when="x")
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)
        assert str(caught.value).startswith("the frame cannot be read: 1 problem")

    @pytest.mark.parametrize("wrong", [3, "Jane Secret", None, [ROW], ROW, TIMELINE])
    def test_what_is_no_frame(self, wrong):
        """Anything but a data frame is refused."""
        needs()
        with pytest.raises(InvalidRecord, match="expected a data frame"):
            from_frame(wrong)

    def test_lazy_frames(self):
        """A lazy frame is refused, and the error says what to do."""
        needs("polars")
        import polars as pl

        with pytest.raises(InvalidRecord, match="collect"):
            from_frame(pl.DataFrame([ROW]).lazy())

    def test_headings_that_appear_twice(self):
        """Two columns of one name are refused."""
        needs("pandas")
        import pandas as pd

        with pytest.raises((InvalidFile, InvalidRecord)):
            from_frame(pd.DataFrame([["a", "b"]], columns=["id", "id"]))

    def test_without_the_extra(self, monkeypatch):
        """Without narwhals, the error names the extra."""
        monkeypatch.setitem(sys.modules, "narwhals", None)
        with pytest.raises(MissingExtra, match=r"safeguard-model\[frames\]"):
            from_frame(3)
