"""The words of plain mode: a session as lines for the ear, short and without signs that trip up a screen reader."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ankle_tui.core import formatting
from ankle_tui.core.exercises.exercise import Kind, Unit
from ankle_tui.core.history.records import SessionRecord, Status
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.events import (
    Countdown,
    Counted,
    CountingChanged,
    Elapsed,
    Event,
    Extended,
    FootDown,
    Halfway,
    NothingCounted,
    Paused,
    PauseReason,
    PhaseStarted,
    Resumed,
    SessionEnded,
    TenSeconds,
)
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import Phase, PhaseKind, Plan, WorkSet
from ankle_tui.core.session.snapshot import Snapshot
from ankle_tui.core.session.wording import counting_words, set_words
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.lanes import rungs
from ankle_tui.core.training.ledger import Ledger
from ankle_tui.core.training.progress import best_words, personal_bests
from ankle_tui.services.session_runner import SessionRunner

HELP = (
    "Keys, each followed by Enter: p pause or go on, n skip, b back, r redo, plus for more, minus for less, f foot down, "
    "m paced or by hand, space count, s sound: tones, voice, both or off, less-than softer, greater-than louder, "
    "q finish and keep. Enter alone: done, go on."
)


After = Callable[[SessionRecord], Sequence[Standing]]
"""Gives the position on each ladder trained in a session, for "Next time"."""


NOT_NOW = "Not now."

_SOUNDS = {
    SoundMode.TONES: "Sound: tones.",
    SoundMode.VOICE: "Sound: voice.",
    SoundMode.BOTH: "Sound: tones and voice.",
    SoundMode.OFF: "Sound off.",
}


def how_to_stop(*, keeps: bool) -> str:
    """Say how to end the session where input comes from no terminal, so that there are no keys.

    Args:
        keeps: True if what was done is kept.
    """
    return f"Ctrl-C ends the session{' and keeps what was done' if keeps else ''}."


def sound_line(mode: SoundMode) -> str:
    """Tell the sound after a change, such as `Sound: tones and voice`."""
    return _SOUNDS[mode]


def volume_line(volume: float) -> str:
    """Tell the volume after a change, such as `Volume 80 percent`."""
    return f"Volume {round(100 * volume)} percent."


def holds_of(plan: Plan) -> frozenset[str]:
    """Ids of the exercises of a plan with holds on one leg."""
    return frozenset(work.exercise for work in plan.sets if work.kind is Kind.HOLD and work.side)


def summary_lines(
    session_runner: SessionRunner, past: Sequence[SessionRecord] = (), after: After | None = None
) -> list[str]:
    """Sum up an ended session: personal bests, next time, sets done and if it was saved."""
    if session_runner.demo:
        return ["Demonstration: nothing was recorded."]
    record = session_runner.saver.record
    if record is None:
        return ["Nothing was done, so nothing was recorded."]
    kept = (
        "Not saved."
        if session_runner.saver.problem
        else "Saved."
        if record.counts
        else "Saved, but too short to count."
    )
    names = {work.exercise: work.exercise_name for work in session_runner.session.plan.sets}
    ledger = Ledger(holds_of(session_runner.session.plan))
    bests = [f"{best_words(best)}, {names[best.exercise]}." for best in personal_bests(past, record, ledger)]
    coming = [line for standing in (after(record) if after else ()) if (line := _next_line(standing))]
    return [*bests, *coming, f"{sets_done(record)} done, {_time(record.active_seconds)} of work. {kept}"]


class Narrator:
    """Put the events of a session with `plan` into lines."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._announced: WorkSet | None = None

    def lines(self, events: Iterable[Event]) -> list[str]:
        """Make a line of every event that has one; the others are only heard."""
        return [line for event in events if (line := self._line(event))]

    def going_on(self, snapshot: Snapshot) -> str:
        """Say where a resumed session, still paused, was interrupted."""
        return f"Paused where you were: {_coming(snapshot.phase.work)}. Press Enter to go on."

    def _line(self, event: Event) -> str:
        if isinstance(event, PhaseStarted):
            return self._phase(event.index, event.phase)
        line = _LINES.get(type(event))
        return line(event) if line else ""

    def _phase(self, index: int, phase: Phase) -> str:
        work, wait = phase.work, _amount(phase.seconds, Unit.SECONDS)
        announced, self._announced = self._announced is work, work
        match phase.kind:
            case PhaseKind.WORK:
                return f"Go. {_cue(work)}."
            case PhaseKind.CHANGE_SIDES:
                return f"Change sides, {wait}. Next: {_coming(work)}.{_setup(phase)}"
            case PhaseKind.REST:
                return f"Rest, {wait}. Next: {self._in_full(index, phase, name=phase.new_exercise)}"
            case PhaseKind.GET_READY:
                if announced:
                    return f"Get ready: {_coming(work)}."
                return f"Get ready, {wait}: {self._in_full(index, phase, name=True)}"

    def _in_full(self, index: int, phase: Phase, *, name: bool) -> str:
        """Tell the next set, how to stand if it is a new exercise, and the time left of the session."""
        work = phase.work
        named = f"{work.exercise_name}, {work.variation_name}, " if name else ""
        stand = f" {work.stand}." if name else ""
        left = _minutes(phase.seconds + self._plan.seconds_after[index])
        return f"{named}{_coming(work)}, {set_words(work)}.{stand}{_setup(phase)} {left} left."


def _paused_line(event: Paused) -> str:
    why = " while asleep" if event.reason is PauseReason.GAP else ""
    return f"Paused{why}. Press Enter to go on."


def _extended_line(event: Extended) -> str:
    return f"{_amount(abs(event.seconds), Unit.SECONDS)} {'more' if event.seconds >= 0 else 'less'}."


_LINES: dict[type[Event], Callable[[Any], str]] = {
    Countdown: lambda event: str(event.seconds),
    Counted: lambda event: str(event.count),
    Elapsed: lambda event: str(event.seconds) if event.called else "",
    Halfway: lambda _: "Halfway.",
    TenSeconds: lambda _: "Ten seconds.",
    FootDown: lambda event: f"Foot down: {event.touches}.",
    Extended: _extended_line,
    NothingCounted: lambda event: f"Nothing counted. Enter for all {event.target}, n for none.",
    Paused: _paused_line,
    Resumed: lambda _: "Resumed.",
    CountingChanged: lambda event: f"Counting: {counting_words(event.counting)}.",
    SessionEnded: lambda event: "Session done." if event.status is Status.COMPLETED else "Finished early.",
}
"""Lines by kind of event; events that are not here are only heard."""


def _coming(work: WorkSet) -> str:
    """Name part, leg and amount of a set: `DOWN, LEFT LEG, 10 reps`; of an open one, its cap."""
    amount = ("at most " if work.open else "") + _amount(work.target, work.kind.unit)
    named = [work.part.name if work.part else "", formatting.side_words(work.side)]
    return ", ".join([*filter(None, named), amount])


def _setup(phase: Phase) -> str:
    """Say what to arrange for the next set, or nothing."""
    return f" {phase.setup}." if phase.setup else ""


def _next_line(standing: Standing) -> str:
    """Tell the next dose of an exercise, or nothing if it is the same every time."""
    choice, done = standing.choice, standing.done
    if len(rungs(standing.exercise)) == 1:
        return ""
    sets = f"{choice.dose.sets} set{'' if choice.dose.sets == 1 else 's'} of "
    parts = [standing.exercise.name, sets + _amount(choice.dose.amount, choice.variation.kind.unit)]
    if done is not None and rungs(standing.exercise)[done].variation.id != choice.variation.id:
        parts.insert(1, choice.variation.name)
    elif done == standing.position:
        parts[-1] += " again"
    return f"Next time: {', '.join([*parts, *filter(None, [standing.change or standing.hint])])}."


def _cue(work: WorkSet) -> str:
    """Pick the form cue of a set: that of its part, or else the exercise's cues in turn."""
    return work.part.cue if work.part else work.cues[(work.number - 1) % len(work.cues)]


def _amount(amount: float, unit: Unit) -> str:
    """Write an amount with its unit in full: `30 seconds`, `1 step`."""
    return f"{amount:g} {unit.value.removesuffix('s') if amount == 1 else unit.value}"


def _minutes(seconds: float) -> str:
    whole = formatting.whole_minutes(seconds)
    return f"{whole} minute{'' if whole == 1 else 's'}"


def _time(seconds: float) -> str:
    """Write a time in full, rounded as by `clock_words`: `6 minutes 5 seconds`."""
    minutes, rest = map(int, formatting.clock_words(seconds).split(":"))
    return f"{_minutes(minutes * 60)} {_amount(rest, Unit.SECONDS)}" if minutes else _amount(rest, Unit.SECONDS)
