"""Events of a session, each stamped with the time it was due."""

from dataclasses import dataclass, field
from enum import StrEnum
from math import inf

from ankle_tui.core.history.records import Outcome, Status
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Phase, WorkSet

CALLED_EVERY = 5
"""Seconds or reps of an open set from one number that is called to the next; those between only tick (our own choice)."""


class Stage(StrEnum):
    """Stage of a paced repetition."""

    UP = "up"
    HOLD = "hold"
    DOWN = "down"


class PauseReason(StrEnum):
    """Reason for a pause."""

    ASKED = "asked"
    GAP = "gap"
    """Too long between two looks at the clock: the machine slept, or the program was stopped."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a session.

    Attributes:
        at: Time it was due, in seconds of the session's clock, not the time of the look that found it.
    """

    at: float


@dataclass(frozen=True, slots=True)
class PhaseStarted(Event):
    """A phase of the plan began.

    Attributes:
        index: Its position in the plan.
        phase: The phase.
        before: The set before it in the plan, for announcing only what is new; None at the first. It follows from the
            plan, so events are compared without it.
    """

    index: int
    phase: Phase
    before: WorkSet | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Countdown(Event):
    """Three, two or one second of the phase is left."""

    seconds: int


@dataclass(frozen=True, slots=True)
class Halfway(Event):
    """Half of a timed set is over."""


@dataclass(frozen=True, slots=True)
class TenSeconds(Event):
    """Ten seconds of a timed set are left."""


@dataclass(frozen=True, slots=True)
class TimeLeft(Event):
    """A reminder in a long hold, timed set or wait: so many seconds are left of it; of a wait, up to GO."""

    seconds: int


@dataclass(frozen=True, slots=True)
class TempoBeat(Event):
    """The next stage of a paced repetition begins.

    Attributes:
        stage: The stage.
        upright: True if the body goes up and down, as in a heel raise; False for a pull on a band, a hop or a circle.
    """

    stage: Stage
    upright: bool = True


@dataclass(frozen=True, slots=True)
class Counted(Event):
    """The count of reps or steps changed.

    Attributes:
        count: Reps or steps counted.
        target: Reps or steps to do; of an open set, its cap.
        open: True in an open set.
        pace: Seconds to the next beat or count; infinite where the runner counts. It follows from the tempo, so events
            are compared without it.
    """

    count: int
    target: int
    open: bool = False
    pace: float = field(default=inf, compare=False)

    @property
    def called(self) -> bool:
        """True if the number is called, False if it only ticks."""
        return not self.open or self.count % CALLED_EVERY == 0


@dataclass(frozen=True, slots=True)
class Elapsed(Event):
    """One more whole second of an open hold or timed set is done; its cap, where the set ends, is not told."""

    seconds: int

    @property
    def called(self) -> bool:
        """True if the number is called, False if it only ticks."""
        return self.seconds % CALLED_EVERY == 0


@dataclass(frozen=True, slots=True)
class NothingCounted(Event):
    """The runner ends a set counted by hand without a single count: they did all of it, or none."""

    target: int


@dataclass(frozen=True, slots=True)
class Saved(Event):
    """The record of the session is in the history.

    Attributes:
        asks: True if the runner is asked how it was.
    """

    asks: bool = True


@dataclass(frozen=True, slots=True)
class FootDown(Event):
    """The other foot touched the floor during a hold."""

    touches: int


@dataclass(frozen=True, slots=True)
class SetEnded(Event):
    """A set ended: done, cut short or skipped.

    Attributes:
        index: Its position among the sets of the plan.
        outcome: What counts of it now.
        given_up: True if an open set was left out or an attempt at it was given up, so that what stood before still counts.
        work: The set. Like `done` it follows from the session, so events are compared without the two.
        done: Seconds, reps or steps that count of it now.
    """

    index: int
    outcome: Outcome
    given_up: bool = False
    work: WorkSet | None = field(default=None, compare=False)
    done: float = field(default=0.0, compare=False)


@dataclass(frozen=True, slots=True)
class Paused(Event):
    """The session was paused."""

    reason: PauseReason


@dataclass(frozen=True, slots=True)
class Resumed(Event):
    """The session continued from where it was paused."""


@dataclass(frozen=True, slots=True)
class CountingChanged(Event):
    """Counting passed to the engine or to the runner."""

    counting: Counting


@dataclass(frozen=True, slots=True)
class Extended(Event):
    """A rest, a change of sides or a get-ready was made longer or shorter."""

    seconds: float


@dataclass(frozen=True, slots=True)
class SessionEnded(Event):
    """The session is over."""

    status: Status
