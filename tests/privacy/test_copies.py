"""Safe copies: one call, one summary, and no file in which something certain was found."""

import stat

import attrs
import pytest

from examples.invented_family import casefile as invented_family
from safeguard_model import Adult, Agency, CaseFile, Child, Event, Residence, dumps, load, reveal
from safeguard_model.errors import InvalidRecord
from safeguard_model.privacy import copies
from safeguard_model.privacy.audience import Audience
from safeguard_model.privacy.copies import UnsafeCopy, safe_copy
from safeguard_model.privacy.leakage import leaks

KEY = bytes(range(32))
NIA = Child(id="child-n", label="Child N", name="Nia Quillbrook", born="2016-01-10")
MUM = Adult(
    id="adult-q",
    label="Ms Q",
    name="Carys Quillbrook",
    residences=[Residence(kind="refuge", address="14 Larkmoor Road")],
)
VISIT = Event(
    id="e-1",
    when="2016-03-02",
    kind="home_visit",
    agency="hv",
    description="Nia asleep. Carys tired.",
    people=["child-n"],
)
SCHOOL = Agency(id="school", name="Larkmoor Primary School", kind="school")
FILE = CaseFile.of(
    "Quillbrook", [NIA, MUM, VISIT, SCHOOL, Agency(id="hv", name="Northshire Health Visiting", kind="health_visiting")]
)
KINDS = ("family", "agency", "panel", "published")


class TestKept:
    """A copy in which nothing certain was found."""

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("suffix", [".json", ".csv", ".html", ".md"])
    def test_a_copy_for_every_reader_in_every_form_names_nobody(self, tmp_path, kind, suffix):
        """What is on disk was searched as it is."""
        if suffix == ".html":
            pytest.importorskip("matplotlib")
        path = tmp_path / f"copy{suffix}"
        made = safe_copy(FILE, kind, KEY, path)
        written = path.read_text(encoding="utf-8-sig")
        assert made.path == path
        assert made.stopping == ()
        assert not any(word in written for word in ("Nia", "Carys", "Quillbrook", "Larkmoor"))
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert [file.name for file in tmp_path.iterdir()] == [path.name]

    def test_the_copy_is_the_case_file_of_the_summary(self, tmp_path):
        """And the book of the summary turns it back."""
        made = safe_copy(FILE, "panel", KEY, tmp_path / "copy.json")
        assert load(tmp_path / "copy.json") == made.pseudonymised.casefile
        assert made.pseudonymised.book.turn_back(made.pseudonymised.casefile)["child-n"].name == NIA.name

    def test_two_kinds_of_reader_get_different_pseudonyms(self, tmp_path):
        """Unless they are of one project."""
        panel, agency = (safe_copy(FILE, kind, KEY, tmp_path / "a.json") for kind in ("panel", "agency"))
        assert panel.pseudonymised.casefile.children[0].id != agency.pseudonymised.casefile.children[0].id
        one, two = (safe_copy(FILE, kind, KEY, tmp_path / "a.json", project="P") for kind in ("panel", "agency"))
        assert one.pseudonymised.casefile.children[0].id == two.pseudonymised.casefile.children[0].id

    def test_two_people_of_a_family_get_different_pseudonyms(self, tmp_path):
        """So that the copies of a mother and a father cannot be laid side by side."""
        readers = (Audience(kind="family", person=id) for id in ("adult-q", "child-n"))
        one, two = (safe_copy(FILE, reader, KEY, tmp_path / "a.json").pseudonymised for reader in readers)
        assert one.casefile.children[0].id != two.casefile.children[0].id

    def test_the_summary_counts_every_certain_leak_once(self, tmp_path):
        """As one that stops the copy, or as a date that this reader may have."""
        made = safe_copy(FILE, Audience(kind="person", person="child-n"), KEY, tmp_path / "a.json")
        allowed = len(made.leaks.certain)
        assert allowed > 0
        assert f"0 certain leaks that stop the copy; {allowed} dates of birth or death" in str(made)

    def test_the_random_name_of_now_is_no_leak(self, tmp_path, monkeypatch):
        """Until it is found safe, the file has a random name, which may hold ten digits that look like a number."""
        monkeypatch.setattr(copies.secrets, "token_hex", lambda size: "9434765919abcdef"[: 2 * size])
        made = safe_copy(FILE, "panel", KEY, tmp_path / "copy.json")
        assert not any(leak.where.startswith("file name") for leak in made.leaks)

    def test_a_folder_that_is_not_there_is_named(self, tmp_path):
        """And not the hidden file that the copy is written to first."""
        with pytest.raises(FileNotFoundError, match="no such folder") as caught:
            safe_copy(FILE, "panel", KEY, tmp_path / "nowhere" / "a.json")
        assert caught.value.filename == str(tmp_path / "nowhere")

    def test_dates_and_ages_can_be_made_coarser_on_the_way(self, tmp_path):
        """Nothing finer is written."""
        made = safe_copy(FILE, "panel", KEY, tmp_path / "a.json", dates="month", ages="band")
        assert made.generalised is not None
        assert b"2016-03-02" not in (tmp_path / "a.json").read_bytes()

    def test_what_the_writer_takes_is_passed_on(self, tmp_path):
        """Columns of a chronology, parts of a report."""
        safe_copy(FILE, "panel", KEY, tmp_path / "a.csv", columns={"Date": "when"})
        assert (tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()[0] == "Date"

    def test_a_copy_that_replaces_a_file_keeps_its_mode(self, tmp_path):
        """As `dump` does."""
        (tmp_path / "a.json").write_text("{}")
        (tmp_path / "a.json").chmod(0o640)
        safe_copy(FILE, "panel", KEY, tmp_path / "a.json")
        assert stat.S_IMODE((tmp_path / "a.json").stat().st_mode) == 0o640

    def test_the_summary_tells_what_was_done_and_names_nobody(self, tmp_path):
        """In a notebook and in a log."""
        made = safe_copy(FILE, "published", KEY, tmp_path / "a.json")
        shown = f"{made!r} {made} {made._repr_html_()}"
        assert "kept: " in shown
        assert not any(word in shown for word in ("Nia", "Carys", "Quillbrook", str(tmp_path)))
        assert "kept: " in repr(reveal(made))

    def test_the_invented_family_has_a_copy_for_every_reader(self, tmp_path):
        """With every twist that a real file has."""
        casefile = invented_family()
        for kind in KINDS:
            safe_copy(casefile, kind, KEY, tmp_path / f"{kind}.json")
            assert not [
                leak for leak in leaks(casefile, load(tmp_path / f"{kind}.json")).certain if leak.kind == "name"
            ]


class TestRefused:
    """A copy in which something certain was found is not left on disk."""

    @pytest.fixture
    def leaking(self, monkeypatch):
        """A writer that adds what should not be there, as a fault in one would."""

        def write(casefile, path, content, how):
            path.write_bytes(dumps(casefile) + b"\n// Nia Quillbrook")

        monkeypatch.setattr(copies, "_write", write)

    def test_there_is_no_file(self, tmp_path, leaking):
        """Nor anything beside it."""
        with pytest.raises(UnsafeCopy, match="the copy was not kept") as caught:
            safe_copy(FILE, "panel", KEY, tmp_path / "a.json")
        assert list(tmp_path.iterdir()) == []
        assert "Nia" not in str(caught.value)
        assert caught.value.summary.stopping
        assert "Nia" in repr(reveal(caught.value.summary))

    def test_an_old_file_stays_as_it_was(self, tmp_path, leaking):
        """Byte for byte."""
        (tmp_path / "a.json").write_text("old")
        with pytest.raises(UnsafeCopy):
            safe_copy(FILE, "panel", KEY, tmp_path / "a.json")
        assert (tmp_path / "a.json").read_text() == "old"

    def test_a_file_name_with_a_name_is_refused(self, tmp_path):
        """It would travel with the file."""
        with pytest.raises(UnsafeCopy, match="file name"):
            safe_copy(FILE, "panel", KEY, tmp_path / "Nia Quillbrook.json")

    def test_a_title_with_a_name_is_refused(self, tmp_path):
        """What the caller adds is searched too."""
        with pytest.raises(UnsafeCopy):
            safe_copy(FILE, "panel", KEY, tmp_path / "a.html", content="chronology", title="Nia Quillbrook")

    @pytest.mark.parametrize(
        ("name", "content", "message"),
        [
            ("a.pdf", None, "path: expected one of"),
            ("a", None, "path: expected one of"),
            ("a.json", "novel", "content: expected one of"),
            ("a.json", "report", "path: a report has one of the endings"),
            ("a.csv", "casefile", "path: a casefile has one of the endings"),
        ],
    )
    def test_a_file_that_cannot_be_written_is_refused_before_any_work(self, tmp_path, name, content, message):
        """In one clear error."""
        with pytest.raises(InvalidRecord, match=message):
            safe_copy(FILE, "panel", KEY, tmp_path / name, content=content)

    def test_a_short_key_is_refused(self, tmp_path):
        """As by `pseudonymise`."""
        with pytest.raises(InvalidRecord, match="32 bytes"):
            safe_copy(FILE, "panel", b"short", tmp_path / "a.json")


class TestDatesOfBirth:
    """Who may have a date of birth is decided by the rules for the reader."""

    def test_a_date_that_the_rules_left_in_is_no_reason_to_refuse(self, tmp_path):
        """A panel works with ages."""
        made = safe_copy(FILE, "panel", KEY, tmp_path / "a.json")
        assert made.pseudonymised.casefile.children[0].born == NIA.born

    def test_a_date_that_the_rules_removed_is_refused_wherever_it_stands(self, tmp_path):
        """Such as in a text that this reader may have."""
        visit = attrs.evolve(VISIT, description="DOB 10/01/2016.")
        audience = Audience(kind="published", release=["Event.description"])
        with pytest.raises(UnsafeCopy, match="date of birth"):
            safe_copy(FILE.replace(visit), audience, KEY, tmp_path / "a.json")
