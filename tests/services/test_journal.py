"""The history in memory: it shows a change at once, whatever the disk does, and what other programs have written."""

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ankle_tui.core.history.day_marks import DayKind, DayMark, Target
from ankle_tui.core.history.records import History, SessionRecord, Tombstone
from ankle_tui.core.history.self_tests import BlockRecord
from ankle_tui.core.self_tests.protocols import SelfTestId
from ankle_tui.core.training import ladder
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.weeks.outline import Rules
from ankle_tui.services import coach, journal
from ankle_tui.services.coach import Coach, Wishes
from ankle_tui.services.journal import Journal
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.codec import from_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from ankle_tui.store.shipped import load_catalogue
from tests.self_tests import measured
from tests.services.behind import Behind
from tests.store.history.records import make_block, make_record, make_test

EVENING = dt.datetime(2026, 11, 22, 18, 4, 10, tzinfo=dt.timezone(dt.timedelta(hours=1)))
TODAY = EVENING.date()
CATALOGUE = load_catalogue()


class FullDisk(HistoryFile):
    """A history file that can be written only while the disk is not full."""

    full = False

    def keep(self, record: SessionRecord) -> History:
        self._need_room()
        return super().keep(record)

    def add(self, *histories: History) -> History:
        self._need_room()
        return super().add(*histories)

    def _need_room(self) -> None:
        if self.full:
            raise FileProblem(self.path, "cannot be written: No space left on device")


class Stand:
    """A journal on a folder, with settings and a clock that a test sets."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings()
        self.changes = 0
        self.file = FullDisk(folder / "history.json")
        self.queue = SaveQueue(self.file, CheckpointFiles(folder / "in-progress"), threaded=False)
        self.journal = Journal(
            HistoryFile(folder / "history.json").load(),
            self.queue,
            catalogue=CATALOGUE,
            settings=lambda: self.settings,
            wall=lambda: EVENING,
            changed=self._note,
        )

    def _note(self) -> None:
        self.changes += 1
        self.journal.catch_up()

    @property
    def on_disk(self) -> History:
        return HistoryFile(self.folder / "history.json").load()

    def break_disk(self) -> None:
        """Let nothing be written to the history from now on."""
        self.file.full = True

    def mend_disk(self) -> None:
        self.file.full = False


def ids(history: History) -> list[str]:
    return [record.id for record in history.sessions]


@pytest.fixture
def behind(stand: "Stand", monkeypatch: pytest.MonkeyPatch) -> Behind:
    """What the journal of `stand`, which has many sessions, does behind the screens."""
    monkeypatch.setattr(journal, "MANY", 1)
    monkeypatch.setattr(stand.journal, "_behind", made := Behind())
    return made


@pytest.fixture
def stand(tmp_path: Path) -> Stand:
    HistoryFile(tmp_path / "history.json").add(History((make_record(1), make_record(2))))
    return Stand(tmp_path)


def test_a_session_added_is_in_memory_on_disk_and_told(stand: Stand) -> None:
    stand.journal.add(make_record(3))
    assert [record.id for record in stand.journal.history.sessions] == [make_record(n).id for n in (1, 2, 3)]
    assert stand.on_disk == stand.journal.history
    assert stand.changes == 1
    assert (stand.journal.trouble(), stand.journal.unsaved, stand.journal.last_words()) == ("", False, [])


def test_an_amendment_keeps_what_another_program_has_changed(stand: Stand) -> None:
    shown = make_record(1)
    HistoryFile(stand.folder / "history.json").keep(replace(shown, note="from elsewhere", rev=shown.rev + 1))
    stand.queue.refresh()
    stand.journal.catch_up()
    stand.journal.amend(shown, replace(shown, effort=7))
    found = stand.journal.index.find(shown.id)
    assert found is not None
    assert (found.note, found.effort) == ("from elsewhere", 7)


def test_an_amendment_that_changes_nothing_is_no_change(stand: Stand) -> None:
    stand.journal.amend(make_record(1), make_record(1))
    assert stand.changes == 0


def test_a_deleted_session_can_be_taken_back_once(stand: Stand) -> None:
    first, second = make_record(1), make_record(2)
    stand.journal.delete(first)
    stand.journal.delete(second)
    assert ids(stand.journal.history) == ids(stand.on_disk) == []
    assert [record.id for record in stand.journal.gone] == [first.id, second.id]
    back = stand.journal.take_back(first.id)
    assert back is not None
    assert back.id == first.id
    assert stand.journal.take_back(first.id) is None
    last = stand.journal.take_back()
    assert last is not None
    assert last.id == second.id
    assert (stand.journal.take_back(), stand.journal.gone) == (None, [])
    assert ids(stand.on_disk) == [first.id, second.id]


def test_self_tests_and_blocks_are_kept_amended_deleted_and_taken_back_like_sessions(stand: Stand) -> None:
    test, block = make_test(3, checked=False), make_block(4)
    stand.journal.add(test)
    stand.journal.add(block)
    stand.journal.amend(test, replace(test, checked=True))
    stand.journal.amend(block, replace(block, ended=TODAY))
    checked, ended = replace(test, checked=True, rev=2), replace(block, ended=TODAY, rev=2)
    assert (stand.on_disk.tests, stand.on_disk.blocks) == ((checked,), (ended,))
    stand.journal.delete(checked)
    stand.journal.delete(ended)
    assert (stand.on_disk.tests, stand.on_disk.blocks) == ((), ())
    assert stand.journal.take_back(test.id) == checked
    assert stand.journal.take_back() == ended
    assert (stand.on_disk.tests, stand.on_disk.blocks) == ((replace(checked, rev=3),), (replace(ended, rev=3),))
    assert stand.on_disk == stand.journal.history


def test_what_is_not_on_disk_shows_all_the_same_and_is_named(stand: Stand) -> None:
    stand.break_disk()
    mark = DayMark(TODAY, DayKind.SICK)
    stand.journal.add(make_record(3))
    stand.journal.change(History(days=(mark,)))
    assert [record.id for record in stand.journal.history.sessions] == [make_record(n).id for n in (1, 2, 3)]
    assert stand.journal.calendar.day(TODAY).kind is DayKind.SICK
    assert "history.json" in stand.journal.trouble()
    assert stand.journal.unsaved
    words = stand.journal.last_words()
    assert any(make_record(3).id in line for line in words)
    at = words.index("Put these lines into a file, then say: ankle-tui merge FILE")
    assert from_bytes("\n".join([*words[at + 1 :], ""]).encode()) == History(days=(mark,))
    stand.mend_disk()
    stand.queue.close()
    assert (stand.journal.trouble(), stand.journal.unsaved, stand.journal.last_words()) == ("", False, [])
    assert (len(stand.on_disk.sessions), stand.on_disk.days) == (3, (mark,))


def test_what_cannot_be_written_is_printed_as_merge_takes_it(stand: Stand) -> None:
    stand.break_disk()
    test, gone = measured(0, SelfTestId.RAISE, 20, 18), make_record(1)
    block = BlockRecord(make_record(9).id, TODAY, 2)
    stand.journal.add(test)
    stand.journal.amend(test, replace(test, pain=1))
    stand.journal.add(block)
    stand.journal.delete(gone)
    assert stand.journal.unsaved
    told, how, *lines = stand.journal.last_words()
    assert "history.json" in told
    assert how.endswith("ankle-tui merge FILE")
    printed = from_bytes("\n".join([*lines, ""]).encode())
    stand.mend_disk()
    merged = HistoryFile(stand.folder / "history.json").add(printed)
    assert merged == stand.journal.history
    (kept,) = merged.tests
    assert (kept.pain, kept.trials, merged.blocks) == (1, test.trials, (block,))
    assert gone.id not in {record.id for record in merged.sessions}


def test_a_change_on_its_way_outlives_what_another_program_writes(stand: Stand) -> None:
    stand.break_disk()
    stand.journal.change(History(days=(DayMark(TODAY, DayKind.RUN),)))
    stand.mend_disk()
    HistoryFile(stand.folder / "history.json").keep(make_record(4))
    stand.queue.refresh()
    stand.journal.catch_up()
    assert make_record(4).id in {record.id for record in stand.journal.history.sessions}
    assert stand.journal.calendar.day(TODAY).kind is DayKind.RUN


def test_a_session_of_another_owner_in_the_queue_shows_too(stand: Stand) -> None:
    stand.break_disk()
    stand.queue.save(make_record(5))  # as the runner of a session does at its end
    stand.journal.catch_up()
    assert stand.journal.index.find(make_record(5).id)
    assert stand.journal.trouble() == stand.queue.trouble, "its own screen tells of it"


def test_a_session_that_was_amended_is_named_once_among_the_last_words(stand: Stand) -> None:
    stand.break_disk()
    stand.journal.add(make_record(3))
    stand.journal.amend(make_record(3), replace(make_record(3), note="the last word"))
    words = "\n".join(stand.journal.last_words())
    assert words.count("not saved") == 1
    assert words.count(make_record(3).id) == 1


def test_calendar_index_and_coach_are_made_once_for_each_change(stand: Stand) -> None:
    journal = stand.journal
    calendar, index, coach = journal.calendar, journal.index, journal.coach
    assert (journal.calendar, journal.index, journal.coach) == (calendar, index, coach)
    assert journal.calendar is calendar
    journal.change(History(days=(DayMark(TODAY, DayKind.RUN),)))
    assert journal.calendar is not calendar
    assert journal.index is index, "the sessions are the same"
    assert journal.coach is coach, "the settings are the same"
    calendar = journal.calendar
    stand.settings = replace(stand.settings, target=stand.settings.target + 1)
    assert journal.calendar is not calendar
    assert journal.coach is coach  # which reads no target
    stand.settings = replace(stand.settings, minutes=5)
    assert journal.coach is not coach
    calendar = journal.calendar
    journal.wall = lambda: EVENING + dt.timedelta(days=1)
    assert journal.calendar is not calendar
    assert journal.calendar.today == journal.today == TODAY + dt.timedelta(days=1)


def test_the_training_day_ends_at_the_cut_off(stand: Stand) -> None:
    stand.journal.wall = lambda: EVENING.replace(hour=2, minute=59)
    assert stand.journal.today == TODAY - dt.timedelta(days=1)
    stand.journal.wall = lambda: EVENING.replace(hour=3, minute=0)
    assert stand.journal.today == TODAY


def test_the_coach_answers_from_the_calendar(stand: Stand) -> None:
    assert stand.journal.coach.offer(stand.journal.calendar, Wishes()).chosen


def test_a_target_is_recorded_once_and_past_weeks_keep_theirs(tmp_path: Path) -> None:
    HistoryFile(tmp_path / "history.json").add(
        History((make_record(1),), targets=(Target(make_record(1).day - dt.timedelta(days=6), 2),))
    )
    stand = Stand(tmp_path)
    for _ in range(2):
        stand.journal.settle_target(Rules(target=3))
    assert [target.sessions for target in stand.on_disk.targets] == [2, 3]
    assert stand.changes == 1


def test_a_deletion_of_another_program_holds(stand: Stand) -> None:
    record = make_record(1)
    HistoryFile(stand.folder / "history.json").add(History(deleted=(Tombstone(record.id, EVENING, record.rev),)))
    stand.queue.refresh()
    stand.journal.catch_up()
    assert stand.journal.index.find(record.id) is None


def test_with_many_sessions_the_coach_works_on_a_thread_and_is_asked_once(
    stand: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "MANY", 1)
    entered, may_go_on, threads = threading.Event(), threading.Event(), list[threading.Thread]()

    def standings(*arguments: Any, **named: Any) -> dict[str, Standing]:
        threads.append(threading.current_thread())
        entered.set()
        assert may_go_on.wait(10)
        return ladder.standings(*arguments, **named)

    monkeypatch.setattr(coach, "standings", standings)
    stand.journal.delete(make_record(1))
    stand.journal.keep_up()  # comes back at once
    assert entered.wait(10)
    may_go_on.set()
    offer = stand.journal.coach.offer(stand.journal.calendar, Wishes())
    assert [thread is threading.main_thread() for thread in threads] == [False]
    assert offer == Coach(CATALOGUE, stand.settings).offer(stand.journal.calendar, Wishes())


def test_the_coach_is_ready_once_it_has_looked_on_its_thread(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MANY", 1)
    threads, ended = list[threading.Thread](), threading.Event()

    def standings(*arguments: Any, **named: Any) -> dict[str, Standing]:
        threads.append(threading.current_thread())
        return ladder.standings(*arguments, **named)

    def worked_out(take: Callable[[], None]) -> None:
        take()
        ended.set()

    monkeypatch.setattr(coach, "standings", standings)
    late = Journal(
        stand.on_disk,
        stand.queue,
        catalogue=CATALOGUE,
        settings=lambda: stand.settings,
        wall=lambda: EVENING,
        worked_out=worked_out,
    )
    assert not late.is_ready()
    assert ended.wait(10)
    assert late.is_ready()
    assert [thread is threading.main_thread() for thread in threads] == [False]


def test_what_was_offered_is_not_made_again_for_the_same_days_and_wishes(stand: Stand) -> None:
    offer, calendar = stand.journal.coach.offer, stand.journal.calendar
    assert offer(calendar, Wishes()) is offer(calendar, Wishes())
    assert offer(calendar, Wishes(minutes=20)) == Coach(CATALOGUE, stand.settings).offer(calendar, Wishes(minutes=20))


def test_a_coach_that_fails_is_ready_and_fails_where_it_is_asked(
    stand: Stand, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> dict[str, Standing]:
        raise ZeroDivisionError

    monkeypatch.setattr(coach, "standings", broken)
    assert not stand.journal.is_ready()
    behind.catch_up()
    assert stand.journal.is_ready()
    with pytest.raises(ZeroDivisionError):
        stand.journal.look_ahead()


def test_the_places_after_a_session_come_when_they_are_found(stand: Stand, behind: Behind) -> None:
    record = make_record(1)
    assert stand.journal.after(record) is None
    rated = replace(record, effort=9)
    assert stand.journal.after(rated) is None
    behind.catch_up()
    expected = Coach(CATALOGUE, stand.settings).after(stand.journal.calendar, rated)
    assert stand.journal.after(rated) == expected
    assert behind.kinds == ["after"]  # what had been asked for before was no longer wanted


def test_a_mark_and_what_was_written_leave_the_sessions_as_they_are(
    stand: Stand, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = list[int]()

    def standings(*arguments: Any, **named: Any) -> dict[str, Standing]:
        asked.append(1)
        return ladder.standings(*arguments, **named)

    monkeypatch.setattr(coach, "standings", standings)
    stand.journal.look_ahead()
    before, index = stand.journal.history.sessions, stand.journal.index
    stand.journal.mark([DayMark(TODAY, DayKind.RUN)])
    assert stand.journal.calendar.mark(TODAY)
    assert stand.journal.is_ready()
    stand.queue.refresh()
    stand.journal.catch_up()
    stand.journal.look_ahead()
    assert (stand.journal.history.sessions, stand.journal.index) == (before, index)
    assert stand.journal.history.sessions is before
    assert asked == [1]


def test_what_is_worked_out_already_is_not_worked_out_again(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MANY", 1)
    stand.journal.prepare()
    stand.journal.look_ahead()
    monkeypatch.setattr(threading, "Thread", None)  # which none may be begun with
    stand.journal.keep_up()
    assert stand.journal.ledger.progress(stand.journal.calendar.past) is stand.journal.ledger.progress(
        stand.journal.calendar.past
    )


def test_with_few_sessions_no_thread_is_begun(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    stand.journal.delete(make_record(1))
    monkeypatch.setattr(threading, "Thread", None)
    stand.journal.keep_up()


def test_other_settings_have_the_coach_look_again(stand: Stand, behind: Behind) -> None:
    record = make_record(1)
    stand.journal.look_ahead()
    stand.journal.after(record)
    behind.catch_up()
    before = stand.journal.after(record)
    assert stand.journal.is_ready()
    stand.settings = replace(stand.settings, rungs={"single-leg-balance": "eyes-closed-firm 2"})
    assert not stand.journal.is_ready()
    assert stand.journal.after(record) is None
    behind.catch_up()
    assert stand.journal.is_ready()
    assert stand.journal.after(record) != before


def test_a_mark_leaves_the_ladders_as_they_are_beside_a_session_of_the_future(tmp_path: Path) -> None:
    late = make_record(3, day=TODAY + dt.timedelta(days=400))
    HistoryFile(tmp_path / "history.json").add(History((make_record(1), late)))
    stand = Stand(tmp_path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(journal, "MANY", 1)
        stand.journal.look_ahead()
        patch.setattr(coach, "standings", None)  # which nobody may ask again
        stand.journal.mark([DayMark(TODAY, DayKind.RUN)])
        assert stand.journal.calendar.mark(TODAY)
        assert stand.journal.is_ready()
        stand.journal.look_ahead()


def test_where_no_thread_can_be_had_the_work_is_done_even_so(stand: Stand, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError

    monkeypatch.setattr(journal, "MANY", 1)
    monkeypatch.setattr(threading.Thread, "start", refuse)
    stand.journal.is_ready()
    assert stand.journal.is_ready()
    stand.journal.delete(make_record(1))
    stand.journal.keep_up()
    assert stand.journal.is_ready()
