"""What happens in a session: frozen events, each stamped with the moment it was due."""

from dataclasses import dataclass, field
from enum import StrEnum

from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Phase, WorkSet


class Stage(StrEnum):
    """Where in a repetition the tempo is."""

    UP = "up"
    HOLD = "hold"
    DOWN = "down"


class PauseReason(StrEnum):
    """Why a session stands still."""

    ASKED = "asked"
    GAP = "gap"
    """Nobody looked at the clock for too long: the machine slept or the program was stopped."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened.

    Attributes:
        at: When it was due, in seconds of the session's clock; not when it was noticed.
    """

    at: float


@dataclass(frozen=True, slots=True)
class PhaseStarted(Event):
    """A phase of the plan began.

    Attributes:
        index: Its position in the plan.
        phase: The phase.
        before: The set before its own in the plan, so that what is new can be told; None at the first. It follows from
            the plan, so that two events are the same without it.
    """

    index: int
    phase: Phase
    before: WorkSet | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Countdown(Event):
    """Three, two or one second is left of the phase."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Halfway(Event):
    """Half of a timed set is over."""


@dataclass(frozen=True, slots=True)
class TenSeconds(Event):
    """Ten seconds of a timed set are left."""


@dataclass(frozen=True, slots=True)
class TempoBeat(Event):
    """The next stage of a paced repetition begins."""

    stage: Stage


@dataclass(frozen=True, slots=True)
class Counted(Event):
    """The count of reps or steps changed."""

    count: int
    target: int


@dataclass(frozen=True, slots=True)
class NothingCounted(Event):
    """The runner ends a set counted by hand without a single count: all of it was done, or none."""

    target: int


@dataclass(frozen=True, slots=True)
class FootDown(Event):
    """The other foot touched the floor during a hold."""

    touches: int


@dataclass(frozen=True, slots=True)
class SetEnded(Event):
    """A set ended, for whatever reason."""

    index: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """The session stands still."""

    reason: PauseReason


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """The session goes on where it stood."""


@dataclass(frozen=True, slots=True)
class CountingChanged(Event):
    """Reps and steps are now counted by somebody else."""

    counting: Counting


@dataclass(frozen=True, slots=True)
class Extended(Event):
    """A rest, a change of sides or a get-ready was made longer or shorter."""

    seconds: float


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    """The session is over."""

    status: Status
