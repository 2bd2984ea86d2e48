"""Transitions of a session: each function changes the state at its last look and returns the events."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ankle_tui.core.history.records import Status
from ankle_tui.core.session.events import (
    Counted,
    CountingChanged,
    Event,
    Extended,
    FootDown,
    Paused,
    PauseReason,
    PhaseStarted,
    Resumed,
    SessionEnded,
    SetEnded,
)
from ankle_tui.core.session.modes import Counting
from ankle_tui.core.session.schedule import micros, seconds
from ankle_tui.core.session.snapshot import Command, Run
from ankle_tui.core.session.state import SetAttempt, State

GAP = 2.0
"""Longest time in seconds between two looks at the clock that still counts as training (our own choice)."""

LONGEST_LEAD = 600.0
"""Longest rest, in seconds, that extensions can make."""


def look(s: State, now: int) -> list[Event]:
    """Apply everything due by `now`, or pause at the last look if that was more than `GAP` ago."""
    now = max(now, s.look)
    if s.run is Run.RUNNING and now - s.look > micros(GAP):
        # The machine slept or the program was stopped: none of that time may count, so the pause lies in the past.
        events = pause(s, PauseReason.GAP)
        s.look = now
        return events
    return run_to(s, now)


def run_to(s: State, now: int) -> list[Event]:
    """Apply everything due by `now`, in order, each at its own deadline."""
    events: list[Event] = []
    while s.run is Run.RUNNING:
        offset = s.due()
        if offset is None or s.anchor + offset > now:
            break
        # Each thing happens at its own deadline, not at the look that finds it. So a phase begins exactly where the one
        # before ended, however late the look comes, and delays cannot add up.
        s.look = s.anchor + offset
        events += _fire(s, offset)
    s.look = now
    if s.run is Run.RUNNING:
        s.fired = s.elapsed
    return events


def upcoming(s: State, until: int) -> list[Event]:
    """List what will happen by itself up to and including `until`, leaving the state alone."""
    if s.run is not Run.RUNNING:
        return []
    due = [(s.anchor + offset, event) for offset, event in s.schedule if s.fired < offset <= until - s.anchor]
    if any(event is None for _, event in due):
        return run_to(s.copy(), until)  # the phase ends before `until`: only a copy can show what follows
    return [replace(event, at=seconds(at)) for at, event in due if event]


def apply(s: State, command: Command, *, by: int, counting: Counting | None) -> list[Event]:
    """Carry out a legal command.

    Args:
        s: The session's state.
        command: One of `s.legal`.
        by: Microseconds, for `EXTEND`.
        counting: For `SET_COUNTING`; None hands over to the other one.
    """
    match command:
        case Command.EXTEND:
            return extend(s, by)
        case Command.SET_COUNTING:
            return change_counting(s, counting or s.counting.other)
    return _PLAIN[command](s)


def enter(s: State, index: int) -> list[Event]:
    """Begin the phase at `index`, or end the session after the last one."""
    if index == len(s.plan.phases):
        return _end(s, Status.COMPLETED)
    s.index = index
    s.anchor, s.paused_at, s.fired = s.look, 0, -1
    s.count, s.rep_start, s.foot_downs = 0, 0, 0
    s.length = micros(s.phase.seconds)
    if s.run is Run.NEW:
        s.run = Run.RUNNING
    s.reschedule()
    number = s.phase.set_index
    before = s.plan.sets[number - 1] if number else None
    return [PhaseStarted(seconds(s.look), index, s.phase, before)]


def pause(s: State, reason: PauseReason) -> list[Event]:
    """Pause at the last look."""
    s.paused_at = s.elapsed
    s.run, s.reason = Run.PAUSED, reason
    return [Paused(seconds(s.look), reason)]


def resume(s: State) -> list[Event]:
    """Continue from where the session was paused."""
    s.anchor = s.look - s.paused_at  # as if the phase had begun that much later; its schedule stays as it is
    s.run, s.reason = Run.RUNNING, None
    return [Resumed(seconds(s.look))]


def count(s: State, step: int) -> list[Event]:
    """Change the count by `step`; a paced set keeps its rhythm."""
    target = s.phase.work.target
    s.count += step
    events: list[Event] = [Counted(seconds(s.look), s.count, target, s.phase.counts_up)]
    if s.count == target:
        return events + _leave_set(s) + enter(s, s.index + 1)
    s.reschedule()
    return events


def foot_down(s: State) -> list[Event]:
    """Count a touch of the other foot."""
    s.foot_downs += 1
    s.counts_touches = True
    return [FootDown(seconds(s.look), s.foot_downs)]


def complete(s: State) -> list[Event]:
    """End the set, or the wait before the next one."""
    if not s.working:
        return enter(s, s.index + 1)
    if s.counted and not s.paced and s.count == 0:
        s.count = s.phase.work.target  # the runner counted without the key
    return _leave_set(s) + enter(s, s.index + 1)


def skip(s: State) -> list[Event]:
    """Leave out the set in progress, or else the next one."""
    if s.working:
        return _leave_set(s, by_rules=False) + enter(s, s.index + 1)
    number = s.phase.set_index
    ended = _ended(s, number, s.done(number), given_up=s.phase.work.open)
    following = number + 1
    last = following == len(s.plan.sets)
    return [ended, *enter(s, len(s.plan.phases) if last else s.plan.lead(following))]


def again(s: State, back: int) -> list[Event]:
    """Get ready again for the set in progress (`back` 0) or the one before (1)."""
    number = s.phase.set_index - back
    events = _leave_set(s, by_rules=False) if s.working else []
    return events + enter(s, s.plan.lead(number) if back else s.plan.work_phases[number] - 1)


def extend(s: State, by: int) -> list[Event]:
    """Make a wait longer or shorter, but not shorter than the part already over."""
    longest = max(micros(LONGEST_LEAD), s.length)
    length = min(longest, max(s.elapsed, s.length + by))
    changed, s.length = length - s.length, length
    s.fired = min(s.fired, length - 1)  # an end that is due right now must still fire
    s.reschedule()
    return [Extended(seconds(s.look), seconds(changed))]


def change_counting(s: State, counting: Counting) -> list[Event]:
    """Change who counts; the engine begins with a whole repetition."""
    if counting is s.counting:
        return []
    s.counting = counting
    if s.paced:
        s.rep_start, s.fired = s.elapsed, s.elapsed - 1  # the first beat is due at this very moment
    if s.counted:
        s.reschedule()
    return [CountingChanged(seconds(s.look), counting)]


def finish(s: State) -> list[Event]:
    """End the session and keep what was done."""
    events = _leave_set(s) if s.working else []
    return events + _end(s, Status.PARTIAL)


def _fire(s: State, offset: int) -> list[Event]:
    """Carry out everything due at one offset of the phase."""
    s.fired = offset
    events: list[Event] = []
    for event in [event for due, event in s.schedule if due == offset]:
        if event is None:
            leaving = _leave_set(s) if s.working else []
            return events + leaving + enter(s, s.index + 1)
        if isinstance(event, Counted):
            s.count, s.rep_start = event.count, offset
        events.append(replace(event, at=seconds(s.look)))
    return events


def _leave_set(s: State, *, by_rules: bool = True) -> list[Event]:
    """End the attempt in progress and note what counts of the set now.

    Args:
        s: The session's state.
        by_rules: False if the attempt is broken off, so that it counts for nothing in an open set.
    """
    number = s.phase.set_index
    s.worked += s.elapsed
    given_up = s.phase.counts_up and not by_rules
    if not given_up:
        s.best[number] = s.done(number)
    return [_ended(s, number, s.best.get(number, SetAttempt()), given_up=given_up)]


def _ended(s: State, number: int, done: SetAttempt, *, given_up: bool) -> SetEnded:
    work = s.plan.sets[number]
    amount = float(done.amount) if work.kind.counted else seconds(done.amount)
    return SetEnded(seconds(s.look), number, s.outcome(number, done), given_up, work, amount)


def _end(s: State, status: Status) -> list[Event]:
    s.paused_at = s.elapsed
    s.run, s.reason, s.status = Run.DONE, None, status
    return [SessionEnded(seconds(s.look), status)]


_PLAIN: Mapping[Command, Callable[[State], list[Event]]] = {
    Command.START: lambda s: enter(s, 0),
    Command.PAUSE: lambda s: pause(s, PauseReason.ASKED),
    Command.RESUME: resume,
    Command.COUNT: lambda s: count(s, 1),
    Command.UNCOUNT: lambda s: count(s, -1),
    Command.FOOT_DOWN: foot_down,
    Command.COMPLETE: complete,
    Command.SKIP: skip,
    Command.BACK: lambda s: again(s, 1),
    Command.REDO: lambda s: again(s, 0 if s.working else 1),
    Command.FINISH: finish,
}
"""The commands that need nothing but the state."""
