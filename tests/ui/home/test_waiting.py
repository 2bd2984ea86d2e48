"""With thousands of sessions the coach works on a thread: nothing wrong is shown meanwhile, and keys wait for it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from ankle_tui.core.exercises.exercise import Level
from ankle_tui.core.history.records import Feel
from ankle_tui.core.training.ladder import after
from ankle_tui.services import journal
from ankle_tui.services.coach import Wishes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.calendar.screen import CalendarScreen
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.history.add_by_hand import ByHandScreen
from ankle_tui.ui.history.screen import HistoryScreen
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.library.screen import LibraryScreen
from ankle_tui.ui.progress.screen import ProgressScreen
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.settings.screen import SettingsScreen
from ankle_tui.ui.summary.next_time import next_lines, with_ladder
from ankle_tui.ui.summary.screen import Lines, SummaryScreen
from ankle_tui.ui.wording.day_words import UNKNOWN
from tests.store.history.records import make_record
from tests.training import BALANCE, CALF
from tests.ui.home.on_home import advice, home, title, wish
from tests.ui.stage import kept, make_app, make_plan, move_to, shipped, shows

SIZES = [(80, 24), (120, 40), (50, 20), (40, 12)]


class Behind:
    """Does on request what the program does on a thread."""

    last: "Behind"

    def __init__(self) -> None:
        Behind.last = self
        self._waiting: dict[str, Sequence[Callable[[], None]]] = {}

    def do(self, kind: str, *works: Callable[[], None]) -> None:
        """Keep it for later."""
        self._waiting[kind] = works

    async def catch_up(self, pilot: Pilot[None]) -> None:
        """Do what waits, and let the screens follow."""
        while self._waiting:
            for work in self._waiting.pop(next(iter(self._waiting))):
                work()
        await pilot.pause()
        await pilot.pause()


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A history of so many sessions that the coach works behind the screens."""
    for number in range(3):
        HistoryFile(tmp_path / "history.json").keep(make_record(number))
    monkeypatch.setattr(journal, "MANY", 1)
    monkeypatch.setattr(journal, "_Behind", Behind)


def picture(app: AnkleApp) -> str:
    """The screen as text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def deleted(pilot: Pilot[None], app: AnkleApp) -> None:
    """Delete the last session in the list and go home at once."""
    await Behind.last.catch_up(pilot)
    await pilot.press("h", "delete", "escape")
    assert shows(app, HomeScreen)
    assert len(app.journal.history.sessions) == 2


@pytest.mark.painted
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_home_shows_no_session_until_the_coach_has_looked_and_then_the_right_one(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await deleted(pilot, app)
        waiting = picture(app)
        names = [exercise.name for exercise in shipped()]
        assert UNKNOWN in waiting
        assert not [name for name in names if name in waiting]
        await Behind.last.catch_up(pilot)
        drawn = picture(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "MANY", 1_000)
        again = make_app(tmp_path)
        async with again.run_test(size=size) as pilot:
            await pilot.press("h", "escape")
            assert drawn == picture(again)


async def test_keys_wait_for_the_coach_and_keep_their_order(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press("f", "down", "space")
        assert home(app).desk.state.wishes.feel is Feel.FINE
        assert (title(app), advice(app)) == ("Today", UNKNOWN)
        await Behind.last.catch_up(pilot)
        state = home(app).desk.state
        first, *rest = state.offer.chosen
        assert (wish(app, "feel"), state.wishes.feel) == ("feeling sore", Feel.SORE)
        assert state.selection.chosen == [first, *rest[1:]]


async def test_a_session_begins_once_it_is_known_and_is_that_of_the_coach(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press("enter")
        assert shows(app, HomeScreen)
        await Behind.last.catch_up(pilot)
        assert isinstance(app.screen, SessionScreen)
        offer = app.journal.coach.offer(app.journal.calendar, Wishes())
        begun = {each.exercise for each in app.screen.session_runner.session.plan.sets}
        assert begun == {choice.exercise.id for choice in offer.chosen}


@pytest.mark.parametrize(
    ("key", "screen"), [("h", HistoryScreen), ("w", CalendarScreen), ("p", ProgressScreen), ("s", SettingsScreen)]
)
async def test_what_needs_no_coach_opens_at_once(tmp_path: Path, key: str, screen: type[Screen[Any]]) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press(key)
        assert shows(app, screen)
        await pilot.press("escape", "i")
        assert shows(app, HomeScreen)
        await Behind.last.catch_up(pilot)
        assert shows(app, LibraryScreen)


async def test_leaving_and_help_do_not_wait(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press("?")
        assert shows(app, HelpScreen)
        await pilot.press("escape", "q")
        assert app._exit


async def test_what_shows_the_coach_opens_once_it_is_known(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await Behind.last.catch_up(pilot)
        await pilot.press("h", "delete", "a")
        assert shows(app, HistoryScreen)
        await pilot.press("escape")  # meant for what is to open
        assert shows(app, HistoryScreen)
        await Behind.last.catch_up(pilot)
        assert shows(app, HistoryScreen)
        assert not app.screen.waits  # type: ignore[attr-defined]
        await pilot.press("a")
        assert shows(app, ByHandScreen)


async def test_what_the_palette_leads_to_opens_once_it_is_known(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await Behind.last.catch_up(pilot)
        await pilot.press("h", "delete", "ctrl+p", *"exercises", "enter")
        assert shows(app, HistoryScreen)
        await Behind.last.catch_up(pilot)
        assert shows(app, LibraryScreen)


async def test_a_mark_changes_nothing_for_the_ladders_and_nothing_waits(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await Behind.last.catch_up(pilot)
        await pilot.press("y" if home(app).desk.state.asked else "c")
        assert not home(app).waits
        assert home(app).desk.state.selection.chosen


async def test_the_summary_says_what_comes_next_once_it_is_known(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(BALANCE, CALF))
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 10_000)
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        coming = app.screen.query_one("#next", Lines)
        assert coming.text == [UNKNOWN]
        await Behind.last.catch_up(pilot)
        record = kept(tmp_path)[-1]
        before = [session for session in kept(tmp_path) if session.id != record.id]
        standings = with_ladder(after(shipped(), before, record, level=Level.BEGINNER))
        assert coming.text == [line.plain for line in next_lines(standings, 29)]
        await pilot.press("s", "down", "7")
        assert coming.text == [UNKNOWN]
        await Behind.last.catch_up(pilot)
        assert UNKNOWN not in coming.text
        await pilot.press("enter", "escape")
        await pilot.pause()
