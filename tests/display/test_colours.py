"""Colours and markers: every lane can be told apart, also in grey."""

from safeguard_model.display import colours
from safeguard_model.display.colours import PAPER, lane_style


def luminance(colour):
    """The relative luminance of a colour, by the Web Content Accessibility Guidelines."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_the_first_56_lanes_all_look_different():
    """No two of the first 56 lanes share both colour and marker."""
    assert len({lane_style(place) for place in range(56)}) == 56


def test_neighbouring_lanes_have_different_markers():
    """Without any colour, a lane differs from the seven before it by its marker."""
    markers = [lane_style(place).marker for place in range(30)]
    assert all(len(set(markers[start : start + 8])) == 8 for start in range(22))


def test_texts_can_be_read_on_paper_and_on_every_second_lane():
    """Both colours of text have the contrast that small text needs, 4.5, on white and on the grey of lanes."""
    grounds = (PAPER, colours.PALE)
    assert min(contrast(text, ground) for text in (colours.INK, colours.QUIET) for ground in grounds) >= 4.5


def test_no_mark_is_yellow():
    """Yellow is too light for a line on white, so no lane has it."""
    assert colours.YELLOW not in {lane_style(place).colour for place in range(56)}
