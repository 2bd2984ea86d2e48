"""Put a session into lines of plain text for the ear: short, without signs that a screen reader stumbles over."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ankle_tui.core import formatting
from ankle_tui.core.exercises.exercise import Unit
from ankle_tui.core.history.records import SessionRecord, Status
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.events import (
    Countdown,
    Counted,
    CountingChanged,
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
from ankle_tui.core.training.ladder_replay import rungs
from ankle_tui.core.training.progress import best_words, personal_bests
from ankle_tui.services.session_runner import SessionRunner

HELP = (
    "Keys, each followed by Enter: p pause or go on, n skip, b back, r redo, plus for more, minus for less, f foot down, "
    "m paced or by hand, space count, s sound: tones, voice, both or off, less-than softer, greater-than louder, "
    "q finish and keep. Enter alone: done, go on."
)


HOW_TO_STOP = "Ctrl-C ends the session"
"""For somebody who has no keys: input does not come from a terminal."""


After = Callable[[SessionRecord], Sequence[Standing]]
"""Tells where a session leaves the ladders it has worked."""


_SOUNDS = {
    SoundMode.TONES: "Sound: tones.",
    SoundMode.VOICE: "Sound: voice.",
    SoundMode.BOTH: "Sound: tones and voice.",
    SoundMode.OFF: "Sound off.",
}


def summary_lines(
    session_runner: SessionRunner, past: Sequence[SessionRecord] = (), after: After | None = None
) -> list[str]:
    """What was better than ever, what the next time asks for, what was done of what was planned, and whether it is kept."""
    if session_runner.demo:
        return ["Demonstration: nothing was recorded."]
    record = session_runner.saver.record
    if record is None:
        return ["Nothing was done, nothing was recorded."]
    kept = (
        "Not saved."
        if session_runner.saver.problem
        else "Saved."
        if record.counts
        else "Saved, but too short to count."
    )
    names = {work.exercise: work.exercise_name for work in session_runner.session.plan.sets}
    bests = [f"{best_words(best)}, {names[best.exercise]}." for best in personal_bests(past, record)]
    coming = [line for standing in (after(record) if after else ()) if (line := _next_line(standing))]
    return [*bests, *coming, f"{sets_done(record)} done, {_time(record.active_seconds)} of work. {kept}"]


class Narrator:
    """Puts what happens in a session into words, for the ear: short, and without signs that are read out badly.

    Args:
        plan: The plan of the session.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._announced: WorkSet | None = None

    def lines(self, events: Iterable[Event]) -> list[str]:
        """One line for every event that a line says; the others are only heard."""
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
                return f"Change sides, {wait}. Next: {_coming(work)}."
            case PhaseKind.REST:
                return f"Rest, {wait}. Next: {self._in_full(index, phase, name=phase.new_exercise)}"
            case PhaseKind.GET_READY:
                if announced:
                    return f"Get ready: {_coming(work)}."
                return f"Get ready, {wait}: {self._in_full(index, phase, name=True)}"

    def _in_full(self, index: int, phase: Phase, *, name: bool) -> str:
        """What comes, how to stand where it is new, and how long the session still takes."""
        work = phase.work
        named = f"{work.exercise_name}, {work.variation_name}, " if name else ""
        stand = f" {work.stand}." if name else ""
        left = _minutes(phase.seconds + self._plan.seconds_after[index])
        return f"{named}{_coming(work)}, {set_words(work)}.{stand} {left} left."


def _paused_line(event: Paused) -> str:
    why = " while asleep" if event.reason is PauseReason.GAP else ""
    return f"Paused{why}. Press Enter to go on."


def _extended_line(event: Extended) -> str:
    return f"{_amount(abs(event.seconds), Unit.SECONDS)} {'more' if event.seconds >= 0 else 'less'}."


_LINES: dict[type[Event], Callable[[Any], str]] = {
    Countdown: lambda event: str(event.seconds),
    Counted: lambda event: str(event.count),
    Halfway: lambda _: "Halfway.",
    TenSeconds: lambda _: "Ten seconds.",
    FootDown: lambda event: f"Foot down: {event.touches}.",
    Extended: _extended_line,
    NothingCounted: lambda event: f"Nothing counted. Enter for all {event.target}, n for none.",
    Paused: _paused_line,
    Resumed: lambda _: "Going on.",
    CountingChanged: lambda event: f"Counting: {counting_words(event.counting)}.",
    SessionEnded: lambda event: "Session done." if event.status is Status.COMPLETED else "Finished early.",
}
"""What each event is called; events that are not here are only heard."""


def _coming(work: WorkSet) -> str:
    """Part, leg and amount of a set: `DOWN, LEFT LEG, 10 reps`."""
    named = [work.part.name if work.part else "", formatting.side_words(work.side)]
    return ", ".join([*filter(None, named), _amount(work.target, work.kind.unit)])


def _next_line(standing: Standing) -> str:
    """What the next time asks for; nothing of an exercise that is the same every time."""
    choice, done = standing.choice, standing.done
    if len(rungs(standing.exercise)) == 1:
        return ""
    sets = f"{choice.dose.sets} set{'' if choice.dose.sets == 1 else 's'} of "
    parts = [standing.exercise.name, sets + _amount(choice.dose.amount, choice.variation.kind.unit)]
    if done is not None and rungs(standing.exercise)[done].variation.id != choice.variation.id:
        parts.insert(1, choice.variation.name)
    elif done == standing.position:
        parts[-1] += " again"
    return f"Next time: {', '.join([*parts, *filter(None, [standing.change])])}."


def _cue(work: WorkSet) -> str:
    """What to mind in a set: the movement of its part, else one cue of the exercise after the other."""
    return work.part.cue if work.part else work.cues[(work.number - 1) % len(work.cues)]


def _amount(amount: float, unit: Unit) -> str:
    """An amount with its unit in full: `30 seconds`, `1 step`."""
    return f"{amount:g} {unit.value.removesuffix('s') if amount == 1 else unit.value}"


def _minutes(seconds: float) -> str:
    whole = formatting.whole_minutes(seconds)
    return f"{whole} minute{'' if whole == 1 else 's'}"


def _time(seconds: float) -> str:
    """A time in full, as `clock_words` has it: `6 minutes 5 seconds`."""
    minutes, rest = map(int, formatting.clock_words(seconds).split(":"))
    return f"{_minutes(minutes * 60)} {_amount(rest, Unit.SECONDS)}" if minutes else _amount(rest, Unit.SECONDS)
