"""The same session as lines of text: for a pipe, a dumb terminal or a screen reader. No escape codes."""

import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any, TextIO

from ankle_tui.conductor import Action, Conductor
from ankle_tui.core import words
from ankle_tui.core.events import (
    Countdown,
    Counted,
    CountingChanged,
    Event,
    Extended,
    FootDown,
    Halfway,
    Paused,
    PauseReason,
    PhaseStarted,
    Resumed,
    SessionEnded,
    TenSeconds,
)
from ankle_tui.core.plan import Phase, PhaseKind
from ankle_tui.core.record import Outcome
from ankle_tui.core.view import Run

__all__ = ["HELP", "KEYS", "lines_for", "only_wait", "read_lines", "run_plain", "summary_lines", "write_line"]

KEYS = {
    "": Action.GO_ON,
    " ": Action.BIG,
    "p": Action.PAUSE,
    "n": Action.SKIP,
    "b": Action.BACK,
    "r": Action.REDO,
    "+": Action.MORE,
    "-": Action.LESS,
    "f": Action.FOOT_DOWN,
    "m": Action.COUNTING,
    "s": Action.SOUND,
}
"""What a line of input does; the letters are those of the session screen."""

HELP = (
    "Keys, each followed by Enter: p pause or go on, n skip, b back, r redo, + more, - less, f foot down, "
    "m paced or by hand, space count, s sound, q finish and keep. Enter alone: done, go on."
)

Wait = Callable[[float | None], str | None]
"""Waits up to so many seconds (None: without end) for a line of input; None when the time is over."""


def run_plain(conductor: Conductor, *, write: Callable[[str], None], wait: Wait) -> None:
    """Lead a session from its start to its end.

    Args:
        conductor: The session.
        write: Takes one line of text.
        wait: Waits for the next line of input.
    """
    _tell(conductor, conductor.start(), write)
    while conductor.session.run is not Run.DONE:
        line = wait(conductor.wake_in())
        _tell(conductor, conductor.look() if line is None else _obey(conductor, line, write), write)


def summary_lines(conductor: Conductor) -> list[str]:
    """What was done against what was planned, and whether it is kept."""
    if conductor.demo:
        return ["Demonstration: nothing was recorded."]
    record = conductor.record
    if record is None:
        return ["Nothing was done, nothing was recorded."]
    done = sum(item.outcome is Outcome.DONE for item in record.sets)
    kept = f"Not saved. {conductor.problem}" if conductor.problem else "Saved."
    return [f"{done} of {len(record.sets)} sets done, {words.clock_words(record.active_seconds)} of work. {kept}"]


def lines_for(events: Iterable[Event], *, work_left: Callable[[], str] = str) -> list[str]:
    """What events are called in lines of text.

    Args:
        events: What happened.
        work_left: The time left of the session, asked for where a line says it.
    """
    return [line for event in events if (line := _line(event, work_left))]


def read_lines(stream: TextIO) -> Wait:
    """Lines of input, read beside the session so that it never waits for them.

    Args:
        stream: Where the lines come from.

    Returns:
        A function that waits for the next line, or for a time.
    """
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def read() -> None:
        for line in stream:
            lines.put(line.rstrip("\r\n"))

    threading.Thread(target=read, name="keys", daemon=True).start()

    def wait(seconds: float | None) -> str | None:
        try:
            return lines.get(timeout=seconds)
        except queue.Empty:
            return None

    return wait


def only_wait(seconds: float | None) -> str | None:
    """Wait where there is nobody to type."""
    time.sleep(seconds or 0)
    return None


def write_line(text: str) -> None:
    """Put one line on standard output, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _obey(conductor: Conductor, line: str, write: Callable[[str], None]) -> Iterable[Event]:
    key = line if line == " " else line.strip().lower()
    if key == "q":
        return conductor.finish()
    if key not in KEYS:
        write(HELP)
        return conductor.look()
    happened = conductor.perform(KEYS[key])
    if happened is None:
        write("Not now.")
        return ()
    if KEYS[key] is Action.SOUND:
        write("Sound off." if conductor.muted else "Sound on.")
    return happened


def _tell(conductor: Conductor, events: Iterable[Event], write: Callable[[str], None]) -> None:
    for line in lines_for(events, work_left=lambda: words.clock_words(conductor.view().seconds_left)):
        write(line)


def _line(event: Event, work_left: Callable[[], str]) -> str:
    if isinstance(event, PhaseStarted):
        return _phase_line(event.phase, work_left())
    line = _LINES.get(type(event))
    return line(event) if line else ""


def _paused_line(event: Paused) -> str:
    why = "The machine was asleep. " if event.reason is PauseReason.GAP else ""
    return f"Paused. {why}Press Enter to go on."


_LINES: dict[type[Event], Callable[[Any], str]] = {
    Countdown: lambda event: str(event.seconds),
    Counted: lambda event: str(event.count),
    Halfway: lambda _: "Halfway.",
    TenSeconds: lambda _: "Ten seconds.",
    FootDown: lambda event: f"Foot down: {event.touches}.",
    Extended: lambda event: f"{abs(event.seconds):g} s {'more' if event.seconds >= 0 else 'less'}.",
    Paused: _paused_line,
    Resumed: lambda _: "Going on.",
    CountingChanged: lambda event: f"Counting: {words.counting_words(event.counting)}.",
    SessionEnded: lambda _: "Session done.",
}
"""What each event is called; events that are not here are only heard."""


def _phase_line(phase: Phase, left: str) -> str:
    work = phase.work
    coming = words.coming_words(work, new_exercise=phase.kind is not PhaseKind.CHANGE_SIDES)
    match phase.kind:
        case PhaseKind.GET_READY:
            where = f"{work.part.cue}. {work.stand}" if work.part else work.stand
            return f"Get ready, {phase.seconds:g} s: {coming}. {where}. {left} left."
        case PhaseKind.CHANGE_SIDES:
            return f"Change sides, {phase.seconds:g} s. Next: {coming}."
        case PhaseKind.REST:
            return f"Rest, {phase.seconds:g} s. Next: {coming}."
        case PhaseKind.WORK:
            return f"Go: {coming}. {work.part.cue if work.part else work.cues[0]}."
