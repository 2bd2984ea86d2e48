"""A session runner for tests: a clock that moves when told to, a player that remembers, a history in memory."""

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

from ankle_tui.audio.player import is_too_late
from ankle_tui.clock import Clock
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.history.records import SessionRecord
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.events import Event
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import PhaseKind, Plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.session_runner import SessionRunner
from ankle_tui.store.files.problem import FileProblem
from ankle_tui.store.sessions.checkpoint_writer import RescuePath
from tests.audio.fakes import FakeClock, FakePlayer
from tests.builders import STARTED, short_plan

BEGIN = 5000.0
"""What the machine's clock shows at the beginning."""


class Shelf:
    """A history in memory, which can be made to refuse."""

    def __init__(self) -> None:
        self.kept: dict[str, SessionRecord] = {}
        self.attempts = 0
        self.refusal: BaseException | None = None
        self.notes: list[Checkpoint] = []
        self.secured: list[Checkpoint | None] = []
        self.dropped: list[str] = []
        self.trouble = ""
        self._waiting: dict[str, SessionRecord] = {}
        self._problems: dict[str, str] = {}

    def checkpoint(self, checkpoint: Checkpoint) -> None:
        """Take the state of a session in progress."""
        self.notes.append(checkpoint)

    def save(self, record: SessionRecord) -> None:
        """Take a record, or note what `refusal` says; an interrupt is raised."""
        self.attempts += 1
        self._waiting[record.id] = record
        if isinstance(self.refusal, FileProblem):
            self._problems[record.id] = str(self.refusal)
            return
        if self.refusal:
            raise self.refusal
        self.kept[record.id] = record
        self._waiting.pop(record.id)
        self._problems.pop(record.id, None)

    def discard(self, session_id: str) -> None:
        """Forget the states of a session."""
        self.dropped.append(session_id)

    def flush_now(self, checkpoint: Checkpoint | None) -> None:
        """Take the last state of a session in progress."""
        self.secured.append(checkpoint)

    def close(self) -> None:
        """Try once more what was refused."""
        for record in list(self._waiting.values()):
            self.save(record)

    def rescue_path(self, session_id: str) -> RescuePath | None:
        """There is no other place."""
        return None

    def saving(self, session_id: str) -> bool:
        """Whether a session waits for its first try: never."""
        return False

    def problem(self, session_id: str) -> str:
        """Why a session is not kept."""
        if session_id in self._waiting:
            return self._problems.get(session_id, "saving was interrupted")
        return ""

    def fill_disk(self) -> None:
        """Refuse from now on."""
        self.refusal = FileProblem(Path("history.json"), "cannot be written: No space left on device")

    def make_room(self) -> None:
        """Take records again."""
        self.refusal = None

    @property
    def record(self) -> SessionRecord:
        """The only record there is."""
        (record,) = self.kept.values()
        return record


class Loudspeaker(FakePlayer):
    """A player that knows what of all it was told has sounded: what was not taken back before its moment.

    Args:
        machine: The machine's clock.
    """

    def __init__(self, machine: FakeClock) -> None:
        super().__init__()
        self._machine = machine
        self._waiting: list[tuple[str, float]] = []

    def play(self, cue: str, at: float | None = None) -> None:
        """Take a cue, unless it comes too late."""
        super().play(cue, at)
        at = self._machine() if at is None else at
        if not is_too_late(at, self._machine()):
            self._waiting.append((cue, at))

    def cancel(self) -> None:
        """Forget what has not started."""
        super().cancel()
        self._waiting = self.sounded

    @property
    def sounded(self) -> list[tuple[str, float]]:
        """Every cue that has started by this microsecond, with its deadline, in the order in which it was told."""
        return [(cue, at) for cue, at in self._waiting if at <= round(self._machine(), 6)]


class Studio:
    """A session runner with everything it needs.

    Args:
        plan: What to do.
        speed: How much faster than the machine's clock the session runs.
        demo: Whether nothing is kept.
        counting: Who counts at first.
        mode: What it is led by at first.
        lengths: Seconds of every sound.
    """

    def __init__(
        self,
        plan: Plan | Checkpoint | None = None,
        *,
        speed: float = 1.0,
        demo: bool = False,
        counting: Counting = Counting.PACED,
        mode: SoundMode = SoundMode.TONES,
        lengths: Mapping[str, float] = LENGTHS,
    ) -> None:
        self.machine = FakeClock(BEGIN)
        self.player = Loudspeaker(self.machine)
        self.shelf = Shelf()
        self.session_runner = SessionRunner(
            plan or short_plan(),
            clock=Clock(speed, self.machine),
            player=self.player,
            save_queue=None if demo else self.shelf,
            counting=counting,
            mode=mode,
            lengths=lengths,
            wall=self.wall,
        )

    def wall(self) -> dt.datetime:
        """The wall clock, which goes with the machine's."""
        return STARTED + dt.timedelta(seconds=self.machine.seconds - BEGIN)

    def start(self) -> "Studio":
        """Begin the session."""
        self.session_runner.start()
        return self

    def run(self) -> Iterator[Event]:
        """Let time go by from one moment to wake to the next, until nothing happens by itself any more."""
        while (delay := self.session_runner.wake_in()) is not None:
            self.machine.seconds += delay
            yield from self.session_runner.look()

    def wait(self, seconds: float) -> list[Event]:
        """Let so many seconds of the machine go by, looking every half second."""
        events: list[Event] = []
        end = self.machine.seconds + seconds
        while self.machine.seconds < end:
            self.machine.seconds = min(end, self.machine.seconds + 0.5)
            events += self.session_runner.look()
        return events

    def after(self, seconds: float) -> "Studio":
        """The same some seconds later."""
        self.wait(seconds)
        return self

    def go_to(self, kind: PhaseKind, set_index: int = 0) -> "Studio":
        """Start, and go on to the beginning of a phase."""
        self.start()
        while not ((phase := self.session_runner.snapshot.phase).kind is kind and phase.set_index == set_index):
            assert self.session_runner.session.run is Run.RUNNING
            self.machine.seconds += self.session_runner.wake_in() or 0.0
            self.session_runner.look()
        return self

    def work(self, set_index: int) -> "Studio":
        """Start, and go on to the beginning of a set."""
        return self.go_to(PhaseKind.WORK, set_index)

    @property
    def played(self) -> list[tuple[str, float | None]]:
        """Every cue that the player was told, with its deadline in seconds from the beginning."""
        return [(cue, None if at is None else round(at - BEGIN, 6)) for cue, at in self.player.played]

    @property
    def heard(self) -> list[tuple[str, float]]:
        """Every cue that has sounded, with its moment in seconds from the beginning."""
        return sorted(((cue, round(at - BEGIN, 6)) for cue, at in self.player.sounded), key=lambda cue: cue[1])
