"""The same session as lines of text: for a pipe, a dumb terminal or a screen reader. No escape codes."""

import contextlib
import gc
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from ankle_tui.audio.open_player import open_player
from ankle_tui.clock import Clock
from ankle_tui.core import formatting
from ankle_tui.core.exercises.exercise import Unit
from ankle_tui.core.history.records import SessionRecord, Status
from ankle_tui.core.history.report import sets_done
from ankle_tui.core.session.checkpoint import Checkpoint
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
from ankle_tui.core.session.snapshot import Run, Snapshot
from ankle_tui.core.session.wording import counting_words, set_words
from ankle_tui.core.training.ladder import Standing
from ankle_tui.core.training.ladder_replay import rungs
from ankle_tui.core.training.progress import best_words, personal_bests
from ankle_tui.services.session_runner import Action, SessionRunner
from ankle_tui.services.session_saver import unsaved_lines
from ankle_tui.services.shutdown import GRACE, Lifeline
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings

INTERRUPTED = 130
"""Exit code after Ctrl-C."""
NOT_SAVED = 2
"""Exit code when what was done could not be saved."""

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
    "<": Action.SOFTER,
    ">": Action.LOUDER,
}
"""What a line of input does; the letters are those of the session screen."""

HELP = (
    "Keys, each followed by Enter: p pause or go on, n skip, b back, r redo, plus for more, minus for less, f foot down, "
    "m paced or by hand, space count, s sound: tones, voice, both or off, less-than softer, greater-than louder, "
    "q finish and keep. Enter alone: done, go on."
)

HOW_TO_STOP = "Ctrl-C ends the session"
"""For somebody who has no keys: input does not come from a terminal."""

Wait = Callable[[float | None], str | None]
"""Waits up to so many seconds (None: without end) for a line of input; None when there was none."""
Write = Callable[[str], None]
"""Takes one line of text."""
News = queue.SimpleQueue[str]
"""Lines from other threads."""
After = Callable[[SessionRecord], Sequence[Standing]]
"""Tells where a session leaves the ladders it has worked."""

_SOUNDS = {
    SoundMode.TONES: "Sound: tones.",
    SoundMode.VOICE: "Sound: voice.",
    SoundMode.BOTH: "Sound: tones and voice.",
    SoundMode.OFF: "Sound off.",
}


def lead(
    session: Plan | Checkpoint,
    *,
    settings: Settings,
    save_queue: SaveQueue | None,
    speed: float,
    stdin: TextIO | None,
    lifeline: Lifeline,
    own_sounds: Path | None = None,
    past: Sequence[SessionRecord] = (),
    after: After | None = None,
) -> int:
    """Lead a session on standard output.

    Args:
        session: What to do: a plan, or a checkpoint to go on from.
        settings: The runner's settings.
        save_queue: Keeps the session safe; None keeps nothing, for a demonstration.
        speed: How many times faster a demonstration runs.
        stdin: Where keys come from, where it is a terminal.
        lifeline: Told what a signal that ends the program must do first.
        own_sounds: Folder with the runner's own sounds, or None.
        past: The sessions before it, for personal bests.
        after: Tells what the next time asks for, or None.

    Returns:
        The exit code.
    """
    gc.enable()
    terminal = sys.stdout is not None and sys.stdout.isatty()
    news = News()
    player = open_player(
        settings.sound,
        volume=settings.volume,
        ring=_ring if terminal else None,
        on_news=news.put,
        own_sounds=own_sounds,
    )
    try:
        session_runner = SessionRunner(
            session,
            clock=Clock(speed),
            player=player,
            save_queue=save_queue,
            counting=settings.counting,
            cut_off=settings.cut_off,
            mode=settings.sound_mode,
            volume=settings.volume,
        )
        lifeline.save = session_runner.saver.secure
        if stdin is None or not stdin.isatty():
            write_line(f"{HOW_TO_STOP} and keeps what was done." if save_queue else f"{HOW_TO_STOP}.")
            return see_through(session_runner, write=write_line, wait=only_wait, news=news, past=past, after=after)
        write_line(HELP)
        return see_through(session_runner, write=write_line, wait=read_lines(stdin), news=news, past=past, after=after)
    finally:
        player.close()


def see_through(
    session_runner: SessionRunner,
    *,
    write: Write,
    wait: Wait,
    news: News | None = None,
    past: Sequence[SessionRecord] = (),
    after: After | None = None,
) -> int:
    """Lead a session, keep what was done whatever ends it, and say so.

    Args:
        session_runner: The session.
        write: Takes one line of text.
        wait: Waits for the next line of input.
        news: What to say beside, as it comes from another thread.
        past: The sessions before it, for personal bests.
        after: Tells what the next time asks for, or None.

    Returns:
        The exit code.
    """
    interrupted = False
    with _one_interrupt():
        try:
            run_plain(session_runner, write=write, wait=wait, news=news)
        except KeyboardInterrupt:
            interrupted = True
        finally:
            _keep(session_runner)
        code = NOT_SAVED if session_runner.saver.problem else INTERRUPTED if interrupted else 0
        limit = _no_longer_than(GRACE, code) if interrupted else contextlib.nullcontext()
        with contextlib.suppress(BrokenPipeError), limit:  # nobody reads it
            for line in summary_lines(session_runner, past, after):
                write(line)
    return code


def run_plain(session_runner: SessionRunner, *, write: Write, wait: Wait, news: News | None = None) -> None:
    """Lead a session from its start to its end, or to where nobody reads the lines any more.

    Args:
        session_runner: The session.
        write: Takes one line of text.
        wait: Waits for the next line of input.
        news: What to say beside, as it comes from another thread.
    """
    narrator = Narrator(session_runner.session.plan)

    def tell(events: Iterable[Event]) -> None:
        for line in narrator.lines(events):
            write(line)

    with contextlib.suppress(BrokenPipeError):
        if session_runner.resumed:
            write(narrator.going_on(session_runner.snapshot))
        else:
            tell(session_runner.start())
        while session_runner.session.run is not Run.DONE:
            line = wait(session_runner.wake_in())
            tell(session_runner.look())
            while news and not news.empty():
                write(news.get())
            if line is not None:
                _obey(session_runner, line, tell, write)


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


def read_lines(stream: TextIO) -> Wait:
    """Lines of input, read beside the session so that it never waits for them.

    Args:
        stream: Where the lines come from.

    Returns:
        A function that waits for the next line, or for a time. After the last line it only waits.
    """
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    ended = False

    def read() -> None:
        with contextlib.suppress(OSError, ValueError):  # the terminal has gone
            for line in stream:
                lines.put(line.rstrip("\r\n"))
        lines.put(None)

    threading.Thread(target=read, name="keys", daemon=True).start()

    def wait(seconds: float | None) -> str | None:
        nonlocal ended
        if ended:
            return only_wait(seconds)
        try:
            line = lines.get(timeout=seconds)
        except queue.Empty:
            return None
        ended = line is None
        return line

    return wait


def only_wait(seconds: float | None, sleep: Callable[[float], None] = time.sleep) -> str | None:
    """Wait where there is nobody to type, and who therefore cannot end a pause: it is ended at once."""
    if seconds is None:
        return ""
    sleep(seconds)
    return None


def write_line(text: str) -> None:
    """Put one line on standard output, at once."""
    if sys.stdout is not None:
        sys.stdout.write(text + "\n")
        sys.stdout.flush()


def _ring() -> None:
    sys.stdout.write("\a")
    sys.stdout.flush()


@contextlib.contextmanager
def _one_interrupt() -> Iterator[None]:
    """Let Ctrl-C end the session, but not what is then done to keep it."""

    def first(_number: int, _frame: object) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = signal.getsignal(signal.SIGINT)
    if before is not signal.SIG_IGN:  # else somebody has started us in the background
        signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _no_longer_than(seconds: float, code: int) -> Iterator[None]:
    """End the process in time, also where the terminal takes nothing: ctrl+s may have stopped it."""
    guard = threading.Timer(seconds, os._exit, (code,))
    guard.daemon = True
    guard.start()
    try:
        yield
    finally:
        guard.cancel()


def _keep(session_runner: SessionRunner) -> None:
    """Save what was done; what cannot be saved is put on standard error, so that it is not lost."""
    try:
        session_runner.close()
    finally:
        if session_runner.saver.record and session_runner.saver.problem and sys.stderr is not None:
            for line in unsaved_lines(
                session_runner.saver.problem, session_runner.saver.record, session_runner.saver.put_by
            ):
                print(line, file=sys.stderr)


def _obey(session_runner: SessionRunner, line: str, tell: Callable[[Iterable[Event]], None], write: Write) -> None:
    key = " " if line and not line.strip() else line.strip().lower()
    if session_runner.session.run is Run.DONE:
        return
    if key == "q":
        tell(session_runner.finish())
    elif key not in KEYS:
        write(HELP)
    elif (happened := session_runner.perform(KEYS[key])) is None:
        write("Not now.")
        tell(session_runner.look())
    else:
        tell(happened)
        if KEYS[key] is Action.SOUND:
            write(_SOUNDS[session_runner.mode])
        elif KEYS[key] in {Action.LOUDER, Action.SOFTER}:
            write(f"Volume {round(100 * session_runner.volume)} percent.")


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
