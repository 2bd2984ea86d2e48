"""Lines of text: the quick one looks like the usual one, and repaints only what changes."""

import pytest
from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.geometry import Region

from ankle_tui.ui.widgets.line import QuickLine, TextLine

pytestmark = pytest.mark.painted

WIDTH = 20
TEXTS = (
    "",
    "4:59 left",
    "4:58 left",
    "Right leg · foot down 1×",
    "[bold]x[/]",
    "a\tb\x1b[2J",
    "足首を立てる",
    "x" * 21,
)


class LinesApp(App[None]):
    """Each alignment, as the usual line and as the quick one."""

    CSS = f"""
    TextLine {{ width: {WIDTH}; color: rgb(10,200,30); background: rgb(1,2,3); text-style: bold; }}
    .center {{ text-align: center; }}
    .right {{ text-align: right; }}
    """

    def compose(self) -> ComposeResult:
        for align in ("left", "center", "right"):
            yield TextLine(classes=align)
            yield QuickLine(classes=align)


def seen(line: TextLine) -> list[tuple[str, str]]:
    """Its characters with the colours behind and of them, and their weight; blanks have none."""
    cells: list[tuple[str, str]] = []
    for segment in line.render_lines(Region(0, 0, WIDTH, 1))[0]:
        assert isinstance(segment, Segment)
        style = segment.style
        assert style
        assert style.bgcolor
        cells += [
            (char, f"{style.bgcolor.name} {style.color and style.color.name} {style.bold}" if char != " " else "")
            for char in segment.text
        ]
    return cells


async def test_the_quick_line_looks_like_the_usual_one() -> None:
    app = LinesApp()
    async with app.run_test() as pilot:
        lines = list(app.query(TextLine))
        for text in TEXTS:
            for line in lines:
                line.show(text)
            await pilot.pause()
            for usual, quick in zip(lines[::2], lines[1::2], strict=True):
                assert seen(usual) == seen(quick)
                assert str(usual.render()) == str(quick.render())
                assert quick.text == text


async def test_the_quick_line_repaints_only_what_changes() -> None:
    app = LinesApp()
    async with app.run_test() as pilot:
        line = app.query(QuickLine).last()
        line.show("4:59 left")
        for text, changed in (("4:58 left", Region(14, 0, 1, 1)), ("足 left", Region(0, 0, WIDTH, 1))):
            await pilot.pause()
            line._exchange_repaint_regions()
            line.show(text)
            assert list(line._exchange_repaint_regions()) == [changed]
