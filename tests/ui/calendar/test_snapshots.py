"""Pictures of Home and the calendar: nothing yet, a week, a year; wide, narrow, large, smallest and without colour."""

from pathlib import Path

import pytest

from tests.ui.diary import LIVES, put_life, week_of_a_runner, year_of_a_runner
from tests.ui.stage import make_app
from tests.ui.test_snapshots import LARGE, NARROW, SMALLEST, USUAL, Compare, pictures, pressing, settled


@pictures("life", *(("week", size) for size in (USUAL, NARROW)), ("year", LARGE))
def test_home(snap_compare: Compare, tmp_path: Path, life: str, size: tuple[int, int]) -> None:
    put_life(tmp_path, LIVES[life]())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing())


@pictures("life", *(("year", size) for size in (USUAL, LARGE, SMALLEST)))
def test_calendar(snap_compare: Compare, tmp_path: Path, life: str, size: tuple[int, int]) -> None:
    put_life(tmp_path, LIVES[life]())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing("w", "up", "up"))


def test_marking(snap_compare: Compare, tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=USUAL, run_before=pressing("d"))


def test_without_colour(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    put_life(tmp_path, year_of_a_runner())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24), run_before=pressing("w", "up", "up"))


def test_on_a_light_ground(snap_compare: Compare, tmp_path: Path) -> None:
    put_life(tmp_path, year_of_a_runner())
    app = settled(make_app(tmp_path))
    app.theme = "ankle-light"
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing("w", "up", "up"))
