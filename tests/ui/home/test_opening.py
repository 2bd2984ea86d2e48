"""The first frame of Home stands before the history is read; what is read is drawn in place, and keys wait for it."""

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import OptionList

from ankle_tui.core.weeks.calendar import day_numbers
from ankle_tui.core.weeks.outline import DigestOutline
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.home.first_run import FirstRunScreen
from ankle_tui.ui.home.rows import Waiting
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.launch import Ahead, Launch, Ports
from ankle_tui.ui.session.unfinished import UnfinishedScreen
from ankle_tui.ui.wording.day_words import UNKNOWN, count_words
from tests.store.history.records import make_record
from tests.ui.stage import EVENING, NotingPlayer, StillClock, leave_over, left_in, make_app, shipped, shows

TODAY = EVENING.date()


@dataclass
class Start:
    """A start of the program that reads when it is told to."""

    folder: Path
    launch: Launch = field(default_factory=Launch)
    fails: Exception | None = None
    may_read: threading.Event = field(default_factory=threading.Event)

    def app(self) -> AnkleApp:
        """The app."""
        StillClock.time = 0.0
        history = HistoryFile(self.folder / "history.json").load()
        outline = DigestOutline(day_numbers(history), Settings().rules, TODAY)
        return AnkleApp(Ahead(settings=Settings(), outline=outline, read=self.read))

    def read(self) -> tuple[Ports, Launch]:
        """Read what is in the folder."""
        self.may_read.wait()
        if self.fails:
            raise self.fails
        file, checkpoints = HistoryFile(self.folder / "history.json"), CheckpointFiles(self.folder / "in-progress")
        ports = Ports(
            catalogue=shipped(),
            save_queue=SaveQueue(file, checkpoints, threaded=False),
            history=file.load(),
            settings=Settings(),
            left_overs=list(checkpoints.left_overs()),
            make_clock=StillClock,
            wall=lambda: EVENING,
            player=NotingPlayer(),
        )
        return ports, self.launch

    async def let_read(self, pilot: Pilot[None], app: AnkleApp) -> None:
        """Let it read, and draw what was read."""
        opening = app._opening
        assert opening
        self.may_read.set()
        await asyncio.to_thread(opening.finish)
        await pilot.pause()
        await pilot.pause()


@pytest.fixture(autouse=True)
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the first frame be drawn on the day of the history."""
    monkeypatch.setattr("ankle_tui.ui.app.local_time", lambda: EVENING)


def picture(app: AnkleApp) -> str:
    """The screen as text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


@pytest.mark.painted
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 20), (100, 12)], ids=str)
async def test_what_is_drawn_in_place_is_what_would_have_been_drawn_at_once(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    for number in range(3):
        HistoryFile(tmp_path / "history.json").keep(make_record(number))
    whole = make_app(tmp_path)
    async with whole.run_test(size=size) as pilot:
        await pilot.pause()
        expected = picture(whole)
    start = Start(tmp_path)
    app = start.app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        ahead = picture(app)
        assert UNKNOWN in ahead
        await start.let_read(pilot, app)
        assert picture(app) == expected != ahead
        assert not app.screen.query(Waiting)


async def test_the_week_stands_in_the_first_frame_and_nothing_else_is_guessed(tmp_path: Path) -> None:
    HistoryFile(tmp_path / "history.json").keep(make_record())
    start = Start(tmp_path)
    app = start.app()
    async with app.run_test() as pilot:
        await pilot.pause()
        ahead = picture(app)
        await start.let_read(pilot, app)
        assert count_words(app.journal.calendar)[0] in ahead
        names = [choice.exercise.name for choice in app.screen.desk.state.selection.choices]  # type: ignore[attr-defined]
        assert names
        assert not [name for name in names if name in ahead]


async def test_keys_wait_for_the_history_and_keep_their_order(tmp_path: Path) -> None:
    start = Start(tmp_path)
    app = start.app()
    async with app.run_test() as pilot:
        await pilot.press("f", "down", "space")
        assert not app.is_open
        await start.let_read(pilot, app)
        desk = app.screen.desk  # type: ignore[attr-defined]
        first, second, *_ = desk.state.offer.chosen
        assert (desk.state.wishes.feel, desk.picker.current, desk.state.selection.chosen) == ("sore", second, [first])


async def test_leaving_does_not_wait_and_lets_go_what_was_held(tmp_path: Path) -> None:
    leave_over(tmp_path)
    start = Start(tmp_path)
    app = start.app()
    async with app.run_test() as pilot:
        await pilot.press("q")
        assert app._exit
        assert not app.is_open
    start.may_read.set()
    assert app.close_down() == []
    assert len(list(left_in(tmp_path).left_overs())) == 1


async def test_help_opens_at_once_and_home_is_whole_below_it(tmp_path: Path) -> None:
    start = Start(tmp_path)
    app = start.app()
    async with app.run_test() as pilot:
        await pilot.press("?")
        assert shows(app, HelpScreen)
        await start.let_read(pilot, app)
        await pilot.press("escape")
        assert shows(app, HomeScreen)
        assert app.screen.desk.state.selection.chosen  # type: ignore[attr-defined]


async def test_the_palette_opens_over_help_before_the_history_is_read(tmp_path: Path) -> None:
    start = Start(tmp_path)
    app = start.app()
    async with app.run_test() as pilot:
        await pilot.press("?", "ctrl+p", *"quit")
        assert not app.is_open
        await pilot.press("enter")
        assert app._exit
    start.may_read.set()


async def test_a_history_that_cannot_be_opened_ends_the_program(tmp_path: Path) -> None:
    problem = FileProblem(tmp_path / "history.json", "is somebody else's")
    start = Start(tmp_path, fails=problem)
    app = start.app()
    async with app.run_test() as pilot:
        await start.let_read(pilot, app)
        assert app._exit
    assert (app.close_down(), app.unread, app.led, app.unsaved) == ([], problem, False, False)


async def test_notices_stand_on_home_once_it_is_read(tmp_path: Path) -> None:
    start = Start(tmp_path, launch=Launch(notices=["history.json was damaged"]))
    app = start.app()
    async with app.run_test() as pilot:
        await pilot.pause()
        await start.let_read(pilot, app)
        assert "history.json was damaged" in picture(app)
        await pilot.press("escape")
        assert "history.json was damaged" not in picture(app)


@pytest.mark.parametrize(
    ("prepare", "launch", "screen"),
    [
        (leave_over, Launch(), UnfinishedScreen),
        (lambda _: None, Launch(first_run=True), FirstRunScreen),
    ],
    ids=["unfinished", "first run"],
)
async def test_questions_come_once_it_is_read(
    tmp_path: Path, prepare: Callable[[Path], None], launch: Launch, screen: type[HomeScreen]
) -> None:
    prepare(tmp_path)
    start = Start(tmp_path, launch=launch)
    app = start.app()
    async with app.run_test() as pilot:
        await pilot.press("down", "enter")  # for Home: answers none of them
        assert shows(app, HomeScreen)
        await start.let_read(pilot, app)
        assert shows(app, screen)
        assert app.screen.query(OptionList).first().highlighted == 0
        await pilot.press("down")
        assert app.screen.query(OptionList).first().highlighted == 1
