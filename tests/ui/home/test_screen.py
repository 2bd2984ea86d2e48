"""Home as a dashboard: the week, what is sensible today, and marking the day."""

import datetime as dt
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.formatting import context_words, day_words
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.weeks.outline import WeekStart
from ankle_tui.services.key_commands import every_command
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import TO_UNDO, HistoryFile
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.calendar.calendar_wording import mark_question, week_marked, week_question
from ankle_tui.ui.calendar.heat_map import HeatMap
from ankle_tui.ui.calendar.mark import MarkScreen
from ankle_tui.ui.calendar.screen import CalendarScreen
from ankle_tui.ui.dialogs.choice_dialog import DialogPane
from ankle_tui.ui.home.goal import GoalPanel
from ankle_tui.ui.home.home_state import Asks
from ankle_tui.ui.home.home_wording import NOT_SAVED, aside_words, question_words
from ankle_tui.ui.home.question_line import QuestionLine
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.home.week import WeekBoard
from ankle_tui.ui.keys.available import active_commands
from ankle_tui.ui.widgets.keybar import Question
from ankle_tui.ui.widgets.line import TextLine
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.widgets.panel import NARROW
from ankle_tui.ui.wording.text import trouble_words
from tests.store.history.records import make_record
from tests.ui.diary import LIVES, TODAY, Life, put_life, week_of_a_runner
from tests.ui.home.on_home import advice, advised, date, fact, home, line, week, wish
from tests.ui.stage import EVENING, left_in, make_app, move_to, press_later, session_of

WEDNESDAY = EVENING - dt.timedelta(days=4)
SIZES = [(80, 24), (40, 12), (30, 8), (160, 45), (80, 16), (40, 24), (100, 10)]


def context(app: AnkleApp) -> Context:
    """What the session follows, as the screen says."""
    return next(context for context in Context if wish(app, "context") == context_words(context))


def stored(folder: Path) -> tuple[DayMark, ...]:
    """The marks in the history file."""
    return HistoryFile(folder / "history.json").load().days


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys and let everything come to rest."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


# ------------------------------------------------------------------------------------------------------- the week


async def test_the_week_stands_on_home(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert week(app) == [
            "  Mo    Tu    We    Th    Fr    Sa    Su",
            "  ·     ○     ◇     ◉     –     ■     ?",
            "        run   cross hard  rest",
            f"  {advised(app)}",
        ]
        goal = [line.strip() for line in str(app.screen.query_one(GoalPanel).render()).splitlines()]
        assert [goal[0], *goal[2:]] == ["2 of 2 this week", f"streak 1 week{' ' * 5}best 1", "this week is done"]
        assert fact(app) == aside_words(app.journal.calendar, framed=True, room=40)


@pytest.mark.parametrize(
    ("size", "lines"),
    [
        ((40, 16), [" M· T○ W◇ T◉ F– S■ S?  2 of 2 this week"]),
        ((80, 16), ["   Mo· Tu○ We◇ Th◉ Fr– Sa■ Su?  2 of 2 this week · streak 1 · best 1"]),
        ((40, 24), [" M· T○ W◇ T◉ F– S■ S?  2 of 2 this week"]),
    ],
)
async def test_where_there_is_little_room_the_week_takes_little(
    tmp_path: Path, size: tuple[int, int], lines: list[str]
) -> None:
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert week(app)[:1] == lines
        assert "".join(week(app)[1:]).split() == advised(app).split()
        assert (date(app), fact(app)) == ("Sun 22 Nov" if size[0] == 40 else day_words(TODAY), "2 of 2 · streak 1")


async def test_days_to_come_are_empty_and_weeks_begin_as_the_runner_wants(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.journal.wall = lambda: WEDNESDAY
    app.preferences.settings = replace(app.settings, week_start=WeekStart.SUNDAY)
    async with app.run_test(size=(40, 16)) as pilot:
        await pilot.pause()
        assert week(app)[0] == " S· M· T· W? T  F  S   0 of 2 this week"


async def test_streaks_can_be_hidden(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    app.preferences.settings = replace(app.settings, streaks=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "streak" not in str(app.screen.query_one(GoalPanel).render())
        await press(pilot, "w")
        assert "streak" not in app.screen.query_one(HeatMap).result_words


async def test_after_midnight_it_is_still_yesterday(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.journal.wall = lambda: EVENING.replace(hour=2, minute=59)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert date(app) == day_words(TODAY - dt.timedelta(1))
        app.journal.wall = lambda: EVENING.replace(hour=3, minute=0)
        await press(pilot, "i", "escape")
        assert date(app) == day_words(TODAY)


async def test_home_follows_what_another_copy_has_done(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert fact(app) == ""
        other = SaveQueue(HistoryFile(tmp_path / "history.json"), left_in(tmp_path), threaded=False)
        other.save(make_record(day=TODAY))
        other.change(History(days=(DayMark(TODAY, DayKind.CROSS_TRAINING),)))
        app._save_queue.refresh()
        await pilot.pause()
        assert fact(app) == aside_words(app.journal.calendar, framed=True, room=40) != ""
        assert "◆" in week(app)[1]
        assert context(app) is Context.CROSS_TRAINING
        assert advice(app) == advised(app)


@pytest.mark.parametrize("life", list(LIVES))
@pytest.mark.parametrize("notices", [(), ("history.json was damaged: 12 sessions are safe, 2 of them from a backup.",)])
async def test_nothing_of_home_is_cut(tmp_path: Path, life: str, notices: tuple[str, ...]) -> None:
    put_life(tmp_path, LIVES[life]())
    app = make_app(tmp_path, notices=notices)
    async with app.run_test(size=SIZES[0]) as pilot:
        await pilot.pause()
        for size in (*SIZES, SIZES[0]):
            await pilot.resize_terminal(*size)
            for widget in app.screen.query("#board, #asks, #today, #choices, #start"):
                if widget.region.area and not (notices and size[1] < 15):
                    assert app.screen.region.contains_region(widget.region), (size, widget)
            assert len(date(app)) + len(fact(app)) + 11 <= size[0], size
            if app.screen.query_one(WeekBoard).region.height:
                assert "".join(advised(app).split()) in "".join("".join(week(app)).split()), size


# --------------------------------------------------------------------------------------------------- marking today


async def test_two_keys_mark_today(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        for rev, (key, kind, hard, word) in enumerate(
            [
                ("r", DayKind.RUN, False, "run"),
                ("h", DayKind.RUN, True, "hard"),
                ("c", DayKind.CROSS_TRAINING, False, "cross"),
                ("e", DayKind.REST, False, "rest"),
                ("x", DayKind.CROSS_TRAINING, False, "cross"),
                ("s", DayKind.SICK, False, "sick"),
                ("t", DayKind.TRAVEL, False, "trip"),
            ],
            start=1,
        ):
            await press(pilot, "d", key)
            assert isinstance(app.screen, HomeScreen)
            assert stored(tmp_path) == (DayMark(TODAY, kind, hard, rev=rev),)
            assert week(app)[2].strip() == word
    assert app.close_down() == []


async def test_a_mark_is_stored_by_the_keepers_thread(tmp_path: Path) -> None:
    app = make_app(tmp_path, threaded=True)
    async with app.run_test() as pilot:
        await press(pilot, "d", "r")
        assert week(app)[2].strip() == "run"  # at once, whatever the disk does
    app.close_down()
    assert stored(tmp_path) == (DayMark(TODAY, DayKind.RUN),)


async def test_a_mark_is_changed_and_taken_away_again(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        for rev, key in ((3, "n"), (6, "backspace"), (9, "delete")):
            await press(pilot, "d", "h", "d", "r")
            assert stored(tmp_path) == (DayMark(TODAY, DayKind.RUN, rev=rev - 1),)
            await press(pilot, "d", key)
            assert stored(tmp_path) == (DayMark(TODAY, None, rev=rev),)


async def test_what_stands_there_already_is_not_stored_again(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        for _ in range(2):
            await press(pilot, "d", "n")
            assert stored(tmp_path) == (DayMark(TODAY, None),)  # said: the day has no mark
        await press(pilot, "d", "r", "d", "r", "d", "enter", "d", "escape", "d", "q", "d", "d")
        assert isinstance(app.screen, HomeScreen)
        assert stored(tmp_path) == (DayMark(TODAY, DayKind.RUN, rev=2),)


async def test_arrows_and_enter_mark_as_well_from_where_the_mark_stands(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "d", "home", "down", "enter")
        assert stored(tmp_path) == (DayMark(TODAY, DayKind.RUN, hard=True),)
        await press(pilot, "d", "down", "enter")
        assert stored(tmp_path) == (DayMark(TODAY, DayKind.CROSS_TRAINING, rev=2),)


async def test_the_mouse_marks_as_well(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        board = app.screen.query_one(WeekBoard)
        await pilot.click(offset=(board.region.right - 16, board.region.bottom - 1))  # d in its border
        await pilot.pause()
        await pilot.click(OptionMenu, offset=(8, 4))
        await pilot.pause()
        assert stored(tmp_path) == (DayMark(TODAY, DayKind.SICK),)
        await pilot.click(WeekBoard)
        await pilot.pause()
        assert isinstance(app.screen, CalendarScreen)


async def test_a_whole_week_is_marked_in_one_go_with_its_days_to_come(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.journal.wall = lambda: WEDNESDAY
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d", "w", "r")
        assert isinstance(app.screen, MarkScreen)  # nobody runs for a whole week
        assert stored(tmp_path) == ()
        await press(pilot, "s")
        days = [WEDNESDAY.date() + dt.timedelta(n) for n in range(-2, 5)]
        assert stored(tmp_path) == tuple(DayMark(day, DayKind.SICK) for day in days)
        assert [line.strip() for line in week(app)[:3]] == [
            "Mo    Tu    We    Th    Fr    Sa    Su",
            "–     –     –     –     –     –     –",
            "sick  sick  sick  sick  sick  sick  sick",
        ]
        before = (tmp_path / "history.json").read_bytes()
        await press(pilot, "d", "w", "n")
        assert [mark.kind for mark in stored(tmp_path)] == [None] * 7
        *_, notice = [toast.message for toast in app._notifications]
        said, _, name = notice.partition(TO_UNDO)
        assert said == week_marked(days[0], None)
        assert (tmp_path / "backups" / f"history-{name}.json").read_bytes() == before
    assert app.close_down() == []


async def test_a_day_is_marked_without_a_word(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "d", "s")
        assert stored(tmp_path) == (DayMark(TODAY, DayKind.SICK),)
        assert list(app._notifications) == []


async def test_the_whole_week_is_reached_by_arrows_and_left_again(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "d", "end", "enter")
        assert app.screen.query_one(DialogPane).title_words == week_question(TODAY - dt.timedelta(6))
        assert app.screen.query_one(OptionMenu).option_count == 5
        await press(pilot, "w")
        assert app.screen.query_one(DialogPane).title_words == mark_question(TODAY, TODAY)
        await press(pilot, "w", "enter")
        assert {mark.kind for mark in stored(tmp_path)} == {DayKind.REST}
        assert len(stored(tmp_path)) == 7


async def test_a_day_that_has_grown_too_old_under_the_question_is_left_alone(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "d")
        app.journal.wall = lambda: EVENING + dt.timedelta(15)
        await press(pilot, "r")
        assert stored(tmp_path) == ()
        assert isinstance(app.screen, HomeScreen)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (30, 8), (1, 1)])
async def test_the_question_fits_everywhere(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "d")
        listing = app.screen.query_one(OptionMenu)
        if size[0] > 1:
            assert app.screen.region.contains_region(listing.region)
        assert listing.option_count == 8
        await press(pilot, "h")
        assert stored(tmp_path) == (DayMark(TODAY, DayKind.RUN, hard=True),)


# ------------------------------------------------------------------------------------------------------ the context


async def test_the_context_follows_todays_mark(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert context(app) is Context.OTHER
        await press(pilot, "d", "c")
        assert context(app) is Context.CROSS_TRAINING
        assert plan_of(app).context is Context.CROSS_TRAINING
        await press(pilot, "d", "n")
        assert context(app) is Context.OTHER


async def test_what_today_was_is_what_was_said_last(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t", "t")
        assert context(app) is Context.CROSS_TRAINING
        await press(pilot, "d", "h")
        assert (context(app), week(app)[2].strip()) == (Context.POST_RUN, "hard")
        await press(pilot, "t")
        assert (context(app), week(app)[2].strip()) == (Context.CROSS_TRAINING, "cross")
        await press(pilot, "t")
        assert (context(app), week(app)[2].strip()) == (Context.POST_RUN, "hard")
        assert stored(tmp_path)[0].hard
        await press(pilot, "d", "n", "t", "t", "t")
        assert (context(app), week(app)[2].strip()) == (Context.OTHER, "")


async def test_a_context_chosen_by_hand_stays_for_the_day(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "t", "t", "i", "escape")
        assert context(app) is Context.CROSS_TRAINING
        app.journal.wall = lambda: EVENING + dt.timedelta(days=1)
        await press(pilot, "i", "escape")
        assert context(app) is Context.OTHER


async def test_todays_session_tells_the_context_as_a_mark_does(tmp_path: Path) -> None:
    put_life(tmp_path, ([make_record(day=TODAY, context=Context.CROSS_TRAINING)], []))
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert context(app) is Context.CROSS_TRAINING


# ---------------------------------------------------------------------------------------------------- ran today?


def asked(app: AnkleApp) -> str:
    """The question that stands on the screen, or nothing."""
    return line(app) if home(app).desk.state.asked else ""


def asks(app: AnkleApp) -> Asks | None:
    """What the screen asks in its own words, or None."""
    question, words = home(app).desk.state.asked, asked(app)
    if question is None:
        assert words == ""
        return None
    assert words.startswith(question_words(question, narrow=app.size.width < NARROW))
    return question.asks


def commands_of(app: AnkleApp) -> set[str]:
    """The ids of what can be done now."""
    return {each.id for each in active_commands(app.screen.active_bindings)}


def plan_of(app: AnkleApp) -> Plan:
    plan = home(app).plan
    assert plan
    return plan


async def test_whether_there_was_a_run_is_asked_and_never_assumed(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert (asks(app), asked(app).endswith(" y yes n no")) == (Asks.RAN, True)
        assert {"home.ran", "home.not-ran"} <= commands_of(app)
        titles = {every_command()[name].words for name in ("home.ran", "home.not-ran")}
        assert titles <= {command.title for command in app.get_system_commands(app.screen)}
        await press(pilot, "enter")
        assert session_of(app).session.plan.context is Context.OTHER  # nothing had to be pressed
        await move_to(pilot, 10_000)
        await press_later(pilot, "enter")
        assert (isinstance(app.screen, HomeScreen), app.journal.calendar.day(TODAY).kind) == (True, None)


async def test_yes_marks_the_day_and_the_session_follows_the_run(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "y")
        assert stored(tmp_path) == (DayMark(TODAY, DayKind.RUN),)
        assert (asked(app), context(app), week(app)[2].strip()) == ("", Context.POST_RUN, "run")
        assert plan_of(app).context is Context.POST_RUN
        assert not {"home.ran", "home.not-ran"} & commands_of(app)
        await press(pilot, "n", "y", "y", "n")  # nobody asks any more
        assert stored(tmp_path) == (DayMark(TODAY, DayKind.RUN),)
        await press(pilot, "d", "n", "i", "escape")
        assert (asked(app), context(app)) == ("", Context.OTHER)


async def test_no_gives_the_day_no_mark_and_is_asked_no_more_that_day(tmp_path: Path) -> None:
    for keys in ("n", "n y", "h escape", "w escape", "d escape", "s escape"):
        app = make_app(tmp_path)  # also after another start
        async with app.run_test() as pilot:
            await press(pilot, *keys.split())
            assert (asked(app), context(app)) == ("", Context.OTHER)
            assert (app.journal.calendar.mark(TODAY), stored(tmp_path)) == (None, (DayMark(TODAY, None),))
    app = make_app(tmp_path)
    app.journal.wall = lambda: EVENING + dt.timedelta(days=1)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert asked(app)


@pytest.mark.parametrize("key", ["y", "n"])
async def test_an_answer_is_of_the_day_that_was_asked_of(tmp_path: Path, key: str) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        app.journal.wall = lambda: EVENING + dt.timedelta(days=1)  # the cut-off comes between the question and the key
        await press(pilot, key)
        assert stored(tmp_path) == ()
        assert isinstance(app.screen, HomeScreen)
        app.screen.query_one(QuestionLine).heed()  # as it does a moment later
        assert asked(app)  # of the new day
        await press(pilot, "y")
        assert stored(tmp_path) == (DayMark(TODAY + dt.timedelta(days=1), DayKind.RUN),)


async def test_what_is_said_by_another_key_answers_too(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        for number, keys in enumerate(("d r", "d e", "d n", "d enter", "t", "t t t", "d w s")):
            app.journal.wall = partial(EVENING.__add__, dt.timedelta(number))
            await press(pilot, "d", "escape")
            assert asked(app), keys  # nothing was said of this day
            await press(pilot, *keys.split())
            assert asked(app) == "", keys
            await press(pilot, "i", "escape")
            assert asked(app) == "", keys


@pytest.mark.parametrize(
    ("life", "asks"),
    [
        (([make_record(day=TODAY, context=Context.POST_RUN)], []), False),
        (([make_record(day=TODAY, context=Context.CROSS_TRAINING)], []), False),
        (([make_record(day=TODAY, context=Context.OTHER)], []), True),
        (([make_record(day=TODAY, context=Context.POST_RUN, sets=())], []), True),
        (([make_record(day=TODAY - dt.timedelta(1), context=Context.POST_RUN)], []), True),
        (([], [DayMark(TODAY, DayKind.REST)]), False),
        (([], [DayMark(TODAY, None, rev=2)]), False),
        (([], [DayMark(TODAY - dt.timedelta(1), DayKind.RUN)]), True),
    ],
)
async def test_it_is_asked_where_nothing_says_what_today_was(tmp_path: Path, life: Life, *, asks: bool) -> None:
    put_life(tmp_path, life)
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert bool(asked(app)) is asks


async def test_a_mark_from_another_window_answers(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        other = SaveQueue(HistoryFile(tmp_path / "history.json"), left_in(tmp_path), threaded=False)
        other.change(History(days=(DayMark(TODAY, DayKind.TRAVEL),)))
        app._save_queue.refresh()
        await pilot.pause()
        assert asked(app) == ""
        assert "home.ran" not in commands_of(app)


@pytest.mark.parametrize(
    ("size", "room"), [((80, 24), True), ((40, 12), True), ((160, 45), True), ((80, 16), True), ((30, 8), False)]
)
async def test_the_question_has_a_row_of_its_own_or_none(tmp_path: Path, size: tuple[int, int], *, room: bool) -> None:
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert bool(asked(app)) is room
        assert ("home.ran" in commands_of(app)) is room
        before = app.screen.query_one("#board").region, app.screen.query_one("#start").region
        await press(pilot, "n")
        assert asked(app) == ""
        if size == (80, 24):  # only the list gets its row
            assert before == (app.screen.query_one("#board").region, app.screen.query_one("#start").region)
        if not room:
            await press(pilot, "y")
            assert TODAY not in {mark.day for mark in stored(tmp_path)}


async def test_the_mouse_answers_and_keys_of_the_runners_own_are_named(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.preferences.settings = replace(
        app.settings, keys={"home.ran": "j, ctrl+y", "picker.down": "down", "home.not-ran": "f5"}
    )
    async with app.run_test() as pilot:
        await pilot.pause()
        assert (asks(app), asked(app).endswith(" j yes f5 no")) == (Asks.RAN, True)
        await press(pilot, "y")
        assert stored(tmp_path) == ()
        await pilot.click(Question, offset=(16, 0))
        await pilot.pause()
        assert stored(tmp_path) == (DayMark(TODAY, DayKind.RUN),)


# ------------------------------------------------------------------------------------------------------ the calendar


async def test_the_calendar_is_made_once_for_each_change(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.pause()
        first = app.journal.calendar
        await press(pilot, "w", "left", "escape", "w", "escape")
        assert app.journal.calendar is first
        await press(pilot, "d", "r")
        assert app.journal.calendar is not first
        second = app.journal.calendar
        app.journal.wall = lambda: EVENING + dt.timedelta(days=1)
        assert app.journal.calendar is not second
        assert app.journal.calendar is app.journal.calendar


async def test_a_mark_that_is_not_saved_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    problem = "cannot be written: No space left on device"

    def refuse(store: HistoryFile, *_: object) -> None:
        raise FileProblem(store.path, problem)

    app = make_app(tmp_path)
    monkeypatch.setattr(HistoryFile, "add", refuse)
    async with app.run_test() as pilot:
        await pilot.press("d", "r")
        await pilot.pause()
        assert (fact(app), line(app)) == (NOT_SAVED, trouble_words(problem))
        await pilot.press("w")
        await pilot.pause()
        assert app.screen.query_one("#title", TextLine).text.endswith(trouble_words(problem))
