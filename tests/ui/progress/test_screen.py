"""Progress by key and by mouse, how it follows the history, and the bests of a session."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.history.records import History, Outcome, SessionRecord, SetRecord, Tombstone
from ankle_tui.core.self_tests.people import AgeBand
from ankle_tui.core.training.progress import Best
from ankle_tui.core.weeks.outline import WeekStart
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.progress.progress_wording import window_words
from ankle_tui.ui.progress.screen import BESIDE, ProgressScreen
from ankle_tui.ui.progress.self_test_words import NORM_POST, PRACTICE
from ankle_tui.ui.self_tests.screen import SelfTestsScreen
from ankle_tui.ui.summary.screen import Lines, SummaryScreen
from ankle_tui.ui.summary.summary_wording import best_words
from ankle_tui.ui.widgets.keybar import KeyBar
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.panel import Board
from ankle_tui.ui.widgets.virtual_list import VirtualList
from tests.store.history.records import make_id, make_record
from tests.ui.eight_weeks import eight_weeks, put, self_tests
from tests.ui.stage import EVENING, make_app, make_plan, move_to
from tests.ui.training import a_week, a_year, put_history

LEFT_BEST = Best("single-leg-balance", "eyes-open-firm", Side.LEFT, None, Unit.SECONDS, 30, 22, clean=False)
BALANCE, CALF, WALK, BAND, HOPS = "single-leg-balance", "calf-raise", "heel-toe-walk", "band-ankle", "lateral-hops"


def on_progress(app: AnkleApp) -> ProgressScreen:
    assert isinstance(app.screen, ProgressScreen)
    return app.screen


def title(app: AnkleApp) -> str:
    return app.screen.query_one("#title", TextLine).text


def board(app: AnkleApp, name: str) -> list[str]:
    return app.screen.query_one(f"#{name}", Board).lines()


def over_time(app: AnkleApp) -> str:
    """The self-test on the screen."""
    assert app.screen.query_one("#sheet").display
    return str(app.screen.query_one("#text", Static).render())


def offered(app: AnkleApp) -> list[str]:
    return [key.label for key in app.screen.query_one(KeyBar).keys]


# -------------------------------------------------------------------------------------------------------- the screen


async def test_p_opens_progress_and_leaves_it(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        for leave in ("escape", "q", "p"):
            await pilot.press("p")
            assert on_progress(app).shown == BALANCE
            await pilot.press(leave)
            assert isinstance(app.screen, HomeScreen)


async def test_without_sessions_it_says_what_will_be_there(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p", "right", "v", "t")
        await pilot.pause()
        assert on_progress(app).view is None
        assert any(board(app, "line"))
        assert not any(app.screen.query_one(f"#{name}").display for name in ("work", "pairs", "block", "tests"))
        assert offered(app) == ["back", "history", "keys"]


async def test_the_list_is_walked_by_key_and_goes_round(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        seen = [on_progress(app).shown]
        for key in ("down", "j", "down", "down", "down", "k", "home", "end"):
            await pilot.press(key)
            seen.append(on_progress(app).shown)
        assert seen == [BALANCE, CALF, WALK, BAND, HOPS, BALANCE, HOPS, BALANCE, HOPS]
        listing = app.screen.query_one(OptionList)
        assert listing.highlighted == 4
        assert on_progress(app).view is None


async def test_a_click_in_the_list_shows_an_exercise(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.click(OptionList, offset=(4, 4))
        assert on_progress(app).shown == CALF
        view = on_progress(app).view
        assert view
        assert not view.sided
        await pilot.press("down")
        assert on_progress(app).shown == WALK
        assert any("heels" in line for line in board(app, "pairs"))


async def test_the_list_is_there_where_it_has_room(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    for width, there in ((BESIDE, True), (BESIDE - 1, False)):
        app = make_app(tmp_path)
        async with app.run_test(size=(width, 24)) as pilot:
            await pilot.press("p")
            await pilot.pause()
            assert app.screen.query_one(OptionList).is_on_screen is there
            assert ("exercise" in offered(app)) is not there, "its keys stand in its border"
            await pilot.press("down")
            assert on_progress(app).shown == CALF


async def test_variations_take_turns_and_show_the_weeks_in_which_they_were_done(tmp_path: Path) -> None:
    put_history(tmp_path, a_year())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        seen = []
        for _ in range(3):
            view = on_progress(app).view
            assert view
            seen.append(view.variation)
            assert any(line.strip() and "●" in line for line in board(app, "line"))
            await pilot.press("v")
        assert seen == ["eyes-closed-firm", "eyes-open-firm", "eyes-closed-firm"]
        await pilot.press("end")
        assert "variation" not in offered(app)


async def test_weeks_go_back_to_the_first_and_on_to_the_present(tmp_path: Path) -> None:
    put_history(tmp_path, a_year())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        now = board(app, "work")
        weeks = app.screen.query_one("#line", Board).result_words
        assert weeks == window_words(EVENING.date(), EVENING.date(), 12, EVENING.date())
        await pilot.press("left_square_bracket")
        assert app.screen.query_one("#line", Board).result_words != weeks
        assert board(app, "work") != now
        await pilot.press(*["left"] * 30)
        assert len(board(app, "work")[-1].replace("··", "").split()) == 2, "zero, and the first week"
        await pilot.press("right_square_bracket", *["right"] * 30)
        assert board(app, "work") == now


async def test_help_tells_of_the_keys(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        told = [each.title for each in app.screen.commands if each.shown]
        assert told == ["Exercise", "History", "Back", "Keys"]


async def test_h_leads_to_the_history_and_b_to_the_block(tmp_path: Path) -> None:
    put(tmp_path, eight_weeks())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p", "h")
        assert app.screen.query(VirtualList)
        await pilot.press("escape")
        assert on_progress(app).shown == BALANCE
        await pilot.press("b")
        assert isinstance(app.screen, SelfTestsScreen)


async def test_it_follows_the_history_and_stays_with_its_exercise(tmp_path: Path) -> None:
    first, second = a_week()
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        app.journal.change(History((first,)))
        await pilot.pause()
        await pilot.press("down")
        before = on_progress(app).view
        assert before
        assert on_progress(app).shown == CALF
        app.journal.change(History((second,)))
        await pilot.pause()
        assert on_progress(app).shown == CALF
        assert on_progress(app).view != before
        for one in (first, second):
            app.journal.change(History(deleted=(Tombstone(one.id, EVENING, one.rev),)))
        await pilot.pause()
        assert on_progress(app).shown == CALF
        assert on_progress(app).view is None


async def test_self_tests_follow_the_exercises(tmp_path: Path) -> None:
    put(tmp_path, eight_weeks(2))
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p", "t")
        seen = []
        for _ in range(4):
            seen.append(on_progress(app).shown)
            await pilot.press("t")
        assert seen == ["test-wall", "test-stance", "test-raise", "test-wall"]
        await pilot.press("end")
        await pilot.pause()
        before = over_time(app)
        assert PRACTICE in before
        app.journal.change(History(tests=self_tests(54)))
        await pilot.pause()
        await pilot.pause()
        assert on_progress(app).shown == "test-raise"
        assert over_time(app) != before
        await pilot.press("home")
        await pilot.pause()
        assert not app.screen.query_one("#sheet").display


async def test_a_long_test_scrolls_and_says_so(tmp_path: Path) -> None:
    put(tmp_path, eight_weeks())
    app = make_app(tmp_path)
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.press("p", "t", "t")
        await pilot.pause()
        assert "read on" in offered(app)
        await pilot.press("pagedown")
        assert app.screen.query_one("#sheet").scroll_offset.y > 1
        await pilot.press("pageup")
        assert app.screen.query_one("#sheet").scroll_offset.y == 0
        await pilot.resize_terminal(160, 45)
        await pilot.pause()
        assert "read on" not in offered(app)


async def test_self_tests_are_there_once_the_runner_has_looked_at_them(tmp_path: Path) -> None:
    wall, stance, *_ = self_tests(2, 2)
    put(tmp_path, History(tests=(wall, replace(stance, checked=False))))
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p", "t", "t")
        assert on_progress(app).shown == "test-wall"
        before = board(app, "tests")
        app.journal.change(History(tests=(replace(stance, rev=2),)))
        await pilot.pause()
        await pilot.press("t")
        assert on_progress(app).shown == "test-stance"
        assert len(board(app, "tests")) > len([line for line in before if line and "last" not in line])


async def test_published_values_need_the_age_of_the_settings(tmp_path: Path) -> None:
    put(tmp_path, History(tests=self_tests(-3, 2)))
    for age, there in ((None, False), (AgeBand.THIRTIES, True)):
        app = make_app(tmp_path, settings=Settings(age=age))
        async with app.run_test() as pilot:
            await pilot.press("p", "t", "t")
            await pilot.pause()
            assert on_progress(app).shown == "test-stance"
            assert (NORM_POST in over_time(app)) is there


@pytest.mark.parametrize(("start", "first"), [(WeekStart.MONDAY, True), (WeekStart.SUNDAY, False)])
async def test_weeks_begin_as_the_settings_say(tmp_path: Path, start: WeekStart, first: bool) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    app.preferences.settings = replace(app.settings, week_start=start)
    async with app.run_test() as pilot:
        await pilot.press("p")
        view = on_progress(app).view
        assert view
        assert (dt.date.fromordinal(view.first_week).weekday() == 0) is first


async def test_an_exercise_nobody_knows_is_shown_by_its_id_without_what_a_terminal_would_obey(tmp_path: Path) -> None:
    strange = SetRecord("spell\x1b[2J", "c\x1bd", 1, None, "a\x07b", Unit.REPS, 12, 5, Outcome.DONE)
    put_history(tmp_path, [make_record(sets=(strange,))])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        drawn = "".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "spell?[2J, c?d" in drawn
        assert "a?b" in drawn
        assert not set("\x1b\x07") & set(drawn)


@pytest.mark.parametrize("size", [(1, 1), (8, 3), (20, 5), (300, 100)])
async def test_any_size_will_do(tmp_path: Path, size: tuple[int, int]) -> None:
    put(tmp_path, eight_weeks())
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.press("p", "right", "down", "v", "t", "home")
        assert on_progress(app).shown == BALANCE


# --------------------------------------------------------------------------------------------- bests, in the summary


NO_NAMES: dict[str, str] = {}


def bests(app: AnkleApp) -> str:
    """The best in the border of the summary."""
    assert isinstance(app.screen, SummaryScreen)
    return app.screen.query_one("#report", Lines).result_words.strip()


async def bests_of_a_session(app: AnkleApp) -> str:
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        return bests(app)


def earlier(done: float) -> SessionRecord:
    """A balance some days ago."""
    sets = tuple(
        SetRecord("single-leg-balance", "eyes-open-firm", 1, side, None, Unit.SECONDS, 30, amount, Outcome.SHORT, 0)
        for side, amount in ((Side.LEFT, done), (Side.RIGHT, 30.0))
    )
    return make_record(sets=sets, day=dt.date(2026, 11, 18))


async def test_a_best_is_called_out(tmp_path: Path) -> None:
    put_history(tmp_path, [earlier(22)])
    said = await bests_of_a_session(make_app(tmp_path, plan=make_plan("single-leg-balance")))
    assert said == best_words([LEFT_BEST], NO_NAMES, 30)


async def test_what_is_dated_after_today_is_neither_a_best_nor_progress(tmp_path: Path) -> None:
    to_come = replace(earlier(29), id=make_id(2), day=EVENING.date() + dt.timedelta(days=1))
    put_history(tmp_path, [earlier(22), to_come])
    said = await bests_of_a_session(make_app(tmp_path, plan=make_plan("single-leg-balance")))
    assert said == best_words([LEFT_BEST], NO_NAMES, 30)
    put_history(tmp_path, [to_come])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.pause()
        assert on_progress(app).view is None
        await pilot.press("escape", "h")
        await pilot.pause()
        assert app.screen.query_one(VirtualList).count > 0  # there it can be put right


@pytest.mark.parametrize("before", [[], [30.0]], ids=["first", "tie"])
async def test_the_first_time_and_a_tie_are_no_bests(tmp_path: Path, before: list[float]) -> None:
    put_history(tmp_path, [earlier(done) for done in before])
    assert await bests_of_a_session(make_app(tmp_path, plan=make_plan("single-leg-balance"))) == ""


async def test_a_demonstration_has_no_bests(tmp_path: Path) -> None:
    put_history(tmp_path, [earlier(22)])
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"), speed=10.0)
    assert await bests_of_a_session(app) == ""
