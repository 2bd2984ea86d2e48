"""What the screens say of the disk: notices, saving, trouble in a screen, what other copies have written, texts from files."""

import asyncio
import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.hooks.hooks import Hooks
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions import save_queue as save_queue_module
from ankle_tui.store.sessions import save_thread
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, Slot
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.history.record import RecordScreen
from ankle_tui.ui.history.screen import HistoryScreen
from ankle_tui.ui.history.sheet import SessionSheet
from ankle_tui.ui.home.home_wording import aside_words
from ankle_tui.ui.home.screen import HomeScreen
from ankle_tui.ui.session import screen
from ankle_tui.ui.session.screen import SessionScreen
from ankle_tui.ui.session.session_wording import NOT_ON_DISK, safety_words
from ankle_tui.ui.summary.screen import SummaryScreen
from ankle_tui.ui.summary.summary_wording import saved_words
from ankle_tui.ui.widgets.keybar import KeyBar
from ankle_tui.ui.widgets.line import TextLine, TopLine
from ankle_tui.ui.widgets.virtual_list import VirtualList
from ankle_tui.ui.wording.text import shown, shown_lines, trouble_words
from tests.store.history.records import make_record
from tests.ui.home.on_home import fact
from tests.ui.stage import EVENING, StillClock, field_of, kept, make_app, make_plan, move_to, press_later, session_of

pytestmark = pytest.mark.slow

DAMAGED = (
    "history.json was damaged (line 3: sessions[1]: done: must be a number): 12 sessions are safe, 2 of them from a "
    "backup. The damaged file: history.damaged-20261122-181003.json"
)
WILD = "[bold]x[/bold] [/] \x1b[2J\x07 \u202eabc " + "w" * 300
TAMED = "[bold]x[/bold] [/] ?[2J? ?abc " + "w" * 300

FULL = "cannot be written: No space left on device"


def saved(app: AnkleApp) -> str:
    """What the summary says of its record on the disk."""
    line = app.screen.query_one("#title", TopLine)
    return line.fact or line.text.partition("  ")[2]


def summary(app: AnkleApp) -> SummaryScreen:
    assert isinstance(app.screen, SummaryScreen)
    return app.screen


def text(app: AnkleApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", TextLine).text


def seen(app: AnkleApp, selector: str) -> str:
    """What a widget shows."""
    return str(app.screen.query_one(selector).render())


async def until(pilot: Pilot[None], happened: Callable[[], bool]) -> None:
    """Wait for another thread."""
    for _ in range(400):
        await pilot.pause()
        if happened():
            return
        await asyncio.sleep(0.01)
    assert happened()


def full_disk(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A disk that takes nothing until the event is set."""
    room = threading.Event()
    write, keep = Slot.write, HistoryFile.keep

    def guard(path: Path) -> None:
        if not room.is_set():
            raise FileProblem(path, FULL)

    monkeypatch.setattr(Slot, "write", lambda slot, state: (guard(slot.path), write(slot, state))[1])  # type: ignore[func-returns-value]
    monkeypatch.setattr(HistoryFile, "keep", lambda file, record: (guard(file.path), keep(file, record))[1])  # type: ignore[func-returns-value]
    return room


def another(record: SessionRecord, number: int) -> SessionRecord:
    """A session like another one, some days later."""
    later = record.started_at + dt.timedelta(days=number)
    return replace(record, id=f"{record.id[:-4]}{number:04d}", started_at=later, day=later.date())


# -------------------------------------------------------------------------------------------------------- notices


async def test_a_hook_that_fails_is_told_after_the_session(tmp_path: Path) -> None:
    folders = Folders(tmp_path, tmp_path)
    queue = SaveQueue(HistoryFile(folders.history), CheckpointFiles(folders.in_progress), threaded=False)
    hooks = Hooks({}, folders, queue.tell)
    queue.saved = hooks.saved
    settings = Settings(hooks={"started": ("no-such-program-at-all",)})
    app = make_app(tmp_path, save_queue=queue, settings=settings, hooks=hooks)
    line = "Hook started: no-such-program-at-all cannot be started: No such file or directory."
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("enter")
        await asyncio.to_thread(hooks.close, 30)
        await pilot.pause()
        assert isinstance(app.screen, SessionScreen)
        assert not app._notifications  # nothing is to cover the countdown
        await move_to(pilot, 30)
        session_of(app).finish()
        await pilot.pause()
        assert kept(tmp_path)
        assert [toast.message for toast in app._notifications] == [line]


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_notice_stands_whole_on_home_until_it_is_closed(tmp_path: Path, size: tuple[int, int]) -> None:
    app = make_app(tmp_path, notices=[DAMAGED])
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        notices = app.screen.query_one("#notices")
        assert notices.max_scroll_y == 0
        assert app.screen.region.contains_region(notices.region)
        assert app.screen.query_one(KeyBar).keys[0].label == "close"
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query("#notices")
        assert app.screen.query_one(KeyBar).keys[0].label == "start"
        await pilot.press("space")
        assert isinstance(app.screen, HomeScreen)
    assert app.close_down() == []


async def test_a_notice_can_be_read_to_its_end_in_the_smallest_pane(tmp_path: Path) -> None:
    app = make_app(tmp_path, notices=[DAMAGED])
    async with app.run_test(size=(30, 8)) as pilot:
        await pilot.pause()
        notices = app.screen.query_one("#notices")
        await pilot.press("pagedown")
        assert notices.scroll_offset.y == notices.max_scroll_y
        await pilot.press("pageup")
        assert notices.scroll_offset.y == 0


@pytest.mark.parametrize(("key", "back"), [("h", "escape"), ("i", "escape"), ("enter", "q")])
async def test_a_notice_goes_with_the_next_screen(tmp_path: Path, key: str, back: str) -> None:
    app = make_app(tmp_path, notices=[DAMAGED])
    async with app.run_test() as pilot:
        await pilot.press(key, back)
        if key == "enter":
            await pilot.press("k")
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        assert not app.screen.query("#notices")


async def test_every_notice_is_shown_as_it_is(tmp_path: Path) -> None:
    app = make_app(tmp_path, notices=[WILD, "And [/] this."])
    async with app.run_test(size=(40, 30)) as pilot:
        await pilot.pause()
        assert seen(app, "#notices Static") == f"{TAMED}\nAnd [/] this."


async def test_a_notice_stands_beside_a_session_asked_for_on_the_command_line(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"), notices=[DAMAGED])
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert [toast.message for toast in app._notifications] == [DAMAGED]
        number = field_of(app).place("number")
        assert all(not toast.region.overlaps(number) for toast in app.screen.query("Toast"))
    assert app.close_down() == []


async def test_where_a_notice_would_cover_the_countdown_it_is_told_at_the_end(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"), notices=[DAMAGED])
    async with app.run_test(size=(40, 12), notifications=True) as pilot:
        await pilot.pause()
        assert not app._notifications
    assert app.close_down()[0] == DAMAGED


# --------------------------------------------------------------------------------------------------------- saving


async def test_summary_says_saving_and_then_saved_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go, keep = threading.Event(), HistoryFile.keep
    monkeypatch.setattr(HistoryFile, "keep", lambda file, record: (go.wait(5), keep(file, record))[1])
    app = make_app(tmp_path, plan=make_plan("lateral-hops"), threaded=True)
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        assert isinstance(app.screen, SummaryScreen)
        assert saved(app) == "Saving …"
        go.set()
        await until(pilot, lambda: saved(app) == "✓ saved")
    app.close_down()


async def test_summary_says_why_it_is_not_saved_and_then_saved_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save_thread, "RETRY", 0.05)
    room = full_disk(monkeypatch)
    app = make_app(tmp_path, plan=make_plan("lateral-hops"), threaded=True)
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await until(pilot, lambda: saved(app) == trouble_words(FULL))
        room.set()
        await until(pilot, lambda: saved(app) == "✓ saved")
    app.close_down()
    assert len(kept(tmp_path)) == 1


async def test_summary_says_that_the_disk_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go, keep = threading.Event(), HistoryFile.keep
    monkeypatch.setattr(save_queue_module, "STALLED", 0.05)
    monkeypatch.setattr(HistoryFile, "keep", lambda file, record: (go.wait(5), keep(file, record))[1])
    app = make_app(tmp_path, plan=make_plan("lateral-hops"), threaded=True)
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        runner = summary(app)._session_runner
        await until(pilot, lambda: bool(runner.saver.trouble) and saved(app) == saved_words(runner))
        go.set()
        await until(pilot, lambda: saved(app) == "✓ saved")
    app.close_down()


async def test_a_save_queue_that_speaks_after_the_end_finds_nobody_and_does_no_harm(tmp_path: Path) -> None:
    app = make_app(tmp_path, threaded=True)
    async with app.run_test():
        tell = app._save_queue.changed
    thread = threading.Thread(target=tell)
    thread.start()
    thread.join()
    app.close_down()


# -------------------------------------------------------------------------------------------- trouble in a session


async def test_trouble_is_said_once_in_the_place_of_the_keys_and_the_session_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "TOLD", 0.05)
    room = full_disk(monkeypatch)
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test() as pilot:
        number = field_of(app).place("number")
        await move_to(pilot, 16.0)
        assert text(app, "trouble") == safety_words(FULL, 80)
        assert field_of(app).words("modes") == NOT_ON_DISK
        assert field_of(app).place("number") == number
        assert session_of(app).session.run is Run.RUNNING
        await until(pilot, lambda: not app.screen.has_class("-told"))
        await move_to(pilot, 21.0)
        assert not app.screen.has_class("-told")  # it has been said
        monkeypatch.setattr(screen, "TOLD", 60.0)
        room.set()
        await move_to(pilot, 26.0)
        assert text(app, "trouble") == safety_words("", 80)
        assert field_of(app).words("modes") == ""
        assert app.screen.has_class("-told")


@pytest.mark.parametrize("size", [(40, 12), (30, 8)])
async def test_trouble_covers_nothing_but_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    full_disk(monkeypatch)
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        keys, number = app.screen.query_one(KeyBar).region, field_of(app).place("number")
        await move_to(pilot, 16.0)
        assert text(app, "trouble") == safety_words(FULL, size[0])
        assert app.screen.query_one("#trouble").region == keys
        assert field_of(app).place("number") == number


async def test_trouble_is_said_while_the_session_stands_still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_thread, "RETRY", 0.05)
    room = full_disk(monkeypatch)
    app = make_app(tmp_path, plan=make_plan("single-leg-balance"), threaded=True)
    async with app.run_test() as pilot:
        await move_to(pilot, 15.0)
        await pilot.press("space")
        await until(pilot, lambda: field_of(app).words("modes") == NOT_ON_DISK)
        room.set()
        await until(pilot, lambda: field_of(app).words("modes") == "")
        assert isinstance(app.screen, SessionScreen)
        app.exit()
    app.close_down()


# --------------------------------------------------------------------------------------------------- other copies


async def test_home_and_history_show_what_another_copy_has_written_meanwhile(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await move_to(pilot, 45.0)
        mine = session_of(app).session.record(EVENING)
        HistoryFile(tmp_path / "history.json").keep(replace(another(mine, 1), day=mine.day - dt.timedelta(2)))
        await pilot.press("q", "k")
        await press_later(pilot, "enter")
        await pilot.pause()
        assert app.journal.calendar.week(mine.day).done == 2
        assert fact(app) == aside_words(app.journal.calendar, framed=True, room=40)
        HistoryFile(tmp_path / "history.json").keep(another(mine, 2))
        await press_later(pilot, "enter")
        await move_to(pilot, StillClock.time + 45.0)
        await pilot.press("q", "k")
        await press_later(pilot, "enter", "h")
        await pilot.pause()
        assert isinstance(app.screen, HistoryScreen)
        assert app.screen.query_one(VirtualList).count == 4


# ------------------------------------------------------------------------------------------------ texts from files


async def test_a_note_and_an_unknown_exercise_from_the_file_show_as_they_are(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
    (record,) = kept(tmp_path)
    sets = tuple(replace(item, exercise=WILD, part=WILD) for item in record.sets)
    HistoryFile(tmp_path / "history.json").keep(replace(record, rev=9, note=f"{WILD}\nsecond line", sets=sets))
    app = make_app(tmp_path)
    async with app.run_test(size=(40, 40)) as pilot:
        await pilot.press("h")
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)
        words = app.screen.query_one(SessionSheet).words
        assert "".join(words.split()).endswith("".join(f"{TAMED}second line".split()))
        assert words.count("[bold]x[/bold] [/] ?[2J?") > 1
        assert "\x1b" not in "".join(str(widget.render()) for widget in app.screen.query("Static"))


async def test_a_pasted_note_brings_nothing_a_terminal_would_obey(tmp_path: Path) -> None:
    app = make_app(tmp_path, plan=make_plan("lateral-hops"))
    async with app.run_test() as pilot:
        await move_to(pilot, 10_000)
        await pilot.press("tab", "tab")
        note = app.screen.query_one(Input)
        note.post_message(events.Paste("[bold]\x1b[2J[/]\tx"))
        await pilot.pause()
        assert note.value == "[bold]?[2J[/] x"
        await pilot.press("enter")
    assert kept(tmp_path)[0].note == "[bold]?[2J[/] x"


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("plain · ▲", "plain · ▲"),
        ("", ""),
        ("a\tb\xa0c", "a b c"),
        ("a\x1b]0;t\x07", "a?]0;t?"),
        ("\x9b2J\x7f", "?2J?"),
        ("\ud800", "?"),
        ("a\nb", "a b"),
    ],
)
def test_a_text_is_shown_without_what_a_terminal_would_obey(raw: str, safe: str) -> None:
    assert shown(raw) == safe
    assert shown_lines(raw) == ("a\nb" if raw == "a\nb" else safe)


async def test_an_open_history_shows_what_another_copy_of_the_program_adds(tmp_path: Path) -> None:
    app = make_app(tmp_path)
    other = HistoryFile(tmp_path / "history.json")
    async with app.run_test() as pilot:
        other.keep(make_record(1))
        await pilot.press("h")
        for count in (1, 2, 3):
            other.keep(make_record(count))
            app._look_around()
            await pilot.pause()
            rows = app.screen.query_one(VirtualList)
            cursor = count - 1  # it stays on its session
            assert (rows.count, rows.cursor, rows.has_focus) == (count, cursor, True)
