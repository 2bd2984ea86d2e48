"""Saves one session after the other and is killed at it, again and again: `python -m tests.faults.writer`.

Each life is a fork of this process, which has everything imported, so that thousands of them take seconds. A session's
number is written to standard output when its save has returned, never before.
"""

import argparse
import contextlib
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import filelock  # noqa: F401 - so that it is there before the first fork

from ankle_tui.core.history.records import History
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.history import history_file as history_module
from ankle_tui.store.history.history_file import HistoryFile
from tests.faults.disk import Disk, kill_after, kill_before
from tests.faults.scenarios import make_session, save_in_place

PATIENCE = 60.0
"""The lock of one who was killed is free at once; so long only a machine that stands still may take."""
SESSIONS_A_LIFE = 100
CALLS_OF_A_SAVE = 70
LONGEST_LIFE = 0.03


@contextlib.contextmanager
def no_lock(path: Path, patience: float) -> Iterator[None]:
    """Lock nothing."""
    yield


class Forgetful(HistoryFile):
    """Merges into what it read when it was started and what it wrote since."""

    def __init__(self, path: Path, *, patience: float) -> None:
        super().__init__(path, patience=patience)
        self._mine = super()._present()

    def _present(self) -> tuple[bytes | None, History]:
        return self._mine

    def _write(self, content: bytes, history: History) -> None:
        super()._write(content, history)
        self._mine = (content, history)


Make = Callable[..., HistoryFile]

MUTANTS = ("no lock", "no re-read", "in place")


def mutate(mutant: str, replace: Callable[[object, str, object], None] = setattr) -> Make:
    """Take something out of the product; returns how its history is made then."""
    if mutant == "no lock":
        replace(history_module, "locked", no_lock)
    elif mutant == "in place":
        replace(history_module, "put", save_in_place)
    return Forgetful if mutant == "no re-read" else HistoryFile


def live(file: HistoryFile, first: int, life: random.Random, *, by_call: bool, may_fail: bool) -> None:
    """Save until the kill comes."""
    at = life.randrange(3 * CALLS_OF_A_SAVE) if by_call else -1
    with Disk(file.path.parent.parent, life.choice((kill_before, kill_after)), at=at):
        for number in range(first, first + SESSIONS_A_LIFE):
            with contextlib.suppress(*[FileProblem] * may_fail):
                file.keep(make_session(number))
                os.write(sys.stdout.fileno(), b"%d\n" % number)
    time.sleep(PATIENCE)  # the kill is still to come


def main() -> None:
    """Live and be killed as often as the arguments say."""
    parser = argparse.ArgumentParser()
    parser.add_argument("path", type=Path)
    parser.add_argument("--first", type=int, required=True)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--by-time", type=int, default=0, help="how many of them come at a moment, not at a call")
    parser.add_argument("--mutant", default="")
    given = parser.parse_args()
    make = mutate(given.mutant)
    chance = random.Random(given.first)
    for number in range(given.kills):
        by_call = number >= given.by_time
        first = given.first + number * SESSIONS_A_LIFE
        child = os.fork()
        if child == 0:
            try:
                file = make(given.path, patience=PATIENCE)
                live(file, first, random.Random(first), by_call=by_call, may_fail=bool(given.mutant))
            finally:
                os._exit(1)
        if not by_call:
            time.sleep(chance.random() * LONGEST_LIFE)
            os.kill(child, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != -signal.SIGKILL:
            sys.exit("a writer ended by itself")


if __name__ == "__main__":
    main()
