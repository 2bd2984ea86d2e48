"""Pictures of the progress screen: a year; usual, narrow, large and without colour."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from ankle_tui.core.self_tests.people import AgeBand
from ankle_tui.store.settings.settings import Settings
from tests.ui.eight_weeks import eight_weeks, put
from tests.ui.stage import make_app, make_plan, move_to
from tests.ui.test_snapshots import LARGE, NARROW, USUAL, Compare, named, pressing, settled
from tests.ui.training import a_week, a_year, put_history


@pytest.mark.parametrize("size", [USUAL, NARROW, LARGE], ids=named)
def test_progress(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    put_history(tmp_path, a_year())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing("p"))


@pytest.mark.parametrize("size", [USUAL], ids=named)
def test_a_self_test_over_time(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    put(tmp_path, eight_weeks())
    app = settled(make_app(tmp_path, settings=Settings(age=AgeBand.THIRTIES)))
    assert snap_compare(app, terminal_size=size, run_before=pressing("p", "t", "t"))


@pytest.mark.parametrize("size", [USUAL], ids=named)
def test_bests_in_the_summary(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    put_history(tmp_path, a_week())
    app = settled(make_app(tmp_path, plan=make_plan("single-leg-balance", "calf-raise", "heel-toe-walk")))

    async def run(pilot: Pilot[None]) -> None:
        await move_to(pilot, 10_000.0)

    assert snap_compare(app, terminal_size=size, run_before=run)


def test_progress_without_colour(snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    put_history(tmp_path, a_year())
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24), run_before=pressing("p"))
