"""The code lists of the children in need census."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from pathlib import Path

import pytest

from safeguard_model.records import vocabulary
from safeguard_model.records.codes import SCHEMES, CodeRow, look_up
from safeguard_model.records.vocabulary import AbuseCategory, FactorKind, Sex

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "codes.md"

ROWS = [(scheme, row) for scheme, rows in SCHEMES.items() for row in rows]
every_row = pytest.mark.parametrize(("scheme", "row"), ROWS, ids=lambda value: getattr(value, "code", value))


class TestLists:
    """What holds of every list."""

    @pytest.mark.parametrize("scheme", SCHEMES)
    def test_a_code_stands_once_in_any_year(self, scheme: str) -> None:
        """No code appears twice in a list, whatever its case, so that it means one thing in any year."""
        counted = Counter(row.code.casefold() for row in SCHEMES[scheme])
        assert {code for code, times in counted.items() if times > 1} == set()

    @every_row
    def test_rows_are_whole(self, scheme: str, row: CodeRow) -> None:
        """Every row has a code in upper case and a label, and its first year is not after its last."""
        assert scheme.startswith("dfe:")
        assert re.fullmatch(r"[A-Z0-9]+", row.code)
        assert row.label == row.label.strip() != ""
        first, last = row.years
        assert first is None or last is None or first <= last

    @every_row
    def test_members_are_of_the_vocabulary(self, scheme: str, row: CodeRow) -> None:
        """The member of a row, where there is one, is a word of the vocabulary."""
        del scheme
        if row.member is not None:
            assert isinstance(row.member, StrEnum)
            assert getattr(vocabulary, type(row.member).__name__) is type(row.member)

    @pytest.mark.parametrize(
        ("scheme", "count"),
        [
            ("dfe:abuse_category", 5),
            ("dfe:closure_reason", 9),
            ("dfe:disability", 13),
            ("dfe:ethnicity", 20),
            ("dfe:factor", 44),
            ("dfe:gender", 4),
            ("dfe:primary_need", 10),
            ("dfe:referral_source", 22),
            ("dfe:sex", 3),
        ],
    )
    def test_lists_are_complete(self, scheme: str, count: int) -> None:
        """Each list has as many codes as the source gives; there are no other lists."""
        assert count == len(SCHEMES[scheme])
        assert len(SCHEMES) == 9

    def test_cannot_be_changed(self) -> None:
        """The lists are read-only."""
        with pytest.raises(TypeError):
            SCHEMES["dfe:sex"] = ()  # type: ignore[index]


class TestLookUp:
    """From a code to its row."""

    @every_row
    def test_finds_every_code_in_any_case(self, scheme: str, row: CodeRow) -> None:
        """Codes are compared without regard to case."""
        assert look_up(scheme, row.code) is row
        assert look_up(scheme, row.code.lower()) is row

    @pytest.mark.parametrize(
        ("scheme", "value"),
        [("dfe:factor", "25A"), ("dfe:factor", ""), ("dfe:nothing", "M"), ("", ""), ("DFE:SEX", "M")],
    )
    def test_gives_none_for_what_is_not_known(self, scheme: str, value: str) -> None:
        """An unknown scheme or code is no error: other tools have schemes of their own."""
        assert look_up(scheme, value) is None

    @pytest.mark.parametrize(
        ("scheme", "value", "year", "known"),
        [
            ("dfe:gender", "2", 2023, True),
            ("dfe:gender", "2", 2024, False),
            ("dfe:sex", "F", 2023, False),
            ("dfe:sex", "F", 2024, True),
            ("dfe:factor", "18A", 2010, True),
            ("dfe:factor", "18A", 2030, True),
        ],
    )
    def test_minds_the_year(self, scheme: str, value: str, year: int, known: bool) -> None:
        """A code outside its years is not known then; open years shut nothing out."""
        assert known == (look_up(scheme, value, year) is not None)
        assert look_up(scheme, value) is not None

    def test_the_letter_means_a_person_only_in_one_to_six(self) -> None:
        """18B and 18C tell who did the harm, 3A to 3C whose factor it is."""
        labels = {code: row.label for code in ("1B", "18B", "18C") if (row := look_up("dfe:factor", code))}
        assert labels == {
            "1B": "alcohol misuse: parent or carer",
            "18B": "physical abuse: child on child",
            "18C": "physical abuse: adult on child",
        }

    def test_gives_the_word(self) -> None:
        """A row carries the word of the vocabulary that means the same, and none where none does."""
        words = {
            ("dfe:abuse_category", "NEG"): AbuseCategory.NEGLECT,
            ("dfe:factor", "4b"): FactorKind.PARENTAL_MENTAL_ILL_HEALTH,
            ("dfe:gender", "9"): Sex.INDETERMINATE,
            ("dfe:sex", "U"): None,
            ("dfe:factor", "6A"): None,
        }
        found = {key: row.member for key in words if (row := look_up(*key))}
        assert words == found


@pytest.mark.skipif(not PAGE.exists(), reason="the documentation is not beside the tests")
def test_page_lists_every_row() -> None:
    """The reference page lists every row of every list, in order, with its label, years and word."""
    found = re.findall(
        r"^\| `(\w+)` \| ([^|]*?) \| ([^|]*?) ?\| ([^|]*?) ?\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    expected = []
    for _, row in ROWS:
        first, last = row.years
        years = " ".join(([f"from {first}"] if first else []) + ([f"to {last}"] if last else []))
        member = row.member
        expected.append((row.code, row.label, years, f"`{type(member).__name__}.{member.name}`" if member else ""))
    assert expected == found
    assert list(SCHEMES) == re.findall(r"^## .*`(dfe:\w+)`$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
