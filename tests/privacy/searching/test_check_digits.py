import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.privacy.searching.check_digits import luhn_fits, nhs_number_fits, upn_fits

DIGITS = "0123456789"
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
nine_digits = st.text(DIGITS, min_size=9, max_size=9)
bodies_of_upns = st.builds(
    str.__add__, st.text(DIGITS, min_size=11, max_size=11), st.sampled_from(DIGITS + UPN_LETTERS)
)


def fitting(start: str) -> str | None:
    """The ten digits that begin with these nine and fit; None if none does."""
    return next((start + digit for digit in DIGITS if nhs_number_fits(start + digit)), None)


@given(nine_digits)
def test_at_most_one_last_digit_fits_an_nhs_number(start):
    """The last digit follows from the first nine, or there is none."""
    assert sum(nhs_number_fits(start + digit) for digit in DIGITS) <= 1


@given(nine_digits, st.integers(0, 9), st.sampled_from(DIGITS))
def test_no_single_changed_digit_of_an_nhs_number_fits(start, place, digit):
    """A slip of one digit is always seen."""
    number = fitting(start)
    if number is None or number[place] == digit:
        return
    assert not nhs_number_fits(number[:place] + digit + number[place + 1 :])


@given(nine_digits)
def test_spaces_and_hyphens_do_not_change_whether_a_number_fits(start):
    """3-3-4 is the same number."""
    number = fitting(start)
    if number is not None:
        assert nhs_number_fits(f"{number[:3]} {number[3:6]} {number[6:]}")
        assert nhs_number_fits(f"{number[:3]}-{number[3:6]}-{number[6:]}")


@given(st.text(DIGITS, min_size=10, max_size=10))
def test_nhs_numbers_fit_as_python_stdnum_says(number):
    """The other implementation agrees on any ten digits."""
    nhs = pytest.importorskip("stdnum.gb.nhs")
    assert nhs_number_fits(number) == nhs.is_valid(number)


@given(nine_digits)
def test_the_last_digit_of_an_nhs_number_is_that_of_the_nhs_number_library(start):
    """The third implementation agrees on the digit; 10 stands for none."""
    validate = pytest.importorskip("nhs_number.validate")
    number = fitting(start)
    assert validate.calculate_checksum(start) == (10 if number is None else int(number[9]))


@given(bodies_of_upns)
def test_one_check_letter_fits_a_upn(body):
    """Of the 23 letters exactly one fits, in either case."""
    fits = [letter for letter in UPN_LETTERS if upn_fits(letter + body)]
    assert len(fits) == 1
    assert upn_fits((fits[0] + body).lower())


@given(bodies_of_upns)
def test_the_check_letter_of_a_upn_is_the_one_of_python_stdnum(body):
    """The other implementation agrees, also on temporary numbers."""
    upn = pytest.importorskip("stdnum.gb.upn")
    assert upn_fits(upn.calc_check_digit(body) + body)


@given(st.text(DIGITS, min_size=1, max_size=19))
def test_card_numbers_fit_as_python_stdnum_says(number):
    """The other implementation of the Luhn check agrees."""
    luhn = pytest.importorskip("stdnum.luhn")
    assert luhn_fits(number) == luhn.is_valid(number)


@given(st.text(max_size=20))
def test_no_text_makes_a_check_fail(text):
    """Whatever is no number does not fit, and raises nothing."""
    for fits in (nhs_number_fits, upn_fits, luhn_fits):
        assert fits(text) in {True, False}
    assert not nhs_number_fits(text + "x")


@pytest.mark.parametrize("number", ["943476591", "94347659190", "", "٩٤٣٤٧٦٥٩١٩", "943.476.5919"])
def test_what_is_no_ten_digits_fits_no_nhs_number(number):
    """Only ten digits of ASCII, apart from spaces and hyphens."""
    assert not nhs_number_fits(number)
