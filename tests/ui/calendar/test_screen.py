"""The calendar: moving about, what a day was in words, opening its sessions and marking it."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widgets import Static

from ankle_tui.core.exercises.exercise import Context
from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.weeks.outline import WeekStart
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.calendar.calendar_wording import NOTHING_TO_OPEN, TOO_FAR_BACK, head_words, sums_line
from ankle_tui.ui.calendar.heat_map import HeatMap
from ankle_tui.ui.calendar.mark import MarkScreen
from ankle_tui.ui.calendar.screen import CalendarScreen, DayPanel
from ankle_tui.ui.history.record import RecordScreen
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.widgets.option_list import OptionMenu
from ankle_tui.ui.wording.day_words import TOO_SHORT, date_words
from tests.store.history.records import make_record
from tests.ui.diary import LIVES, TODAY, put_life, week_of_a_runner, year_of_a_runner
from tests.ui.home.test_screen import SIZES, press, stored
from tests.ui.stage import EVENING, left_in, make_app


def heat(app: AnkleApp) -> HeatMap:
    return app.screen.query_one(HeatMap)


def map_lines(app: AnkleApp) -> list[str]:
    """The map as it stands on the screen."""
    return [heat(app).render_line(y).text.rstrip() for y in range(heat(app).size.height)]


def words(app: AnkleApp) -> str:
    """What is said of the day under the cursor."""
    return str(app.screen.query_one("#day", Static).render())


def date(app: AnkleApp) -> str:
    """The date above it."""
    return app.screen.query_one(DayPanel).title_words


def sums(app: AnkleApp) -> str:
    """How the week stands."""
    return heat(app).result_words


def told(app: AnkleApp, day: dt.date) -> str:
    """A day as the calendar has it, in words."""
    calendar = app.journal.calendar
    return head_words(calendar.day(day), calendar)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days)


def session(days: int, number: int = 1, hour: int = 18) -> SessionRecord:
    """A session of some days ago."""
    at = (EVENING - dt.timedelta(days)).replace(hour=hour)
    return make_record(number, day=ago(days), started_at=at, context=Context.OTHER)


async def opened(pilot: Pilot[None]) -> None:
    await press(pilot, "w")


# ------------------------------------------------------------------------------------------------------ moving about


async def test_the_calendar_opens_on_today_and_tells_of_it(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert (heat(app).day, words(app)) == (TODAY, told(app, TODAY))
        assert sums(app) == sums_line(app.journal.calendar, 80, streaks=True)
        await press(pilot, "up")
        assert (date(app), words(app)) == (date_words(ago(1), TODAY), told(app, ago(1)))
        await press(pilot, "k", "k")
        assert words(app) == told(app, ago(3))
        await press(pilot, "escape")
        assert isinstance(app.screen, HomeScreen)


async def test_keys_move_by_days_weeks_and_months(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for keys, days in (
            ("left", 7),
            ("h h right", 7),
            ("up up down", 1),
            ("k k j", 1),
            ("up " * 8, 8),  # from Monday up to Sunday
            ("left l", 0),
            ("down", 0),  # nothing comes after today
            ("up right", 0),
            ("left left t", 0),
            ("pageup", 31),
            ("pageup pagedown", 0),
            ("home", 22 * 7 + 6),
            ("home end", 0),
        ):
            await press(pilot, "t", *keys.split())
            assert heat(app).day == ago(days), keys


async def test_a_month_back_from_its_last_day_is_a_last_day(tmp_path: Path) -> None:
    put_life(tmp_path, ([session(400)], []))
    app = make_app(tmp_path)
    app.journal.wall = lambda: dt.datetime(2026, 3, 31, 18, tzinfo=EVENING.tzinfo)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "pageup")
        assert heat(app).day == dt.date(2026, 2, 28)
        await press(pilot, "pageup", "pageup")
        assert heat(app).day == dt.date(2025, 12, 28)
        await press(pilot, "pagedown")
        assert heat(app).day == dt.date(2026, 1, 28)


async def test_older_weeks_come_back_to_the_first_session(tmp_path: Path) -> None:
    first = session(400)
    put_life(tmp_path, ([first], []))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, *["left"] * 26)
        assert (heat(app).day, heat(app).first) == (ago(26 * 7), ago(26 * 7 + 6))
        await press(pilot, *["pageup"] * 10, *["left"] * 8)
        assert heat(app).day == first.day - dt.timedelta(first.day.weekday())
        await press(pilot, "pageup", "up", "home")
        assert heat(app).day == first.day - dt.timedelta(first.day.weekday())
        await press(pilot, *["down"] * first.day.weekday())
        assert words(app) == told(app, first.day)
        await press(pilot, "t")
        assert heat(app).first == ago(22 * 7 + 6)


async def test_without_a_session_nothing_is_older_than_what_is_in_sight(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, *["pageup"] * 9)
        assert heat(app).day == ago(22 * 7 + 6)
        assert words(app) == told(app, ago(22 * 7 + 6))


async def test_a_click_selects_and_a_second_one_opens(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        saturday = (7 + 22 * 3 + 1, 7)
        await pilot.click(HeatMap, offset=(7 + 21 * 3, 2))
        assert heat(app).day == ago(13)
        await pilot.click(HeatMap, offset=(3, 3))  # a name
        await pilot.click(HeatMap, offset=(10, 1))  # the months
        await pilot.click(HeatMap, offset=(77, 3))  # beside the map
        assert heat(app).day == ago(13)
        await pilot.click(HeatMap, offset=saturday)
        assert isinstance(app.screen, CalendarScreen)
        assert heat(app).day == ago(1)
        await pilot.click(HeatMap, offset=saturday, times=2)
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)


async def test_days_to_come_are_empty_and_cannot_be_clicked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(tmp_path)
    app.journal.wall = lambda: EVENING - dt.timedelta(4)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert [line.count("·") for line in map_lines(app)[1:8]] == [23, 23, 23, 22, 22, 22, 22]
        await pilot.click(HeatMap, offset=(7 + 22 * 3, 5))
        assert heat(app).day == ago(4)


@pytest.mark.painted
async def test_only_the_lines_of_the_cursor_are_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_life(tmp_path, year_of_a_runner())
    app, drawn = make_app(tmp_path), []
    draw = HeatMap.render_line

    def note(heat_map: HeatMap, y: int) -> Strip:
        drawn.append(y)
        return draw(heat_map, y)

    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        monkeypatch.setattr(HeatMap, "render_line", note)
        await press(pilot, "left")
        assert set(drawn) == {7}
        drawn.clear()
        await press(pilot, "up")
        assert set(drawn) <= {6, 7}


# ---------------------------------------------------------------------------------------------------------- the map


async def test_the_map_shows_every_kind_of_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test(size=(40, 12)) as pilot:
        await opened(pilot)
        assert ["".join(line[1:3]) + line[-1] for line in map_lines(app)[1:8]] == [
            "Mo·", "Tu○", "We◇", "Th◉", "Fr–", "Sa■", "Su·"
        ]  # fmt: skip
        assert map_lines(app)[8].split()[-1] == "2"


async def test_a_tint_tells_of_a_session_and_a_sign_of_the_day(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test(size=(40, 12)) as pilot:
        await opened(pilot)
        await press(pilot, "up", "up")
        lines = [heat(app).render_line(y) for y in range(1, 8)]
        grounds = [app.screen.get_style_at(36, 2 + y).bgcolor for y in range(7)]
        assert [line.text[35] for line in lines] == [" ", "○", "◇", "◎", "–", " ", "›"]
        assert grounds[0] == grounds[1] == grounds[2] != grounds[3]
        assert grounds[3] == grounds[5]


@pytest.mark.parametrize(
    ("size", "weeks", "rows"), [((160, 45), 41, 12), ((80, 24), 23, 11), ((40, 12), 11, 9), ((30, 8), 8, 7)]
)
async def test_as_many_weeks_as_fit_and_always_all_seven_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], weeks: int, rows: int
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        lines = map_lines(app)
        assert len(lines) == rows
        begin = int(rows > 7)
        assert [line.count("·") for line in lines[begin : begin + 7]] == [weeks] * 7
        assert app.screen.region.contains_region(heat(app).region)
        assert all(len(line) <= heat(app).size.width for line in lines)


@pytest.mark.parametrize("life", list(LIVES))
async def test_nothing_of_the_calendar_is_cut(tmp_path: Path, life: str) -> None:
    put_life(tmp_path, LIVES[life]())
    app = make_app(tmp_path)
    async with app.run_test(size=SIZES[0]) as pilot:
        await opened(pilot)
        await press(pilot, "up")
        for size in (*SIZES, SIZES[0]):
            await pilot.resize_terminal(*size)
            for widget in app.screen.query("#title, HeatMap, #about, BindingBar"):
                if widget.region.area:
                    assert app.screen.region.contains_region(widget.region), (size, widget)
            width = app.screen.query_one("#day").content_size.width
            assert all(len(line) <= width for line in words(app).split("\n")), (size, words(app))
            assert all(len(line) <= heat(app).size.width for line in map_lines(app)), size


async def test_each_month_stands_above_the_week_of_its_first_day(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        months = map_lines(app)[0]
        assert months.split() == ["Jun", "Jul", "Aug", "Sep", "Oct", "Nov"]
        for month, name in list(enumerate(months.split(), start=6))[1:]:  # the first is that of the oldest week
            await pilot.click(HeatMap, offset=(months.index(name) + 1, 2))
            monday = heat(app).day
            assert monday <= dt.date(2026, month, 1) < monday + dt.timedelta(7)


async def test_weeks_begin_as_the_runner_wants(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    app.preferences.settings = replace(app.settings, week_start=WeekStart.SUNDAY)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert [line[2:4] for line in map_lines(app)[1:8]] == ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"]
        assert heat(app).first == ago(22 * 7)


async def test_the_calendar_can_be_squeezed_to_nothing(tmp_path: Path) -> None:
    put_life(tmp_path, year_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        for size in ((1, 1), (5, 20), (200, 3), (1, 60), (80, 24)):
            await pilot.resize_terminal(*size)
            await press(pilot, "left", "home", "pageup")
        await press(pilot, "t")
        assert heat(app).day == TODAY


# ------------------------------------------------------------------------------------------------- opening, marking


async def test_enter_opens_the_session_of_the_day(tmp_path: Path) -> None:
    put_life(tmp_path, week_of_a_runner())
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "up", "enter")
        assert isinstance(app.screen, RecordScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, CalendarScreen)
        assert heat(app).day == ago(1)


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (30, 8)])
async def test_of_several_sessions_the_runner_chooses(tmp_path: Path, size: tuple[int, int]) -> None:
    put_life(tmp_path, ([session(1, 1, 9), session(1, 2, 19)], []))
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await press(pilot, "up", "enter")
        listing = app.screen.query_one(OptionMenu)
        assert listing.has_focus
        assert listing.region.height >= 2
        assert app.screen.region.contains_region(listing.region)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, RecordScreen)
        assert app.screen._record.started_at.hour == 19
        await press(pilot, "escape", "escape")
        assert heat(app).has_focus
        assert heat(app).region.area
        await press(pilot, "up")
        assert heat(app).day == ago(2)


async def test_a_session_too_short_to_count_is_on_its_day_and_says_so(tmp_path: Path) -> None:
    short = make_record(day=TODAY, sets=make_record().sets[1:], active_seconds=7.0)
    put_life(tmp_path, ([short], []))
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("w")
        await pilot.pause()
        (line,) = app.screen.query_one(OptionMenu).options
        assert str(line.prompt).endswith(TOO_SHORT)
        assert app.journal.calendar.day(TODAY).sessions == 0
        await pilot.press("enter")
        assert isinstance(app.screen, RecordScreen)


async def test_a_session_opens_by_mouse(tmp_path: Path) -> None:
    put_life(tmp_path, ([session(0, 1, 9), session(0, 2, 19)], []))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.click(OptionMenu, offset=(5, 1))
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)
        assert app.screen._record.started_at.hour == 19


async def test_a_session_deleted_from_here_is_gone_from_the_map(tmp_path: Path) -> None:
    put_life(tmp_path, ([session(1), session(3, 2)], []))
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "up", "enter", "x", "escape")
        assert isinstance(app.screen, CalendarScreen)
        assert app.journal.calendar.day(ago(1)).sessions == 0
        assert words(app) == told(app, ago(1))


async def test_a_day_without_a_session_opens_to_being_marked(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "up", "enter")
        assert isinstance(app.screen, MarkScreen)
        await press(pilot, "h")
        assert isinstance(app.screen, CalendarScreen)
        assert stored(tmp_path) == (DayMark(ago(1), DayKind.RUN, hard=True),)
        assert words(app) == told(app, ago(1))
        assert map_lines(app)[6].endswith("◎")


async def test_a_day_can_be_marked_fourteen_days_back_and_no_further(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "left", "left", "d")
        assert isinstance(app.screen, MarkScreen)
        await press(pilot, "c")
        assert stored(tmp_path) == (DayMark(ago(14), DayKind.CROSS_TRAINING),)
        await press(pilot, "up", "d")
        assert isinstance(app.screen, CalendarScreen)
        assert words(app) == TOO_FAR_BACK
        await press(pilot, "enter")
        assert isinstance(app.screen, CalendarScreen)
        assert words(app) == NOTHING_TO_OPEN
        await press(pilot, "down")
        assert words(app) == told(app, ago(14))


async def test_a_week_is_marked_at_once_as_far_as_it_can_be(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "left", "d", "w", "t")
        assert stored(tmp_path) == tuple(DayMark(ago(n), DayKind.TRAVEL) for n in range(13, 6, -1))
        await press(pilot, "left", "d", "w", "e")
        assert stored(tmp_path)[0] == DayMark(ago(14), DayKind.REST, rev=1)
        assert len(stored(tmp_path)) == 8
        assert [line[-7:].split() for line in map_lines(app)[1:8]] == [*[["–"]] * 6, ["–", "–", "›"]]


async def test_the_calendar_follows_the_history_and_its_cursor_stays(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await press(pilot, "up", "up")
        other = SaveQueue(HistoryFile(tmp_path / "history.json"), left_in(tmp_path), threaded=False)
        other.save(session(2))
        other.change(History(days=(DayMark(ago(2), DayKind.RUN),)))
        app._save_queue.refresh()
        await pilot.pause()
        day = app.journal.calendar.day(ago(2))
        assert (day.kind, day.sessions, words(app)) == (DayKind.RUN, 1, told(app, ago(2)))
        assert map_lines(app)[5].endswith("○")


async def test_the_cursor_on_today_moves_on_with_the_day(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        app.journal.wall = lambda: EVENING + dt.timedelta(1)
        await press(pilot, "question_mark", "escape")
        assert heat(app).day == TODAY + dt.timedelta(1)
        assert heat(app).first == TODAY + dt.timedelta(1 - 22 * 7)
