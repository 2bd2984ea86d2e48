"""What a session sounds like: every sound with its time and text, from the plan alone.

`python -m tests.core.cues.transcript` prints the sessions that are read as somebody with closed eyes hears them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ankle_tui.core.cues.cues import calls
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.cues.voice import WORDS
from ankle_tui.core.exercises.exercise import Choice, Level, Side
from ankle_tui.core.self_tests.protocols import PROTOCOLS, SelfTestId, self_test_plan, warm_up_choices
from ankle_tui.core.session.events import Event
from ankle_tui.core.session.modes import Heard, SoundMode
from ankle_tui.core.session.plan import Plan, build_plan
from ankle_tui.core.session.snapshot import Command
from tests.builders import Runner, shipped, whole_session


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound of a session.

    Attributes:
        at: Seconds from the start of the session.
        cue: Its name.
        text: Its words, or the name of its tone in brackets.
    """

    at: float
    cue: str
    text: str

    @property
    def end(self) -> float:
        """Seconds from the start of the session to its end."""
        return self.at + LENGTHS[self.cue]

    @property
    def is_word(self) -> bool:
        """True if it is spoken."""
        return self.cue in WORDS


def transcript(
    events: list[Event],
    mode: SoundMode = SoundMode.BOTH,
    heard: Heard = Heard(),  # noqa: B008 - frozen
) -> tuple[Sound, ...]:
    """List what is heard of `events`, in order of time."""
    told = sorted(calls(events, mode, heard), key=lambda call: call.at)
    return tuple(Sound(call.at, call.cue, WORDS.get(call.cue, f"[{call.cue}]")) for call in told)


def longest_silence(sounds: tuple[Sound, ...]) -> float:
    """Seconds of the longest silence between two sounds."""
    ends = [0.0, *(sound.end for sound in sounds)]
    return max(sound.at - end for sound, end in zip(sounds, ends, strict=False))


def lines(sounds: tuple[Sound, ...]) -> Iterator[str]:
    """Write a transcript, a line for what follows without a pause of more than half a second."""
    line: list[str] = []
    for sound, following in pairwise([*sounds, None]):
        assert sound
        line.append(f"{sound.at:7.2f}  {sound.text}" if not line else sound.text)
        if following is None or following.at - sound.end > 0.5:
            yield " ".join(line)
            line = []


def sessions() -> Iterator[tuple[str, list[Event]]]:
    """Sessions that are read: a beginner's, one with closed eyes, the band, and two self-tests."""
    catalogue = shipped()

    def choice(exercise: str, variation: str, dose: int = 0) -> Choice:
        found = catalogue.get(exercise)
        return Choice(found, found.variation(variation), found.variation(variation).doses[dose])

    beginner = [
        Choice.start(catalogue.get(name), Level.BEGINNER)
        for name in ("single-leg-balance", "calf-raise", "heel-toe-walk")
    ]
    yield "a beginner's session", whole_session(build_plan(beginner))
    closed = [
        choice("single-leg-balance", "eyes-closed-pillow", 4),
        choice("calf-raise", "one-leg", 2),
        choice("lateral-hops", "one-leg-landed"),
    ]
    yield "closed eyes, experienced", whole_session(build_plan(closed, first_side=Side.RIGHT))
    yield "the band", whole_session(build_plan([choice("band-ankle", "four-way", 3)]))
    yield (
        "heel raise test",
        tried(
            self_test_plan(PROTOCOLS[SelfTestId.RAISE], first_side=Side.LEFT, warm_up=warm_up_choices(catalogue)), 23.4
        ),
    )
    yield "stance test", tried(self_test_plan(PROTOCOLS[SelfTestId.STANCE], first_side=Side.LEFT), 12.6)
    yield "cooldown", whole_session(build_plan([choice("ankle-circles", "seated"), choice("knee-to-wall", "standing")]))


def tried(plan: Plan, seconds: float) -> list[Event]:
    """A self-test in which each try is ended after some seconds."""
    runner = Runner(plan).start()
    for number, work in enumerate(plan.sets):
        runner.work(number)
        if work.open:
            runner.wait(seconds)
            runner.do(Command.COMPLETE)
    runner.wait(5)
    return runner.events


if __name__ == "__main__":
    for name, events in sessions():
        for mode in (SoundMode.BOTH,):
            sounds = transcript(events, mode)
            print(f"\n{name}, {mode.value}: longest silence {longest_silence(sounds):.1f} s")
            print(*lines(sounds), sep="\n")
