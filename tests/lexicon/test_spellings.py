"""The telling words of an entry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.lexicon.spellings import telling_words
from tests.lexicon.making import words


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
