from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.html_tables import hidden_words, table


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []
        self.attributes = []

    def handle_starttag(self, tag, attrs):
        """Note a tag and its attributes."""
        self.tags.append(tag)
        self.attributes.extend(attrs)


@given(st.lists(st.text(alphabet=st.sampled_from("<>&\"'/ab=!-"), max_size=12), min_size=2, max_size=2), st.text())
def test_no_leaf_becomes_markup(row, caption):
    """Whatever the leaves hold, the page has a table's tags and no other, and no script."""
    parsed = Tags()
    parsed.feed(table(["a", "b"], [row], caption))
    assert set(parsed.tags) <= {"style", "table", "caption", "thead", "tbody", "tr", "th", "td"}
    assert [("class", "safeguard-model")] == parsed.attributes
    assert 2 == parsed.tags.count("td")


def test_marks_that_disguise_are_shown():
    """Control and direction marks, which can turn a text round, stand there as escapes."""
    html = table(["a"], [["\u202e\x00\x9f"]])
    assert "\\u202e\\x00\\x9f" in html
    assert "\u202e" not in html


def test_long_tables_say_how_much_is_left_out():
    """Rows past the limit are counted."""
    html = table(["a"], [[number] for number in range(7)], most=5)
    assert "and 2 more" in html
    assert "<td>5</td>" not in html


def test_hidden_words_are_counted():
    """Free text that is not shown leaves its length and the door to it; no text leaves nothing."""
    assert "[1 word: reveal(x)]" == hidden_words("Seen.", "reveal(x)")
    assert "" == hidden_words("", "reveal(x)")
