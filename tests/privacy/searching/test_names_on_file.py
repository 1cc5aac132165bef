import pickle
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import Adult, Agency, CaseFile, Child, Event, Family, Incident, Proceeding, Professional, Review
from safeguard_model.privacy.searching.mentions import CERTAIN, LeakKind
from safeguard_model.privacy.searching.name_forms import is_pseudonym, names_in, people_in, persons_of_proceeding
from safeguard_model.privacy.searching.names_on_file import KnownNames
from safeguard_model.records import Alias, Citation, Claim, Residence, Source, Statement


def of(*records):
    """The names of some records."""
    return KnownNames.of(CaseFile.of("T", records))


def found_in(text, names):
    """What a text is found to have."""
    return [(text[one.start : one.end], one.kind.value, one.sure, one.about) for one in names.mentions(text)]


AGENCY = Agency(id="ag", name="Northshire Social Care", kind="childrens_social_care")
HOLDERS = {
    "a child": [Child(id="x", label="C", name="Ysolda Tarrowby")],
    "an adult": [Adult(id="x", label="A", name="Ysolda Tarrowby")],
    "an alias": [Adult(id="x", label="A", aliases=[Alias(text="Ysolda Tarrowby")])],
    "a professional": [AGENCY, Professional(id="x", label="SW1", agency="ag", name="Ysolda Tarrowby")],
    "a chair": [Review(id="x", title="T", kinds=["serious_case_review"], chair="Ysolda Tarrowby, independent chair")],
    "authors": [
        Review(id="x", title="T", kinds=["serious_case_review"], authors=["Ysolda Tarrowby and Tobren Quennerby"])
    ],
    "a speaker": [
        Review(
            id="x",
            title="T",
            kinds=["serious_case_review"],
            statements=[Statement(speaker="Ysolda Tarrowby", text="words")],
        )
    ],
    "the author of a source": [Source(id="x", title="T", author="Ysolda Tarrowby")],
    "a proceeding": [Proceeding(id="x", kind="police_investigation", name="R v Ysolda Tarrowby and others")],
    "a claim": [
        Child(id="x", label="C"),
        Source(id="s", title="T"),
        Claim(id="k", about="x", field="name", value="Ysolda Tarrowby", citations=[Citation(source="s")]),
    ],
}


@pytest.mark.parametrize("records", HOLDERS.values(), ids=HOLDERS)
def test_every_record_that_names_somebody_is_a_source(records):
    """The mention is about that record."""
    assert found_in("seen with Ysolda Tarrowby today", of(*records)) == [("Ysolda Tarrowby", "name", 1.0, "x")]


@pytest.mark.parametrize(
    "body",
    ["Northshire Safeguarding Children Board", "NHS Northshire", "Department of Health", "Care Quality Commission"],
)
def test_a_body_is_no_person(body):
    """The author of a source may be one."""
    assert found_in(f"a report by {body}; Northshire, Health, Care", of(Source(id="x", title="T", author=body))) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ysolda Tarrowby", [("Ysolda", "Tarrowby")]),
        ("Mr John Paul Smith", [("John", "Paul", "Smith")]),
        ("HURST, Gary (SUS)", [("Gary", "HURST")]),
        ("Dr. Catherine van der Berg", [("Catherine", "van der Berg")]),
        ("Mohammed al Hassan", [("Mohammed", "al Hassan")]),
        ("Mrs Tarrowby", [("Tarrowby",)]),
        ("Ysolda", [("Ysolda",)]),
        ("Anna Smith (née Jones)", [("Anna", "Smith"), ("Jones",)]),
        ("Anna Smith aka Annie Lane", [("Anna", "Smith"), ("Annie", "Lane")]),
        ("Robert (Bob) Smith", [("Robert", "Smith"), ("Bob",)]),
        ("Robert “Bob” Smith", [("Robert", "Smith"), ("Bob",)]),
        ("Ysolda Tarrowby OBE", [("Ysolda", "Tarrowby")]),
        ("Ysolda Tarrowby, Independent Chair", [("Ysolda", "Tarrowby")]),
        ("", []),
    ],
)
def test_the_words_of_a_name(name, words):
    """In either order, without titles and letters after it."""
    assert [parsed.words for parsed in names_in(name)] == words


@pytest.mark.parametrize(
    ("name", "persons"),
    [
        ("R v Smith", ["Smith"]),
        ("Regina v. Smith and Jones", ["Smith", "Jones"]),
        ("Northshire County Council v Smith", ["Smith"]),
        ("Re Tarrowby (A Child)", ["Tarrowby"]),
        ("Inquest into the death of Ysolda Tarrowby", ["Ysolda Tarrowby"]),
        ("Re A (A Child)", []),
        ("Operation Rowan", []),
        ("R v Child V", []),
    ],
)
def test_the_persons_in_the_name_of_a_proceeding(name, persons):
    """Not the Crown, a council or a pseudonym."""
    assert [person.strip() for person in persons_of_proceeding(name)] == persons


def test_several_people_in_one_field():
    """Authors are joined by "and", "&" and semicolons."""
    assert list(people_in("Ysolda Tarrowby & Tobren Lane; Gwen Hall")) == [
        "Ysolda Tarrowby",
        "Tobren Lane",
        "Gwen Hall",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Child V",
        "Ms Q",
        "Mr G",
        "Sibling 2",
        "AF1",
        "SW4",
        "Adult 1",
        "V",
        "JS",
        "J.S.",
        "Health Visitor 2",
        "maternal grandmother",
    ],
)
def test_what_looks_like_a_pseudonym(text):
    """A role with a letter or a number, or letters alone."""
    assert is_pseudonym(text)


@pytest.mark.parametrize("text", ["Elz", "Mr Grey", "Jo", "Smith", "Ysolda V", "Mary Anne", "Child Smith"])
def test_what_does_not(text):
    """A name."""
    assert not is_pseudonym(text)


SCHOOL = Agency(id="s", name="St Cuthwin's Primary School", kind="school")


@pytest.mark.parametrize(
    "text",
    [
        "St Cuthwin's Primary School",
        "St Cuthwin's Primary",
        "St Cuthwin's School",
        "St Cuthwin's",
        "St Cuthwins",
        "St. Cuthwin’s",
        "Saint Cuthwin's",
        "ST CUTHWIN'S PRIMARY SCHOOL",
    ],
)
def test_a_school_is_found_by_its_distinctive_words(text):
    """Whole, shorter, and without generic words."""
    (found,) = found_in(f"she goes to {text} now", of(SCHOOL))
    assert found[:2] == (text, "school")
    assert found[2] >= CERTAIN
    assert found[3] == "s"


@pytest.mark.parametrize("kind", ["school", "early_years", "primary_care", "hospital", "police"])
def test_schools_nurseries_and_surgeries_are_found(kind):
    """Other agencies are not."""
    found = found_in("taken to Quaymoor Practice", of(Agency(id="s", name="Quaymoor Practice", kind=kind)))
    assert bool(found) is (kind in {"school", "early_years", "primary_care"})


def test_a_school_named_after_its_town_is_found_whole_only():
    """The town by itself is not the school."""
    names = of(
        Agency(id="s", name="Northshire Primary School", kind="school"),
        Adult(id="a", label="A", residences=[Residence(area="Northshire")]),
    )
    assert found_in("moved to Northshire in the autumn", names) == []
    assert found_in("at Northshire Primary School", names)[0][2] == 1.0


HOME = Adult(id="a", label="A", residences=[Residence(address="Flat 2, 14 Elmtree Road, Northshire, NS1 2AB")])


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Flat 2, 14 Elmtree Road, Northshire, NS1 2AB", 1.0),
        ("Flat 2 14 Elmtree Rd Northshire NS12AB", 1.0),
        ("14 Elmtree Road, Northshire", 0.95),
        ("14 Elmtree Road", 0.95),
        ("14, Elmtree Rd", 0.95),
        ("14 ELMTREE ROAD", 0.95),
        ("Flat 2, 14 Elmtree Road", 0.95),
        ("14 Elmtree\nRoad", 0.95),
        ("Elmtree Road", 0.75),
        ("elmtree road", 0.5),
    ],
)
def test_an_address_is_found_whole_and_by_its_street(text, sure):
    """The street alone is less sure."""
    assert found_in(f"they live at {text} now", of(HOME)) == [(text, "address", sure, "a")]


def test_another_number_in_the_street_is_only_the_street():
    """114 is not 14."""
    assert found_in("at 114 Elmtree Road", of(HOME)) == [("Elmtree Road", "address", 0.75, "a")]


NOOK = Adult(id="a", label="A", residences=[Residence(address="The Nook, 3 Ashby Terrace, Eastmoor, ZZ1 4QQ")])
COTTAGE = Adult(id="a", label="A", residences=[Residence(address="Rose Cottage, 14 Elmtree Road, Eastmoor")])


@pytest.mark.parametrize(
    ("text", "kind", "sure", "home"),
    [
        ("The Nook", "address", 0.6, NOOK),
        ("Ashby Terrace", "address", 0.75, NOOK),
        ("ZZ1 4QQ", "postcode", 0.95, NOOK),
        ("zz14qq", "postcode", 0.95, NOOK),
        ("Rose Cottage", "address", 0.8, COTTAGE),
        ("Elmtree Road", "address", 0.75, COTTAGE),
    ],
)
def test_each_line_that_names_an_address_is_found_alone(text, kind, sure, home):
    """The house, the street and the postcode, also one of no real area; a town is not one address."""
    assert found_in(f"seen at {text} in Eastmoor", of(home)) == [(text, kind, sure, "a")]


@pytest.mark.parametrize(
    "place",
    [
        "home",
        "At home",
        "School",
        "hospital",
        "mother's home",
        "GP surgery",
        "Family home",
        "police station",
        "by telephone",
    ],
)
def test_a_place_in_general_is_no_address(place):
    """It identifies nobody."""
    assert found_in(f"seen at {place} then", of(Event(id="e", when="2016", kind="contact", place=place))) == []


def test_a_place_on_file_is_found():
    """Of an event or an incident, and an address of a family."""
    names = of(
        Event(id="e", when="2016", kind="contact", place="3 Quayside Lane, Eastmoor"),
        Incident(id="i", when="2016", place="Fenwater Leisure Centre"),
        Child(id="c", label="C"),
        Family(id="f", label="F", residences=[Residence(address="Larkrise Cottage, Eastmoor")]),
    )
    text = "from 3 Quayside Ln to the Fenwater Leisure Centre, then Larkrise Cottage, Eastmoor"
    assert [(kind, about) for _, kind, sure, about in found_in(text, names) if sure >= CERTAIN] == [
        ("address", "e"),
        ("address", "i"),
        ("address", "f"),
    ]


def test_a_shared_address_is_about_nobody_in_particular():
    """Two records have it."""
    records = [Adult(id=id, label=id, residences=[Residence(address="14 Elmtree Road")]) for id in ("a", "b")]
    assert found_in("at 14 Elmtree Road", of(*records)) == [("14 Elmtree Road", "address", 1.0, None)]


@given(name=st.text(min_size=1, max_size=30), text=st.text(max_size=60))
def test_any_name_on_file_can_be_prepared(name, text):
    """Whatever it is made of."""
    names = of(
        Adult(id="a", label="A", name=name, residences=[Residence(address=name)]),
        Agency(id="s", name=name.strip() or "x", kind="school"),
    )
    for mention in names.mentions(f"{text} {name} {text}"):
        assert mention.kind in {LeakKind.NAME, LeakKind.ADDRESS, LeakKind.SCHOOL}


def test_it_shows_counts_only():
    """Neither names nor places."""
    assert repr(of(Adult(id="a", label="A", name="Ysolda Tarrowby"), SCHOOL)) == "<KnownNames: 1 with a name>"


def test_it_is_prepared_fast_enough_to_be_made_for_a_file():
    """The measured goal is in benchmarks/names.py; this only notices what is made anew for every text."""
    case = CaseFile.of(
        "T",
        [
            Adult(id=f"a{n}", label=f"A {n}", name=f"Yso{chr(97 + n % 26)}a Tarr{chr(97 + n // 26)}by")
            for n in range(200)
        ],
    )
    KnownNames.of(case)
    start = time.process_time()
    KnownNames.of(case)
    assert time.process_time() - start < 1.0


def test_mentions_hold_no_text():
    """They can be pickled and shown."""
    mentions = of(Adult(id="a", label="A", name="Ysolda Tarrowby")).mentions("Ysolda Tarrowby")
    assert b"Tarrowby" not in pickle.dumps(mentions)
    assert "Tarrowby" not in repr(mentions)
