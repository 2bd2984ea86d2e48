"""The pictures of the README: blocks are shapes, so that no font leaves stripes in a digit."""

from xml.etree import ElementTree as ET

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from docs.cells import HIGH, WIDE, draw

SVG = "{http://www.w3.org/2000/svg}"
RED = Style(color="#ff0000", bgcolor="#00ff00", bold=True)


def drawn(*lines: str, style: Style = RED) -> ET.Element:
    return ET.fromstring(draw([Strip([Segment(line, style)]) for line in lines], 8))  # noqa: S314 - made here


def test_blocks_are_one_path_for_each_colour_and_words_are_text() -> None:
    root = drawn("▀█▄▌ hey", "🬀⣿╭─░")
    assert [text.text for text in root.iter(f"{SVG}text")] == ["hey"]
    filled = [path.get("fill") for path in root.iter(f"{SVG}path") if path.get("shape-rendering")]
    assert filled == ["#00ff00", "#ff0000"]
    assert len(list(root.iter(f"{SVG}circle"))) == 8


def test_what_goes_on_in_the_next_cell_is_one_rectangle() -> None:
    (path,) = (path for path in drawn("██", style=Style(color="#ff0000")).iter(f"{SVG}path"))
    whole = {f"M0 {y:g}h{2 * WIDE}v{HIGH / 2:g}h{-2 * WIDE}z" for y in (0, HIGH / 2)}
    assert {f"M{part}" for part in (path.get("d") or "").split("M")[1:]} == whole


def test_every_word_keeps_its_place() -> None:
    root = drawn("  a b    c")
    assert [(text.get("x"), text.text) for text in root.iter(f"{SVG}text")] == [("20", "a b"), ("90", "c")]
