"""A corrected chronology in the place of an earlier version, in a case file that people have worked on since."""

import csv

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import (
    Agency,
    CaseFile,
    Child,
    Citation,
    Event,
    InvalidRecord,
    Professional,
    Source,
    read_chronology,
    write_chronology,
)
from safeguard_model.chronology import updating

HEAD = ("Date", "Event", "Comment")
PEOPLE = [Child(id="child-a", label="Child A"), Agency(id="hv", name="Health Visiting", kind="health_visiting")]
PEOPLE += [Source(id="src-hv", title="The chronology"), Source(id="src-other", title="A letter")]
FIRST = (
    ("1/3/16", "Home visit, no reply", ""),
    ("8/3/16", "Home visit, no reply", ""),
    ("9/3/16", "Rang mother, who was well", ""),
    ("20/3/16", "Seen at clinic, weight fine", ""),
)


@pytest.fixture
def sent(tmp_path):
    """Read rows as the agency's chronology."""

    def send(*rows, head=HEAD, **options):
        path = tmp_path / "chronology.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([head, *rows])
        return read_chronology(path, **{"agency": "hv", "subject": "child-a", "source": "src-hv", **options})

    return send


@pytest.fixture
def casefile(sent):
    """A case file with the first version of the chronology in it."""
    return CaseFile.of("Invented", [*PEOPLE, *sent(*FIRST).events])


def test_the_same_file_changes_nothing(sent, casefile):
    """Taking in a file again gives an equal case file, and says that all is as before."""
    update = sent(*FIRST).update(casefile)
    assert casefile == update.casefile
    assert ((), (), (), 4) == (update.added, update.changed, update.gone, update.unchanged)
    assert "0 new, 0 changed, 0 no longer in the file, 4 as before" == str(update)


def test_a_corrected_file_updates_its_entries_and_lists_what_changed(sent, casefile):
    """A corrected date, corrected words, a new row and a missing one are each found, and listed."""
    update = sent(
        ("1/3/16", "Home visit, no reply", ""),
        ("2/3/16", "Letter received", ""),
        ("8/3/16", "Home visit, no reply at all", ""),
        ("10/3/16", "Rang mother, who was well", ""),
    ).update(casefile)
    first, second, third, fourth = casefile.events
    assert ["Letter received"] == [event.description for event in update.added]
    assert {(second.id, ("description",)), (third.id, ("when",))} == {
        (change.after.id, change.fields) for change in update.changed
    }
    assert (fourth,) == update.gone
    assert fourth in update.casefile.events
    assert first in update.casefile.events
    assert "2016-03-10" == update.casefile[third.id].when.text


def test_what_reviewers_added_is_kept(sent, casefile):
    """A comment, a kind, tags, people and further sources stay with their entry, whatever the file corrects."""
    entry = casefile.events[2]
    mine = evolve(
        entry,
        comment="Who else was there?",
        kind="phone_call",
        tags=("key",),
        responds_to=casefile.events[1].id,
        citations=(*entry.citations, Citation(source="src-other")),
    )
    rows = [*FIRST[:2], ("10/3/16", "Rang mother, who was well", ""), FIRST[3]]
    update = sent(*rows).update(casefile.replace(mine))
    cited = tuple(reversed(mine.citations))
    assert evolve(mine, when="2016-03-10", citations=cited) == update.casefile[entry.id]


def test_a_comment_of_the_file_never_takes_the_place_of_the_reviewers(sent, casefile):
    """Where both have a comment the reviewer's stays, and the change says that the file differs."""
    mine = evolve(casefile.events[3], comment="Weight was not plotted.")
    update = sent(*FIRST[:3], (*FIRST[3][:2], "Mother engaged well")).update(casefile.replace(mine))
    assert mine == update.casefile[mine.id]
    (change,) = update.changed
    assert ((), ("comment",)) == (change.fields, change.kept)
    assert f"other {mine.id}: nothing changed; kept: comment" == str(change)


def test_rows_alike_are_found_by_their_date(sent, casefile):
    """A row put in before others with the same words takes nothing from them."""
    mine = [evolve(event, comment=f"on {event.when}") for event in casefile.events]
    update = sent(("23/2/16", "Home visit, no reply", ""), *FIRST).update(casefile.replace(mine))
    assert (1, 0, 0) == (len(update.added), len(update.changed), len(update.gone))
    assert {(event.id, event.comment) for event in mine} < {
        (event.id, event.comment) for event in update.casefile.events
    }
    assert all(event.comment in {"", f"on {event.when}"} for event in update.casefile.events)


def test_other_agencies_and_sources_are_left_alone(sent, casefile):
    """Entries of another agency, or that cite another source, are neither changed nor missed."""
    police = Agency(id="police", name="Police", kind="police")
    theirs = evolve(casefile.events[0], id="p-1", agency="police")
    other = evolve(casefile.events[0], id="hv-letter", citations=(Citation(source="src-other"),))
    update = sent(*FIRST).update(casefile.add(police, theirs, other))
    assert () == update.gone
    assert {theirs, other} < set(update.casefile.events)


def test_a_citation_that_the_file_gives_is_not_given_twice(casefile, tmp_path):
    """A written chronology taken in again, without a word of its source, leaves the citations as they are."""
    path = tmp_path / "own.csv"
    write_chronology(casefile, path)
    assert casefile == read_chronology(path, agency="hv").update(casefile).casefile


def test_nothing_of_the_record_is_displayed(sent, casefile):
    """What an update shows names entries by kind and id, fields by name, and nothing that is in them."""
    update = sent(("1/3/16", "Canary", "Canary"), ("8/3/16", "Home visit, Canary", "")).update(casefile)
    assert "Canary" not in f"{update} {update._repr_html_()} {list(map(str, update.changed))}"
    assert update._repr_html_().count("<tr>") - 1 == len(update.added) + len(update.changed) + len(update.gone)


def test_what_is_no_case_file_is_refused(sent):
    """Only a case file can be updated."""
    with pytest.raises(InvalidRecord, match="casefile"):
        sent(*FIRST).update([])


_ROWS = st.lists(
    st.tuples(st.sampled_from(["1/3/16", "2/3/16", "", "March 2016"]), st.sampled_from(["a b", "c d", "c e", ""]))
)


@given(before=_ROWS, after=_ROWS)
def test_every_entry_is_accounted_for(before, after, tmp_path_factory):
    """Of the file each entry is new, changed or as before; of the case file none is lost; twice changes nothing."""
    path = tmp_path_factory.mktemp("update") / "chronology.csv"

    def read(rows):
        path.write_text("Date,Event\n" + "".join(f"{date},{text}\n" for date, text in rows))
        return read_chronology(path, agency="hv")

    casefile = CaseFile.of("Invented", [*PEOPLE, *read(before).events])
    chronology = read(after)
    update = chronology.update(casefile)
    assert len(chronology.events) == len(update.added) + len(update.changed) + update.unchanged
    assert len(casefile.events) == len(update.gone) + len(update.changed) + update.unchanged
    assert {event.id for event in casefile.events} <= {event.id for event in update.casefile.events}
    said = sorted((event.when, event.description) for event in chronology.events)
    now = sorted((event.when, event.description) for event in update.casefile.events if event not in update.gone)
    assert said == now or any(event.when.is_unknown for event in chronology.events)
    again = chronology.update(update.casefile)
    assert (0, 0) == (len(again.added), len(again.changed))
    assert list(map(_unordered, update.casefile.events)) == list(map(_unordered, again.casefile.events))


def _unordered(event):
    return evolve(event, order=None)  # among rows that are the same to the letter, the order may go round


def test_who_saw_the_child_is_kept(sent):
    """The file says that the child was seen; by whom, a reviewer added, and it stays."""
    head = ("Date", "Event", "Child seen?")
    rows = (("1/3/16", "Home visit", "Yes"),)
    worker = Professional(id="hv1", label="HV1", agency="hv")
    casefile = CaseFile.of("Invented", [*PEOPLE, worker, *sent(*rows, head=head).events])
    mine = evolve(casefile.events[0], seen_by=["hv1"])
    update = sent(*rows, head=head).update(casefile.replace(mine))
    assert ((), mine) == (update.changed, update.casefile.events[0])


def test_references_that_move_take_no_comment_with_them(sent):
    """Where a row is put in and the references after it are renumbered, each comment stays with its words."""
    head = ("Ref", "Date", "Event")
    rows = (("HV-1", "1/3/16", "first thing"), ("HV-2", "5/3/16", "second thing"))
    casefile = CaseFile.of("Invented", [*PEOPLE, *sent(*rows, head=head).events])
    mine = evolve(casefile.events[1], comment="Look again.")
    new = (rows[0], ("HV-2", "20/3/16", "quite another"), ("HV-3", "5/3/16", "second thing, corrected"))
    update = sent(*new, head=head).update(casefile.replace(mine))
    assert ["second thing, corrected"] == [e.description for e in update.casefile.events if e.comment]
    assert ["quite another"] == [event.description for event in update.added]


def test_links_between_entries_follow_them(tmp_path):
    """An entry that now answers a new one is updated with it; where an id is taken, links go to the new id."""
    path = tmp_path / "chronology.csv"
    first = Event(id="e1", when="2016-03-01", kind="referral", agency="hv", description="referral made")
    taken = Event(id="e2", when="2016-01-01", kind="other", agency="other", description="of another agency")
    other = Agency(id="other", name="Other", kind="police")
    casefile = CaseFile.of("Invented", [*PEOPLE, other, first, taken])
    new = evolve(first, id="e2", when="2016-03-02", description="asked for more")
    answer = evolve(first, id="e3", when="2016-03-03", description="answer came", responds_to="e2")
    write_chronology([evolve(first, responds_to="e2"), new, answer], path)
    update = read_chronology(path, agency="hv").update(casefile)
    assert ["e2-2", "e3"] == [event.id for event in update.added]
    assert ["e2-2", "e2-2"] == [update.casefile[id].responds_to for id in ("e1", "e3")]
    assert taken == update.casefile["e2"]


def test_the_words_of_a_date_go_when_the_file_has_the_day(sent):
    """Where the file now has an exact date, what it had written instead of one is gone."""
    casefile = CaseFile.of("Invented", [*PEOPLE, *sent(("Tuesday", "Rang mother", "")).events])
    (event,) = sent(("2/3/16", "Rang mother", "")).update(casefile).casefile.events
    assert ("2016-03-02", "") == (event.when.text, event.when_as_written)


def test_entries_in_capitals_are_not_taken_for_each_other(sent):
    """Of entries in capitals, too, one that takes the place of another is new, and the other's comment stays."""
    rows = (("1/3/16", "8/52 HX TUMMY ACHE", ""), ("2/3/16", "REVIEW OF MEDICATION", ""))
    casefile = CaseFile.of("Invented", [*PEOPLE, *sent(*rows).events])
    mine = evolve(casefile.events[0], comment="First sign?")
    update = sent(("2/9/16", "EAR INFECTION", ""), rows[1]).update(casefile.replace(mine))
    assert (1, (), (mine,)) == (len(update.added), update.changed, update.gone)


def test_what_a_timeline_worked_out_is_no_entry(tmp_path):
    """A written timeline taken in again adds none of the births and statuses that it holds."""
    casefile = CaseFile.of("Invented", [Child(id="child-a", label="Child A", born="2016-03-02")])
    write_chronology(casefile, tmp_path / "own.csv")
    assert casefile == read_chronology(tmp_path / "own.csv").update(casefile).casefile


def test_a_source_can_be_named_later(sent):
    """A file that was first read without its source is found again with it; what cites others is left alone."""
    casefile = CaseFile.of("Invented", [*PEOPLE, *sent(*FIRST, source=None).events])
    update = sent(*FIRST).update(casefile)
    assert ((), (), ()) == (update.added, update.changed, update.gone)
    assert {"src-hv"} == {citation.source for event in update.casefile.events for citation in event.citations}


def test_an_entry_of_no_agency_is_not_missed(sent, casefile):
    """An entry of nobody is not expected in a file of several agencies."""
    by_hand = Event(id="mine", when="2016-03-01", kind="other")
    update = sent(("1/3/16", "x", "hv"), head=("Date", "Event", "Agency"), agency={"hv": "hv"}, source=None).update(
        casefile.add(by_hand)
    )
    assert by_hand not in update.gone


def test_cells_that_were_kept_follow_the_file(sent):
    """What was kept for want of a name goes when the name is known; other tools' fields stay."""
    head = ("Date", "Event", "Persons involved")
    rows = (("1/3/16", "x", "Elsie"),)
    casefile = CaseFile.of("Invented", [*PEOPLE, *sent(*rows, head=head, subject=None).events])
    mine = evolve(casefile.events[0], extra={**casefile.events[0].extra, "tool:mark": 1})
    update = sent(*rows, head=head, people={"Elsie": "child-a"}, subject=None).update(casefile.replace(mine))
    assert (("child-a",), {"tool:mark": 1}) == (update.casefile.events[0].people, update.casefile.events[0].extra)


def test_many_reworded_entries_are_compared_with_few(sent, monkeypatch):
    """Of hundreds of undated entries each is compared with a few that share a word with it, and found again."""
    compared = []
    in_common = updating._in_common
    monkeypatch.setattr(updating, "_in_common", lambda *words: compared.append(1) or in_common(*words))
    casefile = CaseFile.of(
        "Invented", [*PEOPLE, *sent(*(("", f"said that no{n} was well", "") for n in range(400))).events]
    )
    update = sent(*(("", f"he said that no{n} was well", "") for n in range(400))).update(casefile)
    assert (0, 400, 0) == (len(update.added), len(update.changed), len(update.gone))
    assert len(compared) < 400 * 10
