"""What Home asks about earlier sessions: one question at a time, one key answers."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.records import Feel, Morning, SessionRecord
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.home.home_state import Asks
from ankle_tui.ui.widgets.keybar import Question
from tests.store.history.records import make_record
from tests.ui.home.test_screen import asked, asks, commands_of
from tests.ui.stage import EVENING, kept, make_app, move_to
from tests.ui.test_snapshots import Compare, settled
from tests.ui.training import put_history

TODAY = EVENING.date()
MORNING = {"home.better", "home.same", "home.worse"}


def past(days: int, number: int = 1, **changes: object) -> SessionRecord:
    """A session so many days ago, on its own, so that the run of its day is not known."""
    return make_record(number, day=TODAY - dt.timedelta(days), context=Context.OTHER, **changes)


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


async def told(folder: Path, sessions: Sequence[SessionRecord], *keys: str) -> tuple[list[Asks | None], SessionRecord]:
    """What is asked after each key, and the first session in the end."""
    put_history(folder, sessions)
    app = make_app(folder)
    questions = []
    async with app.run_test() as pilot:
        await pilot.pause()
        questions.append(asks(app))
        for key in keys:
            await press(pilot, key)
            questions.append(asks(app))
    return questions, next(one for one in kept(folder) if one.id == sessions[0].id)


@pytest.mark.parametrize("key", ["1", "2", "3"])
async def test_the_morning_after_is_asked_once_and_one_key_answers(tmp_path: Path, key: str) -> None:
    before = past(1)
    questions, after = await told(tmp_path, [before], key)
    assert questions == [Asks.MORNING, Asks.RAN]
    assert after == replace(before, morning=list(Morning)[int(key) - 1], rev=before.rev + 1)
    assert (await told(tmp_path, [after]))[0] == [Asks.RAN]


async def test_it_can_be_put_off_until_the_next_day(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert commands_of(app) >= MORNING | {"home.later"}
        assert not commands_of(app) & {"home.ran", "home.still-sore"}
        await press(pilot, "escape", "3")
        assert not commands_of(app) & (MORNING | {"home.later"})
        assert kept(tmp_path) == (past(1),)
        app.journal.wall = lambda: EVENING + dt.timedelta(days=1)
        await press(pilot, "i", "escape")
        assert asks(app) is Asks.MORNING


async def test_the_mouse_answers(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        at = str(app.screen.query_one(Question).render()).index("3 worse")
        await pilot.click(Question, offset=(at + 3, 0))
        await pilot.pause()
    assert kept(tmp_path)[0].morning is Morning.WORSE


@pytest.mark.parametrize(("key", "relieved"), [("n", TODAY), ("y", None), ("escape", None)])
async def test_pain_that_was_reported_is_asked_after(tmp_path: Path, key: str, relieved: dt.date | None) -> None:
    before = past(4, pain=5)
    questions, after = await told(tmp_path, [before], key)
    assert questions == [Asks.SORE, Asks.RAN]
    assert after.relieved == relieved


async def test_one_question_at_a_time(tmp_path: Path) -> None:
    sessions = [past(3, 1, pain=5), past(1, 2)]
    questions, _ = await told(tmp_path, sessions, "2", "n", "n")
    assert questions == [Asks.MORNING, Asks.SORE, Asks.RAN, None]


async def test_an_answer_is_taken_back_into_what_another_window_has_changed(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1, effort=4)])
    app: AnkleApp = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.journal.amend(past(1, effort=4), past(1, effort=7))
        await press(pilot, "3")
    (after,) = kept(tmp_path)
    assert (after.effort, after.morning) == (7, Morning.WORSE)


async def test_how_it_feels_is_kept_with_the_session(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "f", "enter")
        await move_to(pilot, 30.0)
        await press(pilot, "q", "k")
    assert kept(tmp_path)[0].feel is Feel.SORE


@pytest.mark.parametrize(("size", "words"), [((80, 24), " esc later"), ((40, 12), " 1 better 2 same 3 worse")])
async def test_the_question_is_whole_on_every_screen(tmp_path: Path, size: tuple[int, int], words: str) -> None:
    put_history(tmp_path, [past(1)])
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert (asks(app), words in asked(app)) == (Asks.MORNING, True)
        assert len(asked(app)) <= app.screen.query_one(Question).content_size.width


def test_home_asks_about_the_morning(snap_compare: Compare, tmp_path: Path) -> None:
    put_history(tmp_path, [past(1)])
    assert snap_compare(settled(make_app(tmp_path)), terminal_size=(80, 24))
