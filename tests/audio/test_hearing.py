"""Listens: a real player, a real PulseAudio, and every cue heard at its moment, of whole sessions as well."""

import asyncio
import contextlib
import importlib.util
import os
import signal
import statistics
import sys
import threading
import time
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from ankle_tui import clock
from ankle_tui.audio.client.client import HelperPlayer
from ankle_tui.audio.player import Player
from ankle_tui.audio.silent import SilentPlayer
from ankle_tui.audio.sound_files import find_sounds, read_clips
from ankle_tui.clock import STRUCK_TWICE
from ankle_tui.core.cues.cues import Call, calls
from ankle_tui.core.exercises.exercise import Choice, Kind, Tempo
from ankle_tui.core.history.records import Status
from ankle_tui.core.session.engine import Step
from ankle_tui.core.session.events import Event
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.plain.runner import see_through
from ankle_tui.services.session_runner import Action, SessionRunner
from ankle_tui.store.history.history_file import HistoryFile
from ankle_tui.store.sessions.checkpoint_files import CheckpointFiles
from ankle_tui.store.sessions.save_queue import SaveQueue
from ankle_tui.store.settings.settings import Settings
from ankle_tui.store.shipped import load_catalogue
from ankle_tui.ui.app import AnkleApp
from ankle_tui.ui.launch import Launch, Ports
from ankle_tui.ui.session.screen import SessionScreen
from tests.audio.listening import (
    BEGINNING_SECONDS,
    PATIENCE,
    QUIET_SECONDS,
    SERVER_PID,
    Excerpt,
    Recording,
    find,
    missing_programs,
    recording,
    sound_server,
)
from tests.builders import make_choice

EARLIEST, LATEST = -0.020, 0.120
"""Seconds from deadline to onset."""
MARGIN = 0.03
"""Seconds searched on both sides, to tell too early or too late from not at all."""
LIKE = 0.85
"""Least correlation of a cue with what was heard; a wrong cue stays below 0.7."""
ATTEMPTS = 5
"""A machine that is busy elsewhere for a tenth of a second delays any sound. It is not busy like that all the time."""

PLAN = (("three", 0.0), ("count", 0.5), ("go", 0.8), ("foot-down", 1.4))
"""Cues and their moments in seconds from the first."""

pytestmark = [
    pytest.mark.heard,
    pytest.mark.skipif(sys.platform != "linux", reason="listens through PulseAudio, which is for Linux"),
    pytest.mark.skipif(bool(missing_programs()), reason=f"not installed: {', '.join(missing_programs())}"),
    pytest.mark.skipif(importlib.util.find_spec("miniaudio") is None, reason="miniaudio is not installed"),
]

CLIPS = read_clips(find_sounds())


@pytest.fixture(scope="module")
def room() -> Iterator[Recording]:
    """A silent room with a microphone, in which every player of this module plays."""
    with sound_server() as server, recording(server) as heard, pytest.MonkeyPatch.context() as patch:
        for variable, value in server.items():
            patch.setenv(variable, value)
        yield heard


@contextlib.contextmanager
def open_player() -> Iterator[HelperPlayer]:
    open_now = threading.Event()
    the_player = HelperPlayer("miniaudio", fallback=SilentPlayer, on_change=lambda _name: open_now.set())
    the_player.start()
    assert open_now.wait(PATIENCE)
    yield the_player
    the_player.close()
    the_player._thread.join(PATIENCE)


@pytest.fixture
def player() -> Iterator[HelperPlayer]:
    with open_player() as the_player:
        yield the_player


def onset(cue: str, at: float, room: Recording | Excerpt, latest: float = LATEST) -> float | None:
    """Seconds from the deadline of a cue to its onset; None when it was not heard."""
    start = at + EARLIEST - QUIET_SECONDS - MARGIN
    match = find(CLIPS[cue].samples, room.between(start, at + latest + MARGIN + BEGINNING_SECONDS))
    return start + match.offset - at if match.likeness > LIKE else None


def perform(player: HelperPlayer, room: Recording) -> dict[str, float | None]:
    """Plays the plan and measures every onset."""
    start = clock.now() + 0.2
    for cue, after in PLAN:
        player.play(cue, start + after)
    room.wait_until(start + PLAN[-1][1] + 0.5)
    return {cue: onset(cue, start + after, room) for cue, after in PLAN}


def in_time(onset: float | None) -> bool:
    return onset is not None and EARLIEST <= onset <= LATEST


def test_the_ears_hear_the_right_cue_at_the_right_sample_and_no_other() -> None:
    quiet = array("h", bytes(2 * 2646))
    heard = quiet + CLIPS["go"].samples[:8000] + quiet
    match = find(CLIPS["go"].samples, heard)
    assert match.offset == pytest.approx(0.06)
    assert match.likeness == pytest.approx(1.0)
    assert max(find(CLIPS[cue].samples, heard).likeness for cue in ("three", "count", "foot-down")) < LIKE
    assert find(CLIPS["go"].samples, array("h", bytes(2 * 8000))).likeness == 0.0


def test_every_cue_is_heard_at_its_moment(player: HelperPlayer, room: Recording) -> None:
    assert (player.name, player.status) == ("miniaudio", "PulseAudio")
    performances = []
    for _ in range(ATTEMPTS):
        performances.append(perform(player, room))
        if all(map(in_time, performances[-1].values())):
            return
    pytest.fail(f"seconds from deadline to onset, in {ATTEMPTS} attempts: {performances}")


def test_a_cancelled_cue_is_not_heard_and_the_next_one_is(player: HelperPlayer, room: Recording) -> None:
    at = clock.now() + 0.3
    player.play("three", at)
    player.cancel()
    player.play("go", at + 0.3)
    room.wait_until(at + 0.8)
    assert onset("three", at, room) is None
    assert onset("go", at + 0.3, room) is not None


# Whole sessions, in real time: nothing runs faster here than it will for a runner.

LONG = "ANKLE_TUI_HEAR"
"""Set to anything, the session that takes half a minute is heard as well, and its control."""
MEDIAN, WORST = 0.015, 0.040
"""Most seconds by which the start of a cue may miss that of the control: in the median, and of the worst in a hundred."""
AT_ONCE = 0.4
"""Seconds within which the answer to a key is looked for."""
HEEDED = STRUCK_TWICE + 0.2
"""Seconds after a session has begun at which Enter is heeded, and "get ready" was heard alone."""
ANSWERS = ("get-ready", "go", "paused", "resumed")
"""What answers a key, or the start, in the short sessions."""
SILENCE = 0.02
"""Loudness, as a share of full scale, under which nothing is playing."""
CONTROL = ("three", "two", "one", "set-done", "get-ready", "go")


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of some cues.

    Attributes:
        delays: Seconds from deadline to start of each that was told ahead.
        at_once: The same of those that answer a key.
        missing: What was not heard.
        beside: The loudest 20 ms that belong to none of them, as a share of full scale.
    """

    delays: list[float]
    at_once: list[float]
    missing: list[Call]
    beside: float


def listen(room: Recording, due: Iterable[Call], since: float, until: float, at_once: Iterable[str] = ()) -> Heard:
    """Find every cue at its moment, and whatever else there is.

    Args:
        room: Where they were played.
        due: What is to be heard.
        since: From when on nothing else is.
        until: Up to when nothing else is.
        at_once: Cues that answer a key and that nobody could tell ahead: they may be later.
    """
    room.wait_until(until + 0.2)
    excerpt = room.excerpt(since, until)
    delays: list[float] = []
    answers: list[float] = []
    missing: list[Call] = []
    for call in due:
        answer = call.cue in at_once
        delay = onset(call.cue, call.at, excerpt, AT_ONCE if answer else LATEST)
        if delay is None:
            missing.append(call)
            continue
        (answers if answer else delays).append(delay)
        excerpt.take_out(CLIPS[call.cue].samples, call.at + delay)
    return Heard(delays, answers, missing, excerpt.loudest())


def control(player: Player, room: Recording, due: Iterable[tuple[str, float]]) -> Heard:
    """The same player with deadlines from a bare loop: what can be had at best.

    Args:
        player: The player.
        room: Where it plays.
        due: Cues with seconds from the first.
    """
    start = clock.now() + 0.3
    told = [Call(start + after, cue) for cue, after in due]
    for call in told:
        time.sleep(max(0.0, call.at - clock.now() - 0.25))
        player.play(call.cue, call.at)
    return listen(room, told, start - 0.2, told[-1].at + 1.6)


@pytest.fixture(scope="module")
def beside(room: Recording) -> Heard:
    """The control of the short sessions."""
    with open_player() as the_player:
        for _ in range(ATTEMPTS):
            heard = control(the_player, room, [(cue, 0.6 * number) for number, cue in enumerate(CONTROL)])
            if heard.beside < SILENCE and not heard.missing:
                break
        return heard


def report(name: str, heard: Heard, beside: Heard) -> None:
    """Compare a session with its control, and say the figures."""
    base = statistics.median(beside.delays)
    errors = sorted(abs(delay - base) for delay in heard.delays)
    worst = errors[min(len(errors) - 1, round(0.99 * len(errors)))]
    own = max(abs(delay - base) for delay in beside.delays)
    answers = f"; keys answered within {1000 * max(heard.at_once):.0f} ms" if heard.at_once else ""
    print(
        f"\n{name}: {len(errors)} cues, onset median {1000 * statistics.median(heard.delays):.1f} ms (control "
        f"{1000 * base:.1f} of {len(beside.delays)}); error beside it: median {1000 * statistics.median(errors):.1f}, "
        f"p99 {1000 * worst:.1f} (control's own {1000 * own:.1f}); loudest beside the cues {heard.beside:.4f} "
        f"(control {beside.beside:.4f}); missing {len(heard.missing)}{answers}"
    )
    assert heard.missing == [], "not heard"
    assert heard.beside < SILENCE, "something is heard that is not due"
    assert statistics.median(errors) <= MEDIAN
    assert worst <= WORST


def live(session_runner: SessionRunner, keys: Mapping[float, Action] | None = None) -> list[Event]:
    """Lead a session in real time as the plain shell does, and press keys at seconds from its start."""
    waiting = sorted((keys or {}).items())
    start = clock.now()
    events = list(session_runner.start())
    while session_runner.session.run is not Run.DONE:
        until_key = waiting[0][0] + start - clock.now() if waiting else None
        time.sleep(max(0.0, min(delay for delay in (session_runner.wake_in(), until_key) if delay is not None)))
        if waiting and clock.now() >= start + waiting[0][0]:
            events += session_runner.perform(waiting.pop(0)[1]) or ()
        else:
            events += session_runner.look()
    return events


def a_hold() -> Plan:
    """Six seconds on one leg."""
    return build_plan([make_choice(Kind.HOLD, 6)])


def once_more_when_busy(attempt: Callable[[], None]) -> None:
    """A machine that is busy elsewhere delays any sound: what counts is what can be had."""
    for number in range(1, ATTEMPTS + 1):
        try:
            attempt()
        except AssertionError:
            if number == ATTEMPTS:
                raise
        else:
            return


def test_a_session_is_heard_as_it_happens(player: HelperPlayer, room: Recording, beside: Heard) -> None:
    def attempt() -> None:
        session_runner = SessionRunner(
            a_hold(), clock=clock.Clock(), player=player, save_queue=None, mode=SoundMode.TONES
        )
        since = clock.now() - 0.1
        events = live(session_runner, {HEEDED: Action.GO_ON, HEEDED + 1.5: Action.PAUSE, HEEDED + 2.2: Action.PAUSE})
        due = calls(events)
        assert len(due) == 8
        report("a hold with a pause", listen(room, due, since, due[-1].at + 1.6, ANSWERS), beside)

    once_more_when_busy(attempt)


@pytest.mark.skipif(LONG not in os.environ, reason=f"takes two minutes; set {LONG}=1 to hear it")
@pytest.mark.parametrize(
    "work",
    [make_choice(Kind.HOLD, 6, per_side=True, change=9.0), make_choice(Kind.REPS, 3, tempo=Tempo(1.5, 1.0, 1.5))],
    ids=["a hold on each side", "reps"],
)
def test_a_whole_session_is_heard_as_it_happens(player: HelperPlayer, room: Recording, work: Choice) -> None:
    plan = build_plan([work])

    def attempt() -> None:
        session_runner = SessionRunner(plan, clock=clock.Clock(), player=player, save_queue=None, mode=SoundMode.BOTH)
        since = clock.now() - 0.1
        due = calls(live(session_runner), SoundMode.BOTH)
        heard = listen(room, due, since, due[-1].at + 1.6)
        beside = control(player, room, [(call.cue, call.at - due[0].at) for call in due])
        report(f"a whole session of {plan.seconds:.0f} s", heard, beside)

    once_more_when_busy(attempt)


async def test_a_screen_that_stalls_for_a_second_delays_no_cue(
    player: HelperPlayer, room: Recording, beside: Heard, tmp_path: Path
) -> None:
    for number in range(1, ATTEMPTS + 1):
        try:
            await stall(player, room, beside, tmp_path / str(number))
        except AssertionError:
            if number == ATTEMPTS:
                raise
        else:
            return


async def stall(player: HelperPlayer, room: Recording, beside: Heard, folder: Path) -> None:
    events: list[Event] = []
    stalls: list[tuple[float, float]] = []
    hand_on = SessionRunner._hand_on

    def note(session_runner: SessionRunner, step: Step, follow: Callable[[Step], None]) -> tuple[Event, ...]:
        events.extend(step.events)
        return hand_on(session_runner, step, follow)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SessionRunner, "_hand_on", note)
        app, since = make_app(folder, player), clock.now() - 0.2
        async with app.run_test() as pilot:
            await asyncio.sleep(HEEDED)
            await pilot.press("enter")
            screen = app.screen
            assert isinstance(screen, SessionScreen)
            begun = events[-1].at
            for after in (2.5, 3.7, 4.9):  # the countdown is at 3, 4 and 5, and the end at 6
                await asyncio.sleep(max(0.0, begun + after - clock.now()))
                started = clock.now()
                time.sleep(1.0)
                stalls.append((started, clock.now()))
                await asyncio.sleep(0.02)
            while screen.session_runner.session.run is not Run.DONE:
                await asyncio.sleep(0.05)
            app.exit()
    due = calls(events)
    stalled = [call.cue for call in due if any(start < call.at < stop for start, stop in stalls)]
    assert stalled == ["three", "two", "one"]
    report("a screen that stalls", listen(room, due, since, due[-1].at + 1.6, ANSWERS), beside)


def make_app(folder: Path, player: Player) -> AnkleApp:
    """An app in real time that begins with a hold."""
    file = HistoryFile(folder / "history.json")
    ports = Ports(
        catalogue=load_catalogue(),
        save_queue=SaveQueue(file, CheckpointFiles(folder / "in-progress"), threaded=False),
        history=file.load(),
        settings=Settings(sound_mode=SoundMode.TONES),
        player=player,
    )
    return AnkleApp(ports, Launch(plan=a_hold()))


def test_a_sound_server_that_dies_costs_nothing_but_the_sound(tmp_path: Path) -> None:
    with sound_server() as variables, pytest.MonkeyPatch.context() as patch:
        for variable, value in variables.items():
            patch.setenv(variable, value)
        news: list[str] = []
        open_now = threading.Event()
        player = HelperPlayer(
            "miniaudio", fallback=SilentPlayer, on_change=lambda _: open_now.set(), on_news=news.append
        )
        player.start()
        assert open_now.wait(PATIENCE)
        history = HistoryFile(tmp_path / "history.json")
        save_queue = SaveQueue(history, CheckpointFiles(tmp_path / "in-progress"), threaded=False)
        session_runner = SessionRunner(a_hold(), clock=clock.Clock(), player=player, save_queue=save_queue)
        start, lines = clock.now(), list[str]()

        def wait(seconds: float | None) -> str | None:
            time.sleep(min(seconds or 0.0, 0.5))
            if clock.now() - start > 2.0 and not killed:
                os.kill(int(variables[SERVER_PID]), signal.SIGKILL)
                killed.append(clock.now())
            return "" if len(lines) == 1 and clock.now() - start > HEEDED else None

        killed: list[float] = []
        code = see_through(session_runner, write=lines.append, wait=wait)
        took = clock.now() - start
        player.close()
    assert killed
    assert code == 0
    assert took < 9.0
    (record,) = history.load().sessions
    assert record.status is Status.COMPLETED
    assert [item.done for item in record.sets] == [6]
    assert lines[-1].endswith("Saved.")
    assert len(news) == 1
    assert news[0].startswith("Sound: silent now; ")
