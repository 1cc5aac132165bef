from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.html_tables import Differs, Named, hidden_words, table


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
    classes = "safeguard-model tex2jax_ignore mathjax_ignore"
    assert {("class", classes), ("scope", "col"), ("scope", "row")} == set(parsed.attributes)
    assert (1, 3) == (parsed.tags.count("td"), parsed.tags.count("th"))


@given(st.text(alphabet=st.sampled_from("<>&\"'/ab=!-"), max_size=12))
def test_no_line_of_a_cell_becomes_markup(text):
    """An id in small letters, a line that differs and the lines of a list are escaped as every leaf is."""
    parsed = Tags()
    parsed.feed(table(["a", "b"], [[Named(text, text), [Differs(text), text, Named(text, text)]]], foot=text))
    assert 2 == parsed.tags.count("small")
    assert 1 == parsed.tags.count("strong")
    assert {"class", "scope", "colspan"} >= {name for name, _ in parsed.attributes}


def test_an_id_is_small():
    """The id after a name is in small letters, so that the words are read first; as text it is plain."""
    assert "home visit <small>hv-06</small>" in table(["what"], [[Named("home visit", "hv-06")]])
    assert str(Named("home visit", "hv-06")) == "home visit hv-06"


def test_what_differs_is_marked_without_colour():
    """A line that differs has a sign before it, so that it can be told apart in grey and by a screen reader."""
    assert "<strong>≠ 3 March</strong>" in table(["first", "second"], [["", [Differs("3 March")]]])


def test_a_long_table_is_folded():
    """Of 100 rows, forty are in view; the others are one click away, under the same headings, and none is lost."""
    html = table(["number"], [[f"row {number}"] for number in range(100)])
    above, below = html.split("<details", 1)
    assert (above.count('scope="row"'), below.count('scope="row"')) == (40, 60)
    assert "<summary>60 more rows</summary>" in below
    assert below.count('<th scope="col">number</th>') == 1
    assert "<details" not in table(["number"], [[number] for number in range(60)])


def test_marks_that_disguise_are_shown():
    """Control and direction marks, which can turn a text round, stand there as escapes."""
    html = table(["a"], [["\u202e\x00\x9f"]])
    assert "\\u202e\\x00\\x9f" in html
    assert "\u202e" not in html


def test_long_tables_say_how_much_is_left_out():
    """Rows past the limit are counted."""
    html = table(["a"], [[number] for number in range(7)], most=5)
    assert "and 2 more" in html
    assert '<th scope="row">5</th>' not in html


def test_hidden_words_are_counted():
    """Free text that is not shown leaves its length and the door to it; no text leaves nothing."""
    assert "[1 word: reveal(x)]" == hidden_words("Seen.", "reveal(x)")
    assert "" == hidden_words("", "reveal(x)")
