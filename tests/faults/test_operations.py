"""Every file operation of a save fails, and is the one at which the program is killed: nothing is lost, the retry succeeds."""

import contextlib
import errno
import gc
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from ankle_tui.store.files import durable
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history import history_file as history_module
from tests.faults.conftest import Figure
from tests.faults.disk import (
    CHANGES,
    ERRORS,
    WHOLE,
    Call,
    Deed,
    Disk,
    fail,
    fail_after,
    fail_halfway,
    in_child,
    kill_after,
    kill_before,
    leave_half,
)
from tests.faults.scenarios import CHECKPOINTS, HISTORIES, PUTS, SAVES, Check, Scenario, save_in_place

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="POSIX file calls")]


@pytest.fixture(scope="module", autouse=True)
def little_to_look_through() -> Iterator[None]:
    """Let `gc.collect` look at what these tests have made, and not a hundred times at all that was there before."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def named(scenario: Scenario) -> str:
    return scenario.name.replace(" ", "-")


each_save = pytest.mark.parametrize("scenario", SAVES, ids=named)


def calls_of(scenario: Scenario, root: Path) -> list[Call]:
    """What an undisturbed save calls."""
    with Disk(root) as disk:
        scenario.save(root)
    scenario.check(root, True)
    assert not disk.opened
    return disk.calls


def save_with(scenario: Scenario, root: Path, disk: Disk) -> bool:
    """Save on a disk that is not sound.

    Returns:
        Whether the save was acknowledged.
    """
    try:
        with disk:
            scenario.save(root)
    except (OSError, FileProblem):
        return False
    return True


def left_over(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*.tmp")]


def retry(scenario: Scenario, root: Path, check: Check) -> None:
    """Save on a sound disk: it works, and tidies up."""
    assert save_with(scenario, root, Disk(root))
    check(root, True)
    assert not scenario.sweeps or not left_over(root)


def ways_to_fail(call: Call) -> list[tuple[Deed, bool, str]]:
    """Each with whether it lasts, and its name: every error, and every way in which it may come."""
    ways: list[tuple[Deed, bool, str]] = []
    for code in ERRORS:
        name = errno.errorcode[code]
        ways += [(fail(code), False, name), (fail(code), True, f"{name} from then on")]
        if call.name in CHANGES - {"flock", "close"}:
            ways.append((fail_after(code), False, f"{name} after it was done"))
        if call.name == "write":
            ways.append((fail_halfway(code), False, f"{name} halfway"))
    if call.name == "write":
        ways.append((leave_half, False, "short write"))
    return ways


def some_ways_to_fail(call: Call) -> list[tuple[Deed, bool, str]]:
    """For when time is short: of each call another one, of a write every way with one error or another."""
    ways = ways_to_fail(call)
    if call.name == "write":
        return ways[:4] + ways[-1:]
    if call.name == "fsync":
        return ways[:1]
    return [] if call.name == "lstat" else ways[call.number % len(ways) :][:1]  # most are of `realpath`, and all alike


def fail_each(scenario: Scenario, folders: Iterator[Path]) -> tuple[int, int]:
    """Fail every call in every way; returns how many calls and how many failures there were."""
    tree = scenario.prepared(next(folders))
    calls = calls_of(scenario, scenario.start(next(folders), tree))
    failures = 0
    for call in calls:
        for deed, lasting, name in ways_to_fail(call) if WHOLE else some_ways_to_fail(call):
            failures += 1
            saved = fail_one(scenario, scenario.start(next(folders), tree), call, deed, lasting=lasting, name=name)
            assert not (saved and must_refuse(call, calls, name)), f"{name} at {call} was passed over"
            assert saved or deed is not leave_half, f"a short write at {call} was not continued"
            assert saved or lasting or not call.path.endswith(".digest"), f"{name} at {call} has failed the save"
    return len(calls), failures


def not_a_backup(call: Call) -> bool:
    return "backups" not in call.path


def must_refuse(call: Call, calls: list[Call], name: str) -> bool:
    """Whether a save cannot be acknowledged: its content, or in the end its name, is not on the disk.

    A backup may fail, and a folder that may not be opened cannot be synced.
    """
    if call.path.endswith(".tmp"):
        return call.name in {"write", "fsync"} and not_a_backup(call) and name != "short write"
    puts = [one.number for one in calls if one.name == "replace" and one.path.endswith(".tmp") and not_a_backup(one)]
    settled = [one.number for one in calls if one.name == "fsync" and puts and one.number > puts[-1]]
    return call.number in settled[:1] and not name.startswith("EACCES")


def fail_one(scenario: Scenario, root: Path, call: Call, deed: Deed, *, lasting: bool, name: str) -> bool:
    """Fail one call, look, and save again; returns whether the first save was acknowledged."""
    disk = Disk(root, deed, at=call.number, lasting=lasting)
    saved = save_with(scenario, root, disk)
    check = scenario.check_failed or scenario.check
    where = f"{name} at {call.number}: {call.name} {call.path}"
    assert disk.deed_done, where
    try:
        check(root, saved)
        if not lasting and call.name not in {"unlink", "flock"}:
            assert not left_over(root), "a temporary file is left"
        assert [path for path in disk.opened.values() if not path.endswith(".lock")] == [], "a descriptor is left open"
        if disk.opened:
            gc.collect()  # what could not be unlocked is let go of with the lock, which its own error may keep alive
        retry(scenario, root, check)
    except Exception as error:
        raise AssertionError(f"{where} ({'acknowledged' if saved else 'refused'}): {error!r}") from error
    return saved


@each_save
def test_a_save_survives_the_failure_of_each_of_its_calls(
    scenario: Scenario, folders: Iterator[Path], figure: Figure
) -> None:
    calls, failures = fail_each(scenario, folders)
    figure("every call failing", saves=1, calls=calls, failures=failures, lost=0, retries_refused=0)


def kill_each(scenario: Scenario, folders: Iterator[Path]) -> tuple[int, int]:
    """Kill the program before and after every call, or every one that changes something; returns how many calls there were and how many kills."""
    tree = scenario.prepared(next(folders))
    calls = calls_of(scenario, scenario.start(next(folders), tree))
    kills = 0
    for call in calls if WHOLE else [call for call in calls if call.name in CHANGES - {"close"}]:
        for deed in (kill_before, kill_after) if WHOLE else (kill_after,):
            root = scenario.start(next(folders), tree)
            disk = Disk(root, deed, at=call.number)
            assert in_child(lambda: save_with(scenario, root, disk)) == -signal.SIGKILL  # noqa: B023 - called at once
            kills += 1
            try:
                scenario.check(root, False)
                retry(scenario, root, scenario.check)
            except Exception as error:
                raise AssertionError(f"{deed.__name__} {call.number}: {call.name} {call.path}: {error!r}") from error
    return len(calls), kills


# Without a real kill tests/faults/test_power.py ends all of them at each of their calls.
@pytest.mark.parametrize("scenario", SAVES if WHOLE else [PUTS[0], HISTORIES[1], CHECKPOINTS[1]], ids=named)
def test_a_save_survives_being_killed_at_each_of_its_calls(
    scenario: Scenario, folders: Iterator[Path], figure: Figure
) -> None:
    calls, kills = kill_each(scenario, folders)
    figure("killed at every call", saves=1, calls=calls, kills=kills, lost=0, retries_refused=0)


# Mutants


IN_PLACE = [PUTS[2], HISTORIES[1]]


@pytest.fixture
def in_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "put", save_in_place)
    monkeypatch.setattr(history_module, "put", save_in_place)


@pytest.mark.usefixtures("in_place")
@pytest.mark.parametrize("scenario", IN_PLACE, ids=named)
def test_writing_in_place_is_caught_when_it_fails(scenario: Scenario, folders: Iterator[Path]) -> None:
    with pytest.raises(AssertionError):
        fail_each(scenario, folders)


@pytest.mark.usefixtures("in_place")
@pytest.mark.parametrize("scenario", IN_PLACE, ids=named)
def test_writing_in_place_is_caught_when_it_is_killed(scenario: Scenario, folders: Iterator[Path]) -> None:
    with pytest.raises(AssertionError):
        kill_each(scenario, folders)


@pytest.mark.parametrize("scenario", IN_PLACE, ids=named)
def test_passing_over_what_a_sync_reports_is_caught(
    scenario: Scenario, folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(descriptor: int) -> None:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)

    monkeypatch.setattr(durable, "_sync", careless)
    with pytest.raises(AssertionError, match="passed over"):
        fail_each(scenario, folders)
