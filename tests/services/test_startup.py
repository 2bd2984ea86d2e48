"""What happens before a session: damage is repaired, what had ended is saved, and what can go on is offered."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.day_marks import Target
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History, Tombstone
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.services import startup
from ankle_tui.services.startup import MOST_OFFERED, Stores, find_left_overs, open_stores
from ankle_tui.store.files.lock import locked
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.codec import to_bytes
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, Slot
from ankle_tui.store.settings.settings import Settings
from tests.builders import ENDED, STARTED, Runner, short_plan
from tests.store.history.records import failing, make_id, make_record
from tests.store.sessions.test_checkpoint_files import in_a_hold, left, make_large
from tests.test_safe_read import in_time, make_pipe


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return Folders(tmp_path / "data", tmp_path / "config")


@pytest.fixture
def file(folders: Folders) -> HistoryFile:
    return HistoryFile(folders.history)


@pytest.fixture
def desk(folders: Folders) -> CheckpointFiles:
    return CheckpointFiles(folders.in_progress)


def offered(stores: Stores) -> list[Checkpoint]:
    return [one.checkpoint for one in stores.left_overs]


def test_the_first_start_finds_nothing_and_makes_nothing(folders: Folders) -> None:
    stores = open_stores(folders)
    assert (stores.history, stores.left_overs, stores.notices) == (History(), (), ())
    assert not folders.data.exists()


def test_what_was_left_in_mid_hold_is_offered_and_held(folders: Folders, desk: CheckpointFiles) -> None:
    left(desk, in_a_hold(1))
    left(desk, in_a_hold(2))
    stores = open_stores(folders)
    assert offered(stores) == [in_a_hold(1), in_a_hold(2)]
    assert stores.history == History()
    assert open_stores(folders).left_overs == ()  # another copy of the program


def test_what_had_ended_is_saved_without_a_question(folders: Folders, desk: CheckpointFiles, file: HistoryFile) -> None:
    file.keep(make_record(1))
    left(desk, Checkpoint(ENDED, make_record(2, effort=3)))
    stores = open_stores(folders)
    assert (offered(stores), stores.notices) == ([], ())
    assert stores.history.sessions == (make_record(1), make_record(2, effort=3)) == file.load().sessions
    assert desk.ids() == []


def test_a_revision_that_waited_is_saved(folders: Folders, desk: CheckpointFiles, file: HistoryFile) -> None:
    file.keep(make_record(1))
    left(desk, Checkpoint(ENDED, make_record(1, rev=2, note="late")))
    assert open_stores(folders).history.sessions == (make_record(1, rev=2, note="late"),)


def test_what_is_in_the_history_already_is_not_offered_again(
    folders: Folders, desk: CheckpointFiles, file: HistoryFile
) -> None:
    left(desk, in_a_hold())
    file.keep(in_a_hold().record)
    assert offered(open_stores(folders)) == []
    assert desk.ids() == []


def test_what_was_deleted_is_not_offered_again(folders: Folders, desk: CheckpointFiles, file: HistoryFile) -> None:
    left(desk, in_a_hold())
    left(desk, Checkpoint(ENDED, make_record(7)))
    gone = History(deleted=(Tombstone(in_a_hold().id, ENDED), Tombstone(make_record(7).id, ENDED)))
    file.add(gone)
    stores = open_stores(folders)
    assert (offered(stores), stores.history) == ([], merge(gone))
    assert desk.ids() == []


def test_a_session_in_which_nothing_was_done_is_not_offered(folders: Folders, desk: CheckpointFiles) -> None:
    left(desk, Checkpoint.of(Runner(short_plan()).start().session, ENDED))
    assert offered(open_stores(folders)) == []
    assert desk.ids() == []


def test_what_still_cannot_be_saved_stays_and_is_told(
    folders: Folders, desk: CheckpointFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(desk, Checkpoint(ENDED, make_record()))

    def refuse(_: HistoryFile, *__: object) -> History:
        raise FileProblem(folders.history, "cannot be written: No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(HistoryFile, "keep", refuse)
        stores = open_stores(folders)
        assert stores.notices == (
            f"A session waits to be saved: {folders.history}: cannot be written: No space left on device",
        )
        left(desk, Checkpoint(ENDED, make_record(2)))
        left(desk, in_a_hold(3))
        stores = open_stores(folders)
        assert offered(stores) == [in_a_hold(3)]
        assert stores.notices == (
            f"2 sessions wait to be saved: {folders.history}: cannot be written: No space left on device",
        )
    assert open_stores(folders).history.sessions == (make_record(), make_record(2))


def test_one_that_cannot_be_removed_keeps_no_other_from_being_saved(
    folders: Folders, desk: CheckpointFiles, file: HistoryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (1, 2, 3):
        left(desk, Checkpoint(ENDED, make_record(number)))
    stuck = desk.slot(make_record(2).id).path
    remove = Slot.remove

    def refuse(slot: Slot) -> None:
        if slot.path == stuck:
            raise FileProblem(stuck, "cannot be removed: Permission denied")
        remove(slot)

    monkeypatch.setattr(Slot, "remove", refuse)
    stores = open_stores(folders)
    assert stores.history.sessions == file.load().sessions == (make_record(1), make_record(2), make_record(3))
    assert stores.notices == (f"{stuck}: cannot be removed: Permission denied",)
    assert desk.ids() == [make_record(2).id]


def test_damage_is_repaired_and_told(folders: Folders, file: HistoryFile, desk: CheckpointFiles) -> None:
    file.keep(make_record(1))
    file.keep(make_record(2))
    folders.history.write_bytes(folders.history.read_bytes()[:-40])
    left(desk, in_a_hold())
    (folders.in_progress / f"{in_a_hold().id}.json").write_bytes(b"")
    stores = open_stores(folders)
    assert make_record(1) in stores.history.sessions
    assert [line.partition(" was damaged")[0].partition(": ")[0] for line in stores.notices] == [
        "history.json",
        str(folders.in_progress / f"{in_a_hold().id}.json"),
    ]


def test_slips_in_the_settings_are_told_and_the_rest_holds(folders: Folders, desk: CheckpointFiles) -> None:
    left(desk, in_a_hold())
    folders.config.mkdir()
    folders.settings.write_text("level = 3\nfirst_side = 'right'")
    stores = open_stores(folders)
    (line,) = stores.notices
    assert line.startswith(f"{folders.settings}: level: must be a text, not 3")
    assert stores.settings == Settings(first_side=Side.RIGHT)
    assert offered(stores) == [in_a_hold()]


def test_of_many_slips_the_first_are_told(folders: Folders) -> None:
    folders.config.mkdir()
    folders.settings.write_text("\n".join(f"k{number} = 1" for number in range(9)))
    *first, last = open_stores(folders).notices
    assert [line.split(": ")[1] for line in first] == ["k0", "k1", "k2"]
    assert last == "6 more mistakes; see ankle-tui doctor"


def test_the_save_queue_keeps(folders: Folders, file: HistoryFile) -> None:
    stores = open_stores(folders)
    stores.save_queue.save(make_record())
    stores.save_queue.close()
    assert file.load().sessions == (make_record(),)


def test_what_is_looked_for_later_never_uses_the_file_of_the_keepers_thread(
    folders: Folders, desk: CheckpointFiles, file: HistoryFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores = open_stores(folders)
    left(desk, Checkpoint(ENDED, make_record(1)))
    left(desk, in_a_hold(2))
    file.path.with_name("history (1).json").write_bytes(to_bytes(History((make_record(3),))))
    told: list[str] = []
    stores.save_queue.changed = lambda: told.extend(stores.save_queue.notices())
    monkeypatch.setattr(stores.file, "add", failing(AssertionError("used on two threads")))
    assert [one.checkpoint for one in find_left_overs(stores)] == [in_a_hold(2)]
    assert {session.id for session in file.load().sessions} == {make_id(1), make_id(3)}
    [line] = told
    assert "(history (1).json)" in line


def test_a_history_that_another_program_has_locked_holds_up_no_question(
    folders: Folders, desk: CheckpointFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(startup, "LOOK_PATIENCE", 0.0)
    stores = open_stores(folders)
    left(desk, Checkpoint(ENDED, make_record(1)))
    left(desk, in_a_hold(2))
    with locked(folders.history, 1.0):
        assert [one.checkpoint for one in find_left_overs(stores)] == [in_a_hold(2)]
    assert desk.ids() == sorted([make_id(1), in_a_hold(2).id])
    [line] = stores.save_queue.notices()
    assert line.startswith("A session waits to be saved: ")


def test_what_was_put_by_comes_home(folders: Folders, desk: CheckpointFiles) -> None:
    left(desk, in_a_hold(1, seconds=3))
    left(CheckpointFiles(folders.spare), in_a_hold(1, seconds=15))
    left(CheckpointFiles(folders.spare), Checkpoint(ENDED, make_record(7)))
    stores = open_stores(folders)
    assert offered(stores) == [in_a_hold(1, seconds=15)]
    assert stores.history.sessions == (make_record(7),)
    assert desk.ids() == [in_a_hold(1).id]
    assert CheckpointFiles(folders.spare).ids() == []


def test_what_was_put_by_stays_offered_while_there_is_still_no_room(folders: Folders, desk: CheckpointFiles) -> None:
    left(CheckpointFiles(folders.spare), in_a_hold())
    folders.data.mkdir()
    desk.folder.write_text("in the way")
    assert offered(open_stores(folders)) == [in_a_hold()]
    assert CheckpointFiles(folders.spare).ids() == [in_a_hold().id]


def test_a_folder_that_somebody_else_has_laid_there_is_not_read(folders: Folders) -> None:
    left(CheckpointFiles(folders.spare), in_a_hold())
    folders.spare.chmod(0o777)
    assert offered(open_stores(folders)) == []


def test_of_one_session_in_both_places_the_later_state_is_offered_once(
    folders: Folders, desk: CheckpointFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, late = (
        replace(in_a_hold(1, seconds), saved_at=STARTED + dt.timedelta(seconds=seconds)) for seconds in (3, 15)
    )
    left(desk, early)
    left(CheckpointFiles(folders.spare), late)
    monkeypatch.setattr(Slot, "write", failing(FileProblem(folders.data, "cannot be written: No space left on device")))
    assert offered(open_stores(folders)) == [late]


# Many of them


def test_of_very_many_the_newest_are_held_and_none_is_lost(folders: Folders, desk: CheckpointFiles) -> None:
    many = MOST_OFFERED + 7
    for number in range(many):
        left(desk, in_a_hold(number))
    left(desk, Checkpoint(ENDED, make_record(500)))
    stores = open_stores(folders)
    assert offered(stores) == [in_a_hold(number) for number in range(7, many)]
    assert stores.notices == ("7 older unfinished sessions: ankle-tui resume --list",)
    assert stores.history.sessions == (make_record(500),)
    assert len(desk.ids()) == many
    assert [one.checkpoint.id for one in open_stores(folders).left_overs] == [in_a_hold(n).id for n in range(7)]


def test_one_that_is_asked_for_by_its_id_is_held_however_old_it_is(folders: Folders, desk: CheckpointFiles) -> None:
    for number in range(1, MOST_OFFERED + 3):
        left(desk, in_a_hold(number * 100_000_000))  # a day apart, so that ids begin differently
    oldest = in_a_hold(100_000_000)
    stores = open_stores(folders, wanted=oldest.id[:9].upper())
    assert len(stores.left_overs) == MOST_OFFERED
    assert offered(stores)[0] == oldest


@pytest.mark.skipif(os.name != "posix", reason="POSIX limits")
def test_200_left_overs_are_met_with_few_descriptors(folders: Folders, desk: CheckpointFiles, tmp_path: Path) -> None:
    desk.folder.mkdir(parents=True)
    first = in_a_hold(0)
    text = json.dumps(first.to_json())
    newest = ""
    for number in range(200):
        newest = make_id(number)
        (desk.folder / f"{newest}.json").write_text(text.replace(first.id, newest), encoding="utf-8")
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)); import pathlib; "
        "from ankle_tui.services.startup import open_stores; from ankle_tui.store.paths import Folders; "
        f"stores = open_stores(Folders(pathlib.Path({str(folders.data)!r}), pathlib.Path({str(folders.config)!r}))); "
        "print(len(stores.left_overs), stores.left_overs[-1].checkpoint.id, *stores.notices, sep='|')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    rest = 200 - MOST_OFFERED
    assert done.stdout == (f"{MOST_OFFERED}|{newest}|{rest} older unfinished sessions: ankle-tui resume --list\n")
    assert len(desk.ids()) == 200


# What is no file


@pytest.mark.skipif(os.name != "posix", reason="POSIX pipes, devices and links")
@pytest.mark.parametrize("make", [make_pipe, lambda path: path.symlink_to("/dev/zero"), make_large])
def test_wherever_something_lies_that_is_no_file_nothing_waits_for_it(
    folders: Folders, file: HistoryFile, desk: CheckpointFiles, make: Callable[[Path], object]
) -> None:
    file.keep(make_record(1))
    for folder in (folders.in_progress, folders.config, file.backups.folder, folders.spare):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    slot = desk.slot(make_record(2).id).path
    for path in (
        slot,
        folders.spare / slot.name,
        folders.exercises,
        folders.data / "history (1).json",
        folders.data / "history.sync-conflict-20261122-181003-ABC2DEF.json",
        file.backups.folder / "history-2026-11-20.json",
        file.backups.folder / "history-2026-11-25.json",
    ):
        make(path)
    opened: list[Stores] = []

    def open_them() -> None:
        opened.append(open_stores(folders, lambda: dt.datetime(2026, 11, 25, 18)))

    in_time(open_them)
    assert opened[0].history.sessions == (make_record(1),)
    assert f"{folders.exercises}: is " in opened[0].exercise_slips[0]
    folders.history.write_bytes(folders.history.read_bytes()[:-3])
    in_time(open_them)
    assert opened[1].history.sessions == (make_record(1),)
    make(folders.settings)
    in_time(open_them)
    assert [slip.key for slip in opened[2].slips] == [None]
    assert f"{folders.settings}: is " in opened[2].notices[0]


def test_what_was_kept_elsewhere_while_it_ran_on_does_not_lose_the_rest(
    folders: Folders, desk: CheckpointFiles, file: HistoryFile
) -> None:
    file.keep(in_a_hold(seconds=3).record)
    left(desk, in_a_hold(seconds=15))
    assert open_stores(folders).history.sessions == (in_a_hold(seconds=15).record,)
    assert desk.ids() == []


# The weekly target


def test_a_changed_target_is_noted_for_the_next_week(folders: Folders) -> None:
    now = dt.datetime(2026, 11, 25, 18)
    assert open_stores(folders, lambda: now).history.targets == ()  # before the first session there is nothing to keep
    HistoryFile(folders.history).keep(make_record(1))
    assert open_stores(folders, lambda: now).history.targets == (Target(dt.date(2026, 11, 16), 2),)
    folders.settings.parent.mkdir()
    folders.settings.write_text("target = 3")
    expected = (Target(dt.date(2026, 11, 16), 2), Target(dt.date(2026, 11, 30), 3))
    assert open_stores(folders, lambda: now).history.targets == expected
    assert HistoryFile(folders.history).load().targets == expected


@pytest.mark.parametrize("text", ["target = 33", "targt = 1", "week_start = 1", "cut_off = 3", "target 1"])
def test_a_slip_in_what_counts_days_changes_no_target(folders: Folders, text: str) -> None:
    now = dt.datetime(2026, 11, 25, 18, 4)
    HistoryFile(folders.history).add(History((make_record(),), targets=(Target(dt.date(2026, 11, 16), 3),)))
    folders.config.mkdir()
    folders.settings.write_text(text)
    assert open_stores(folders, lambda: now).history.targets == (Target(dt.date(2026, 11, 16), 3),)


def test_any_other_slip_holds_up_no_changed_target(folders: Folders) -> None:
    HistoryFile(folders.history).add(History((make_record(),), targets=(Target(dt.date(2026, 11, 16), 2),)))
    folders.config.mkdir()
    slips = 'zzz = 1\ntheme = 3\n[rungs]\ncalf-raise = "on-the-moon"'
    folders.settings.write_text(f"target = 3\n{slips}")
    stores = open_stores(folders, lambda: dt.datetime(2026, 11, 25, 18, 4))
    assert [slip.key for slip in stores.slips] == ["zzz", "theme", "rungs"]
    assert stores.history.targets == (Target(dt.date(2026, 11, 16), 2), Target(dt.date(2026, 11, 30), 3))


def test_a_target_that_cannot_be_noted_is_no_reason_not_to_open(folders: Folders) -> None:
    HistoryFile(folders.history).keep(make_record(1))
    newer = folders.history.read_bytes().replace(b'"version": 1', b'"version": 2')
    folders.history.write_bytes(newer)
    stores = open_stores(folders, lambda: dt.datetime(2026, 11, 25, 18))
    assert len(stores.history.sessions) == 1
    assert folders.history.read_bytes() == newer
