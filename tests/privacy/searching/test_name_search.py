import functools
import re
import time
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from safeguard_model import Adult, Agency, CaseFile, Child, Event, Professional
from safeguard_model.privacy.searching import name_tables
from safeguard_model.privacy.searching.mentions import CERTAIN, LeakKind
from safeguard_model.privacy.searching.name_tables import distance, ordinary_words, other_names, short_names
from safeguard_model.privacy.searching.names_on_file import KnownNames
from safeguard_model.records import Alias

GIVEN = ["Gwendora", "Tobren", "Ysolda", "Kelly-Anne", "Séamus", "Łukasz", "Oluwaseyi", "Parveen", "Nusrat", "Bronwen"]
SURNAMES = [
    "Tarrowby",
    "Quennerby",
    "Marsh-Pell",
    "O'Mallaghan",
    "McDunnery",
    "van der Brecht",
    "al-Hassani",
    "Wójcicki",
    "Adeyinka",
]
FILLER = [
    "the",
    "duty",
    "team",
    "spoke",
    "with",
    "school",
    "about",
    "a",
    "visit",
    "on",
    "Tuesday",
    "but",
    "nobody",
    "came",
    "and",
    "then",
    "left",
]

people = st.tuples(st.sampled_from(GIVEN), st.sampled_from(SURNAMES))
fillers = st.lists(st.sampled_from(FILLER), max_size=12).map(" ".join)
edges = st.sampled_from(
    [
        ("", ""),
        (" ", " "),
        ("(", ")"),
        ('"', '".'),
        ("“", "”"),
        (" ", ", "),
        ("\n", "\n"),
        ("_", "_"),
        (": ", "; "),
        ("/", "/"),
        ("\t", "\t"),
        ("–", "–"),
    ]
)


@functools.cache
def known(*names):
    """The names of a case file with an adult for each name."""
    return KnownNames.of(
        CaseFile.of("T", [Adult(id=f"a{place}", label=f"Adult {place}", name=name) for place, name in enumerate(names)])
    )


def found_in(text, names):
    """What a text is found to have: the words, how sure, and about whom."""
    return [(text[one.start : one.end], one.sure, one.about) for one in names.mentions(text)]


def surest(text, *names):
    """The surest mention in a text."""
    return max((one.sure for one in known(*names).mentions(text)), default=0.0)


def without_accents(text):
    """A text in letters that every keyboard has."""
    letters = unicodedata.normalize("NFD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def with_invisible_marks(text):
    """A text with a zero-width space between its letters."""
    return "\u200b".join(text)


FORMS = {
    "as on file": lambda first, last: f"{first} {last}",
    "turned round": lambda first, last: f"{last}, {first}",
    "turned round, capitals": lambda first, last: f"{last.upper()} {first}",
    "capitals": lambda first, last: f"{first} {last}".upper(),
    "small letters": lambda first, last: f"{first} {last}".lower(),
    "without accents": lambda first, last: without_accents(f"{first} {last}"),
    "invisible marks": lambda first, last: with_invisible_marks(f"{first} {last}"),
    "a hyphen as a space": lambda first, last: f"{first} {last}".replace("-", " "),
    "without a hyphen": lambda first, last: f"{first} {last}".replace("-", ""),
    "without an apostrophe": lambda first, last: f"{first} {last}".replace("'", ""),
    "a curly apostrophe": lambda first, last: f"{first} {last}".replace("'", "’"),
    "over two lines": lambda first, last: f"{first}\n{last}",
    "two spaces": lambda first, last: f"{first}  {last}",
    "a fixed space": lambda first, last: f"{first}\u00a0{last}",
    "decomposed": lambda first, last: unicodedata.normalize("NFD", f"{first} {last}"),
    "an initial": lambda first, last: f"{first[0]} {last}",
    "an initial with a stop": lambda first, last: f"{first[0]}. {last}",
    "a title": lambda first, last: f"Ms {last}",
    "a title with a stop": lambda first, last: f"Mrs. {last}",
    "an underscore": lambda first, last: f"{first}_{last}",
    "a stop": lambda first, last: f"{first}.{last}".lower(),
    "an initial after it": lambda first, last: f"{last}, {first[0]}",
}


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@given(person=people, before=fillers, after=fillers, edge=edges)
def test_every_form_of_a_full_name_is_found_where_it_is(form, person, before, after, edge):
    """Whatever is before and after it: one certain mention, with exactly its letters."""
    written = form(*person)
    text = f"{before}{edge[0] or ' '}{written}{edge[1] or ' '}{after}"
    start = len(before) + len(edge[0] or " ")
    mentions = known(" ".join(person)).mentions(text)
    assert [(one.start, one.end, one.about) for one in mentions] == [(start, start + len(written), "a0")]
    assert mentions[0].sure >= 0.95


@given(person=people, before=fillers, after=fillers)
def test_a_name_as_on_file_is_as_sure_as_can_be(person, before, after):
    """A full name in the same letters is 1.0, one in others is not."""
    name = " ".join(person)
    assert found_in(f"{before} {name} {after}", known(name)) == [(name, 1.0, "a0")]
    assert found_in(f"{before} {name.upper()} {after}", known(name)) == [(name.upper(), 0.95, "a0")]


@given(person=people, ending=st.sampled_from(["", "'s", "’s", "'"]))
def test_a_surname_alone_is_certain(person, ending):
    """With and without a possessive, which is no part of the mention."""
    assert found_in(f"the visit to {person[1]}{ending} home", known(" ".join(person))) == [(person[1], 0.9, "a0")]


@given(person=people)
def test_a_family_in_the_plural_is_certain(person):
    """As in "the Tarrowbys" and their home."""
    plural = f"{person[1]}s"
    for text in (f"the {plural} came", f"the {plural}' home"):
        assert found_in(text, known(" ".join(person))) == [(plural, 0.9, "a0")]


@given(person=people, place=st.integers(2, 5), newline=st.sampled_from(["\n", "\r\n", "\n   "]))
def test_a_name_over_the_end_of_a_line_is_found(person, place, newline):
    """With the hyphen that the end of the line brings."""
    last = person[1]
    assume(last[:place].isalpha() and last[place : place + 1].isalpha())
    written = f"{last[:place]}-{newline}{last[place:]}"
    assert (written, 0.9, "a0") in found_in(f"the visit to {written} was late", known(" ".join(person)))


@given(
    names=st.lists(people, min_size=1, max_size=4),
    text=st.lists(
        st.one_of(
            st.sampled_from(FILLER),
            st.sampled_from(GIVEN),
            st.sampled_from(SURNAMES),
            st.sampled_from(["Mr", "J.", "J", ",", "-", "'s", "\n", ".", "_", "Ms Q", "Child V", "\u200b", "é"]),
        )
    ).map(lambda parts: parts),
    gap=st.sampled_from([" ", "", "-", "\n", "_"]),
)
def test_mentions_never_overlap(names, text, gap):
    """They are in the order of the text, and inside it."""
    whole = gap.join(text)
    mentions = known(*(" ".join(name) for name in names)).mentions(whole)
    places = [place for one in mentions for place in (one.start, one.end)]
    assert places == sorted(places)
    assert all(one.start < one.end for one in mentions)
    assert not places or (places[0] >= 0 and places[-1] <= len(whole))


@given(text=st.text(max_size=200))
def test_any_text_can_be_searched(text):
    """Whatever characters it has, and every mention has a letter."""
    for one in known("Ysolda Tarrowby", "Li Na", "王小明").mentions(text):
        assert any(map(str.isalpha, text[one.start : one.end]))


LABELS = ["Child V", "Sibling 2", "Adult V", "SW4", "Mother", "Ms Q", "AF1", "Health Visitor 1", "Twin A"]


@given(
    labels=st.lists(st.sampled_from(LABELS), min_size=1, unique=True),
    texts=st.lists(st.sampled_from([*LABELS, *FILLER])),
    ending=st.sampled_from(["", "'s", "’s"]),
)
def test_a_label_is_never_found(labels, texts, ending):
    """Even where somebody's name is a word of it."""
    records = [Child(id=f"c{place}", label=label, name="Vee V Twin") for place, label in enumerate(labels)]
    records.append(Adult(id="a", label="Adult 9", name="Mother Adult", aliases=[Alias(text="Ms Q")]))
    names = KnownNames.of(CaseFile.of("T", records))
    shown = [text for text in texts if text in labels or text in FILLER]
    assert names.mentions(". ".join(f"{text}{ending}" for text in shown)) == []


@pytest.mark.parametrize(
    "pseudonym",
    ["Child V", "Ms Q", "Mr G", "Sibling 2", "AF1", "SW4", "Adult 1", "V", "J.S.", "JS", "Older Sibling 1", "Mother"],
)
def test_an_alias_that_looks_like_a_pseudonym_is_never_found(pseudonym):
    """It is what documents call somebody in place of a name."""
    record = Adult(id="a", label="X", name="Vera Stone", aliases=[Alias(text=pseudonym)])
    assert KnownNames.of(CaseFile.of("T", [record])).mentions(f"seen with {pseudonym} today, {pseudonym}'s home") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("told May that the plan had changed", "May Tarrowby"),
        ("she saw Will at the contact centre", "Will Tarrowby"),
        ("Will said that he was fine", "Will Tarrowby"),
        ("her sister May was present", "May Tarrowby"),
        ("Mum Grace did not attend", "Grace Tarrowby"),
        ("Grace was seen alone", "Grace Tarrowby"),
        ("Mark told the worker", "Mark Tarrowby"),
        ("the worker visited Mark at home", "Mark Tarrowby"),
        ("Mr Young attended", "Tobren Young"),
        ("Mrs Ward attended", "Ysolda Ward"),
        ("Ysolda Ward attended", "Ysolda Ward"),
        ("call from Mr Park's neighbour", "Tobren Park"),
        ("Rose's nursery rang", "Rose Tarrowby"),
        ("spoke to June about it", "June Tarrowby"),
        ("Poppy cried when collected", "Poppy Tarrowby"),
        ("Mark and Ysolda attended", "Mark Tarrowby"),
        ("Attended: Mark, Ysolda", "Mark Tarrowby"),
        ("said that Dean was out", "Dean Tarrowby"),
        ("mark.walker@example.org", "Mark Walker"),
        ("copy to c.walker@example.org", "Cyril Walker"),
        ("walker_mark_notes.docx", "Mark Walker"),
    ],
)
def test_an_ordinary_word_is_certain_where_the_sentence_shows_a_name(text, name):
    """A capital inside a sentence, a verb of a person, a relation or a title before it."""
    assert surest(text, name) >= CERTAIN


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in May there was a review", "May Tarrowby"),
        ("on 3 May 2016 she moved", "May Tarrowby"),
        ("the 14th May visit", "May Tarrowby"),
        ("from April to June", "June Tarrowby"),
        ("May 2017: no entries", "May Tarrowby"),
        ("Mother may have left", "May Tarrowby"),
        ("May be at risk", "May Tarrowby"),
        ("Will not engage with services", "Will Tarrowby"),
        ("Will she come?", "Will Tarrowby"),
        ("the Ward round", "Ysolda Ward"),
        ("Family Court", "Ysolda Court"),
        ("a Young person", "Ysolda Young"),
        ("Young people attend", "Ysolda Young"),
        ("White British", "Ysolda White"),
        ("moved to Lincoln last year", "Lincoln Tarrowby"),
        ("THE CHILD MAY ATTEND IN DUE COURSE", "May Tarrowby"),
        ("a mark on the arm", "Mark Tarrowby"),
        ("Mark seen on the left arm", "Mark Tarrowby"),
        ("Hope to visit on Friday", "Hope Tarrowby"),
        ("PC May attend", "Ysolda Will"),
        ("Child Protection Conference", "Ysolda Child"),
        ("Chase GP for a reply", "Chase Tarrowby"),
        ("Chase School and GP", "Chase Tarrowby"),
    ],
)
def test_an_ordinary_word_is_not_certain_elsewhere(text, name):
    """But it is not passed over either."""
    assert surest(text, name) < CERTAIN


def test_an_ordinary_word_is_listed_all_the_same():
    """Where the sentence does not show a name, the mention says so."""
    (mention,) = known("May Tarrowby").mentions("in May there was a review")
    assert 0.3 <= mention.sure <= 0.5
    assert mention.reason == "ordinary word, the sentence does not show a name"


@pytest.mark.parametrize(
    ("text", "sure"), [("Liz came", 0.8), ("Betty came", 0.8), ("Liz Tarrowby came", 0.9), ("Ms Tarrowby came", 0.95)]
)
def test_a_short_form_is_found(text, sure):
    """It is a guess alone, and certain beside the surname."""
    assert surest(text, "Elizabeth Tarrowby") == sure


@pytest.mark.parametrize(
    ("written", "name"), [("Kathryn", "Catherine"), ("Muhammad", "Mohammed"), ("Shivaun", "Siobhan"), ("Robert", "Bob")]
)
def test_another_spelling_is_a_guess(written, name):
    """And it is found both ways."""
    assert found_in(f"saw {written} today", known(f"{name} Tarrowby")) == [(written, 0.8, "a0")]
    assert found_in(f"saw {name} today", known(f"{written} Tarrowby")) == [(name, 0.8, "a0")]


@pytest.mark.parametrize("written", ["Tarowby", "Tarrowbie", "Tarorwby", "Tarrowbby", "TAROWBY"])
def test_a_near_spelling_is_a_guess(written):
    """One letter of difference from five letters on."""
    expected = [] if written == "Tarrowbie" else [(written, 0.8, "a0")]
    assert found_in(f"saw {written} today", known("Ysolda Tarrowby")) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("saw Maya today", "May Tarrowby"),
        ("saw Rost today", "Rose Tarrowby"),
        ("met Parked cars", "Ysolda Parker"),
        ("was Harder today", "Ysolda Harper"),
        ("in March", "Ysolda Marsh"),
        ("saw Carer today", "Ysolda Carey"),
    ],
)
def test_a_short_name_and_an_ordinary_word_are_no_near_spellings(text, name):
    """Maya is another name than May."""
    assert surest(text, name) == 0.0


@given(one=st.text("abc", max_size=7), other=st.text("abc", max_size=7), most=st.integers(1, 3))
def test_the_distance_is_that_of_the_textbook(one, other, most):
    """Cut off at one above the most that counts."""

    @functools.cache
    def plain(left, right):
        if not left or not right:
            return len(left) + len(right)
        costs = [
            plain(left[:-1], right) + 1,
            plain(left, right[:-1]) + 1,
            plain(left[:-1], right[:-1]) + (left[-1] != right[-1]),
        ]
        if len(left) > 1 < len(right) and left[-2:] == right[-1] + right[-2]:
            costs.append(plain(left[:-2], right[:-2]) + 1)
        return min(costs)

    assert distance(one, other, most) == min(plain(one, other), most + 1)


@pytest.mark.parametrize(
    "written",
    [
        "ytarrowby@example.org",
        "tarrowbyy@example.org",
        "ysolda.tarrowby@example.org",
        "y.tarrowby@example.org",
        "Tarrowby_Y_chronology.docx",
        "Tarrowby_chronology_2.docx",
        "chronology_ytarrowby.docx",
        "YsoldaTarrowby_v2.pdf",
        "Tarrowby2.docx",
    ],
)
def test_a_name_in_an_address_or_the_name_of_a_file_is_certain(written):
    """Underscores, stops and digits end words."""
    assert surest(f"see {written}", "Ysolda Tarrowby") >= CERTAIN


def test_letters_in_a_code_are_no_name():
    """A key or a checksum has letters in all orders."""
    assert surest("id 3fa9leeb27c1, a3lee2b", "Ysolda Lee") == 0.0


@pytest.mark.parametrize(
    ("text", "sure"), [("told YT today", 0.4), ("told Y.T. today", 0.5), ("told yt today", 0.0), ("told GP today", 0.0)]
)
def test_initials_alone_are_never_sure(text, sure):
    """And everyday abbreviations are none."""
    assert surest(text, "Ysolda Tarrowby", "Gwendora Parveen") == sure


def test_a_first_name_with_another_initial_is_not_joined():
    """A single I or A after a name begins something else."""
    names = known("Ysolda Iverson", "Tobren Adeyinka")
    assert [text for text, _, _ in found_in("told Ysolda I would call. Gave Tobren A book", names)] == [
        "Ysolda",
        "Tobren",
    ]


def test_whose_a_shared_name_is_stays_open():
    """One bearer of the form: the record; several: none."""
    case = CaseFile.of(
        "T",
        [
            Child(id="c", label="Child A", name="Gwendora Tarrowby"),
            Adult(id="m", label="Mother", name="Ysolda Tarrowby", sex="female"),
            Adult(id="f", label="Father", name="Tobren Tarrowby", sex="male"),
        ],
    )
    names = KnownNames.of(case)
    text = "Tarrowby; Mr Tarrowby; Mrs Tarrowby; Gwendora; T Tarrowby"
    assert [about for _, _, about in found_in(text, names)] == [None, "f", "m", "c", "f"]


def test_two_people_beside_each_other_are_two_mentions():
    """In a list with commas, lines or hyphens."""
    names = known("Ysolda Tarrowby", "Tobren Quennerby", "Gwendora Tarrowby")
    text = "Ysolda Tarrowby, Tobren Quennerby\nGwendora Tarrowby, Tobren-Ysolda; Tarrowby-Quennerby"
    found = ["Ysolda Tarrowby", "Tobren Quennerby", "Gwendora Tarrowby", "Tobren", "Ysolda", "Tarrowby", "Quennerby"]
    assert [text for text, _, _ in found_in(text, names)] == found


@pytest.mark.parametrize(
    "text", ["at Tarrowby Road", "from Tarrowby House", "in Tarrowby Ward", "the Tarrowby Hospital"]
)
def test_a_name_of_a_place_is_less_sure(text):
    """A street or ward named after somebody else."""
    assert surest(text, "Ysolda Tarrowby") == 0.5


def test_the_name_of_an_agency_hides_the_names_in_it():
    """Whole, and without its generic words; but not the name of somebody whose whole name it is."""
    case = CaseFile.of(
        "T",
        [
            Agency(id="h", name="Tobren Radlow Hospital", kind="hospital"),
            Agency(id="v", name="Quennerby's", kind="voluntary"),
            Adult(id="a", label="Adult 1", name="Tobren Quennerby"),
            Professional(id="p", label="Doctor 1", agency="h", name="Ysolda Radlow"),
        ],
    )
    names = KnownNames.of(case)
    assert names.mentions("seen at Tobren Radlow Hospital and Tobren Radlow by Quennerby's") == []
    assert [text for text, _, _ in found_in("Tobren and Dr Radlow and Quennerby came", names)] == [
        "Tobren",
        "Dr Radlow",
        "Quennerby",
    ]


def test_names_in_other_scripts_are_found_as_they_are():
    """Wherever they are in the text; single words only as whole words."""
    names = known("王小明", "Наталья Ковальчук")
    text = "昨天王小明来了. Наталья Ковальчук, Ковальчук, НАТАЛЬЯ"
    assert [text for text, _, _ in found_in(text, names)] == ["王小明", "Наталья Ковальчук", "Ковальчук", "НАТАЛЬЯ"]


def test_nothing_on_file_finds_nothing():
    """A case file without names."""
    assert known().mentions("Ysolda Tarrowby attended") == []
    assert KnownNames.of(CaseFile.of("T", [Event(id="e", when="2016", kind="contact")])).mentions("in May") == []


def test_an_empty_text_has_no_mention():
    """Nor has one of spaces."""
    assert known("Ysolda Tarrowby").mentions("") == []
    assert known("Ysolda Tarrowby").mentions(" \n ") == []


def test_every_mention_has_a_reason_without_a_value():
    """What a mention says of itself holds none of the text."""
    text = "Ysolda Tarrowby, Y Tarrowby, the Tarrowbys, Tarowby, YT, Ms Tarrowby, ytarrowby@x.org, Tarrowby Road"
    for mention in known("Ysolda Tarrowby").mentions(text):
        assert mention.reason
        assert mention.kind is LeakKind.NAME
        assert not re.search(r"(?i)tarr|ysol|\byt\b", repr(mention))


@pytest.mark.parametrize("table", ["ordinary_words.tsv", "diminutives.tsv", "sound_alikes.tsv"])
def test_the_tables_are_in_plain_letters(table):
    """So that they can be looked up in plain text; and no row appears twice."""
    rows = list(map(tuple, name_tables._lines(table)))
    assert len(rows) > 150
    assert len(rows) == len(set(rows))
    assert all(re.fullmatch(r"[a-z; ]+", cell) for row in rows for cell in row)


def test_the_tables_hold_both_ways():
    """Bob may be Robert, and Robert may be Bob."""
    assert "robert" in short_names()["bob"]
    assert "bob" in short_names()["robert"]
    assert all(name in other_names()[other] for name, others in other_names().items() for other in others)
    assert ordinary_words()["may"] == "month"


@pytest.mark.parametrize(
    "unit", ["Q", "Tarrowby ", "Tarroby ", "a3lee2b", "Tarrow-\n", "Y. ", "YT ", "Ysolda Tarrowby, "]
)
def test_a_long_text_takes_its_length_in_time(unit):
    """Ten times the text, not a hundred times the time; the least of three runs, as other work slows a machine down."""
    names = known("Ysolda Tarrowby", "Ysolda Lee")

    def seconds(size):
        text = unit * (size // len(unit))
        taken = []
        for _ in range(3):
            start = time.process_time()
            names.mentions(text)
            taken.append(time.process_time() - start)
        return min(taken)

    assert seconds(50_000) < 30 * max(seconds(5_000), 0.001)
