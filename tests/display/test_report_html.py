"""A report as a web page: one file that runs nothing and loads nothing, and prints well."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import write_report
from safeguard_model.display.report_blocks import ReportFront, ReportPart, ReportTable, Sentence, SubHeading
from safeguard_model.display.report_html import html
from tests.display.making import casefile, entry

FILE = casefile(entry("a", "2016-02-02", seen=["child-n"]), entry("b", "2016-09", "referral", "csc"))
DRAWN = ["people", "timeline", "knowledge"]
TEXTS = st.text(st.characters(codec="utf-8")) | st.sampled_from(["<script>x</script>", "</style>", '"><b>', "&amp;"])


class Tags(HTMLParser):
    """The elements of a page, with their attributes, and whether all that is opened is closed in its order."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.all, self.open, self.texts = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        """Note an element."""
        self.all.append((tag, dict(attrs)))
        if tag not in {"meta", "col"}:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note an element that has nothing inside."""
        self.all.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """Check that what is closed is what was opened last."""
        assert self.open.pop() == tag

    def handle_data(self, data):
        """Note a text."""
        self.texts.append(data)


def written(path, **how):
    """The text of a page."""
    write_report(FILE, path, **how)
    return path.read_text(encoding="utf-8")


def page_of(blocks, marking="", title="T", colours=()):
    """The page of one part with these pieces."""
    part = ReportPart(name="gaps", title="Gaps", is_upright=False, blocks=tuple(blocks))
    return html(ReportFront(title=title, marking=marking, lines=()), [part]).decode()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """A page with three pictures."""
    pytest.importorskip("matplotlib")
    return written(tmp_path_factory.mktemp("report") / "report.html", parts=[*DRAWN, "chronology"], marking="OFFICIAL")


class TestSafety:
    """Nothing runs, and nothing is loaded from elsewhere."""

    def test_no_script_and_no_address(self, drawn):
        """A page has no script, no handler of events, no frame and no address outside it."""
        tags = Tags(drawn)
        assert tags.open == []
        assert {tag for tag, _ in tags.all} & {
            "script",
            "iframe",
            "object",
            "embed",
            "link",
            "img",
            "image",
            "base",
        } == set()
        names = {name for _, attributes in tags.all for name in attributes}
        assert [name for name in names if name.startswith("on")] == []
        links = [attributes[name] for _, attributes in tags.all for name in ("href", "src") if name in attributes]
        assert [link for link in links if not link.startswith("#")] == []
        assert "http:" not in drawn
        assert "https:" not in drawn

    def test_a_policy_forbids_all_but_styles(self, drawn):
        """The page itself forbids a browser to load or to run anything."""
        policy = "default-src &#x27;none&#x27;; style-src &#x27;unsafe-inline&#x27;".replace("&#x27;", "'")
        assert ("meta", {"http-equiv": "Content-Security-Policy", "content": policy}) in Tags(drawn).all

    @given(texts=st.lists(TEXTS, min_size=6, max_size=6))
    def test_every_text_is_escaped(self, texts):
        """Whatever a text holds, the page has the same elements as with plain words."""
        title, marking, sentence, heading, caption, cell = texts

        def tags(*words):
            title, marking, sentence, heading, caption, cell = words
            table = ReportTable(caption=caption or "c", headings=(heading,), rows=((cell,),))
            blocks = [Sentence(sentence), SubHeading(heading), table]
            return [tag for tag, _ in Tags(page_of(blocks, marking or "m", title)).all]

        assert tags(*["x"] * 6) == tags(title, marking, sentence, heading, caption, cell)

    @given(marking=TEXTS.filter(bool))
    def test_the_marking_cannot_end_the_style(self, marking):
        """In the rules for printing, each character of the marking is written by its number."""
        style = re.search("<style>(.*?)</style>", page_of([], marking), re.DOTALL).group(1)
        said = re.search(r'@top-center { content: "([^"]*)"', style).group(1)
        assert re.fullmatch(r"(\\[0-9a-f]+ )*", said)


class TestPictures:
    """Pictures stand in the page as SVG."""

    def test_every_picture_is_described(self, drawn):
        """Each picture has a title and a description, to which it refers."""
        tags = Tags(drawn)
        pictures = [attributes for tag, attributes in tags.all if tag == "svg"]
        ids = {attributes.get("id") for tag, attributes in tags.all if tag in {"title", "desc"}}
        assert len(pictures) == len(DRAWN) - 1  # nobody is recorded to have known of anything
        for attributes in pictures:
            assert attributes["role"] == "img"
            assert {attributes["aria-labelledby"], attributes["aria-describedby"]} <= ids
        assert "A timeline of 2 events in 2 lanes" in drawn
        assert "Genogram on" in drawn

    def test_ids_are_unique_and_all_references_lead_somewhere(self, drawn):
        """No id is on the page twice, and each reference inside the page has its target."""
        tags = Tags(drawn)
        ids = [attributes["id"] for _, attributes in tags.all if "id" in attributes]
        assert sorted(set(ids)) == sorted(ids)
        values = [value or "" for _, attributes in tags.all for value in attributes.values()]
        wanted = {id for value in values for id in re.findall(r"url\(#([^)]*)\)|^#([\w-]+)$", value) for id in id if id}
        assert wanted
        assert wanted <= set(ids)

    def test_equal_input_gives_equal_bytes(self, tmp_path):
        """A page with pictures has no trace of the time at which it was made."""
        pytest.importorskip("matplotlib")
        assert written(tmp_path / "a.html", parts=DRAWN) == written(tmp_path / "b.html", parts=DRAWN)
        assert "Matplotlib" not in written(tmp_path / "c.html", parts=DRAWN)

    @pytest.mark.parametrize("name", ["a\ufffeb", "a\uffffb", "a\x01b", "a--b", "<b>$x$&amp;"])
    def test_any_name_can_be_drawn(self, name, tmp_path):
        """A name with characters that XML cannot hold, or that mean something in it, is drawn and described."""
        pytest.importorskip("matplotlib")
        agency = FILE.agencies[1].__class__(id="hv", name=name, kind="health_visiting")
        write_report(FILE.replace(agency), tmp_path / "r.html", parts=["timeline"])
        assert "A timeline of 2 events" in (tmp_path / "r.html").read_text(encoding="utf-8")

    def test_a_letter_that_the_font_lacks_gives_no_warning(self, tmp_path):
        """A label in a script that the font lacks does not raise a warning, which would quote it."""
        pytest.importorskip("matplotlib")
        given = FILE.replace(FILE.agencies[1].__class__(id="hv", name="保健", kind="health_visiting"))
        write_report(given, tmp_path / "r.html", parts=["timeline"])
        assert "保健" in (tmp_path / "r.html").read_text(encoding="utf-8")


class TestLayout:
    """Paper and screen."""

    def test_the_marking_is_on_screen_and_on_each_printed_page(self, drawn):
        """The marking stands at the top and at the end, and in the margins of each printed page."""
        assert drawn.count('<p class="marking">OFFICIAL</p>') == 2
        for place in ("top", "bottom"):
            assert f'@{place}-center {{ content: "\\4f \\46 \\46 \\49 \\43 \\49 \\41 \\4c "' in drawn

    def test_without_a_marking_there_is_none(self, tmp_path):
        """Without a marking, the margins hold the number of the page only."""
        page = written(tmp_path / "r.html", parts=["gaps"])
        assert "center {" not in page
        assert 'class="marking"' not in page
        assert 'counter(page) " / " counter(pages)' in page

    def test_tables_can_be_read_and_printed(self, drawn):
        """Every table has headings of columns in a head, which a browser repeats on each page."""
        tables = drawn.count("<table")
        assert tables == drawn.count('<thead><tr><th scope="col"') == 2
        for rule in (
            "display: table-header-group",
            "break-inside: avoid",
            "break-before: page",
            "color-scheme: light dark",
        ):
            assert rule in drawn

    def test_parts_are_linked(self, drawn):
        """The contents lead to each part by its name."""
        names = [*DRAWN[:2], "chronology", DRAWN[2]]
        assert re.findall(r'<a href="#([a-z_]+)"', drawn) == names

    def test_columns_share_the_page(self):
        """The columns of a table fill a page, and a long text gets more room than a short one."""
        table = ReportTable(caption="", headings=("A", "B"), rows=(("x", "many words in a row " * 20),))
        shares = table.shares()
        assert sum(shares) == pytest.approx(1)
        assert shares[0] < shares[1]
