"""The words of the records: what must hold of every enum, every converter, every table and the reference page."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from enum import StrEnum
from inspect import getdoc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.records import vocabulary, word_converters
from safeguard_model.records.refusals import Refused, word
from safeguard_model.records.themes import THEMES
from safeguard_model.records.vocabulary import (
    CONTACTS,
    EDUCATION,
    HEALTH,
    JUSTICE,
    SOCIAL_CARE,
    AgencyKind,
    EventKind,
    Handling,
    HarmOutcome,
    Kin,
    Level,
    MilestoneKind,
    ReviewKind,
    StatusKind,
)
from safeguard_model.timeline.implied_kinds import (
    EVENT_OF_ACTION_MILESTONE,
    EVENT_OF_MILESTONE,
    EVENT_OF_OUTCOME,
    EVENT_OF_PROCEEDING_MILESTONE,
    EVENT_OF_STANDING,
    EVENT_OF_STATUS_END,
    EVENT_OF_STATUS_START,
    IMPLIES_NO_EVENT,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


ROOT = Path(__file__).parents[2]


FROZEN = Path(__file__).parents[1] / "data" / "1.0" / "vocabulary.json"


PAGE = ROOT / "docs" / "reference" / "vocabulary.md"


ENUMS: dict[str, type[StrEnum]] = {
    name: value for name, value in vars(vocabulary).items() if isinstance(value, type) and issubclass(value, StrEnum)
}


del ENUMS["StrEnum"]


TUPLES: dict[Callable[..., object], type[StrEnum]] = {
    word_converters.to_harm_outcomes: HarmOutcome,
    word_converters.to_levels: Level,
    word_converters.to_review_kinds: ReviewKind,
}


REQUIRED = {
    "ContributionForm",
    "ContributionState",
    "EventKind",
    "EventState",
    "FactorKind",
    "FactorState",
    "Handling",
    "InvolvementState",
    "Kin",
    "KnowledgeState",
    "MilestoneKind",
    "ProceedingKind",
    "StatusKind",
}


WITHOUT_CONVERTER = {"AudienceKind", "Precision", "Seen", "Severity", "Strength", "TimeUnit", "Verdict"}


"""Enums that no field of a record holds."""


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


SINGLE: dict[str, Callable[[object], StrEnum | None]] = {
    name: getattr(word_converters, f"to_{_snake(name)}")
    for name, enum in ENUMS.items()
    if enum not in TUPLES.values() and name not in WITHOUT_CONVERTER
}


every_enum = pytest.mark.parametrize("enum", ENUMS.values(), ids=ENUMS)


every_single = pytest.mark.parametrize("name", SINGLE)


every_tuple = pytest.mark.parametrize(("convert", "enum"), TUPLES.items(), ids=lambda value: value.__name__)


NAME = "Jxyzzy"


RUBBISH: list[object] = [
    True,
    False,
    0,
    1,
    1.5,
    b"other",
    bytearray(b"other"),
    "",
    " ",
    NAME,
    f"{NAME} was here, and said a good deal more than anyone would wish to find in a log file",
    "OTHER",
    "other ",
    [],
    ["other"],
    ("other",),
    {"other": 1},
    {"other"},
    object(),
    date(2016, 3, 2),
    StrEnum,
]


class TestWords:
    """What holds of every enum."""

    @every_enum
    def test_words_are_unique_snake_case(self, enum: type[StrEnum]) -> None:
        """Every word is lower-case with single underscores, and no two members of an enum share one."""
        words = [member.value for member in enum]
        assert len(words) == len(set(words)) == len(enum.__members__)
        assert [word for word in words if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*", word)] == []

    @every_enum
    def test_names_are_the_words_in_upper_case(self, enum: type[StrEnum]) -> None:
        """A member is called as its word is, in upper case."""
        assert [member.value.upper() for member in enum] == [member.name for member in enum]

    @every_enum
    def test_says_what_it_is(self, enum: type[StrEnum]) -> None:
        """Every enum has a docstring of its own, which ends as a sentence does."""
        doc = getdoc(enum)
        assert doc
        assert doc != getdoc(StrEnum)
        assert doc.endswith(".")

    def test_is_reachable(self) -> None:
        """Everything public, every enum included, is in `__all__`, which is sorted."""
        public = {
            name for name, value in vars(vocabulary).items() if getattr(value, "__module__", "") == vocabulary.__name__
        }
        assert {name for name in public if not name.startswith("_")} <= set(vocabulary.__all__)
        assert set(ENUMS) <= set(vocabulary.__all__)
        assert (
            sorted(vocabulary.__all__, key=lambda name: (not name.isupper(), name[0].islower(), name))
            == vocabulary.__all__
        )

    def test_no_word_is_ever_taken_away(self) -> None:
        """Every word of format 1.0 is still a word; more may have been added, and are then frozen too."""
        frozen = json.loads(FROZEN.read_text(encoding="utf-8"))
        gone = {name: set(words) - {str(member) for member in ENUMS[name]} for name, words in frozen.items()}
        assert {name: words for name, words in gone.items() if words} == {}
        assert set(ENUMS) == set(frozen)

    def test_names_no_child_a_victim(self) -> None:
        """No word and no docstring speaks of victims, save in the name of an Act."""
        text = Path(vocabulary.__file__).read_text(encoding="utf-8")
        assert "victim" not in text.lower().replace("domestic violence, crime and victims act", "")


class TestConverters:
    """What goes into a field that holds a word."""

    @every_single
    def test_take_members_and_words(self, name: str) -> None:
        """A member stays as it is, and a word becomes its member."""
        enum, convert = ENUMS[name], SINGLE[name]
        assert [convert(member) for member in enum] == list(enum)
        assert all(convert(str(member.value)) is member for member in enum)

    @every_single
    def test_take_none_only_where_a_field_may_be_silent(self, name: str) -> None:
        """None is taken by the converters of optional fields, and refused by the others."""
        if name in REQUIRED:
            with pytest.raises(Refused, match=f"None is not an? {name}"):
                SINGLE[name](None)
        else:
            assert SINGLE[name](None) is None

    @every_single
    def test_refuse_rubbish(self, name: str) -> None:
        """Whatever is no member and no exact word is refused, by its shape only and with nothing chained to it."""
        for value in RUBBISH:
            with pytest.raises(Refused) as caught:
                SINGLE[name](value)
            assert re.search(f"is not an? {name}", caught.value.rule)
            assert NAME not in caught.value.rule
            assert str(caught.value) == caught.value.rule
            assert caught.value.__context__ is None
            assert caught.value.__cause__ is None

    @every_single
    def test_refuse_the_members_of_other_enums(self, name: str) -> None:
        """Another enum's member is refused, even where its word is one here."""
        for other in ENUMS.values():
            if other is not ENUMS[name]:
                for member in other:
                    with pytest.raises(Refused):
                        SINGLE[name](member)

    def test_refuse_a_coinciding_word_of_another_enum(self) -> None:
        """`Kin.OTHER` is no `AgencyKind`, though both are called other."""
        with pytest.raises(Refused, match=r"^a Kin is not an AgencyKind"):
            word_converters.to_agency_kind(Kin.OTHER)

    def test_refuse_a_subclass_of_str(self) -> None:
        """Text of any other type than `str` is refused."""

        class Text(str):
            __slots__ = ()

        with pytest.raises(Refused):
            word_converters.to_sex(Text("female"))

    def test_are_there_for_every_enum_of_a_field(self) -> None:
        """Every enum has one converter, save those the library itself sets; there are no others."""
        converters = {convert.__name__ for convert in (*SINGLE.values(), *TUPLES)}
        assert converters == set(word_converters.__all__)
        assert set(SINGLE) | {enum.__name__ for enum in TUPLES.values()} == set(ENUMS) - WITHOUT_CONVERTER

    def test_name_the_words_where_they_are_few(self) -> None:
        """The refusal lists the allowed words of a short enum."""
        with pytest.raises(Refused) as caught:
            word_converters.to_sex("Jane")
        assert caught.value.rule == (
            "'Xxxx' is not a Sex; expected one of: female, male, unborn, indeterminate, not_recorded"
        )

    @pytest.mark.parametrize("value", ["home_visits", "Home visit", "home-visit", "HOME_VISIT"])
    def test_name_near_words_where_they_are_many(self, value: str) -> None:
        """The refusal by a long enum names the words that are near."""
        with pytest.raises(Refused, match=r"did you mean .*home_visit"):
            word_converters.to_event_kind(value)

    def test_part_of_a_word_gets_the_words_with_it(self) -> None:
        """A text that is a part of longer words is answered with those, and not with others that look like it."""
        with pytest.raises(Refused, match=r"did you mean childrens_social_care or adult_social_care\?"):
            word(AgencyKind, "social care")

    def test_send_to_the_reference_where_nothing_is_near(self) -> None:
        """The refusal by a long enum says where its words are when none is near."""
        with pytest.raises(Refused) as caught:
            word_converters.to_event_kind("q" * 1_000_000)
        assert caught.value.rule == f"'{'x' * 40}…' is not an EventKind; see the words of EventKind in the reference"

    @given(value=st.text() | st.integers() | st.none() | st.binary() | st.lists(st.text()))
    def test_never_fail_otherwise(self, value: object) -> None:
        """Any value at all is taken or `Refused`, and nothing else is ever raised."""
        try:
            member = word(Handling, value)
        except Refused:
            assert value not in {str(member) for member in Handling} if isinstance(value, str) else True
        else:
            assert member == value


class TestTupleConverters:
    """What goes into a field that holds several words."""

    @every_tuple
    def test_take_what_has_an_order(
        self, convert: Callable[[object], tuple[StrEnum, ...]], enum: type[StrEnum]
    ) -> None:
        """A tuple, a list and a generator, of members and of words, give a tuple of members in the same order."""
        members = tuple(reversed(enum))
        assert convert(members) == members
        assert convert([str(member.value) for member in members]) == members
        assert convert(member for member in members) == members
        assert all(type(member) is enum for member in convert([str(member.value) for member in members]))

    @every_tuple
    @pytest.mark.parametrize(
        "value", [None, True, 1, "case", b"case", {"case"}, frozenset(), {}, {"case": 1}, Level.CASE], ids=repr
    )
    def test_refuse_what_has_none(
        self, convert: Callable[[object], object], enum: type[StrEnum], value: object
    ) -> None:
        """Text, bytes, sets, mappings and single values are refused."""
        with pytest.raises(Refused) as caught:
            convert(value)
        assert enum.__name__ in caught.value.rule

    @every_tuple
    @pytest.mark.parametrize("value", RUBBISH, ids=lambda value: "an object" if type(value) is object else repr(value))
    def test_refuse_rubbish_within(
        self, convert: Callable[[object], object], enum: type[StrEnum], value: object
    ) -> None:
        """One thing that is no word spoils the tuple, and is shown by its shape only."""
        with pytest.raises(Refused) as caught:
            convert((next(iter(enum)), value))
        assert NAME not in caught.value.rule

    def test_are_empty_only_where_nothing_need_be_said(self) -> None:
        """A harm may have no outcome stated and a finding no level; a review is of one kind at least."""
        assert word_converters.to_harm_outcomes(()) == ()
        assert word_converters.to_levels([]) == ()
        with pytest.raises(Refused, match="at least"):
            word_converters.to_review_kinds(())


class TestGroups:
    """The frozensets of members."""

    def test_groups_of_agencies_are_disjoint(self) -> None:
        """No kind of agency is in two groups, and none of the groups holds a panel of several agencies."""
        groups = [HEALTH, EDUCATION, JUSTICE, SOCIAL_CARE]
        together = [kind for group in groups for kind in group]
        assert len(together) == len(set(together))
        assert set(together) <= set(AgencyKind)
        assert not {AgencyKind.MASH, AgencyKind.MAPPA, AgencyKind.MARAC, AgencyKind.OTHER} & set(together)

    def test_contacts_leave_out_what_may_reach_nobody(self) -> None:
        """A contact reached the child or the family for certain."""
        unsure = {
            EventKind.NO_ACCESS_VISIT,
            EventKind.WAS_NOT_BROUGHT,
            EventKind.DID_NOT_ATTEND,
            EventKind.DECLINED,
            EventKind.CANCELLED_BY_AGENCY,
            EventKind.NO_CONTACT,
            EventKind.LETTER,
            EventKind.MESSAGE,
            EventKind.MEETING,
        }
        assert unsure.isdisjoint(CONTACTS)
        assert {EventKind.CONTACT, EventKind.HOME_VISIT, EventKind.APPOINTMENT, EventKind.OBSERVATION} <= CONTACTS


class TestDerivedEvents:
    """The tables from milestones and statuses to kinds of event."""

    @pytest.mark.parametrize(
        "table",
        [EVENT_OF_MILESTONE, EVENT_OF_PROCEEDING_MILESTONE, EVENT_OF_ACTION_MILESTONE],
        ids=["review", "proceeding", "action"],
    )
    def test_every_milestone_gives_an_event(self, table: Mapping[MilestoneKind, EventKind]) -> None:
        """The tables of milestones are total."""
        assert set(table) == set(MilestoneKind)
        assert set(table.values()) <= set(EventKind)

    def test_every_status_starts_with_an_event(self) -> None:
        """The tables of starts and ends are total, and none of them says no more than `other`."""
        assert set(EVENT_OF_STATUS_START) == set(EVENT_OF_STATUS_END) == set(StatusKind)
        assert EventKind.OTHER not in EVENT_OF_STATUS_END.values()

    def test_what_starts_ends_as_the_same_thing(self) -> None:
        """A plan that starts with a plan ends with a plan, an order with an order, and so on."""
        pairs = {
            (EVENT_OF_STATUS_START[kind].removesuffix("_started"), end.removesuffix("_ended"))
            for kind, end in EVENT_OF_STATUS_END.items()
            if end.endswith("_ended") and end is not EventKind.STATUS_ENDED
        }
        assert pairs == {
            ("plan", "plan"),
            ("looked_after", "looked_after"),
            ("early_help", "early_help"),
            ("bail", "bail"),
            ("detention", "detention"),
            ("order_made", "order"),
        }

    def test_a_review_referral_starts_no_clock(self) -> None:
        """A case referred for review is not a referral of a child to social care."""
        assert EventKind.REFERRAL not in EVENT_OF_MILESTONE.values()

    def test_only_a_review_is_published_as_one(self) -> None:
        """The milestones of a proceeding or an action never look like those of a review."""
        others = {*EVENT_OF_PROCEEDING_MILESTONE.values(), *EVENT_OF_ACTION_MILESTONE.values()}
        assert not {kind for kind in others if kind.startswith("review_")}

    def test_cannot_be_changed(self) -> None:
        """The tables are read-only."""
        with pytest.raises(TypeError):
            EVENT_OF_MILESTONE[MilestoneKind.DUE] = EventKind.OTHER  # type: ignore[index]


def _page() -> dict[str, list[tuple[str, str]]]:
    """Every heading of the reference page with the rows of its tables: the word and what stands beside it."""
    sections: dict[str, list[tuple[str, str]]] = {}
    heading = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
            sections[heading] = []
        elif row := re.match(r"\| `(\w+)` \| (.*)\|$", line):
            sections[heading].append((row[1], row[2].strip()))
    return sections


def _meanings() -> dict[str, dict[str, str]]:
    """The docstrings under the members, read from the source, for Python does not keep them."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(Path(vocabulary.__file__).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            word = ""
            found[node.name] = {}
            for statement in node.body:
                if isinstance(statement, ast.Assign):
                    word = ast.literal_eval(statement.value)
                elif word and isinstance(statement, ast.Expr):
                    found[node.name][word] = ast.literal_eval(statement.value)
    return found


@pytest.mark.skipif(not PAGE.exists(), reason="the documentation is not beside the tests")
class TestPage:
    """The reference page says what the code says."""

    @every_enum
    def test_lists_every_word(self, enum: type[StrEnum]) -> None:
        """Each enum has a heading, with its words in their order below it."""
        assert [str(member) for member in enum] == [word for word, _ in _page()[enum.__name__]]

    @pytest.mark.parametrize("name", _meanings())
    def test_gives_every_meaning(self, name: str) -> None:
        """What is said under a member is said beside its word on the page, and below the heading what the enum is."""
        assert _meanings()[name] == {word: meaning for word, meaning in _page()[name] if meaning}
        doc = getdoc(ENUMS[name])
        assert doc
        assert f"### {name}\n\n{doc}\n" in PAGE.read_text(encoding="utf-8")

    def test_lists_the_groups(self) -> None:
        """Each group is listed with its words in the order of the enum."""
        groups = {
            "HEALTH": HEALTH,
            "EDUCATION": EDUCATION,
            "JUSTICE": JUSTICE,
            "SOCIAL_CARE": SOCIAL_CARE,
            "CONTACTS": CONTACTS,
        }
        ordered = {
            name: ", ".join(f"`{kind}`" for kind in type(next(iter(group))) if kind in group)
            for name, group in groups.items()
        }
        assert ordered == {name: kinds for name, kinds in _page()["Groups"] if name.isupper()}

    def test_lists_the_derived_events(self) -> None:
        """Each status, milestone, outcome and standing is listed with its event, and each date that has none."""
        expected = [
            (str(kind), f"`{start}` | `{EVENT_OF_STATUS_END[kind]}`") for kind, start in EVENT_OF_STATUS_START.items()
        ]
        tables = (EVENT_OF_MILESTONE, EVENT_OF_PROCEEDING_MILESTONE, EVENT_OF_ACTION_MILESTONE)
        expected += [(str(step), " | ".join(f"`{table[step]}`" for table in tables)) for step in MilestoneKind]
        expected += [
            (str(word), f"`{kind}`") for table in (EVENT_OF_OUTCOME, EVENT_OF_STANDING) for word, kind in table.items()
        ]
        assert expected == _page()["Derived events"]
        page = PAGE.read_text(encoding="utf-8")
        assert all(f"| `{field}` | {reason} |" in page for field, reason in IMPLIES_NO_EVENT.items())

    def test_lists_the_themes(self) -> None:
        """Each suggested theme is listed with its spellings."""
        assert {theme: "; ".join(spellings) for theme, spellings in THEMES.items()} == dict(_page()["Themes"])
