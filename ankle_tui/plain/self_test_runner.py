"""Lead a self-test in plain mode, trial by trial, and read it back; whatever ends it, nothing is lost."""

import contextlib
import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

from ankle_tui.audio.open_player import open_player
from ankle_tui.clock import Clock
from ankle_tui.core.history.merge import merge
from ankle_tui.core.history.self_tests import SelfTestRecord
from ankle_tui.core.self_tests.protocols import Protocol, protocol_of
from ankle_tui.core.self_tests.self_test_wording import result_lines, stop_line
from ankle_tui.core.session.events import Event, SetEnded
from ankle_tui.core.session.plan import Plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.plain.narrator import NOT_NOW
from ankle_tui.plain.runner import run_plain
from ankle_tui.plain.self_test_lines import (
    FELL,
    KEYS_OF_A_TEST,
    NOT_LOOKED_AT,
    NOTHING,
    SelfTestNarrator,
    of_day_line,
    spoken,
    stands_line,
    trial_line,
)
from ankle_tui.plain.self_test_questions import number_of, read_back
from ankle_tui.plain.talk import News, Talk, no_longer_than, one_interrupt, only_wait, ring_bell
from ankle_tui.services.exit_codes import INTERRUPTED, USAGE
from ankle_tui.services.self_testing.self_test_keeper import SelfTestKeeper
from ankle_tui.services.self_testing.self_test_saver import SelfTestSaver
from ankle_tui.services.session_runner import Action, SessionRunner
from ankle_tui.services.session_saver import unsaved_lines
from ankle_tui.services.shutdown import GRACE
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings


class TypedNumbers:
    """Take lines that are typed while a test is led: numbers, `fell`, and Enter in the rest after a trial.

    Args:
        session_runner: The session.
        saver: Keeps its trials.
        protocol: The test's rules.
        talk: The talk with the runner.
    """

    def __init__(self, session_runner: SessionRunner, saver: SelfTestSaver, protocol: Protocol, talk: Talk) -> None:
        self._session_runner = session_runner
        self._saver = saver
        self._protocol = protocol
        self._write = talk.write

    def __call__(self, line: str) -> Sequence[Event] | None:
        """Take a line; None leaves it to the keys."""
        word, running = line.strip().lower(), self._session_runner.session.run is Run.RUNNING
        if word == FELL:
            self._saver.fell = True
            return self._end_trial() if self._in_trial else ()
        number = number_of(word, self._protocol)
        if number is not None and (running or not self._in_trial):
            return self._number(number)
        if not word and running and not self._in_trial and self._saver.last_set:
            self._write(stands_line(self._saver.last, self._protocol.unit))
            return ()
        return None

    @property
    def _in_trial(self) -> bool:
        return self._session_runner.snapshot.phase.counts_up

    def _number(self, number: float) -> Sequence[Event] | None:
        """Put the last trial right; in a trial, end it with what was typed."""
        if self._in_trial:
            events = self._end_trial()
            if any(isinstance(event, SetEnded) for event in events):
                self._saver.put_right(number)
            return events
        if self._saver.last_set is None:
            return None
        self._saver.put_right(number)
        work = self._saver.last_set
        self._write(trial_line(work.side, self._saver.last, self._protocol.unit, cap=0))
        return ()

    def _end_trial(self) -> Sequence[Event]:
        events = self._session_runner.perform(Action.GO_ON)
        if events is None:
            self._write(NOT_NOW)
            return self._session_runner.look()
        return events


def lead_timed(
    plan: Plan,
    protocol: Protocol,
    keeper: SelfTestKeeper,
    talk: Talk,
    *,
    settings: Settings,
    save_queue: SaveQueue,
    own_sounds: Path | None,
) -> None:
    """Lead the trials of a test with a clock.

    Args:
        plan: Its plan.
        protocol: Its rules.
        keeper: Keeps it.
        talk: The talk with the runner.
        settings: The runner's settings.
        save_queue: Says if it can be kept.
        own_sounds: Folder of the runner's own sounds, or None.
    """
    gc.enable()
    news = News()
    ring = ring_bell if sys.stdout is not None and sys.stdout.isatty() else None
    player = open_player(settings.sound, volume=settings.volume, ring=ring, on_news=news.put, own_sounds=own_sounds)
    try:
        session_runner = SessionRunner(
            plan,
            clock=Clock(),
            player=player,
            save_queue=None,
            cut_off=settings.cut_off,
            mode=settings.sound_mode,
            heard=settings.heard,
            volume=settings.volume,
            saver=lambda session: SelfTestSaver(session, keeper, save_queue),
        )
        run_self_test(session_runner, cast("SelfTestSaver", session_runner.saver), protocol, talk, news)
        only_wait(session_runner.rings_for)
    finally:
        player.close()


def run_self_test(
    session_runner: SessionRunner, saver: SelfTestSaver, protocol: Protocol, talk: Talk, news: News | None = None
) -> None:
    """Run the session of a test to its end; whatever ends it, the trial that runs then is kept too.

    Args:
        session_runner: The session.
        saver: Keeps its trials.
        protocol: The test's rules.
        talk: The talk with the runner.
        news: Lines from other threads, told in between.
    """
    try:
        run_plain(
            session_runner,
            write=talk.write,
            wait=talk.wait,
            news=news,
            narrator=SelfTestNarrator(session_runner.session.plan, saver, protocol.unit),
            typed=TypedNumbers(session_runner, saver, protocol, talk),
            keys=KEYS_OF_A_TEST,
        )
    finally:
        session_runner.close()


def see_to_disk(
    work: Callable[[], None],
    keepers: Sequence[SelfTestKeeper],
    talk: Talk,
    *,
    save_queue: SaveQueue,
    settings: Settings,
) -> int:
    """Lead tests or look at their values, keep what was done however that ends, and tell the results.

    Args:
        work: What is done.
        keepers: Keep the tests.
        talk: The talk with the runner.
        save_queue: Writes them.
        settings: The runner's settings.

    Returns:
        The exit code.
    """
    interrupted = False
    with one_interrupt():
        try:
            with contextlib.suppress(BrokenPipeError):  # the reader has gone
                work()
        except KeyboardInterrupt:
            interrupted = True
        finally:
            _write_all(save_queue)
        code = USAGE if save_queue.unwritten else INTERRUPTED if interrupted else 0
        limit = no_longer_than(GRACE, code) if interrupted else contextlib.nullcontext()
        with contextlib.suppress(BrokenPipeError), limit:
            for line in closing_lines(keepers, save_queue, settings):
                talk.write(line)
    return code


def look_at(keepers: Sequence[SelfTestKeeper], talk: Talk) -> None:
    """Read back tests, each with its day and conditions first."""
    for keeper in keepers:
        if protocol := protocol_of(keeper.record):
            talk.write(of_day_line(protocol, keeper.record))
            read_back(talk, protocol, keeper)


def closing_lines(keepers: Sequence[SelfTestKeeper], save_queue: SaveQueue, settings: Settings) -> list[str]:
    """Tell the results of tests, and what is left to do.

    Args:
        keepers: Keep the tests.
        save_queue: Has every other test.
        settings: The runner's settings, for published values.
    """
    kept = [keeper.record for keeper in keepers if keeper.kept]
    if not kept:
        return [] if any(keeper.record.trials for keeper in keepers) else [NOTHING]
    known = save_queue.history.tests if save_queue.history else ()
    ours, last = {record.id for record in kept}, max(record.day for record in kept)
    records = (*(record for record in known if record.id not in ours and record.day <= last), *kept)
    lines = [line for record in kept for line in _result(record, records, settings)]
    lines.append("Not saved." if save_queue.unwritten else "Saved.")
    return [*lines, *([] if all(record.checked for record in kept) else [NOT_LOOKED_AT])]


def _result(record: SelfTestRecord, records: Sequence[SelfTestRecord], settings: Settings) -> list[str]:
    protocol = protocol_of(record)
    name = f"{protocol.name}{', ' if protocol.parts else ': '}" if protocol else ""
    lines = [f"{name}{spoken(line)}" for line in result_lines(record, records, settings.age, settings.sex)]
    return [*lines, *filter(None, [spoken(stop_line(record, records))])]


def _write_all(save_queue: SaveQueue) -> None:
    """Wait until everything is written, or print it to standard error."""
    save_queue.close()
    if save_queue.unwritten and sys.stderr is not None:
        for line in unsaved_lines(save_queue.unwritten, merge(*save_queue.changes)):
            print(line, file=sys.stderr)
