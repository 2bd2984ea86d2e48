"""Pictures of the self-tests: the list, a trial, the rest after one, all trials, a result."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from textual.pilot import Pilot

from ankle_tui.core.self_tests.people import AgeBand, Sex
from ankle_tui.store.settings.settings import Settings
from tests.ui.self_tests.tested import RAISE, STANCE, begin, block, go, press, put_tests, raises, stance, trial, walls
from tests.ui.stage import make_app
from tests.ui.test_snapshots import NARROW, USUAL, Compare, pictures, settled


async def rest(pilot: Pilot[None]) -> None:
    """The rest after a trial that nobody ended in time."""
    await begin(pilot, STANCE)
    await trial(pilot, None)
    await go(pilot, 3.0)
    await pilot.press(*["left"] * 4)
    await pilot.pause()


async def raising(pilot: Pilot[None]) -> None:
    """Some reps into a trial."""
    await begin(pilot, RAISE)
    await go(pilot, 30.5)


async def checking(pilot: Pilot[None]) -> None:
    """A test that nobody has looked at yet."""
    await press(pilot, "b", "home", "down", "enter", "down", "right", "down")


async def listing(pilot: Pilot[None]) -> None:
    """The list, with what is due."""
    await press(pilot, "b")


async def result(pilot: Pilot[None]) -> None:
    """A result with all that can be said."""
    await press(pilot, "b", "home", *["down"] * 4, "enter")


STATES: dict[str, Callable[[Pilot[None]], Awaitable[None]]] = {
    "list": listing,
    "trial": raising,
    "rest": rest,
    "check": checking,
    "result": result,
}


@pictures("state", ("list", USUAL), ("trial", NARROW), ("rest", USUAL), ("check", NARROW), ("result", USUAL))
def test_self_tests(snap_compare: Compare, tmp_path: Path, state: str, size: tuple[int, int]) -> None:
    put_tests(
        tmp_path,
        *(walls(52, 9, 10), raises(52, 14, 24), raises(45, 15, 23), raises(2, 24, 33, pain=2)),
        *([stance(1, 41, 9, checked=False)] if state == "check" else [stance(52, 40, 8), stance(45, 41, 9)]),
        blocks=[block(53)],
    )
    app = settled(make_app(tmp_path, settings=Settings(age=AgeBand.THIRTIES, sex=Sex.FEMALE)))
    assert snap_compare(app, terminal_size=size, run_before=STATES[state])
