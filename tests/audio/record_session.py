"""Record a whole session in real time from a silent sound server of its own, and tell what was heard of it.

Run: python -m tests.audio.record_session beginner|closed-eyes|band|heel-raise|hundred [--busy] [--wav FILE] [--json FILE]

A session takes as long as it takes a runner. `hundred` plays a hundred sounds from a bare loop instead: with no session
behind it, it is the control, which every session gets a shorter one of. `--busy` keeps every processor busy beside it.
The player is opened as `ankle-tui start --plain` opens it, not a moment before the session begins.
"""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import time
import wave
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ankle_tui import clock
from ankle_tui.audio.open_player import open_player
from ankle_tui.audio.player import Player
from ankle_tui.audio.sound_files import RATE, find_sounds, read_clips
from ankle_tui.core.cues.voice import WORDS
from ankle_tui.core.exercises.exercise import Choice, Level, Side
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId, self_test_plan
from ankle_tui.core.session.events import Event, PhaseStarted
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import PhaseKind, Plan, build_plan
from ankle_tui.core.session.snapshot import Run
from ankle_tui.services.session_runner import Action, SessionRunner
from tests.audio.listening import Recording, missing_programs, recording, sound_server
from tests.audio.tracing import Due, Traced, clipped, overlaps, trace_all
from tests.builders import beginner_plan, shipped

CLIPS = read_clips(find_sounds())
CONTROL = ("three", "voice/left-leg", "go", "tempo-up", "voice/count-7", "set-done", "count", "voice/ten-seconds")
"""Sounds of the control, short and long ones in turn."""
AHEAD = 1.5
"""Seconds from the call of a sound of the control to its deadline."""
RAISES = 27.0
"""Seconds after which a leg gives up in the heel-raise test."""
BUSY = "while True: pass"


class Log:
    """A player that notes what it is asked for before it plays it."""

    def __init__(self, player: Player) -> None:
        self._player = player
        self.due: list[Due] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._player, name)

    def play(self, cue: str, at: float | None = None) -> None:
        self.due.append(Due(cue, clock.now() if at is None else at))
        self._player.play(cue, at)

    def cancel(self) -> None:
        now = clock.now()
        self.due = [due for due in self.due if due.at <= now]
        self._player.cancel()


def closed_eyes_plan() -> Plan:
    """Balance with closed eyes on the floor and on the pillow, raises off a step, hops that are held."""
    ids = (
        ("single-leg-balance", "eyes-closed-firm", -1),
        ("single-leg-balance", "eyes-closed-pillow", -1),
        ("calf-raise", "one-leg-step", 0),
        ("lateral-hops", "one-leg-landed", 0),
    )
    exercises = ((shipped().get(name), variation, dose) for name, variation, dose in ids)
    found = ((exercise, exercise.variation(variation), dose) for exercise, variation, dose in exercises)
    choices = [Choice(exercise, variation, variation.doses[dose]) for exercise, variation, dose in found]
    return build_plan(choices, level=Level.EXPERIENCED)


def band_plan() -> Plan:
    """The band in four directions."""
    return build_plan([Choice.start(shipped().get("band-ankle"), Level.EXPERIENCED)])


def raise_plan() -> Plan:
    """The heel-raise test without its warm-up."""
    return self_test_plan(PROTOCOLS[SelfTestId.RAISE], first_side=Side.LEFT)


PLANS: dict[str, Callable[[], Plan]] = {
    "beginner": beginner_plan,
    "closed-eyes": closed_eyes_plan,
    "band": band_plan,
    "heel-raise": raise_plan,
}


def lead(runner: SessionRunner, gives_up: float | None) -> list[Event]:
    """Lead a session in real time as the plain shell does.

    Args:
        runner: The session.
        gives_up: Seconds after which a set is ended by a key; None leaves every set to its own end.
    """
    events = list(runner.start())
    until = None
    while runner.session.run is not Run.DONE:
        waits = [wait for wait in (runner.wake_in(), until and until - clock.now()) if wait is not None]
        time.sleep(max(0.0, min(waits)))
        if until is not None and clock.now() >= until:
            fresh, until = list(runner.perform(Action.GO_ON) or ()), None
        else:
            fresh = list(runner.look())
        for event in fresh:
            if gives_up and isinstance(event, PhaseStarted):
                until = event.at + gives_up if event.phase.kind is PhaseKind.WORK else None
        events += fresh
    return events


def play_control(player: Player, count: int) -> list[Due]:
    """Play sounds with deadlines from a bare loop, each after the one before."""
    at = clock.now() + AHEAD
    due = []
    for number in range(count):
        cue = CONTROL[number % len(CONTROL)]
        due.append(Due(cue, at))
        time.sleep(max(0.0, at - AHEAD - clock.now()))
        player.play(cue, at)
        at += len(CLIPS[cue].samples) / RATE + 0.25 + 0.01 * (number % 7)
    time.sleep(max(0.0, at - clock.now()))
    return due


@contextlib.contextmanager
def busy(count: int) -> Iterator[None]:
    """Keep processors busy, as a program of another terminal does."""
    burners = [subprocess.Popen([sys.executable, "-c", BUSY], start_new_session=True) for _ in range(count)]
    try:
        yield
    finally:
        for burner in burners:
            burner.kill()
            burner.wait()


@dataclass(slots=True)
class Figures:
    """What was heard of a plan.

    Attributes:
        sounds: Sounds that were due.
        lost: Names of those that were not heard.
        holes: Milliseconds of silence put into sounds.
        broken: Names of those that were heard, but not sample for sample.
        overlaps: Pairs of sounds over each other, with milliseconds.
        clipped: Samples at full scale.
        median_ms: Median of the errors beside the median of the control.
        p95_ms: What 19 of 20 errors beside it keep.
        latency_ms: Median from deadline to onset.
        errors_ms: From each deadline to the onset.
    """

    sounds: int
    lost: list[str] = field(default_factory=list)
    holes: list[float] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    overlaps: list[str] = field(default_factory=list)
    clipped: int = 0
    median_ms: float = 0.0
    p95_ms: float = 0.0
    latency_ms: float = 0.0
    errors_ms: list[float] = field(default_factory=list)

    def lines(self, name: str) -> list[str]:
        """Tell the figures."""
        return [
            f"{name}: {self.sounds} sounds, lost {len(self.lost)}{self._named(self.lost)}, holes {len(self.holes)}"
            f"{self._named([f'{hole:.0f} ms' for hole in self.holes])}, broken {len(self.broken)}"
            f"{self._named(self.broken)}, overlaps {len(self.overlaps)}{self._named(self.overlaps)}, "
            f"samples at full scale {self.clipped}",
            f"  onset {self.latency_ms:.1f} ms after the deadline; error beside the control: median {self.median_ms:.1f}, "
            f"p95 {self.p95_ms:.1f} ms",
        ]

    @staticmethod
    def _named(names: Sequence[str]) -> str:
        return f" ({', '.join(names[:12])}{', …' if len(names) > 12 else ''})" if names else ""


def listen(room: Recording, due: Sequence[Due], since: float, until: float) -> tuple[list[Traced], int]:
    """Find every sound in what was recorded, and count the samples at full scale."""
    return trace_all(due, CLIPS, room), clipped(room.between(since, until))


def figures(traced: Sequence[Traced], at_full_scale: int, base: float) -> Figures:
    """Work out the figures; `base` is the error of the control in seconds."""
    errors = [sound.error for sound in traced if sound.error is not None]
    beside = sorted(1000 * abs(error - base) for error in errors) or [0.0]
    return Figures(
        len(traced),
        [f"{sound.cue} {sound.due - traced[0].due:.1f} s" for sound in traced if sound.onset is None],
        [hole for sound in traced for hole in sound.holes],
        [f"{sound.cue} {sound.due - traced[0].due:.1f} s" for sound in traced if sound.onset and not sound.whole],
        [f"{one.cue} + {other.cue} {1000 * by:.0f} ms" for one, other, by in overlaps(traced)],
        at_full_scale,
        statistics.median(beside),
        beside[min(len(beside) - 1, len(beside) * 19 // 20)],
        1000 * statistics.median(errors or [0.0]),
        [round(1000 * error, 1) for error in errors],
    )


def transcript(traced: Sequence[Traced], start: float) -> Iterator[str]:
    """Write down what was heard, a line each."""
    for sound in sorted(traced, key=lambda sound: sound.onset or sound.due):
        moment = max(0.0, (sound.onset or sound.due) - start)
        text = f'"{WORDS[sound.cue]}"' if sound.cue in WORDS else sound.cue
        notes = [*(["NOT HEARD"] if sound.onset is None else []), *(f"hole of {hole:.0f} ms" for hole in sound.holes)]
        yield f"{int(moment // 60):2}:{moment % 60:05.2f}  {text}{'   ' + ', '.join(notes) if notes else ''}"


def silences(traced: Sequence[Traced], events: Sequence[Event]) -> dict[str, tuple[float, float]]:
    """Longest silence in each kind of phase: seconds, and where it begins in the session."""
    phases = [event for event in events if isinstance(event, PhaseStarted)]
    heard = sorted((sound for sound in traced if sound.onset is not None), key=lambda sound: sound.onset or 0.0)
    longest: dict[str, tuple[float, float]] = {}
    ends = -1.0
    for sound in heard:
        onset = sound.onset or 0.0
        if ends > 0.0:
            inside = [phase for phase in phases if phase.at <= ends + 0.2]
            kind = inside[-1].phase.kind.value if inside else ""
            longest[kind] = max(longest.get(kind, (0.0, 0.0)), (onset - ends, ends - phases[0].at))
        ends = max(ends, sound.end)
    return longest


def record(name: str, options: argparse.Namespace) -> int:
    """Play, record and tell."""
    with sound_server() as server, recording(server) as room:
        os.environ.update(server)
        events: list[Event] = []
        with busy(os.cpu_count() or 1) if options.busy else contextlib.nullcontext():
            since = clock.now()
            news: list[str] = []
            player = Log(open_player(options.backend, on_news=news.append))
            if name in PLANS:
                runner = SessionRunner(
                    PLANS[name](), clock=clock.Clock(), player=player, save_queue=None, mode=SoundMode(options.mode)
                )
                events = lead(runner, RAISES if name == "heel-raise" else None)
                time.sleep(2.5)
            else:
                time.sleep(3.0)
            due = list(player.due)
            control = play_control(player, 100 if name == "hundred" else 40)
            until = clock.now() + 0.5
            room.wait_until(until)
            made_by = f"{player.name}, {player.status}"
            player.close()
        base_traced, base_clipped = listen(room, control, since, until)
        base = statistics.median([sound.error for sound in base_traced if sound.error is not None] or [0.0])
        lines = [f"{name}{' beside busy processors' if options.busy else ''}, played by {made_by}"]
        lines += news
        found = {"control": figures(base_traced, base_clipped, base)}
        if due:
            traced, at_full_scale = listen(room, due, since, control[0].at - 0.5)
            found[name] = figures(traced, at_full_scale, base)
            lines += transcript(traced, traced[0].due)
            for kind, (seconds, place) in sorted(silences(traced, events).items()):
                lines.append(f"longest silence in {kind}: {seconds:.1f} s, from {int(place // 60)}:{place % 60:04.1f}")
        for each, figure in found.items():
            lines += figure.lines(each)
        print("\n".join(lines))
        if options.json:
            options.json.write_text(json.dumps({key: asdict(value) for key, value in found.items()}, indent=2))
        if options.wav:
            with wave.open(str(options.wav), "wb") as file:
                file.setnchannels(1)
                file.setsampwidth(2)
                file.setframerate(RATE)
                file.writeframes(room.between(since, until).tobytes())
    good = found.get(name) or found["control"]
    return 1 if good.lost or good.holes or good.overlaps or good.clipped else 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Record a session; exit code 1 if anything is lost, broken by a hole, over another sound or at full scale."""
    parser = argparse.ArgumentParser(prog="tests.audio.record_session", description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=[*PLANS, "hundred"])
    parser.add_argument("--busy", action="store_true", help="keep every processor busy beside it")
    parser.add_argument("--mode", default="both", help="sound mode of the session")
    parser.add_argument("--backend", default="auto", help="as the setting `sound`")
    parser.add_argument("--wav", type=Path, help="keep the recording")
    parser.add_argument("--json", type=Path, help="keep the figures")
    options = parser.parse_args(arguments)
    if missing := missing_programs():
        parser.error(f"not installed: {', '.join(missing)}")
    return record(options.what, options)


if __name__ == "__main__":
    sys.exit(main())
