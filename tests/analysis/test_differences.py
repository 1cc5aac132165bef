import pickle
from collections import Counter
from unittest.mock import patch

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    CaseFile,
    Child,
    Citation,
    Event,
    Harm,
    Incident,
    InvalidRecord,
    Quantity,
    Residence,
    Source,
    Timeline,
    diff,
    reveal,
)
from safeguard_model import strategies as ours
from safeguard_model.analysis import Diff
from safeguard_model.records.claim_paths import Refusal, resolve

CHILD = Child(id="c", label="C", name="Canary Old", born="2016-01-10")
VISIT = Event(id="e1", when="2016-03", kind="home_visit", people=["c"], description="Canary words")
CASE = CaseFile.of("Canary title", [CHILD, Child(id="d", label="D"), VISIT])
UP_TO_TWO_VERSIONS = st.lists(st.builds(Event, id=st.sampled_from("ab"), when=st.just("2016"), kind=st.sampled_from(["phone_call", "contact"])), max_size=6)  # fmt: skip


def changes(old, new):
    """The field, the old and the new value of each change of one record."""
    return [(change.field, change.old, change.new) for change in diff([old], [new]).changed]


def harm_changes(old, new):
    """The changes of the harms of an incident."""
    child = [Child(id=id, label=id) for id in "cd"]
    files = [CaseFile.of("T", [*child, Incident(id="i", when="2016", harms=harms)]) for harms in (old, new)]
    return [(change.field, change.old, change.new) for change in diff(*files).changed]


@given(ours.case_files())
def test_nothing_differs_from_itself(casefile):
    """A case file, its timeline and its events differ in nothing from themselves."""
    for thing in (casefile, Timeline.of(casefile), casefile.events):
        same = diff(thing, thing)
        assert not same
        assert str(same) == "no difference"
        assert (same.added, same.removed, same.changed) == ((), (), ())


@given(ours.case_files(), ours.case_files())
def test_every_record_is_accounted_for(old, new):
    """Every record of the new file is unchanged, added or changed; every one of the old unchanged, removed or changed."""
    found = diff(old, new)
    changed = {(change.kind, change.id) for change in found.changed}
    for own, other, whole in ((new, old, found.added), (old, new, found.removed)):
        for record in own.records():
            key = (type(record).__name__, record.id)
            is_same = record.id in other and other[record.id] == record
            assert (record in whole) + (key in changed) + is_same == 1


@given(ours.case_files(), ours.case_files())
def test_swapping_swaps(old, new):
    """From new to old, what was added is removed, and each change has its values the other way round."""
    there, back = diff(old, new), diff(new, old)
    assert (there.added, there.removed) == (back.removed, back.added)
    assert Counter(repr((c.kind, c.id, c.old, c.new)) for c in there.changed) == Counter(
        repr((c.kind, c.id, c.new, c.old)) for c in back.changed
    )


@given(UP_TO_TWO_VERSIONS, UP_TO_TWO_VERSIONS)
def test_versions_of_one_id_are_counted(old, new):
    """Of several events with one id, equal ones are matched, and each other one is added, removed or changed."""
    found = diff(old, new)
    assert len(old) - len(found.removed) == len(new) - len(found.added)
    assert Counter(found.removed) <= Counter(old)
    assert Counter(found.added) <= Counter(new)
    assert bool(found) == (Counter(old) != Counter(new))


@given(ours.case_files(), st.data())
def test_paths_lead_where_claims_lead(casefile, data):
    """The path of one changed value is the path by which a claim finds it."""
    other = data.draw(ours.case_files())
    for change in diff(casefile, other).changed:
        if change.id is None or change.old is None or isinstance(change.new, (tuple, dict)) or "[#" in change.field:
            continue
        target = resolve(other[change.id], change.field)
        assert isinstance(target, Refusal) or target[1] == change.new


def test_a_value_is_compared_field_by_field():
    """The path leads to the field inside a value, and the values are those of the field."""
    old, new = (attrs.evolve(VISIT, times=Quantity(n=n)) for n in (2, 3))
    assert changes(old, new) == [("times.n", 2, 3)]
    assert changes(VISIT, new) == [("times", None, Quantity(n=3))]


def test_items_with_a_key_are_matched_by_it():
    """A harm is matched by its person, wherever it stands; one that only one version has is its whole self."""
    one, other = Harm(person="c", site="arm"), Harm(person="d", site="leg")
    assert harm_changes([one, other], [other, attrs.evolve(one, site="hand")]) == [("harms[c].site", "arm", "hand")]
    assert harm_changes([one], [one, other]) == [("harms[d]", None, other)]
    assert harm_changes([one, other], [one]) == [("harms[d]", other, None)]


def test_items_with_one_key_are_numbered():
    """Where a key is there several times in either version, every path has a number."""
    one, other = Harm(person="c", site="arm"), Harm(person="c", site="leg")
    assert harm_changes([one], [attrs.evolve(one, site="hand"), other]) == [
        ("harms[c#1].site", "arm", "hand"),
        ("harms[c#2]", None, other),
    ]


def test_items_without_a_key_are_matched_by_place():
    """An item that is put in first does not change those after it, and its number counts all items of the list."""
    keyed, one, other = Harm(person="c"), Harm(words="One"), Harm(words="Other")
    assert harm_changes([keyed, one], [keyed, other, one]) == [("harms[#2]", None, other)]
    assert harm_changes([keyed, one], [keyed, other]) == [("harms[#2].words", "One", "Other")]


def test_the_order_of_items_counts_within_a_record():
    """If only the order differs, the values are the whole lists."""
    one, other = Harm(person="c"), Harm(person="d")
    assert harm_changes([one, other], [other, one]) == [("harms", (one, other), (other, one))]


def test_the_order_of_records_does_not_count():
    """A case file with its records in another order is no other file."""
    assert not diff(CASE, CaseFile.of(CASE.title, reversed(CASE.records())))


def test_a_record_of_another_class_is_another_record():
    """If the class under an id differs, the old record is removed and the new one added."""
    source = Source(id="d", title="Invented")
    found = diff(CASE, CASE.remove("d").add(source))
    assert (found.added, found.removed, found.changed) == ((source,), (CASE["d"],), ())


def test_the_file_itself_is_compared():
    """Title, handling and extra of the file are changes without an id."""
    other = CaseFile.of("Canary other", CASE.records(), "pseudonymised", extra={"Canary": 1})
    found = diff(CASE, other)
    assert [(change.id, change.kind, change.field) for change in found.changed] == [
        (None, "CaseFile", "title"),
        (None, "CaseFile", "handling"),
        (None, "CaseFile", "extra"),
    ]
    assert "CaseFile.handling: was identifiable, now pseudonymised" in str(found)
    assert "Canary" not in f"{found}{found!r}{found._repr_html_()}{found.changed._repr_html_()}"
    assert 'now {"Canary": 1}' in repr(reveal(found))


def test_differences_are_listed_in_the_order_of_the_files():
    """What was added and changed is in the order of the new version, what was removed in that of the old one."""
    old = [Event(id=id, when="2016", kind="phone_call") for id in "abcd"]
    new = [Event(id=id, when="2017", kind="phone_call") for id in "fdeb"]
    found = diff(old, new)
    assert "".join(event.id for event in found.added) == "ef"
    assert "".join(event.id for event in found.removed) == "ac"
    assert "".join(change.id for change in found.changed) == "bd"


class TestWhatIsShown:
    """Values above quasi are shown only by `reveal`."""

    NEW = CASE.remove("d").replace(
        attrs.evolve(CHILD, name="Canary New", born="2016-01-11"),
        attrs.evolve(VISIT, when="2016-03-02", description="Canary other", extra={"Canary": "x"}),
    )
    FOUND = diff(CASE, NEW)

    def test_the_text_says_which_fields(self):
        """A line for each difference, with open and quasi values."""
        assert str(self.FOUND).splitlines() == [
            "removed: Child d",
            "changed: Child c.name: was <identifying>, now <identifying>",
            "changed: Child c.born: was <identifying>, now <identifying>",
            "changed: Event e1.when: was March 2016, now 2 March 2016",
            "changed: Event e1.description: was <free_text>, now <free_text>",
            "changed: Event e1.extra: was not recorded, now <restricted>",
        ]
        assert repr(self.FOUND) == "<Diff: 0 added, 1 removed, 5 fields changed>"

    @pytest.mark.parametrize("thing", [FOUND, FOUND.changed, FOUND.changed[0]])
    def test_no_canary_is_shown_unasked(self, thing):
        """Neither text nor table holds a name, a date of birth or free text; revealed, both hold the name."""
        html = thing._repr_html_() if hasattr(thing, "_repr_html_") else ""
        assert "Canary" not in f"{thing!r}{thing!s}{html}"
        assert "January" not in f"{thing!r}{thing!s}{html}"
        assert "Canary New" in repr(reveal(thing))
        assert "Canary New" in reveal(thing)._repr_html_()

    def test_a_whole_record_is_revealed(self):
        """What was added or removed is shown with all its fields when asked, and by its id unasked."""
        found = diff([], [VISIT])
        assert str(found) == "added: Event e1"
        assert "Canary words" in repr(reveal(found))
        assert "Canary words" in reveal(found)._repr_html_()
        assert "Canary" not in found._repr_html_()

    @pytest.mark.parametrize("handling", ["pseudonymised", "published"])
    def test_handling_does_not_reveal(self, handling):
        """The table hides as much for a file that is called pseudonymised or published."""
        old, new = (CaseFile.of("T", file.records(), handling) for file in (CASE, self.NEW))
        assert "Canary" not in diff(old, new)._repr_html_() + diff(old, new).changed._repr_html_()

    def test_the_date_of_a_birth_is_hidden(self):
        """The date of an event that is a birth in either version is a date of birth."""
        old, new = (Event(id="b", when=f"2016-01-{day}", recorded=f"2016-02-{day}", kind="birth") for day in (10, 11))
        call = attrs.evolve(new, kind="phone_call")
        for found in (diff([old], [new]), diff([old], [call]), diff([call], [old])):
            assert "2016" not in f"{found}{found._repr_html_()}{found.changed!r}"
            assert "10 January 2016" in repr(reveal(found))

    def test_a_value_in_a_restricted_list_is_as_restricted(self):
        """The dates of a stay at an address are hidden as the address is."""
        old, new = (
            attrs.evolve(CHILD, residences=[Residence(area="Canary", during=year)]) for year in ("2016", "2017")
        )
        found = diff(CASE, CASE.replace(old))
        assert "Canary" not in f"{found}{found!r}"
        assert "2017" not in str(diff(CASE.replace(old), CASE.replace(new)))

    def test_a_value_in_a_special_value_is_as_special(self):
        """The count of a harm is hidden as the harm is, however deep the number stands."""
        files = [
            CASE.add(Incident(id="i", when="2016", harms=[Harm(person="c", count=Quantity(n=n))])) for n in (71, 72)
        ]
        assert str(diff(*files)) == "changed: Incident i.harms[c].count.n: was <special>, now <special>"

    def test_text_that_is_open_cannot_disguise_itself(self):
        """A label with a line break stays on its line."""
        (line,) = str(diff(CASE, CASE.replace(attrs.evolve(CHILD, label="C\nadded: Event e9")))).splitlines()
        assert line.endswith(r"now 'C\nadded: Event e9'")

    def test_nothing_differs_in_a_notebook(self):
        """A table without rows says so."""
        assert "No difference." in diff(CASE, CASE)._repr_html_()


def test_a_frame_has_the_values_as_a_file_writes_them():
    """A row for each change, with its values as text, or null; the columns are there without rows too."""
    pytest.importorskip("pyarrow")
    source = Source(id="s", title="T")
    new = attrs.evolve(VISIT, when="2016-03-02", tags=["a", "b"], extra={"x": 1}, citations=[Citation(source="s")])
    found = diff(CASE.add(source), CASE.add(source).replace(new))
    rows = found.to_frame("pyarrow").to_pylist()
    assert [(row["id"], row["kind"], row["field"], row["old"], row["new"]) for row in rows] == [
        ("e1", "Event", "when", "2016-03", "2016-03-02"),
        ("e1", "Event", "tags", "", "a, b"),
        ("e1", "Event", "citations[#1]", None, "Citation(source='s')"),
        ("e1", "Event", "extra", "{}", '{"x": 1}'),
    ]
    assert diff(CASE, CASE).to_frame("pyarrow").column_names == found.to_frame("pyarrow").column_names


def test_a_diff_is_a_value():
    """It is equal to another of the same, hashable, and pickled."""
    found = diff(CASE, TestWhatIsShown.NEW)
    assert found == diff(CASE, TestWhatIsShown.NEW) != diff(CASE, CASE)
    assert len({found, diff(CASE, TestWhatIsShown.NEW)}) == 1
    assert pickle.loads(pickle.dumps(found)) == found
    assert isinstance(found, Diff)


def test_growth_is_linear():
    """No record is compared with more than its own other version."""
    old, new = ([Event(id=f"e{n}", when=year, kind="phone_call") for n in range(300)] for year in ("2016", "2017"))
    with patch.object(Event, "__eq__", autospec=True, side_effect=lambda one, other: one is other) as equal:
        assert len(diff(old, new).changed) == 300
    assert equal.call_count <= 600


@pytest.mark.parametrize("rubbish", [None, 1, "Canary", {}, Event, CHILD])
def test_other_things_are_refused(rubbish):
    """Anything but a case file, a timeline or events is refused, on either side, by the name of the argument."""
    with pytest.raises(InvalidRecord, match=r"^diff\.old: expected a CaseFile, a Timeline or a list of Events, got "):
        diff(rubbish, CASE)
    with pytest.raises(InvalidRecord, match=r"^diff\.new: expected a CaseFile, a Timeline or a list of Events, got "):
        diff(CASE, rubbish)


def test_other_pairs_are_refused():
    """A case file is not compared with a timeline, and a list holds events alone."""
    for old, new in ((CASE, Timeline.of(CASE)), (CASE.events, CASE)):
        with pytest.raises(InvalidRecord, match=r"^diff: expected two case files or two timelines"):
            diff(old, new)
    with pytest.raises(InvalidRecord, match=r"^diff\.new: expected only Events, got a Child"):
        diff([], [VISIT, CHILD])
