"""The save queue: what it is given gets to the disk, on a thread that holds nobody up, and is tried again when it fails."""

import datetime as dt
import errno
import os
import shutil
import stat
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import TO_UNDO, HistoryFile
from ankle_tui.store.sessions import save_queue as save_queue_module
from ankle_tui.store.sessions import save_thread
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, Slot
from ankle_tui.store.sessions.checkpoint_writer import RescuePath
from ankle_tui.store.sessions.save_queue import SaveQueue
from tests.builders import ENDED
from tests.store.history.records import failing, make_record, make_tomb
from tests.store.sessions.test_checkpoint_files import in_a_hold

PATIENCE = 20.0
"""Seconds after which what has not happened will not happen."""


class Disk:
    """A data folder whose history can refuse, or not answer."""

    def __init__(self, folder: Path) -> None:
        self.file = HistoryFile(folder / "history.json")
        self.checkpoints = CheckpointFiles(folder / "in-progress")
        self.refusal: Exception | None = None
        self.answers = threading.Event()
        self.answers.set()
        self.asked = False
        """Whether anything was to be saved yet."""
        self._add, self.file.add = self.file.add, self.add  # type: ignore[method-assign]

    def add(self, *more: History) -> History:
        """Save, unless told otherwise; a session that is kept comes through here as well."""
        self.asked = True
        self.answers.wait(PATIENCE)
        if self.refusal:
            raise self.refusal
        return self._add(*more)

    @property
    def kept(self) -> tuple[SessionRecord, ...]:
        """What is in the history."""
        return HistoryFile(self.file.path).load().sessions

    @property
    def in_progress(self) -> list[Checkpoint]:
        """What is in the folder of sessions in progress, held or not."""
        found = (self.checkpoints.slot(session_id).read() for session_id in self.checkpoints.ids())
        return [checkpoint for checkpoint in found if checkpoint]


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


@pytest.fixture
def save_queue(disk: Disk) -> SaveQueue:
    """One that has done everything when it returns."""
    return SaveQueue(disk.file, disk.checkpoints, threaded=False)


@pytest.fixture
def threaded(disk: Disk) -> Iterator[SaveQueue]:
    save_queue = SaveQueue(disk.file, disk.checkpoints)
    yield save_queue
    disk.answers.set()
    save_queue.close(PATIENCE)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for something that happens on another thread."""
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.002)


FULL = FileProblem(Path("history.json"), "cannot be written: No space left on device")


def test_the_newest_state_is_on_the_disk(save_queue: SaveQueue, disk: Disk) -> None:
    for seconds in (3, 6, 9):
        save_queue.checkpoint(in_a_hold(seconds=seconds))
    assert disk.in_progress == [in_a_hold(seconds=9)]
    assert disk.kept == ()


def test_an_ended_session_is_in_the_history_and_no_longer_in_progress(save_queue: SaveQueue, disk: Disk) -> None:
    record = in_a_hold().record
    save_queue.checkpoint(in_a_hold())
    save_queue.save(record)
    assert disk.kept == (record,)
    assert save_queue.history == History((record,))
    assert list(disk.checkpoints.folder.iterdir()) == []
    assert (save_queue.saving(record.id), save_queue.problem(record.id), save_queue.trouble) == (False, "", "")


def test_a_revision_follows(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.save(make_record())
    save_queue.save(make_record(rev=2, effort=4))
    assert disk.kept == (make_record(rev=2, effort=4),)
    assert disk.in_progress == []


def test_what_cannot_be_saved_waits_in_its_checkpoint_and_is_saved_at_the_next_chance(
    save_queue: SaveQueue, disk: Disk
) -> None:
    disk.refusal = FULL
    save_queue.save(make_record(1))
    assert save_queue.problem(make_record(1).id) == str(FULL)
    assert not save_queue.saving(make_record(1).id)
    assert disk.in_progress == [Checkpoint(ENDED, make_record(1))]
    disk.refusal = None
    save_queue.close()
    assert disk.kept == (make_record(1),)
    assert save_queue.problem(make_record(1).id) == ""
    assert disk.in_progress == []


def test_a_revision_of_what_waits_waits_in_its_place(save_queue: SaveQueue, disk: Disk) -> None:
    disk.refusal = FULL
    save_queue.save(make_record())
    save_queue.save(make_record(rev=2, effort=4))
    assert [one.record for one in disk.in_progress] == [make_record(rev=2, effort=4)]
    disk.refusal = None
    save_queue.close()
    assert disk.kept == (make_record(rev=2, effort=4),)


def test_a_checkpoint_that_cannot_be_written_is_trouble_until_one_can(save_queue: SaveQueue, disk: Disk) -> None:
    disk.checkpoints.folder.write_text("in the way")
    told: list[str] = []
    save_queue.changed = lambda: told.append(save_queue.trouble)
    save_queue.checkpoint(in_a_hold(seconds=3))
    assert "cannot be written" in save_queue.trouble
    save_queue.checkpoint(in_a_hold(seconds=6))
    disk.checkpoints.folder.unlink()
    save_queue.checkpoint(in_a_hold(seconds=9))
    assert save_queue.trouble == ""
    assert disk.in_progress == [in_a_hold(seconds=9)]
    assert [bool(line) for line in told] == [True, False]  # once each


def test_an_ended_session_is_saved_though_its_checkpoint_cannot_be(save_queue: SaveQueue, disk: Disk) -> None:
    disk.checkpoints.folder.write_text("in the way")
    save_queue.save(make_record())
    assert disk.kept == (make_record(),)
    assert save_queue.problem(make_record().id) == ""


def test_a_dropped_session_leaves_nothing(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.checkpoint(in_a_hold())
    save_queue.discard(in_a_hold().id)
    assert list(disk.checkpoints.folder.iterdir()) == []
    save_queue.discard(in_a_hold(2).id)  # never noted
    assert disk.kept == ()


def test_a_session_in_progress_is_held_and_let_go_at_the_end(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.checkpoint(in_a_hold())
    assert list(CheckpointFiles(disk.checkpoints.folder).left_overs()) == []
    save_queue.close()
    assert [one.checkpoint for one in CheckpointFiles(disk.checkpoints.folder).left_overs()] == [in_a_hold()]


def test_a_left_over_is_taken_over_and_kept(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.checkpoint(in_a_hold())
    save_queue.close()
    (found,) = disk.checkpoints.left_overs()
    other = SaveQueue(disk.file, disk.checkpoints, threaded=False)
    other.take_over(found)
    other.checkpoint(in_a_hold(seconds=15))
    assert disk.in_progress == [in_a_hold(seconds=15)]
    other.save(found.checkpoint.record)
    assert disk.kept == (in_a_hold().record,)
    assert disk.in_progress == []


def test_only_a_notice_is_a_change(save_queue: SaveQueue) -> None:
    changes: list[int] = []
    save_queue.changed = lambda: changes.append(1)
    save_queue.tell([])
    assert changes == []
    save_queue.tell(["One line."])
    assert changes == [1]
    assert save_queue.notices() == ["One line."]


# On its thread


def test_commands_return_while_the_disk_does_not_answer(
    threaded: SaveQueue, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save_queue_module, "STALLED", PATIENCE)
    disk.answers.clear()
    threaded.save(make_record(1))
    threaded.save(make_record(2))
    wait_until(lambda: disk.asked)
    assert threaded.trouble == ""  # busy, but not for long
    monkeypatch.setattr(save_queue_module, "STALLED", 0.0)
    assert threaded.saving(make_record(1).id)
    assert threaded.problem(make_record(1).id)
    wait_until(lambda: "does not answer" in threaded.trouble)
    assert "does not answer" in threaded.problem(make_record(2).id)
    disk.answers.set()
    wait_until(lambda: len(disk.kept) == 2)
    wait_until(lambda: not threaded.trouble)


def test_it_tries_again_by_itself(threaded: SaveQueue, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(save_thread, "RETRY", 0.01)
    disk.refusal = FULL
    told = threading.Event()
    threaded.changed = told.set
    threaded.save(make_record())
    assert told.wait(PATIENCE)
    wait_until(lambda: threaded.problem(make_record().id) == str(FULL))
    disk.refusal = None
    wait_until(lambda: not threaded.problem(make_record().id))
    assert disk.kept == (make_record(),)


def test_it_tries_again_while_it_is_asked_to_look_more_often_than_that(
    threaded: SaveQueue, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save_thread, "RETRY", 0.2)
    disk.refusal = FULL
    threaded.save(make_record())
    threaded.change(History(days=(MARK,)))
    wait_until(lambda: threaded.unwritten == str(FULL))
    disk.refusal = None

    def looked_at_and_settled() -> bool:
        threaded.refresh()
        return threaded.settled

    wait_until(looked_at_and_settled)
    assert (disk.kept, disk.file.load().days) == ((make_record(),), (MARK,))


def test_a_checkpoint_that_is_written_does_not_end_the_tries_of_a_change(
    threaded: SaveQueue, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(save_thread, "RETRY", 0.2)
    disk.refusal = FULL
    threaded.change(History(days=(MARK,)))
    wait_until(lambda: threaded.unwritten == str(FULL))
    threaded.checkpoint(in_a_hold())
    wait_until(lambda: disk.in_progress == [in_a_hold()])
    disk.refusal = None
    wait_until(lambda: threaded.settled)


def test_an_error_in_the_program_does_not_end_the_thread(threaded: SaveQueue, disk: Disk) -> None:
    disk.refusal = ZeroDivisionError()
    threaded.save(make_record(1))
    wait_until(lambda: "ZeroDivisionError" in threaded.trouble)
    disk.refusal = None
    threaded.save(make_record(2))
    threaded.close(PATIENCE)
    assert disk.kept == (make_record(1), make_record(2))


def test_closing_waits_for_what_is_under_way(disk: Disk) -> None:
    save_queue = SaveQueue(disk.file, disk.checkpoints)
    for number in range(5):
        save_queue.save(make_record(number))
    save_queue.close(PATIENCE)
    assert len(disk.kept) == 5


def test_closing_gives_up_on_a_disk_that_does_not_answer_and_says_so(threaded: SaveQueue, disk: Disk) -> None:
    disk.answers.clear()
    threaded.save(make_record())
    threaded.close(0.01)
    assert threaded.problem(make_record().id)


# From a signal handler


def test_the_last_state_is_on_the_disk_when_it_returns(threaded: SaveQueue, disk: Disk) -> None:
    threaded.checkpoint(in_a_hold(seconds=3))
    threaded.flush_now(in_a_hold(seconds=12))
    threaded.checkpoint(in_a_hold(seconds=6))  # what was still on its way does not come after it
    threaded.close(PATIENCE)
    assert disk.in_progress == [in_a_hold(seconds=12)]


def test_a_save_under_way_is_waited_for(threaded: SaveQueue, disk: Disk) -> None:
    threaded.save(make_record())
    threaded.flush_now(None, PATIENCE)
    assert disk.kept == (make_record(),)
    assert disk.in_progress == []


def test_a_save_that_hangs_is_at_least_in_its_checkpoint(threaded: SaveQueue, disk: Disk) -> None:
    disk.answers.clear()
    threaded.save(make_record())
    threaded.flush_now(in_a_hold(2), 0.01)
    assert {one.id for one in disk.in_progress} == {make_record().id, in_a_hold(2).id}


def test_without_a_thread_it_writes_at_once(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.flush_now(in_a_hold())
    assert disk.in_progress == [in_a_hold()]
    save_queue.flush_now(None)


def test_states_come_faster_than_the_disk(threaded: SaveQueue, disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[Checkpoint] = []
    first, go_on = threading.Event(), threading.Event()
    write = Slot.write

    def slowly(slot: Slot, checkpoint: Checkpoint) -> None:
        written.append(checkpoint)
        first.set()
        go_on.wait(PATIENCE)
        write(slot, checkpoint)

    monkeypatch.setattr(Slot, "write", slowly)
    threaded.checkpoint(in_a_hold(seconds=1))
    assert first.wait(PATIENCE)
    for seconds in range(2, 12):
        threaded.checkpoint(in_a_hold(seconds=seconds))
    go_on.set()
    threaded.close(PATIENCE)
    assert written == [in_a_hold(seconds=1), in_a_hold(seconds=11)]
    assert disk.in_progress == [in_a_hold(seconds=11)]


def test_no_session_is_saved_under_a_stale_revision(threaded: SaveQueue, disk: Disk) -> None:
    disk.answers.clear()
    threaded.save(make_record())
    threaded.save(replace(make_record(), rev=2, note="late"))
    disk.answers.set()
    threaded.close(PATIENCE)
    assert [session.note for session in disk.kept] == ["late"]
    assert disk.in_progress == []


def test_what_another_copy_has_added_is_read_when_asked_for(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.save(make_record(1))
    told: list[int] = []
    save_queue.changed = lambda: told.append(len(save_queue.history.sessions) if save_queue.history else 0)
    save_queue.refresh()
    assert told == []
    HistoryFile(disk.file.path).keep(make_record(2))
    save_queue.refresh()
    assert told == [2]
    disk.file.path.write_bytes(b"{")
    save_queue.refresh()  # whoever only looks does not complain
    assert (told, save_queue.trouble) == ([2], "")


def test_a_history_out_of_reach_for_a_moment_is_looked_at_again(
    save_queue: SaveQueue, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_queue.save(make_record(1))
    HistoryFile(disk.file.path).keep(make_record(2))
    with monkeypatch.context() as out_of_reach:
        out_of_reach.setattr(os, "open", failing(OSError(errno.EIO, "Input/output error")))
        save_queue.refresh()
    assert save_queue.history == History((make_record(1),))
    save_queue.refresh()
    assert save_queue.history == History((make_record(1), make_record(2)))


def test_a_folder_that_can_be_listed_but_not_entered_is_no_trouble_with_writing(
    threaded: SaveQueue, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.checkpoints.slot(in_a_hold().id).write(in_a_hold())
    real = os.stat

    def refuse(path: Path, **named: bool) -> os.stat_result:
        if Path(path).parent == disk.checkpoints.folder:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(path, **named)

    monkeypatch.setattr(os, "stat", refuse)
    threaded.refresh()
    wait_until(lambda: threaded.in_progress.ids is not None or threaded.trouble != "")
    assert (threaded.in_progress.ids, threaded.trouble) == (frozenset(), "")
    assert not disk.checkpoints.slot(in_a_hold().id).held_elsewhere()


def test_a_checkpoint_that_cannot_be_removed_is_tried_again(
    save_queue: SaveQueue, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Slot) -> None:
        raise FULL

    save_queue.checkpoint(in_a_hold())
    monkeypatch.setattr(Slot, "remove", refuse)
    save_queue.discard(in_a_hold().id)
    assert save_queue.trouble == str(FULL)
    monkeypatch.undo()
    save_queue._retry()
    assert (save_queue.trouble, disk.in_progress) == ("", [])


# In another place


@pytest.fixture
def spare(tmp_path: Path) -> CheckpointFiles:
    return CheckpointFiles(tmp_path / "spare", public=True)


def stored(checkpoints: CheckpointFiles) -> list[Checkpoint]:
    """What is in a folder of sessions in progress, held or not."""
    return [one.checkpoint for one in checkpoints.look() if one.checkpoint]


def test_what_cannot_be_written_is_put_by_until_it_can(disk: Disk, spare: CheckpointFiles) -> None:
    save_queue = SaveQueue(disk.file, disk.checkpoints, spare=spare, threaded=False)
    disk.checkpoints.folder.write_text("in the way")
    save_queue.checkpoint(in_a_hold(seconds=3))
    save_queue.checkpoint(in_a_hold(seconds=6))
    assert stored(spare) == [in_a_hold(seconds=6)]
    assert save_queue.rescue_path(in_a_hold().id) == RescuePath(spare.folder / f"{in_a_hold().id}.json", spare=True)
    assert save_queue.trouble
    disk.checkpoints.folder.unlink()
    save_queue.checkpoint(in_a_hold(seconds=9))
    assert (stored(spare), disk.in_progress) == ([], [in_a_hold(seconds=9)])
    assert (save_queue.rescue_path(in_a_hold().id), save_queue.trouble) == (
        RescuePath(disk.checkpoints.slot(in_a_hold().id).path),
        "",
    )
    save_queue.discard(in_a_hold().id)
    assert save_queue.rescue_path(in_a_hold().id) is None


def test_a_session_put_by_is_in_progress_too(disk: Disk, spare: CheckpointFiles) -> None:
    save_queue = SaveQueue(disk.file, disk.checkpoints, spare=spare, threaded=False)
    save_queue.refresh()
    assert save_queue.in_progress.ids == frozenset()
    spare.lay()
    spare.slot(in_a_hold().id).write(in_a_hold())
    save_queue.refresh()
    assert save_queue.in_progress.ids == {in_a_hold().id}


def test_an_ended_session_is_put_by_and_taken_away_once_it_is_saved(disk: Disk, spare: CheckpointFiles) -> None:
    save_queue = SaveQueue(disk.file, disk.checkpoints, spare=spare, threaded=False)
    disk.checkpoints.folder.write_text("in the way")
    disk.refusal = FULL
    save_queue.save(make_record())
    assert stored(spare) == [Checkpoint(ENDED, make_record())]
    disk.refusal = None
    save_queue.close()
    assert disk.kept == (make_record(),)
    assert stored(spare) == []


def test_a_last_state_from_a_signal_handler_is_put_by(disk: Disk, spare: CheckpointFiles) -> None:
    save_queue = SaveQueue(disk.file, disk.checkpoints, spare=spare, threaded=False)
    disk.checkpoints.folder.write_text("in the way")
    save_queue.flush_now(in_a_hold())
    assert stored(spare) == [in_a_hold()]


def test_where_nothing_can_be_put_by_nothing_is_said_of_it(disk: Disk, spare: CheckpointFiles) -> None:
    spare.folder.write_text("somebody else's")
    save_queue = SaveQueue(disk.file, disk.checkpoints, spare=spare, threaded=False)
    disk.checkpoints.folder.write_text("in the way")
    save_queue.checkpoint(in_a_hold())
    assert save_queue.rescue_path(in_a_hold().id) is None
    assert "cannot be written" in save_queue.trouble


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions and links")
@pytest.mark.parametrize("how", ["a link", "for all", "somebody else's"])
def test_a_place_that_was_laid_after_the_start_is_not_used(
    disk: Disk, spare: CheckpointFiles, tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_queue = SaveQueue(disk.file, disk.checkpoints, spare=spare, threaded=False)
    disk.checkpoints.folder.write_text("in the way")
    (trap := tmp_path / "trap").mkdir()
    if how == "a link":
        spare.folder.symlink_to(trap)
    else:
        spare.folder.mkdir()
        spare.folder.chmod(0o777 if how == "for all" else 0o700)
    if how == "somebody else's":
        monkeypatch.setattr(os, "geteuid", lambda: 54321)
    save_queue.checkpoint(in_a_hold())
    assert save_queue.rescue_path(in_a_hold().id) is None
    assert (list(spare.folder.iterdir()), list(trap.iterdir())) == ([], [])
    assert stored(spare) == []


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions and links")
def test_what_was_put_by_is_not_called_safe_in_a_place_that_somebody_has_exchanged(
    disk: Disk, spare: CheckpointFiles, tmp_path: Path
) -> None:
    save_queue = SaveQueue(disk.file, disk.checkpoints, spare=spare, threaded=False)
    disk.checkpoints.folder.write_text("in the way")
    save_queue.checkpoint(in_a_hold())
    assert save_queue.rescue_path(in_a_hold().id)
    spare.folder.rename(tmp_path / "taken")
    (precious := tmp_path / "precious").mkdir()
    mine = precious / f"{in_a_hold().id}.json"
    mine.write_text("mine")
    spare.folder.symlink_to(precious)
    assert save_queue.rescue_path(in_a_hold().id) is None
    disk.checkpoints.folder.unlink()
    save_queue.checkpoint(in_a_hold(seconds=15))  # it is at home again, and what was put by is taken away
    save_queue.close()
    assert mine.read_text() == "mine"
    assert list(precious.iterdir()) == [mine]


def test_the_place_is_made_when_it_is_needed_and_made_again(disk: Disk, spare: CheckpointFiles) -> None:
    save_queue = SaveQueue(disk.file, disk.checkpoints, spare=spare, threaded=False)
    assert not spare.folder.exists()
    disk.checkpoints.folder.write_text("in the way")
    save_queue.checkpoint(in_a_hold(seconds=3))
    shutil.rmtree(spare.folder)  # as programs do that tidy up among the temporary files
    save_queue.checkpoint(in_a_hold(seconds=6))
    assert stored(spare) == [in_a_hold(seconds=6)]
    assert stat.S_IMODE(spare.folder.stat().st_mode) == 0o700 or os.name != "posix"


# Other changes


def test_a_change_of_much_has_a_backup_and_a_line_that_names_it(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.save(make_record(1))
    save_queue.save(make_record(2))
    save_queue.change(History(days=(MARK,)))
    before = disk.file.path.read_bytes()
    save_queue.change(History(days=(replace(MARK, kind=None, rev=2),)), NO_MARK)
    [line] = save_queue.notices()
    said, _, name = line.partition(TO_UNDO)
    assert said == NO_MARK
    assert (disk.file.backups.folder / f"history-{name}.json").read_bytes() == before
    assert (save_queue.notices(), save_queue.settled) == ([], True)


def test_a_change_of_much_is_kept_where_there_is_no_room_for_a_backup(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.save(make_record(1))
    disk.file.backups.folder.write_text("in the way")
    save_queue.change(History(days=(MARK,)), SICK)
    assert HistoryFile(disk.file.path).load().days == (MARK,)
    [line] = save_queue.notices()
    assert line.startswith(f"{SICK} There is no backup of the history before: {disk.file.backups.folder}: ")
    assert save_queue.unwritten == ""


def test_what_a_save_finds_is_told(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.save(make_record(1))
    disk.file.path.with_name("history (1).json").write_bytes(to_bytes(History((make_record(2),))))
    save_queue.save(make_record(3))
    [line] = save_queue.notices()
    assert "(history (1).json)" in line
    assert len(disk.kept) == 3
    disk.file.path.write_bytes(b"damaged")
    save_queue.change(History(days=(MARK,)))
    [line] = save_queue.notices()
    assert line.startswith("history.json was damaged (line 1): ")


MARK = DayMark(dt.date(2026, 11, 22), DayKind.RUN)
NO_MARK, SICK = "The whole week: no mark.", "The whole week: sick."
"""What a change is about, as a screen says."""


def test_a_change_is_in_the_history_and_the_sessions_stay(save_queue: SaveQueue, disk: Disk) -> None:
    save_queue.save(make_record(1))
    save_queue.save(make_record(2))
    save_queue.change(History(deleted=(make_tomb(1),), days=(MARK,)))
    assert disk.kept == (make_record(2),)
    assert save_queue.history == History((make_record(2),), (make_tomb(1),), (MARK,))
    assert (save_queue.unwritten, save_queue.settled) == ("", True)


def test_changes_that_cannot_be_saved_wait_in_their_order(save_queue: SaveQueue, disk: Disk) -> None:
    disk.refusal = FULL
    save_queue.change(History(days=(MARK,)))
    save_queue.change(History(days=(replace(MARK, kind=None, rev=2),)))
    assert (save_queue.unwritten, save_queue.settled, disk.file.path.exists()) == (str(FULL), False, False)
    disk.refusal = None
    save_queue.close()
    assert save_queue.history == History(days=(replace(MARK, kind=None, rev=2),))
    assert (save_queue.unwritten, save_queue.settled, save_queue.trouble) == ("", True, "")


def test_a_change_made_while_another_is_written_has_its_own_turn(threaded: SaveQueue, disk: Disk) -> None:
    disk.answers.clear()
    threaded.change(History(days=(MARK,)))
    wait_until(lambda: disk.asked)
    threaded.change(History(deleted=(make_tomb(1),)))
    assert threaded.unwritten
    disk.answers.set()
    wait_until(lambda: threaded.settled)
    assert threaded.history == History((), (make_tomb(1),), (MARK,))
