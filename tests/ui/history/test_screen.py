"""The history: listed, filtered, opened, amended, deleted and taken back, added to by hand; by key and by mouse."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from ankle_tui.core.exercises.exercise import Context, Side
from ankle_tui.core.formatting import context_words
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import FORMAT, History, SessionRecord, Tombstone, Touches
from ankle_tui.core.session.by_hand import is_by_hand
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.ui.answers.score import Score
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.history.add_by_hand import ByHandScreen
from ankle_tui.ui.history.amend import AmendScreen
from ankle_tui.ui.history.history_wording import (
    ADDED,
    AMENDED,
    NONE_SUCH,
    NONE_YET,
    RESTORED,
    SESSION,
    answers_words,
    count_words,
    filter_words,
    full_date_words,
    size_words,
)
from ankle_tui.ui.history.record import RecordScreen
from ankle_tui.ui.history.screen import HistoryScreen
from ankle_tui.ui.history.sheet import SessionSheet
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.keys.names import NO_KEYS
from ankle_tui.ui.widgets.exercise_picker import ExercisePicker
from ankle_tui.ui.widgets.field import NOT_A_DAY, STILL_TO_COME, DayField, WordField
from ankle_tui.ui.widgets.keybar import KeyBar, deleted_words
from ankle_tui.ui.widgets.line import TextLine, TopLine
from ankle_tui.ui.widgets.virtual_list import VirtualList
from ankle_tui.ui.wording.choice_words import choose_first_words
from ankle_tui.ui.wording.report_words import BY_HAND
from ankle_tui.ui.wording.text import trouble_words
from tests.store.history.records import make_id
from tests.ui.diary import put_life
from tests.ui.history.past import NAMES, YESTERDAY, past, sets_of
from tests.ui.stage import EVENING, edge_keys, kept, make_app
from tests.ui.training import put_history

NO_ROOM = "cannot be written: No space left on device"


def rows(app: AnkleApp) -> VirtualList:
    return app.screen.query_one(VirtualList)


def text(app: AnkleApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", TextLine).text


def seen(app: AnkleApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}").render())


def head(app: AnkleApp) -> tuple[str, str]:
    """What the sessions are filtered by, and how many there are."""
    title = app.screen.query_one(TopLine)
    return title.text.removeprefix("History  "), title.fact.partition(" · ")[0]


def filtered(total: int, matching: int, exercise: str = "", follows: Context | None = None) -> tuple[str, str]:
    return filter_words(exercise, follows), count_words(total, matching)


def listed(app: AnkleApp) -> int:
    """How many sessions are listed, without the gaps between months."""
    return sum(rows(app).can_select(number) for number in range(rows(app).count))


def sheet(app: AnkleApp) -> str:
    return app.screen.query_one(SessionSheet).words


def day_shown(app: AnkleApp) -> str:
    return text(app, "title").removeprefix(f"{SESSION}  ")


def keys(app: AnkleApp) -> list[tuple[str, str]]:
    """The keys named at the foot, then those in the borders of panels."""
    *bar, last = app.screen.query_one(KeyBar).keys
    return [(key.key, key.label) for key in (*bar, *edge_keys(app), last)]


def current(app: AnkleApp) -> str:
    screen = app.screen
    assert isinstance(screen, HistoryScreen)
    assert screen.current
    return screen.current.id


async def press(pilot: Pilot[None], *pressed: str) -> None:
    """Press keys, each when the one before has had its effect."""
    for key in pressed:
        await pilot.press(key)
        await pilot.pause()


def deleted(folder: Path) -> Sequence[Tombstone]:
    return HistoryFile(folder / "history.json").load().deleted


# --------------------------------------------------------------------------------------------------------- listing


async def test_the_newest_day_comes_first_and_opens_to_the_sets(tmp_path: Path) -> None:
    put_history(tmp_path, [past(3), past(1, note="[b]not markup[/b]", effort=4), past(2)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h")
        assert head(app) == filtered(3, 3)
        assert [rows(app).row(number).head for number in range(3)] == ["Sat 21 Nov", "Fri 20 Nov", "Thu 19 Nov"]
        await press(pilot, "enter")
        assert isinstance(app.screen, RecordScreen)
        assert day_shown(app) == full_date_words(YESTERDAY)
        assert ("Effort", "4") in answers_words(app.screen._record)
        assert "[b]not markup[/b]" in sheet(app)
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_an_empty_history_says_so_and_offers_to_add(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h")
        assert seen(app, "empty") == NONE_YET
        assert keys(app) == [("esc", "back"), ("a", "add"), ("?", "keys")]
        await press(pilot, "enter", "x", "u", "f", "c", "down", "pagedown", "end")
        assert isinstance(app.screen, HistoryScreen)


async def test_the_keys_that_open_and_delete_are_named(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h")
        assert keys(app)[:2] == [("esc", "back"), ("enter", "open")]
        assert ("x", "delete") in keys(app)
        assert ("u", "undo") not in keys(app)


async def test_the_cursor_moves_by_rows_pages_and_to_both_ends(tmp_path: Path) -> None:
    put_history(tmp_path, [past(days) for days in range(1, 101)])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "h")
        page = rows(app).size.height - 1
        places = []
        for key in ("down", "j", "k", "up", "up", "pagedown", "pageup", "end", "down", "pagedown", "home"):
            await press(pilot, key)
            places.append(rows(app).cursor)
        last = rows(app).count - 1
        assert places == [1, 2, 1, 0, 0, page, 0, last, last, last, 0]
        assert rows(app).scroll_offset.y == 0


async def test_the_cursor_stays_in_sight(tmp_path: Path) -> None:
    put_history(tmp_path, [past(days) for days in range(1, 101)])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "h", "end")
        assert rows(app).scroll_offset.y == rows(app).count - rows(app).size.height
        await pilot.resize_terminal(40, 8)
        await pilot.pause()
        top = rows(app).scroll_offset.y
        assert top <= rows(app).cursor < top + rows(app).size.height


async def test_the_wheel_scrolls_and_a_click_opens_what_is_under_it(tmp_path: Path) -> None:
    put_history(tmp_path, [past(days) for days in range(1, 101)])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "h")
        wheel = events.MouseScrollDown(rows(app), 1, 1, 0, 0, 0, shift=False, meta=False, ctrl=False)
        for _ in range(3):
            rows(app).post_message(wheel)
        await pilot.pause()
        await pilot.wait_for_scheduled_animations()
        top = rows(app).scroll_offset.y
        assert top > 0
        await pilot.click(VirtualList, offset=(10, 2))
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)
        await press(pilot, "escape")
        assert rows(app).cursor == top + 2


async def test_a_click_below_the_last_row_opens_nothing(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h")
        await pilot.click(VirtualList, offset=(10, 5))
        await pilot.pause()
        assert isinstance(app.screen, HistoryScreen)


async def test_the_session_under_the_cursor_stands_beside_the_list_where_there_is_room(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1, note="first"), past(2, note="second"), past(40, note="third")])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "h")
        told = [sheet(app).splitlines()[-1]]
        for _ in range(2):
            await press(pilot, "down")
            told.append(sheet(app).splitlines()[-1])
        assert told == ["first", "second", "third"]
        assert [number for number in range(rows(app).count) if not rows(app).can_select(number)] == [2]
        await press(pilot, "up")
        assert rows(app).cursor == 1
        await press(pilot, "e", "5", "enter")
        assert (text(app, "said"), ("Effort", "5") in answers_words(kept(tmp_path)[1])) == (AMENDED, True)
        await pilot.resize_terminal(60, 24)
        await pilot.pause()
        assert not app.screen.query_one(SessionSheet).display


async def test_only_the_rows_in_sight_are_made(tmp_path: Path) -> None:
    put_history(tmp_path, [past(days) for days in range(1, 2001)])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "h")
        made: list[int] = []
        make = rows(app)._make
        rows(app)._make = lambda number, room: (made.append(number), make(number, room))[1]  # type: ignore[func-returns-value]
        await press(pilot, "end", "home", "pagedown")
        assert len(made) < 5 * rows(app).size.height


async def test_the_list_can_be_squeezed_to_nothing(tmp_path: Path) -> None:
    put_history(tmp_path, [past(days) for days in range(1, 30)])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "h")
        for size in ((1, 1), (5, 20), (200, 3), (1, 60)):
            await pilot.resize_terminal(*size)
            await press(pilot, "down", "pagedown", "end", "up")
        assert isinstance(app.screen, HistoryScreen)


async def test_the_cursor_stays_on_its_session_when_another_copy_adds_some(tmp_path: Path) -> None:
    put_history(tmp_path, [past(days) for days in range(2, 30)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "down", "down")
        at = current(app)
        file = HistoryFile(tmp_path / "history.json")
        file.keep(past(1))
        file.keep(past(100))
        app._save_queue.refresh()
        await pilot.pause()
        assert listed(app) == 30
        assert (current(app), rows(app).cursor) == (at, 3)
        file.add(History(deleted=(Tombstone(at, EVENING, 1),)))
        app._save_queue.refresh()
        await pilot.pause()
        assert (current(app), rows(app).cursor) == (make_id(5), 3)


# --------------------------------------------------------------------------------------------------------- filters


def varied() -> list[SessionRecord]:
    """Some sessions with different exercises, after different things."""
    return [
        past(1, sets=sets_of("calf-raise")),
        past(2, sets=sets_of("calf-raise", "lateral-hops"), context=Context.CROSS_TRAINING),
        past(3, sets=sets_of("lateral-hops")),
        past(4, sets=sets_of("old-move"), context=Context.CROSS_TRAINING),
    ]


async def test_exercises_that_occur_are_gone_through_in_the_order_of_the_catalogue(tmp_path: Path) -> None:
    put_history(tmp_path, varied())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h")
        titles = []
        for _ in range(4):
            await press(pilot, "f")
            titles.append(head(app))
        assert titles == [
            filtered(4, 2, "Calf raise"),
            filtered(4, 2, "Lateral hops"),
            filtered(4, 1, "old-move"),
            filtered(4, 4),
        ]


async def test_exercise_and_context_narrow_together_and_escape_shows_all_before_it_leaves(tmp_path: Path) -> None:
    put_history(tmp_path, varied())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "f", "c", "c")
        assert head(app) == filtered(4, 1, "Calf raise", Context.CROSS_TRAINING)
        assert current(app) == make_id(2)
        assert ("esc", "all") in keys(app)
        assert ("esc", "back") not in keys(app)
        await press(pilot, "escape")
        assert (head(app), current(app)) == (filtered(4, 4), make_id(2))
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_a_filter_nothing_passes_says_the_way_back(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1, sets=sets_of("calf-raise")), past(2, context=Context.OTHER, sets=())])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "f", "c", "c")
        assert head(app) == filtered(2, 0, "Calf raise", Context.OTHER)
        assert seen(app, "empty") == NONE_SUCH
        await press(pilot, "x", "enter", "escape")
        assert rows(app).count == 2


async def test_the_names_of_the_columns_stay_when_the_list_was_empty_meanwhile(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1, sets=sets_of("calf-raise")), past(2, sets=sets_of("single-leg-balance"))])
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "h", "f", "x", "u")
        await pilot.pause()
        assert "effort" in text(app, "heading")


async def test_a_narrow_title_keeps_the_filter(tmp_path: Path) -> None:
    put_history(tmp_path, varied())
    app = make_app(tmp_path)
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "h", "f", "c")
        title = app.screen.query_one(TopLine)
        assert (title.text, title.fact) == (filter_words("Calf raise", Context.POST_RUN), "1 of 4")


async def test_a_letter_that_leaves_does_so_with_a_filter_as_well(tmp_path: Path) -> None:
    put_history(tmp_path, varied())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "f", "q")
        assert isinstance(app.screen, HomeScreen)


# ----------------------------------------------------------------------------------------------------------- amend


async def test_effort_pain_context_day_and_note_can_be_amended(tmp_path: Path) -> None:
    before = past(2, effort=3)
    put_history(tmp_path, [before])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "enter", "e")
        assert isinstance(app.screen, AmendScreen)
        assert app.screen.query_one("#effort", Score).value == 3
        await press(pilot, "7", "down", "1", "s", "down", "2", "down", "0", "down", "right")
        await press(pilot, "down", "left", "down", *"ok", "enter")
        (after,) = kept(tmp_path)
        day = before.day - dt.timedelta(1)
        assert (text(app, "said"), day_shown(app)) == (AMENDED, full_date_words(day))
        assert all(said in sheet(app) for _, said in answers_words(after))
        answers = replace(before, effort=7, pain=1, pain_side=Side.LEFT, touches=Touches(2, 0))
        assert after == replace(answers, context=Context.CROSS_TRAINING, day=day, note="ok", rev=2)
        await press(pilot, "escape")
        assert rows(app).row(0).head == "Thu 19 Nov"


async def test_leaving_an_amendment_changes_nothing(tmp_path: Path) -> None:
    put_history(tmp_path, [past(2)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "enter", "e", "7", "escape")
        assert isinstance(app.screen, RecordScreen)
        await press(pilot, "e", "enter")
        assert text(app, "said") == ""
    assert kept(tmp_path) == (past(2),)


async def test_what_another_copy_amended_meanwhile_is_not_lost(tmp_path: Path) -> None:
    put_history(tmp_path, [past(2)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "enter", "e", "7")
        HistoryFile(tmp_path / "history.json").keep(past(2, rev=2, note="theirs", pain=5))
        app._save_queue.refresh()
        await press(pilot, "enter")
        assert sheet(app).endswith("theirs")
    assert kept(tmp_path) == (past(2, rev=3, note="theirs", pain=5, effort=7),)


async def test_a_note_of_several_lines_stays_as_it_is_until_it_is_changed(tmp_path: Path) -> None:
    put_history(tmp_path, [past(2, note="one\ntwo")])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "enter", "e")
        assert app.screen.query_one(Input).value == "one two"
        await press(pilot, "5", "enter")
        assert kept(tmp_path)[0].note == "one\ntwo"
        await press(pilot, "e", "up", "end", "x", "enter")
    assert kept(tmp_path)[0].note == "one twox"


async def test_a_day_to_come_cannot_be_chosen(tmp_path: Path) -> None:
    put_history(tmp_path, [past(0)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "enter", "e", *["up"] * 2, "right")
        day = app.screen.query_one(DayField)
        assert day.has_focus
        assert day.day == EVENING.date()
        await press(pilot, *"2026-11-23")
        assert text(app, "said") == STILL_TO_COME
        await press(pilot, "enter")
        assert day.is_attached
        await press(pilot, *["backspace"] * 2, *"09", "enter")
        assert isinstance(app.screen, RecordScreen)
    assert kept(tmp_path)[0].day == dt.date(2026, 11, 9)


async def test_a_session_shows_what_another_copy_makes_of_it(tmp_path: Path) -> None:
    put_history(tmp_path, [past(2)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "enter")
        HistoryFile(tmp_path / "history.json").keep(past(2, rev=2, note="theirs"))
        app._save_queue.refresh()
        await pilot.pause()
        assert sheet(app).endswith("theirs")
        HistoryFile(tmp_path / "history.json").add(History(deleted=(Tombstone(make_id(2), EVENING, 2),)))
        app._save_queue.refresh()
        await pilot.pause()
        assert [key for key, _ in keys(app)] == ["esc", "?"]


async def test_a_session_can_be_shown_without_a_book(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        app.push_screen(RecordScreen(past(1), NAMES))
        await press(pilot, "e", "x", "u")
        assert day_shown(app) == full_date_words(YESTERDAY)
        assert [key for key, _ in keys(app)] == ["esc", "?"]


# ------------------------------------------------------------------------------------------------ delete and undo


async def test_what_was_deleted_comes_back_in_order(tmp_path: Path) -> None:
    put_history(tmp_path, [past(days) for days in (1, 2, 3)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "down", "x", "x")
        assert (head(app), text(app, "said")) == (
            filtered(1, 1),
            deleted_words(app.screen, "history.take-back"),
        )
        assert [session.id for session in kept(tmp_path)] == [make_id(1)]
        await press(pilot, "u")
        assert (rows(app).count, current(app), text(app, "said")) == (2, make_id(3), RESTORED)
        await press(pilot, "u")
        assert (rows(app).count, current(app)) == (3, make_id(2))
        assert ("u", "undo") not in keys(app)
    assert {session.id: session.rev for session in kept(tmp_path)} == {make_id(1): 1, make_id(2): 2, make_id(3): 2}


async def test_a_deletion_is_noted_with_its_time_and_revision(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1, rev=4)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "delete")
    assert kept(tmp_path) == ()
    assert deleted(tmp_path) == (Tombstone(make_id(1), EVENING, 4),)


async def test_a_session_is_deleted_where_it_is_open_and_comes_back_there_or_in_the_list(tmp_path: Path) -> None:
    put_history(tmp_path, [past(days) for days in (1, 2)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "enter", "x")
        assert text(app, "said") == deleted_words(app.screen, "record.take-back") == "Deleted. u takes it back."
        assert keys(app) == [("u", "undo"), ("esc", "back"), ("?", "keys")]
        await press(pilot, "u")
        assert text(app, "said") == RESTORED
        await press(pilot, "x", "escape")
        assert (head(app), text(app, "said")) == (
            filtered(1, 1),
            deleted_words(app.screen, "history.take-back"),
        )
        await press(pilot, "u")
        assert (rows(app).count, current(app)) == (2, make_id(1))


async def test_undo_outlives_the_screen(tmp_path: Path) -> None:
    put_history(tmp_path, [past(days) for days in (1, 2)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "x", "escape", "h")
        assert rows(app).count == 1
        await press(pilot, "u")
        assert rows(app).count == 2


async def test_what_comes_back_is_shown_even_where_a_filter_would_hide_it(tmp_path: Path) -> None:
    put_history(tmp_path, varied())
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "x", "f", "f", "u")
        assert (head(app), current(app)) == (filtered(4, 4), make_id(1))


async def test_a_date_to_come_is_put_right_here_and_the_session_counts(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1, day=EVENING.date() + dt.timedelta(300))])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "enter")
        assert app.journal.calendar.last is None
        await press(pilot, "e", *["up"] * 2, *EVENING.date().isoformat(), "enter")
        assert app.journal.calendar.last == EVENING.date()
    assert [session.day for session in kept(tmp_path)] == [EVENING.date()]


# --------------------------------------------------------------------------------------------------- add by hand


async def test_a_session_done_without_the_program_is_added_and_shown(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1), past(9)])
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "a")
        assert isinstance(app.screen, ByHandScreen)
        await press(pilot, "left", "left", "down", "left", "down", "space", "down", "right", "enter")
        assert (text(app, "said"), head(app)) == (ADDED, filtered(3, 3))
        assert rows(app).cursor == 1
        assert sheet(app).startswith(BY_HAND)
    (record,) = (session for session in kept(tmp_path) if is_by_hand(session))
    assert current_day(record) == (dt.date(2026, 11, 20), 12, Context.CROSS_TRAINING)
    assert [item.exercise for item in record.sets if item.number == 1 and item.side is not Side.RIGHT] == [
        "calf-raise",
    ]
    assert record.sets[0].done == 13


def current_day(record: SessionRecord) -> tuple[dt.date, int, Context]:
    """The day, the hour and the context of a session."""
    assert record.started_at.date() == record.day
    return record.day, record.started_at.hour, record.context


async def test_what_a_session_by_hand_followed_is_what_its_day_says_until_the_runner_does(tmp_path: Path) -> None:
    put_life(tmp_path, ([], [DayMark(EVENING.date(), DayKind.RUN), DayMark(YESTERDAY, DayKind.CROSS_TRAINING)]))
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "a")
        field = app.screen.query_one("#context", WordField)
        told = [field.words]
        for key in ("left", "left", "right", *"2026-11-22"):
            await press(pilot, key)
            told.append(field.words)
        assert told[:4] == [
            context_words(each)
            for each in (Context.POST_RUN, Context.CROSS_TRAINING, Context.OTHER, Context.CROSS_TRAINING)
        ]
        assert told[-1] == context_words(Context.POST_RUN)
        await press(pilot, "down", "left", "up", "left", "left")
        assert field.words == context_words(Context.OTHER)
        await press(pilot, "right", "enter")
    (record,) = kept(tmp_path)
    assert (record.day, record.context) == (YESTERDAY, Context.OTHER)


async def test_a_session_of_today_has_the_time_it_is_added_at(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "a", "enter")
        assert isinstance(app.screen, HistoryScreen)
    (record,) = kept(tmp_path)
    assert (record.day, record.started_at) == (EVENING.date(), EVENING)


async def test_a_day_years_back_can_be_typed(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "a", *"2019-13-01")
        assert text(app, "said") == NOT_A_DAY
        await press(pilot, "enter")
        assert isinstance(app.screen, ByHandScreen)
        await press(pilot, *["backspace"] * 5, *"02-28")
        assert app.screen.query_one(ExercisePicker).result_words == size_words(app.screen._selection.chosen)
        await press(pilot, "enter")
    assert kept(tmp_path)[0].day == dt.date(2019, 2, 28)


async def test_nothing_chosen_is_nothing_to_add(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "a", "tab", "tab", "space", "down", "space", "enter")
        assert text(app, "said") == choose_first_words(NO_KEYS)
        assert app.screen.query_one(ExercisePicker).has_focus
        await press(pilot, "escape")
    assert kept(tmp_path) == ()


async def test_the_arrows_beside_a_field_can_be_clicked(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await press(pilot, "h", "a")
        day = app.screen.query_one(DayField)
        begin = day.content_region.x - day.region.x + DayField.LABEL
        await pilot.click(day, offset=(begin, 0))
        await pilot.click(day, offset=(begin, 0))
        await pilot.click(day, offset=(begin + len(day.words) + 3, 0))
        await pilot.click(day, offset=(1, 0))
        assert day.day == dt.date(2026, 11, 21)


# --------------------------------------------------------------------------------------------------------- trouble


@pytest.mark.parametrize("change", ["delete", "amend"])
async def test_a_change_that_cannot_be_saved_says_so_and_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    put_history(tmp_path, [past(1), past(2)])
    app = make_app(tmp_path)
    add = HistoryFile.add

    def refuse(file: HistoryFile, *_: History) -> History:
        raise FileProblem(file.path, NO_ROOM)

    monkeypatch.setattr(HistoryFile, "add", refuse)
    async with app.run_test() as pilot:
        await press(pilot, "h", *(["x"] if change == "delete" else ["enter", "e", "7", "enter"]))
        assert text(app, "said") == trouble_words(NO_ROOM)
        if change == "amend":
            assert sheet(app).endswith("7")
            await press(pilot, "escape")
            assert text(app, "said") == trouble_words(NO_ROOM)
        else:
            assert rows(app).count == 1
        monkeypatch.setattr(HistoryFile, "add", add)
    app.close_down()
    assert {session.id: session.effort for session in kept(tmp_path)} == (
        {make_id(2): None} if change == "delete" else {make_id(1): 7, make_id(2): None}
    )


async def test_a_history_of_a_newer_version_says_why_nothing_can_be_changed(tmp_path: Path) -> None:
    put_history(tmp_path, [past(1)])
    app = make_app(tmp_path)
    newer = json.dumps({"format": FORMAT, "version": 99, "sessions": [past(1).to_json()]})
    (tmp_path / "history.json").write_text(newer, encoding="utf-8")
    async with app.run_test() as pilot:
        await press(pilot, "h", "x")
        assert text(app, "said") == trouble_words(app.journal.trouble())
        assert "newer" in text(app, "said")
    assert (tmp_path / "history.json").read_text(encoding="utf-8") == newer
