"""Types faster than any program draws, on every screen and dialog: nothing ends the program but the runner.

Keys, clicks and pastes arrive without pauses, with up to ten turns of the event loop between them. The quick part runs always;
`FAULTS=all` runs the whole.
"""

import asyncio
import random
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.home.first_run import FirstRunScreen
from ankle_tui.ui.keys import keymap
from tests.builders import shipped
from tests.faults.conftest import Figure
from tests.faults.disk import WHOLE
from tests.ui.diary import put_life, week_of_a_runner
from tests.ui.stage import StillClock, kept, leave_over, make_app, make_plan, move_to, session_of

pytestmark = pytest.mark.slow

SEEDS = range(60 if WHOLE else 1)
"""Programs for each screen."""
LONGEST = 14
MOST_TURNS = 10
PLACES = {
    "home": [],
    "help": ["question_mark"],
    "palette": ["ctrl+p"],
    "settings": ["s"],
    "calendar": ["w"],
    "mark": ["d"],
    "progress": ["p"],
    "exercises": ["i"],
    "information": ["o"],
    "history": ["h"],
    "record": ["h", "enter"],
    "amend": ["h", "enter", "e"],
    "by hand": ["h", "a"],
    "session": ["enter"],
    "finish": ["enter", "2", "q"],
    "help in a session": ["enter", "question_mark"],
    "summary": ["enter", "9", "q", "k"],
}
"""The keys that lead to a screen from the first one; a digit lets so many tens of seconds of a session go by."""
LEFT_OVER, FIRST_RUN = "left over", "first run"
LAST_SET, QUESTION = "last set", "nothing counted"
PLANS = {LAST_SET: "heel-toe-walk", QUESTION: "calf-raise"}
"""The exercises of places that are reached without the first screen."""
CLICK, PASTE = "click", "paste"
NEVER = {"ctrl+q", "ctrl+c", "ctrl+z"}
OTHERS = [*"aKNQ07é", "tab", "shift+tab", "ctrl+p", "f5", "zero_width_joiner"]


def every_key() -> list[str]:
    """Every key that does something anywhere, and some that do nothing."""
    bound = {key for place in keymap._places() for part in place for command in part for key in command.keys}
    return sorted(bound - NEVER) + OTHERS


def burst(active: list[str], rng: random.Random) -> list[str]:
    """A few keys, most of them those of the screen, often one that is held or struck twice."""
    keys = [rng.choice(active if rng.random() < 0.7 else every_key()) for _ in range(rng.randint(2, LONGEST))]
    keys[rng.randrange(len(keys))] = rng.choice([CLICK, PASTE, *keys])
    held = rng.choice(["enter", "escape", "n", "q", "k", "d", "f1", "space", CLICK, *keys])
    return rng.choice([keys, [held] * rng.randint(2, LONGEST), [*keys[:2], *[held] * 3, *keys[2:]]])


async def type_burst(app: AnkleApp, keys: list[str], rng: random.Random) -> None:
    """Let keys arrive together, or with a few turns of the loop between them."""
    x, y = rng.randrange(app.size.width), rng.randrange(app.size.height)
    for key in keys:
        if key == CLICK:
            for kind in (events.MouseDown, events.MouseUp):
                app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
        elif key == PASTE:
            app.post_message(events.Paste("one\ntwo"))
        else:
            app.post_message(events.Key(key, key if len(key) == 1 else {"enter": "\r", "space": " "}.get(key)))
        for _ in range(rng.choice([0, 0, rng.randint(1, MOST_TURNS)])):
            await asyncio.sleep(0)


async def go_to(pilot: Pilot[None], keys: list[str]) -> None:
    """Open a screen from the first one."""
    for key in keys:
        if key.isdigit():
            StillClock.time += 10.0 * int(key)
        else:
            await pilot.press(key)
    await pilot.pause()


async def visit(folder: Path, place: str, rng: random.Random) -> int:
    """Open a screen and type a burst on it.

    Returns:
        How many keys were typed.
    """
    put_life(folder, week_of_a_runner())
    for _ in range(2 if place == LEFT_OVER else 0):
        leave_over(folder, "calf-raise")
    before = {record.id for record in kept(folder)}
    app = make_app(folder, plan=make_plan(PLANS[place]) if place in PLANS else None)
    async with app.run_test(size=rng.choice([(80, 24), (40, 12), (100, 30)])) as pilot:
        if place == FIRST_RUN:
            app.push_screen(FirstRunScreen(shipped()))
        if place == QUESTION:
            await move_to(pilot, 10.5)
            await go_to(pilot, ["m", "enter"])
            assert session_of(app).asks()
        await go_to(pilot, PLACES.get(place, []))
        sessions = len(app.sessions.runners)
        keys = burst(sorted({*app.screen.active_bindings} - NEVER), rng)
        await type_burst(app, keys, rng)
        while app.is_running and not app._exit and not app.typeahead.idle:
            await asyncio.sleep(0)
        await pilot.pause()
        if app.is_running:
            assert len({*map(type, app.screen_stack)}) == len(app.screen_stack)
            assert sum(session_runner.live for session_runner in app.sessions.runners) <= 1
        if len(set(keys)) == 1:  # held
            assert len(app.sessions.runners) - sessions <= 1
    assert app.crash is None
    app.close_down()
    there = {record.id for record in kept(folder)}
    assert before <= there | {tomb.id for tomb in app.journal.history.deleted}
    assert all(
        session_runner.saver.record is None or session_runner.saver.record.id in there
        for session_runner in app.sessions.runners
    )
    return len(keys)


@pytest.mark.parametrize("place", [*PLACES, *PLANS, LEFT_OVER, FIRST_RUN])
async def test_keys_that_come_together_end_nothing(place: str, tmp_path: Path, figure: Figure) -> None:
    for seed in SEEDS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        typed = await visit(folder, place, random.Random(f"{place} {seed}"))
        figure("keys in bursts", bursts=1, keys=typed)
