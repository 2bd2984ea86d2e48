"""Sessions that were not finished are offered at the next start: go on, keep, discard, or later."""

import datetime as dt
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import Static

from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.snapshot import Run
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.dialogs.choice_dialog import DialogPane
from ankle_tui.ui.history.history_wording import count_words
from ankle_tui.ui.history.screen import HistoryScreen
from ankle_tui.ui.home.home_wording import NOT_SAVED, aside_words
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.session.session_wording import RETURNED, TAKE_YOUR_TIME, unfinished_question, when_words, where_words
from ankle_tui.ui.session.unfinished import UnfinishedScreen
from ankle_tui.ui.summary.screen import SummaryScreen
from ankle_tui.ui.widgets.line import TopLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.wording.text import trouble_words
from tests.ui.home.on_home import fact, line
from tests.ui.stage import (
    EVENING,
    field_of,
    kept,
    leave_over,
    left_in,
    make_app,
    make_plan,
    move_to,
    press_later,
    session_of,
)

pytestmark = pytest.mark.slow

EARLIER = EVENING - dt.timedelta(days=2)


def text(app: AnkleApp, name: str) -> str:
    return field_of(app).words(name)


def told(app: AnkleApp) -> list[str]:
    """What stands above the answers, without the question."""
    lines = str(app.screen.query_one("#told", Static).render()).splitlines()
    return lines if app.screen.query_one(DialogPane).is_framed else lines[1:]


def question(app: AnkleApp) -> str:
    return app.screen.query_one(DialogPane).title_words


def chosen(app: AnkleApp) -> str | None:
    """The answer under the cursor."""
    answers = app.screen.query_one(OptionMenu)
    assert answers.highlighted is not None
    return answers.get_option_at_index(answers.highlighted).id


def run_of(app: AnkleApp) -> Run:
    return session_of(app).session.run


def is_left(folder: Path) -> bool:
    """Whether a program that starts now would be offered a session."""
    checkpoints = left_in(folder)
    found = list(checkpoints.left_overs())
    for left in found:
        left.slot.let_go()
    return bool(found)


# ------------------------------------------------------------------------------------------------------- offered


async def test_a_session_left_over_is_offered_with_when_where_and_how_far(tmp_path: Path) -> None:
    leave_over(tmp_path, time=95.0)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, UnfinishedScreen)
        checkpoint = app.screen._checkpoint
        assert question(app) == unfinished_question()
        when, where, done = told(app)
        assert when == when_words(EVENING, EVENING.date())
        assert where == where_words(checkpoint) != ""
        assert done.startswith(sets_done(checkpoint.record))
        assert checkpoint.record.active_seconds == 55
        assert chosen(app) == "go-on"


async def test_the_question_is_whole_in_every_size(tmp_path: Path) -> None:
    leave_over(tmp_path, time=95.0)
    app = make_app(tmp_path)
    async with app.run_test(size=(160, 45)) as pilot:
        for size in ((80, 24), (40, 12), (30, 8), (160, 45)):
            await pilot.resize_terminal(*size)
            pane = app.screen.region
            assert pane.size == size
            answers, above = app.screen.query_one(OptionMenu), app.screen.query_one("#told")
            assert pane.contains_region(answers.region)
            assert pane.contains_region(above.region)
            assert answers.size.height >= answers.option_count
            assert above.content_size.width >= max(map(len, told(app))), size


async def test_nothing_left_over_asks_nothing(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)


async def test_a_demonstration_offers_nothing_and_leaves_it_for_the_next_start(tmp_path: Path) -> None:
    leave_over(tmp_path)
    app = make_app(tmp_path, plan=make_plan("lateral-hops"), speed=60.0)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        app.exit()
    app.close_down()
    assert is_left(tmp_path)


# --------------------------------------------------------------------------------------------------------- go on


@pytest.mark.parametrize("keys", [("g",), ("enter",), ("space",), ("down", "up", "enter")])
async def test_going_on_opens_the_session_paused_where_it_was(tmp_path: Path, keys: tuple[str, ...]) -> None:
    leave_over(tmp_path, "single-leg-balance", time=25.0)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert run_of(app) is Run.PAUSED
        assert field_of(app).mood == "paused"
        assert text(app, "cue") == RETURNED
        assert session_of(app).snapshot.clock == 15
        await press_later(pilot, "space")
        assert run_of(app) is Run.RUNNING
        assert text(app, "cue") != RETURNED
        await pilot.press("space")
        assert text(app, "cue") == TAKE_YOUR_TIME


async def test_a_session_gone_on_with_ends_as_one_record(tmp_path: Path) -> None:
    leave_over(tmp_path, "single-leg-balance", time=25.0)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("g", "space")
        await move_to(pilot, 10_000)
        assert isinstance(app.screen, SummaryScreen)
        await press_later(pilot, "enter")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
    app.close_down()
    (record,) = kept(tmp_path)
    assert record.status is Status.COMPLETED
    assert all(item.outcome is Outcome.DONE for item in record.sets)
    assert not is_left(tmp_path)


async def test_going_on_and_leaving_again_leaves_it_over_again(tmp_path: Path) -> None:
    leave_over(tmp_path, "single-leg-balance", time=25.0)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("g", "space")
        await move_to(pilot, 5.0)
        app.exit()
    app.close_down()
    assert kept(tmp_path) == ()
    (left,) = left_in(tmp_path).left_overs()
    assert left.checkpoint.record.sets[0].done == 20.0


async def test_after_the_session_gone_on_with_the_others_are_offered(tmp_path: Path) -> None:
    leave_over(tmp_path, "calf-raise", at=EARLIER)
    leave_over(tmp_path, "single-leg-balance", time=25.0)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert question(app) == unfinished_question(1, 2)
        assert told(app)[0] == when_words(EVENING, EVENING.date())  # the newest first
        await pilot.press("g", "q", "k")
        assert isinstance(app.screen, SummaryScreen)
        await press_later(pilot, "enter")
        await pilot.pause()
        assert isinstance(app.screen, UnfinishedScreen)
        assert question(app) == unfinished_question(2, 2)
        assert told(app)[0] == when_words(EARLIER, EVENING.date())


async def test_a_resumed_session_begins_at_once_and_ends_the_program(tmp_path: Path) -> None:
    leave_over(tmp_path, "single-leg-balance", time=25.0)
    (left,) = left_in(tmp_path).left_overs()
    app = make_app(tmp_path, resume=left)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert session_of(app).session.run is Run.PAUSED
        await pilot.press("q", "k")
        await press_later(pilot, "enter")
        await pilot.pause()
        assert not app.is_running
    app.close_down()
    assert len(kept(tmp_path)) == 1
    assert not is_left(tmp_path)


# ------------------------------------------------------------------------------------------------ keep and discard


async def test_keeping_puts_what_was_done_into_the_history(tmp_path: Path) -> None:
    leave_over(tmp_path, time=95.0)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("k")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert fact(app) == aside_words(app.journal.calendar, framed=True, room=40) != ""
        await pilot.press("h")
        assert isinstance(app.screen, HistoryScreen)
        title = app.screen.query_one(TopLine)
        assert title.fact.startswith(count_words(1, 1))
    assert app.close_down() == []
    (record,) = kept(tmp_path)
    assert (record.status, record.sets[0].outcome) == (Status.PARTIAL, Outcome.DONE)
    assert not is_left(tmp_path)


async def test_what_cannot_be_kept_is_handed_over_at_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(store: HistoryFile, record: object) -> None:
        raise FileProblem(store.path, "no space left")

    leave_over(tmp_path, time=95.0)
    monkeypatch.setattr(HistoryFile, "keep", refuse)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("k")
        await pilot.pause()
        assert (fact(app), line(app)) == (NOT_SAVED, trouble_words("no space left"))
        app.exit()
    told, where = app.close_down()
    assert "no space left" in told
    assert str(tmp_path / "in-progress") in where
    assert app.unsaved
    assert is_left(tmp_path)


async def test_discarding_forgets_it(tmp_path: Path) -> None:
    leave_over(tmp_path)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("d")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert fact(app) == ""
    app.close_down()
    assert kept(tmp_path) == ()
    assert not is_left(tmp_path)


async def test_later_leaves_it_for_any_window_and_one_key_asks_again(tmp_path: Path) -> None:
    leave_over(tmp_path)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert fact(app) == "1 not finished: u"
        assert is_left(tmp_path)  # another window can take it
        await pilot.press("u")
        await pilot.pause()
        assert question(app) == "Not finished"
        assert not is_left(tmp_path)
        await pilot.press("escape")
        await press_later(pilot, "enter", "q", "k")  # a session comes and goes
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        await pilot.press("u", "k")
        await pilot.pause()
        assert len(kept(tmp_path)) == 1
        await pilot.press("u")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
    app.close_down()
    assert not is_left(tmp_path)


async def test_every_answer_can_be_clicked(tmp_path: Path) -> None:
    for exercise in ("calf-raise", "band-ankle", "lateral-hops"):
        leave_over(tmp_path, exercise, time=25.0)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        for answer in ("later", "keep", "discard"):
            await pilot.pause()
            assert isinstance(app.screen, UnfinishedScreen)
            answers = app.screen.query_one(OptionMenu)
            await pilot.click(OptionMenu, offset=(4, answers.get_option_index(answer)))
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
    app.close_down()
    assert len(kept(tmp_path)) == 1
    assert is_left(tmp_path)


@pytest.mark.parametrize("key", ["ctrl+c", "ctrl+q"])
async def test_leaving_the_program_at_the_question_loses_nothing(tmp_path: Path, key: str) -> None:
    leave_over(tmp_path)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert not app.is_running
    app.close_down()
    assert is_left(tmp_path)


async def test_arrows_walk_through_the_answers(tmp_path: Path) -> None:
    leave_over(tmp_path)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("down", "down", "down", "up")
        assert chosen(app) == "discard"


async def test_the_question_and_a_notice_can_be_squeezed_to_nothing(tmp_path: Path) -> None:
    leave_over(tmp_path)
    app = make_app(tmp_path, notices=["Something to know. " * 20])
    async with app.run_test() as pilot:
        for keys in ((), ("escape",)):
            await pilot.press(*keys)
            for size in ((1, 1), (5, 20), (200, 3), (1, 60), (80, 24)):
                await pilot.resize_terminal(*size)
                await pilot.press("down", "pagedown")
        assert isinstance(app.screen, HomeScreen)


# ---------------------------------------------------------------------------------------- asked for on the command line


@pytest.mark.parametrize("key", ["k", "d", "escape"])
async def test_after_the_answer_the_planned_session_begins(tmp_path: Path, key: str) -> None:
    leave_over(tmp_path, "calf-raise")
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert isinstance(app.screen, UnfinishedScreen)
        await pilot.press(key)
        await pilot.pause()
        session_runner = session_of(app)
        assert session_runner.session.run is Run.RUNNING
        assert session_runner.session.plan.sets[0].exercise == "single-leg-balance"


async def test_going_on_replaces_the_planned_session(tmp_path: Path) -> None:
    leave_over(tmp_path, "calf-raise")
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await pilot.press("g")
        await pilot.pause()
        assert session_of(app).session.plan.sets[0].exercise == "calf-raise"
        await pilot.press("q", "k")
        await press_later(pilot, "enter")
        await pilot.pause()
        assert not app.is_running
    app.close_down()
    assert [item.sets[0].exercise for item in kept(tmp_path)] == ["calf-raise"]


# --------------------------------------------------------------------------------------------------------- safety


async def test_names_in_a_checkpoint_show_as_they_are_and_obey_nothing(tmp_path: Path) -> None:
    leave_over(tmp_path, "calf-raise")
    (path,) = (tmp_path / "in-progress").glob("*.json")
    whole = json.loads(path.read_text())
    path.write_text(json.dumps(renamed(whole, "Calf raise", "[bold]\x1b[2J[/]" + "x" * 200)))
    app = make_app(tmp_path)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        assert told(app)[1].startswith("[bold]?[2J[/]xxx")
        assert app.screen.region.contains_region(app.screen.query_one(OptionMenu).region)
        await pilot.press("g")
        await pilot.pause()
        assert "[bold]?[2J[/]xxx" in "".join(field_of(app).lines())
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "‖ [bold]?[2J[/]xxx" in field_of(app).lines()[0]


def renamed(value: object, old: str, new: str) -> object:
    """A value of a file with one text in place of another, wherever it stands."""
    if isinstance(value, Mapping):
        return {key: renamed(item, old, new) for key, item in value.items()}
    if isinstance(value, list):
        return [renamed(item, old, new) for item in value]
    return new if value == old else value
