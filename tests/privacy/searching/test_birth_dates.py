from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeguard_model import Adult, Agency, CaseFile, Child, Claim, Event, Source
from safeguard_model.privacy.searching.birth_dates import KnownBirthDates
from safeguard_model.privacy.searching.mentions import CERTAIN, LeakKind
from safeguard_model.records import Citation

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
DAYS_OF_WEEK = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CASE = CaseFile.of(
    "Invented",
    [
        Child(id="child-1", label="Child 1", born="2016-03-02", died="2017-11-23"),
        Child(id="child-2", label="Child 2", born="2013-05"),
        Child(id="child-3", label="Child 3", expected="2018-08-19"),
        Adult(id="adult-1", label="Mother", born="1985-09-14", died="2019-01-30"),
    ],
)
KNOWN = KnownBirthDates.of(CASE)


def found_in(text, known=KNOWN):
    """What is found, how sure, and about whom."""
    return [(text[one.start : one.end], one.sure, one.about) for one in known.mentions(text)]


def ordinal(day: int) -> str:
    """The letters after the number of a day."""
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def certain_forms(day: date) -> list[str]:
    """The written forms of a day that leave no doubt which day it is."""
    d, m, y, short = day.day, day.month, day.year, f"{day.year % 100:02}"
    name, brief = MONTHS[m - 1], MONTHS[m - 1][:3]
    return [
        *(f"{d} {name} {y}", f"{d}{ordinal(d)} {name} {y}", f"{d}{ordinal(d)} of {name}, {y}", f"{name} {d}, {y}"),
        *(f"{name} {d}{ordinal(d)} {y}", f"{d} {brief} {y}", f"{d} {brief} {short}", f"{d:02}-{brief}-{y}"),
        *(
            f"{d}{brief}{y}",
            f"{d} {name.upper()} {y}",
            f"{d} {name} '{short}",
            f"{y} {name} {d}",
            f"{y}-{brief}-{d:02}",
        ),
        *(f"{d:02}/{m:02}/{y}", f"{d}/{m}/{y}", f"{d}.{m}.{y}", f"{d:02}-{m:02}-{y}", f"{d} / {m} / {y}"),
        *(f"{d}/{m}/{short}", f"{d:02}/{m:02}/{short}", day.isoformat(), f"{y}/{m:02}/{d:02}", f"{y}.{m:02}.{d:02}"),
    ]


def doubtful_forms(day: date) -> list[str]:
    """The written forms that may be another day, or another number."""
    d, m, y, short = day.day, day.month, day.year, f"{day.year % 100:02}"
    return [
        *(f"{d}-{m}-{short}", f"{d}.{m}.{short}", f"{d:02} {m:02} {y}", f"{m}/{d}/{y}", f"{y}{m:02}{d:02}"),
        *(f"{d:02}{m:02}{y}", f"{d:02}{m:02}{short}", f"{short}{m:02}{d:02}"),
    ]


days = st.dates(date(1920, 1, 1), date(2029, 12, 31))


@given(days, st.data())
def test_every_written_form_of_a_childs_birth_is_found_where_it_stands(day, data):
    """The place is that of the form alone, whatever is around it; without a word for a birth it is nearly certain."""
    known = KnownBirthDates.of(CaseFile.of("Invented", [Child(id="c", label="C", born=day.isoformat())]))
    form = data.draw(st.sampled_from(certain_forms(day)))
    before = data.draw(st.sampled_from(["", "On ", "seen (", f"{DAYS_OF_WEEK[day.weekday()]} ", "at home; "]))
    after = data.draw(st.sampled_from(["", ".", ") by nobody", ", at 14:30", " and later"]))
    text = before + form + after
    (one,) = known.mentions(text)
    assert text[one.start : one.end] == form
    assert (one.kind, one.about) == (LeakKind.DATE_OF_BIRTH, "c")
    assert 0.8 <= one.sure < CERTAIN


@given(days, st.data())
def test_every_doubtful_form_is_found_where_it_stands(day, data):
    """It is no certain finding, unless the word for it is near; then it is surer."""
    known = KnownBirthDates.of(CaseFile.of("Invented", [Child(id="c", label="C", born=day.isoformat())]))
    form = data.draw(st.sampled_from(doubtful_forms(day)))
    text = f"It says {form} there"
    (one,) = known.mentions(text)
    assert text[one.start : one.end] == form
    if form != f"{day.day:02}/{day.month:02}/{day.year}" and day.day != day.month:
        assert one.sure < CERTAIN
    told = f"DOB {form} there"
    (near,) = known.mentions(told)
    assert told[near.start : near.end] == form
    assert near.sure > one.sure or near.sure >= CERTAIN


@given(days, days, st.data())
def test_no_written_form_of_another_day_is_found(day, other, data):
    """Only days on file count, in whatever form, unless read in another order."""
    assume({day.day, day.month, day.year % 100} != {other.day, other.month, other.year % 100})
    assume((day.day, day.month) != (other.day, other.month))
    assume({f"{day:%d%m%y}", f"{day:%y%m%d}"}.isdisjoint({f"{other:%d%m%y}", f"{other:%y%m%d}", f"{other:%m%d%y}"}))
    known = KnownBirthDates.of(CaseFile.of("Invented", [Child(id="c", label="C", born=day.isoformat())]))
    form = data.draw(st.sampled_from(certain_forms(other)))
    assert known.mentions(f"Seen on {form}, at home") == []


@given(st.text(max_size=200) | st.from_regex(r"([0-9]{1,4}[-/. ]?|march |DOB |born |aged ){1,9}", fullmatch=True))
def test_any_text_can_be_searched(text):
    """Nothing is raised, nothing overlaps, and every place lies in the text."""
    mentions = KNOWN.mentions(text)
    assert all(0 <= one.start < one.end <= len(text) for one in mentions)
    assert all(one.end <= after.start for one, after in pairwise(mentions))


@given(st.text(st.characters(exclude_categories=["N", "Cs"]), max_size=200))
def test_a_text_without_digits_gives_no_date_away(text):
    """Every form has a digit."""
    assert KNOWN.mentions(text) == []


@pytest.mark.parametrize(
    ("text", "form", "about"),
    [
        ("He was born on 2 March at home", "2 March", "child-1"),
        ("her birthday, 14th September, was missed", "14th September", "adult-1"),
        ("born in May 2013", "May 2013", "child-2"),
        ("was 2 on 5 May; dob 05/2013, it says", None, None),
        ("aged 2 on 2 March 2018", "2 March 2018", "child-1"),
        ("turned 2 on 02/03/18", "02/03/18", "child-1"),
        ("CHI 0203161234", "020316", "child-1"),
        ("42431", "42431", "child-1"),
        ("date of birth 42431", "42431", "child-1"),
        ("the twenty-third of November 2017", "twenty-third of November 2017", "child-1"),
        ("due on 19/8/18", "19/8/18", "child-3"),
        ("2016-03-02T14:30", "2016-03-02", "child-1"),
        ("1/3/2016-2/3/2016", "2/3/2016", "child-1"),
        ("2016-03-02/2016-03-09", "2016-03-02", "child-1"),
        ("2016-01-31/2016-03-02", "2016-03-02", "child-1"),
        ("[2016-03-02..2016-03-09]", "2016-03-02", "child-1"),
        ("DOB: 4/5/2011", "4/5/2011", None),
        ("date of birth 3 June 2010", "3 June 2010", None),
    ],
)
def test_a_date_near_its_word_is_found(text, form, about):
    """Day and month, a month, a birthday, a number of a day: each needs the word that makes it one."""
    assert [(found, whose) for found, _, whose in found_in(text)] == ([(form, about)] if form else [])


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Seen on 2 March",
            "seen in March 2016",
            "seen on 2 March 2018",
            "in May 2013",
            "room 42431",
            "at 2.30 on 16/3",
        ),
        *(
            "36/2/3/16",
            "£2.3.16",
            "30/01/2019",
            "aged 3 on 2 March 2018",
            "in 2016, 3 of 2",
            "marching 2 16",
            "born 2016",
        ),
    ],
)
def test_what_is_no_date_of_birth_is_left_out(text):
    """Other dates, numbers of paragraphs, the death of an adult, and a day or a month without a word for a birth."""
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        *(
            ("02/03/2016", False),
            ("born 02/03/2016", True),
            ("seen on 23 November 2017", False),
            ("died on 23 November 2017", True),
        ),
        *(("seen on 14/09/1985", False), ("mother (dob 14/09/1985)", True), ("020316", False), ("dob 020316", True)),
        *(("19/8/18", False), ("EDD 19/8/18", True)),
    ],
)
def test_a_date_is_certain_only_near_a_word_for_it(text, certain):
    """It may be the date of something else as well."""
    ((_, sure, _),) = found_in(text)
    assert (sure >= CERTAIN) is certain


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u2009", "\u200b ", "\n"])
def test_odd_spaces_and_marks_do_not_hide_a_date(space):
    """The place is that in the text as written."""
    text = f"“Seen”{space}2{space}March{space}2016"
    assert [found for found, _, _ in found_in(text)] == [f"2{space}March{space}2016"]
    assert [found for found, _, _ in found_in("on ０２／０３／２０１６")] == ["０２／０３／２０１６"]
    assert [found for found, _, _ in found_in("on 2–3–2016")] == ["2–3–2016"]


def test_a_day_that_several_share_is_nobodys_in_particular():
    """It is found, and about nobody."""
    twins = [Child(id=id, label=id, born="2016-03-02") for id in ("twin-1", "twin-2")]
    known = KnownBirthDates.of(CaseFile.of("Invented", twins))
    assert found_in("2/3/2016", known) == [("2/3/2016", 0.85, None)]
    apart = [Child(id="young", label="Y", born="2016-03-02"), Adult(id="old", label="O", born="1916-03-02")]
    known = KnownBirthDates.of(CaseFile.of("Invented", apart))
    assert [whose for _, _, whose in found_in("2/3/16 and 2/3/1916 and 2/3/2016", known)] == [None, "old", "young"]


def test_claims_and_births_among_the_entries_count_too():
    """What a source claims of a birth, and the entry of a birth of a child whose record has none."""
    known = KnownBirthDates.of(
        CaseFile.of(
            "Invented",
            [
                Source(id="s", title="Report"),
                Agency(id="a", name="Hospital"),
                Child(id="c", label="C", born="2016-03-02"),
                Child(id="d", label="D"),
                Claim(id="claim", about="c", field="born", value="2016-03-04", citations=[Citation(source="s")]),
                Event(id="e", when="2019-06-07T03:15", kind="birth", agency="a", people=["d"]),
            ],
        )
    )
    assert [whose for _, _, whose in found_in("2/3/2016, 4/3/2016 and 7 June 2019", known)] == ["c", "c", "d"]


def test_only_counts_are_shown():
    """Neither `repr` nor a mention holds a date."""
    assert repr(KNOWN) == "<KnownBirthDates: 5>"
    assert "2016" not in repr(KNOWN.mentions("2 March 2016"))


def test_a_case_file_without_dates_finds_only_dates_that_are_called_so():
    """An empty file knows none."""
    known = KnownBirthDates.of(CaseFile.of("Invented"))
    assert found_in("seen on 2 March 2016", known) == []
    assert [found for found, _, _ in found_in("DOB 2 March 2016", known)] == ["2 March 2016"]


def test_the_number_of_a_day_is_that_of_a_spreadsheet():
    """1 March 1900 is day 61 there."""
    day = date(1985, 9, 14)
    assert (day - date(1900, 3, 1)) + timedelta(61) == timedelta(31304)
    assert [whose for _, _, whose in found_in("31304")] == ["adult-1"]
