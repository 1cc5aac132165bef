import pytest

from safeguard_model.privacy.hiding_places.part_labels import has_known_name, label_of


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("word/document.xml", "body"),
        ("word/header2.xml", "header 2"),
        ("word/footer.xml", "footer 1"),
        ("ppt/slides/slide3.xml", "slide 3"),
        ("docProps/core.xml", "docProps/core.xml"),
        ("word/_rels/document.xml.rels", "links (word/_rels/document.xml.rels)"),
        ("xl/pivotCache/pivotCacheRecords1.xml", "xl/pivotCache/pivotCacheRecords1.xml"),
        ("word/Zebedee.xml", "part 7"),
        ("word/document9434765870.xml", "part 7"),
        ("word/doc ument.xml", "part 7"),
    ],
)
def test_only_names_that_office_programs_use_are_shown(name, label):
    """Any other name may be a person's."""
    assert label_of(name, 7) == label
    assert has_known_name(name) == (label != "part 7")
