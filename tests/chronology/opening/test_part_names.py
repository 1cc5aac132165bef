"""The names of parts: found whatever their capitals, and nothing else changes."""

from safeguard_model.chronology.opening.part_names import with_linked_names

LINK = '<Relationships><Relationship Id="a" Target="{}"/></Relationships>'


def linked(target):
    """A part that links to another."""
    return LINK.format(target).encode()


def test_names_that_agree():
    """Parts whose names agree with the links keep their names and their order."""
    parts = {
        "_rels/.rels": linked("xl/a.xml"),
        "xl/a.xml": b"a",
        "xl/_rels/a.xml.rels": linked("b/c.xml"),
        "xl/b/c.xml": b"",
    }
    assert [*parts.items()] == [*with_linked_names(parts).items()]


def test_names_that_differ():
    """Each part gets the name that the links to it have, and its own links follow it."""
    parts = {
        "[CONTENT_TYPES].XML": b"",
        "_RELS/.rels": linked("/Xl/Book.xml"),
        "XL/book.xml": b"book",
        "xl/_rels/BOOK.xml.rels": linked("../Media/Sheet1.xml"),
        "media/SHEET1.xml": b"sheet",
        "other/A.xml": b"other",
    }
    new = with_linked_names(parts)
    names = [
        "[Content_Types].xml",
        "_rels/.rels",
        "Xl/Book.xml",
        "Xl/_rels/Book.xml.rels",
        "Media/Sheet1.xml",
        "other/A.xml",
    ]
    assert names == [*new]
    assert [*parts.values()] == [*new.values()]


def test_links_in_a_circle():
    """Links that lead back to where they began, or to no part, do no harm."""
    parts = {
        "_rels/.rels": linked("a.xml"),
        "a.xml": b"",
        "_rels/a.xml.rels": linked("A.XML"),
        "_rels/b.xml.rels": linked("x"),
    }
    assert parts == with_linked_names(parts)
