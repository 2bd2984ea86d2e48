"""A self-test that is led, for tests: a clock that moves when told to, a player that remembers, a history on the disk."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ankle_tui.clock import Clock
from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.history.self_tests import SelfTestRecord, Trial
from ankle_tui.core.history.training_day import CUT_OFF
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId, conditions_of
from ankle_tui.core.session.events import Event
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.self_testing.self_test_day import plan_for
from ankle_tui.services.self_testing.self_test_keeper import SelfTestKeeper, begin_record
from ankle_tui.services.self_testing.self_test_saver import SelfTestSaver
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from tests.audio.fakes import FakeClock
from tests.builders import STARTED, shipped
from tests.conducting import BEGIN, Loudspeaker


class Room:
    """A test with everything it needs.

    Args:
        folder: Where the history is.
        test: Which test.
        warm: True if the warm-up is left out, since a test of the day was done.
        conditions: Conditions other than the usual ones.
        mode: What it is led by.
        threaded: True to save on a thread, as the program does.
    """

    def __init__(
        self,
        folder: Path,
        test: SelfTestId,
        *,
        warm: bool = True,
        conditions: Mapping[str, object] | None = None,
        mode: SoundMode = SoundMode.TONES,
        threaded: bool = False,
    ) -> None:
        self.machine = FakeClock(BEGIN)
        self.player = Loudspeaker(self.machine)
        self.folder, self.file = folder, HistoryFile(folder / "history.json")
        self.queue = SaveQueue(self.file, CheckpointFiles(folder / "in-progress"), threaded=threaded)
        self.protocol = PROTOCOLS[test]
        record = begin_record(self.protocol, conditions_of(self.protocol, Side.LEFT, conditions), self.wall(), CUT_OFF)
        before = [replace(record, test=SelfTestId.RAISE.value, trials=(Trial(Side.LEFT, 20.0),))] if warm else []
        self.keeper = SelfTestKeeper(record, self.queue.change, self.queue.current, wall=self.wall)
        self.session_runner = SessionRunner(
            plan_for(self.protocol, record, before, shipped()),
            clock=Clock(1.0, self.machine),
            player=self.player,
            save_queue=None,
            saver=lambda session: SelfTestSaver(session, self.keeper, self.queue, self.wall),
            mode=mode,
            wall=self.wall,
        )
        saver = self.session_runner.saver
        assert isinstance(saver, SelfTestSaver)
        self.saver = saver

    def wall(self) -> dt.datetime:
        """The wall clock, which goes with the machine's."""
        return STARTED + dt.timedelta(seconds=self.machine.seconds - BEGIN)

    def start(self) -> "Room":
        """Begin."""
        self.session_runner.start()
        return self

    def wait(self, seconds: float) -> list[Event]:
        """Let so many seconds go by."""
        events: list[Event] = []
        end = self.machine.seconds + seconds
        while self.machine.seconds < end:
            self.machine.seconds = min(end, self.machine.seconds + 0.5)
            events += self.session_runner.look()
        return events

    def until(self, kind: PhaseKind, trial: int) -> "Room":
        """Go on to the beginning of a phase; trials are counted from 0, after the warm-up."""
        plan = self.session_runner.session.plan
        index = [at for at, work in enumerate(plan.sets) if work.open][trial]
        while ((phase := self.session_runner.snapshot.phase).kind, phase.set_index) != (kind, index):
            assert self.session_runner.session.run is Run.RUNNING
            self.machine.seconds += self.session_runner.wake_in() or 0.0
            self.session_runner.look()
        return self

    def to_the_end(self) -> None:
        """Let time go by until the session has ended."""
        while (delay := self.session_runner.wake_in()) is not None:
            self.machine.seconds += delay
            self.session_runner.look()

    @property
    def on_disk(self) -> tuple[SelfTestRecord, ...]:
        """The tests in the history, as another program would read them."""
        return HistoryFile(self.file.path).load().tests

    @property
    def kept(self) -> SelfTestRecord:
        """The only test in the history."""
        (record,) = self.on_disk
        return record

    @property
    def values(self) -> list[tuple[str, str, float]]:
        """Side, part and value of the trials in the history."""
        return [(trial.side.value, trial.part, trial.value) for test in self.on_disk for trial in test.trials]
