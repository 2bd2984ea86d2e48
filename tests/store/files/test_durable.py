"""The way on to the disk: the old content or the new, whole; whose it is; and what to do where a system is different."""

import errno
import os
import stat
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from ankle_tui.store.files import durable
from ankle_tui.store.files.durable import SHARING_PATIENCE, adopt, copy, make_folder, move, put, settle, sweep
from tests.store.history.records import failing, listed

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, owners and links")
NOT_ROOT = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() == 0, reason="root may read and write everything")
ROOT = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root may give files away")

SOMEBODY = 12345
"""The number of a user who is not root."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with something in it, alone in its folder."""
    (tmp_path / "data").mkdir(mode=0o700)
    path = tmp_path / "data" / "history.json"
    path.write_bytes(b"old")
    return path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# Content


def test_a_file_is_made_with_the_folders_above_it(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "history.json"
    put(path, b"new")
    assert path.read_bytes() == b"new"
    assert listed(path.parent) == ["history.json"]


@pytest.mark.parametrize("content", [b"", b"x", bytes(3_000_000)], ids=["nothing", "a byte", "more than one reading"])
def test_whatever_was_there_is_replaced(file: Path, content: bytes) -> None:
    put(file, content)
    assert file.read_bytes() == content
    assert listed(file.parent) == ["history.json"]


def test_short_writes_are_continued(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda to, data: write(to, bytes(data[:7])))
    put(file, b"more than seven bytes")
    assert file.read_bytes() == b"more than seven bytes"


@pytest.mark.parametrize("step", ["open", "write", "fstat", "fsync", "read", "replace"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt()], ids=repr)
def test_a_step_that_fails_leaves_the_old_content_and_nothing_else(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    if step == "fsync":
        monkeypatch.setattr(durable, "_sync", failing(error))
    else:
        monkeypatch.setattr(os, step, failing(error))
    with pytest.raises(type(error)):
        put(file, b"new")
    monkeypatch.undo()
    assert file.read_bytes() == b"old"
    assert listed(file.parent) == ["history.json"]


def test_a_close_that_fails_counts(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close, closed = os.close, []

    def fail_once(descriptor: int) -> None:
        close(descriptor)
        closed.append(descriptor)
        if len(closed) == 1:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(durable, "make_folder", lambda path: None)  # it closes descriptors, too
    monkeypatch.setattr(os, "close", fail_once)
    with pytest.raises(OSError, match="Input/output error"):
        put(file, b"new")
    assert (file.read_bytes(), listed(file.parent), len(closed)) == (b"old", ["history.json"], 1)


def test_a_descriptor_that_could_not_be_synced_is_never_synced_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []

    def fail(descriptor: int) -> None:
        synced.append(stat.S_ISREG(os.fstat(descriptor).st_mode))
        if synced[-1]:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    monkeypatch.setattr(sys, "platform", "linux")
    with pytest.raises(OSError, match="Input/output error"):
        put(file, b"new")
    assert synced.count(True) == 1  # after a failure the system takes the pages for clean: a second try would succeed
    assert file.read_bytes() == b"old"


@pytest.mark.parametrize(
    "lost", [lambda data: data[:-1], lambda data: data + b"!", lambda data: bytes(len(data)), lambda data: b""]
)
def test_what_reads_back_differently_does_not_take_the_place(
    file: Path, monkeypatch: pytest.MonkeyPatch, lost: Callable[[bytes], bytes]
) -> None:
    write = os.write

    def write_wrong(to: int, data: bytes) -> int:
        write(to, lost(bytes(data)))
        return len(data)

    monkeypatch.setattr(os, "write", write_wrong)
    with pytest.raises(OSError, match="what was written reads back differently"):
        put(file, b"new and longer")
    assert file.read_bytes() == b"old"
    assert listed(file.parent) == ["history.json"]


@POSIX
def test_the_file_is_on_the_disk_before_it_takes_the_place_and_its_name_after(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    replace = os.replace

    def note_sync(descriptor: int) -> None:
        steps.append("sync folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "sync file")

    def note_replace(path: str, to: str) -> None:
        steps.append("replace")
        replace(path, to)

    monkeypatch.setattr(durable, "_sync", note_sync)
    monkeypatch.setattr(os, "replace", note_replace)
    put(file, b"new")
    assert steps == ["sync folder", "sync file", "replace", "sync folder"]  # the first is that of the folder's own name


# Mode, owner and links


@POSIX
def test_a_new_file_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        put(tmp_path / "a" / "b" / "history.json", b"new")
    finally:
        os.umask(before)
    assert [mode(tmp_path / name) for name in ("a", "a/b", "a/b/history.json")] == [0o700, 0o700, 0o600]


@POSIX
@pytest.mark.parametrize("kept", [0o600, 0o640, 0o664, 0o400])
def test_a_file_keeps_its_mode(file: Path, kept: int) -> None:
    file.chmod(kept)
    put(file, b"new")
    assert (file.read_bytes(), mode(file)) == (b"new", kept)


@POSIX
@ROOT
def test_root_gives_the_file_back_to_whom_it_belongs(file: Path) -> None:
    os.chown(file, SOMEBODY, SOMEBODY + 1)
    put(file, b"new")
    assert (file.stat().st_uid, file.stat().st_gid) == (SOMEBODY, SOMEBODY + 1)


@POSIX
@ROOT
def test_what_root_makes_belongs_to_whom_the_folder_around_it_belongs(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    os.chown(home, SOMEBODY, SOMEBODY)
    put(home / "data" / "backups" / "history.json", b"new")
    for name in ("data", "data/backups", "data/backups/history.json"):
        assert (home / name).stat().st_uid == SOMEBODY


@POSIX
def test_who_is_not_root_gives_nothing_away(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for call in ("chown", "fchown"):
        monkeypatch.setattr(os, call, failing(AssertionError(call)))
    adopt(file)
    put(file, b"new")
    put(file.with_name("another.json"), b"new")


@POSIX
def test_under_sudo_the_owner_is_asked_for_and_set(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "chown", lambda path, user, group: given.append((user, group)))
    adopt(file)
    assert given == [(file.parent.stat().st_uid, file.parent.stat().st_gid)]
    monkeypatch.setattr(os, "chown", failing(PermissionError(errno.EPERM, "no")))  # root squashed by a server
    adopt(file)


@POSIX
def test_an_owner_who_cannot_be_kept_is_no_reason_not_to_save(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = file.stat()
    real = os.stat
    somebody = types.SimpleNamespace(st_mode=found.st_mode, st_uid=found.st_uid + 1, st_gid=found.st_gid)
    monkeypatch.setattr(os, "stat", lambda path, **more: somebody if path == file else real(path, **more))
    monkeypatch.setattr(os, "fchown", failing(PermissionError(errno.EPERM, "Operation not permitted")))
    put(file, b"new")
    assert file.read_bytes() == b"new"


def test_a_system_without_modes_and_owners(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fchmod", raising=False)
    monkeypatch.delattr(os, "geteuid", raising=False)
    put(tmp_path / "data" / "history.json", b"new")
    assert (tmp_path / "data" / "history.json").read_bytes() == b"new"


@POSIX
@pytest.mark.parametrize("there", [True, False], ids=["the file is there", "the file is not there yet"])
def test_a_link_stays_a_link(file: Path, tmp_path: Path, there: bool) -> None:
    real = tmp_path / "synced" / "ankle.json"
    if there:
        put(real, b"old")
    link = file.with_name("link.json")
    link.symlink_to(real)
    put(link, b"new")
    assert (link.is_symlink(), real.read_bytes()) == (True, b"new")
    assert (listed(real.parent), listed(file.parent)) == (["ankle.json"], ["history.json", "link.json"])


@POSIX
def test_a_link_laid_in_the_way_is_not_followed(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"mine")
    monkeypatch.setattr(os, "urandom", lambda size: b"\xab" * size)
    file.with_name(f".history.json.{'ab' * 6}.tmp").symlink_to(victim)
    with pytest.raises(FileExistsError):
        put(file, b"new")
    assert (victim.read_bytes(), file.read_bytes()) == (b"mine", b"old")


# Folders


@POSIX
def test_the_name_of_every_new_folder_is_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    monkeypatch.setattr(durable, "_sync_folder", synced.append)
    make_folder(tmp_path / "a" / "b")
    assert synced[-2:] == [str(tmp_path), str(tmp_path / "a")]


def test_something_else_in_the_place_of_a_folder(file: Path) -> None:
    with pytest.raises(FileExistsError):
        make_folder(file)
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        make_folder(file / "inside")
    assert file.read_bytes() == b"old"


@POSIX
@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES, errno.EPERM])
def test_a_file_system_that_cannot_sync_folders_is_no_reason_not_to_save(
    file: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def fail_for_folders(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, os.strerror(code))

    monkeypatch.setattr(durable, "_sync", fail_for_folders)
    put(file, b"new")
    settle(file)
    assert file.read_bytes() == b"new"


@POSIX
def test_a_folder_that_cannot_be_synced_for_another_reason_is_one(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "_sync", failing(OSError(errno.EIO, "Input/output error")))
    with pytest.raises(OSError, match="Input/output error"):
        settle(file)


@POSIX
@NOT_ROOT
def test_a_folder_that_may_be_written_but_not_read(file: Path) -> None:
    file.parent.chmod(0o300)
    try:
        put(file, b"new")
        assert file.read_bytes() == b"new"
    finally:
        file.parent.chmod(0o700)


@POSIX
def test_no_descriptor_stays_open(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: set[int] = set()
    real_open, real_close = os.open, os.close

    def note_open(*arguments: object, **more: object) -> int:
        descriptor = real_open(*arguments, **more)  # type: ignore[arg-type]
        opened.add(descriptor)
        return descriptor

    def note_close(descriptor: int) -> None:
        real_close(descriptor)
        opened.discard(descriptor)

    monkeypatch.setattr(os, "open", note_open)
    monkeypatch.setattr(os, "close", note_close)
    put(file, b"new")
    for step in ("write", "read", "replace"):
        with monkeypatch.context() as patch:
            patch.setattr(os, step, failing(OSError(errno.EIO, "no")))
            with pytest.raises(OSError, match="no"):
                put(file, b"newer")
    assert not opened


# Second names


def test_a_copy_holds_the_bytes_when_the_first_name_gets_others(file: Path) -> None:
    copy(file, file.with_name("aside.json"))
    put(file, b"new")
    assert (file.with_name("aside.json").read_bytes(), file.read_bytes()) == (b"old", b"new")


@pytest.mark.parametrize("code", [errno.EPERM, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS])
def test_a_copy_without_links(file: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    monkeypatch.setattr(os, "link", failing(OSError(code, os.strerror(code))))
    copy(file, file.with_name("aside.json"))
    assert file.with_name("aside.json").read_bytes() == b"old"
    with pytest.raises(OSError, match=os.strerror(code)):
        copy(file, file.with_name("aside.json"))


@pytest.mark.parametrize("act", [copy, move])
def test_a_name_that_is_taken_is_left_alone(file: Path, act: Callable[[Path, Path], None]) -> None:
    taken = file.with_name("taken.json")
    taken.write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        act(file, taken)
    assert (taken.read_bytes(), file.read_bytes()) == (b"mine", b"old")


def test_moving_a_folder(file: Path) -> None:
    move(file.parent, file.parent.with_name("aside"))
    assert file.parent.with_name("aside").joinpath("history.json").read_bytes() == b"old"
    assert not file.parent.exists()


# Left-overs


def test_what_a_killed_program_left_is_swept_and_nothing_else(file: Path) -> None:
    left = [".history.json.0123456789ab.tmp", ".history.json.4711.tmp"]
    others = [".history.json.lock", ".history.json.mine.tmp", ".other.json.0123456789ab.tmp", "history.json.ab.tmp"]
    for name in (*left, *others):
        file.with_name(name).write_bytes(b"half")
    sweep(file.parent, "history.json")
    assert {path.name for path in file.parent.iterdir()} == {*others, "history.json"}


def test_a_sweep_that_cannot_be_done_is_left(file: Path) -> None:
    stuck = file.with_name(".history.json.ab.tmp")
    stuck.mkdir()
    sweep(file.parent, "history.json")
    sweep(file.parent / "missing", "history.json")
    assert stuck.is_dir()


# Windows


class SharingError(OSError):
    """What Windows answers while another program has the file open."""

    def __init__(self, number: int) -> None:
        super().__init__(errno.EACCES, "The process cannot access the file")
        self.winerror = number


class Time:
    """A clock on which only sleeping takes time."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    time = Time()
    monkeypatch.setattr(durable, "time", time)
    return time


@pytest.mark.parametrize("number", [5, 32, 33])
@pytest.mark.parametrize("call", ["replace", "rename"])
def test_a_file_another_program_has_open_is_waited_for(
    file: Path, monkeypatch: pytest.MonkeyPatch, time: Time, call: str, number: int
) -> None:
    real = getattr(os, call)

    def share(path: object, to: object) -> None:
        if time.now < 2:
            raise SharingError(number)
        real(path, to)

    monkeypatch.setattr(os, call, share)
    if call == "replace":
        put(file, b"new")
        assert file.read_bytes() == b"new"
    else:
        move(file, file.with_name("aside.json"))
        assert file.with_name("aside.json").read_bytes() == b"old"


def test_a_file_another_program_never_lets_go_is_given_up(
    file: Path, monkeypatch: pytest.MonkeyPatch, time: Time
) -> None:
    monkeypatch.setattr(os, "replace", failing(SharingError(32)))
    with pytest.raises(SharingError):
        put(file, b"new")
    assert SHARING_PATIENCE <= time.now < SHARING_PATIENCE + 0.1
    assert (file.read_bytes(), listed(file.parent)) == (b"old", ["history.json"])


def test_any_other_error_is_not_waited_for(file: Path, monkeypatch: pytest.MonkeyPatch, time: Time) -> None:
    monkeypatch.setattr(os, "replace", failing(SharingError(112)))  # the disk is full
    with pytest.raises(SharingError):
        put(file, b"new")
    assert time.now == 0


def test_windows_has_no_way_to_sync_a_folder(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows = types.SimpleNamespace(name="nt", open=failing(AssertionError("opened a folder")))
    monkeypatch.setattr(durable, "os", windows)
    durable._sync_folder(str(file.parent))


# macOS


@pytest.fixture
def fcntl(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """A Mac; what was asked of it."""
    asked: list[tuple[str, int]] = []
    fake = types.ModuleType("fcntl")
    fake.F_FULLFSYNC = 51  # type: ignore[attr-defined]
    fake.fcntl = lambda descriptor, command: asked.append(("fcntl", command))  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "fcntl", fake)
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(os, "fsync", lambda descriptor: asked.append(("fsync", 0)))
    return asked


def test_a_mac_is_asked_to_empty_the_cache_of_the_drive(file: Path, fcntl: list[tuple[str, int]]) -> None:
    put(file, b"new")
    assert ("fcntl", 51) in fcntl
    assert ("fsync", 0) not in fcntl


def test_a_mac_whose_drive_does_not_know_that(
    file: Path, fcntl: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["fcntl"], "fcntl", failing(OSError(errno.ENOTSUP, "not here")))
    put(file, b"new")
    assert (file.read_bytes(), ("fsync", 0) in fcntl) == (b"new", True)


# What can be made again


def test_what_is_put_lightly_takes_the_place_of_the_old(tmp_path: Path) -> None:
    path = tmp_path / "history.digest"
    for data in (b"one", b"two, longer", b""):
        durable.put_lightly(path, data)
        assert path.read_bytes() == data
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(os.name != "posix", reason="POSIX links and modes")
def test_what_is_put_lightly_is_for_its_owner_and_follows_no_link(tmp_path: Path) -> None:
    path, other = tmp_path / "history.digest", tmp_path / "precious"
    other.write_bytes(b"precious")
    path.symlink_to(other)
    durable.put_lightly(path, b"new")
    assert (path.read_bytes(), other.read_bytes()) == (b"new", b"precious")
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_put_lightly_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    durable.put_lightly(tmp_path / "folder", b"new")
    durable.put_lightly(tmp_path / "none" / "digest", b"new")
    assert (tmp_path / "folder" / "inside").is_dir()
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    ("name", "is_one"),
    [(".history.json.0123456789ab.tmp", True), (".history.json.lock", False), (".other.json.01.tmp", False)],
)
def test_an_interrupted_write_is_known_by_its_name(name: str, is_one: bool) -> None:
    assert durable.cut_short("history.json", ["history.json", name]) is is_one
