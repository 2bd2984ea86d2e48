"""Two writers that are killed again and again, and a reader: no save that was acknowledged is lost, no read is invalid."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history.history_file import HistoryFile
from tests.faults.conftest import Figure
from tests.faults.disk import WHOLE, Act, Call, Disk
from tests.faults.scenarios import make_session
from tests.faults.writer import MUTANTS, Make, mutate

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="kill -9")]

HERE = Path(__file__).parents[2]

WRITERS = 2
ROUNDS, KILLS, BY_TIME = (16, 50, 25) if WHOLE else (1, 12, 2)
"""Each round has a history of its own, and so many kills for each writer, so many of them at any moment."""


@dataclass
class Tally:
    """What has happened."""

    kills: int = 0
    acknowledged: int = 0
    reads: int = 0
    lost: set[str] = field(default_factory=set)
    invalid: list[str] = field(default_factory=list)

    def take_in(self, other: "Tally") -> None:
        self.kills += other.kills
        self.acknowledged += other.acknowledged
        self.reads += other.reads
        self.lost |= other.lost
        self.invalid += other.invalid

    def numbers(self) -> dict[str, int]:
        return {
            "kills": self.kills,
            "acknowledged_saves": self.acknowledged,
            "reads": self.reads,
            "lost": len(self.lost),
            "invalid_reads": len(self.invalid),
        }


def play(folder: Path, game: int, kills: int, by_time: int, mutant: str = "") -> Tally:
    """Let two writers be killed so often, and read all the while."""
    path = folder / str(game) / "history.json"
    tally = Tally(kills=WRITERS * kills)
    writers = [start_writer(path, game * WRITERS + number + 1, kills, by_time, mutant) for number in range(WRITERS)]
    pipes = [(writer.stdout.fileno(), bytearray()) for writer in writers if writer.stdout]
    acknowledged: set[str] = set()
    ended = False
    while not ended:
        ended = all(writer.poll() is not None for writer in writers)  # asked first: what they said last is read below
        for pipe, rest in pipes:
            *lines, rest[:] = (rest + received(pipe)).split(b"\n")
            acknowledged |= {make_session(int(line)).id for line in lines}
        read(path, acknowledged, tally)
    for writer in writers:
        assert writer.stdout
        writer.stdout.close()
        assert writer.wait() == 0
    tally.acknowledged = len(acknowledged)
    return tally


def start_writer(path: Path, number: int, kills: int, by_time: int, mutant: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.faults.writer", str(path), f"--first={number * 1_000_000}"]
    command += [f"--kills={kills}", f"--by-time={by_time}", f"--mutant={mutant}"]
    writer = subprocess.Popen(command, cwd=HERE, stdout=subprocess.PIPE, bufsize=0)
    assert writer.stdout
    os.set_blocking(writer.stdout.fileno(), False)
    return writer


def received(pipe: int) -> bytes:
    """What has come, without waiting for more."""
    parts = []
    try:
        while part := os.read(pipe, 1 << 16):
            parts.append(part)
    except BlockingIOError:
        pass
    return b"".join(parts)


def read(path: Path, acknowledged: set[str], tally: Tally) -> None:
    """What was acknowledged before must be there."""
    tally.reads += 1
    try:
        found = {session.id for session in HistoryFile(path).load().sessions}
    except FileProblem as problem:
        tally.invalid.append(str(problem))
    else:
        tally.lost |= acknowledged - found


def test_two_writers_killed_again_and_again(folders: Iterator[Path], figure: Figure) -> None:
    tally = Tally()
    for game in range(ROUNDS):
        tally.take_in(play(next(folders), game, KILLS, BY_TIME))
    assert not tally.lost
    assert not tally.invalid
    assert tally.acknowledged >= (500 if WHOLE else 5)
    assert tally.kills >= (1500 if WHOLE else 20)
    figure("two writers and a reader", **tally.numbers())


@pytest.mark.skipif(not WHOLE, reason="depends on chance; one after the other is tried below")
@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_among_the_killed_is_caught(mutant: str, folders: Iterator[Path], figure: Figure) -> None:
    tally = Tally()
    for game in range(20):
        tally.take_in(play(next(folders), game, 50, 0, mutant))
        if tally.lost or tally.invalid:
            break
    figure(f"two writers and a reader, mutant {mutant!r}", **tally.numbers())
    assert tally.lost or tally.invalid


# One writer in the middle of the other's save


def interrupted_at(path: Path, at: int, make: Make) -> tuple[bool, list[int], set[str]]:
    """At one call of a save, another copy of the program tries one of its own.

    Returns:
        Whether there was such a call, what was acknowledged, and what of it has been lost.
    """
    make(path, patience=0).keep(make_session(1))
    first, other = make(path, patience=0), make(path, patience=0)
    acknowledged = [1]

    def attempt(file: HistoryFile, number: int) -> None:
        with contextlib.suppress(FileProblem):  # another one has the lock
            file.keep(make_session(number))
            acknowledged.append(number)

    def interrupt(disk: Disk, call: Call, act: Act) -> Any:
        attempt(other, 3)
        return act()

    with Disk(path.parent.parent, interrupt, at=at) as disk:
        attempt(first, 2)
    found = {session.id for session in HistoryFile(path).load().sessions}
    return disk.deed_done, acknowledged, {make_session(number).id for number in acknowledged} - found


def interrupted(folder: Path, make: Make) -> tuple[int, list[int], set[str]]:
    """At every call: how many there are, what was acknowledged, and what of it was lost."""
    calls, acknowledged, lost = 0, list[int](), set[str]()
    while True:
        path = folder / str(calls) / "data" / "history.json"
        there, saved, missing = interrupted_at(path, calls, make)
        if not there:
            return calls, acknowledged, lost
        calls += 1
        acknowledged += saved
        lost |= missing


def test_another_save_at_every_call_of_one(folders: Iterator[Path], figure: Figure) -> None:
    calls, acknowledged, lost = interrupted(next(folders), HistoryFile)
    assert not lost
    assert acknowledged.count(2) == calls
    other = acknowledged.count(3)
    assert 0 < other < calls
    figure("another save at every call of one", calls=calls, let_in=other, lost=len(lost))


@pytest.mark.parametrize("mutant", ["no lock", "no re-read"])
def test_another_save_catches_a_mutant(mutant: str, folders: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert interrupted(next(folders), mutate(mutant, monkeypatch.setattr))[2]
