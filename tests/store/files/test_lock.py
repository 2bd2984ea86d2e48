"""The lock: one program at a time, never for longer than its holder lives, and never a lock that only looks like one."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import filelock
import pytest

from ankle_tui.store.files.lock import Lock, can_lock, locked
from ankle_tui.store.files.problem import FileProblem

POSIX = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions, and a kill that leaves no time")
ROOT = pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root may give files away")

HOLDER = """
import sys
from pathlib import Path
from ankle_tui.store.files.lock import Lock
lock = Lock(Path(sys.argv[1]))
print(lock.take(), flush=True)
sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "history.json"


def beside(path: Path) -> Path:
    return path.with_name(".history.json.lock")


@contextmanager
def another_program(lock: Path) -> Iterator[subprocess.Popen[str]]:
    """A program that holds a lock until its input ends or it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            assert program.stdout is not None
            assert program.stdout.readline() == "True\n"
            yield program
        finally:
            program.kill()


def test_a_lock_is_free_held_and_free_again(path: Path) -> None:
    lock, other = Lock(beside(path)), Lock(beside(path))
    assert lock.take()
    assert not other.take()
    lock.let_go()
    assert other.take()
    other.let_go()


def test_letting_go_what_is_not_held_is_nothing(path: Path) -> None:
    lock = Lock(beside(path))
    lock.let_go()
    assert lock.take()
    lock.let_go()
    lock.let_go(remove=True)
    assert beside(path).exists()


def test_a_lock_nobody_will_want_again_takes_its_file_along(path: Path) -> None:
    lock = Lock(beside(path))
    lock.take()
    lock.let_go(remove=True)
    assert not beside(path).exists()


def test_a_lock_held_by_another_program_is_one_clear_line(path: Path) -> None:
    with another_program(beside(path)):
        with (
            pytest.raises(FileProblem, match=r"history\.json: another program has held its lock for 0\.05 s$"),
            locked(path, patience=0.05),
        ):
            pytest.fail("two programs held it")
        assert not Lock(beside(path)).take()


def test_a_lock_is_waited_for(path: Path) -> None:
    with another_program(beside(path)) as program:
        assert program.stdin is not None
        program.stdin.close()  # it lets go in its own time
        with locked(path, patience=60):
            pass


@POSIX
def test_the_lock_of_a_killed_program_is_free(path: Path) -> None:
    with another_program(beside(path)) as program:
        program.kill()
        program.wait()
        assert beside(path).exists()
        with locked(path, patience=0):
            pass


def test_the_lock_goes_also_when_the_work_fails(path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), locked(path, patience=0):
        raise KeyboardInterrupt
    with locked(path, patience=0):
        pass


@POSIX
@pytest.mark.parametrize("code", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_file_system_without_locks_is_refused_and_not_locked_by_a_files_existence(
    path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    import fcntl  # noqa: PLC0415 - not there on Windows

    def fail(descriptor: int, operation: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", fail)
        with (
            pytest.raises(FileProblem, match=r"history\.json: cannot be locked by \.history\.json\.lock: "),
            locked(path, patience=0),
        ):
            pytest.fail("it was locked")
    with locked(path, patience=0):  # nothing was left that would keep anybody out
        pass


def test_a_lock_that_only_looks_like_one_is_never_asked_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, object]] = []
    real = filelock.FileLock

    def note(lock: Path, **options: object) -> filelock.BaseFileLock:
        asked.append(options)
        return real(lock, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(filelock, "FileLock", note)
    with locked(path, patience=0):
        pass
    assert asked[0]["fallback_to_soft"] is False


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("mine", encoding="utf-8")
    with (
        pytest.raises(FileProblem, match=r"history\.json: cannot be locked by \.history\.json\.lock: "),
        locked(tmp_path / "data" / "history.json", patience=0),
    ):
        pytest.fail("it was locked")
    assert (tmp_path / "data").read_text(encoding="utf-8") == "mine"


@POSIX
def test_nobody_else_can_hold_the_lock(path: Path) -> None:
    before = os.umask(0)
    try:
        with locked(path, patience=0):
            assert stat.S_IMODE(beside(path).stat().st_mode) == 0o600
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    finally:
        os.umask(before)


@POSIX
@ROOT
def test_a_lock_that_root_makes_belongs_to_the_user(path: Path) -> None:
    path.parent.mkdir()
    os.chown(path.parent, 12345, 12345)
    with locked(path, patience=0):
        assert beside(path).stat().st_uid == 12345


@POSIX
def test_a_link_laid_in_the_place_of_the_lock_is_not_followed(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    beside(path).symlink_to(tmp_path / "victim")
    with pytest.raises(FileProblem, match="cannot be locked"), locked(path, patience=0):
        pytest.fail("it was locked")
    assert not (tmp_path / "victim").exists()


def test_whether_a_file_can_be_locked_is_found_out_without_writing(tmp_path: Path) -> None:
    path = tmp_path / "data" / "history.json"
    assert can_lock(path) is None
    path.parent.mkdir()
    assert can_lock(path) is (None if os.name == "nt" else True)
    assert list(path.parent.iterdir()) == []
    with locked(path, 0):
        assert can_lock(path) is True  # somebody else has it, so it can be had
    assert can_lock(path) is True


@pytest.mark.skipif(os.name != "posix", reason="flock")
def test_a_file_system_that_knows_no_locks_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    path = tmp_path / "history.json"
    with monkeypatch.context() as patch:
        patch.setattr("fcntl.flock", refuse)
        assert can_lock(path) is False
    with locked(path, 0):
        pass
    with monkeypatch.context() as patch:
        patch.setattr("fcntl.flock", refuse)
        assert can_lock(path) is False
