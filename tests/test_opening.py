"""What happens before a session: damage is repaired, what had ended is saved, and what can go on is offered."""

import datetime as dt
from pathlib import Path

import pytest

from ankle_tui.core.checkpoint import Checkpoint
from ankle_tui.core.days import Target
from ankle_tui.core.exercise import Side
from ankle_tui.core.merge import merge
from ankle_tui.core.record import History, Tombstone
from ankle_tui.opening import Stores, open_stores
from ankle_tui.store.checkpoint import Checkpoints
from ankle_tui.store.config import Settings
from ankle_tui.store.history import HistoryFile
from ankle_tui.store.paths import Folders
from ankle_tui.store.problem import FileProblem
from tests.builders import ENDED, Runner, short_plan
from tests.store.records import make_record
from tests.store.test_checkpoint import in_a_hold, left


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    return Folders(tmp_path / "data", tmp_path / "config")


@pytest.fixture
def file(folders: Folders) -> HistoryFile:
    return HistoryFile(folders.history)


@pytest.fixture
def desk(folders: Folders) -> Checkpoints:
    return Checkpoints(folders.in_progress)


def offered(stores: Stores) -> list[Checkpoint]:
    return [one.checkpoint for one in stores.left_overs]


def test_the_first_start_finds_nothing_and_makes_nothing(folders: Folders) -> None:
    stores = open_stores(folders)
    assert (stores.history, stores.left_overs, stores.notices) == (History(), (), ())
    assert not folders.data.exists()


def test_what_was_left_in_mid_hold_is_offered_and_held(folders: Folders, desk: Checkpoints) -> None:
    left(desk, in_a_hold(1))
    left(desk, in_a_hold(2))
    stores = open_stores(folders)
    assert offered(stores) == [in_a_hold(1), in_a_hold(2)]
    assert stores.history == History()
    assert open_stores(folders).left_overs == ()  # another copy of the program


def test_what_had_ended_is_saved_without_a_question(folders: Folders, desk: Checkpoints, file: HistoryFile) -> None:
    file.keep(make_record(1))
    left(desk, Checkpoint(ENDED, make_record(2, effort=3)))
    stores = open_stores(folders)
    assert (offered(stores), stores.notices) == ([], ())
    assert stores.history.sessions == (make_record(1), make_record(2, effort=3)) == file.load().sessions
    assert desk.ids() == []


def test_a_revision_that_waited_is_saved(folders: Folders, desk: Checkpoints, file: HistoryFile) -> None:
    file.keep(make_record(1))
    left(desk, Checkpoint(ENDED, make_record(1, rev=2, note="late")))
    assert open_stores(folders).history.sessions == (make_record(1, rev=2, note="late"),)


def test_what_is_in_the_history_already_is_not_offered_again(
    folders: Folders, desk: Checkpoints, file: HistoryFile
) -> None:
    left(desk, in_a_hold())
    file.keep(in_a_hold().record)
    assert offered(open_stores(folders)) == []
    assert desk.ids() == []


def test_what_was_deleted_is_not_offered_again(folders: Folders, desk: Checkpoints, file: HistoryFile) -> None:
    left(desk, in_a_hold())
    left(desk, Checkpoint(ENDED, make_record(7)))
    gone = History(deleted=(Tombstone(in_a_hold().id, ENDED), Tombstone(make_record(7).id, ENDED)))
    file.add(gone)
    stores = open_stores(folders)
    assert (offered(stores), stores.history) == ([], merge(gone))
    assert desk.ids() == []


def test_a_session_in_which_nothing_was_done_is_not_offered(folders: Folders, desk: Checkpoints) -> None:
    left(desk, Checkpoint.of(Runner(short_plan()).start().session, ENDED))
    assert offered(open_stores(folders)) == []
    assert desk.ids() == []


def test_what_still_cannot_be_saved_stays_and_is_told(
    folders: Folders, desk: Checkpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    left(desk, Checkpoint(ENDED, make_record()))

    def refuse(_: HistoryFile, *__: object) -> History:
        raise FileProblem(folders.history, "cannot be written: No space left on device")

    monkeypatch.setattr(HistoryFile, "keep", refuse)
    stores = open_stores(folders)
    assert stores.notices == (
        f"A session waits to be saved: {folders.history}: cannot be written: No space left on device",
    )
    monkeypatch.undo()
    assert open_stores(folders).history.sessions == (make_record(),)


def test_damage_is_repaired_and_told(folders: Folders, file: HistoryFile, desk: Checkpoints) -> None:
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


def test_slips_in_the_settings_are_told_and_the_rest_holds(folders: Folders, desk: Checkpoints) -> None:
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
    assert last == "6 more mistakes there: ankle-tui doctor lists them"


def test_the_keeper_keeps(folders: Folders, file: HistoryFile) -> None:
    stores = open_stores(folders)
    stores.keeper.keep(make_record())
    stores.keeper.close()
    assert file.load().sessions == (make_record(),)


def test_what_was_put_by_comes_home(folders: Folders, desk: Checkpoints) -> None:
    left(desk, in_a_hold(1, seconds=3))
    left(Checkpoints(folders.spare), in_a_hold(1, seconds=15))
    left(Checkpoints(folders.spare), Checkpoint(ENDED, make_record(7)))
    stores = open_stores(folders)
    assert offered(stores) == [in_a_hold(1, seconds=15)]
    assert stores.history.sessions == (make_record(7),)
    assert desk.ids() == [in_a_hold(1).id]
    assert Checkpoints(folders.spare).ids() == []


def test_what_was_put_by_stays_offered_while_there_is_still_no_room(folders: Folders, desk: Checkpoints) -> None:
    left(Checkpoints(folders.spare), in_a_hold())
    folders.data.mkdir()
    desk.folder.write_text("in the way")
    assert offered(open_stores(folders)) == [in_a_hold()]
    assert Checkpoints(folders.spare).ids() == [in_a_hold().id]


def test_a_folder_that_somebody_else_has_laid_there_is_not_read(folders: Folders) -> None:
    left(Checkpoints(folders.spare), in_a_hold())
    folders.spare.chmod(0o777)
    assert offered(open_stores(folders)) == []


def test_what_was_kept_elsewhere_while_it_ran_on_does_not_lose_the_rest(
    folders: Folders, desk: Checkpoints, file: HistoryFile
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


@pytest.mark.parametrize("text", ["target = 33", "target 1", "flash = 1"])
def test_a_slip_changes_no_target(folders: Folders, text: str) -> None:
    now = dt.datetime(2026, 11, 25, 18, 4)
    HistoryFile(folders.history).add(History((make_record(),), targets=(Target(dt.date(2026, 11, 16), 3),)))
    folders.config.mkdir()
    folders.settings.write_text(text)
    assert open_stores(folders, lambda: now).history.targets == (Target(dt.date(2026, 11, 16), 3),)


def test_a_target_that_cannot_be_noted_is_no_reason_not_to_open(folders: Folders) -> None:
    HistoryFile(folders.history).keep(make_record(1))
    newer = folders.history.read_bytes().replace(b'"version": 1', b'"version": 2')
    folders.history.write_bytes(newer)
    stores = open_stores(folders, lambda: dt.datetime(2026, 11, 25, 18))
    assert len(stores.history.sessions) == 1
    assert folders.history.read_bytes() == newer
