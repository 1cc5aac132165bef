"""Ordinary words and names of places and things: what beside them shows, or does not show, a name."""

import functools

import pytest

from safeguard_model import Adult, CaseFile
from safeguard_model.privacy.searching.mentions import CERTAIN
from safeguard_model.privacy.searching.names_on_file import KnownNames
from safeguard_model.records import Alias


@functools.cache
def known(*names):
    """The names of a case file with an adult for each name; those after a stroke are aliases."""
    records = []
    for place, name in enumerate(names):
        whole, *others = name.split("/")
        aliases = [Alias(text=other) for other in others]
        records.append(Adult(id=f"a{place}", label=f"Adult {place}", name=whole, aliases=aliases))
    return KnownNames.of(CaseFile.of("T", records))


def surest(text, *names):
    """The surest mention in a text."""
    return max((one.sure for one in known(*names).mentions(text)), default=0.0)


def likely(text, *names):
    """The words that are more likely than not a name."""
    return [text[one.start : one.end] for one in known(*names).mentions(text) if one.sure >= 0.5]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Farm's earlier arrest was not shared.", "Tobren Farm"),
        ("Bridge’s diary was found.", "Ysolda Bridge"),
        ("Butcher's version changed.", "Tobren Butcher"),
        ("Halifax's letter is silent.", "Ysolda Halifax"),
        ("June's cot was broken.", "June Tarrowby"),
    ],
)
def test_an_ordinary_word_that_owns_something_at_the_start_is_likely(text, name):
    """Few ordinary words own anything."""
    assert 0.5 <= surest(text, name) < CERTAIN


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Court's decision was late.", "Tobren Court"),
        ("Mother's account changed.", "Ysolda Mother"),
        ("Bridge's policy is clear.", "Tobren Bridge"),
        ("Halifax's schools were closed.", "Ysolda Halifax"),
        ("June's figures were higher.", "June Tarrowby"),
    ],
)
def test_a_body_a_place_and_a_month_own_things_too(text, name):
    """So a possessive shows no name there."""
    assert surest(text, name) < 0.5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("June crawled at nine months.", "June Tarrowby"),
        ("Will shivered in the car.", "Will Tarrowby"),
        ("When seen, Ed laughed.", "Edric Tarrowby/Ed"),
        ("She says that Al was there.", "Alban Tarrowby/Al"),
        ("Pa shrugged.", "Pascoe Tarrowby/Pa"),
    ],
)
def test_a_past_verb_of_a_person_shows_a_name(text, name):
    """Whether or not the verb is in the table."""
    assert surest(text, name) >= 0.5


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mark noted on the thigh.", "Mark Tarrowby"),
        ("June ended with a review.", "June Tarrowby"),
        ("Mum shouted.", "Mum Tarrowby"),
        ("Poppy sellers were outside.", "Poppy Tarrowby"),
        ("Ruby weddings are rare.", "Ruby Tarrowby"),
        ("The Housing Grant was cut.", "Grant Tarrowby"),
        ("A baby may need a review.", "May Tarrowby"),
    ],
)
def test_a_past_verb_of_a_thing_and_a_noun_show_none(text, name):
    """They go with the ordinary word."""
    assert surest(text, name) < 0.5


@pytest.mark.parametrize(
    ("text", "name", "is_likely"),
    [
        ("FATHER SAID THAT WILL HAD RUN OFF.", "Will Tarrowby", True),
        ("GRACE DISCLOSED TO THE TEACHER.", "Grace Tarrowby", True),
        ("MARK WAS SEEN ON THE ARM.", "Mark Tarrowby", False),
        ("STATED THAT WARD WAS FULL.", "Ysolda Ward", False),
    ],
)
def test_in_capitals_a_verb_of_a_person_shows_a_name(text, name, is_likely):
    """A capital shows nothing there."""
    assert (surest(text, name) >= 0.5) is is_likely


@pytest.mark.parametrize(
    ("text", "name", "is_likely"),
    [
        ("all 12 bridges were closed", "Tobren Bridge", False),
        ("The Bridges were moving out.", "Tobren Bridge", True),
        ("Poppies were sold. Ivys were planted.", "Ivy Tarrowby", False),
        ("seen at the Tarrowbys", "Ysolda Tarrowby", True),
    ],
)
def test_the_plural_of_an_ordinary_word_needs_more_than_its_letters(text, name, is_likely):
    """A capital, and an article or the middle of a sentence."""
    assert (surest(text, name) >= 0.5) is is_likely


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vale of Glamorton was nearest.", "Glamorton Tarrowby"),
        ("The Liz Trust paid.", "Elizabeth Tarrowby"),
        ("Brecht Pain Scale used.", "Tobren van Brecht-Marsh"),
        ("Felix the Cat is a toy.", "Felix Tarrowby"),
    ],
)
def test_a_place_or_a_thing_with_a_name_is_not_likely(text, name):
    """It is called after somebody else."""
    assert surest(text, name) < 0.5


def test_a_thing_with_a_surname_on_file_stays_likely():
    """It may be called after the person on file."""
    assert surest("The Tarrowby Review was published.", "Ysolda Tarrowby") == 0.5
    assert surest("Ysolda the child minder rang.", "Ysolda Tarrowby") >= CERTAIN


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("Seen by Marsh, Tarrowby and Strong.", ("Anna Marsh", "Bea Tarrowby", "Cy Strong"), ["Marsh", "Strong"]),
        ("Minutes: present Strong, Bright, Table.", ("Anna Strong", "Bea Bright", "Cy Table"), ["Table", "Strong"]),
        ("apologies Farm; Tarrowby", ("Anna Farm", "Bea Tarrowby"), ["Tarrowby"]),
        ("Apologies: Farm, Tarrowby", ("Anna Farm", "Bea Tarrowby"), ["Farm", "Tarrowby"]),
        ("attended by van der Brecht, Church & Tarrowby", ("Anna Church", "Bea Tarrowby"), ["Church"]),
    ],
)
def test_an_ordinary_word_in_a_list_of_names_is_likely(text, names, found):
    """Beside commas and "and", with another name or a word such as "present" before it."""
    assert set(found) <= set(likely(text, *names))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Present: Police, Health, Housing", ("Anna Health", "Bea Tarrowby")),
        ("Family, School and Court agreed.", ("Anna Court", "Bea School")),
        ("in April, May and June", ("April Tarrowby", "May Tarrowby", "June Tarrowby")),
        ("Young, free and wild", ("Anna Young",)),
    ],
)
def test_a_list_of_agencies_or_months_names_nobody(text, names):
    """The items are of one kind."""
    assert likely(text, *names) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("O'Malaghan rang", "Ysolda O'Mallaghan"),
        ("seen by O’Mallagham", "Ysolda O'Mallaghan"),
        ("seen by MacDunnery", "Tobren McDunnery"),
        ("seen by McDunery", "Tobren McDunnery"),
        ("seen by MacDunery", "Tobren McDunnery"),
        ("McGillavry rang", "Tobren MacGillavry"),
        ("seen by Mc Gillavry", "Tobren MacGillavry"),
    ],
)
def test_a_misspelt_surname_with_a_particle_is_likely(text, name):
    """Mc for Mac, a letter too many or too few, with and without the particle."""
    assert 0.5 <= surest(text, name) < CERTAIN


@pytest.mark.parametrize("written", ["Ystarrоwby", "Тarrowby", "Tаrrоwby", "Tarrοwby", "ТАRROWBY"])
def test_a_letter_of_another_script_that_looks_the_same_hides_no_name(written):
    """The mention has the place of the name as it is written."""
    text = f"the visit to {written} today"
    mentions = known("Ysolda Tarrowby").mentions(text)
    assert [text[one.start : one.end] for one in mentions] == ([] if written.startswith("Ys") else [written])


def test_a_word_of_another_script_is_left_as_it_is():
    """Only a word of two scripts is taken for a Latin one."""
    assert known("Cora Tarrowby").mentions("Сора") == []


@pytest.mark.parametrize("text", ["#bobtarrowby", "tag bobtarrowby", "TarrowbyBob.pdf", "@bobtarrowby"])
def test_an_alias_is_found_in_one_word_with_the_surname(text):
    """As names of users have it."""
    assert surest(text, "Ysolde Tarrowby/Bob") >= 0.5


@pytest.mark.parametrize("written", ["T A R R O W B Y", "T.A.R.R.O.W.B.Y", "T-A-R-R-O-W-B-Y", "Y T A R R O W B Y"])
def test_a_name_in_single_capitals_is_likely(written):
    """With one space, stop or hyphen between the letters."""
    text = f"Title: {written} and others"
    (mention,) = known("Ysolda Tarrowby").mentions(text)
    assert text[mention.start : mention.end] == written
    assert 0.5 <= mention.sure < CERTAIN


def test_single_capitals_that_are_no_name_are_left():
    """A list of letters names nobody."""
    assert known("Ysolda Tarrowby").mentions("groups A B C D E F and T A R R O W") == []


@pytest.mark.parametrize(
    ("alias", "is_found"), [("KA", True), ("KL", False), ("KT", False), ("K", False), ("KAT", False)]
)
def test_initials_of_given_names_are_what_somebody_is_called(alias, is_found):
    """Those of given name and surname are a pseudonym."""
    assert (surest(f"told {alias} so", f"Kelly-Anne Tarrowby/{alias}") > 0.5) is is_found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Farm denied the assault.", "Tobren Farm"),
        ("It was Bridge who called.", "Tobren Bridge"),
        ("seen by Table on Tuesday", "Tobren Table"),
        ("Butcher wrote to her.", "Tobren Butcher"),
        ("Grant (9) was seen.", "Grant Tarrowby"),
        ("Bridge (father) was out.", "Tobren Bridge"),
        ("Grandmother: Farm.", "Ysolda Farm"),
        ("TOLD GRACE TO GO HOME.", "Grace Tarrowby"),
    ],
)
def test_a_word_of_records_that_does_what_persons_do_may_be_a_name(text, name):
    """It is a question, and never certain."""
    assert 0.5 <= surest(text, name) < CERTAIN


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Leeds and Halifax councils met.", "Tobren Halifax"),
        ("Green's the colour.", "Ysolda Green"),
        ("Mark's on the leg.", "Mark Tarrowby"),
        ("THE BABY MAY HAVE HAD A FALL.", "May Tarrowby"),
        ("Farm (3) was sold.", "Tobren Farm"),
        ("Green Crescent Clinic closed.", "Ysolda Green"),
    ],
)
def test_a_short_is_and_a_list_of_places_show_no_name(text, name):
    """They go with the ordinary word."""
    assert surest(text, name) < 0.5
