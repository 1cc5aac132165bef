import pytest

from safeguard_model import Agency, CaseFile, Child, Event, Timeline, reveal

CASE = CaseFile.of(
    "Canary title",
    [
        Child(id="c", label="Child C", name="Canary <b>Name</b>", born="2016-01-10"),
        Agency(id="a", name="Agency A"),
        Event(id="e", when="2016-03", kind="contact", agency="a", people=["c"], description="Canary words"),
    ],
)


@pytest.mark.parametrize("hidden", [CASE, Timeline.of(CASE), CASE["c"], CASE["e"], CASE.events])
def test_nothing_is_shown_unasked(hidden):
    """Without `reveal` neither text nor table holds a canary."""
    html = hidden._repr_html_() if hasattr(hidden, "_repr_html_") else ""
    assert "Canary" not in f"{hidden!r}{hidden}{html}"


@pytest.mark.parametrize("hidden", [CASE, Timeline.of(CASE), CASE["c"], CASE["e"], CASE.events])
def test_everything_is_shown_when_asked(hidden):
    """With `reveal` the text and the table hold it, markup escaped in the table."""
    revealed = reveal(hidden)
    assert "Canary" in repr(revealed)
    assert str(revealed) == repr(revealed)
    assert "Canary" in revealed._repr_html_()
    assert "<b>" not in revealed._repr_html_()


def test_a_revealed_timeline_shows_dates_of_birth():
    """What the plain table leaves out for a birth, the revealed one shows."""
    assert "10 January 2016" not in Timeline.of(CASE)._repr_html_()
    assert "10 January 2016" in reveal(Timeline.of(CASE))._repr_html_()


def test_other_values_show_as_they_are():
    """What is no record shows as itself."""
    assert "5" == repr(reveal(5))
    assert "'text'" == repr(reveal("text"))


def test_what_is_to_be_settled_can_be_looked_at():
    """Differences and conflicts, which hide what differs, show it when asked."""
    other = CASE.replace(Child(id="c", label="Child C", name="Canary Other"))
    differences = CASE.combine(other).differences
    assert "Canary" not in repr(differences)
    assert "Canary Other" in repr(reveal(differences))


def test_a_combined_key_of_extra_is_not_shown():
    """A key of `extra` may be a name: a difference gives its place."""
    one, other = (CaseFile.of("T", extra={"Canary Key": number}) for number in (1, 2))
    assert "Canary" not in repr(one.combine(other))
    assert "$.extra{1}" in repr(one.combine(other))
