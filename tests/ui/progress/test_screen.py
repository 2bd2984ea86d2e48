"""Progress by key and by mouse, how it follows the history, and the bests of a session."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from ankle_tui.core.exercises.exercise import Exercise, Kind, Side, Unit
from ankle_tui.core.history.records import History, Outcome, SessionRecord, SetRecord, Tombstone
from ankle_tui.core.self_tests.people import AgeBand
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId
from ankle_tui.core.training.progress import Best, Weaker, progress
from ankle_tui.core.weeks.calendar import WeekStart
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.history.history_wording import title_words as history_title
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.progress.chart import GAP, Span, columns, fit_span
from ankle_tui.ui.progress.figures import Figures
from ankle_tui.ui.progress.progress_wording import (
    WEEKLY,
    lag_words,
    last_words,
    most_words,
    self_test_name,
    title_words,
)
from ankle_tui.ui.progress.screen import ProgressScreen
from ankle_tui.ui.progress.self_test_words import NORM_POST, PRACTICE
from ankle_tui.ui.summary.screen import Lines, SummaryScreen
from ankle_tui.ui.summary.summary_wording import best_words
from ankle_tui.ui.widgets.keybar import KeyBar
from ankle_tui.ui.widgets.line import TextLine
from tests.builders import make_choice
from tests.store.history.records import make_id, make_record
from tests.ui.eight_weeks import eight_weeks, put, self_tests
from tests.ui.stage import EVENING, make_app, make_plan, move_to, shipped
from tests.ui.training import a_week, a_year, put_history

LEFT_BEST = Best("single-leg-balance", "eyes-open-firm", Side.LEFT, None, Unit.SECONDS, 30, 22, clean=False)
WEEK = dt.date(2026, 11, 16).toordinal()
"""The week of the stage's evening."""


def on_progress(app: AnkleApp) -> ProgressScreen:
    assert isinstance(app.screen, ProgressScreen)
    return app.screen


def title(app: AnkleApp) -> str:
    return app.screen.query_one("#title", TextLine).text


def on_screen(app: AnkleApp) -> str:
    """Id of the exercise on the screen, which the title names."""
    exercise = on_progress(app).shown
    assert title(app) == title_words(shipped().get(exercise).name if exercise else "")
    return exercise


def told(app: AnkleApp) -> str:
    return str(app.screen.query_one("#text", Static).render())


def offered(app: AnkleApp) -> list[str]:
    return [key.label for key in app.screen.query_one(KeyBar).keys]


def a_set(exercise: str, done: float, **changes: object) -> SetRecord:
    record = SetRecord(exercise, "plain", 1, None, None, Unit.REPS, 12, done, Outcome.DONE)
    return replace(record, **changes)  # type: ignore[arg-type]


# -------------------------------------------------------------------------------------------------------- the screen


async def test_p_opens_progress_and_leaves_it(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        for leave in ("escape", "q", "p"):
            await pilot.press("p")
            assert on_screen(app) == "single-leg-balance"
            await pilot.press(leave)
            assert isinstance(app.screen, HomeScreen)


async def test_without_sessions_it_says_so(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p", "right", "down")
        await pilot.pause()
        assert on_screen(app) == ""
        assert app.screen.query_one("#empty").display
        assert offered(app) == ["back", "keys"]


async def test_exercises_go_round_by_key(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        seen = [on_screen(app)]
        for key in ("right", "right", "right", "left"):
            await pilot.press(key)
            seen.append(on_screen(app))
        assert seen == [
            "single-leg-balance",
            "calf-raise",
            "heel-toe-walk",
            "single-leg-balance",
            "heel-toe-walk",
        ]
        assert app.screen.query_one(OptionList).highlighted == 2
        assert "heels" in told(app)


async def test_a_click_in_the_list_shows_an_exercise(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        await pilot.click(OptionList, offset=(4, 2))
        assert on_screen(app) == "calf-raise"
        assert told(app).startswith("both legs")
        await pilot.press("right")
        assert on_screen(app) == "heel-toe-walk"


async def test_the_list_is_there_where_it_has_room(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    for width, there in ((76, True), (75, False)):
        app = make_app(tmp_path)
        async with app.run_test(size=(width, 24)) as pilot:
            await pilot.press("p")
            assert app.screen.query_one(OptionList).display is there


async def test_figures_scroll_where_they_are_too_long_and_say_so(tmp_path: Path) -> None:
    put_history(tmp_path, a_year())
    app = make_app(tmp_path)
    async with app.run_test(size=(60, 12)) as pilot:
        await pilot.press("p")
        await pilot.pause()
        figures = app.screen.query_one("#figures")
        assert "scroll" in offered(app)
        await pilot.press("down", "down", "up")
        assert figures.scroll_offset.y == 1
        await pilot.press("pagedown")
        assert figures.scroll_offset.y > 1
        await pilot.press("right")
        assert figures.scroll_offset.y == 0
        await pilot.resize_terminal(160, 45)
        await pilot.pause()
        assert "scroll" not in offered(app)


async def test_help_tells_of_the_keys(tmp_path: Path) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        assert [each.title for each in app.screen.commands if each.shown] == ["Exercise", "Back", "Keys"]


async def test_it_follows_the_history_and_stays_with_its_exercise(tmp_path: Path) -> None:
    first, second = a_week()
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        app.journal.change(History((first,)))
        await pilot.pause()
        assert on_screen(app) == "single-leg-balance"
        assert not app.screen.query_one("#empty").display
        await pilot.press("right")
        before = told(app)
        app.journal.change(History((second,)))
        await pilot.pause()
        assert on_screen(app) == "calf-raise"
        assert told(app) != before
        for one in (first, second):
            app.journal.change(History(deleted=(Tombstone(one.id, EVENING, one.rev),)))
        await pilot.pause()
        assert on_screen(app) == ""
        assert app.screen.query_one("#empty").display


async def test_self_tests_follow_the_exercises(tmp_path: Path) -> None:
    put(tmp_path, eight_weeks(2))
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        seen = []
        for _ in range(5):
            seen.append(on_progress(app).shown)
            await pilot.press("right")
        assert seen == ["single-leg-balance", "calf-raise", "test-wall", "test-stance", "test-raise"]
        await pilot.press("left")
        assert title(app) == title_words(self_test_name(PROTOCOLS[SelfTestId.RAISE]))
        before = told(app)
        assert PRACTICE in before
        app.journal.change(History(tests=self_tests(54)))
        await pilot.pause()
        assert on_progress(app).shown == "test-raise"
        assert told(app) != before


async def test_self_tests_are_there_without_sessions_once_the_runner_has_looked_at_them(tmp_path: Path) -> None:
    wall, stance, *_ = self_tests(2, 2)
    put(tmp_path, History(tests=(wall, replace(stance, checked=False))))
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        assert on_progress(app).shown == "test-wall"
        assert not app.screen.query_one("#empty").display
        assert offered(app) == ["back", "keys"]
        app.journal.change(History(tests=(replace(stance, rev=2),)))
        await pilot.pause()
        await pilot.press("right")
        assert on_progress(app).shown == "test-stance"


async def test_published_values_need_the_age_of_the_settings(tmp_path: Path) -> None:
    put(tmp_path, History(tests=self_tests(-3, 2)))
    for age, there in ((None, False), (AgeBand.THIRTIES, True)):
        app = make_app(tmp_path, settings=Settings(age=age))
        async with app.run_test() as pilot:
            await pilot.press("p", "right")
            assert on_progress(app).shown == "test-stance"
            assert (NORM_POST in told(app)) is there


@pytest.mark.parametrize(("start", "oldest"), [(WeekStart.MONDAY, "31 Aug"), (WeekStart.SUNDAY, "6 Sep")])
async def test_weeks_begin_as_the_settings_say(tmp_path: Path, start: WeekStart, oldest: str) -> None:
    put_history(tmp_path, a_week())
    app = make_app(tmp_path)
    app.preferences.settings = replace(app.settings, week_start=start)
    async with app.run_test() as pilot:
        await pilot.press("p")
        assert f"{oldest}  " in told(app)


async def test_an_exercise_nobody_knows_is_shown_by_its_id_without_what_a_terminal_would_obey(tmp_path: Path) -> None:
    record = make_record(sets=(a_set("spell\x1b[2J", 5, part="a\x07b", variation="c\x1bd"),))
    put_history(tmp_path, [record])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("p")
        assert title(app) == title_words("spell?[2J")
        assert not set("\x1b\x07") & set(told(app))
        assert "a?b" in told(app)


@pytest.mark.parametrize("size", [(1, 1), (8, 3), (20, 5), (300, 100)])
async def test_any_size_will_do(tmp_path: Path, size: tuple[int, int]) -> None:
    put_history(tmp_path, a_year())
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.press("p", "right", "down", "left")
        assert on_progress(app).shown == "single-leg-balance"


# ------------------------------------------------------------------------------------------------------- the figures


def figures(*sessions: SessionRecord, known: Exercise | None = None) -> Figures:
    found = progress(sessions)
    return Figures(known, found.stats, {name: weaker for (_, name), weaker in found.weaker.items()}, WEEK)


def lines(drawn: Figures, width: int = 60, height: int = 8) -> list[str]:
    return [line.plain.rstrip() for line in drawn.lines(width, height)]


def legs(left: float, right: float, number: int, **changes: object) -> SessionRecord:
    sets = (
        a_set("balance", left, unit=Unit.SECONDS, side=Side.LEFT, foot_downs=0),
        a_set("balance", right, unit=Unit.SECONDS, side=Side.RIGHT, foot_downs=2),
    )
    return make_record(number, sets=sets, **changes)


def test_each_leg_has_its_row_and_the_one_that_lags_is_named() -> None:
    drawn = lines(figures(legs(45, 30, 1), legs(45, 30, 2)))
    assert drawn[0] == f"plain{last_words(dt.date(2026, 11, 22), EVENING.date())}"
    assert drawn[1].split() == ["clean", "hold", "touches/min", "best", "set", "total"]
    assert drawn[2].split() == ["left", "45", "s", "0", "45", "s", "90", "s"]
    assert drawn[3].split() == ["right", "–", "4.0", "30", "s", "60", "s"]
    assert drawn[4] == lag_words(Weaker(Side.RIGHT, 1 / 3))
    assert drawn[5] == f"{WEEKLY[Unit.SECONDS]}{most_words(150, Unit.SECONDS)}"
    assert [line.split()[0] for line in drawn[6:9]] == ["all", "left", "right"]
    assert drawn[9].split() == ["31", "Aug", "this", "week"]


def test_no_leg_is_named_when_neither_lags() -> None:
    assert not any(
        "less work" in line for line in lines(figures(legs(45, 44, 1), legs(45, 30, 2, day=dt.date(2026, 1, 5))))
    )


def test_a_chart_is_as_high_as_there_is_room_and_says_what_its_top_is() -> None:
    drawn = lines(figures(make_record(sets=(a_set("raise", 36),))), height=30)
    top = drawn.index(WEEKLY[Unit.REPS]) + 1
    assert drawn[top].split()[0] == "36"
    assert drawn[top + 7].split()[0] == "0"
    assert drawn[top + 7].count(GAP) == 11
    assert drawn[top + 8].split() == ["31", "Aug", "this", "week"]


def test_what_is_trained_now_stands_first_and_parts_are_in_their_order() -> None:
    exercise = make_choice(Kind.REPS, 12, name="bands", parts=("up", "down")).exercise
    old = make_record(1, day=dt.date(2025, 3, 1), sets=(a_set("bands", 10, variation="before"),))
    new = make_record(2, sets=(a_set("bands", 10, part="down"), a_set("bands", 11, part="up")))
    drawn = lines(figures(old, new, known=exercise))
    assert [line.split()[0] for line in drawn[:4]] == ["plain", "best", "up", "down"]
    assert "before · last 1 Mar 2025" in drawn


def test_other_units_have_a_chart_of_their_own_over_the_same_weeks() -> None:
    sessions = [
        make_record(1, day=dt.date(2026, 3, 1), sets=(a_set("walk", 10, unit=Unit.STEPS),)),
        make_record(2, sets=(a_set("walk", 10, unit=Unit.SECONDS, variation="long"),)),
    ]
    drawn = lines(figures(*sessions))
    time, steps = (f"{WEEKLY[unit]}{most_words(10, unit)}" for unit in (Unit.SECONDS, Unit.STEPS))
    assert drawn.index(time) < drawn.index(steps)
    assert len({line for line in drawn if "this week" in line}) == 1


def test_a_year_without_training_is_drawn_as_nothing() -> None:
    drawn = lines(figures(make_record(day=dt.date(2024, 1, 1), sets=(a_set("raise", 12),))), height=30)
    top = drawn.index(WEEKLY[Unit.REPS]) + 1
    assert drawn[top].split() == ["0"]
    assert GAP in drawn[top + 7]


@pytest.mark.parametrize("width", range(1, 130, 3))
def test_no_line_of_a_chart_is_wider_than_there_is_room(width: int) -> None:
    for line in figures(*a_year()).lines(width, 30):
        if set(line.plain) & set("▁▂▃▄▅▆▇█"):
            assert line.cell_length <= max(width, 10)


# --------------------------------------------------------------------------------------------------------- the chart


def test_columns_rise_by_eighths_and_show_that_nothing_was_done() -> None:
    assert columns([0, 1, 2, 4, 8], 8, 1) == ["·▁▂▄█"]
    assert columns([0, 1, 8, 16], 16, 2) == ["   █", "·▁██"]


def test_little_is_never_drawn_as_nothing() -> None:
    assert columns([0.001, 1000], 1000, 1) == ["▁█"]


def test_columns_of_several_cells_stand_apart() -> None:
    assert columns([0, 8], 8, 1, 3) == ["·  ██ "]


def test_what_stands_below_another_chart_does_not_grow_into_it() -> None:
    assert columns([8, 4], 8, 1, apart=True) == ["▇▄"]
    assert columns([8], 8, 2, apart=True) == ["▇", "█"]


@pytest.mark.parametrize(
    ("weeks_back", "room", "count", "cells"),
    [
        (0, 100, 12, 3),
        (0, 20, 12, 1),
        (0, 5, 5, 1),
        (30, 100, 31, 3),
        (500, 104, 52, 2),
        (500, 60, 52, 1),
        (-4, 0, 1, 1),
    ],
)
def test_as_many_weeks_as_there_are_and_as_fit(weeks_back: int, room: int, count: int, cells: int) -> None:
    span = fit_span(WEEK - 7 * weeks_back, WEEK, room)
    assert (len(span.weeks), span.cells) == (count, cells)
    assert span.weeks[-1] == WEEK
    assert span.weeks[0] == WEEK - 7 * (count - 1)


def test_a_span_ends_with_its_last_column() -> None:
    assert (Span((1, 8), 3).width, Span((1, 8), 1).width) == (5, 2)


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
        assert app.screen.query_one("#empty").display
        await pilot.press("escape", "h")
        await pilot.pause()
        assert title(app) == history_title(1, 1)  # there it can be put right


@pytest.mark.parametrize("before", [[], [30.0]], ids=["first", "tie"])
async def test_the_first_time_and_a_tie_are_no_bests(tmp_path: Path, before: list[float]) -> None:
    put_history(tmp_path, [earlier(done) for done in before])
    assert await bests_of_a_session(make_app(tmp_path, plan=make_plan("single-leg-balance"))) == ""


async def test_a_demonstration_has_no_bests(tmp_path: Path) -> None:
    put_history(tmp_path, [earlier(22)])
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"), speed=10.0)
    assert await bests_of_a_session(app) == ""
