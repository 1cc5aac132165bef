import pickle
import subprocess
import sys
from datetime import date

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeguard_model import (
    Child,
    Event,
    InvalidRecord,
    MissingExtra,
    Problem,
    Quantity,
    Timeline,
    conflicts,
    coverage,
    diff,
    merge,
    recommendations_by,
    strategies,
    theme_counts,
    theme_pairs,
    to_arrow,
    to_frame,
    to_rows,
    trace,
)
from safeguard_model.formats import Change
from safeguard_model.timeline import Answers, Gap, Piece
from tests.formats.frame_making import BACKENDS, CASE, TIMELINE, needs

RESULTS = {
    "gaps": lambda: TIMELINE.gaps("child-n", longer_than=1, period="2015/2017"),
    "unseen": lambda: TIMELINE.unseen("child-n", 1, period="2015/2017"),
    "journey": lambda: TIMELINE.journey("child-n"),
    "answers_to": lambda: TIMELINE.answers_to("referral", 9, "home_visit"),
    "unanswered": lambda: TIMELINE.unanswered("referral", 9, "referral_decision"),
    "repeats": lambda: TIMELINE.repeats("was_not_brought", 1),
    "overlapping": TIMELINE.overlapping,
    "known_but_not": lambda: TIMELINE.known_but_not("hv", "csc"),
    "sharing": TIMELINE.sharing,
    "pooled": lambda: TIMELINE.pooled().pieces,
    "clocks": lambda: TIMELINE.clocks(bank_holidays=()),
    "ages": lambda: TIMELINE.ages("child-n"),
    "ages_at_incidents": TIMELINE.ages_at_incidents,
    "conflicts": lambda: conflicts(CASE),
    "coverage": lambda: coverage(CASE),
    "recommendations_by": lambda: recommendations_by(CASE, by="level"),
    "theme_counts": lambda: theme_counts(CASE, unit="finding"),
    "theme_pairs": lambda: theme_pairs(CASE, unit="review"),
    "trace": lambda: trace(CASE, "e-1").steps,
    "diff": lambda: diff(CASE.events, [*CASE.events[:-1], attrs.evolve(CASE.events[-1], when="2015")]).changed,
    "candidates": lambda: merge(TIMELINE).candidates,
    "disagreements": lambda: merge(TIMELINE).disagreements,
    "left_out": lambda: TIMELINE.gaps(period="2015/2017", agency="hv").left_out,
    "last_seen": lambda: [TIMELINE.last_seen("child-n")],
    "problems": lambda: [Problem("dangling-id", "error", "Event e-1.people", "no record has this id")],
    "changes": lambda: Answers([Change(before=CASE["e-1"], after=CASE["e-1"], fields=("place",), kept=())]),
    "timeline": lambda: TIMELINE,
    "events": lambda: list(CASE.events),
    "children": lambda: CASE.children,
}


def of_every_record():
    """Draw a few records of one class."""
    kinds = [getattr(strategies, name)() for name in ("children", "incidents", "families", "reviews", "findings")]
    return st.one_of(*(st.lists(kind, max_size=3) for kind in [*kinds, strategies.events(), strategies.agencies()]))


def whole_numbers(value):
    """Yield every whole number in nested lists and dicts."""
    if type(value) is int:
        yield value
    elif isinstance(value, (list, dict)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from whole_numbers(each)


class TestRows:
    def test_a_date_is_four_columns(self):
        """A date gives its text, its first and last day and its precision; without a limit, the day is None."""
        rows = {row["id"]: row for row in to_rows(CASE.events)}
        names = ("when", "when_earliest", "when_latest", "when_precision")
        assert [rows["e-2"][name] for name in names] == ["2016-03", date(2016, 3, 1), date(2016, 3, 31), "month"]
        assert [rows["e-3"][name] for name in names] == ["XXXX", None, None, "unknown"]
        assert [rows["e-2"][f"recorded{name[4:]}"] for name in names] == [None] * 4

    def test_an_agency_has_its_name_and_kind(self):
        """Beside the id of an agency stand its name, or None if it is withheld, and its kind."""
        rows = {row["id"]: row for row in to_rows(TIMELINE)}
        assert rows["e-0"]["agency_name"] == "Riverbank Health Visiting"
        assert (rows["e-0"]["to_agency_name"], rows["e-0"]["to_agency_kind"]) == (None, "childrens_social_care")
        assert (rows["e-3"]["agency"], rows["e-3"]["agency_name"]) == (None, None)

    def test_people_have_labels(self):
        """Beside the ids of the people stand their labels; without a case file, None for each."""
        assert to_rows(TIMELINE.where(lambda event: event.id == "e-1"))[0]["people_labels"] == ["Child N", "Mother"]
        assert to_rows([CASE["e-1"]])[0]["people_labels"] == [None, None]
        assert to_rows([CASE["e-1"]], casefile=CASE)[0]["people_labels"] == ["Child N", "Mother"]

    def test_values_are_plain(self):
        """WordsForm of an enum, dates and nested values become text, dicts and lists: json can write all but dates."""
        row = next(row for row in to_rows(TIMELINE) if row["id"] == "e-1")
        assert type(row["kind"]) is str
        assert row["known_to"][0]["state"] == "did_not_know"
        assert type(row["known_to"][0]["state"]) is str
        assert row["times"]["n"] == 2
        assert row["extra"] == '{"tool:row":4}'

    def test_an_event_of_an_answer_is_told_apart(self):
        """Beside the id of an answer's event stand its kind, date, agency and description; None if there is none."""
        row = to_rows(RESULTS["gaps"](), casefile=CASE)[0]
        assert row["child_label"] == "Child N"
        assert row["after"] is None
        assert row["after_when_earliest"] is None
        assert (row["before"], row["before_kind"], row["before_agency_kind"]) == (
            "e-1",
            "home_visit",
            "health_visiting",
        )
        assert row["before_description"] == "Seen at home."
        assert (row["days_least"], row["days_most"]) == (22, 22)

    def test_ages_stand_beside_their_events(self):
        """The pairs of `ages` give the columns of the event and those of the age: text, words and days."""
        rows = {row["id"]: row for row in to_rows(TIMELINE.ages("child-n"))}
        names = ("age", "age_in_words", "age_days_least", "age_days_most")
        assert [rows["e-1"][name] for name in names] == ["P22D", "22 days", 22, 22]
        assert [rows["e-0"][name] for name in names] == [None, "unborn", None, None]

    def test_derived_births_and_deaths_are_written(self):
        """What a timeline hides from display, a table holds: the dates of births and deaths, derived or not."""
        rows = {row["id"]: row for row in to_rows(TIMELINE)}
        assert rows["child-n/born"]["when"] == "2016-01-10"
        assert "2016-01-10" not in str(TIMELINE)

    @pytest.mark.parametrize(
        "wrong", [3, "e-1", None, {"a": 1}, [3], [CASE], CASE, Timeline, ["e-1"], [CASE.events[:2]]]
    )
    def test_what_has_no_rows_is_refused(self, wrong):
        """Anything but events, records or answers is refused with our own error."""
        with pytest.raises(InvalidRecord, match="expected"):
            to_rows(wrong)

    def test_classes_are_not_mixed(self):
        """Rows of two classes have no columns in common, and are refused."""
        with pytest.raises(InvalidRecord, match="an Event and a Child"):
            to_rows([CASE.events[0], CASE.children[0]])

    def test_the_class_of_no_answers_is_known(self):
        """Answers without any answer still know their columns; bare ones need `of`."""
        assert to_rows(TIMELINE.gaps("child-n", longer_than=9_999, period="2016")) == []
        assert TIMELINE.gaps("child-n", longer_than=9_999, period="2016").of is Gap
        assert TIMELINE.pooled().pieces[:0].of is Piece
        with pytest.raises(InvalidRecord, match="of=Gap"):
            to_rows(Answers([]))
        assert to_rows(Answers([]), of=Gap) == []
        with pytest.raises(InvalidRecord, match="expected the class of the items"):
            to_rows(CASE.children, of=Event)


class TestArrow:
    @pytest.mark.parametrize("name", RESULTS)
    def test_every_result_has_rows_and_a_table(self, name):
        """Every result gives the same rows as dicts and as a table, and the schema is the same for none of them."""
        needs()
        result = RESULTS[name]()
        table = to_arrow(result, casefile=CASE)
        assert table.to_pylist() == to_rows(result, casefile=CASE)
        table.validate(full=True)
        kind = type(result[0]) if len(result) else result.of
        if kind is not tuple:
            assert to_arrow([], of=kind).schema == table.schema

    @given(of_every_record())
    def test_rows_and_tables_agree(self, records):
        """Whatever is in the records, the table holds what the rows hold, under a schema of the class alone."""
        needs()
        rows = to_rows(records)
        assume(not any(number >= 2**63 for number in whole_numbers(rows)))
        table = to_arrow(records)
        assert table.to_pylist() == rows
        assert to_arrow([], of=type(records[0]) if records else None).schema == table.schema
        table.validate(full=True)

    def test_types(self):
        """Dates are real dates, words of an enum dictionaries with every word, ids in lists of text."""
        needs()
        import pyarrow as pa

        schema = to_arrow([]).schema
        assert schema.field("when_earliest").type == pa.date32()
        assert pa.types.is_dictionary(schema.field("kind").type)
        assert schema.field("people").type == pa.list_(pa.string())
        words = to_arrow(CASE.events)["when_precision"].chunk(0).dictionary.to_pylist()
        assert words == ["minute", "day", "month", "season", "year", "decade", "range", "span", "unknown"]

    def test_a_number_beyond_64_bits_is_refused(self):
        """A number that no column can hold is refused by name and without its value; rows can hold it."""
        needs()
        event = Event(id="e-1", when="2016", kind="contact", times=Quantity(n=10**20))
        with pytest.raises(InvalidRecord, match=r"to_arrow\.times") as caught:
            to_arrow([event])
        assert "1" + "0" * 20 not in str(caught.value)
        assert caught.value.__context__ is None
        assert to_rows([event])[0]["times"]["n"] == 10**20


class TestFrames:
    @pytest.mark.parametrize("backend", BACKENDS)
    @pytest.mark.parametrize("name", RESULTS)
    def test_every_library_takes_every_result(self, name, backend):
        """Every result becomes a frame of every library, with the columns of `to_rows`."""
        needs(backend)
        rows = to_rows(RESULTS[name]())
        frame = to_frame(RESULTS[name](), backend)
        assert len(frame) == len(rows)
        names = frame.column_names if backend == "pyarrow" else list(frame.columns)
        assert not rows or names == list(rows[0])

    def test_pandas_has_types_with_null(self):
        """In pandas dates can be computed with, and the types of columns are the same whatever the rows."""
        needs("pandas")
        frame = TIMELINE.to_frame()
        assert frame["when_earliest"].dt.year.max() == 2016
        assert (frame.dtypes == to_frame([]).dtypes).drop(["kind"]).all()
        gaps = RESULTS["gaps"]().to_frame(casefile=CASE)
        assert str(gaps["days_most"].dtype) == "Int64"
        assert str(to_frame(RESULTS["answers_to"]())["in_time"].dtype) == "boolean"

    def test_people_explode_together(self):
        """The lists about people have one length, so that they explode into a row for each event and person."""
        needs("pandas")
        lists = ["about", "about_labels", "about_ages", "about_age_days_least", "about_seen"]
        people = TIMELINE.stored().to_frame().explode(lists)
        row = people[(people["id"] == "e-1") & (people["about"] == "child-n")].iloc[0]
        assert (row["about_labels"], row["about_age_days_least"], row["about_seen"]) == ("Child N", 22, "alone")

    def test_a_case_file_gives_a_frame_for_each_field(self):
        """`CaseFile.to_frames` has a frame for each field with records, also for empty ones."""
        needs("polars")
        frames = CASE.to_frames("polars")
        assert frames["children"]["label"].to_list() == ["Child N", "Sibling"]
        assert frames["agencies"]["kind"].to_list() == ["health_visiting", "childrens_social_care"]
        assert frames["reviews"].shape[0] == 0
        assert "title" in frames["reviews"].columns
        assert len(frames) == 18

    def test_an_unknown_library_is_refused(self):
        """Only three libraries can be asked for."""
        with pytest.raises(InvalidRecord, match="expected pandas, polars or pyarrow"):
            to_frame(TIMELINE, "excel")


class TestTimelineAsItIs:
    """Libraries that know the stream of Arrow take a timeline as it is."""

    def test_pyarrow(self):
        """`pa.table(timeline)` is `to_arrow(timeline)`."""
        needs()
        import pyarrow as pa

        assert pa.table(TIMELINE) == to_arrow(TIMELINE)

    def test_polars(self):
        """`pl.DataFrame(timeline)` has a column for each column, not one of objects."""
        needs("polars")
        import polars as pl

        assert pl.DataFrame(TIMELINE).equals(TIMELINE.to_frame("polars"))

    def test_pandas(self):
        """`pd.DataFrame.from_arrow(timeline)` works from pandas 3 on."""
        needs("pandas")
        import pandas as pd

        if not hasattr(pd.DataFrame, "from_arrow"):
            pytest.skip("this pandas has no from_arrow")
        assert pd.DataFrame.from_arrow(TIMELINE)["id"].tolist() == [event.id for event in TIMELINE]

    def test_duckdb(self):
        """Duckdb finds a timeline by the name of its variable."""
        needs("duckdb")
        import duckdb

        timeline = TIMELINE
        assert duckdb.sql("select count(*) from timeline").fetchall() == [(len(timeline),)]
        assert duckdb.sql("select id from timeline where kind = 'was_not_brought'").fetchall() == [("e-2",)]


class TestWithoutExtras:
    def test_the_missing_package_is_named(self, monkeypatch):
        """Without pyarrow the error names the extra; without the library asked for, the library; rows need neither."""
        monkeypatch.setitem(sys.modules, "polars", None)
        monkeypatch.setitem(sys.modules, "pyarrow", None)
        with pytest.raises(MissingExtra, match=r"pip install 'safeguard-model\[frames\]'") as caught:
            TIMELINE.to_frame("polars")
        assert caught.value.__context__ is None
        assert len(to_rows(TIMELINE)) == len(TIMELINE)

    def test_the_missing_library_is_named(self, monkeypatch):
        """With the extra, but without the library asked for, the error names the library; it can be pickled."""
        needs()
        monkeypatch.setitem(sys.modules, "polars", None)
        with pytest.raises(MissingExtra, match="python -m pip install polars") as caught:
            to_frame(TIMELINE, "polars")
        assert isinstance(caught.value, ImportError)
        assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)

    def test_rows_import_nothing_slow(self):
        """`to_rows` imports no library of tables."""
        script = (
            "from safeguard_model import Event, to_rows, from_frame\n"
            "to_rows([Event(id='e', when='2016', kind='contact')])\n"
            "import sys\n"
            "print({'pyarrow', 'narwhals', 'pandas', 'polars', 'numpy'} & set(sys.modules))"
        )
        found = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
        assert found.stdout.strip() == "set()"

    @pytest.mark.parametrize("function", [to_rows, to_frame, to_arrow])
    def test_functions_travel_between_processes(self, function):
        """Engines that pickle functions can send ours: they are found by name."""
        assert pickle.loads(pickle.dumps(function)) is function


def test_a_child_needs_no_timeline():
    """A few records are enough: no case file and no timeline is needed."""
    assert to_rows((Child(id="c", label="C", born="2016"),))[0]["born_latest"] == date(2016, 12, 31)
