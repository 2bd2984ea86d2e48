"""Home when activity files are read behind it."""

from collections.abc import Callable
from pathlib import Path

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import DayKind
from ankle_tui.core.history.records import History
from ankle_tui.core.weeks.calendar import Calendar
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.home.home_state import Asks, HomeState
from ankle_tui.ui.home.screen import HomeScreen
from tests.builders import short_plan
from tests.ui.home.test_screen import asks
from tests.ui.stage import EVENING, make_app

TODAY = EVENING.date()


class Reader:
    """Stands for the process that reads."""

    def __init__(self) -> None:
        self.is_free: Callable[[], bool] | None = None

    def __call__(self, is_free: Callable[[], bool]) -> None:
        self.is_free = is_free


def state(app: AnkleApp) -> HomeState:
    assert isinstance(app.screen, HomeScreen)
    return app.screen.desk.state


async def test_a_run_that_another_program_has_read_makes_it_a_session_after_a_run(tmp_path: Path) -> None:
    app = make_app(tmp_path, read_runs=(reader := Reader()))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert (asks(app), state(app).context) == (Asks.RAN, Context.OTHER)
        assert reader.is_free
        assert reader.is_free()
        mark = Calendar(History(), Rules(), TODAY).imported(TODAY, DayKind.RUN)
        assert mark
        HistoryFile(tmp_path / "history.json").add(History(days=(mark,)))
        app._look_around()
        await pilot.pause()
        assert (asks(app), state(app).context) == (None, Context.POST_RUN)


async def test_nothing_is_read_behind_a_session(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=short_plan(), read_runs=(reader := Reader()))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert reader.is_free is None
