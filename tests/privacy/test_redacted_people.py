"""Third parties, withheld records, restricted addresses, claims and what rests on what: `redact` in worked cases."""

from __future__ import annotations

import pytest

from safeguard_model import CaseFile, dumps
from safeguard_model.privacy.audience import Audience
from safeguard_model.privacy.redaction import redact
from safeguard_model.records import (
    Adult,
    Agency,
    Alias,
    Child,
    Citation,
    Claim,
    Event,
    Factor,
    Family,
    Finding,
    Harm,
    Incident,
    Involvement,
    Knowledge,
    Membership,
    Party,
    Proceeding,
    Professional,
    Relationship,
    Residence,
    Review,
    Source,
    Status,
    Suspect,
)

PEOPLE = [
    Child(id="child", label="Child A", name="Ada Northing", born="2015-03-02"),
    Adult(id="mother", label="Mother", name="Moira Northing", ethnicity="A9"),
    Adult(id="father", label="Father", name="Fergus Northing", religion="R9"),
    Adult(id="neighbour", label="Neighbour", name="Nell Outsider", occupation="baker"),
    Family(
        id="family",
        label="Family A",
        members=[Membership(person=id) for id in ("child", "mother", "father")],
        relationships=[
            Relationship(person="mother", kin="parent", to="child"),
            Relationship(person="father", kin="parent", to="child"),
        ],
    ),
    Agency(id="police", name="Northshire Police", kind="police"),
    Agency(id="care", name="Northshire Council", kind="childrens_social_care"),
    Professional(id="sw", label="SW1", agency="care", role="social worker", name="Sid Worker"),
]


def event(id, people=(), **given):
    """An event with words."""
    given = {"when": "2020-03-02", "kind": "other", "description": f"Words of {id}"} | given
    return Event(id=id, people=people, **given)


def case(*records, without=()):
    """The family, with more records."""
    return CaseFile.of("Title", [*(one for one in PEOPLE if one.id not in without), *records])


def copy_for(kind, casefile, **how):
    """The copy for an audience."""
    return redact(casefile, Audience(kind=kind, **how)).casefile


def why(redaction):
    """The reasons by path."""
    return {each.path: str(each.reason) for each in redaction.removed}


class TestTheFamily:
    """A copy for a family, and for one member of it."""

    def test_an_entry_about_an_outsider_goes_and_the_outsider_is_a_label(self):
        """Of the neighbour only the label is left."""
        redaction = redact(case(event("e", ["neighbour"]), event("f", ["child"])), "family")
        copy = redaction.casefile
        assert "e" not in copy
        assert copy["f"].description == "Words of f"
        assert copy["neighbour"] == Adult(id="neighbour", label="Neighbour")
        assert copy["mother"].name == "Moira Northing"
        assert why(redaction)["e"] == why(redaction)["neighbour.name"] == "third_party"

    def test_a_text_about_a_member_and_an_outsider_is_withheld(self):
        """The entry stays, with its date and its people."""
        copy = copy_for("family", case(event("e", ["child", "neighbour"], childs_account="Said")))
        assert (copy["e"].people, copy["e"].description, copy["e"].childs_account) == (("child", "neighbour"), "", "")

    @pytest.mark.parametrize("how", [{}, {"person": "mother"}])
    def test_who_reported_is_never_told(self, how):
        """Neither by link nor in words, nor through what an agency was told, nor in a text that names them."""
        entry = event(
            "e",
            ["child", "mother"],
            reported_by=["neighbour"],
            reporter="the lady next door",
            description="A call by nell OUTSIDER.",
            known_to=[Knowledge(agency="police", told_by="neighbour", via="her call")],
        )
        redaction = redact(case(entry), Audience(kind="family", **how))
        text = dumps(redaction.casefile).decode()
        assert not any(word in text for word in ("next door", "OUTSIDER", "her call", "reported_by", "told_by"))
        assert why(redaction)["e.description"] == "mentions_name"
        assert why(redaction)["e.reported_by[0]"] == "reporter"

    def test_the_name_of_a_professional_becomes_label_and_role(self):
        """The record stays."""
        copy = copy_for("family", case(event("e", ["child"], seen_by=["sw"], description="Seen by Sid  Worker's car")))
        assert copy["sw"] == Professional(id="sw", label="SW1", agency="care", role="social worker")
        assert copy["e"].seen_by == ("sw",)
        assert copy["e"].description == ""

    def test_the_copy_of_one_parent_lacks_the_other_parent(self):
        """What is about the father alone goes; about father and child, the texts go; the child's own stays."""
        casefile = case(
            event("alone", ["father"], kind="arrest"),
            event("both", ["father", "child"]),
            event("hers", ["mother", "child"]),
            event("childs", ["child"]),
            Factor(id="f", person="father", kind="parental_alcohol_misuse"),
            Factor(id="g", person="mother", kind="parental_alcohol_misuse"),
            Status(id="s", person="father", kind="bail"),
        )
        copy = copy_for("family", casefile, person="mother")
        assert {id for id in ("alone", "both", "hers", "childs", "f", "g", "s") if id in copy} == {
            "both", "hers", "childs", "g",
        }  # fmt: skip
        assert [copy[id].description for id in ("both", "hers", "childs")] == ["", "Words of hers", "Words of childs"]
        assert (copy["father"].religion, copy["mother"].ethnicity) == ("", "A9")
        assert (copy["child"].born is None, copy["child"].name) == (False, "Ada Northing")

    def test_a_partner_who_is_no_parent_does_not_read_the_childs_health(self):
        """The parents of a child see what is about the child; another member of the family does not."""
        partner = Adult(id="partner", label="Partner")
        family = Family(id="f2", label="F2", members=[Membership(person=id) for id in ("partner", "mother", "child")])
        casefile = case(
            partner, family, event("e", ["child"]), Factor(id="f", person="child", kind="physical_disability")
        )
        assert "f" in copy_for("family", casefile, person="mother")
        copy = copy_for("family", casefile, person="partner")
        assert "f" not in copy
        assert copy["e"].description == ""
        assert copy["child"].born is None

    def test_somebody_in_words_counts_as_an_outsider(self):
        """A suspect whom nobody put on file may be anybody."""
        incident = Incident(
            id="i",
            when="2020",
            harms=[Harm(person="child", kind="burn")],
            suspects=[Suspect(words="her boyfriend", standing="charged"), Suspect(person="mother")],
        )
        copy = copy_for("family", case(incident))
        assert copy["i"].suspects == (Suspect(person="mother"),)
        assert copy["i"].harms == (Harm(person="child", kind="burn"),)

    def test_without_a_family_on_file_everybody_is_an_outsider(self):
        """And the copy says so."""
        redaction = redact(case(event("e", ["child"]), without=["family"]), "family")
        assert "e" not in redaction.casefile
        assert any("no family" in limit for limit in redaction.limits)


class TestThePerson:
    """What is on file about one person."""

    def test_has_only_what_is_about_the_person(self):
        """Others are gone, with the links to them; what the records rest on stays."""
        casefile = case(
            event("mine", ["mother"], agency="care", seen_by=["sw"]),
            event("ours", ["mother", "child"], agency="care"),
            event("theirs", ["child"]),
            Source(id="source", title="T"),
            Source(id="unused", title="T"),
            Factor(id="f", person="mother", kind="parental_alcohol_misuse", citations=[Citation(source="source")]),
        )
        copy = copy_for("person", casefile, person="mother")
        assert {record.id for record in copy.records()} == {
            "mother", "family", "mine", "ours", "care", "sw", "source", "f",
        }  # fmt: skip
        assert copy["mother"] == casefile["mother"]
        assert (copy["mine"].description, copy["ours"].description) == ("Words of mine", "")
        assert copy["ours"].people == ("mother",)
        assert copy["family"].members == (Membership(person="mother"),)
        assert copy["family"].relationships == ()

    def test_gets_no_record_that_the_family_must_not_have(self):
        """The copy may be read at home."""
        copy = copy_for("person", case(event("e", ["mother"], withheld_from=["family"])), person="mother")
        assert "e" not in copy


class TestWithheldFrom:
    """`withheld_from`, obeyed."""

    @pytest.mark.parametrize(
        ("words", "kept_by"),
        [
            (["family"], {"panel", "agency"}),
            (["agency"], {"panel", "family", "mother", "person"}),
            (["panel"], {"agency", "family", "mother", "person"}),
            (["published"], {"panel", "agency", "family", "mother", "person"}),
            (["person"], {"panel", "agency", "family", "mother"}),
            (["mother"], {"panel", "agency"}),
            (["father"], {"panel", "agency", "mother", "person"}),
            (["no-such-word"], set()),
            (["police"], set()),
            (["Family"], set()),
        ],
    )
    def test_withholds_from_whom_it_names(self, words, kept_by):
        """Everybody reads what is published, and any member may read a copy that names no reader."""
        readers = {kind: Audience(kind=kind) for kind in ("panel", "agency", "family", "published")}
        readers |= {
            "mother": Audience(kind="family", person="mother"),
            "person": Audience(kind="person", person="mother"),
        }
        casefile = case(event("e", ["mother"], withheld_from=words))
        copies = {name: redact(casefile, audience) for name, audience in readers.items()}
        assert {name for name, copy in copies.items() if "e" in copy.casefile} == kept_by
        for name, copy in copies.items():
            is_unknown = words[0] in ("no-such-word", "police", "Family")
            if name not in kept_by:
                assert why(copy)["e"] == ("withheld_from_unknown" if is_unknown else "withheld_from")
            assert is_unknown == any(limit.startswith("withheld_from") for limit in copy.limits)

    def test_leaves_no_mark(self):
        """The copy does not tell that anything is withheld from anybody."""
        assert copy_for("panel", case(event("e", ["mother"], withheld_from=["father"])))["e"].withheld_from == ()

    def test_of_a_person_takes_what_is_about_the_person(self):
        """Links go, what is about the person alone goes, and so do texts that are about the person too or name them."""
        hidden = Adult(
            id="hidden", label="Adult H", name="Hetty Hidden", aliases=[Alias(text="Het")], withheld_from=["panel"]
        )
        casefile = case(
            hidden,
            event("alone", ["hidden"]),
            event("both", ["hidden", "mother"]),
            event("text", ["mother"], description="Met hetty\thidden."),
            event("alias", ["mother"], description="Met Het."),
            event("other", ["mother"], description="Hethersett"),
            Incident(
                id="i",
                when="2020",
                harms=[Harm(person="child"), Harm(person="hidden", kind="burn")],
                suspects=[Suspect(person="hidden")],
            ),
        )
        redaction = redact(casefile, "panel")
        copy = redaction.casefile
        assert "hidden" not in copy
        assert "alone" not in copy
        assert copy["both"].people == ("mother",)
        assert [copy[id].description for id in ("both", "text", "alias", "other")] == ["", "", "", "Hethersett"]
        assert copy["i"].harms == (Harm(person="child"),)
        assert copy["i"].suspects == ()
        assert why(redaction)["i.harms[1]"] == "third_party"

    def test_is_lifted_by_the_release_of_the_record_alone(self):
        """A released field does not bring back a withheld record; a released record comes back without its mark."""
        casefile = case(event("e", ["mother"], withheld_from=["panel"]))
        for release in ("Event.description", "e.description"):
            assert "e" not in copy_for("panel", casefile, release=[release])
        assert copy_for("panel", casefile, release=["e"])["e"] == event("e", ["mother"])


REFUGE = Residence(kind="refuge", area="Eastmere", address="12 Safe Lane, Little Hiding, EM1 2AB")
SHELTERED = Adult(id="ruth", label="Ruth R", residences=[REFUGE, Residence(area="Oldtown", address="9 Old Road")])
SCHOOL = Agency(id="school", name="St Elmo Primary", kind="school", area="Eastmere", codes=())


class TestRestrictedAddresses:
    """What would tell where somebody hides."""

    CASE = case(
        SHELTERED,
        SCHOOL,
        Agency(id="gp", name="The Mere Surgery", kind="primary_care"),
        Agency(id="other-school", name="Oakfield School", kind="school", area="Oldtown"),
        Involvement(id="inv", agency="school", people=["ruth"]),
        Involvement(id="inv-2", agency="other-school", people=["child"]),
        event("gp-visit", ["ruth"], agency="gp", place="The surgery"),
        event("elsewhere", ["child"], place="Oldtown clinic"),
        event("unknown", [], place="Somewhere"),
        event("plain", ["child"], description="All well."),
        *(
            event(f"text-{place}", ["child"], description=text)
            for place, text in enumerate(
                [
                    "Moved to 12 SAFE Lane.",
                    "post to em1\u00a02ab please",
                    "They live in Eastmere now",
                    "the head of St. Elmo Primary; also St Elmo primary",
                    "rang The\nMere Surgery",
                    "In Safe Lane",
                    "Little Hiding",
                ]
            )
        ),
        Incident(id="i", when="2020", harms=[Harm(person="ruth")], place="Flat", area="Eastmere"),
        Incident(id="j", when="2020", harms=[Harm(person="child")], place="Flat", area="Oldtown"),
    )

    @pytest.mark.parametrize("kind", ["panel", "agency", "family", "published"])
    def test_nothing_in_a_copy_tells_them(self, kind):
        """Neither address nor area, school, surgery or place, in any field or text."""
        text = dumps(copy_for(kind, self.CASE)).decode().lower()
        words = ("safe lane", "em1", "eastmere", "elmo", "mere surgery", "little hiding", "the surgery", "old road")
        assert not [word for word in words if word in text]

    def test_what_is_about_others_stays(self):
        """The panel sees where the child is, and texts that tell nothing."""
        redaction = redact(self.CASE, "panel")
        copy = redaction.casefile
        assert copy["elsewhere"].place == "Oldtown clinic"
        assert copy["unknown"].place == ""
        assert copy["plain"].description == "All well."
        assert copy["other-school"] == self.CASE["other-school"]
        assert (copy["school"].name, copy["school"].area, copy["gp"].name) == ("A school", "", "A surgery")
        assert (copy["i"].place, copy["i"].area, copy["j"].area) == ("", "", "Oldtown")
        assert copy["ruth"].residences == ()
        reasons = why(redaction)
        assert {reasons[f"text-{place}.description"] for place in range(7)} == {"mentions_restricted"}
        assert reasons["ruth.residences[0]"] == reasons["gp-visit.place"] == "restricted_address"

    def test_a_person_reads_where_they_live_themselves(self):
        """Their own copy holds it."""
        copy = copy_for("person", self.CASE, person="ruth")
        assert copy["ruth"].residences == SHELTERED.residences
        assert copy["gp-visit"].place == "The surgery"
        assert copy["gp"].name == "The Mere Surgery"

    @pytest.mark.parametrize("withheld_from", [["father"], ["unheard-of"], ["panel"]])
    def test_an_address_kept_from_somebody_is_restricted(self, withheld_from):
        """Whoever the mark names, and even if the record itself is not withheld from this reader."""
        home = Residence(kind="home", area="Eastmere", address="7 Kept Close")
        kept = Adult(id="ruth", label="Ruth R", residences=[home], withheld_from=withheld_from)
        casefile = case(
            kept, event("e", ["child"], description="At 7 kept close."), event("f", ["child", "ruth"], place="P")
        )
        text = dumps(copy_for("panel", casefile)).decode().lower()
        assert "kept close" not in text
        assert "eastmere" not in text
        assert '"p"' not in text

    def test_a_released_text_is_one_that_somebody_has_read(self):
        """The path of the text itself releases it; the name of the field does not."""
        path = "text-0.description"
        assert copy_for("panel", self.CASE, release=["Event.description"])["text-0"].description == ""
        assert copy_for("panel", self.CASE, release=[path])["text-0"].description == "Moved to 12 SAFE Lane."

    def test_an_address_that_the_reader_does_not_get_is_in_no_text(self):
        """Of any home, though none is restricted."""
        mother = Adult(
            id="mother", label="Mother", residences=[Residence(address="3 High Street, Oldtown", area="Oldtown")]
        )
        casefile = case(
            mother, event("e", ["child"], description="At 3 high street"), event("f", ["child"], description="In Oldtown"),
            without=["mother"],
        )  # fmt: skip
        redaction = redact(casefile, "family")
        assert redaction.casefile["e"].description == ""
        assert redaction.casefile["f"].description == "In Oldtown"
        assert why(redaction)["e.description"] == "mentions_address"
        assert copy_for("panel", casefile)["e"].description == "At 3 high street"


def claim(id, about, field, value, **given):
    """A claim that cites the source."""
    return Claim(id=id, about=about, field=field, value=value, citations=[Citation(source="src")], **given)


SOURCE = Source(id="src", title="Report")


class TestClaims:
    """A claim is as sensitive as what it is about."""

    def test_goes_where_the_field_goes(self):
        """A claim about a date of birth is a date of birth."""
        casefile = case(
            SOURCE,
            claim("born", "child", "born", "2015-03-03"),
            claim("sex", "child", "sex", "female"),
            claim("name", "mother", "name", "Mo Northing"),
            claim("kind", "i", "harms[child].kind", "bite"),
            claim("age", "i", "harms[child].age", "P5Y"),
            claim("times", "e", "when", "2015-03-03"),
            Incident(id="i", when="2020", harms=[Harm(person="child")]),
            event("e", ["child"], kind="birth", when="2015-03-02"),
        )
        redaction = redact(casefile, "published")
        assert [claim.id for claim in redaction.casefile.claims] == ["sex"]
        assert why(redaction)["born"] == why(redaction)["kind"] == why(redaction)["times"] == "claim"
        assert len(copy_for("panel", casefile).claims) == 6

    def test_leads_to_the_same_item_after_others_went(self):
        """Its number is counted anew; a key stays right too."""
        casefile = case(
            SOURCE,
            Incident(
                id="i",
                when="2020",
                harms=[Harm(person="neighbour"), Harm(person="child", site="arm"), Harm(person="child", site="leg")],
            ),
            claim("second", "i", "harms[#3].site", "knee"),
            claim("key", "i", "harms[child#1].site", "hand"),
            claim("gone", "i", "harms[#1].site", "nose"),
        )
        redaction = redact(casefile, "family")
        copy = redaction.casefile
        assert {each.id: each.field for each in copy.claims} == {"second": "harms[#2].site", "key": "harms[#1].site"}
        assert [harm.site for harm in copy["i"].harms] == ["arm", "leg"]
        assert why(redaction)["gone"] == "claim"

    def test_goes_with_what_it_names(self):
        """If its value is the id of a record that was removed, or mentions what was."""
        casefile = case(
            SOURCE,
            Agency(id="secret", name="Secret", withheld_from=["panel"]),
            event("e", ["child"], agency="police"),
            claim("agency", "e", "agency", "secret"),
            claim("told", "e", "outcome", "By Hetty Hidden"),
            claim("fine", "e", "outcome", "Nothing"),
            Adult(id="hidden", label="H", name="Hetty Hidden", withheld_from=["panel"]),
        )
        redaction = redact(casefile, "panel")
        assert [claim.id for claim in redaction.casefile.claims] == ["fine"]

    def test_about_a_claim_goes_with_it(self):
        """However they are nested or ordered, even in a circle."""
        casefile = case(
            SOURCE,
            claim("a", "b", "reason", "x"),
            claim("b", "c", "value", "2015-03-04", reason="y"),
            claim("c", "child", "born", "2015-03-03"),
            claim("p", "q", "reason", "x"),
            claim("q", "p", "reason", "x"),
        )
        assert {claim.id for claim in copy_for("published", casefile).claims} == set()
        assert {claim.id for claim in copy_for("panel", casefile).claims} >= {"a", "b", "c"}


class TestWhatRestsOnWhat:
    """Links to what was removed."""

    def test_what_cannot_be_without_a_record_goes_with_it(self):
        """To the last one in the chain; an optional link becomes empty."""
        casefile = case(
            Review(id="review", title="R", kinds=["child_safeguarding_practice_review"], withheld_from=["panel"]),
            Finding(id="finding", made_by="review", text="F"),
            Finding(id="later", made_by="inquest", text="F", repeats=["finding"], evidence=["finding", "e"]),
            Proceeding(id="inquest", kind="inquest"),
            event("e", ["child"], account_of="secret", agency="police"),
            event("secret", ["child"], withheld_from=["panel"]),
            event("f", ["child"], responds_to="e"),
        )
        redaction = redact(casefile, "panel")
        copy = redaction.casefile
        assert "finding" not in copy
        assert (copy["later"].repeats, copy["later"].evidence) == ((), ("e",))
        assert copy["e"].account_of is None
        assert copy["f"].responds_to == "e"
        reasons = why(redaction)
        assert (reasons["review"], reasons["finding"]) == ("withheld_from", "rests_on_removed")
        assert (reasons["later.repeats[0]"], reasons["e.account_of"]) == ("removed_record", "removed_record")

    def test_a_withheld_agency_takes_its_professionals_and_what_it_knew(self):
        """A value in a list that rests on a removed record leaves the list."""
        casefile = case(
            Agency(id="secret", name="Secret", withheld_from=["panel"]),
            Professional(id="p", label="P", agency="secret"),
            Involvement(id="inv", agency="secret", people=["child"]),
            event("e", ["child"], agency="secret", professionals=["p"], known_to=[Knowledge(agency="secret")]),
        )
        redaction = redact(casefile, "panel")
        copy = redaction.casefile
        assert "p" not in copy
        assert "inv" not in copy
        assert copy["e"] == event("e", ["child"])
        assert why(redaction)["e.known_to[0]"] == "removed_record"


class TestDates:
    """Dates that are dates of birth and death."""

    def test_a_birth_or_death_becomes_a_year_for_who_sees_no_date_of_birth(self):
        """The entry, when it was recorded, and the day of a fatal incident."""
        casefile = case(
            event("b", ["child"], kind="birth", when="2015-03-02", recorded="2015-12-30/2016-01-03"),
            event("v", ["child"], when="2016-05-06"),
            Incident(
                id="i", when="2019-07-08T14:30", harms=[Harm(person="child", outcome=["died"])], notified="2019-07-09"
            ),
            Incident(id="j", when="2019-07-08", harms=[Harm(person="child")]),
        )
        redaction = redact(casefile, "published")
        copy = redaction.casefile
        assert (copy["b"].when.text, copy["b"].recorded.text, copy["v"].when.text) == (
            "2015",
            "2015/2016",
            "2016-05-06",
        )
        assert (copy["i"].when.text, copy["i"].notified.text, copy["j"].when.text) == ("2019", "2019", "2019-07-08")
        assert why(redaction)["b.when"] == "date_of_birth"
        assert any(limit.startswith("order") and "4)" in limit for limit in redaction.limits)
        assert copy_for("family", casefile)["b"].when.text == "2015-03-02"
        released = copy_for("published", casefile, release=["Event.when"])
        assert released["b"].when.text == "2015-03-02"


class TestTheAgency:
    """An agency's copy."""

    def test_has_its_own_entries_whole(self):
        """With its own professionals' names, comments and reporters; of the entries of others without these."""
        casefile = case(
            event("own", ["child"], agency="care", comment="c", reporter="r", tags=["t"], place="p"),
            event("other", ["child"], agency="police", comment="c", reporter="r", tags=["t"], place="p"),
            Professional(id="pc", label="PC1", agency="police", name="Pat Constable"),
        )
        copy = copy_for("agency", casefile, agency="care")
        assert copy["own"] == casefile["own"]
        assert copy["other"] == event("other", ["child"], agency="police", place="p")
        assert (copy["sw"].name, copy["pc"].name) == ("Sid Worker", "")


class TestPublished:
    """A copy for everybody."""

    def test_names_no_local_agency_and_nobody_who_is_suspected(self):
        """A school tells the town; to be a suspect is criminal offence data."""
        casefile = case(
            SCHOOL,
            event("e", ["child"], description="x"),
            Incident(
                id="i", when="2020", harms=[Harm(person="child", kind="burn")], suspects=[Suspect(person="mother")]
            ),
            Proceeding(
                id="p", kind="criminal", parties=[Party(person="mother", role="defendant")], name="R v Northing"
            ),
            Review(id="r", title="Review of A", kinds=["child_safeguarding_practice_review"], authors=["Ann Author"]),
            Finding(id="f", made_by="r", text="The visits stopped."),
            Finding(id="g", made_by="r", text="Ada Northing was not seen."),
        )
        redaction = redact(casefile, "published")
        copy = redaction.casefile
        assert copy["school"].name == "A school"
        assert (copy["i"].suspects, copy["i"].harms) == ((), (Harm(person="child"),))
        assert (copy["p"].parties, copy["p"].name) == ((), "")
        assert (copy["f"].text, copy["g"].text, copy["r"].title) == ("The visits stopped.", "[withheld]", "Review of A")
        assert copy.title == "[withheld]"
        assert copy.handling == "published"


class TestLimits:
    """What the copy can no longer answer."""

    def test_is_counted_from_what_was_removed(self):
        """Gaps, who knew what, ages, the words; and nothing where nothing was removed."""
        assert redact(case(event("e", ["child"])), "panel").limits == ()
        casefile = case(
            event("e", ["child"], agency="police", withheld_from=["panel"]),
            event("f", ["child"], agency="care", withheld_from=["panel"]),
        )
        limits = redact(casefile, Audience(kind="panel", withhold=["Child.born"])).limits
        assert any(limit.startswith("gaps and unseen") and "removed: 2" in limit for limit in limits)
        assert any(limit.startswith("who knew what") and "2" in limit for limit in limits)
        assert any(limit.startswith("ages") for limit in limits)
