"""Draw the rooms of the source from the import rules: run `python docs/house_picture.py` to rewrite the picture."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "explanation" / "the-house.svg"

WIDTH, BAND, GAP = 720, 44, 12
STYLE = "font-family='sans-serif' font-size='15' text-anchor='middle'"


def layers() -> list[list[str]]:
    """Return the rooms of each layer, the highest first, as the import rules have them."""
    with (ROOT / "pyproject.toml").open("rb") as file:
        rules = tomllib.load(file)["tool"]["importlinter"]["contracts"][0]["layers"]
    return [layer.split(" | ") for layer in rules]


def picture() -> str:
    """Return the picture: a band for each layer, a box for each room."""
    bands = layers()
    height = len(bands) * (BAND + GAP) + GAP
    title = "The rooms of safeguard_model. A room may import the rooms below it."
    lines = [
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} {height}' width='{WIDTH}' role='img'>",
        f"<title>{title}</title>",
        f"<rect width='{WIDTH}' height='{height}' fill='white'/>",
    ]
    for row, rooms in enumerate(bands):
        top = GAP + row * (BAND + GAP)
        width = (WIDTH - GAP) / len(rooms) - GAP
        for column, room in enumerate(rooms):
            left = GAP + column * (width + GAP)
            box = f"x='{left:.0f}' y='{top}' width='{width:.0f}' height='{BAND}' rx='6'"
            lines.append(f"<rect {box} fill='#e8f1f5' stroke='#1d5b79'/>")
            middle = f"x='{left + width / 2:.0f}' y='{top + BAND / 2 + 5:.0f}'"
            lines.append(f"<text {middle} {STYLE} fill='#12394c'>{room}</text>")
    return "\n".join([*lines, "</svg>"]) + "\n"


def rewritten(page: str) -> str:  # noqa: ARG001 - the whole file is made
    """Return the picture in place of the one in the file."""
    return picture()


if __name__ == "__main__":
    PAGE.write_text(picture(), encoding="utf-8")
