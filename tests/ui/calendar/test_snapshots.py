"""Pictures of Home and the calendar: nothing yet, a week, a year; wide, narrow, large, smallest and without colour."""

from pathlib import Path

import pytest

from tests.ui.diary import LIVES, put_life, week_of_a_runner, year_of_a_runner
from tests.ui.stage import make_app
from tests.ui.test_snapshots import SIZES, Compare, named, pressing, settled

ALL_SIZES = [*SIZES, (30, 8)]


@pytest.mark.parametrize("size", ALL_SIZES, ids=named)
@pytest.mark.parametrize("life", list(LIVES))
def test_home(snap_compare: Compare, tmp_path: Path, life: str, size: tuple[int, int]) -> None:
    put_life(tmp_path, LIVES[life]())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing())


@pytest.mark.parametrize("size", ALL_SIZES, ids=named)
@pytest.mark.parametrize("life", list(LIVES))
def test_calendar(snap_compare: Compare, tmp_path: Path, life: str, size: tuple[int, int]) -> None:
    keys = ("w", "up") if life == "week" else ("w", "up", "up")  # to a day with a session, where there is one
    put_life(tmp_path, LIVES[life]())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing(*keys))


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (30, 8)], ids=named)
@pytest.mark.parametrize("keys", [("d",), ("d", "w")], ids=["day", "week"])
def test_marking(snap_compare: Compare, tmp_path: Path, keys: tuple[str, ...], size: tuple[int, int]) -> None:
    put_life(tmp_path, week_of_a_runner())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing(*keys))


@pytest.mark.parametrize("keys", [(), ("w", "up", "up"), ("d",)], ids=["home", "calendar", "marking"])
def test_without_colour(
    snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    put_life(tmp_path, year_of_a_runner())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24), run_before=pressing(*keys))


def test_on_a_light_ground(snap_compare: Compare, tmp_path: Path) -> None:
    put_life(tmp_path, year_of_a_runner())
    app = settled(make_app(tmp_path))
    app.theme = "ankle-light"
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing("w", "up", "up"))
