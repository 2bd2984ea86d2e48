"""With thousands of sessions the coach works on a thread: nothing wrong is shown meanwhile, and keys wait for it."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key, MouseDown, MouseUp
from textual.pilot import Pilot
from textual.screen import Screen

from ankle_tui.core.exercises.exercise import Choice, Level
from ankle_tui.core.history.edits import newest
from ankle_tui.core.history.records import Feel, History, Touches
from ankle_tui.core.session.plan import build_plan
from ankle_tui.core.training.ladder import after
from ankle_tui.services import journal
from ankle_tui.services.coach import Coach, Wishes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.settings.editor import SettingsFile
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.answers.answers import Answers
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.calendar.screen import CalendarScreen
from ankle_tui.ui.help.screen import HelpScreen
from ankle_tui.ui.history.add_by_hand import ByHandScreen
from ankle_tui.ui.history.screen import HistoryScreen
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.home.start_button import StartButton
from ankle_tui.ui.library.screen import LibraryScreen
from ankle_tui.ui.messages import HistoryChanged, Open, Place, WorkedOut
from ankle_tui.ui.progress.screen import ProgressScreen
from ankle_tui.ui.self_tests.screen import SelfTestsScreen
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.settings.screen import SettingsScreen
from ankle_tui.ui.summary.next_time import next_lines, with_ladder
from ankle_tui.ui.summary.screen import Lines, SummaryScreen
from ankle_tui.ui.wording.day_words import UNKNOWN
from tests.services.behind import Behind
from tests.store.history.records import make_record
from tests.training import BALANCE, CALF, OPEN, session, sets_of
from tests.ui.home.on_home import advice, home, title, wish
from tests.ui.self_tests.tested import put_tests, raises, walls
from tests.ui.stage import kept, make_app, make_plan, move_to, shipped, shows

SIZES = [(80, 24), (120, 40), (50, 20), (40, 12)]


@pytest.fixture(autouse=True)
def many(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """So many sessions that the coach works behind the screens."""
    for number in range(3):
        HistoryFile(tmp_path / "history.json").keep(make_record(number))
    monkeypatch.setattr(journal, "MANY", 1)
    monkeypatch.setattr(journal, "_Behind", Behind)


async def catch_up(pilot: Pilot[None]) -> None:
    """Do what waits, and let the screens follow."""
    while Behind.last.step():
        await pilot.pause()
        await pilot.pause()


def picture(app: AnkleApp) -> str:
    """The screen as text."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


async def deleted(pilot: Pilot[None], app: AnkleApp) -> None:
    """Delete the last session in the list and go home at once."""
    await catch_up(pilot)
    await pilot.press("h", "delete", "escape")
    assert shows(app, HomeScreen)
    assert len(app.journal.history.sessions) == 2


@pytest.mark.painted
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_home_shows_no_session_until_the_coach_has_looked_and_then_the_right_one(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    app = make_app(tmp_path)
    async with app.run_test(size=size) as pilot:
        await deleted(pilot, app)
        waiting = picture(app)
        names = [exercise.name for exercise in shipped()]
        assert UNKNOWN in waiting
        assert not [name for name in names if name in waiting]
        await catch_up(pilot)
        drawn = picture(app)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "MANY", 1_000)
        again = make_app(tmp_path)
        async with again.run_test(size=size) as pilot:
            await pilot.press("h", "escape")
            assert drawn == picture(again)


async def test_keys_wait_for_the_coach_and_keep_their_order(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press("f", "down", "space")
        assert home(app).desk.state.wishes.feel is Feel.FINE
        assert (title(app), advice(app)) == ("Today", UNKNOWN)
        await catch_up(pilot)
        state = home(app).desk.state
        first, *rest = state.offer.chosen
        assert (wish(app, "feel"), state.wishes.feel) == ("feeling sore", Feel.SORE)
        assert state.selection.chosen == [first, *rest[1:]]


async def test_a_session_begins_once_it_is_known_and_is_that_of_the_coach(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press("enter")
        assert shows(app, HomeScreen)
        await catch_up(pilot)
        assert isinstance(app.screen, SessionScreen)
        offer = app.journal.coach.offer(app.journal.calendar, Wishes())
        begun = {each.exercise for each in app.screen.session_runner.session.plan.sets}
        assert begun == {choice.exercise.id for choice in offer.chosen}


@pytest.mark.parametrize(
    ("key", "screen"), [("h", HistoryScreen), ("w", CalendarScreen), ("p", ProgressScreen), ("s", SettingsScreen)]
)
async def test_what_needs_no_coach_opens_at_once(tmp_path: Path, key: str, screen: type[Screen[Any]]) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press(key)
        assert shows(app, screen)
        await pilot.press("escape", "i")
        assert shows(app, HomeScreen)
        await catch_up(pilot)
        assert shows(app, LibraryScreen)


def changed_elsewhere(app: AnkleApp, folder: Path, number: int = 9) -> None:
    """Another program has added a session, and the app has been told; no screen has yet."""
    HistoryFile(folder / "history.json").keep(make_record(number))
    app._save_queue.refresh()
    app.post_message(HistoryChanged())


async def test_a_key_right_behind_a_change_waits_for_it(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await catch_up(pilot)
        changed_elsewhere(app, tmp_path)
        app.post_message(Key("enter", None))
        await pilot.pause()
        assert shows(app, HomeScreen)
        await catch_up(pilot)
        assert shows(app, SessionScreen)


@pytest.mark.parametrize("by_mouse", [False, True], ids=["key", "mouse"])
async def test_a_key_that_finds_other_settings_waits_for_them(tmp_path: Path, by_mouse: bool) -> None:
    app = make_app(tmp_path, settings_file=SettingsFile(tmp_path / "config.toml"))
    async with app.run_test() as pilot:
        await catch_up(pilot)
        (tmp_path / "config.toml").write_text('level = "experienced"\nminutes = 15\n')
        if by_mouse:
            x, y = app.screen.query_one(StartButton).region.center
            for kind in (MouseDown, MouseUp):
                app.post_message(kind(None, x, y, 0, 0, 1, False, False, False, screen_x=x, screen_y=y))
        else:
            app.post_message(Key("enter", None))
        await pilot.pause()
        assert shows(app, HomeScreen)
        await catch_up(pilot)
        assert isinstance(app.screen, SessionScreen)
        plan, coach = app.screen.session_runner.session.plan, app.journal.coach
        offer = coach.offer(app.journal.calendar, Wishes())
        assert plan.level is Level.EXPERIENCED
        assert plan.sets == build_plan(offer.chosen, level=Level.EXPERIENCED).sets


async def test_a_session_of_before_does_not_begin(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await catch_up(pilot)
        app.journal.delete(app.journal.history.sessions[0])
        home(app).action_start()  # as a key does that was on its way
        await pilot.pause()
        assert shows(app, HomeScreen)
        assert (title(app), advice(app)) == ("Today", UNKNOWN)


async def test_a_capital_leaves_as_the_small_letter_does(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press("Q")
        assert app._exit


async def test_leaving_and_help_do_not_wait(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press("?")
        assert shows(app, HelpScreen)
        await pilot.press("escape", "q")
        assert app._exit


@pytest.mark.parametrize(
    ("keys", "screen"),
    [(["a"], ByHandScreen), (["ctrl+p", *"exercises", "enter"], LibraryScreen)],
    ids=["key", "palette"],
)
async def test_what_shows_the_coach_opens_once_it_is_known(
    tmp_path: Path, keys: list[str], screen: type[Screen[Any]]
) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await catch_up(pilot)
        await pilot.press("h", "delete", *keys)
        assert shows(app, HistoryScreen)
        await pilot.press("?")  # meant for what is to open
        assert shows(app, HistoryScreen)
        await catch_up(pilot)
        assert shows(app, HelpScreen)
        assert [type(each) for each in app.screen_stack[-3:-1]] == [HistoryScreen, screen]
        await pilot.press("escape", "escape", "escape")
        assert shows(app, HomeScreen)


async def test_of_two_places_that_wait_the_last_opens(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await catch_up(pilot)
        await pilot.press("h", "delete")
        for place in (Place.BY_HAND, Place.EXERCISES):
            app.post_message(Open(place))
        await pilot.pause()
        assert shows(app, HistoryScreen)
        await catch_up(pilot)
        assert shows(app, LibraryScreen)
        assert isinstance(app.screen_stack[-2], HistoryScreen)
        await pilot.press("escape", "escape")
        assert shows(app, HomeScreen)


async def test_a_session_begun_from_the_palette_is_that_of_the_coach(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await catch_up(pilot)
        before = home(app).desk.plan
        await pilot.press("ctrl+p", *"start")
        done = [session(day, sets_of(BALANCE, OPEN, 3, 60, touches=0), effort=2, pain=0) for day in range(6)]
        HistoryFile(tmp_path / "history.json").add(History(tuple(done)))
        changed_elsewhere(app, tmp_path)
        await pilot.pause()
        await pilot.press("enter")
        assert shows(app, HomeScreen)
        await catch_up(pilot)
        assert isinstance(app.screen, SessionScreen)
        plan = app.screen.session_runner.session.plan
        offer = app.journal.coach.offer(app.journal.calendar, Wishes())
        assert plan != before
        assert plan.sets == build_plan(offer.chosen, level=app.journal.coach.level(app.journal.calendar)).sets


@pytest.mark.parametrize("place", [Place.EXERCISES, Place.TESTS], ids=str)
async def test_an_open_screen_keeps_what_it_shows_until_the_coach_has_looked(tmp_path: Path, place: Place) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await catch_up(pilot)
        app.post_message(Open(place))
        await pilot.pause()
        opened = type(app.screen)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Coach, "standings", None)  # which nobody may ask here
            changed_elsewhere(app, tmp_path)
            await pilot.pause()
            await pilot.press("down")
            await pilot.press("?")
            assert shows(app, opened)  # behind a key that waits
        await catch_up(pilot)
        assert shows(app, HelpScreen)
        await pilot.press("escape")
        changed_elsewhere(app, tmp_path, 10)
        await pilot.press("escape")
        assert shows(app, HomeScreen)


async def test_a_key_right_behind_the_coach_finds_what_it_has_found(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        while Behind.last.step():
            pass
        for key in ("down", "space"):
            app.post_message(Key(key, None))
        await pilot.pause()
        await pilot.pause()
        first, _, *rest = app.journal.coach.offer(app.journal.calendar, Wishes()).chosen
        assert home(app).desk.state.selection.chosen == [first, *rest]


async def test_what_is_worked_out_as_the_program_ends_is_nobodys(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await deleted(pilot, app)
        await pilot.press("h", "a")
    Behind.last.catch_up()
    await app.on_worked_out(WorkedOut(app.journal.look_ahead))


async def test_a_mark_changes_nothing_for_the_ladders_and_nothing_waits(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await catch_up(pilot)
        await pilot.press("y" if home(app).desk.state.asked else "c")
        assert not home(app).waits
        assert home(app).desk.state.selection.chosen


async def test_the_summary_says_what_comes_next_once_it_is_known(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan(BALANCE, CALF))
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 10_000)
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        coming = app.screen.query_one("#next", Lines)
        assert coming.text == [UNKNOWN]
        await catch_up(pilot)
        record = kept(tmp_path)[-1]
        before = [session for session in kept(tmp_path) if session.id != record.id]
        standings = with_ladder(after(shipped(), before, record, level=Level.BEGINNER))
        assert coming.text == [line.plain for line in next_lines(standings, 29)]
        await pilot.press("s", "down", "7")
        assert coming.text == [UNKNOWN]
        await catch_up(pilot)
        assert UNKNOWN not in coming.text
        await pilot.press("enter", "escape")
        await pilot.pause()


def in_need_of_touches(folder: Path) -> AnkleApp:
    """Lead a runner for whom only the touches are missing on the way to eyes closed."""
    HistoryFile(folder / "history.json").keep(session(0, sets_of(BALANCE, OPEN, 2, 60, touches=None)))
    balance = Choice.start(shipped().get(BALANCE), Level.EXPERIENCED)
    wanted = replace(balance, dose=balance.dose.changed(sets=2, amount=60))
    plan = build_plan([wanted], level=Level.EXPERIENCED)
    return make_app(folder, plan=plan, settings=Settings(level=Level.EXPERIENCED))


async def test_the_summary_asks_for_touches_first_once_it_knows_that_they_are_needed(tmp_path: Path) -> None:
    app = in_need_of_touches(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 10_000)
        await pilot.pause()
        fields = app.screen.query_one(Answers)
        assert (fields.rows, app.screen.focused) == (3, app.screen.query_one("#effort"))
        assert "summary.copy" not in {binding.id for _, binding, *_ in app.screen.active_bindings.values()}
        await catch_up(pilot)
        assert [each.id for each in fields.children] == ["why-touches", "touches", "effort", "pain"]
        assert app.screen.focused is app.screen.query_one("#effort")  # a number being typed is for it
        await pilot.press("7", "up", "3", "up", "2", "a", *"calm")
        before = len(Behind.last.kinds)
        await catch_up(pilot)
        assert Behind.last.kinds[before:] == ["after"]  # once: a note changes nothing there
        assert [each.id for each in fields.children] == ["why-touches", "touches", "effort", "pain"]
        await pilot.press("enter")
        await pilot.pause()
    assert (kept(tmp_path)[-1].touches, kept(tmp_path)[-1].effort) == (Touches(2, 3), 7)


async def test_a_note_and_an_answer_given_meanwhile_are_kept_and_nothing_moves(tmp_path: Path) -> None:
    app = in_need_of_touches(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await move_to(pilot, 10_000)
        await pilot.pause()
        await pilot.press("6", "a", *"calm")
        fields = app.screen.query_one(Answers)
        await catch_up(pilot)
        assert [each.id for each in fields.children] == ["effort", "pain", "touches"]
        assert app.screen.query_one("#next", Lines).text != [UNKNOWN]
        await pilot.press(*" air")
        await pilot.press("escape", "escape")
        await pilot.pause()
    assert (kept(tmp_path)[-1].effort, kept(tmp_path)[-1].note) == (6, "calm air")


async def test_a_test_taken_back_has_the_cursor_once_the_coach_has_looked(tmp_path: Path) -> None:
    put_tests(tmp_path, walls(52, 9, 10), raises(52, 15, 24), walls(2, 9, 10))
    HistoryFile(tmp_path / "history.json").keep(make_record())
    app = make_app(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        await catch_up(pilot)
        await pilot.press("b", "end")
        assert isinstance(app.screen, SelfTestsScreen)
        gone = app.screen.current
        for key in ("x", "home", "u"):
            await pilot.press(key)
            await catch_up(pilot)
        assert gone
        assert app.screen.current == newest(app.journal.history, gone)
