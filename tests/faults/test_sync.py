"""Plays machines that share one history through a synced folder, and counts what is lost of what they kept.

The sync knows nothing of sessions: it carries whole files, and where two machines have both written one it lets one of
them win and leaves the other as a conflict copy, named as Syncthing, Dropbox, Nextcloud, OneDrive or Google name theirs.
The quick part runs always; `FAULTS=all` runs the whole.
"""

import datetime as dt
import os
import random
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from ankle_tui.core.history.day_marks import DayKind, DayMark
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.records import History, SessionRecord, Tombstone
from ankle_tui.store.files import durable
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.history.synced import SyncedCopies
from tests.builders import ENDED
from tests.examples import share
from tests.store.history.records import varied_record

pytestmark = pytest.mark.slow

WHOLE = os.environ.get("FAULTS") == "all"
STORIES = 1000 if WHOLE else share(40)
FOR_A_MUTANT = 10
"""So many stories are enough to find out a store that is no good."""
MOST_ROUNDS = 20
"""After so many rounds with nobody training everything has long come to rest."""


@pytest.fixture(autouse=True)
def quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """No power is cut here, so nothing need wait for the disk."""
    monkeypatch.setattr(durable, "_sync", lambda descriptor: None)


class Machine:
    """One computer: its folder, and what its sync saw there last."""

    def __init__(self, folder: Path, clock: "Clock") -> None:
        self.folder = folder
        self.file = HistoryFile(folder / "history.json", now=clock.now)
        self.seen: dict[str, bytes] = {}

    def files(self) -> dict[str, bytes]:
        """What a sync carries: the lock and what begins with a dot it is told to leave alone."""
        return {path.name: path.read_bytes() for path in self.folder.glob("history*.json")}

    def history(self) -> History:
        return HistoryFile(self.file.path).load()


class Clock:
    """A wall clock for the names of conflict copies; every look is a second later."""

    def __init__(self) -> None:
        self.at = dt.datetime(2026, 11, 22, 18, 0)

    def now(self) -> dt.datetime:
        self.at += dt.timedelta(seconds=1)
        return self.at


class Story:
    """Machines that train and sync in any order.

    Attributes:
        truth: What all of them together have kept and deleted, merged as if there were one machine.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.rng = random.Random(seed)
        self.clock = Clock()
        self.machines = [Machine(folder / f"machine-{number}", self.clock) for number in range(self.rng.randint(2, 4))]
        for machine in self.machines:
            machine.folder.mkdir(parents=True)
        self.server: dict[str, bytes] = {}
        self.truth = History()
        self.number = 0

    def live(self) -> None:
        """Some days on which everything happens in any order."""
        for _ in range(self.rng.randint(4, 14)):
            machine = self.rng.choice(self.machines)
            act = self.rng.choice(
                [self.train, self.train, self.amend, self.delete, self.undo, self.mark, self.sync, self.sync]
            )
            act(machine)

    def come_to_rest(self) -> None:
        """Nobody trains any more; everybody syncs and opens the program until nothing changes."""
        before: list[dict[str, bytes]] = []
        for _ in range(MOST_ROUNDS):
            for machine in self.machines:
                self.sync(machine)
                machine.file.open()
            now = [machine.files() for machine in self.machines]
            if now == before:
                return
            before = now
        raise AssertionError(f"not at rest after {MOST_ROUNDS} rounds")

    def keep(self, machine: Machine, history: History) -> None:
        machine.file.add(history)
        self.truth = merge(self.truth, history)

    def train(self, machine: Machine) -> None:
        self.number += 1
        self.keep(machine, History((varied_record(self.number, self.rng),)))

    def amend(self, machine: Machine) -> None:
        if session := self.any_session(machine):
            self.keep(machine, History((replace(session, rev=session.rev + 1, effort=self.rng.randint(0, 10)),)))

    def delete(self, machine: Machine) -> None:
        if session := self.any_session(machine):
            self.keep(machine, History(deleted=(Tombstone(session.id, ENDED, session.rev),)))

    def undo(self, machine: Machine) -> None:
        """Delete one and take it back, which makes a revision above its tombstone."""
        if session := self.any_session(machine):
            self.keep(machine, History(deleted=(Tombstone(session.id, ENDED, session.rev),)))
            self.keep(machine, History((replace(session, rev=session.rev + 1),)))

    def mark(self, machine: Machine) -> None:
        """Say what a day was, on top of what this machine knows of it."""
        day = ENDED.date() - dt.timedelta(days=self.rng.randint(0, 3))
        known = max((mark.rev for mark in machine.history().days if mark.day == day), default=0)
        self.keep(machine, History(days=(DayMark(day, self.rng.choice([*DayKind, None]), rev=known + 1),)))

    def any_session(self, machine: Machine) -> SessionRecord | None:
        sessions = machine.history().sessions
        return self.rng.choice(sessions) if sessions else None

    def sync(self, machine: Machine) -> None:
        """Carry every file that has changed on one side; where both sides changed it, one wins and the other is kept."""
        here = machine.files()
        for name in sorted({*here, *self.server, *machine.seen}):
            seen, mine, theirs = machine.seen.get(name), here.get(name), self.server.get(name)
            if mine == theirs:
                continue
            if theirs == seen or (theirs is None and mine != seen):
                self.carry(self.server, name, mine)
            elif mine == seen or mine is None:
                self.put(machine, name, theirs)
            else:
                self.conflict(machine, name, mine, theirs or b"")
        for name, data in machine.files().items():
            self.carry(self.server, name, data)
        machine.seen = machine.files()

    def conflict(self, machine: Machine, name: str, mine: bytes, theirs: bytes) -> None:
        """Both have written it: either may win, whoever it is the copy appears here and is carried on from here."""
        winner, loser = self.rng.sample([mine, theirs], 2)
        self.put(machine, name, winner)
        self.carry(self.server, name, winner)
        self.put(machine, self.copy_name(name), loser)

    def copy_name(self, name: str) -> str:
        stem, at = name.removesuffix(".json"), self.clock.now()
        return self.rng.choice(
            [
                f"{stem}.sync-conflict-{at:%Y%m%d-%H%M%S}-ABC2DEF.json",
                f"{stem} (laptop's conflicted copy {at:%Y-%m-%d}) ({at:%H%M%S}).json",
                f"{stem} (conflicted copy {at:%Y-%m-%d %H%M%S}).json",
                f"{stem}-LAPTOP-{at:%H%M%S}.json",
                f"{stem} ({at:%H%M%S}).json",
                f"{stem} (in Konflikt stehende Kopie {at:%Y-%m-%d %H%M%S}).json",
            ]
        )

    def put(self, machine: Machine, name: str, data: bytes | None) -> None:
        path = machine.folder / name
        path.unlink(missing_ok=True)  # a sync puts a new file in the place of the old one
        if data is not None:
            path.write_bytes(data)

    @staticmethod
    def carry(server: dict[str, bytes], name: str, data: bytes | None) -> None:
        if data is None:
            server.pop(name, None)
        else:
            server[name] = data


def wrong(seed: int) -> str:
    """What is wrong at the end of a story, or the empty string."""
    with tempfile.TemporaryDirectory() as folder:
        story = Story(Path(folder), seed)
        story.live()
        story.come_to_rest()
        histories = [machine.history() for machine in story.machines]
    missing = {item.id for item in story.truth.sessions} - {item.id for item in histories[0].sessions}
    if missing:
        return f"seed {seed}: {len(missing)} of {len(story.truth.sessions)} sessions are lost"
    if any(history != histories[0] for history in histories):
        return f"seed {seed}: the machines do not hold the same"
    return "" if histories[0] == story.truth else f"seed {seed}: they hold something else than was kept"


def wrongs(stories: int) -> list[str]:
    return [line for line in map(wrong, range(stories)) if line]


def test_machines_that_sync_all_come_to_hold_everything() -> None:
    found = wrongs(STORIES)
    assert not found, f"{len(found)} of {STORIES} stories; the first: " + "; ".join(found[:5])


def test_the_stories_have_conflicts(monkeypatch: pytest.MonkeyPatch) -> None:
    names: list[str] = []
    real = Story.copy_name

    def note(story: Story, name: str) -> str:
        names.append(real(story, name))
        return names[-1]

    monkeypatch.setattr(Story, "copy_name", note)
    assert not wrongs(3 * FOR_A_MUTANT)
    for words in (".sync-conflict-", "'s conflicted copy", " (conflicted copy", "-LAPTOP-", " (18", " (in Konflikt"):
        assert any(words in name for name in names)


def test_a_store_that_passes_conflict_copies_over_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SyncedCopies, "read", lambda copies: [])
    assert any("lost" in line for line in wrongs(FOR_A_MUTANT))


def test_a_store_that_writes_over_what_another_machine_kept_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "ankle_tui.store.history.history_file.merge", lambda *histories: merge(*histories[1:2] or histories)
    )
    monkeypatch.setattr("ankle_tui.store.history.history_file.lost", lambda before, after: set())
    assert any("lost" in line for line in wrongs(FOR_A_MUTANT))
