import struct

from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.privacy.hiding_places.exif_parts import read_exif
from safeguard_model.privacy.hiding_places.text_parts import TextCollector
from tests.privacy.hiding_places.making import exif, places, read

CANARY = "Zebedee Quill"
RAW = CANARY.encode()


@given(st.text("abcXYZ éß", min_size=1, max_size=40), st.sampled_from("<>"), st.integers(1, 60_000))
def test_any_entry_with_text_is_found(text, order, tag):
    """In both orders of bytes, for known and unknown entries."""
    value = text.encode() + b"\0"
    found = TextCollector(lambda *_: None)
    large = read_exif(found, exif([(tag, 2, len(value), value)], order), "Exif")
    held = [part.text for part in found.parts] + [each.rstrip(b"\0").decode() for each in large.values()]
    assert not text.strip() or text in held or tag in {273, 279, 324, 325, 330, 513, 514} or 0x9C9B <= tag < 0x9CA0


@given(st.sampled_from([b"II*\0", b"MM\0*"]), st.binary(max_size=80))
def test_no_exif_stops_the_reader(start, data):
    """Whatever follows the first bytes, reading ends."""
    read_exif(TextCollector(lambda *_: None), start + data, "Exif")


def test_the_place_where_a_picture_was_taken_is_a_text(tmp_path):
    """Degrees, minutes and seconds become one number."""
    north = struct.pack("<6I", 52, 1, 37, 1, 4320, 100)
    found = read(tmp_path, "a.tif", exif([], gps=[(1, 2, 2, b"N\0"), (2, 5, 3, north)]))
    assert places(found, "52.628667") == ["TIFF, GPS, latitude"]
    assert places(found, "N") == ["TIFF, GPS, entry 1"]


def test_exif_that_leads_in_circles_ends(tmp_path):
    """A list that names itself as the next is read once."""
    data = exif([(0x013B, 2, 14, RAW + b"\0"), (0x8769, 4, 1, struct.pack("<I", 8))])
    assert places(read(tmp_path, "a.tif", data), CANARY) == ["TIFF, artist"]
