from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safeguard_model import Adult, CaseFile, Child, Claim, Source
from safeguard_model.privacy.searching.check_digits import nhs_number_fits, upn_fits
from safeguard_model.privacy.searching.identifiers import KnownNumbers, identifiers_in
from safeguard_model.privacy.searching.mentions import CERTAIN, LeakKind
from safeguard_model.records import Citation, Identifier

DIGITS = "0123456789"
CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"
NHS = st.text(DIGITS, min_size=9, max_size=9).flatmap(
    lambda start: st.sampled_from([start + digit for digit in DIGITS if nhs_number_fits(start + digit)] or [""])
)
UPNS = st.text(DIGITS, min_size=12, max_size=12).map(
    lambda body: next(letter + body for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if upn_fits(letter + body))
)


def found_in(text):
    """What is found, with its kind."""
    return [(str(one.kind), text[one.start : one.end]) for one in identifiers_in(text)]


def certain_in(text):
    """What is found and certain, with its kind."""
    return [(str(one.kind), text[one.start : one.end]) for one in identifiers_in(text) if one.sure >= CERTAIN]


@given(
    NHS.filter(lambda number: len(set(number)) > 1),
    st.sampled_from(["{} {} {}", "{}-{}-{}", "{}{}{}", "{}\u00a0{}\u2009{}"]),
)
def test_an_nhs_number_is_certain_near_its_name_and_a_query_alone(number, form):
    """One in eleven rows of ten digits fits by chance."""
    written = form.format(number[:3], number[3:6], number[6:])
    assert certain_in(f"NHS number: {written}, checked") == [("identifier", written)]
    assert certain_in(f"The number {written}, checked") in ([], [("phone", written)])
    assert len(found_in(f"The number {written.replace(' ', '')}, checked")) == 1


@given(UPNS, st.sampled_from(["upper", "lower"]))
def test_a_pupil_number_with_its_check_letter_is_certain(number, case):
    """A check letter of 23 and twelve digits are no chance."""
    written = getattr(number, case)()
    assert certain_in(f"at school ({written}) since") == [("identifier", written)]


@given(
    st.text("ABCEGHJKLMNOPRSTWXYZ", min_size=2, max_size=2),
    st.text(DIGITS, min_size=6, max_size=6),
    st.sampled_from("ABCD"),
    st.sampled_from(["{}{}{}{}{}", "{} {} {} {} {}"]),
)
def test_a_national_insurance_number_is_found_unless_its_prefix_is_never_given(prefix, number, suffix, form):
    """HM Revenue and Customs gives neither O second, nor BG, GB, NK, KN, NT, TN or ZZ."""
    written = form.format(prefix, number[:2], number[2:4], number[4:], suffix)
    given_out = prefix[1] != "O" and prefix not in {"BG", "GB", "NK", "KN", "NT", "TN", "ZZ"}
    assert (("identifier", written) in certain_in(f"He gave {written} there")) is given_out


@given(st.text(CROCKFORD, min_size=5, max_size=8), st.sampled_from(["child", "name", "adult", "agency"]))
def test_our_own_pseudonyms_are_no_identifiers(letters, word):
    """Neither the word nor the label that is made of it."""
    assert found_in(f"Seen: {word}-{letters}, at home") == []
    assert certain_in(f"Seen: {word.title()} {letters[:5].upper()}, at home") == []
    assert found_in(f"{word}-{letters}") == []


TEMPORARY = next(f"{letter}80120000100A" for letter in "ABCDEFGHJKLMNPQRTUVWXYZ" if upn_fits(f"{letter}80120000100A"))
PIECES = st.sampled_from([
    *("943 476 5919", "NHS", "07700 900123", "14 Elm Road", "NR1 1AA", "AB12 CDE", "a@b.org", "PC 4412", "+44", "(0)", "@x"),
    *("URN 36/123/18", "Flat 3", " ", "-", "/", ".", "£", "0", "12", "[2016] EWFC 12", "\u200b", "–", "www.", "//", "ß", "İ"),
    *("Rose Cottage, Mill Lane", "lives in Elm Street", "tel", "VRM ABC 123D", "52.6309, 1.2974", "10.20.30.40", "ﬁ", "½"),
])  # fmt: skip


@given(st.text(max_size=200) | st.lists(PIECES, max_size=12).map("".join) | st.lists(PIECES, max_size=12).map(" ".join))
@example("\u0130" * 5 + " 14 \u200bElm Road")
def test_any_text_can_be_searched(text):
    """Nothing is raised, nothing overlaps, every place lies in the text, and every certainty is one."""
    mentions = identifiers_in(text)
    assert all(0 <= one.start < one.end <= len(text) for one in mentions)
    assert all(one.end <= after.start for one, after in pairwise(mentions))
    assert all(0 < one.sure <= 1 for one in mentions)


@given(st.text(st.characters(exclude_categories=["N", "Cs"]), max_size=200))
def test_a_text_without_digits_has_only_addresses_and_names_on_the_internet(text):
    """Everything else has a digit."""
    kinds = {one.kind for one in identifiers_in(text)}
    assert kinds <= {LeakKind.ADDRESS, LeakKind.EMAIL, LeakKind.IDENTIFIER}
    if "@" not in text and "//" not in text and "www." not in text:
        assert kinds <= {LeakKind.ADDRESS}


CERTAIN_ONES = [
    ("identifier", "943 476 5919", "NHS no. {}"),
    ("identifier", "9434765919", "({}, NHS number)"),
    ("identifier", "94 3476 5919", "NHS: {}"),
    ("identifier", "H801200001001", "her UPN is {}"),
    ("identifier", TEMPORARY, "his temporary UPN {}"),
    ("identifier", "JG 12 34 56", "NI number {}"),
    ("identifier", "QQ 12 34 56 C", "National Insurance {}"),
    ("identifier", "NR16C00123", "in {}, the judge"),
    ("identifier", "MORGA657054SM9IJ", "licence {}"),
    ("identifier", "MORGA 657054 SM9IJ", "licence {}"),
    ("identifier", "36/123/18", "URN {}"),
    ("identifier", "12345678", "URN: {}"),
    ("identifier", "36/12345/18", "crime ref. {} was given"),
    ("identifier", "36/12345/18", "crime {}"),
    ("identifier", "1234 of 2/3/16", "CAD {}"),
    ("identifier", "4412", "PC {} attended"),
    ("identifier", "123", "with DS {}"),
    ("identifier", "4412", "collar number {}"),
    ("identifier", "123456", "incident number {}"),
    ("identifier", "NO/12345/16", "Case No: {}"),
    ("identifier", "ABC/123/45", "our ref: {}"),
    ("identifier", "1234567", "hospital number {}"),
    ("identifier", "1234567", "GMC {}"),
    ("identifier", "12A3456B", "NMC PIN {}"),
    ("identifier", "SW12345", "SWE {}"),
    ("identifier", "123456789", "passport no {}"),
    ("identifier", "20-12-34", "sort code {}"),
    ("postcode", "NR1 1AA", "of {}."),
    ("postcode", "W1A 0AX", "to {} in"),
    ("postcode", "EC1A 1BB", "to {} in"),
    ("postcode", "DN551PT", "to {} in"),
    ("postcode", "nr1 1aa", "postcode {}"),
    ("phone", "01603 123456", "ring {}"),
    ("phone", "(01603) 123 456", "ring {}"),
    ("phone", "01603-123-456", "ring {}"),
    ("phone", "020 7946 0958", "ring {}"),
    ("phone", "07700900123", "mob.{}"),
    ("phone", "07700 900 123", "texted from {}."),
    ("phone", "+44 (0)7700 900123", "at {} only"),
    ("phone", "+447700900123", "at {} only"),
    ("phone", "0044 7700 900123", "at {} only"),
    ("phone", "+353 86 123 4567", "at {} only"),
    ("email", "a.tallow+x@mail.example.org", "wrote from {}."),
    ("registration", "AB12 CDE", "parked: {}"),
    ("registration", "AB12CDE", "parked: {}"),
    ("registration", "ab12cde", "in a car, {},"),
    ("address", "14 Elm Road", "of {}, Northshire"),
    ("address", "14A Elm Road", "of {}"),
    ("address", "14-16 Elm Road", "of {}"),
    ("address", "27 High Street", "of {}"),
    ("address", "5 St Mary's Close", "of {}"),
    ("address", "3 Isle of Wight Road", "of {}"),
    ("address", "14 ELM ROAD", "OF {}"),
    ("address", "14 Elm Road", "dob 02/03/2016 {}"),
    ("address", "Flat 3, Rose House", "of {}"),
    ("address", "Rose Cottage, Mill Lane", "of {}"),
    ("address", "///filled.count.soap", "at {}"),
]


@pytest.mark.parametrize(("kind", "value", "around"), CERTAIN_ONES)
def test_what_identifies_by_its_form_is_certain_and_alone(kind, value, around):
    """The place is that of the number, without the words that tell of it."""
    assert certain_in(around.format(value)) == [(kind, value)]


@pytest.mark.parametrize(
    ("kind", "value", "around"),
    [
        ("identifier", "9434765919", "number {}"),
        ("identifier", "88", "PS {} spoke"),
        ("identifier", "[2016] EWFC 12", "reported as {}"),
        ("identifier", "[2013] UKSC 33", "Re B {}"),
        ("identifier", "@jack_1", "posts as {} there"),
        ("identifier", "https://www.facebook.com/jack.x", "see {}."),
        ("identifier", "192.168.12.34", "from {}"),
        ("identifier", "SW12345", "by {}"),
        ("identifier", "4111 1111 1111 1111", "card {}"),
        ("postcode", "nr1 1aa", "of {}"),
        ("postcode", "NR11AA", "of {}"),
        ("phone", "612345", "tel {}"),
        ("phone", "0345 600 0400", "ring {}"),
        ("registration", "A123 BCD", "the car, {},"),
        ("registration", "ABC 123D", "VRM: {}"),
        ("registration", "AIZ 1234", "car reg {}"),
        ("address", "52.6309, 1.2974", "at {}"),
        ("address", "14 elm road", "of {}"),
        ("address", "14 Elm Rd", "of {}, there"),
        ("address", "Flat 3", "at {} again"),
        ("address", "PO Box 12", "to {}"),
        ("address", "Elm Street", "lives on {}"),
        ("email", "help@example.org", "to {}"),
    ],
)
def test_what_may_be_something_else_is_a_query(kind, value, around):
    """It is found, and is not certain."""
    text = around.format(value)
    assert found_in(text) == [(kind, value)]
    assert certain_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "on 2 March 2016",
            "02/03/2016 at 14:30",
            "2016-03-02T14:30",
            "02-03-2016 12:30",
            "02.03.2016 16.30",
            "2.30pm",
        ),
        *(
            "in 2016/17",
            "£1,234",
            "£9434765919",
            "aged 4",
            "Working Together 2018",
            "Children Act 1989",
            "s47",
            "s.47(1)",
        ),
        *("CP16", "ISBN 978-0-14-103614-4", "ISBN 0306406152", "room 12", "9.1 kg", "20 mg", "BMI 31.4", "Ward 12B"),
        *(
            "level 3",
            "Child V",
            "AF1",
            "SW4",
            "Sibling 2",
            "version 1.0",
            "event-12",
            "para 4.3.12",
            "BP 120/80",
            "GCS 15",
        ),
        *("37+4 weeks", "50th centile", "2 x 3 cm", "Reg 44", "art. 8", "3 of 7", "1st and 2nd", "week 12", "T1 2016"),
        *("Childline 0800 1111", "0808 800 5000", "101", "111", "999", "116 123", "08:00 1111"),
        *("E1 2AM", "Q1 1AA", "s47 2nd", "b12 3rd", "Child E12AB", "Child 7K3Q9", "child-ab12cde", "name-nr11aa"),
        *(
            "the 14 March Court hearing",
            "3 High Court judges",
            "2 Family Court",
            "10 minute drive",
            "2 men in the street",
        ),
        *("2 Mother Dr Patel", "3 busy road", "a flat a week later", "flat 3 miles away", "in the 2 Smith places"),
        *("case no. 3", "case number 2016", "crime report 02/03/2016", "incident 12", "reference 2 above", "unit 4"),
        *(
            "https://www.gov.uk/a/b",
            "www.nhs.uk/x",
            "legislation.gov.uk",
            "see @ home",
            "1.2.3.4",
            "version 10.20.30.40",
        ),
        *("BG123456C", "H801200001002 there", "A123 BCD", "ABC 123D", "0900 1230 0830 0915 10", "4 9 2 6 1 3"),
        *("Great Ormond Street Hospital", "the High Street", "Park Lane School", "He drove down the lane and home"),
    ],
)
def test_what_only_looks_like_an_identifier_is_left_out(text):
    """Dates, times, amounts, ages, doses, sections, labels, helplines and the like."""
    assert found_in(text) == []
    assert found_in(f"It said: {text}, that day") == []


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u2060", "\u202a"])
def test_invisible_marks_and_odd_characters_do_not_hide_a_number(mark):
    """The place in the text as written takes them in."""
    assert found_in(f"of NR1{mark} 1AA") == [("postcode", f"NR1{mark} 1AA")]
    assert certain_in(f"NHS 943{mark} 476–5919") == [("identifier", f"943{mark} 476–5919")]
    assert certain_in("ring ０７７００ ９００１２３") == [("phone", "０７７００ ９００１２３")]
    assert certain_in(f"of 14{mark} Elm\u00a0Road") == [("address", f"14{mark} Elm\u00a0Road")]


def test_a_long_dash_parts_words_and_a_hyphen_joins_them():
    """A hyphen makes a longer word of it, such as the name of a file or a pseudonym."""
    assert certain_in("the car—AB12CDE—left") == [("registration", "AB12CDE")]
    assert found_in("file-AB12CDE") == found_in("AB12CDE-file") == found_in("xAB12CDE") == found_in("AB12CDEx") == []


def test_no_mention_holds_a_value():
    """Neither the reason nor anything else of it."""
    for kind, value, around in CERTAIN_ONES:
        assert value not in repr(identifiers_in(around.format(value))), kind


CASE = CaseFile.of(
    "Invented",
    [
        Source(id="s", title="Report"),
        Child(
            id="child-1",
            label="Child 1",
            identifiers=[
                Identifier(scheme="nhs", value="943 476 5919"),
                Identifier(scheme="mobile phone", value="07700 900123"),
                Identifier(scheme="email", value="A.Tallow@example.org"),
                Identifier(scheme="vehicle", value="ABC 123D"),
                Identifier(scheme="school", value="QX-77/b 4"),
            ],
        ),
        Adult(
            id="adult-1",
            label="Father",
            identifiers=[Identifier(scheme="collar", value="4412"), Identifier(scheme="tag", value="BLUE KITE")],
        ),
        Adult(id="adult-2", label="Uncle", identifiers=[Identifier(scheme="case", value="QX77b4")]),
        Claim(
            id="c", about="adult-2", field="identifiers[#1].value", value="ZZ 99-1234", citations=[Citation(source="s")]
        ),
    ],
)
KNOWN = KnownNumbers.of(CASE)


@pytest.mark.parametrize(
    ("text", "kind", "value", "about"),
    [
        ("it is 9434765919.", "identifier", "9434765919", "child-1"),
        ("it is 943-476 5919.", "identifier", "943-476 5919", "child-1"),
        ("nhs9434765919", "identifier", "9434765919", "child-1"),
        ("9 4 3 4 7 6 5 9 1 9", "identifier", "9 4 3 4 7 6 5 9 1 9", "child-1"),
        ("12 943/476/5919", "identifier", "943/476/5919", "child-1"),
        ("ring +44 (0)7700 900123", "phone", "+44 (0)7700 900123", "child-1"),
        ("ring 07700-900-123", "phone", "07700-900-123", "child-1"),
        ("ring 447700900123", "phone", "447700900123", "child-1"),
        ("from a.tallow@EXAMPLE.org", "email", "a.tallow@EXAMPLE.org", "child-1"),
        ("in abc123d", "registration", "abc123d", "child-1"),
        ("collar no. 4412", "identifier", "4412", "adult-1"),
        ("Blue-Kite came", "identifier", "Blue-Kite", "adult-1"),
        ("the qx 77 b4", "identifier", "qx 77 b4", None),
        ("zz991234", "identifier", "zz991234", "adult-2"),
        ("943\u00a0476\u200b5919", "identifier", "943\u00a0476\u200b5919", "child-1"),
    ],
)
def test_a_number_on_file_is_found_however_it_is_spaced(text, kind, value, about):
    """It is certain, and about its owner, or about nobody in particular if several have it."""
    (one,) = KNOWN.mentions(text)
    assert (str(one.kind), text[one.start : one.end], one.about, one.sure) == (kind, value, about, 1.0)


@pytest.mark.parametrize(
    "text", ["19434765919", "94347659190", "4412", "tag", "900123", "blue, 1", "943 476 591 then 9", ""]
)
def test_other_numbers_are_not_those_on_file(text):
    """Part of a longer number, a short number without the word for it, a part of a number."""
    assert KNOWN.mentions(text) == []


@given(
    st.lists(st.text(DIGITS + "ABCDXYZ", min_size=5, max_size=12), min_size=1, max_size=5, unique=True),
    st.sampled_from(["", " ", "-", "/", "\u00a0", "."]),
    st.data(),
)
def test_every_number_on_file_is_found_with_any_mark_between_its_characters(numbers, mark, data):
    """As long as it is a word of its own."""
    child = Child(id="c", label="C", identifiers=[Identifier(scheme="x", value=number) for number in numbers])
    known = KnownNumbers.of(CaseFile.of("Invented", [child]))
    number = data.draw(st.sampled_from(numbers))
    text = f"that {mark.join(number)}, there"
    found = known.mentions(text)
    assert any(text[one.start : one.end] == mark.join(number) and one.about == "c" for one in found)


@given(st.text(max_size=100) | st.lists(PIECES, max_size=12).map("".join))
def test_any_text_can_be_searched_for_numbers_on_file(text):
    """Nothing is raised, nothing overlaps, and every place lies in the text."""
    mentions = KNOWN.mentions(text)
    assert all(0 <= one.start < one.end <= len(text) for one in mentions)
    assert all(one.end <= after.start for one, after in pairwise(mentions))


def test_numbers_on_file_show_only_how_many_they_are():
    """Neither `repr` nor its parts hold a number."""
    assert repr(KNOWN) == "<KnownNumbers: 8>"
    assert "943" not in "".join(map(repr, [*KNOWN.without_digits, *KNOWN.by_digits["9434765919"]]))
    assert KnownNumbers.of(CaseFile.of("Invented")).mentions("NHS 943 476 5919") == []


def test_no_time_of_day_in_a_workbook_is_a_number_of_a_person():
    """It is a fraction of a day, with up to sixteen digits behind the point."""
    assert not any(found_in(repr(minute / 1440)) for minute in range(1440))
