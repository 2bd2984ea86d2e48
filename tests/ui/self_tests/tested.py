"""Runners with self-tests behind them, and ways through the screens, for tests."""

from collections.abc import Sequence
from pathlib import Path

from textual.pilot import Pilot

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.ids import new_id
from ankle_tui.core.history.records import History
from ankle_tui.core.history.self_tests import BlockRecord, SelfTestRecord, Trial
from ankle_tui.core.self_tests.protocols import CLOSED_EYES, OPEN_EYES, SelfTestId
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.ui.app import AnkleApp
from tests.self_tests import measured
from tests.training import day
from tests.ui.stage import EVENING, StillClock, move_to, press_later, session_of

TODAY = (EVENING.date() - day(0)).days
WALL, STANCE, RAISE, HOP = SelfTestId
SKIP_WARM_UP = ("n",) * 5
"""Ten raises on both legs, ten circles each way and with each foot."""


def stance(ago: int, open_eyes: float, closed: float, **kind: object) -> SelfTestRecord:
    """A whole stance test so many days ago; the right leg stands two seconds longer with closed eyes."""
    more = [Trial(side, closed + 2 * (side is Side.RIGHT), CLOSED_EYES) for _ in range(3) for side in Side]
    legs = (open_eyes,) * 3
    return measured(TODAY - ago, STANCE, legs, legs, part=OPEN_EYES, more=more, **kind)  # type: ignore[arg-type]


def raises(ago: int, left: float, right: float, **kind: object) -> SelfTestRecord:
    """A heel-raise test on a wedge so many days ago."""
    return measured(TODAY - ago, RAISE, left, right, conditions={"surface": "wedge"}, **kind)  # type: ignore[arg-type]


def walls(ago: int, left: float, right: float, **kind: object) -> SelfTestRecord:
    """A knee-to-wall test so many days ago."""
    return measured(TODAY - ago, WALL, (left, left + 0.5, left), (right,) * 3, **kind)  # type: ignore[arg-type]


def block(ago: int) -> BlockRecord:
    """A block that began so many days ago."""
    return BlockRecord(new_id(1, bytes(10)), EVENING.date().fromordinal(EVENING.date().toordinal() - ago), 2)


def put_tests(folder: Path, *tests: SelfTestRecord, blocks: Sequence[BlockRecord] = ()) -> None:
    """Write the history of a folder."""
    folder.joinpath("history.json").write_bytes(to_bytes(History(tests=tests, blocks=tuple(blocks))))


def self_tests_in(folder: Path) -> tuple[SelfTestRecord, ...]:
    """The self-tests on the disk."""
    return HistoryFile(folder / "history.json").load().tests


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, none of which is held."""
    for key in keys:
        await press_later(pilot, key)
        await pilot.pause()


async def begin(pilot: Pilot[None], test: SelfTestId) -> None:
    """Go from Home to the first get-ready of a timed test, past the warm-up."""
    await press(pilot, "b", "home", *["down"] * list(SelfTestId).index(test), "enter", "enter", *SKIP_WARM_UP)
    assert session_of(pilot.app).snapshot.phase.work.open  # type: ignore[arg-type]


async def go(pilot: Pilot[None], seconds: float) -> None:
    """Let so many seconds pass in a test."""
    await move_to(pilot, StillClock.time + seconds)


async def trial(pilot: Pilot[None], seconds: float | None) -> None:
    """Wait for the next trial and end it after so many seconds, or leave it to its cap."""
    runner = session_of(pilot.app)  # type: ignore[arg-type]
    while not runner.snapshot.phase.counts_up:
        await move_to(pilot, runner.session.next_deadline() or 0.0)
    if seconds is None:
        await go(pilot, runner.snapshot.phase.work.target)
    else:
        await go(pilot, seconds)
        await pilot.press("space")
        await pilot.pause()


async def leave(pilot: Pilot[None], app: AnkleApp) -> None:
    """End the program as a signal would."""
    app.exit()
    await pilot.pause()
