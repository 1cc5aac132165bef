"""The telling words of an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.lexicon.concepts import agencies_told, kinds_told
from safeguard_model.lexicon.spellings import telling_words


def words(text):
    """Its telling words, with nothing met before."""
    return telling_words(text, {})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("T/C to Mum", "phone call: mother"),
        ("S47 agreed", "Section 47, agreed"),
        ("s.47", "sec 47"),
        ("WNB", "was not brought"),
        ("did not attend", "DNA"),
        ("HV", "health visitor"),
        ("SW informed", "social workers informed"),
        ("bruising", "bruise"),
        ("paediatrician", "Paediatricain"),
        ("2,310 g", "2310g"),
        ("at 22:50", "2250"),
        ("strat disc", "strategy meeting"),
        ("child’s", "child's"),
    ],
)
def test_written_in_two_ways(one, other):
    """Abbreviations, spellings, endings and late slips of the pen come to the same words."""
    assert words(one) == words(other) != frozenset()


@pytest.mark.parametrize("text", ["", " - ", "She was not there", "x"])
def test_what_tells_nothing(text):
    """Small words, single letters and marks tell nothing."""
    assert frozenset() == words(text)


@given(st.lists(st.text(max_size=30), max_size=4))
def test_what_was_met_before_makes_no_difference(texts):
    """The words that were met before are only remembered."""
    known = {}
    assert [words(text) for text in texts] == [telling_words(text, known) for text in texts]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Attended ICPC", {"initial_conference", "review_conference"}),
        ("1st core group, at school", {"core_group"}),
        ("Strat mtg by phone", {"strategy_discussion"}),
        ("PPO exercised", {"police_protection"}),
        ("police protection ended", {"police_protection"}),
        ("MARF rec'd", {"referral"}),
        ("PPN", {"notification"}),
        ("WNB to clinic", {"was_not_brought", "did_not_attend"}),
        ("D/C with mother", {"hospital_discharge"}),
        ("NMO granted", {"order_made", "court_hearing"}),
        ("SVD at 39+2", {"birth"}),
        ("New birth visit", set()),
        ("Seen at home", set()),
    ],
)
def test_kinds_told(text, kinds):
    """Words that name a kind of event tell of it."""
    assert kinds == kinds_told(words(text))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Police attended", {"police"}),
        ("Call to OIC", {"police"}),
        ("TC from HV", {"health_visiting"}),
        ("Health visitor informed", {"health_visiting"}),
        ("DSL told EDT", {"school", "childrens_social_care"}),
        ("Surgery rang", {"primary_care"}),
        ("nursery manager", {"early_years"}),
        ("A&E", {"emergency_department", "hospital"}),
        ("Seen at home", set()),
    ],
)
def test_agencies_told(text, kinds):
    """Words that name an agency, or somebody who works for one, name its kind."""
    assert kinds == agencies_told(words(text))
