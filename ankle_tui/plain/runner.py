"""Run a session as lines of text without escape codes, for a pipe, a dumb terminal or a screen reader."""

import contextlib
import gc
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from ankle_tui.audio.open_player import open_player
from ankle_tui.audio.sound_lengths import sound_lengths
from ankle_tui.clock import Clock
from ankle_tui.core.history.records import History, SessionRecord
from ankle_tui.core.session.checkpoint import Checkpoint
from ankle_tui.core.session.events import Event
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.plain.narrator import (
    HELP,
    NOT_NOW,
    After,
    Narrator,
    holds_of,
    how_to_stop,
    sound_line,
    summary_lines,
    volume_line,
)
from ankle_tui.plain.questions import ask_after
from ankle_tui.plain.talk import (
    LineReader,
    News,
    Wait,
    Write,
    no_longer_than,
    one_interrupt,
    only_wait,
    ring_bell,
    write_line,
)
from ankle_tui.services.exit_codes import INTERRUPTED, USAGE
from ankle_tui.services.hooks.hooks import Hooks
from ankle_tui.services.key_commands import session_actions
from ankle_tui.services.session_runner import Action, SessionRunner
from ankle_tui.services.session_saver import unsaved_lines
from ankle_tui.services.shutdown import GRACE, Lifeline
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings

_TYPED = {"enter": "", "space": " "}
"""How keys without a character are typed in a line."""
KEYS = {
    _TYPED.get(key, key): Action(action)
    for action, keys in session_actions().items()
    for key in keys
    if len(key) == 1 or key in _TYPED
}
"""Actions by line of input: those of the session screen."""


Typed = Callable[[str], Sequence[Event] | None]
"""Takes a line of input and gives the events that it brings about; None leaves the line to the keys."""


def lead(
    session: Plan | Checkpoint,
    *,
    settings: Settings,
    save_queue: SaveQueue | None,
    hooks: Hooks | None = None,
    speed: float,
    stdin: TextIO | None,
    lifeline: Lifeline,
    own_sounds: Path | None = None,
    past: Sequence[SessionRecord] = (),
    after: After | None = None,
) -> int:
    """Run a session on standard output.

    Args:
        session: Plan of a new session, or checkpoint of one to continue.
        settings: The runner's settings.
        save_queue: Keeps the session safe; None keeps nothing, for a demonstration.
        hooks: Told of the session, unless it is a demonstration.
        speed: Speed of a demonstration; 1.0 is real time.
        stdin: Source of keys if it is a terminal.
        lifeline: Gets the function with which a signal saves the session.
        own_sounds: Folder of the runner's own sounds, or None.
        past: Earlier sessions, for personal bests.
        after: Gives the ladders afterwards, or None.

    Returns:
        The exit code.
    """
    gc.enable()
    news = News()
    ring = ring_bell if sys.stdout is not None and sys.stdout.isatty() else None
    player = open_player(settings.sound, volume=settings.volume, ring=ring, on_news=news.put, own_sounds=own_sounds)
    try:
        session_runner = SessionRunner(
            session,
            clock=Clock(speed),
            player=player,
            save_queue=save_queue,
            counting=settings.counting,
            cut_off=settings.cut_off,
            mode=settings.sound_mode,
            heard=settings.heard,
            lengths=sound_lengths(own_sounds),
            volume=settings.volume,
            hooks=hooks,
        )
        lifeline.save = session_runner.saver.secure
        keys = stdin if stdin is not None and stdin.isatty() else None
        write_line(HELP if keys else how_to_stop(keeps=save_queue is not None))
        wait = LineReader(keys) if keys else only_wait
        code = see_through(
            session_runner, write=write_line, wait=wait, news=news, past=past, after=after, asks=keys is not None
        )
        if code == 0:  # the program ends, but its last words are heard
            only_wait(session_runner.rings_for)
        return code
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
    asks: bool = False,
) -> int:
    """Run a session, keep what was done however it ends, and sum it up.

    Args:
        session_runner: The session.
        write: Takes one line of text.
        wait: Waits for the next line of input.
        news: Lines from other threads, told in between.
        past: Earlier sessions, for personal bests.
        after: Gives the ladders afterwards, or None.
        asks: True to ask afterwards how it was.

    Returns:
        The exit code.
    """
    interrupted = False
    with one_interrupt():
        try:
            run_plain(session_runner, write=write, wait=wait, news=news)
            if asks:
                _ask_how_it_was(session_runner, write, wait)
        except KeyboardInterrupt:
            interrupted = True
        finally:
            _keep(session_runner)
        session_runner.say_saved(asks=False)
        code = USAGE if session_runner.saver.problem else INTERRUPTED if interrupted else 0
        limit = no_longer_than(GRACE, code) if interrupted else contextlib.nullcontext()
        with contextlib.suppress(BrokenPipeError), limit:  # the reader has gone
            for line in summary_lines(session_runner, past, after):
                write(line)
    return code


def run_plain(
    session_runner: SessionRunner,
    *,
    write: Write,
    wait: Wait,
    news: News | None = None,
    narrator: Narrator | None = None,
    typed: Typed = lambda _: None,
    keys: str = HELP,
) -> None:
    """Run a session to its end, or until nobody reads the lines any more.

    Args:
        session_runner: The session.
        write: As for `see_through`.
        wait: As for `see_through`.
        news: As for `see_through`.
        narrator: Puts its events into lines; None is the usual one.
        typed: Takes a line before the keys do.
        keys: The list of keys, for a line that is none.
    """
    narrator = narrator or Narrator(session_runner.session.plan)

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
            if line is None:
                continue
            if (happened := typed(line)) is None:
                obey(session_runner, line, tell, write, keys)
            else:
                tell(happened)


def _ask_how_it_was(session_runner: SessionRunner, write: Write, wait: Wait) -> None:
    """Ask for touches, effort and pain of a session that is kept."""
    saver = session_runner.saver

    def ask(question: str) -> str:
        write(question)
        return wait(None) or ""

    def keep(record: SessionRecord) -> None:
        if saver.record:
            saver.amend(replace(record, rev=saver.record.rev + 1))

    if saver.record:
        with contextlib.suppress(BrokenPipeError):  # the reader has gone
            ask_after(saver.record, holds_of(session_runner.session.plan), ask, keep)


def _keep(session_runner: SessionRunner) -> None:
    """Save what was done, or print it to standard error if it cannot be saved."""
    try:
        session_runner.close()
    finally:
        saver = session_runner.saver
        if saver.record and saver.problem and sys.stderr is not None:
            for line in unsaved_lines(saver.problem, History((saver.record,)), saver.rescue_path):
                print(line, file=sys.stderr)


def obey(
    session_runner: SessionRunner, line: str, tell: Callable[[Iterable[Event]], None], write: Write, keys: str = HELP
) -> None:
    """Do what a line asks for; what is no key gets the list of keys."""
    key = " " if line and not line.strip() else line.strip().lower()
    if session_runner.session.run is Run.DONE:
        return
    if key == "q":
        tell(session_runner.finish())
    elif key not in KEYS:
        write(keys)
    elif (happened := session_runner.perform(KEYS[key])) is None:
        write(NOT_NOW)
        tell(session_runner.look())
    else:
        tell(happened)
        if KEYS[key] is Action.SOUND:
            write(sound_line(session_runner.mode))
        elif KEYS[key] in {Action.LOUDER, Action.SOFTER}:
            write(volume_line(session_runner.volume))
