"""Pictures of every screen, compared with the ones that were looked at and found good."""

import datetime as dt
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.sessions.checkpoint_files import Slot
from ankle_tui.ui.app import AnkleApp
from tests.builders import stance_test
from tests.ui.stage import EVENING, leave_over, make_app, make_plan, move_to

Before = Callable[[Pilot[None]], Awaitable[None]]
USUAL, NARROW, LARGE, SMALLEST = (80, 24), (40, 12), (160, 45), (30, 8)
MOMENTS = {
    "get-ready": (0.0, ()),
    "hold": (18.0, ("f",)),
    "change-sides": (52.0, ()),
    "rest": (224.0, ()),
    "reps": (276.0, ()),
    "paused": (21.4, ("space",)),
}
"""Seconds into the default session, and the keys pressed then."""


class Compare(Protocol):
    """The comparison of the snapshot plugin."""

    def __call__(
        self, app: App[None], *, terminal_size: tuple[int, int], run_before: Before | None = None
    ) -> bool: ...  # pragma: no cover


def named(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


def pictures(what: str, *taken: tuple[str, tuple[int, int]]) -> pytest.MarkDecorator:
    """Take a picture of each state named by `what` at the size beside it: a state and a layout that others do not show."""
    named_cases = [pytest.param(state, size, id=f"{state}-{named(size)}") for state, size in taken]
    return pytest.mark.parametrize((what, "size"), named_cases)


def at_moment(moment: str) -> Before:
    """Let the default session run to a moment."""
    time, keys = MOMENTS[moment]

    async def run(pilot: Pilot[None]) -> None:
        await pilot.press("enter")
        await move_to(pilot, time)
        await pilot.press(*keys)
        await pilot.pause()

    return run


def pressing(*keys: str, time: float | None = None) -> Before:
    """Press keys, after the session has run to a time when one is given."""

    async def run(pilot: Pilot[None]) -> None:
        if time is not None:
            await pilot.press("enter")
            await move_to(pilot, time)
        for key in keys:
            await pilot.press(key)
            await pilot.pause()

    return run


def settled(app: AnkleApp) -> AnkleApp:
    """An app without anything that blinks or moves by itself."""
    app.animation_level = "none"
    return app


@pictures(
    "moment",
    *((moment, USUAL) for moment in MOMENTS),
    *(("hold", size) for size in (NARROW, LARGE)),
)
def test_session(snap_compare: Compare, tmp_path: Path, moment: str, size: tuple[int, int]) -> None:
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=at_moment(moment))


@pytest.mark.parametrize("size", [USUAL], ids=named)
def test_a_set_that_counts_up(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    app = settled(make_app(tmp_path, plan=stance_test()))

    async def run(pilot: Pilot[None]) -> None:
        await move_to(pilot, 33.2)

    assert snap_compare(app, terminal_size=size, run_before=run)


@pytest.mark.parametrize("moment", ["paused"])
def test_session_without_colour(
    snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24), run_before=at_moment(moment))


@pytest.mark.parametrize("moment", ["hold"])
def test_session_on_a_light_ground(snap_compare: Compare, tmp_path: Path, moment: str) -> None:
    app = settled(make_app(tmp_path))
    app.theme = "ankle-light"
    assert snap_compare(app, terminal_size=(80, 24), run_before=at_moment(moment))


@pytest.mark.parametrize("size", [USUAL], ids=named)
def test_home(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing("down", "right"))


@pytest.mark.parametrize("size", [SMALLEST], ids=named)
def test_notice(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    notice = (
        "history.json was damaged (line 3: sessions[1]: done: must be a number): 12 sessions are safe, 2 of them from "
        "a backup. The damaged file: history.damaged-20261122-181003.json"
    )
    app = settled(make_app(tmp_path, notices=[notice]))
    assert snap_compare(app, terminal_size=size, run_before=pressing())


@pytest.mark.parametrize("size", [NARROW], ids=named)
def test_left_over(
    snap_compare: Compare, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    leave_two(tmp_path)
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing())


@pytest.mark.parametrize("size", [USUAL], ids=named)
def test_resumed(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    leave_two(tmp_path)
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=pressing("g"))


def leave_two(folder: Path) -> None:
    """Leave two sessions unfinished, in a loop of their own: the comparison has its own as well."""
    leave_over(folder, "band-ankle", at=EVENING - dt.timedelta(days=2), time=40.0)
    leave_over(folder, time=95.0)


@pytest.mark.parametrize("size", [USUAL], ids=named)
def test_disk_trouble_muted_and_by_hand(
    snap_compare: Compare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    def refuse(slot: Slot, _: object) -> None:
        raise FileProblem(slot.path, "cannot be written: No space left on device")

    monkeypatch.setattr(Slot, "write", refuse)
    app = settled(make_app(tmp_path, plan=make_plan("calf-raise")))

    async def run(pilot: Pilot[None]) -> None:
        await move_to(pilot, 16.0)
        await pilot.press("m", "s")

    assert snap_compare(app, terminal_size=size, run_before=run)


SCREENS = {
    "finish-run": pressing("q", time=95.0),
    "keys-run": pressing("question_mark", time=12.0),
    "summary-early-run": pressing("f", "q", "k", "6", time=95.0),
}


@pictures(
    "screen",
    ("finish-run", USUAL),
    ("keys-run", NARROW),
    ("summary-early-run", USUAL),
)
def test_screen(snap_compare: Compare, tmp_path: Path, screen: str, size: tuple[int, int]) -> None:
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=size, run_before=SCREENS[screen])


def test_band_work_at_the_smallest_size(snap_compare: Compare, tmp_path: Path) -> None:
    app = settled(make_app(tmp_path, plan=make_plan("band-ankle")))

    async def run(pilot: Pilot[None]) -> None:
        await move_to(pilot, 26.0)

    assert snap_compare(app, terminal_size=(30, 8), run_before=run)


@pytest.mark.parametrize("size", [USUAL], ids=named)
def test_a_band_direction_is_set_up(snap_compare: Compare, tmp_path: Path, size: tuple[int, int]) -> None:
    app = settled(make_app(tmp_path, plan=make_plan("band-ankle")))

    async def run(pilot: Pilot[None]) -> None:
        await move_to(pilot, 72.0)

    assert snap_compare(app, terminal_size=size, run_before=run)
