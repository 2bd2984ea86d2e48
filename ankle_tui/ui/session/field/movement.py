"""The moment of a movement that belongs to a moment of a session."""

from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Run, Snapshot
from ankle_tui.ui.figure.movements import figure
from ankle_tui.ui.figure.pose import Motion, turning


def movement(snapshot: Snapshot) -> tuple[Motion | None, float | None]:
    """Find the movement in the tempo of the reps while they are done; at a change of sides the figure turns.

    Args:
        snapshot: The session.

    Returns:
        The movement of the current set, or of the next one, and the share of its cycle that is over; that is None if the
        figure stands still.
    """
    work = snapshot.phase.work
    motion = figure(work.exercise, work.variation, work.part.id if work.part else None, work.side, work.tempo)
    paced = snapshot.counting is Counting.PACED and snapshot.run is Run.RUNNING
    if motion is None or not paced or snapshot.phase.kind not in {PhaseKind.WORK, PhaseKind.CHANGE_SIDES}:
        return motion, None
    whole = snapshot.phase.seconds
    if snapshot.phase.kind is PhaseKind.CHANGE_SIDES:
        motion = turning(motion, whole)
    elif snapshot.count is not None:
        whole = work.seconds
    return motion, motion.phase(snapshot.phase_fraction * whole)
