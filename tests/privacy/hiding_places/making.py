"""Files made by hand for the tests of hiding places: archives, Office parts, pictures."""

import io
import struct
import zipfile
import zlib

from safeguard_model.privacy.hiding_places import texts_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CONTENT_TYPES = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(parts, comment=b"", office=True):
    """An archive of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        if office:
            archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        for name, data in parts.items():
            archive.writestr(name, data)
        archive.comment = comment
    return file.getvalue()


def paragraph(runs):
    """A document with one paragraph of this XML."""
    return f"<w:document {W}><w:body><w:p>{runs}</w:p></w:body></w:document>"


def run(text, formatting=""):
    """A run of text."""
    return f'<w:r><w:rPr>{formatting}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(folder, name, data):
    """The texts of a file with these bytes."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return texts_of(path)


def places(found, text):
    """The places of the texts that hold a text."""
    return [part.where for part in found.parts if text in part.text]


def reasons(found):
    """Why something was not looked at."""
    return [each.reason for each in found.not_looked_at]


def png(*chunks):
    """A picture of one pixel with further chunks."""
    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    every = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(b"\0\0")), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in every
    )


def exif(entries, order="<", gps=()):
    """Exif with one list of (tag, form, count, bytes), and a list of the place."""
    lists = [list(entries)]
    if gps:
        lists[0].append((0x8825, 4, 1, None))
        lists.append(list(gps))
    starts, place = [], 8
    for each in lists:
        starts.append(place)
        place += 2 + 12 * len(each) + 4 + sum(len(value) for *_, value in each if value and len(value) > 4)
    out = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(f"{order}I", 8)
    for start, each in zip(starts, lists, strict=True):
        beyond, tail = start + 2 + 12 * len(each) + 4, b""
        out += struct.pack(f"{order}H", len(each))
        for tag, form, count, value in each:
            held = struct.pack(f"{order}I", starts[1]) if value is None else value
            if len(held) > 4:
                out += struct.pack(f"{order}HHII", tag, form, count, beyond + len(tail))
                tail += held
            else:
                out += struct.pack(f"{order}HHI", tag, form, count) + held.ljust(4, b"\0")
        out += struct.pack(f"{order}I", 0) + tail
    return out


def jpeg(*segments):
    """A JPEG without a picture, of segments (marker, bytes)."""
    body = b"".join(bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data for marker, data in segments)
    return b"\xff\xd8" + body + b"\xff\xd9"
