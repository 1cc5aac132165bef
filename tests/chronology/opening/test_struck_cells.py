"""Text struck through in Excel: the text is kept, and the row has a mark, as in Word."""

import pytest

from safeguard_model import read_chronology
from safeguard_model.chronology.opening.struck_cells import STRUCK
from safeguard_model.chronology.reading.rows import ERROR
from tests.chronology.making import SHEET, cells, patched, read, saved, workbook

pytest.importorskip("xlsxwriter")
pytest.importorskip("python_calamine")


def marks(folder, data):
    """The marks of each row of the one sheet."""
    (table,) = read(folder, "a.xlsx", data).tables
    return [row.marks for row in table.rows]


def test_whole_cell(tmp_path):
    """A cell with a line through all its text marks its row; blank cells with that format do not."""

    def fill(book, sheet):
        struck = book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, ("a", "b"))
        sheet.write(1, 0, "c", struck)
        sheet.write_blank(2, 0, None, struck)
        sheet.write(3, 0, 12, struck)
        sheet.write(4, 0, "d", book.add_format({"bold": True}))

    assert [(), (STRUCK,), (), (STRUCK,), ()] == marks(tmp_path, workbook(fill))


def test_part_of_a_text(tmp_path):
    """A line through a part of a text marks every row that has this text, and the text is kept."""

    def fill(book, sheet):
        struck = book.add_format({"font_strikeout": True})
        sheet.write(0, 0, "x")
        for place in (1, 3):
            sheet.write_rich_string(place, 0, "kept ", struck, "struck")
        sheet.write_rich_string(2, 0, "kept ", book.add_format({"bold": True}), "bold")

    data = workbook(fill)
    assert [(), (STRUCK,), (), (STRUCK,)] == marks(tmp_path, data)
    (table,) = read(tmp_path, "a.xlsx", data).tables
    assert "kept struck" == cells(table)[1][0]


@pytest.mark.parametrize(("given", "is_marked"), [("<strike/>", True), ('<strike val="0"/>', False)])
def test_text_in_the_cell_itself(tmp_path, given, is_marked):
    """A text that is in the sheet itself is looked at too, and a format that is switched off does not count."""
    text = f'<c r="A1" t="inlineStr"><is><r><rPr>{given}</rPr><t>a</t></r></is></c>'

    def change(xml):
        return xml.replace(xml[xml.index(b"<c ") : xml.index(b"</c>") + 4], text.encode())

    data = patched(workbook(lambda _, sheet: sheet.write(0, 0, "a")), SHEET, change)
    assert [(STRUCK,) if is_marked else ()] == marks(tmp_path, data)


def test_note(tmp_path):
    """A note names the rows with text struck through, and the rows with an error in place of a text."""

    def fill(book, sheet):
        sheet.write_row(0, 0, ("Date", "Event"))
        sheet.write_row(1, 0, ("2/3/16", "a"), book.add_format({"font_strikeout": True}))
        for place, error in enumerate(("#DIV/0!", "#REF!", "#N/A"), start=2):
            sheet.write(place, 0, "3/3/16")
            sheet.write_formula(place, 1, "=1/0", None, error)
        sheet.write_row(5, 0, ("4/3/16", "#1 on the list"))

    found = read_chronology(saved(tmp_path, "a.xlsx", workbook(fill)), agency="hv")
    assert ["a", "#DIV/0!", "#REF!", "#N/A", "#1 on the list"] == [event.description for event in found]
    assert {f"sheet 1, row 2: {STRUCK}", f"sheet 1, rows 3 to 5: {ERROR}"} <= {*found.notes}
