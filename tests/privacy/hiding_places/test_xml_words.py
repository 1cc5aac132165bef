import pytest

from safeguard_model.privacy.hiding_places.xml_words import MARKUP_VALUE


@pytest.mark.parametrize(
    "value", ["1", "2016", "50%", "true", "rId5", "http://schemas.openxmlformats.org/a/b", "#FF00FF", "x"]
)
def test_markup_is_known(value):
    """Short numbers, references and addresses of standards name nobody."""
    assert MARKUP_VALUE.fullmatch(value)


@pytest.mark.parametrize(
    "value", ["42431", "9434765870", "Jo", "rIdZebedee", "http://example.org/a", "#Zebedee", "{x}"]
)
def test_what_may_name_somebody_is_not_markup(value):
    """A serial number of a date, an NHS number, a short name, another address."""
    assert not MARKUP_VALUE.fullmatch(value)
