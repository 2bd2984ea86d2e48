"""Sessions in progress on disk: read back as they were, held by one program at a time, and never believed when damaged."""

import datetime as dt
import errno
import json
import os
import shutil
import signal
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.history.ids import new_id
from ankle_tui.core.session.checkpoint import FORMAT, Checkpoint, read_checkpoint
from ankle_tui.core.session.engine import Session
from ankle_tui.core.session.snapshot import Command
from ankle_tui.core.validation import InvalidValue
from ankle_tui.store.files import read as files
from ankle_tui.store.files.lock import Lock
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles, LeftOver, look_everywhere
from tests.builders import ENDED, STARTED, short_plan
from tests.store.history.records import failing, make_record
from tests.test_safe_read import in_time, make_pipe

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions and processes")


def in_a_hold(number: int = 1, seconds: int = 12) -> Checkpoint:
    """A session some seconds into its first hold."""
    session = Session(short_plan(), new_id(1_763_830_000_000 + number, bytes(10)), STARTED)
    session.apply(Command.START, 0.0)
    for second in range(1, 11 + seconds):
        session.advance(float(second))
    return Checkpoint.of(session, ENDED)


@pytest.fixture
def desk(tmp_path: Path) -> CheckpointFiles:
    return CheckpointFiles(tmp_path / "in-progress", lambda: ENDED.replace(tzinfo=None))


def left(desk: CheckpointFiles, checkpoint: Checkpoint) -> Path:
    """What a program that was killed has left."""
    slot = desk.slot(checkpoint.id)
    assert slot.hold()
    slot.write(checkpoint)
    slot.let_go()
    return slot.path


def found_in(desk: CheckpointFiles) -> list[LeftOver]:
    """Every session left over, the oldest first; each is held from now on."""
    return list(desk.left_overs())[::-1]


def test_a_checkpoint_is_read_as_it_was_written(desk: CheckpointFiles) -> None:
    checkpoint = replace(in_a_hold(), extra={"mood": ["ü", None]})
    left(desk, checkpoint)
    (found,) = desk.left_overs()
    assert found.checkpoint == checkpoint
    assert not found.checkpoint.ended
    session = Session.restore(found.checkpoint.session, 0.0)
    assert session.record(ENDED) == checkpoint.record
    assert session.record(ENDED).sets[0].done == 12.0


def test_an_ended_session_needs_nothing_to_go_on_from(desk: CheckpointFiles) -> None:
    checkpoint = Checkpoint(ENDED, make_record())
    left(desk, checkpoint)
    (found,) = desk.left_overs()
    assert found.checkpoint == checkpoint
    assert found.checkpoint.ended


def test_the_file_tells_what_was_done_on_one_line(desk: CheckpointFiles) -> None:
    lines = left(desk, in_a_hold()).read_text().splitlines()
    assert json.loads(lines[3].partition(": ")[2].rstrip(","))["id"] == in_a_hold().id


@POSIX
def test_nobody_else_can_read_it(desk: CheckpointFiles) -> None:
    path = left(desk, in_a_hold())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_all_left_overs_are_offered_the_oldest_first(desk: CheckpointFiles) -> None:
    for number in (3, 1, 2):
        left(desk, in_a_hold(number))
    assert [one.checkpoint.id for one in found_in(desk)] == [in_a_hold(number).id for number in (1, 2, 3)]


def test_what_was_put_by_is_seen_too_and_the_later_of_two(desk: CheckpointFiles, tmp_path: Path) -> None:
    spare = CheckpointFiles(tmp_path / "spare", public=True)
    early, late = (
        [replace(in_a_hold(number), saved_at=STARTED + dt.timedelta(seconds=after)) for number in (1, 2, 3)]
        for after in (5, 10)
    )
    for folder, checkpoint in (
        (desk, early[0]),
        (desk, late[1]),
        (spare, late[0]),
        (spare, early[1]),
        (spare, late[2]),
    ):
        left(folder, checkpoint)
    assert [one.checkpoint for one in look_everywhere(desk, spare)] == late
    spare.folder.chmod(0o777)
    assert [one.id for one in look_everywhere(desk, spare)] == desk.ids()


def test_one_that_a_running_program_holds_is_not_offered(desk: CheckpointFiles) -> None:
    left(desk, in_a_hold(2))
    slot = desk.slot(in_a_hold(1).id)
    assert slot.hold()
    slot.write(in_a_hold(1))
    offered = found_in(CheckpointFiles(desk.folder))
    assert [one.checkpoint.id for one in offered] == [in_a_hold(2).id]
    assert not desk.slot(in_a_hold(1).id).hold()
    slot.let_go()
    assert [one.checkpoint.id for one in CheckpointFiles(desk.folder).left_overs()] == [in_a_hold(1).id]


@POSIX
def test_a_killed_programs_session_is_free(desk: CheckpointFiles) -> None:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        slot = desk.slot(in_a_hold().id)
        slot.hold()
        slot.write(in_a_hold())
        os.write(writer, b".")
        signal.pause()
        os._exit(1)
    os.read(reader, 1)
    assert found_in(desk) == []
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert [one.checkpoint for one in desk.left_overs()] == [in_a_hold()]


def test_what_is_offered_is_held(desk: CheckpointFiles) -> None:
    left(desk, in_a_hold())
    offered = found_in(desk)
    assert found_in(CheckpointFiles(desk.folder)) == []
    offered[0].slot.let_go()
    assert len(found_in(CheckpointFiles(desk.folder))) == 1


def test_removed_is_gone_with_its_lock(desk: CheckpointFiles) -> None:
    left(desk, in_a_hold())
    (found,) = desk.left_overs()
    found.slot.remove()
    assert list(desk.folder.iterdir()) == []
    assert found_in(desk) == []


def test_a_lock_without_a_session_is_swept_and_so_is_a_write_that_was_cut_short(desk: CheckpointFiles) -> None:
    path = left(desk, in_a_hold())
    path.with_name(f".{path.name}.0123456789ab.tmp").write_bytes(b"{")
    beginning, crashed = desk.slot(in_a_hold(2).id), desk.slot(in_a_hold(3).id)
    assert beginning.hold()
    assert crashed.hold()
    crashed.let_go()
    offered = found_in(desk)
    assert len(offered) == 1
    names = {in_a_hold(1).id + ".json", in_a_hold(1).id + ".lock", in_a_hold(2).id + ".lock"}
    assert {entry.name for entry in desk.folder.iterdir()} == names


def test_a_folder_that_is_not_there_has_none(desk: CheckpointFiles) -> None:
    assert found_in(desk) == []
    assert not desk.folder.exists()


def test_files_of_other_names_are_left_alone(desk: CheckpointFiles) -> None:
    desk.folder.mkdir(parents=True)
    for name in ("notes.json", "..json", "x.lock", "A" * 8 + "-0000-7000-8000-000000000001.json"):
        (desk.folder / name).write_text("{}")
    assert found_in(desk) == []
    assert len(list(desk.folder.iterdir())) == 4


DAMAGE: dict[str, bytes | None] = {
    "empty": b"",
    "zeros": bytes(500),
    "not UTF-8": b"\xff\xfe\x00",
    "not JSON": b"{",
    "a list": b"[]",
    "another format": b'{"format": "x", "version": 1}',
    "deep": b"[" * 100_000,
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_one_is_set_aside_in_one_line(desk: CheckpointFiles, what: str) -> None:
    path = left(desk, in_a_hold())
    content = DAMAGE[what] or b""
    path.write_bytes(content)
    assert found_in(desk) == []
    (notice,) = desk.notices()
    assert notice.startswith(str(path))
    assert "\n" not in notice
    assert desk.notices() == ()
    (aside,) = desk.folder.glob("*.damaged-*.json")
    assert aside.read_bytes() == content
    assert found_in(desk) == []


def make_large(path: Path) -> None:
    with path.open("wb") as large:  # nothing but a hole: it takes no room
        large.truncate(2 << 30)


@POSIX
@pytest.mark.parametrize("what", ["a pipe", "a link to a device", "a folder", "two gigabytes"])
def test_what_is_no_checkpoint_is_set_aside_unread(desk: CheckpointFiles, what: str) -> None:
    path = left(desk, in_a_hold(1))
    left(desk, in_a_hold(2))
    path.unlink()
    make: dict[str, Callable[[Path], object]] = {
        "a pipe": make_pipe,
        "a link to a device": lambda path: path.symlink_to("/dev/zero"),
        "a folder": Path.mkdir,
        "two gigabytes": make_large,
    }
    make[what](path)
    in_time(desk.look)
    offered: list[LeftOver] = []
    in_time(lambda: offered.extend(desk.left_overs()))
    assert [one.checkpoint for one in offered] == [in_a_hold(2)]
    assert len(desk.notices()) == 1
    assert [os.path.lexists(each) for each in (path, *desk.folder.glob("*.damaged-*.json"))] == [False, True]


def test_of_a_damaged_one_what_was_done_is_saved_when_its_line_is_whole(desk: CheckpointFiles) -> None:
    path = left(desk, in_a_hold())
    path.write_bytes(path.read_bytes()[:-40])
    (found,) = desk.left_overs()
    assert found.checkpoint.record == in_a_hold().record
    assert found.checkpoint.ended
    assert len(desk.notices()) == 1


def test_one_of_a_newer_version_is_left_for_the_newer_program(desk: CheckpointFiles) -> None:
    path = left(desk, in_a_hold())
    content = path.read_bytes().replace(b'"version": 1', b'"version": 2')
    path.write_bytes(content)
    assert found_in(desk) == []
    assert "newer ankle-tui" in desk.notices()[0]
    assert path.read_bytes() == content


def test_a_file_with_another_sessions_name_is_not_believed(desk: CheckpointFiles) -> None:
    path = left(desk, in_a_hold(1))
    path.rename(path.with_name(f"{in_a_hold(2).id}.json"))
    assert found_in(desk) == []
    assert "another session" in desk.notices()[0]


def test_a_session_that_is_not_the_records_is_refused() -> None:
    data = in_a_hold(1).to_json() | {"session": in_a_hold(2).session}
    with pytest.raises(InvalidValue, match="session: is not the session of the record"):
        read_checkpoint(data)


def test_a_number_that_cannot_be_kept_is_refused(desk: CheckpointFiles) -> None:
    path = left(desk, in_a_hold())
    path.write_bytes(path.read_bytes().replace(b'"format"', b'"odd": NaN, "format"', 1))
    assert found_in(desk)[0].checkpoint.ended
    assert "NaN" in desk.notices()[0]


def test_a_file_that_cannot_be_read_stays(desk: CheckpointFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    path = left(desk, in_a_hold())

    monkeypatch.setattr(files, "read_file", failing(PermissionError(13, "Permission denied")))
    assert found_in(desk) == []
    assert "cannot be read: Permission denied" in desk.notices()[0]
    monkeypatch.undo()
    assert path.exists()
    assert len(found_in(desk)) == 1


def test_one_that_cannot_be_written_says_so(desk: CheckpointFiles) -> None:
    desk.folder.write_text("a file in the folder's place")
    slot = desk.slot(in_a_hold().id)
    assert slot.hold()  # no way to lock is no reason not to try
    with pytest.raises(FileProblem, match="cannot be written"):
        slot.write(in_a_hold())


def test_the_format_is_named() -> None:
    assert in_a_hold().to_json()["format"] == FORMAT


def test_a_session_whose_folder_was_removed_is_still_held(desk: CheckpointFiles) -> None:
    slot = desk.slot(in_a_hold().id)
    assert slot.hold()
    slot.write(in_a_hold())
    shutil.rmtree(desk.folder)
    slot.write(in_a_hold(seconds=15))
    assert found_in(CheckpointFiles(desk.folder)) == []
    slot.let_go()
    assert [one.checkpoint for one in CheckpointFiles(desk.folder).left_overs()] == [in_a_hold(seconds=15)]


@pytest.mark.parametrize(
    ("code", "offered"), [(errno.EROFS, 0), (errno.EACCES, 0), (errno.ENOSYS, 1), (errno.ENOLCK, 1)]
)
def test_what_cannot_be_locked_is_somebodys_unless_nothing_can(
    desk: CheckpointFiles, monkeypatch: pytest.MonkeyPatch, code: int, offered: int
) -> None:
    left(desk, in_a_hold())

    def refuse(*_: object) -> bool:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(Lock, "take", refuse)
    assert len(found_in(desk)) == offered


@POSIX
def test_a_folder_in_a_public_place_is_trusted_only_when_it_is_ours_alone(tmp_path: Path) -> None:
    folder = tmp_path / "spare"
    assert not CheckpointFiles(folder).trusted
    folder.mkdir(mode=0o700)
    assert CheckpointFiles(folder).trusted
    folder.chmod(0o755)
    assert not CheckpointFiles(folder).trusted
    link = tmp_path / "link"
    link.symlink_to(folder)
    assert not CheckpointFiles(link).trusted
    file = tmp_path / "file"
    file.write_text("")
    assert not CheckpointFiles(file).trusted


@POSIX
def test_a_folder_in_a_public_place_is_made_and_looked_at_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = CheckpointFiles(tmp_path / "spare", public=True)
    assert (spare.ids(), spare.look(), found_in(spare)) == ([], [], [])
    assert not spare.folder.exists()
    assert spare.lay()
    left(spare, in_a_hold())
    assert spare.ids() == [in_a_hold().id]
    for mode, seen in ((0o777, 0), (0o710, 0), (0o700, 1)):
        spare.folder.chmod(mode)
        assert (spare.trusted, spare.lay()) == (bool(seen), bool(seen))
        assert len(spare.ids()) == len(spare.look()) == seen
    with monkeypatch.context() as patch:
        patch.setattr(os, "geteuid", lambda: 54321)
        assert not spare.lay()
        assert spare.ids() == []
    spare.folder.rename(tmp_path / "other")
    spare.folder.symlink_to(tmp_path / "other")
    assert not spare.lay()
    assert (spare.ids(), found_in(spare)) == ([], [])
    assert CheckpointFiles(tmp_path / "nowhere" / "spare", public=True).lay() is False


@POSIX
def test_a_folder_that_others_can_exchange_is_not_trusted(tmp_path: Path) -> None:
    (around := tmp_path / "temporary").mkdir()
    spare = CheckpointFiles(around / "spare", public=True)
    assert spare.lay()
    for mode, trusted in ((0o777, False), (0o1777, True), (0o775, True)):
        around.chmod(mode)
        assert (spare.trusted, spare.lay()) == (trusted, trusted)
