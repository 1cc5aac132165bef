"""Keyed codes: the same for the same key, and out of reach without it."""

import copy
import hashlib
import hmac
import pickle
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.errors import InvalidRecord
from safeguard_model.privacy.keyed_codes import KeyedCodes, new_key

KEY = bytes(range(32))
OTHER = bytes(range(1, 33))


class TestNewKey:
    """The secret of a project."""

    def test_a_new_key_is_long_enough_and_never_the_same(self):
        """Two keys differ, and each has 32 bytes."""
        assert len(new_key()) == 32
        assert new_key() != new_key()


class TestCodes:
    """One text, one key, one code."""

    # Made once with Python 3.11: a change of them would break every project that has begun.
    @pytest.mark.parametrize(
        ("kind", "text", "code"),
        [
            ("id", "child-1", "sggeax9chaym6pm9"),
            ("id", "adult-é", "6gymafjm4fsm0z3b"),
            ("text", "child-1", "m9qbyyqnk7dqgk9f"),
        ],
    )
    def test_codes_are_the_same_in_every_version_of_python(self, kind, text, code):
        """The golden vectors."""
        assert KeyedCodes(KEY, "Northshire 2026").code(kind, text) == code

    def test_a_code_is_the_hmac_in_crockfords_letters(self):
        """What the docs say of it is how it is made."""
        digest = hmac.new(KEY, b"demo\0id\0child-1", hashlib.sha256).digest()
        letters = "0123456789abcdefghjkmnpqrstvwxyz"
        bits = "".join(f"{byte:08b}" for byte in digest)[:80]
        expected = "".join(letters[int(bits[at : at + 5], 2)] for at in range(0, 80, 5))
        assert KeyedCodes(KEY, "demo").code("id", "child-1") == expected

    @given(st.text(max_size=20), st.text(max_size=20))
    def test_different_texts_have_different_codes(self, one, other):
        """Eighty bits never meet by chance."""
        codes = KeyedCodes(KEY, "demo")
        assert (codes.code("id", one) == codes.code("id", other)) == (one == other)

    @given(st.text(min_size=1, max_size=20))
    def test_key_project_and_kind_each_change_the_code(self, text):
        """So nothing can be laid side by side that should not be."""
        made = {
            KeyedCodes(KEY, "demo").code("id", text),
            KeyedCodes(OTHER, "demo").code("id", text),
            KeyedCodes(KEY, "another").code("id", text),
            KeyedCodes(KEY, "demo").code("text", text),
        }
        assert len(made) == 4

    def test_a_longer_code_begins_with_the_shorter_one(self):
        """So a label that got a letter more is still recognised."""
        codes = KeyedCodes(KEY, "demo")
        assert codes.code("id", "child-1", 8).startswith(codes.code("id", "child-1", 5))

    def test_a_dictionary_of_all_dates_finds_no_code_without_the_key(self):
        """An attacker with every date of birth, and each obvious key, finds nothing; with the key, at once."""
        target = KeyedCodes(KEY, "demo").code("text", "2016-03-02")
        dates = [
            f"{year}-{month:02}-{day:02}"
            for year in range(2000, 2026)
            for month in range(1, 13)
            for day in range(1, 29)
        ]
        plain = {hashlib.sha256(date.encode()).hexdigest()[:16] for date in dates}
        guessed = {
            KeyedCodes(key, "demo").code("text", date)
            for key in (OTHER, b"demo" * 8, hashlib.sha256(b"demo").digest())
            for date in dates
        }
        assert target not in plain | guessed
        assert target in {KeyedCodes(KEY, "demo").code("text", date) for date in dates}

    def test_codes_use_lower_case_letters_and_digits_only(self):
        """They are ids."""
        assert set(KeyedCodes(KEY, "demo").code("id", "x", 51)) <= set(string.ascii_lowercase + string.digits) - set(
            "ilou"
        )


class TestTheKeyStaysHidden:
    """No output of any kind holds the key."""

    def test_codes_cannot_be_pickled_or_copied_with_their_key(self):
        """A pickle would hold it."""
        codes = KeyedCodes(KEY, "demo")
        for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
            with pytest.raises(TypeError, match="secret key"):
                attempt(codes)

    def test_codes_do_not_show_their_key(self):
        """Their repr is Python's own."""
        assert repr(KEY) not in repr(KeyedCodes(KEY, "demo"))
        assert "x01" not in repr(KeyedCodes(KEY, "demo"))

    @pytest.mark.parametrize("key", [b"", b"secret-of-ours", b"k" * 31, "k" * 32, None, bytearray(KEY), b"\0" * 32])
    def test_a_weak_key_is_refused_without_being_shown(self, key):
        """Too short, one byte repeated, or another type."""
        with pytest.raises(InvalidRecord, match="new_key") as caught:
            KeyedCodes(key, "demo")
        assert "secret" not in str(caught.value)
        assert "kkk" not in f"{caught.value} {caught.value.args}"

    @pytest.mark.parametrize("project", ["", " ", "a\0b", "a\nb", None, 5, "\ud800"])
    def test_a_project_needs_a_printable_name(self, project):
        """The separator of the message is not printable, so no project can pretend to be another."""
        with pytest.raises(InvalidRecord, match="project"):
            KeyedCodes(KEY, project)
