"""Ids for entries that have none: by the agency's references, or by the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.formats.chronology._ids import REFERENCE, identify
from safeguard_model.formats.chronology._rows import Draft


def drafts_of(*rows, **fields):
    """Drafts with these references and words."""
    return [
        Draft(f"row {place}", place, {"when": place, "agency": "hv", "description": words, **fields}, ref, is_own=False)
        for place, (ref, words) in enumerate(rows)
    ]


def identified(*refs):
    """The ids and the orders that these references give to entries."""
    drafts = drafts_of(*((ref, f"words of {'x' * place}") for place, ref in enumerate(refs)))
    identify(drafts)
    return [draft.fields["id"] for draft in drafts], [draft.fields.get("order") for draft in drafts]


_REFS = st.lists(st.sampled_from(["SC-1", "sc 1", "1", "1.5", "2", "1.10", "007", "SC-1-2", "10423", "Z/9", "Z_9", ""]))


@given(refs=_REFS)
def test_every_entry_has_an_id_of_its_own(refs):
    """No two entries share an id, whatever their references are, and each reads as it can be linked to."""
    ids, _ = identified(*refs)
    assert len(refs) == len(set(ids))
    assert not any(set("/ ") & set(id) for id in ids)


@pytest.mark.parametrize("ref", ["14", "SC-14", "3.2b", "A/1", "14.", "2016/03", "HV 7", "10423", "1.2.3", "a1"])
def test_references(ref):
    """What agencies number their entries by is a reference."""
    assert REFERENCE.fullmatch(ref)


@pytest.mark.parametrize(
    "ref",
    [
        *("9434765919", "943-476-5919", "NHS9434765919", "01632960001", "01632-960001", "123456789", "QQ123456C"),
        *("12-03-2014", "12/03/14", "2.3.2014", "2014-03-12", "D12-03-2014", "SC-7-12-03-2014", "12032014", "20140312"),
        *("DOB20140312", "qq 123456c", "٣", "Elsie 3", ""),
    ],
)
def test_numbers_of_people_and_dates_are_no_references(ref):
    """What may be an NHS, phone or insurance number, or a date of birth, never stands in an id."""
    assert not REFERENCE.fullmatch(ref)


def test_a_count_gives_the_order():
    """Numbers that only count the rows are the order; rows put in between as 1.5 are counted too."""
    for refs, orders in (
        (("1", "2", "3"), [1, 2, 3]),
        (("1", "1.5", "2"), [1, 1.5, 2]),
        (("3.", "2.", "1."), [3, 2, 1]),
        (("1", "2", "1", "2"), [1, 2, 1, 2]),
    ):
        ids, found = identified(*refs)
        assert orders == found
        assert not {"hv-1", "hv-2", "hv-1.5"} & set(ids)


@pytest.mark.parametrize(
    ("refs", "ids"),
    [
        (("1.8", "1.9", "1.10"), ["hv-1.8", "hv-1.9", "hv-1.10"]),
        (("1.5", "1", "2"), ["hv-1.5", "hv-1", "hv-2"]),
        (("006", "007"), ["hv-006", "hv-007"]),
        (("14", "14b", "15."), ["hv-14", "hv-14b", "hv-15"]),
        (("A.1", "A-1", "A/1"), ["hv-a.1", "hv-a-1", "hv-a_1"]),
    ],
)
def test_what_more_than_counts_is_a_reference(refs, ids):
    """References in which there is more than their number keep it in the id, each a different one."""
    assert (ids, [None] * len(ids)) == identified(*refs)


def test_a_reference_used_twice_touches_no_other():
    """Of entries with the same reference the first has it as its id; no other entry gets another id for it."""
    refs = ("10423", "10423", "10877", "10423-2")
    assert ["hv-10423", "hv-10423-3", "hv-10877", "hv-10423-2"] == identified(*refs)[0]


def test_own_ids_come_first():
    """An id that stands in the file is kept; of rows copied by hand the first keeps it."""
    new, first, copied = drafts_of(("SC-1", "a"), ("", "b"), ("", "c"))
    first.fields["id"] = copied.fields["id"] = "hv-sc-1"
    identify([new, first, copied])
    assert "hv-sc-1" == first.fields["id"]
    assert "hv-sc-1-2" == new.fields["id"]
    assert not copied.fields["id"].startswith("hv-sc-1")


def test_rows_with_the_same_words_are_counted():
    """A row put in before another with the same words takes its id, and no other's."""
    before, after = drafts_of(("", "no reply"), ("", "rang")), drafts_of(("", "no reply"), ("", "no reply"), ("", "rang"))
    identify(before)
    identify(after)
    (first, rang), now = ([draft.fields["id"] for draft in drafts] for drafts in (before, after))
    assert [first, f"{first}-2", rang] == now
