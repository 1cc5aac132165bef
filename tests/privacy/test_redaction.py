"""What `redact` leaves and takes: the matrix of every field by every audience, and what must hold of every copy."""

from __future__ import annotations

import importlib.util
import pickle
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model import CaseFile, dumps, loads, strategies
from safeguard_model.privacy import redaction_rules
from safeguard_model.privacy.audience import Audience
from safeguard_model.privacy.leaves import leaves_of
from safeguard_model.privacy.redaction import Redaction, redact
from safeguard_model.privacy.redaction_rules import CLASSES, SENTENCES, TABLE, RemovalReason, View, rule_of
from safeguard_model.records import (
    Adult,
    Agency,
    Child,
    Citation,
    Claim,
    Episode,
    Event,
    Family,
    Involvement,
    Membership,
    Professional,
    Recommendation,
    Record,
    Residence,
    Source,
    Status,
)
from safeguard_model.records.base import Value
from safeguard_model.records.claim_paths import Refusal, resolve, write_scalar
from safeguard_model.records.fields import fields_of
from safeguard_model.records.sensitivity import OPEN, Sensitivity
from safeguard_model.strategies.records import _claimable
from tests.privacy.every_leaf import CLASSES as EVERY_CLASS
from tests.privacy.every_leaf import OTHER, SUBJECT, covers, every_leaf, id_and_way, leaf_at

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "redaction.md"
AUDIENCES = {
    "panel": (Audience(kind="panel"), View.PANEL, ("family",)),
    "own agency": (Audience(kind="agency", agency="agency-1"), None, ("family",)),
    "agency": (Audience(kind="agency"), View.AGENCY, ("family",)),
    "family": (Audience(kind="family"), View.FAMILY, ("panel",)),
    "another of the family": (Audience(kind="family", person=OTHER), View.MEMBER, ("panel",)),
    "the person in the family": (Audience(kind="family", person=SUBJECT), View.SELF, ("panel",)),
    "the person": (Audience(kind="person", person=SUBJECT), View.SELF, ("panel",)),
    "published": (Audience(kind="published"), View.PUBLISHED, ()),
}
OWN = (Agency, Professional, Involvement, Event, Status)
"""The classes of which the record in the file of every leaf belongs to the agency that reads."""
UNUSED = (Recommendation, Episode)
"""The classes that say of nobody whom they are about, and are therefore not in a person's own copy."""


def view_of(name, casefile, record):
    """The view of a record in the file of every leaf, as the documents put it: by hand, not by the library's code."""
    audience, view, _ = AUDIENCES[name]
    if name == "own agency":
        return View.OWN if isinstance(record, OWN) else View.AGENCY
    if audience.kind not in ("family", "person"):
        return view
    if isinstance(record, (Agency, Professional, Source, Recommendation, Episode)):
        return View.GENERAL
    if record.id == OTHER:
        return {"family": View.FAMILY, "another of the family": View.SELF}.get(name, View.MEMBER)
    if record.id == "family-2":
        return View.FAMILY if name == "family" else View.MEMBER
    return view


def is_shown(cls, field, view):
    """Whether the table shows a field."""
    return view in rule_of(cls, field).shown


def is_lost(cls, view):
    """Whether a value lacks, in a view, a field that it needs."""
    needed = [
        field
        for field in fields_of(cls)
        if (field.required or field.default not in (None, "", (), {}))
        and not (field.type is str and not field.refs and (issubclass(cls, Record) or field.sensitivity == 3))
    ]
    people = [field for field in fields_of(cls) if field.name in ("person", "words") and not field.required]
    is_nobody = len(people) == 2 and not any(is_shown(cls, field.name, view) for field in people)
    return is_nobody or any(not is_shown(cls, field.name, view) for field in needed)


def expected(record, view):
    """Every path of a record's leaves with whether the table shows it."""

    def leaves(value, path, shown):
        for field in fields_of(type(value)):
            held = getattr(value, field.name)
            here = shown and is_shown(type(value), field.name, view)
            for place, item in enumerate(held if field.many else [held]):
                where = f"{path}{field.name}[{place}]" if field.many else f"{path}{field.name}"
                if isinstance(item, Value):
                    yield from leaves(item, f"{where}.", here and not is_lost(type(item), view))
                elif item is not None and item not in ("", field.default):
                    yield where, item, here

    return leaves(record, "", shown=not is_lost(type(record), view))


@pytest.mark.parametrize("name", AUDIENCES)
class TestTheMatrix:
    """Every field of every record, by every audience."""

    def test_a_field_is_in_the_copy_exactly_where_the_table_says_so(self, name):
        """Each leaf is as it was or gone; and what is gone is named."""
        audience, _, withheld_from = AUDIENCES[name]
        casefile = every_leaf(withheld_from)
        redaction = redact(casefile, audience)
        copy, text = redaction.casefile, dumps(redaction.casefile).decode()
        removed = {each.path for each in redaction.removed}
        seen = 0
        for record in casefile.records():
            view = view_of(name, casefile, record)
            if record.id in ("family-2", "family-1", OTHER) and name not in ("panel", "agency", "published"):
                continue  # about several people, or about another: see the tests below
            is_gone = name == "the person" and isinstance(record, UNUSED)
            for way, value, shown in expected(record, view):
                path = f"{record.id}.{way}"
                is_there = record.id in copy and leaf_at(copy[record.id], way) == value
                is_broken = isinstance(value, str) and value in casefile and value not in copy
                assert is_there == (shown and not is_gone and not is_broken), (name, path)
                assert is_there or covers(removed, path), (name, path)
                if isinstance(value, str) and value.startswith("Zq"):
                    assert (value in text) == is_there, (name, path)
                    seen += 1
        assert seen > 90

    def test_a_claim_about_any_field_goes_where_the_field_goes(self, name):
        """One claim for each field that a claim can be about, with the value that the field has."""
        audience, _, withheld_from = AUDIENCES[name]
        casefile = every_leaf(withheld_from)
        cited = [Citation(source="source-1")]
        claims = [
            Claim(
                id=f"c{place}", about=about.id, field=path, value=write_scalar(resolve(about, path)[1]), citations=cited
            )
            for place, (about, path) in enumerate(
                (record, path)
                for record in casefile.records()
                if not isinstance(record, Claim)
                for path, _, _ in _claimable(record)
                if resolve(record, path)[1] not in (None, "")
            )
        ]
        assert len(claims) > 300
        before = redact(casefile, audience).casefile
        after = redact(casefile.add(claims), audience).casefile
        assert after.remove([claim.id for claim in claims if claim.id in after]) == before or name == "the person"
        for claim in claims:
            about = casefile[claim.about]
            copied = resolve(before[about.id], claim.field) if about.id in before else Refusal("gone")
            is_kept = not isinstance(copied, Refusal) and copied[1] == resolve(about, claim.field)[1]
            # What is about nobody is in a person's own copy only as far as something else rests on it.
            is_used = name != "the person" or not isinstance(about, (Agency, Professional, Source))
            assert (claim.id in after) == (is_kept and is_used), (name, about.id, claim.field)

    def test_what_is_removed_was_in_the_file(self, name):
        """Each path leads to something in the original, and to nothing or something else in the copy."""
        audience, _, withheld_from = AUDIENCES[name]
        casefile = every_leaf(withheld_from)
        redaction = redact(casefile, audience)
        check_removed(casefile, redaction)

    def test_the_copy_is_a_valid_file(self, name):
        """It is read again, strictly, as it was written."""
        audience, _, withheld_from = AUDIENCES[name]
        copy = redact(every_leaf(withheld_from), audience).casefile
        assert loads(dumps(copy)) == copy

    def test_nothing_but_ids_and_reasons_is_displayed(self, name):
        """No canary is in any text of the redaction."""
        audience, _, withheld_from = AUDIENCES[name]
        redaction = redact(every_leaf(withheld_from), audience)
        assert "Zq" not in f"{redaction}{redaction!r}{redaction._repr_html_()}{redaction.removed}{redaction.limits}"


def check_removed(casefile, redaction):
    """Every path removed existed, once."""
    paths = [each.path for each in redaction.removed]
    assert len(set(paths)) == len(paths)
    for path in paths:
        if path.startswith("$."):
            assert getattr(casefile, path[2:])
            continue
        id, way = id_and_way(path, casefile)
        old = casefile[id] if not way else leaf_at(casefile[id], way)
        assert old not in ((None,) if way.endswith("]") else (None, "", ())), path  # a list may hold empty texts
        if not way:
            assert id not in redaction.casefile, path


class TestTheTable:
    """The policy itself."""

    def test_every_class_and_field_has_been_read_with_it(self):
        """A new class of record is in the list of classes, or it is removed whole."""
        assert {kind.__name__ for kind in [*EVERY_CLASS, CaseFile]} == CLASSES

    def test_every_name_in_it_is_a_field(self):
        """A row that names a field which does not exist would protect nothing."""
        fields = {
            f"{base.__name__}.{field.name}"
            for kind in [*EVERY_CLASS, CaseFile]
            for base in kind.__mro__
            if issubclass(base, Value) and attrs.has(base)
            for field in attrs.fields(base)
        }
        named = [name for rule in TABLE for name in rule.covers.split()]
        assert {name for name in named if "." in name} <= fields
        assert {name for name in named if "." not in name} == {level.name for level in Sensitivity}
        assert len(set(named)) == len(named)

    def test_every_row_gives_a_reason(self):
        """Each says why, and has a word with a sentence."""
        assert all(rule.why.endswith(".") and rule.reason in SENTENCES for rule in TABLE)
        assert set(SENTENCES) == set(RemovalReason)

    @pytest.mark.skipif(not PAGE.exists(), reason="the documentation is not beside the tests")
    def test_is_on_the_page_as_it_is(self):
        """`python docs/redaction_table.py` writes it there."""
        spec = importlib.util.spec_from_file_location("redaction_table", PAGE.parents[1] / "redaction_table.py")
        made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
        text = PAGE.read_text(encoding="utf-8")
        assert made.rewritten(text) == text
        assert text.count("✓") == sum(len(rule.shown) for rule in TABLE)

    @pytest.mark.parametrize("kind", [*EVERY_CLASS, CaseFile])
    def test_what_is_published_is_the_least(self, kind):
        """No field is published that the panel does not see, nor shown to a third party that is hidden from all else."""
        for field in fields_of(kind):
            shown = rule_of(kind, field.name).shown
            assert View.PUBLISHED not in shown or View.PANEL in shown
            assert View.AGENCY not in shown or {View.PANEL, View.OWN} <= shown
            assert View.MEMBER not in shown or View.SELF in shown

    def test_a_field_that_nobody_classified_goes_to_nobody(self):
        """Neither a field without a sensitivity nor a class that the table does not know."""

        @attrs.frozen
        class Event:  # a class of a known name
            made_up: str = ""
            kind: str = attrs.field(default="", metadata=OPEN)

        @attrs.frozen
        class Unknown:
            kind: str = attrs.field(default="", metadata=OPEN)

        assert rule_of(Event, "made_up").reason is RemovalReason.NOT_CLASSIFIED
        assert rule_of(Event, "kind").shown == frozenset(View)
        assert not rule_of(Unknown, "kind").shown
        assert not rule_of(Event, "no_such_field").shown

    @pytest.mark.parametrize("name", AUDIENCES)
    def test_an_unclassified_field_is_removed_and_said_so(self, name, monkeypatch):
        """For every audience, even one that releases it."""
        monkeypatch.setattr(redaction_rules, "CLASSES", CLASSES - {"Quantity"})
        redaction_rules._rules_of.cache_clear()
        try:
            audience, _, withheld_from = AUDIENCES[name]
            audience = attrs.evolve(audience, release=["Quantity.what", "Quantity.n", "event-1.times.what"])
            redaction = redact(every_leaf(withheld_from), audience)
        finally:
            redaction_rules._rules_of.cache_clear()
        copy = redaction.casefile
        assert copy["event-1"].times is None
        reasons = {each.path: each.reason for each in redaction.removed}
        assert reasons["event-1.times"] is RemovalReason.NOT_CLASSIFIED


INSTEAD = ("[withheld]", "A school", "A nursery", "A surgery")
"""What stands in place of what no record may lack."""


@st.composite
def files_and_audiences(draw, **how):
    """A case file, and an audience that fits it."""
    casefile = draw(strategies.case_files(**how))
    people = [record.id for record in (*casefile.children, *casefile.adults)]
    agencies = [agency.id for agency in casefile.agencies]
    kind = draw(st.sampled_from(["panel", "agency", "family", "published", *(["person", "person"] if people else [])]))
    person = agency = None
    if kind == "person" or (kind == "family" and people and draw(st.booleans())):
        person = draw(st.sampled_from(people))
    if kind == "agency" and agencies and draw(st.booleans()):
        agency = draw(st.sampled_from(agencies))
    return casefile, Audience(kind=kind, person=person, agency=agency)


FILES = files_and_audiences(
    children=2, adults=1, families=1, events=3, sources=1, claims=3, incidents=1, agencies=1, proceedings=1
)


class TestEveryCopy:
    """What holds of any case file and any audience."""

    @given(FILES | files_and_audiences())
    def test_is_a_valid_case_file_that_loads_strictly(self, drawn):
        """It is written and read again, and its links lead somewhere."""
        redaction = redact(*drawn)
        assert loads(dumps(redaction.casefile)) == redaction.casefile
        assert {record.id for record in redaction.casefile.records()} <= {record.id for record in drawn[0].records()}

    @given(FILES | files_and_audiences())
    def test_lists_what_it_lacks_and_nothing_else(self, drawn):
        """A leaf of the original is in the copy or covered by a path; each path led somewhere."""
        casefile, audience = drawn
        redaction = redact(casefile, audience)
        check_removed(casefile, redaction)
        removed = {each.path for each in redaction.removed}
        for record in casefile.records():
            touched = any(covers({record.id}, path) for path in removed)
            if not touched:
                copy = redaction.casefile[record.id]
                assert copy == record or isinstance(record, Claim)
            if touched and record.id in redaction.casefile:
                assert redaction.casefile[record.id] != record

    @given(FILES | files_and_audiences())
    def test_redacted_again_is_the_same(self, drawn):
        """A second pass for the same audience finds nothing to remove, but what lost its use."""
        casefile, audience = drawn
        redaction = redact(casefile, audience)
        reader = audience.person or audience.agency
        if reader is not None and reader not in redaction.casefile:
            return  # the record of the reader is withheld from the reader
        assert redact(redaction.casefile, audience).casefile == redaction.casefile

    @given(FILES)
    def test_gives_no_mark_of_what_is_withheld(self, drawn):
        """`withheld_from` is empty, and so is `extra`, in every record."""
        copy = redact(*drawn).casefile
        assert all(record.withheld_from == () and record.extra == {} for record in copy.records())
        assert copy.extra == {}

    @given(FILES, st.data())
    def test_lacks_what_is_both_released_and_withheld(self, drawn, data):
        """`withhold` wins."""
        casefile, audience = drawn
        path = data.draw(st.sampled_from(["Event.description", "Person.name", "Incident.area", "Record.comment"]))
        record, field = path.split(".")
        both = attrs.evolve(audience, release=[path], withhold=[path])
        for each in redact(casefile, both).casefile.records():
            if record in {base.__name__ for base in type(each).__mro__}:
                assert getattr(each, field) == ""

    @given(FILES)
    def test_for_publication_holds_no_leaf_that_the_panel_does_not_see(self, drawn):
        """The published copy is part of the panel's, but for the dates that became years and the texts replaced."""
        casefile, _ = drawn
        panel, published = (redact(casefile, kind).casefile for kind in ("panel", "published"))
        for record in published.records():
            assert record.id in panel
            seen = {leaf.path: leaf.value for leaf in leaves_of(panel[record.id])}
            changed = {leaf.path for leaf in leaves_of(record) if leaf.value not in (seen.get(leaf.path), *INSTEAD)}
            tops = {path for path in changed if "[" not in path}  # the place of an item may differ
            assert tops <= {"when", "recorded", "became_aware", "notified", "field"}

    @given(FILES)
    def test_keeps_the_handling_but_for_publication(self, drawn):
        """Only a copy to publish is called published."""
        casefile, audience = drawn
        handling = "published" if audience.kind == "published" else casefile.handling
        assert redact(casefile, audience).casefile.handling == handling

    def test_can_be_pickled_and_compared(self):
        """A redaction is a value."""
        redaction = redact(every_leaf(), "panel")
        assert pickle.loads(pickle.dumps(redaction)) == redaction
        assert isinstance(redaction, Redaction)
        assert isinstance(redaction.casefile, CaseFile)


def test_no_agency_gives_the_area_of_a_refuge_away():
    """An agency whose name or area has the area of a restricted address loses both, and texts with its name go."""
    area = "Aberwennol"
    records = [
        Child(id="child", label="Child 1"),
        Adult(id="mother", label="Mother", residences=[Residence(kind="refuge", area=area, address="2 Tarn Row")]),
        Adult(id="partner", label="Partner"),
        Family(id="family", label="Family", members=[Membership(person=id) for id in ("child", "mother", "partner")]),
        Agency(id="csc", name=f"{area} Children's Services", kind="childrens_social_care"),
        Agency(id="hv", name="Hill Health", kind="health_visiting", area=area),
        Agency(id="police", name="Westhaven Constabulary", kind="police"),
        Event(id="e-1", when="2023-04-02", kind="home_visit", agency="csc", people=["child"], description="Seen."),
    ]
    for audience in ("family", "published"):
        copy = redact(CaseFile.of("Invented", records), audience).casefile
        assert area.encode() not in dumps(copy)
        assert b"Hill Health" not in dumps(copy)
    assert "Westhaven Constabulary" == redact(CaseFile.of("Invented", records), "family").casefile["police"].name


def test_no_span_tells_a_date_of_birth_or_death_that_is_withheld():
    """A span that begins with a birth or ends with a death has the year of it, where the reader gets no such date."""
    records = [
        Child(id="child", label="Child 1", born="2017-02-09", died="2019-03-04"),
        Family(id="family", label="Family", members=[Membership(person="child", during="2017-02-09/2019-03-04")]),
        Agency(id="hv", name="Health visiting"),
        Involvement(id="inv", agency="hv", people=["child"], during="2017-02-09/2018-06-01"),
    ]
    casefile = CaseFile.of("Invented", records)
    copy = redact(casefile, "published")
    assert "2017/2019" == copy.casefile["family"].members[0].during.text
    assert "2017/2018-06-01" == copy.casefile["inv"].during.text
    assert {"family.members[0].during", "inv.during"} <= {each.path for each in copy.removed}
    assert casefile["family"] == redact(casefile, "panel").casefile["family"]
    released = Audience(kind="published", release=["inv.during"])
    assert casefile["inv"].during == redact(casefile, released).casefile["inv"].during
