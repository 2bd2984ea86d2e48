"""Headline, form cue and number of the current moment of a session."""

from ankle_tui.core.exercises.exercise import Kind
from ankle_tui.core.formatting import clock_number
from ankle_tui.core.session.events import Stage
from ankle_tui.core.session.plan import PhaseKind
from ankle_tui.core.session.snapshot import Run, Snapshot

_HEADLINES = {
    PhaseKind.GET_READY: "GET READY",
    PhaseKind.CHANGE_SIDES: "CHANGE SIDES",
    PhaseKind.REST: "REST",
}
_WORK = {Kind.HOLD: "HOLD", Kind.TIMED: "GO", Kind.REPS: "REPS", Kind.STEPS: "STEPS"}


def headline(snapshot: Snapshot) -> str:
    """Say what the runner does now, in one or two capital words; a set-up in a few more."""
    if snapshot.run is Run.PAUSED:
        return "PAUSED"
    if snapshot.run is Run.DONE:
        return "DONE"
    phase = snapshot.phase
    if phase.kind is not PhaseKind.WORK:
        return phase.setup.upper() or _HEADLINES[phase.kind]
    if snapshot.stage and phase.work.kind is Kind.REPS and phase.work.tempo:
        return phase.work.tempo.words[list(Stage).index(snapshot.stage)].upper()
    return _WORK[phase.work.kind]


def form_cue(snapshot: Snapshot) -> str:
    """Choose a form cue, each in turn: before a set how to stand, during it how to move."""
    phase, work = snapshot.phase, snapshot.phase.work
    move = (work.part.cue,) if work.part else ()
    if phase.kind is PhaseKind.WORK:
        cues = move + work.cues
    elif move and not phase.new_exercise and phase.kind is not PhaseKind.CHANGE_SIDES:
        cues = move  # the runner stands already
    else:
        cues = (work.stand, *move)
    return cues[min(int(snapshot.phase_fraction * len(cues)), len(cues) - 1)]


def now_words(snapshot: Snapshot) -> str:
    """Format the clock, the seconds done or the count for large digits."""
    if snapshot.count is not None:
        return str(snapshot.count)
    if snapshot.elapsed is not None:
        return clock_number(snapshot.elapsed)
    return clock_number(snapshot.clock or 0)
