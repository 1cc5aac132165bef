from safeguard_model import Event, to_arrow
from tests.formats.frame_making import needs


def events(count):
    """Plain events with nothing but what is required."""
    return [Event(id=f"e-{number}", when="2016-03-02", kind="contact", people=["c"]) for number in range(count)]


def test_empty_columns_share_their_memory():
    """An event takes at most 80 bytes beyond its own text: the columns with nothing in them share one buffer."""
    needs()
    table = to_arrow(events(5_000))
    texts = sum(table[name].nbytes for name in ("id", "when", "people", "about", "people_labels"))
    assert (table.get_total_buffer_size() - texts) / len(table) < 80


def test_lists_of_the_same_lengths_share_their_places():
    """Columns with lists of the same lengths have one buffer of places."""
    needs()
    table = to_arrow(events(10))
    places = [table[name].chunk(0).buffers()[1].address for name in ("people", "about", "about_ages")]
    assert len(set(places)) == 1


def test_a_shared_buffer_is_never_too_short():
    """A nested column that is longer than the table, and empty, is read as what it is."""
    needs()
    known = [{"agency": "a"}, {"agency": "b"}, {"agency": "c"}]
    from safeguard_model import Knowledge

    event = Event(id="e", when="2016", kind="contact", known_to=[Knowledge(**each) for each in known])
    table = to_arrow([event])
    table.validate(full=True)
    assert [each["via"] for each in table["known_to"][0].as_py()] == ["", "", ""]
    assert [each["since"] for each in table["known_to"][0].as_py()] == [None, None, None]
