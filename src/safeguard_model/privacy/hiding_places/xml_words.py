"""The words of office programs' XML: what holds paragraphs, what an element is called, what is only markup."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["ATTRIBUTES", "CONTAINERS", "ELEMENTS", "FONTS", "HEX_ATTRIBUTES", "MARKUP_VALUE", "SVG_WORDS"]

CONTAINERS: Final = {
    "comment": "comment",
    "threadedComment": "comment",
    "footnote": "footnote",
    "endnote": "endnote",
    "docPart": "building block",
    "person": "person",
    "cm": "comment",
    "cacheField": "field",
    "definedName": "defined name",
    "dataValidation": "data validation",
    "property": "property",
}
"""The elements that are counted, and what they are called in a place."""

ELEMENTS: Final = {
    name: name
    for name in (
        *("creator", "lastModifiedBy", "title", "subject", "keywords", "description", "category", "contentStatus"),
        *("identifier", "language", "created", "modified", "lastPrinted", "revision", "version"),
        *("Company", "Manager", "Template", "HyperlinkBase", "Application", "AppVersion", "TitlesOfParts"),
        *("author", "formula", "formula1", "formula2", "oddHeader", "oddFooter", "evenHeader", "evenFooter"),
        *("firstHeader", "firstFooter", "desc", "metadata"),
    )
} | {"definedName": "reference", "sqref": "cells"}
"""The elements whose name is shown in a place. Any other name is not shown: in custom XML it may be a person's."""

ATTRIBUTES: Final = {
    "author": "author",
    "initials": "initials",
    "descr": "alternative text",
    "alt": "alternative text",
    "title": "title",
    "Target": "link",
    "href": "link",
    "target": "link",
    "location": "link",
    "tooltip": "tooltip",
    "displayName": "displayed name",
    "userId": "user",
    "providerId": "provider",
    "name": "name",
    "codeName": "name",
    "tag": "tag",
    "alias": "alias",
    "val": "a value",
    "v": "a stored value",
    "prompt": "input message",
    "promptTitle": "title of an input message",
    "error": "error message",
    "errorTitle": "title of an error message",
    "userName": "user",
    "instr": "field code",
    "connection": "connection",
    "sourceFile": "file",
    "comment": "comment",
    "caption": "caption",
    "fmtCode": "number format",
    "formatCode": "number format",
}
"""What attributes are called in a place."""

HEX_ATTRIBUTES: Final = {
    *("rsidR", "rsidRPr", "rsidRDefault", "rsidP", "rsidTr", "rsidDel", "rsidSect", "rsid", "paraId", "textId"),
    *("durableId", "paraIdParent", "id", "anchorId", "editId", "fill", "color", "themeColor", "rgb", "lastClr"),
    *("x", "y", "cx", "cy", "w", "h", "l", "r", "t", "b", "pos", "dist", "distT", "distB", "distL", "distR"),
    *("width", "height", "ht", "relativeHeight", "nsid", "tmpl", "s", "sig", "usb0", "usb1", "usb2", "usb3"),
    *("csb0", "csb1", "spid", "left", "right", "top", "bottom", "before", "after", "line", "bmkStart", "d"),
}
"""The attributes whose value is only markup if it is a number, measured or in hexadecimal digits."""

# A number of up to four digits, a word for yes or no, a reference inside the file, an address of a standard. A longer
# number is kept: an NHS number, a telephone number or the serial number of a date of birth may stand in an attribute.
MARKUP_VALUE: Final = re.compile(
    r"[+-]?\d{1,4}(?:\.\d{1,3})?(?:%|pt|px|in|cm|mm|em)?|true|false|on|off|auto|none|single|preserve|\w"
    r"|rId\d{1,6}|\{[0-9A-Fa-f-]{36}\}|#[0-9A-Fa-f]{3,8}"
    r"|https?://(?:schemas\.(?:openxmlformats\.org|microsoft\.com)|www\.w3\.org|purl\.(?:oclc\.org|org))/[\w./#-]*"
    r"|urn:schemas-microsoft-com:[\w:.-]*|application/vnd\.(?:openxmlformats|ms)[\w.+-]*"
)
"""The values of attributes that are only markup, whatever the attribute is called."""

FONTS: Final = {
    *("Angsana New", "Arial", "Calibri", "Calibri Light", "Cambria", "Cordia New", "DaunPenh", "DokChampa"),
    *("Estrangelo Edessa", "Euphemia", "Gautami", "Iskoola Pota", "Kalinga", "Kartika", "Latha", "Mangal", "MoolBoran"),
    *("Nyala", "Raavi", "Shruti", "Sylfaen", "Tunga", "Vrinda", "Ebrima", "Phagspa", "Tahoma", "Times New Roman"),
}
"""The fonts that every Office theme lists. Some of them are also first names."""

SVG_WORDS: Final = {
    *("svg", "defs", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "textPath"),
    *("use", "image", "style", "clipPath", "mask", "title", "desc", "metadata", "marker", "symbol", "pattern", "stop"),
    *("linearGradient", "radialGradient", "filter", "href", "class", "fill", "stroke", "transform", "viewBox"),
    *("width", "height", "xmlns", "xlink", "version", "points", "opacity", "type", "stroke-width", "text-anchor"),
    *("font-size", "font-family", "font-weight", "space", "lang", "html", "head", "body", "div", "span", "xml"),
    *("RDF", "Work", "date", "format", "creator", "Agent", "about", "resource", "preserveAspectRatio"),
}
"""Common names of elements and attributes, which are nobody's name."""
