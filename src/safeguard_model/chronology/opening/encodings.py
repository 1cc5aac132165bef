"""The encodings of text files: UTF-8, UTF-16 with a byte order mark, Windows-1252, and UTF-8 with a few other bytes."""

from __future__ import annotations

import codecs
import re
from typing import Final

__all__ = ["decoded"]

_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_NOTHING: Final = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
# Windows-1252 does not define the five bytes of `_NOTHING`. They become the control characters with the same number, as
# in web browsers.
_WINDOWS: Final = {byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in _NOTHING}
# A byte that is not UTF-8 is decoded as a lone surrogate, 0xDC00 higher. No valid UTF-8 gives a surrogate.
_ESCAPED: Final = {0xDC00 + byte: _WINDOWS.get(byte, chr(byte)) for byte in range(0x80, 0x100)}
_ODD: Final = re.compile("[\udc80-\udcff]")
_NOT_ASCII: Final = re.compile("[^\x00-\x7f\udc80-\udcff]")
_LINE_END: Final = re.compile(r"\r\n|\r|\n")
_MOST_LINES: Final = 12


# A file that is glued together from two programs may be in UTF-8, with a few lines in Windows-1252. Text in
# Windows-1252 is hardly ever valid UTF-8 by chance. If at least as many characters are valid UTF-8 as bytes are not,
# the file is therefore UTF-8, and each of the other bytes is the character that Windows-1252 has for it. What is valid
# UTF-8 is never changed, even if it looks like text that somebody has decoded wrongly before.
def decoded(data: bytes) -> tuple[str | None, list[str]]:
    """Return the text of bytes, or None if it cannot be decoded; and notes on its encoding: none for UTF-8."""
    if data.startswith(_UTF_16):
        return _strictly(data, "utf-16"), ["encoding: UTF-16"]
    has_mark = data.startswith(codecs.BOM_UTF8)
    data = data.removeprefix(codecs.BOM_UTF8)
    text = _strictly(data, "utf-8")
    if text is not None:
        return text, []
    text = data.decode("utf-8", "surrogateescape")
    odd = [found.start() for found in _ODD.finditer(text)]
    if not has_mark and len(_NOT_ASCII.findall(text)) < len(odd):
        return data.decode("latin-1").translate(_WINDOWS), ["encoding: Windows-1252"]
    return text.translate(_ESCAPED), [f"{_lines(text, odd)}: not UTF-8, decoded as Windows-1252"]


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _lines(text: str, places: list[int]) -> str:
    """Return the numbers of the lines with these places, such as ``lines 3, 7``; after twelve numbers, ``others``."""
    ends = [found.end() for found in _LINE_END.finditer(text)]
    numbers: list[int] = []
    line = 0
    for place in places:
        while line < len(ends) and ends[line] <= place:
            line += 1
        if line + 1 not in numbers[-1:]:
            numbers.append(line + 1)
    shown = [*map(str, numbers[:_MOST_LINES]), *(["others"] if len(numbers) > _MOST_LINES else [])]
    return f"line{'s' if len(numbers) > 1 else ''} {', '.join(shown)}"
