"""A frozen snapshot of a session: all a screen or a line of text needs to draw it."""

from dataclasses import dataclass
from enum import StrEnum

from ankle_tui.core.session.events import PauseReason, Stage
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import Phase, WorkSet


class Run(StrEnum):
    """Whether the session's clock runs."""

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
    """End the set with what was done so far, or end the wait before the next one.

    A set counted by hand without a single count is taken as done in full: the runner counted without the key. A shell
    asks first; `SKIP` leaves such a set undone.
    """
    SKIP = "skip"
    """Leave out the set in progress, keeping what was done of it, or else the next one."""
    BACK = "back"
    """Get ready for the set before again; the better attempt counts."""
    REDO = "redo"
    """Get ready again for the set in progress, or else for the last one; the better attempt counts."""
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
        run: Whether its clock runs.
        pause_reason: Why it does not, or None.
        phase: The phase it is in; after the end, the last one.
        next_set: The set after the one that is done or led to, or None.
        clock: Whole seconds left in a phase that ends by the clock (30 is shown for the first second of 30), or None.
        count: Reps or steps counted in a counted set, or None.
        stage: Where in the repetition a paced set is, or None.
        counting: Who counts.
        foot_downs: Touches in this hold.
        phase_fraction: From 0.0 to 1.0.
        session_fraction: From 0.0 to 1.0, by the plan.
        seconds_left: Seconds to the end of the session when nothing is changed on the way.
        legal: The commands that can be given now.
    """

    run: Run
    pause_reason: PauseReason | None
    phase: Phase
    next_set: WorkSet | None
    clock: int | None
    count: int | None
    stage: Stage | None
    counting: Counting
    foot_downs: int
    phase_fraction: float
    session_fraction: float
    seconds_left: float
    legal: frozenset[Command]
