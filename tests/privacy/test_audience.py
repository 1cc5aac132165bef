"""Who a copy is for, and the paths that are released to or withheld from them by hand."""

from __future__ import annotations

import traceback

import pytest

from safeguard_model import CaseFile
from safeguard_model.errors import InvalidRecord
from safeguard_model.privacy.audience import Audience, to_audience
from safeguard_model.privacy.redaction import redact
from safeguard_model.records import Adult, Agency, AudienceKind, Child, Event, Harm, Incident

CANARY = "Xyzzyq"
CASE = CaseFile.of(
    "Example",
    [
        Child(id="child", label="Child A", name="Canary Name"),
        Adult(id="mr.x", label="Mr X"),
        Agency(id="police", name="Northshire Police", kind="police"),
        Event(id="e.1", when="2020-03-02", kind="other", people=["child"], description="Words", comment="Note"),
        Event(id="e", when="2020-03-03", kind="other", people=["child"], description="Words", comment="Note"),
        Incident(id="i", when="2020-04", harms=[Harm(person="child", kind="burn", site="left hand")]),
    ],
)


class TestAudience:
    """What may be an audience."""

    @pytest.mark.parametrize("kind", [kind for kind in AudienceKind if kind != "person"])
    def test_a_word_is_enough(self, kind):
        """`redact(casefile, "panel")` is the short form of an Audience."""
        assert redact(CASE, str(kind)) == redact(CASE, Audience(kind=kind)) == redact(CASE, kind)
        assert to_audience(kind).kind is kind

    @pytest.mark.parametrize(
        ("given", "field"),
        [
            ({"kind": "press"}, "kind"),
            ({"kind": 5}, "kind"),
            ({"kind": "person"}, "person"),
            ({"kind": "panel", "person": "child"}, "person"),
            ({"kind": "published", "person": "child"}, "person"),
            ({"kind": "family", "agency": "police"}, "agency"),
            ({"kind": "family", "person": f"{CANARY} x"}, "person"),
            ({"kind": "panel", "release": CANARY}, "release"),
            ({"kind": "panel", "withhold": [5]}, "withhold"),
        ],
    )
    def test_what_makes_no_sense_is_refused(self, given, field):
        """The error names the argument and never shows its value."""
        with pytest.raises(InvalidRecord) as caught:
            Audience(**given)
        assert caught.value.field == field
        assert CANARY not in str(caught.value)

    @pytest.mark.parametrize("audience", [None, 5, ["panel"], b"panel", "press", "person", ""])
    def test_redact_refuses_what_is_no_audience(self, audience):
        """And so does it refuse what is no case file."""
        with pytest.raises(InvalidRecord):
            redact(CASE, audience)
        with pytest.raises(InvalidRecord, match="casefile"):
            redact(audience, "panel")

    def test_paths_are_not_displayed(self):
        """A path is what somebody typed: it may hold a name."""
        assert CANARY not in repr(Audience(kind="panel", release=[CANARY], withhold=[CANARY]))


class TestPaths:
    """`release` and `withhold`."""

    def test_everything_that_does_not_fit_is_named_at_once(self):
        """One error for an unknown person, agency and path, which shows no value and holds no record."""
        audience = Audience(kind="family", person="police", release=["Event.nope", "e.1.nope"], withhold=[CANARY])
        with pytest.raises(InvalidRecord) as caught:
            redact(CASE, audience)
        text = str(caught.value)
        for part in ("person: police is the id of an Agency", "release[0]", "release[1]", "withhold[0]"):
            assert part in text
        assert CANARY not in text
        shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
        assert "Canary" not in shown

    @pytest.mark.parametrize(
        "path",
        [
            "Nope.kind",
            "Event",
            "event",
            "nobody",
            "e.1.",
            "e.1.harms",
            "i.harms[1].site",
            "i.harms[0].nope",
            "i.harms[x]",
            "i.harms.site",
            "e.description[0]",
            "e.times.n",
            "",
            ".",
        ],
    )
    def test_a_path_that_leads_nowhere_is_refused(self, path):
        """A slip in a path must not pass as a path that withholds nothing."""
        for name in ("release", "withhold"):
            with pytest.raises(InvalidRecord) as caught:
                redact(CASE, Audience(kind="panel", **{name: [path]}))
            assert caught.value.field == name

    @pytest.mark.parametrize("agency", ["nope", "child"])
    def test_the_agency_must_be_one(self, agency):
        """On file, and an agency."""
        with pytest.raises(InvalidRecord, match="agency"):
            redact(CASE, Audience(kind="agency", agency=agency))

    def test_a_field_is_released_everywhere(self):
        """By its class or a base class."""
        for path in ("Child.name", "Person.name"):
            assert redact(CASE, Audience(kind="published", release=[path])).casefile["child"].name == "Canary Name"
        copy = redact(CASE, Audience(kind="published", release=["Event.description"])).casefile
        assert copy["e"].description == copy["e.1"].description == "Words"
        assert copy["e"].comment == ""

    def test_one_field_of_one_record_is_released(self):
        """Of no other record, and no other field; the longest id counts."""
        copy = redact(CASE, Audience(kind="published", release=["e.1.description"])).casefile
        assert (copy["e.1"].description, copy["e"].description, copy["e.1"].comment) == ("Words", "", "")

    def test_a_leaf_below_what_is_withheld_is_released_alone(self):
        """The site of the injury is shown, and not its kind."""
        harm = redact(CASE, Audience(kind="published", release=["i.harms[0].site"])).casefile["i"].harms[0]
        assert (harm.site, harm.kind) == ("left hand", None)

    def test_a_whole_record_is_released(self):
        """Every field of it."""
        copy = redact(CASE, Audience(kind="published", release=["e"])).casefile
        assert copy["e"] == CASE["e"]
        assert copy["e.1"].description == ""

    def test_a_whole_record_is_withheld(self):
        """With the links to it, and what is about nobody else: nobody reads what happened to a withheld child."""
        redaction = redact(CASE, Audience(kind="panel", withhold=["e"]))
        assert "e" not in redaction.casefile
        assert [(each.path, str(each.reason)) for each in redaction.removed] == [("e", "asked")]

    @pytest.mark.parametrize("path", ["Event.description", "e.description", "e"])
    def test_withhold_wins(self, path):
        """What is in both is withheld."""
        for wide in ("Event.description", "e.description", "e"):
            copy = redact(CASE, Audience(kind="panel", release=[wide], withhold=[path])).casefile
            assert "e" not in copy or copy["e"].description == ""

    def test_a_field_that_says_something_untrue_if_empty_takes_its_record_along(self):
        """An event whose state is withheld must not become one that happened."""
        case = CASE.add(Event(id="off", when="2020-03-05", kind="home_visit", state="cancelled"))
        copy = redact(case, Audience(kind="panel", withhold=["Event.state"])).casefile
        assert "off" not in copy
        assert "e" in copy

    @pytest.mark.parametrize("path", ["Event.id", "Event.when", "Event.kind"])
    def test_a_withheld_field_that_no_record_may_lack_takes_the_record_along(self, path):
        """There is nothing that could stand in its place."""
        copy = redact(CASE, Audience(kind="panel", withhold=[path])).casefile
        assert copy.events == ()
