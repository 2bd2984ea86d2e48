"""Pictures of the information pages: wide, narrow, large and without colour."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from ankle_tui.ui.messages import Open, Place
from tests.ui.stage import make_app
from tests.ui.test_snapshots import LARGE, USUAL, Before, Compare, pictures, settled


def reading(page: str, *keys: str) -> Before:
    """Open a page and press keys there."""

    async def run(pilot: Pilot[None]) -> None:
        pilot.app.post_message(Open(Place.ABOUT, page))
        for key in ("", *keys):
            await pilot.pause()
            if key:
                await pilot.press(key)
        await pilot.pause()

    return run


@pictures("page", ("why", USUAL), ("sources", LARGE))
def test_information(snap_compare: Compare, tmp_path: Path, page: str, size: tuple[int, int]) -> None:
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=reading(page))


def test_information_without_colour(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24), run_before=reading("signs", "1"))
