"""An app on a stage: a clock that stands still until it is moved, a player that notes what it is told, a folder of its own."""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.screen import Screen

from ankle_tui.clock import STRUCK_TWICE, Clock
from ankle_tui.core.exercises.catalogue import Catalogue
from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.history.records import Feel, SessionRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.services.sessions import Sessions
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, LeftOver
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from ankle_tui.store.shipped import load_catalogue
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.keys.keyline import Key
from ankle_tui.ui.launch import Launch, Ports
from ankle_tui.ui.session.field.session_field import SessionField
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.widgets.panel import Panel

EVENING = dt.datetime(2026, 11, 22, 18, 4, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))
"""The moment at which every test session starts."""


DRAWN = 10.0
"""Seconds before the moment that is wanted from which the screen is drawn."""


class StillClock(Clock):
    """A clock that only moves when it is told to; all of its kind show the same time."""

    time = 0.0

    def __call__(self) -> float:
        """The time it was set to."""
        return StillClock.time

    def real(self, at: float) -> float:
        """The same time."""
        return at


class NotingPlayer:
    """Notes every cue with its deadline."""

    name = "noting"
    status = "for tests"
    delay = 0.0
    ready = True

    def __init__(self) -> None:
        self.played: list[tuple[str, float | None]] = []
        self.cancelled = 0
        self.closed = False

    def play(self, cue: str, at: float | None = None) -> None:
        """Note a cue."""
        self.played.append((cue, at))

    def cancel(self) -> None:
        """Note that what has not started is off."""
        self.cancelled += 1

    def set_volume(self, volume: float) -> None:
        """Take no notice."""

    def close(self) -> None:
        """Note the end."""
        self.closed = True


@functools.cache
def shipped() -> Catalogue:
    """The catalogue that comes with the program, read once: nothing can change it."""
    return load_catalogue()


def make_app(
    folder: Path,
    *,
    plan: Plan | None = None,
    speed: float | None = None,
    resume: LeftOver | None = None,
    self_test: SelfTestId | None = None,
    conditions: Mapping[str, object] | None = None,
    feel: Feel | None = None,
    first_run: bool = False,
    notices: Sequence[str] = (),
    threaded: bool = False,
    catalogue: Catalogue | None = None,
    **ports: Any,
) -> AnkleApp:
    """An app whose clock stands at 0, with what an earlier one has left over in its folder.

    Args:
        folder: Where its history is kept.
        plan: A session to begin at once.
        speed: For a demonstration.
        resume: A session to go on with at once; otherwise what is left over is offered.
        self_test: A self-test whose rules are shown at once.
        conditions: Its conditions that the runner has named.
        feel: How ankles and legs feel.
        first_run: Whether it asks what the runner is like.
        notices: What the runner should know.
        threaded: Whether the save queue works on its thread.
        catalogue: Other exercises than the shipped ones.
        ports: Other ports than those of a test.
    """
    StillClock.time = 0.0
    store, checkpoints = HistoryFile(folder / "history.json"), CheckpointFiles(folder / "in-progress")
    usual: dict[str, Any] = {
        "save_queue": SaveQueue(store, checkpoints, threaded=threaded),
        "left_overs": [] if resume else list(checkpoints.left_overs()),
        "find_left_overs": checkpoints.left_overs,
        "history": store.load(),
        "settings": Settings(),
        "make_clock": StillClock,
        "wall": lambda: EVENING,
        "player": NotingPlayer(),
    }
    return AnkleApp(
        Ports(catalogue=catalogue or shipped(), **(usual | ports)),
        Launch(
            plan=plan,
            speed=speed,
            resume=resume,
            self_test=self_test,
            conditions=conditions or {},
            feel=feel,
            first_run=first_run,
            notices=notices,
        ),
    )


def make_plan(*exercises: str, level: Level = Level.BEGINNER) -> Plan:
    """The plan of some exercises at the start of their ladders."""
    return build_plan([Choice.start(shipped().get(name), level) for name in exercises], level=level)


def session_of(app: AnkleApp) -> SessionRunner:
    """The session on the screen."""
    screen = app.screen
    assert isinstance(screen, SessionScreen)
    return screen.session_runner


def field_of(app: AnkleApp) -> SessionField:
    """The field of the session on the screen."""
    return app.screen.query_one(SessionField)


def kept(folder: Path) -> tuple[SessionRecord, ...]:
    """What is in the history of a folder."""
    return HistoryFile(folder / "history.json").load().sessions


READY_MADE = ("single-leg-balance", "calf-raise")
"""What a newcomer is offered."""


def leave_over(folder: Path, *exercises: str, at: dt.datetime = EVENING, time: float = 60.0) -> None:
    """Leave a session unfinished, as a program does that is told to end.

    Args:
        folder: Where it is kept.
        exercises: What it consists of; nothing for the ready-made session.
        at: When it starts, and stops.
        time: Seconds of the session.
    """
    StillClock.time = 0.0
    save_queue = SaveQueue(HistoryFile(folder / "history.json"), left_in(folder), threaded=False)
    sessions = Sessions(
        save_queue, NotingPlayer(), settings=Settings, make_clock=StillClock, wall=lambda: lambda: at, speed=None
    )
    runner = sessions.begin(make_plan(*exercises or READY_MADE))
    runner.start()
    while StillClock.time < time:
        due = runner.session.next_deadline()
        StillClock.time = time if due is None else min(time, due)
        runner.look()
    sessions.secure()
    save_queue.close()


def left_in(folder: Path) -> CheckpointFiles:
    """The sessions in progress of a folder."""
    return CheckpointFiles(folder / "in-progress")


async def press_later(pilot: Pilot[None], *keys: str) -> None:
    """Press keys when those pressed before are surely no longer held."""
    StillClock.time += STRUCK_TWICE
    await pilot.press(*keys)


async def move_to(pilot: Pilot[None], time: float) -> None:
    """Let the session run to a time, looking when something is due, as its screen would; only the last seconds are drawn.

    Args:
        pilot: The pilot of the app.
        time: Seconds of the clock.
    """
    screen = pilot.app.screen
    assert isinstance(screen, SessionScreen)
    while StillClock.time < time and screen.session_runner.session.run is not Run.DONE:
        due = screen.session_runner.session.next_deadline()
        StillClock.time = time if due is None else min(time, due)
        if min(time - StillClock.time, screen.session_runner.snapshot.seconds_left) > DRAWN:
            screen.session_runner.look()
        else:
            screen.look()
    await pilot.pause()


def shows(app: AnkleApp, kind: type[Screen[Any]]) -> bool:
    """True if such a screen is on top; unlike `isinstance` it leaves the type of `app.screen` open."""
    return isinstance(app.screen, kind)


def edge_keys(app: AnkleApp) -> list[Key]:
    """The keys named in the borders of the panels."""
    return [key for panel in app.screen.query(".panel") if isinstance(panel, Panel) for key in panel.keys]
