"""Pictures of a block on screen: while it runs, its review with the question, small and without colour."""

import datetime as dt
from pathlib import Path

import pytest

from ankle_tui.core.exercises.exercise import Sprain
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.app import AnkleApp
from tests.ui.eight_weeks import eight_weeks, put
from tests.ui.stage import EVENING, make_app
from tests.ui.test_snapshots import USUAL, Compare, named, pressing, settled


def on_day(folder: Path, weeks: int, days: int) -> AnkleApp:
    put(folder, eight_weeks(weeks))
    moment = EVENING + dt.timedelta(days)
    return settled(make_app(folder, wall=lambda: moment, settings=Settings(sprain=Sprain.NO)))


@pytest.mark.parametrize("size", [USUAL], ids=named)
def test_a_block_that_runs(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(on_day(tmp_path, 4, -23), terminal_size=size, run_before=pressing("b"))


@pytest.mark.parametrize("size", [USUAL], ids=named)
def test_the_review(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(on_day(tmp_path, 9, 9), terminal_size=size, run_before=pressing("b", "r"))


def test_the_review_without_colour(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(on_day(tmp_path, 9, 9), terminal_size=USUAL, run_before=pressing("b", "r"))
