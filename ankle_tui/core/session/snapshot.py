"""Snapshot of a session: all that a screen or a line of text needs to show it."""

from dataclasses import dataclass
from enum import StrEnum

from ankle_tui.core.session.events import PauseReason, Stage
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Phase, WorkSet


class Run(StrEnum):
    """State of the session's clock."""

    NEW = "new"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"


class Command(StrEnum):
    """What a runner can ask of a session."""

    START = "start"
    """Begin with the first get-ready."""
    PAUSE = "pause"
    """Stop the clock and keep the fraction of a second."""
    RESUME = "resume"
    """Continue from where the session was paused."""
    COUNT = "count"
    """Count one more, by hand or to correct a paced count; at its target the set ends."""
    UNCOUNT = "uncount"
    """Count one less."""
    FOOT_DOWN = "foot-down"
    """Count a touch of the other foot in a hold."""
    COMPLETE = "complete"
    """End the set with what was done so far, or end the wait before the next one; the way to end an open set.

    A set counted by hand without a single count is taken as done in full: the runner counted without the key. A shell
    asks first; `SKIP` leaves such a set undone.
    """
    SKIP = "skip"
    """Leave out the set in progress, keeping what was done of it, or else the next one; an attempt at an open set is given up."""
    BACK = "back"
    """Get ready for the set before again; the better attempt counts, of an open set the later one.

    An attempt at an open set that is left for it is given up.
    """
    REDO = "redo"
    """Get ready again for the set in progress, or else for the last one; what counts is as for `BACK`."""
    EXTEND = "extend"
    """Make a rest, a change of sides or a get-ready longer or shorter."""
    SET_COUNTING = "set-counting"
    """Change who counts reps and steps, also in the middle of a set."""
    FINISH = "finish"
    """End the session here and keep what was done."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A session at one moment.

    Attributes:
        run: State of its clock.
        pause_reason: Reason for the pause, or None.
        phase: Present phase; after the end, the last one.
        next_set: The set after that of the phase, or None.
        clock: Whole seconds left in a phase that ends by the clock (30 during the first second of 30), or None.
        elapsed: Whole seconds done of an open hold or timed set, which has no `clock` (0 during the first second), or None.
        count: Reps or steps counted in a counted set, or None.
        stage: Stage of the repetition in a paced set, or None.
        counting: Who counts; in an open set always the engine.
        foot_downs: Touches of the other foot in this hold.
        phase_fraction: Share of the phase that is over, 0.0 to 1.0.
        session_fraction: Share of the planned session that is over, 0.0 to 1.0.
        seconds_left: Seconds to the end of the session without further commands.
        legal: Commands that are possible.
    """

    run: Run
    pause_reason: PauseReason | None
    phase: Phase
    next_set: WorkSet | None
    clock: int | None
    elapsed: int | None
    count: int | None
    stage: Stage | None
    counting: Counting
    foot_downs: int
    phase_fraction: float
    session_fraction: float
    seconds_left: float
    legal: frozenset[Command]
