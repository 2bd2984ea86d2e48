"""Home, summary, history, library, keys and palette, by key and by mouse."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from ankle_tui.core.exercises.exercise import Context, Level, Side
from ankle_tui.core.formatting import context_words, day_words
from ankle_tui.core.history.records import Outcome, SessionRecord
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Run
from ankle_tui.store.shipped import load_catalogue
from ankle_tui.ui.answers.score import Score
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.history.screen import HistoryScreen
from ankle_tui.ui.home.home_wording import aside_words, time_words
from ankle_tui.ui.home.options import HomeOptions
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.home.start_button import StartButton
from ankle_tui.ui.keys.names import NO_KEYS
from ankle_tui.ui.library.exercise_text import exercise_lines
from ankle_tui.ui.library.screen import LibraryScreen
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.session.session_wording import DISCARDED, NOTHING_DONE
from ankle_tui.ui.summary.screen import Lines, SummaryScreen
from ankle_tui.ui.summary.summary_wording import place_words, saved_words, what_happened
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker
from ankle_tui.ui.widgets.keybar import KeyBar
from ankle_tui.ui.widgets.line import TextLine, TopLine
from ankle_tui.ui.widgets.virtual_list import VirtualList
from ankle_tui.ui.wording.choice_words import choose_first_words
from tests.ui.home.on_home import advice, advised, date, fact, time, title
from tests.ui.stage import EVENING, StillClock, kept, make_app, make_plan, move_to, press_later, session_of


def home(app: AnkleApp) -> HomeScreen:
    assert isinstance(app.screen, HomeScreen)
    return app.screen


def summary(app: AnkleApp) -> SummaryScreen:
    assert isinstance(app.screen, SummaryScreen)
    return app.screen


def chosen(app: AnkleApp) -> list[str]:
    return [choice.exercise.id for choice in app.screen.query_one(ExercisePicker).chosen]


def text(app: AnkleApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", TextLine).text


async def run_to_the_end(pilot: Pilot[None], screen: SessionScreen) -> None:
    """Let a session end, whatever stands above it."""
    while (due := screen.session_runner.session.next_deadline()) is not None:
        StillClock.time = due
        screen.look()
    await pilot.pause()


async def do_a_session(folder: Path, *exercises: str) -> SessionRecord:
    """Train a whole session and return its record."""
    app = make_app(folder, plan=make_plan(*exercises))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
    return kept(folder)[-1]


# ----------------------------------------------------------------------------------------------------------- home


async def test_home_offers_a_session_for_today(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test():
        assert date(app) == day_words(EVENING.date())
        assert (title(app), time(app)) == ("Today · 2 exercises", time_words(home(app).desk.state))
        assert chosen(app) == ["single-leg-balance", "calf-raise"]


async def test_exercises_are_taken_and_left(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("space", "down", "down", "space")
        assert chosen(app) == ["calf-raise", "band-ankle"]


async def test_without_an_exercise_there_is_nothing_to_start(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("space", "down", "space")
        assert chosen(app) == []
        assert app.screen.query_one("#start", StartButton).disabled
        await pilot.press("enter")
        assert isinstance(app.screen, HomeScreen)
        assert title(app) == choose_first_words(NO_KEYS)
        await pilot.press("space")
        assert title(app) == "Today · 1 exercise"


async def test_doses_change_by_key_within_bounds(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        picker = app.screen.query_one(ExercisePicker)
        await pilot.press("right", "plus")
        assert (picker.current.dose.sets, picker.current.dose.amount) == (3, 35)
        await pilot.press(*["left"] * 20, *["minus"] * 9)
        assert (picker.current.dose.sets, picker.current.dose.amount) == (1, 5)
        await pilot.press("enter")
        assert [work.target for work in session_of(app).session.plan.sets[:2]] == [5, 5]


async def test_variation_goes_round_the_ladder(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        picker = app.screen.query_one(ExercisePicker)
        seen = []
        for _ in range(4):
            await pilot.press("v")
            seen.append(picker.current.variation.id)
        assert seen == ["eyes-closed-firm", "eyes-open-pillow", "eyes-closed-pillow", "eyes-open-firm"]


async def test_level_and_context_go_into_the_plan(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.preferences.settings = replace(app.settings, level=Level.EXPERIENCED)
    async with app.run_test() as pilot:
        await pilot.press("t", "t")
        plan = home(app).plan
        assert plan
        assert (plan.level, plan.context) == (Level.EXPERIENCED, Context.CROSS_TRAINING)
        assert (plan.sets[0].variation, plan.sets[0].target) == ("eyes-open-firm", 60)


async def test_what_is_wanted_is_shown_whole_after_a_change(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("t", "t", "f", "m", "c")
        await pilot.pause()
        choices = app.screen.query_one(HomeOptions)
        assert choices.words == [
            "m 15 min",
            "f feeling sore",
            f"t {context_words(Context.CROSS_TRAINING)}",
            "c cooldown",
        ]
        assert str(choices.render()).split() == " ".join(choices.words).split()


async def test_mouse_starts_chooses_and_sets(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.click(ExercisePicker, offset=(3, 5))  # the tick of the last exercise of the main part
        assert "lateral-hops" in chosen(app)
        await pilot.click(ExercisePicker, offset=(20, 2))  # elsewhere on a row: only the cursor
        assert "calf-raise" in chosen(app)
        assert app.screen.query_one(ExercisePicker).current.exercise.id == "calf-raise"
        await pilot.click(ExercisePicker, offset=(20, 8))  # the rule is no row
        assert app.screen.query_one(ExercisePicker).current.exercise.id == "calf-raise"
        await pilot.click(HomeOptions, offset=(37, 0))
        plan = home(app).plan
        assert plan
        assert plan.context is Context.POST_RUN
        await pilot.click("#start")
        assert isinstance(app.screen, SessionScreen)


async def test_keys_move_in_a_small_pane_and_keep_the_cursor_in_sight(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.press("end")
        picker = app.screen.query_one(ExercisePicker)
        assert "Cooldown" in picker.lines()[-1]
        assert "Single-leg" not in picker.lines()[1]
        await pilot.press("home")
        assert "Single-leg" in picker.lines()[1]


async def test_last_session_sets_the_level_and_is_named(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops", level=Level.EXPERIENCED))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
    again = make_app(tmp_path)
    async with again.run_test():
        assert fact(again) == aside_words(again.journal.calendar, framed=True, room=40) != ""
        plan = home(again).plan
        assert plan
        assert plan.level is Level.EXPERIENCED


@pytest.mark.parametrize(("seconds", "counts"), [(17.0, False), (45.0, True)])
async def test_after_a_session_home_knows_it_when_it_counts(tmp_path: Path, seconds: float, *, counts: bool) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await move_to(pilot, seconds)
        await pilot.press("q", "k")
        await press_later(pilot, "enter")
        await pilot.pause()
        calendar = app.journal.calendar
        assert (calendar.last == EVENING.date(), bool(fact(app))) == (counts, counts)
        assert fact(app) == aside_words(calendar, framed=True, room=40)
        assert advice(app) == advised(app)
        await pilot.press("h")
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one(VirtualList).count == 1


@pytest.mark.parametrize("key", ["q", "ctrl+c", "ctrl+q"])
async def test_home_is_left_by_the_usual_keys(tmp_path: Path, key: str) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press(key)
        await pilot.pause()
        assert not app.is_running


# -------------------------------------------------------------------------------------------------------- summary


async def test_summary_shows_what_was_done_per_leg(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        (record,) = kept(tmp_path)
        line = app.screen.query_one("#title", TopLine)
        assert (record.ended_early, line.text.split("  ")[0]) == (False, place_words(record))
        assert line.fact == saved_words(summary(app)._session_runner)
        assert str(app.screen.query_one("#said", Static).render()) == what_happened(record, tuple(Side))
        legs = [line.split()[0] for line in app.screen.query_one("#report", Lines).text]
        assert legs[1:] == ["left", "right"]


@pytest.mark.parametrize(
    ("seconds", "keys", "early", "done", "work", "counts"),
    [
        (5.0, "n", False, 3, 90, True),
        (165.0, "n", False, 3, 90, True),  # the last one
        (50.0, "q k", True, 1, 30, True),
        (17.0, "q k", True, 0, 7, False),
    ],
)
async def test_finished_early_is_said_only_of_what_was(
    tmp_path: Path, seconds: float, keys: str, *, early: bool, done: int, work: int, counts: bool
) -> None:
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, seconds)
        await pilot.press(*keys.split())
        if isinstance(app.screen, SessionScreen):
            await move_to(pilot, 10_000)
        await pilot.pause()
        (record,) = kept(tmp_path)
        line = app.screen.query_one("#title", TopLine)
        assert line.text.split("  ")[0] == place_words(record)
        assert line.fact == saved_words(summary(app)._session_runner)
    sets = sum(item.outcome is Outcome.DONE for item in record.sets)
    assert (record.ended_early, sets, record.active_seconds, record.counts) == (early, done, work, counts)


async def test_effort_pain_and_note_amend_the_record(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await move_to(pilot, 10_000)
        (before,) = kept(tmp_path)
        await pilot.press("1", "0", "down", "left", *["down"] * 3, *"knee ok")
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("enter")
    (after,) = kept(tmp_path)
    assert after == replace(before, effort=10, pain=0, note="knee ok", rev=before.rev + 1)


async def test_a_score_can_be_emptied_again(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        score = app.screen.query_one("#effort", Score)
        await pilot.press("right", "right")
        assert score.value == 1
        inside = score.content_region.x - score.region.x
        await pilot.click(score, offset=(inside + Score.LABEL + 3 * 7 + 1, 0))
        assert score.value == 7
        await pilot.press("backspace")
        assert score.value is None


async def test_the_summary_is_copied_as_text_and_that_is_said(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await pilot.press("4", "y")
        assert "effort 4" in app.clipboard
        assert str(app.screen.query_one("#said", Static).render()) in app.clipboard
        assert len(app._notifications) == 1


async def test_leaving_the_program_from_the_summary_keeps_what_was_added(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await pilot.press("6", "ctrl+q")
    assert kept(tmp_path)[0].effort == 6


async def test_a_session_asked_for_on_the_command_line_ends_the_program(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await press_later(pilot, "enter")
        await pilot.pause()
        assert not app.is_running


# -------------------------------------------------------------------------------------------------------- library


async def test_library_opens_at_the_exercise_under_the_cursor_and_follows_it(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("down", "i")
        assert isinstance(app.screen, LibraryScreen)
        assert app.screen.standing.exercise.id == "calf-raise"
        await pilot.press("down", "space")
        assert app.screen.standing.exercise.id == "band-ankle"


def test_library_tells_all_there_is_to_know_of_an_exercise() -> None:
    for exercise in load_catalogue():
        told = " ".join(line.plain.strip() for line in exercise_lines(exercise, 60))
        assert exercise.trains in told
        assert exercise.how in told
        for variation in exercise.variations:
            assert variation.name in told
            assert all(source.text in told for dose in variation.doses for source in dose.sources)


# ------------------------------------------------------------------------------------------------ keys and palette


async def test_help_lists_the_keys_of_the_screen_and_any_usual_key_closes_it(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        await pilot.press("question_mark")
        screen = app.screen
        assert isinstance(screen, HelpScreen)
        listed = {key for each in screen.commands for key in each.keys.split()}
        for key in ("space", "p", "enter", "n", "b", "r", "+", "-", "f", "m", "s", "q", "?"):
            assert key in listed, key
        await pilot.press("escape")
        assert isinstance(app.screen, SessionScreen)


async def test_session_runs_on_under_the_help(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        session_runner = session_of(app)
        await pilot.press("question_mark")
        await pilot.press("question_mark")
        await move_to(pilot, 11.0)
        assert session_runner.snapshot.phase.kind is PhaseKind.WORK


@pytest.mark.parametrize("key", ["question_mark", "ctrl+p"])
async def test_session_that_ends_under_something_else_shows_its_summary(tmp_path: Path, key: str) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        session = app.screen
        assert isinstance(session, SessionScreen)
        await pilot.press(key)
        assert app.screen is not session
        await run_to_the_end(pilot, session)
        assert isinstance(app.screen, SummaryScreen)
        await press_later(pilot, "enter")
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize(("key", "said"), [("k", NOTHING_DONE), ("d", DISCARDED)])
async def test_a_session_of_which_nothing_stays_says_so_in_the_last_lines(tmp_path: Path, key: str, said: str) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        await pilot.press("q", key)
        await pilot.pause()
        assert not app.is_running
    assert app.close_down() == [said]


async def test_suspending_pauses_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    suspended: list[bool] = []
    monkeypatch.setattr(App, "action_suspend_process", lambda _: suspended.append(True))
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        await move_to(pilot, 15.0)
        await pilot.press("ctrl+z")
        assert session_of(app).session.run is Run.PAUSED
        assert suspended == [True]


async def test_home_shows_the_date_of_the_day_it_is_looked_at(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("h")
        app.journal.wall = lambda: EVENING + dt.timedelta(days=1)
        await pilot.press("escape")
        await pilot.pause()
        assert date(app) == day_words(EVENING.date() + dt.timedelta(days=1))


async def test_palette_offers_what_the_keys_do(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test():
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Start", "History", "Exercises", "Minutes", "Feel", "Settings", "Quit"} <= titles


async def test_bar_of_keys_fits_and_can_be_clicked(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.click(KeyBar, offset=(8, 0))
        assert isinstance(app.screen, SessionScreen)


async def test_home_can_be_squeezed_to_nothing(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        for size in ((1, 1), (5, 20), (200, 3), (1, 60)):
            await pilot.resize_terminal(*size)
            await pilot.press("down", "right")
        assert isinstance(app.screen, HomeScreen)


async def test_a_list_can_be_paged_in_one_column(tmp_path: Path) -> None:
    await do_a_session(tmp_path, "lateral-hops")
    app = make_app(tmp_path)
    async with app.run_test(size=(1, 60)) as pilot:
        await pilot.press("h", "pagedown", "pageup")
        assert isinstance(app.screen, HistoryScreen)
        await pilot.press("escape", "i", "pagedown", "pageup")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_note_takes_letters_that_are_keys_elsewhere(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await pilot.press("tab", "tab", *"quick?")
        assert app.screen.query_one(Input).value == "quick?"


async def test_the_bar_names_only_keys_that_do_something(tmp_path: Path) -> None:
    def bar() -> dict[str, str]:
        return {key.label: key.key for key in app.screen.query_one(KeyBar).keys}

    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        picker = app.screen.query_one(ExercisePicker)
        assert {key.label: key.key for key in picker.keys}["variation"] == "v"
        await pilot.press("end")  # the cooldown in one line
        await pilot.pause()
        assert [key.label for key in picker.keys] == ["in/out"]
        await pilot.press("home", "enter")
        await move_to(pilot, 10_000)
        await pilot.pause()
        assert bar()["keys"] == "?"
        await pilot.press("a")
        await pilot.pause()
        assert bar()["keys"] == "f1"  # a question mark is written into the note
        await pilot.press("f1")
        assert isinstance(app.screen, HelpScreen)


async def test_the_summary_of_a_demonstration_has_no_fields_to_go_to(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"), speed=10.0)
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert [key.label for key in app.screen.query_one(KeyBar).keys] == ["done", "copy", "keys"]
