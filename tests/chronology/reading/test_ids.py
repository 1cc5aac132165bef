"""Ids for entries that have none: by the agency's references, or by the words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.chronology.reading.ids import REFERENCE, identify
from safeguard_model.chronology.reading.rows import Draft
from safeguard_model.dates import When


def drafts(*rows):
    """Entries before they have ids, of pairs of a reference and a description."""
    return [
        Draft(f"row {place}", place, {"agency": "hv", "when": When("XXXX"), "description": text}, ref, False, ())
        for place, (ref, text) in enumerate(rows)
    ]


def ids(*rows):
    """The ids of such entries."""
    found = drafts(*rows)
    identify(found)
    return [draft.fields["id"] for draft in found]


@pytest.mark.parametrize(
    "ref", ["14", "SC-14", "SC 14", "3.2b", "A/1", "14.", "2016/03", "10423", "1.2.3", "PN/123/16"]
)
def test_references(ref):
    """What agencies number their entries by is a reference."""
    assert REFERENCE.fullmatch(ref)


@pytest.mark.parametrize(
    "ref",
    [
        *(
            "9434765919",
            "943-476-5919",
            "01632960001",
            "01632-960001",
            "QQ123456C",
            "qq 123456c",
            "12032014",
            "20140312",
        ),
        *("12-03-2014", "12/03/14", "2.3.2014", "D12-03-2014", "SC-7-12-03-2014", "DOB20140312", "٣", "Elsie 3", ""),
    ],
)
def test_numbers_of_people_and_dates_are_no_references(ref):
    """What may be an NHS, phone or insurance number, or a date of birth, never stands in an id."""
    assert not REFERENCE.fullmatch(ref)


def test_references_make_ids_and_stand_once():
    """A reference that appears twice is the id of the first, and changes nothing for other entries."""
    assert ["hv-48213", "hv-48213-2", "hv-48377"] == ids(("48213", "a"), ("48213", "b"), ("48377", "c"))
    assert ["hv-1-9", "hv-1-10"] == ids(("1.9", "a"), ("1.10", "b"))
    assert ["hv-006", "hv-007"] == ids(("006", "a"), ("007", "b"))


def test_a_count_is_the_order():
    """Numbers that only count the rows, of the file or of a day, are the order and no ids."""
    for refs in (["1", "1.5", "2"], ["1", "2", "1", "2"], ["3"]):
        found = drafts(*((ref, f"text{ref}x") for ref in refs))
        identify(found)
        assert list(map(float, refs)) == [draft.fields["order"] for draft in found]
        assert not any(draft.fields["id"] == f"hv-{draft.ref}" for draft in found)


def test_ids_in_the_file_come_first():
    """An id that stands in the file is kept; of rows copied by hand the first keeps it."""
    new, first, copied = drafts(("SC-1", "a"), ("", "b"), ("", "c"))
    first.fields["id"] = copied.fields["id"] = "hv-sc-1"
    identify([new, first, copied])
    assert ["hv-sc-1-2", "hv-sc-1"] == [draft.fields["id"] for draft in (new, first)]
    assert not copied.fields["id"].startswith("hv-sc-1")


@given(st.lists(st.tuples(st.sampled_from(["", "1", "SC-1", "9"]), st.sampled_from(["a b", "A B", "", "c"]))))
def test_ids_stand_once_and_are_the_same_again(rows):
    """Whatever the rows, no two have one id, and the same rows have the same ids."""
    assert len(rows) == len(set(ids(*rows)))
    assert ids(*rows) == ids(*rows)


@given(st.lists(st.sampled_from(["a b", "c d", "e f"]), unique=True), st.integers(0, 3))
def test_a_row_put_in_leaves_other_words_alone(texts, place):
    """A row put in between leaves the ids of rows with other words as they were."""
    before = ids(*(("", text) for text in texts))
    after = ids(*(("", text) for text in [*texts[:place], "new words", *texts[place:]]))
    assert set(before) < set(after)
