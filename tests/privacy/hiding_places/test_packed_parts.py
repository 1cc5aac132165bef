import gzip
import io

import pytest

from safeguard_model.errors import InvalidFile
from tests.privacy.hiding_places.making import places, read, reasons

CANARY = "Zebedee Quill"


def packed(data, name=""):
    """A packed file with the name of the original inside."""
    file = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=file, mtime=0) as packer:
        packer.write(data)
    return file.getvalue()


def test_a_packed_file_is_read_by_the_ending_inside(tmp_path):
    """The ending before .gz says what it is."""
    found = read(tmp_path, "a.json.gz", packed(b'{"name": "Zebedee Quill"}'))
    assert places(found, CANARY) == ["packed file, $.name"]


def test_the_original_name_is_a_text(tmp_path):
    """It stays in the file when the file is renamed."""
    found = read(tmp_path, "a.txt.gz", packed(b"x", "Zebedee Quill.txt"))
    assert places(found, CANARY) == ["packed file, original name"]


def test_the_comment_and_the_extra_field_are_texts(tmp_path):
    """Few programs show them."""
    data = packed(b"x")
    header = data[:3] + bytes([4 | 16]) + data[4:10] + b"\x0d\0" + CANARY.encode() + b"Comment Text\0"
    found = read(tmp_path, "a.txt.gz", header + data[10:])
    assert places(found, CANARY) == ["packed file, extra field"]
    assert places(found, "Comment Text") == ["packed file, comment"]


def test_files_in_a_row_are_one(tmp_path):
    """Gzip joins packed files that follow each other."""
    found = read(tmp_path, "a.txt.gz", packed(b"Zebedee ", "One Name") + packed(b"Quill", "Two Name"))
    assert places(found, CANARY) == ["packed file, line 1"]
    assert places(found, "Two Name") == ["packed file 2, original name"]


def test_what_follows_is_noted_and_read(tmp_path):
    """Data may be appended."""
    found = read(tmp_path, "a.txt.gz", packed(b"x") + CANARY.encode())
    assert reasons(found) == ["data after the end of the packed file"]
    assert places(found, CANARY) == ["after the packed file, as text"]


def test_a_file_that_is_cut_off_is_read_in_part(tmp_path):
    """What there is, with a note."""
    found = read(tmp_path, "a.txt.gz", packed(bytes(range(32, 127)) * 9 + CANARY.encode())[:-9])
    assert reasons(found) == ["damaged or cut off: read only in part"]
    with pytest.raises(InvalidFile, match="damaged"):
        read(tmp_path, "a.txt.gz", packed(b"x")[:10])
