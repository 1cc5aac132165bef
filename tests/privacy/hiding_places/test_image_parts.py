import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.privacy.hiding_places.image_parts import is_image, read_image
from safeguard_model.privacy.hiding_places.text_parts import TextCollector
from tests.privacy.hiding_places.making import exif, jpeg, places, png, read, reasons

CANARY = "Zebedee Quill"
RAW = CANARY.encode()
XMP = f'<x:xmpmeta xmlns:x="x"><dc:creator xmlns:dc="d">{CANARY}</dc:creator></x:xmpmeta>'.encode()
EXIF = exif([(0x013B, 2, 14, RAW + b"\0")])
IPTC = b"\x1c\x02\x50" + struct.pack(">H", len(RAW)) + RAW
BLOCK = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(IPTC)) + IPTC
ITXT = b"Author\0\0\0en\0Autor\0"


def webp(*chunks):
    """A WebP of chunks without a picture."""
    body = b"".join(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2) for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def gif(*extensions, after=b""):
    """A GIF of extensions without a picture."""
    blocks = b"".join(b"\x21" + kind + bytes([len(data)]) + data + b"\0" for kind, data in extensions)
    return b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0, 0, 0) + blocks + b"\x3b" + after


CASES = {
    "png text": (png((b"tEXt", b"Author\0" + RAW)), "PNG, text"),
    "png keyword": (png((b"tEXt", RAW + b"\0x")), "PNG, keyword of a text"),
    "png packed text": (png((b"zTXt", b"Author\0\0" + zlib.compress(RAW))), "PNG, text"),
    "png international text": (png((b"iTXt", ITXT + RAW)), "PNG, text"),
    "png packed international text": (png((b"iTXt", b"Author\0\x01\0\0\0" + zlib.compress(RAW))), "PNG, text"),
    "png xmp": (png((b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP)), "PNG, XMP, line 1, creator"),
    "png exif": (png((b"eXIf", EXIF)), "PNG, Exif, artist"),
    "png raw profile": (
        png((b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n9\n" + EXIF.hex().encode()))),
        "PNG, Exif, artist",
    ),
    "png unknown chunk": (png((b"jaCk", b"\0\1" + RAW)), "PNG, another part"),
    "png appended": (png() + RAW, "PNG, after the end of the picture, as text"),
    "jpeg comment": (jpeg((0xFE, RAW)), "JPEG, comment"),
    "jpeg exif": (jpeg((0xE1, b"Exif\0\0" + EXIF)), "JPEG, Exif, artist"),
    "jpeg xmp": (jpeg((0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)), "JPEG, XMP, line 1, creator"),
    "jpeg long xmp": (
        jpeg((0xE1, b"http://ns.adobe.com/xmp/extension/\0" + b"0" * 40 + XMP)),
        "JPEG, further, XMP, line 1, creator",
    ),
    "jpeg iptc": (jpeg((0xED, b"Photoshop 3.0\0" + BLOCK)), "JPEG, IPTC, entry 80"),
    "jpeg other": (jpeg((0xEB, b"\0\1" + RAW)), "JPEG, another segment"),
    "jpeg appended": (jpeg() + RAW, "JPEG, after the end of the picture, as text"),
    "tiff": (EXIF, "TIFF, artist"),
    "tiff of a Mac": (exif([(0x010E, 2, 14, RAW + b"\0")], ">"), "TIFF, description of the picture"),
    "tiff xmp": (exif([(700, 1, len(XMP), XMP)]), "TIFF, XMP, line 1, creator"),
    "tiff iptc": (exif([(33723, 7, len(IPTC), IPTC)]), "TIFF, IPTC, entry 80"),
    "tiff Photoshop": (exif([(34377, 7, len(BLOCK), BLOCK)]), "TIFF, IPTC, entry 80"),
    "windows author": (exif([(0x9C9D, 1, 28, CANARY.encode("utf-16-le") + b"\0\0")]), "TIFF, author"),
    "user comment": (exif([(0x9286, 7, 21, b"ASCII\0\0\0" + RAW)]), "TIFF, comment of the user"),
    "wide user comment": (
        exif([(0x9286, 7, 34, b"UNICODE\0" + CANARY.encode("utf-16-le"))]),
        "TIFF, comment of the user",
    ),
    "gif comment": (gif((b"\xfe", RAW)), "GIF, comment"),
    "gif application": (gif((b"\xff", RAW)), "GIF, extension"),
    "gif appended": (gif(after=RAW), "GIF, after the end of the picture, as text"),
    "webp exif": (webp((b"EXIF", EXIF)), "WebP, Exif, artist"),
    "webp xmp": (webp((b"XMP ", XMP)), "WebP, XMP, line 1, creator"),
    "webp other": (webp((b"NOTE", RAW)), "WebP, another part"),
}


@pytest.mark.parametrize("case", CASES)
def test_every_hiding_place_beside_a_picture_is_read(tmp_path, case):
    """A text is found in each of them, and the picture is listed as not looked at."""
    data, place = CASES[case]
    found = read(tmp_path, "a.jpg", data)
    assert place in places(found, CANARY)
    assert "the picture itself" in reasons(found)


@given(st.sampled_from([data for data, _ in CASES.values()]), st.data())
def test_no_damage_stops_the_reader(data, draw):
    """A picture that is cut off or changed is read as far as it goes."""
    broken = bytearray(data[: draw.draw(st.integers(8, len(data)))])
    for place in draw.draw(st.lists(st.integers(0, len(broken) - 1), max_size=4)):
        broken[place] ^= 1 << draw.draw(st.integers(0, 7))
    if is_image(bytes(broken)):
        found = TextCollector(lambda *_: None)
        read_image(found, bytes(broken))
        assert found.unseen
