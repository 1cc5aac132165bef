"""A generalised file tells no date and no age more finely than asked, and loses nothing else."""

import re
from datetime import date, timedelta
from pathlib import Path

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeguard_model import (
    Adult,
    Age,
    Agency,
    CaseFile,
    Child,
    Claim,
    Event,
    InvalidRecord,
    Timeline,
    When,
    dumps,
    loads,
    strategies,
)
from safeguard_model.dates.when import meaning_of
from safeguard_model.privacy.coarser import AGE_BANDS, band_of, coarser_age, coarser_when
from safeguard_model.privacy.finer_dates import finder, id_finder
from safeguard_model.privacy.finer_words import AGE_WORDS, DAYS_OFF, MONTHS, NUMBERS, RELATIVE, UNITS, WEEKDAYS
from safeguard_model.privacy.generalising import generalise
from safeguard_model.privacy.leaves import leaves_of
from safeguard_model.records import AgeOf, Citation, Harm, Identifier, Incident, Quantity, Review, Source, StatedAge
from safeguard_model.records.links import links

UNITS_OF_DATES = st.sampled_from(["month", "year"])
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
FINE = {"month": {"minute", "day"}, "year": {"minute", "day", "month", "season"}}
WORDS = {
    word.partition("[")[0] for words in (MONTHS, WEEKDAYS, DAYS_OFF, RELATIVE, AGE_WORDS, NUMBERS) for word in words
}


def one_case(*records):
    """A file with a child, and some records."""
    return CaseFile.of("Example", [SOURCE, Child(id="c", label="Child C", born="2014-01-20"), *records])


def a_claim(**fields):
    """What a source says of a field."""
    return Claim(citations=[Citation(source="s")], **fields)


SOURCE = Source(id="s", title="A report")


def event(id, when, **fields):
    """An entry about the child."""
    return Event(id=id, when=when, kind="home_visit", people=["c"], **fields)


def parts_of(when):
    """The points of a date: its ends, or itself."""
    if when.text[0] == "[":
        return [When(end) for end in when.text[1:-1].split("..") if end]
    return [end for end in (when.start, when.end) if end] if when.is_span else [when]


@given(strategies.whens(), UNITS_OF_DATES)
def test_a_coarser_date_covers_the_finer_one(when, unit):
    """Whatever the finer date may mean, the coarser one may mean too."""
    fine, coarse = meaning_of(when), meaning_of(coarser_when(when, unit))
    assert coarse.start_low <= fine.start_low
    assert coarse.end_low <= fine.end_low
    assert coarse.start_high >= fine.start_high
    assert coarse.end_high >= fine.end_high
    assert coarser_when(when, unit).is_span == when.is_span


@given(strategies.whens(), UNITS_OF_DATES)
def test_a_coarser_date_is_no_finer_than_asked_and_stays_so(when, unit):
    """No end of a date is a day, and to make it coarser again changes nothing."""
    coarse = coarser_when(when, unit)
    assert {part.precision.value for part in parts_of(coarse)}.isdisjoint(FINE[unit])
    assert coarser_when(coarse, unit) is coarse


@given(strategies.whens(), strategies.whens(), UNITS_OF_DATES)
def test_no_order_is_made_up(one, other, unit):
    """If one coarser date is certainly before another, so was the finer one."""
    if coarser_when(one, unit).definitely_before(coarser_when(other, unit)):
        assert one.definitely_before(other)


BIRTHS = st.dates(date(1950, 1, 1), date(2020, 12, 31))
LIVED = st.integers(0, 25_000).map(lambda days: timedelta(days=days))


@given(BIRTHS, LIVED)
def test_a_band_holds_the_age(born, lived):
    """The band of an exact age is the one in which the completed years lie."""
    age = Age.between(When(born.isoformat()), When((born + lived).isoformat()))
    years = age.years[0]
    first = [0, 1, 5, 10, 16, 18]
    assert band_of(age).text == AGE_BANDS[sum(limit <= years for limit in first) - 1]


@given(BIRTHS, LIVED, UNITS_OF_DATES)
def test_whole_months_and_years_hold_the_age(born, lived, unit):
    """Somebody of the exact age may be of the coarser one: their birth fits it."""
    at = When((born + lived).isoformat())
    births = coarser_age(Age.between(When(born.isoformat()), at), unit).birth(at)
    assert (births.earliest or born) <= born <= births.latest


@given(strategies.ages(), UNITS_OF_DATES)
def test_coarser_ages_overlap_what_they_were_made_of_and_stay(age, unit):
    """A band, and an age in whole units, may be the age that they stand for; doing it twice changes nothing."""
    for make in (band_of, lambda each: coarser_age(each, unit)):
        coarse = make(age)
        assert coarse.possibly_overlaps(age)
        assert make(coarse) is coarse


@pytest.mark.parametrize(
    ("when", "month", "year"),
    [
        ("2016-03-02T14:30", "2016-03", "2016"),
        ("2016-03-02~", "2016-03~", "2016~"),
        ("2016-03-XX", "2016-03-XX", "2016"),
        ("[2016-03-31..2016-04-02]", "[2016-03..2016-04]", "2016"),
        ("[2016-03-03..2016-03-05]", "2016-03", "2016"),
        ("[2016-03-03..]", "[2016-03..]", "[2016..]"),
        ("2016-05-02/..", "2016-05/..", "2016/.."),
        ("2016-05-02/", "2016-05/", "2016/"),
        ("../2016-05-02", "../2016-05", "../2016"),
        ("2016-21", "2016-21", "2016"),
        ("2016-24", "2016-24", "[2016..2017]"),
        ("2016-24/2018", "2016-24/2018", "2016~/2018"),
        ("201X", "201X", "201X"),
        ("XXXX", "XXXX", "XXXX"),
    ],
)
def test_each_form_of_date_keeps_its_form(when, month, year):
    """Spans stay spans and open ends open; a winter lasts over the turn of a year."""
    assert coarser_when(When(when), "month").text == month
    assert coarser_when(When(when), "year").text == year


@given(strategies.case_files(), st.sampled_from(["month", "year", None]), st.sampled_from(["band", None]))
def test_no_leaf_of_any_record_is_finer_than_asked(casefile, dates, ages):
    """No date is a day, no age but a band, no weeks of gestation, no tool's own field; and the file loads."""
    if dates is ages is None:
        return
    made = generalise(casefile, dates, ages).casefile
    assert loads(dumps(made)) == made
    assert made.extra == {}
    for record in made.records():
        for leaf in leaves_of(record):
            if leaf.field.type is When and dates:
                assert {part.precision.value for part in parts_of(leaf.value)}.isdisjoint(FINE[dates])
            elif leaf.field.type is Age and ages and leaf.field.name != "lasting":
                assert band_of(leaf.value) is leaf.value
            elif leaf.field.type is Age and dates:
                assert coarser_age(leaf.value, dates) is leaf.value
            assert leaf.field.name not in {"gestation_weeks", "extra"}
            assert leaf.field.name != "when_as_written" or not dates


@given(strategies.case_files(), UNITS_OF_DATES)
def test_generalising_twice_is_generalising_once(casefile, dates):
    """What is coarse enough is left alone, and nothing more is removed."""
    once = generalise(casefile, dates)
    twice = generalise(once.casefile, dates)
    assert twice.casefile == once.casefile
    assert twice.removed == ()
    assert twice.dates == twice.ages == 0


def written_forms(day):
    """How people and machines write a day; made here, and not by what is tested."""
    month, short = day.strftime("%B"), day.strftime("%b")
    tail = {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10 if day.day not in (11, 12, 13) else 0, "th")
    ordinal = f"{day.day}{tail}"
    return [
        day.isoformat(),
        day.strftime("%d/%m/%Y"),
        day.strftime("%d.%m.%y"),
        day.strftime("%d-%m-%Y"),
        f"{day.day}/{day.month}/{day:%y}",
        f"{day.day}/{day.month}",
        day.strftime("%m/%d/%Y"),
        day.strftime("%Y/%m/%d"),
        day.strftime("%d%m%y"),
        day.strftime("%Y%m%d"),
        day.strftime("%d %m %Y"),
        f"{day.day} {month} {day.year}",
        f"{day.day} {month}",
        f"{ordinal} of {month}",
        f"{ordinal} {short} {day:%y}",
        f"the {ordinal}",
        f"{month} {ordinal}, {day.year}",
        f"{short} {day.day}",
        f"{day.day}{short}{day.year}",
        f"{day.day}-{short.upper()}-{day:%y}",
        day.strftime("%A"),
        day.strftime("%a %d"),
        day.strftime("%A the ") + ordinal,
        f"{day.day}.{['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'][day.month - 1]}.{day.year}",
        str(day.toordinal() - date(1899, 12, 30).toordinal()),
    ]


DAYS = st.dates(date(1960, 1, 1), date(2029, 12, 31))
AROUND = st.sampled_from(["{}", "Seen {} at home.", "DOB: {}", "Mother said ({}) that", "{}: rang", "visit,{},none"])


@given(DAYS, AROUND, st.data(), UNITS_OF_DATES)
def test_a_day_in_any_written_form_is_found(day, around, data, unit):
    """Numbers, names, ordinals, weekdays, and the number of a spreadsheet, in a sentence or alone."""
    form = data.draw(st.sampled_from(written_forms(day)))
    assert finder(unit, ages=False)(around.format(form)) == "date"


@given(DAYS, st.data())
def test_no_text_of_a_generalised_file_has_a_form_of_a_date_on_file(day, data):
    """The dates of a child and an entry, written in every text field there is, are in none of the result's."""
    forms = written_forms(day)
    text = data.draw(st.sampled_from([f"Born {form}, seen since." for form in forms]))
    case = CaseFile.of(
        text,
        [
            Child(
                id="c",
                label=text,
                name=text,
                born=day,
                comment=text,
                identifiers=[Identifier(scheme="chi", value=text)],
            ),
            SOURCE,
            Agency(id="a", name=text),
            event("e", day, description=text, when_as_written=text, tags=[text, "kept"], comment=text, reporter=text),
            Incident(id="i", when=day, harms=[Harm(person="c", words=text, explanation=text)]),
            Review(id="r", title=text, kinds=["rapid_review"], terms=[text], authors=[text]),
            a_claim(id="k", about="c", field="born", value=day.isoformat(), reason=text),
            a_claim(id="k2", about="e", field="description", value=text),
        ],
    )
    made = generalise(case).casefile
    left = dumps(made).decode()
    assert not [form for form in forms if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", left)]
    assert made["e"].tags == ("kept",)
    assert made["k"].value == day.isoformat()[:7]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "at 14:30",
            "2.30pm",
            "at 2.30",
            "1430 hrs",
            "nine o'clock",
            "half past two",
            "ten past three",
            "midnight",
            "6 am",
        ),
        *("Tuesday", "Tues am", "seen Sat", "SAT 5", "at the weekend", "Boxing Day", "Christmas Eve", "half-term"),
        *("yesterday", "the next day", "3 days later", "two weeks before", "a week later", "a few days ago", "day 12"),
        *("early March", "the end of March 2016", "mid-May", "first week of June", "week commencing 7th", "w/c 7"),
        *(
            "the second of March",
            "on the third",
            "twenty-first of May",
            "3/52",
            "36+2",
            "28/40",
            "48 hours after birth",
        ),
        *("dob 2.3", "born 2-3", "aged 3 weeks", "CHI 0203161234", "\uff12 March", "2\u00a0March", "M\u200barch 2nd"),
    ],
)
def test_what_is_finer_than_a_month_is_found(text):
    """Days, times of day, parts of a month, and what ties a day to another."""
    assert finder("month", ages=False)(text) == "date"


def held_out(kind, form):
    """Dates or ages as practitioners wrote them, of which every right reading has a form."""
    for name in ("dates_held_out_1.tsv", "dates_held_out_2.tsv"):
        for line in (BENCHMARKS / name).read_text(encoding="utf-8").splitlines():
            found, written, *right = line.split("\t")
            if found == kind and right and all(re.fullmatch(form, each) for each in re.split(r"\s*\|\s*", right[0])):
                yield written


def test_every_day_of_the_held_out_dates_is_found():
    """They were collected for the reading of dates, by another hand, before this was made."""
    days = list(held_out("date", r"\d{4}-\d\d-\d\d(T[\d:]+)?[~?%]?"))
    assert len(days) > 100
    assert [written for written in days if finder("month", ages=False)(written) != "date"] == []


def test_every_one_of_the_held_out_ages_is_found():
    """Years with a dot for the months, as in 3.11, read like any other number; no right reading is given for them."""
    ages = list(held_out("age", r"P[\dYMWD]+~?"))
    assert len(ages) > 50
    assert [written for written in ages if finder(None, ages=True)(written) != "age"] == []


@pytest.mark.parametrize(
    "text",
    [
        *("March 2016", "March", "In May mum moved.", "03/2016", "spring 2016", "next month", "Q1", "6 months later"),
        *("in mid-2016", "the second quarter", "2016-03", "MAY 2016", "neonatal ward"),
    ],
)
def test_what_is_finer_than_a_year_is_found_only_if_years_are_asked(text):
    """Months, seasons and quarters may stay beside months."""
    assert finder("year", ages=False)(text) == "date"
    assert finder("month", ages=False)(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        *(
            "aged 3 weeks",
            "14-month-old boy",
            "a 3yo",
            "three years old",
            "Mum (34)",
            "Jo, 3, was",
            "aged seven",
            "turned 5",
        ),
        *(
            "he was three when",
            "under 5.",
            "in Year 4",
            "Y4",
            "reception class",
            "in reception",
            "key stage 1",
            "newborn",
        ),
        *("at birth", "his 3rd birthday", "in her twenties", "late 30s", "gestation", "9/12 old", "P3Y", "a year old"),
        *("6 months", "two and a half years", "34 weeks pregnant", "18 yrs of age", "P2 and P3Y6M"),
    ],
)
def test_what_is_finer_than_a_band_is_found(text):
    """Ages in any form, school years, birthdays and weeks of pregnancy."""
    assert finder(None, ages=True)(text) == "age"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Home visit completed. House cold.",
            "She may have been there",
            "Two workers saw both children.",
            "weight 9.1 kg",
        ),
        *(
            "40 units of alcohol a week",
            "3 days a week",
            "known for 10 years",
            "10 years' imprisonment",
            "4 of 6",
            "24/7",
        ),
        *(
            "Sat down with mum",
            "section 47",
            "level 3",
            "Child 3",
            "SW4",
            "p. 12",
            "2 marks on arm",
            "Working Together 2018",
        ),
        *("one of the children", "Mum will march on", "in 2016", "2016/17", "999 call"),
    ],
)
def test_what_tells_no_date_and_no_age_is_kept(text):
    """To withhold these would cost a file its words for nothing."""
    assert finder("month", ages=True)(text) == ""


@given(
    st.lists(st.sampled_from(sorted(WORDS | {"3", "in", "the", "of", "a", "old", "Seen", *UNITS["day"]})), max_size=6)
)
def test_a_text_is_found_to_hold_what_a_part_of_it_holds(words):
    """A word more never hides a weekday, and a phrase is found in a longer text."""
    find = finder("year", ages=True)
    if any(word in WEEKDAYS for word in words):
        assert find(" ".join(words)) == "date"


@pytest.mark.parametrize(
    ("id", "is_date"), [("visit-2016-05-12", True), ("e20160512", True), ("2mar16", True), ("hv-06", False)]
)
def test_an_id_that_may_hold_a_date_is_known(id, is_date):
    """Only whole dates count, because ids are full of numbers."""
    assert id_finder("month")(id) is is_date


def test_an_id_with_a_date_is_replaced_everywhere():
    """Links, keys of claims, and the audiences of a record lead to the new id."""
    case = CaseFile.of(
        "Example",
        [
            SOURCE,
            Child(id="c-2014-01-20", label="Child C", withheld_from=["c-2014-01-20", "family"]),
            Event(id="e-20160302", when="2016-03-02", kind="referral", people=["c-2014-01-20"]),
            Event(id="event-1", when="2016-03-05", kind="home_visit", responds_to="e-20160302"),
            Incident(id="i", when="2016-03-05", harms=[Harm(person="c-2014-01-20")]),
            a_claim(id="k", about="i", field="harms[c-2014-01-20].age", value="P2Y1M"),
        ],
    )
    made = generalise(case)
    text = dumps(made.casefile).decode()
    assert "2014-01-20" not in text
    assert "20160302" not in text
    assert made.casefile["event-1"].responds_to == "event-2"
    assert made.casefile["child-1"].withheld_from == ("child-1", "family")
    assert made.casefile["k"].field == "harms[child-1].age"
    assert {path for path, reason in made.removed if "id" in reason} == {"child-1", "event-2"}


def test_entries_of_one_month_keep_their_order():
    """The timeline of the coarser file is in the order of the finer one, where dates have become the same."""
    case = one_case(
        event("z", "2016-03-02"),
        event("y", "2016-03-09"),
        event("x", "2016-03-09", order=1.0),
        event("a", "2016-04-01"),
    )
    made = generalise(case).casefile
    entries = [[each.id for each in Timeline.of(file) if each.derived_from is None] for file in (case, made)]
    assert entries[0] == entries[1] == ["z", "x", "y", "a"]
    assert made["a"].order is None


def test_an_order_that_nothing_has_changed_is_kept():
    """Entries that were dated by the month keep the numbers that the author gave them."""
    case = one_case(event("b", "2016-03", order=1.5), event("a", "2016-03", order=2.5))
    made = generalise(case).casefile
    assert (made["b"].order, made["a"].order) == (1.5, 2.5)


def test_siblings_born_in_one_year_stand_in_the_order_of_birth():
    """They swap places with each other only."""
    born = {"s1": "2016-11-02", "s2": "2015-05-01", "s3": "2016-01-09", "s4": None, "s5": "2016-01-05"}
    case = CaseFile.of("Example", [Child(id=id, label=id, born=when) for id, when in born.items()])
    assert [child.id for child in generalise(case, "year").casefile.children] == ["s5", "s2", "s3", "s4", "s1"]


def test_ages_are_bands_and_weeks_of_gestation_go():
    """In a person, an entry, a harm, a claim; of an entry, an age before birth goes, and claims find the others."""
    case = CaseFile.of(
        "Example",
        [
            SOURCE,
            Child(id="c", label="Child C", gestation_weeks=31, stated_ages=[StatedAge(age="P7W", at="2016-03-02")]),
            Adult(id="m", label="Mother"),
            event("e", "2016-03-02", ages=[AgeOf(person="c", gestation_weeks=20), AgeOf(person="m", age="P31Y")]),
            Incident(id="i", when="2016-03", harms=[Harm(person="c", age="P6M1D", injury_age="P2W/P3W")]),
            a_claim(id="k1", about="e", field="ages[#2].age", value="P30Y"),
            a_claim(id="k2", about="e", field="ages[#1].gestation_weeks", value="21"),
            a_claim(id="k3", about="k2", field="reason", value="unsure"),
            a_claim(id="k4", about="e", field="ages[#1].age", value="P0D"),
        ],
    )
    made = generalise(case)
    file = made.casefile
    assert [of.age.text for of in file["e"].ages] == ["P18Y/.."]
    assert file["c"].stated_ages == (StatedAge(age="../P1Y", at="2016-03"),)
    assert (file["i"].harms[0].age.text, file["i"].harms[0].injury_age.text) == ("../P1Y", "../P1Y")
    assert (file["k1"].field, file["k1"].value) == ("ages[#1].age", "P18Y/..")
    assert [claim.id for claim in file.claims] == ["k1"]
    assert {"c.gestation_weeks", "e.ages[0]", "k2", "k3", "k4"} <= {path for path, _ in made.removed}


def test_without_bands_an_age_is_no_finer_than_the_dates():
    """Three weeks in March would tell the week of birth; three months do not."""
    case = one_case(event("e", "2016-03-02", ages=[AgeOf(person="c", age="P6M1D")]))
    assert generalise(case, "month", None).casefile["e"].ages[0].age.text == "P6M"
    assert generalise(case, "year", None).casefile["e"].ages[0].age.text == "../P1Y"
    assert generalise(case, None, "band").casefile["e"].when == When("2016-03-02")


def test_a_quantity_whose_words_make_it_an_age_is_emptied():
    """The number of "days old" goes; the number of children stays; a claim about the first goes too."""
    case = one_case(
        event("e", "2016-03-02", times=Quantity(what="days old", n=12), quantities=[Quantity(what="children", n=4)]),
        a_claim(id="k", about="e", field="times.n", value="13"),
        a_claim(id="k2", about="e", field="quantities[#1].n", value="5"),
    )
    made = generalise(case).casefile
    assert made["e"].times == Quantity(what="[withheld]")
    assert made["e"].quantities == (Quantity(what="children", n=4),)
    assert [claim.id for claim in made.claims] == ["k2"]


CANARY = "Quillon seen on 2 March 2016 aged 3 weeks"


def test_the_result_shows_no_value():
    """Its text, its `repr` and its table have paths, reasons and counts."""
    made = generalise(one_case(event("e", "2016-03-02", description=CANARY, extra={"k": CANARY})))
    shown = f"{made}{made!r}{made._repr_html_()}{made.removed}"
    assert "Quillon" not in shown
    assert "2 March" not in shown
    assert "2016" not in shown
    assert "e.description" in shown
    assert "finer than a month" in shown
    assert made.dates == 2


@pytest.mark.parametrize("given", [("week", "band"), ("month", "years"), (None, None)])
def test_an_unknown_word_is_refused(given):
    """So is a call that would change nothing."""
    with pytest.raises(InvalidRecord, match="generalise"):
        generalise(one_case(), *given)


def test_what_is_not_a_case_file_is_refused():
    """A timeline has not all there is to make coarser."""
    with pytest.raises(InvalidRecord, match="generalise"):
        generalise(Timeline.of(one_case()))


@given(strategies.case_files())
def test_nothing_else_is_lost(casefile):
    """Words, numbers, links and kinds of records stay, and so do texts without a number or a trigger word."""
    others = [record for record in casefile.records() if not isinstance(record, Claim)]
    claims = {claim.id for claim in casefile.claims}
    assume(claims.isdisjoint(target for record in others for _, target, _ in links(record)))
    plain = attrs.evolve(casefile, claims=())
    made = generalise(plain).casefile
    assert [type(record) for record in made.records()] == [type(record) for record in plain.records()]
    assert made.handling is plain.handling
    kinds = sorted((each.kind, each.state, each.decision or "") for each in plain.events)
    assert kinds == sorted((each.kind, each.state, each.decision or "") for each in made.events)
