import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeguard_model.privacy.hiding_places.text_parts import TextCollector
from safeguard_model.privacy.hiding_places.xml_parts import read_xml
from tests.privacy.hiding_places.making import places, read, reasons

CANARY = "Zebedee Quill"
NAMES = st.sampled_from(["a", "p", "t", "r", "si", "is", "text", "tspan", "del", "ins", "w:p", "comment", "v", "rPh"])
WORDS = st.sampled_from(["", "one", "two words", " "])
TREES = st.recursive(WORDS, lambda inner: st.tuples(NAMES, st.lists(inner, max_size=4)), max_leaves=20)


def written(tree, words):
    """The XML of a tree, with a number after each word so that it is unique."""
    if isinstance(tree, str):
        words.append(f"{tree}{len(words)}" if tree.strip() else "")
        return words[-1] or tree
    name, inner = tree
    return f"<{name}>{''.join(written(each, words) for each in inner)}</{name}>"


@pytest.mark.parametrize("is_office", [True, False])
@given(TREES)
def test_every_text_of_any_xml_is_found(is_office, tree):
    """Whatever the elements are called and however they are nested."""
    words = []
    xml = f'<x xmlns:w="w">{written(tree, words)}</x>'
    found = TextCollector(lambda *_: None)
    read_xml(found, xml.encode(), "part", is_office=is_office)
    texts = "\n".join(part.text for part in found.parts)
    assert [word for word in words if word not in texts] == []
    assert found.unseen == []


@given(
    st.dictionaries(
        st.sampled_from(["val", "name", "id", "x", "descr"]),
        st.text("abcXYZ &<>\"'", min_size=5, max_size=9),
        max_size=4,
    )
)
def test_every_attribute_is_found(attributes):
    """A value that is more than markup is handed out."""
    import xml.sax.saxutils

    inner = " ".join(f"{key}={xml.sax.saxutils.quoteattr(value)}" for key, value in attributes.items())
    found = TextCollector(lambda *_: None)
    read_xml(found, f"<a {inner}/>".encode(), "part", is_office=True)
    assert {value for value in attributes.values() if value.strip()} <= {part.text for part in found.parts}


def test_an_identifier_in_an_attribute_is_not_taken_for_markup(tmp_path):
    """A long number may be an NHS number."""
    assert places(read(tmp_path, "a.xml", '<a nhs="9434765870"/>'), "9434765870") == ["line 1, an attribute"]


def test_a_drawing_is_read_with_its_lines(tmp_path):
    """Text in pieces, titles, comments, embedded data."""
    found = read(
        tmp_path,
        "a.svg",
        "<svg>\n<text><tspan>Zebe</tspan><tspan>dee Quill</tspan></text>\n<!-- Comment Text --></svg>",
    )
    assert places(found, CANARY)[0].startswith("line 2")
    assert places(found, "Comment Text") == ["line 3, a comment in the XML"]


def test_a_document_type_without_declarations_is_allowed(tmp_path):
    """Matplotlib writes one into every drawing; nothing is fetched."""
    doctype = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
    found = read(tmp_path, "a.svg", f"{doctype}<svg><text>{CANARY}</text></svg>")
    assert places(found, CANARY)
    assert reasons(found) == []


def test_entities_are_not_expanded(tmp_path):
    """A small file that would grow without end is read as it is written."""
    lines = "".join(f'<!ENTITY e{number} "{f"&e{number - 1};" * 10}">' for number in range(1, 10))
    found = read(tmp_path, "a.xml", f'<!DOCTYPE a [<!ENTITY e0 "Zebedee">{lines}]><a>&e9; Quill</a>')
    assert reasons(found) == ["could not be read as XML"]
    assert sum(len(part.text) for part in found.parts) < 5_000
    assert places(found, "Zebedee")
    assert places(found, "Quill")


def test_deep_xml_is_read_in_linear_time(tmp_path):
    """Depth alone stops nothing."""
    depth = 100_000
    found = read(tmp_path, "a.xml", "<p>x" * depth + CANARY + "</p>" * depth)
    assert places(found, CANARY)


def test_bytes_that_are_not_xml_are_read_as_text(tmp_path):
    """With and without what look like elements."""
    found = read(tmp_path, "a.xml", "<a><b>Zebe</b>dee Quill")
    assert reasons(found) == ["could not be read as XML"]
    assert places(found, CANARY) == ["the file, as text without marks, line 1"]
