"""Case files: what fits together, what is refused, and what is made of one."""

from __future__ import annotations

import copy
import pickle
from functools import partial

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import strategies
from safeguard_model.analysis import conflicts
from safeguard_model.dates import Age, When
from safeguard_model.errors import InvalidCaseFile, InvalidRecord, UnknownRecord, an
from safeguard_model.records import (
    Adult,
    Agency,
    CaseFile,
    Child,
    Citation,
    Claim,
    Combined,
    Event,
    Family,
    Finding,
    Handling,
    Harm,
    Incident,
    Membership,
    Milestone,
    Party,
    Proceeding,
    Quantity,
    Record,
    Relationship,
    Review,
    Source,
    Status,
    Subject,
    Suspect,
)
from safeguard_model.records.claim_paths import Refusal, read_scalar, resolve, write_scalar
from safeguard_model.records.fields import fields_of
from safeguard_model.records.sensitivity import Sensitivity
from tests.records.making import CANARY, RECORDS, example, least, rubbish
from tests.records.worlds import links_of, same

REVIEW = Review(id="r-1", title="Review", kinds=["serious_case_review"])


NAMES = {kind.__name__: kind for kind in RECORDS}


def fitting(kind, **given):
    """The least arguments of a class, its required links leading into `world`, and what is given."""
    found = least(kind)
    if kind is Claim:
        found |= {"field": "label", "citations": [Citation(source="source")]}
    found |= given
    for field in fields_of(kind):
        if field.refs and field.name in found and field.name not in given:
            target = field.refs[0].lower() if field.refs != ("*",) else "child"
            found[field.name] = (target,) if field.many else target
    if issubclass(kind, Record) and "id" not in given:
        found["id"] = kind.__name__.lower()
    return found


def world():
    """One record of each class; the id of each is its class's name."""
    return [kind(**fitting(kind)) for kind in RECORDS]


def _given(field, *rest):
    """The field with an id in it; or with a value that has the id in its inner field, where that is given first."""
    *inner, id = rest
    value = field.type(**fitting(field.type, **{inner[0].name: [id] if inner[0].many else id})) if inner else id
    return {field.name: [value] if field.many else value}


def link_fields():
    """Every link of every record class: the class, its path, the classes it may lead to, and how to set it."""
    for kind in RECORDS:
        for field in fields_of(kind):
            if field.refs:
                where = f"{field.name}[0]" if field.many else field.name
                yield kind, where, field.refs, partial(_given, field)
            elif field.is_nested:
                for inner in fields_of(field.type):
                    if inner.refs:
                        where = f"{field.name}[0].{inner.name}" if field.many else f"{field.name}.{inner.name}"
                        where += "[0]" if inner.many else ""
                        yield kind, where, inner.refs, partial(_given, field, inner)


LINKS = list(link_fields())


every_link = pytest.mark.parametrize(
    ("kind", "where", "refs", "given"), LINKS, ids=[f"{kind.__name__}.{where}" for kind, where, _, _ in LINKS]
)


def outcome(make):
    """What is made, or the problems that keep it from being made."""
    try:
        return make()
    except InvalidCaseFile as error:
        return {(problem.code, problem.where, problem.message) for problem in error.problems}


class TestBuilding:
    """From records to a case file."""

    def test_any_mix_of_records(self):
        """`of` takes records and nested iterables of them, and sorts them into lists in their order."""
        child, adult, event = (
            Child(id="c", label="C"),
            Adult(id="a", label="A"),
            Event(id="e", when="2016", kind="birth"),
        )
        made = CaseFile.of("T", [event, [child, (record for record in [adult])]], handling="published")
        assert made == CaseFile(title="T", handling="published", children=[child], adults=[adult], events=[event])
        assert made.records() == (child, adult, event)
        assert CaseFile.of("T", child).children == (child,)
        assert CaseFile.of("T").records() == ()

    def test_identifiable_until_somebody_says_otherwise(self):
        """Forgetting the handling fails closed."""
        assert CaseFile(title="T").handling is Handling.IDENTIFIABLE

    @pytest.mark.parametrize("bad", [None, 1, "child", b"c", {"id": 1}, Citation(source="s"), Child, [None], [["x"]]])
    def test_only_records(self, bad):
        """What is no record is refused, in `of`, `add` and `replace`."""
        casefile = CaseFile.of("T")
        for make in (lambda: CaseFile.of("T", bad), lambda: casefile.add(bad), lambda: casefile.replace(bad)):
            with pytest.raises(InvalidRecord) as caught:
                make()
            assert caught.value.__cause__ is caught.value.__context__ is None

    def test_rubbish_is_no_record(self):
        """Rubbish of any type is refused or, where it is empty or a record, taken."""
        casefile = CaseFile.of("T", Child(id="c", label="C"))
        for value in rubbish():
            for method in (
                casefile.add,
                casefile.replace,
                casefile.remove,
                casefile.__getitem__,
                casefile.mentions,
                casefile.prefixed,
                casefile.combine,
            ):
                try:
                    method(value)
                except (InvalidRecord, InvalidCaseFile, UnknownRecord) as error:
                    assert error.__cause__ is error.__context__ is None  # noqa: PT017 - whichever it is
            assert value is None or (value in casefile) is False

    def test_cannot_be_hashed_or_changed(self):
        """A case file is frozen, and no key of a dict."""
        made = CaseFile.of("T")
        for value in (made, Combined(casefile=made, differences=())):
            with pytest.raises(TypeError, match="unhashable"):
                hash(value)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            made.title = "U"

    def test_extra_is_its_own(self):
        """The caller's dict may change, and the case file does not; extra counts for equality."""
        extra = {"a": [1]}
        made = CaseFile(title="T", extra=extra)
        extra["a"].append(2)
        assert made.extra == {"a": [1]}
        assert made != CaseFile(title="T")

    @given(strategies.case_files())
    def test_survives_copying_and_pickling(self, casefile):
        """Copies are equal and answer the same."""
        for made in (copy.copy(casefile), copy.deepcopy(casefile), pickle.loads(pickle.dumps(casefile))):
            assert made == casefile
            assert made.records() == casefile.records()
            assert [made.mentions(record.id) for record in made.records()] == [
                casefile.mentions(record.id) for record in casefile.records()
            ]

    @given(strategies.case_files())
    def test_is_built_again_from_its_records(self, casefile):
        """The records, in any nesting, make an equal case file, and mentions are what brute force finds."""
        assert same(casefile, casefile.records())
        assert same(casefile, list(casefile.records()))


class TestLinks:
    """Links that miss are refused, all at once."""

    @every_link
    def test_dangling_links_are_refused(self, kind, where, refs, given):
        """A link to nothing is a problem that names the record, the path and what is due."""
        record = kind(**fitting(kind, id="new", **given("nobody")))
        with pytest.raises(InvalidCaseFile) as caught:
            CaseFile.of("T", [*world(), record])
        assert {(problem.code, problem.where) for problem in caught.value.problems} == {
            ("unknown-id", f"{kind.__name__} new.{where}")
        }
        due = "a record" if refs == ("*",) else " or ".join(an(name) for name in refs)
        assert due in caught.value.problems[0].message

    @every_link
    def test_links_lead_to_the_kinds_they_name(self, kind, where, refs, given):
        """A link to a record of a named class fits, to one of any other is refused."""
        casefile = CaseFile.of("T", world())
        for other in RECORDS:
            try:
                record = kind(**fitting(kind, id="new", **given(other.__name__.lower())))
            except InvalidRecord:
                assert kind is Claim
                continue
            if kind is Claim and where == "about" and "label" not in {field.name for field in fields_of(other)}:
                continue
            found = outcome(partial(casefile.add, record))
            if other.__name__ in refs or refs == ("*",):
                assert record.id in found
                assert record in found.mentions(other.__name__.lower())
            else:
                assert {problem[:2] for problem in found} == {("wrong-kind", f"{kind.__name__} new.{where}")}

    def test_all_problems_at_once(self):
        """Duplicate ids, links to nothing and to the wrong kind, claims about nothing: all are listed."""
        cited = [Citation(source="s")]
        records = [
            Source(id="s", title="S"),
            Child(id="c", label="C"),
            Adult(id="c", label="C too"),
            Status(id="st", person="nobody", kind="bail"),
            Event(id="e", when="2016", kind="birth", people=["s"], seen=["x", "s"]),
            Claim(id="k1", about="s", field="tittle", value="S", citations=cited),
            Claim(id="k2", about="s", field="published", value="May", citations=cited),
            Claim(id="k3", about="gone", field="title", value="S", citations=cited),
        ]
        with pytest.raises(InvalidCaseFile) as caught:
            CaseFile.of("T", records)
        assert sorted((problem.code, problem.where) for problem in caught.value.problems) == [
            ("claim-field", "Claim k1.field"),
            ("claim-value", "Claim k2.value"),
            ("duplicate-id", "Adult c"),
            ("unknown-id", "Claim k3.about"),
            ("unknown-id", "Event e.seen[0]"),
            ("unknown-id", "Status st.person"),
            ("wrong-kind", "Event e.people[0]"),
            ("wrong-kind", "Event e.seen[1]"),
        ]
        assert str(caught.value).startswith("the records do not fit together: 8 problems\n- ")
        assert "did you mean title?" in str(caught.value)

    @pytest.mark.parametrize("how", ["of", "add", "replace"])
    def test_ids_stand_once(self, how):
        """An id appears once, whatever the class, and nothing is quietly lost."""
        first, second = Child(id="c", label="C"), Child(id="c", label="Other")
        attempts = {
            "of": partial(CaseFile.of, "T", [first, second]),
            "add": partial(CaseFile.of("T", first).add, second),
            "replace": partial(CaseFile.of("T", first).replace, first, second),
        }
        with pytest.raises(InvalidCaseFile, match="another record has this id"):
            attempts[how]()

    def test_implausible_is_no_problem_of_structure(self):
        """Somebody may have died before they were born: `check` reports it, the case file takes it."""
        assert CaseFile.of("T", Child(id="c", label="C", born="2016", died="2014"))["c"].died == When("2014")


PEOPLE = [Child(id="c", label="C", gestation_weeks=26), Adult(id="a", label="A"), Adult(id="b", label="B")]


CITED = [Citation(source="s")]


CASE = CaseFile.of(
    "T",
    [
        Source(id="s", title="S"),
        *PEOPLE,
        Agency(id="ag", name="Agency", name_withheld=False),
        Agency(id="ag2", name="Agency 2"),
        Event(id="e", when="2016-03-02", kind="birth", agency="ag", order=1.5),
        Incident(
            id="i",
            when="2016",
            harms=[Harm(person="c", age="P6M"), Harm(person="a"), Harm(person="a")],
            suspects=[Suspect(person="a", standing="charged"), Suspect(words="a man")],
        ),
        Proceeding(
            id="p", kind="inquest", parties=[Party(person="a", plea="guilty")], milestones=[Milestone(kind="closed")]
        ),
        Review(
            id="r",
            title="R",
            kinds=["other"],
            subjects=[Subject(person="c", role="subject")],
            milestones=[Milestone(kind="published", when="2018"), Milestone(kind="due"), Milestone(kind="due")],
            facts=[Quantity(what="children", n=4), Quantity(what="children", n=6)],
        ),
        Event(id="e2", when="2016", kind="home_visit", times=Quantity(n=3)),
        Family(
            id="f",
            label="F",
            members=[Membership(person="c", in_household=True)],
            relationships=[
                Relationship(person="a", kin="parent", to="c"),
                Relationship(person="b", kin="partner", to="a"),
            ],
        ),
        Finding(id="fi", made_by="r", text="T"),
    ],
)


def claim(about, field, value):
    """A claim, cited."""
    return Claim(id="k", about=about, field=field, value=value, citations=CITED)


class TestClaims:
    """What a claim may be about, and what it may say."""

    @pytest.mark.parametrize(
        ("about", "field", "value"),
        [
            ("c", "died", "2016-03~"),
            ("c", "gestation_weeks", "27"),
            ("c", "sex", "male"),
            ("c", "name", "Cerys"),
            ("ag", "name_withheld", "true"),
            ("ag", "name_withheld", "false"),
            ("e", "order", "2"),
            ("e", "order", "-2.5e3"),
            ("e", "agency", "ag2"),
            ("i", "harms[c].age", "P7M"),
            ("i", "harms[c].person", "a"),
            ("i", "suspects[a].standing", "convicted"),
            ("p", "parties[a].plea", "not_guilty"),
            ("p", "milestones[closed].when", "2017"),
            ("r", "subjects[c].newly_analysed", "yes"),
            ("r", "milestones[published].when", "2018-04"),
            ("f", "members[c].in_household", "false"),
            ("f", "relationships[a,c].basis", "step"),
            ("f", "relationships[b,a].kin", "former_partner"),
            ("i", "harms[a#2].age", "P7M"),
            ("i", "harms[c#1].age", "P7M"),
            ("i", "harms[#3].age", "P7M"),
            ("i", "suspects[#2].words", "two men"),
            ("r", "milestones[due#2].when", "2018-04"),
            ("r", "facts[#2].n", "5"),
            ("e2", "times.n", "5"),
        ],
    )
    def test_every_form_of_path(self, about, field, value):
        """A claim is about a scalar, or about a scalar of the one item that a key picks out."""
        made = CASE.add(claim(about, field, value))
        assert made.claims[0].value == value

    def test_an_id_with_a_number_sign_is_an_id_first(self):
        """A key is an id as it stands; only a key that no item has is taken for a key and a number."""
        people = [Child(id=id, label=id) for id in ("q", "q#2")]
        parties = [
            Party(person=id, plea=plea) for id, plea in [("q", "guilty"), ("q", "not_guilty"), ("q#2", "guilty")]
        ]
        case = CaseFile.of(
            "T", [Source(id="s", title="S"), *people, Proceeding(id="p", kind="criminal", parties=parties)]
        )
        for path, plea in [
            ("parties[q#1].plea", "guilty"),
            ("parties[q#2].plea", "guilty"),
            ("parties[#2].plea", "not_guilty"),
        ]:
            claims = CaseFile.of("T", case.add(claim("p", path, "none_entered")).records())
            (conflict,) = conflicts(claims)
            assert conflict.own == plea
        renamed = case.add(claim("p", "parties[q#1].plea", "none_entered")).prefixed("r-")
        assert renamed.claims[0].field == "parties[r-q#1].plea"

    def test_two_paths_to_one_field_are_one_field(self):
        """Claims that name an item by its key and by its number are compared with each other."""
        claims = [
            Claim(id="k1", about="p", field="parties[a].plea", value="guilty", citations=CITED),
            Claim(id="k2", about="p", field="parties[#1].plea", value="not_guilty", citations=CITED),
        ]
        (conflict,) = conflicts(CASE.add(claims))
        assert [one.id for one in conflict.claims] == ["k1", "k2"]

    @pytest.mark.parametrize(
        ("about", "field", "hint"),
        [
            ("c", "dide", "did you mean died?"),
            ("c", "id", "no field of one value"),
            ("c", "comment", "no field of one value"),
            ("c", "extra", "no field of one value"),
            ("c", "aliases", "no field of one value"),
            ("c", "citations", "no field of one value"),
            ("c", "harms[c].age", "its lists: aliases, identifiers, residences, stated_ages"),
            ("c", "", ""),
            ("i", "harms", "no field of one value"),
            ("i", "harms[a].age", "several items"),
            ("i", "harms[b].age", "no item"),
            ("i", "harms[c]", "no item"),
            ("i", "harms[c].", "no field of one value"),
            ("i", "harms[c].agee", "did you mean age?"),
            ("i", "harms[c.age", "no item"),
            ("i", "harms[].age", "no item"),
            ("i", "harms[0].age", "no item"),
            ("i", "harms[c].age.text", "no field of one value"),
            ("i", "suspects[None].words", "no item"),
            ("i", "known_to[ag].state", "no item"),
            ("i", "harms[a#3].age", "no item"),
            ("i", "harms[a#0].age", "no item"),
            ("i", "harms[#4].age", "no item"),
            ("i", "harms[#01].age", "no item"),
            ("i", "harms[#2].count.n", "no field of one value"),
            ("e", "times.n", "this Event has no times"),
            ("e", "ages.age", "no field of that name with fields inside"),
            ("r", "facts[#1].x", "no field of one value"),
            ("r", "citations[#1].where", "no list of that name"),
            ("r", "milestones[due].when", "several items"),
            ("r", "milestones[sent].when", "no item"),
            ("f", "relationships[a].kin", "no item"),
            ("f", "relationships[c,a].kin", "no item"),
            ("f", "relationships[a, c].kin", "no item"),
        ],
    )
    def test_a_path_that_leads_nowhere_or_to_several_is_refused(self, about, field, hint):
        """The problem says why, with a near match, and does not quote the path."""
        if not field:
            with pytest.raises(InvalidRecord):
                claim(about, field, "x")
            return
        with pytest.raises(InvalidCaseFile) as caught:
            CASE.add(claim(about, field, "x"))
        (problem,) = caught.value.problems
        assert problem.code == "claim-field"
        assert hint in problem.message

    @pytest.mark.parametrize(
        ("about", "field", "value"),
        [
            ("c", "died", "2 March 2016"),
            ("c", "gestation_weeks", "46"),
            ("c", "gestation_weeks", "26.0"),
            ("c", "gestation_weeks", " 26"),
            ("c", "gestation_weeks", "026"),
            ("c", "gestation_weeks", "٢٦"),
            ("c", "gestation_weeks", "1_0"),
            ("c", "gestation_weeks", "9" * 5000),
            ("c", "sex", "Male"),
            ("ag", "name_withheld", "True"),
            ("ag", "name_withheld", "1"),
            ("e", "order", "nan"),
            ("e", "order", "inf"),
            ("e", "order", "1e999"),
            ("e", "order", "1_0"),
            ("e", "order", ".5"),
            ("i", "harms[c].age", "six months"),
            ("e", "agency", "no id"),
        ],
    )
    def test_a_value_is_as_a_file_writes_it(self, about, field, value):
        """A value that the field does not take is refused, and not quoted."""
        with pytest.raises(InvalidCaseFile) as caught:
            CASE.add(claim(about, field, value))
        (problem,) = caught.value.problems
        assert problem.code == "claim-value"
        assert value not in problem.message

    @pytest.mark.parametrize(("value", "code"), [("nobody", "unknown-id"), ("c", "wrong-kind")])
    def test_a_claimed_link_leads_somewhere(self, value, code):
        """A claim that an entry is another agency's names an agency on file."""
        with pytest.raises(InvalidCaseFile) as caught:
            CASE.add(claim("e", "agency", value))
        assert [(problem.code, problem.where) for problem in caught.value.problems] == [(code, "Claim k.value")]
        assert "nobody" not in str(caught.value)

    def test_a_claim_stays_true_to_what_it_is_about(self):
        """What a claim is about cannot be replaced by what has no such field, nor what it names be removed."""
        with_claims = CASE.add(claim("i", "harms[c].age", "P7M"), attrs.evolve(claim("e", "agency", "ag2"), id="k2"))
        with pytest.raises(InvalidCaseFile, match=r"Claim k\.field"):
            with_claims.replace(Incident(id="i", when="2016"))
        with pytest.raises(InvalidCaseFile, match=r"Claim k2\.value"):
            with_claims.remove("ag2")
        with pytest.raises(InvalidCaseFile, match=r"Claim k\.about"):
            with_claims.remove("i")
        assert with_claims.remove("i", "k").remove(["k2", "ag2"]).claims == ()

    @given(strategies.case_files(sources=2, children=2, incidents=2, families=2, claims=3))
    def test_claims_of_a_whole_file_resolve(self, casefile):
        """Every claim of a whole case file leads to a field, and its value comes back from its text."""
        for made in casefile.claims:
            target = resolve(casefile[made.about], made.field)
            assert not isinstance(target, Refusal)
            value = read_scalar(target[0], made.value)
            assert not isinstance(value, Refusal)
            assert type(value) is target[0].type
            assert read_scalar(target[0], write_scalar(value)) == value


class TestChanging:
    """Adding, replacing, removing."""

    @given(st.data())
    def test_is_as_if_built_anew(self, data):
        """Whatever is added, replaced and removed: the same as building anew, or the same problems; parents keep still."""
        first = data.draw(strategies.case_files(children=2, agencies=2, sources=1), label="first")
        made, records = first, list(first.records())
        history = [(made, list(records))]
        for step in range(data.draw(st.integers(1, 4))):
            how = data.draw(st.sampled_from(["add", "replace", "remove", "move"]))
            ids = [record.id for record in records]
            other = [*records]
            if how == "add":
                more = data.draw(strategies.case_files(children=1)).prefixed(f"{step}-").records()
                other = [*records, *more]
                attempt = partial(made.add, more)
            elif how == "remove":
                gone = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=3) if ids else st.just([]))
                other = [record for record in records if record.id not in gone]
                attempt = partial(made.remove, gone)
            elif how == "replace":
                again = data.draw(strategies.case_files(children=2, agencies=2, sources=1)).records()
                new = [record for record in again if record.id in ids]
                by_id = {record.id: record for record in new}
                other = [by_id.get(record.id, record) for record in records]
                attempt = partial(made.replace, new)
            else:
                chosen, id = data.draw(st.sampled_from(records)), data.draw(st.sampled_from(ids))
                new = attrs.evolve(chosen, id=id)
                old = made[id]
                other = [new if record.id == id else record for record in records]
                if type(old) is not type(new):
                    other = [record for record in records if record.id != id] + [new]
                attempt = partial(made.replace, new)
            anew = partial(CaseFile.of, made.title, other, made.handling, extra=made.extra)
            found = outcome(attempt)
            assert found == outcome(anew)
            if isinstance(found, CaseFile):
                made, records = found, list(found.records())
                assert same(made, records)
                history.append((made, records))
        for made, records in history:
            assert same(made, records)

    def test_branches_do_not_leak(self):
        """Two case files made of one know nothing of each other, and the first stays as it was."""
        base = CaseFile.of("T", Child(id="c", label="C"))
        one = base.add(Event(id="e", when="2016", kind="birth", people=["c"]))
        two = base.add(Event(id="x", when="2017", kind="death", people=["c"]))
        three = one.remove("e")
        assert [len(made.mentions("c")) for made in (base, one, two, three)] == [0, 1, 1, 0]
        assert ("x" in one, "e" in two, "e" in base, "e" in three, "e" in one) == (False, False, False, False, True)
        assert three == base

    def test_the_same_record_again(self):
        """Replacing a record by itself, or removing and adding it, changes nothing and counts nothing twice."""
        event = Event(id="e", when="2016", kind="birth", people=["c"])
        base = CaseFile.of("T", [Child(id="c", label="C"), *(Child(id=f"c{n}", label="C") for n in range(9)), event])
        for made in (base.replace(event), base.remove("e").add(event), base.replace(event).replace(event)):
            assert made == base
            assert made.mentions("c") == (event,)

    def test_many_single_additions(self):
        """A loop of additions answers as one addition does, at every point."""
        events = [Event(id=f"e{n}", when="2016", kind="birth", people=["c"]) for n in range(300)]
        made = CaseFile.of("T", Child(id="c", label="C"))
        for count, event in enumerate(events, start=1):
            made = made.add(event)
            if count in {1, 2, 3, 50, 128, 300}:
                assert len(made.mentions("c")) == count
        assert made == CaseFile.of("T", [Child(id="c", label="C"), *events])

    def test_adding_nothing(self):
        """Without records everything stays as it is."""
        assert CASE.add() == CASE.replace() == CASE.remove() == CASE.add([], ()) == CASE

    def test_removing_what_is_needed_is_refused(self):
        """What another record links to stays, unless that record goes too."""
        with pytest.raises(InvalidCaseFile, match=r"Family f\.members\[0\]\.person"):
            CASE.remove("c")
        assert "c" not in CaseFile.of("T", PEOPLE).remove("c")
        with pytest.raises(UnknownRecord):
            CASE.remove("c", "nobody")
        with pytest.raises(UnknownRecord):
            CASE.replace(Child(id="nobody", label="N"))


class TestWithTimeline:
    """The entries of a timeline in the place of its own."""

    child = Child(id="child-1", label="Child 1")
    first, second = (Event(id=f"e-{n}", when="2016", kind="referral", people=["child-1"]) for n in (1, 2))
    casefile = CaseFile.of("Invented", [child, first, second])

    @given(st.data())
    def test_is_as_if_built_anew(self, data):
        """Whatever entries are left out, changed and added: the same as building anew, or the same problems."""
        made = data.draw(strategies.case_files(children=2, agencies=2, sources=1))
        again = data.draw(strategies.case_files(children=2, agencies=2, sources=1)).events
        more = data.draw(st.lists(st.sampled_from([*made.events, *again]), max_size=6)) if made.events or again else []
        entries = [event for event in more if event.derived_from is None]
        others = [record for record in made.records() if type(record) is not Event]
        found = outcome(partial(made.with_timeline, more))
        assert found == outcome(partial(CaseFile.of, made.title, [*others, *entries], made.handling, extra=made.extra))
        if isinstance(found, CaseFile):
            assert same(found, list(found.records()))

    def test_derived_events_are_left_out(self):
        """What a timeline worked out from other records is not an entry."""
        derived = attrs.evolve(self.first, id="child-1/born", derived_from="child-1")
        assert (self.second,) == self.casefile.with_timeline(iter([derived, self.second])).events
        assert (self.first, self.second) == self.casefile.events

    def test_links_to_what_is_gone(self):
        """An entry or another record that links to an entry which is gone is named, and an id that appears twice."""
        answer = Event(id="e-3", when="2016", kind="referral_decision", responds_to="e-1")
        linking = self.casefile.add(answer, Finding(id="f-1", made_by="r-1", text="Late.", evidence=["e-2"]), REVIEW)
        with pytest.raises(InvalidCaseFile) as error:
            linking.with_timeline([answer, answer, attrs.evolve(self.first, id="child-1")])
        assert {("Event e-3", "duplicate-id"), ("Event child-1", "duplicate-id")} <= {
            (problem.where, problem.code) for problem in error.value.problems
        }
        moved = Event(id="e-2", when="2017", kind="referral", rescheduled_from="e-1")
        with pytest.raises(InvalidCaseFile) as error:
            self.casefile.replace(moved).with_timeline([attrs.evolve(moved, rescheduled_from=None), moved])
        assert {each.where for each in error.value.problems} == {"Event e-2", "Event e-2.rescheduled_from"}
        with pytest.raises(InvalidCaseFile) as error:
            linking.with_timeline([answer])
        assert {"Event e-3.responds_to", "Finding f-1.evidence[0]"} == {each.where for each in error.value.problems}

    @pytest.mark.parametrize("wrong", [7, "Jane", [CANARY], [Child(id="child-2", label="Child 2")]])
    def test_what_is_no_timeline(self, wrong):
        """Anything but events is refused, and not shown."""
        with pytest.raises(InvalidRecord, match=r"expected .*, got") as error:
            self.casefile.with_timeline(wrong)
        assert CANARY not in str(error.value)


class TestAsking:
    """Looking up."""

    def test_by_id(self):
        """A record is had by its id; what is no id is not in it."""
        assert CASE["c"] is PEOPLE[0]
        assert "c" in CASE
        for value in ("nobody", "", 1, None, PEOPLE[0], When("2016")):
            assert value not in CASE

    def test_an_unknown_id_is_a_key_error_with_near_matches(self):
        """The error is a KeyError and names ids that are near."""
        made = CaseFile.of("T", [Child(id="child-v", label="V"), Child(id="child-w", label="W")])
        for ask in (made.__getitem__, made.mentions, made.remove):
            with pytest.raises(KeyError) as caught:
                ask("child-x")
            assert isinstance(caught.value, UnknownRecord)
            assert caught.value.near == ("child-w", "child-v")
            assert str(caught.value) == "no record has the id child-x; did you mean child-w or child-v?"
        with pytest.raises(UnknownRecord, match="no record has the id an int"):
            made[1]

    def test_mentions_are_in_order(self):
        """By class in the order of the fields, then by id; each record once, however often it links."""
        made = CaseFile.of(
            "T",
            [
                Event(id="e2", when="2016", kind="birth", people=["c"], seen=["c"]),
                Event(id="e1", when="2017", kind="birth", people=["c"]),
                Status(id="z", person="c", kind="bail"),
                Child(id="c", label="C"),
            ],
        )
        assert [record.id for record in made.mentions("c")] == ["z", "e1", "e2"]
        assert made.mentions("z") == ()


class TestPrefixing:
    """Other ids, the same case."""

    @given(strategies.case_files(sources=2, children=2, families=1, claims=3))
    def test_everything_is_renamed(self, casefile):
        """Every id and every link is, claims lead to the same, and two prefixes are as one."""
        made = casefile.prefixed("r1-")
        assert [record.id for record in made.records()] == [f"r1-{record.id}" for record in casefile.records()]
        for old, new in zip(casefile.records(), made.records(), strict=True):
            assert list(links_of(new)) == [f"r1-{id}" for id in links_of(old)]
            assert [other.id for other in made.mentions(new.id)] == [f"r1-{r.id}" for r in casefile.mentions(old.id)]
        for old, new in zip(casefile.claims, made.claims, strict=True):
            before, after = resolve(casefile[old.about], old.field), resolve(made[new.about], new.field)
            assert before[0] == after[0]
            assert new.value == (f"r1-{old.value}" if before[0].refs else old.value)
        assert (made.title, made.handling, made.extra) == (casefile.title, casefile.handling, casefile.extra)
        assert casefile.prefixed("") == casefile
        assert made.prefixed("x") == casefile.prefixed("xr1-")

    def test_whom_it_is_withheld_from(self):
        """A person's id is renamed, an audience stays, even where a record is called as one."""
        made = CaseFile.of(
            "T",
            [
                Child(id="c", label="C", withheld_from=["c", "family", "panel", "nobody"]),
                Family(id="family", label="F"),
                Child(id="panel", label="P"),
            ],
        ).prefixed("x-")
        assert made["x-c"].withheld_from == ("x-c", "family", "panel", "x-panel", "nobody")

    @pytest.mark.parametrize("id", ["a,b", "a].b", "[a]", "a].person", "None"])
    def test_odd_ids_in_paths(self, id):
        """Commas and brackets in ids lead no claim astray."""
        made = CaseFile.of(
            "T",
            [
                Source(id="s", title="S"),
                Child(id=id, label="C"),
                Adult(id="a", label="A"),
                Family(id="f", label="F", members=[Membership(person="a"), Membership(person=id)]),
                claim("f", f"members[{id}].during", "2016"),
            ],
        )
        assert made.prefixed("x-").claims[0].field == f"members[x-{id}].during"

    @pytest.mark.parametrize("prefix", [" ", "a b", "a/", "\n", None, 1, b"a"])
    def test_a_prefix_begins_an_id(self, prefix):
        """What cannot begin an id is refused."""
        with pytest.raises(InvalidRecord):
            CASE.prefixed(prefix)


class TestDisplay:
    """Nothing above quasi is shown unasked."""

    def test_canary(self):
        """A canary in every leaf that is more sensitive than quasi appears in no repr, str, table or error."""
        records = []
        for kind in RECORDS:
            given = {}
            for field in fields_of(kind):
                if field.is_nested:
                    inner = {
                        leaf.name: example(leaf, CANARY)
                        for leaf in fields_of(field.type)
                        if leaf.sensitivity > Sensitivity.QUASI and leaf.type is str and not leaf.refs
                    }
                    value = field.type(**fitting(field.type, **inner))
                    given[field.name] = [value] if field.many else value
                elif field.sensitivity > Sensitivity.QUASI and field.type in (str, dict) and not field.refs:
                    given[field.name] = example(field, CANARY)
            if kind is Claim:
                given |= {"field": "name", "about": "child"}
            records.append(kind(**fitting(kind, **given)))
        casefile = CaseFile.of(CANARY, records, extra={CANARY: CANARY})
        shown = [casefile, *casefile.records(), casefile.combine(casefile)]
        text = "".join(f"{value!r}{value}{value:}" for value in shown) + casefile._repr_html_()
        assert CANARY not in text
        broken = [attrs.evolve(casefile["event"], id="e2", people=["nobody"], account_of="child")]
        broken += [attrs.evolve(casefile["claim"], id="k2", about="event", field="agency")]
        broken += [attrs.evolve(casefile["claim"], id="k3", field=CANARY)]
        broken += [attrs.evolve(casefile["claim"], id="k4", about="child", field="died")]
        with pytest.raises(InvalidCaseFile) as caught:
            casefile.add(broken, casefile["child"])
        assert len(caught.value.problems) == 6
        assert CANARY not in f"{caught.value}{caught.value!r}{caught.value.args}"
        assert caught.value.__cause__ is caught.value.__context__ is None

    def test_repr_counts(self):
        """A repr says how many records of which kinds there are."""
        shown = repr(CaseFile.of("T", PEOPLE))
        assert "identifiable" in shown
        assert "children" in shown
        assert repr(CaseFile.of("T")).endswith("empty>")
        assert type(CASE["c"].stated_ages) is tuple
        assert CASE["i"].harms[0].age == Age("P6M")


def test_a_claim_that_finds_no_place_is_listed():
    """A claim about an item that this file's record does not hold is left out of the combined file, and listed."""
    children, source = [Child(id="a", label="A"), Child(id="b", label="B")], Source(id="s", title="S")
    claim = Claim(id="k", about="i", field="harms[a].age", value="P6M", citations=[Citation(source="s")])
    mine = CaseFile.of("M", [children, source, Incident(id="i", when="2016", harms=[Harm(person="b")])])
    theirs = CaseFile.of("T", [children, source, Incident(id="i", when="2016", harms=[Harm(person="a")]), claim])
    made = mine.combine(theirs)
    assert "k" not in made.casefile
    assert [("i", theirs["i"]), ("k", claim)] == [(each.id, each.theirs) for each in made.differences]


@pytest.mark.parametrize("extra", [[], 0, "", ()])
def test_empty_rubbish_is_no_extra(extra):
    """What is false but no dict is refused as `extra`."""
    with pytest.raises(InvalidRecord, match="expected a dict"):
        CaseFile.of("T", extra=extra)
