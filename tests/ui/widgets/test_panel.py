"""Panels, and the column in which text begins."""

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.widget import Widget

from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.panel import PAGE, Panel, margin


class Pane(Panel, Widget, can_focus=True):
    """A bare panel."""


class Stage(App[None]):
    """A first line and a panel."""

    CSS = ".panel { border: round white; height: 4; } TopLine { height: 1; }"

    def compose(self) -> ComposeResult:
        yield TopLine("Place")
        yield Pane()


def edges(pane: Pane) -> tuple[str, str]:
    """What stands in the two edges."""
    return tuple(str(Content.from_markup(words or "")) for words in (pane.border_title, pane.border_subtitle))  # type: ignore[return-value]


@pytest.mark.parametrize(("width", "cells"), [(20, 1), (59, 1), (60, 3), (PAGE, 3), (PAGE + 20, 13)])
def test_text_begins_in_the_column_of_a_panels_text_and_a_broad_page_is_centred(width: int, cells: int) -> None:
    assert margin(width) == cells


async def test_title_and_result_fill_the_upper_edge_and_keys_the_lower_one() -> None:
    app = Stage()
    async with app.run_test(size=(40, 8)) as pilot:
        pane = app.query_one(Pane)
        pane.frame("Week", "1 of 2", [Key("d", "day", "app.bell"), Key("w", "weeks", "app.bell")])
        upper, lower = edges(pane)
        assert (upper[:5], upper[-7:], len(upper)) == ("Week ", " 1 of 2", 40 - 6)
        assert set(upper[5:-7]) == {"─"}
        assert lower == "d day  w weeks"
        await pilot.resize_terminal(17, 8)
        await pilot.pause()
        assert edges(pane) == ("Week", "d day")  # what there is room for
        pane.frame("Week", keys=())
        assert edges(pane) == ("Week", "")


async def test_the_first_line_keeps_the_place_and_drops_the_fact() -> None:
    app = Stage()
    async with app.run_test(size=(60, 8)) as pilot:
        line = app.query_one(TopLine)
        line.head("Calendar", "June to November", "2 of 2")
        assert str(line.render()).split() == ["Calendar", "June", "to", "November", "2", "of", "2"]
        await pilot.resize_terminal(14, 8)
        await pilot.pause()
        assert str(line.render()).split() == ["Calendar", "J…"]
        assert (line.text, line.fact) == ("Calendar  June to November", "2 of 2")
