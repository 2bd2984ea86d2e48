"""Turn events of a session into cues: named sounds, each with its time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import inf
from typing import Final

from ankle_tui.core.cues.announcement import Phrase, Rank, in_turn, seconds_to_say, what_comes
from ankle_tui.core.cues.voice import LENGTHS, VOICE, WORDS, count_word
from ankle_tui.core.history.records import Outcome
from ankle_tui.core.session.events import (
    Countdown,
    Counted,
    Elapsed,
    Event,
    FootDown,
    Halfway,
    NothingCounted,
    Paused,
    PhaseStarted,
    Resumed,
    SessionEnded,
    SetEnded,
    Stage,
    TempoBeat,
    TenSeconds,
)
from ankle_tui.core.session.modes import SoundMode
from ankle_tui.core.session.plan import PhaseKind

AFTER_SET_DONE = 0.4
"""Seconds from the tone for the end of a set to the call of the next phase, so that the two can be told apart."""


class Cue(StrEnum):
    """A tone with a meaning; the value is the name of its file in `sounds/`, without `.wav`."""

    GET_READY = "get-ready"
    THREE = "three"
    TWO = "two"
    ONE = "one"
    GO = "go"
    TEMPO_UP = "tempo-up"
    TEMPO_HOLD = "tempo-hold"
    TEMPO_DOWN = "tempo-down"
    COUNT = "count"
    HALFWAY = "halfway"
    TEN_SECONDS = "ten-seconds"
    CHANGE_SIDES = "change-sides"
    REST = "rest"
    SET_DONE = "set-done"
    SESSION_DONE = "session-done"
    FOOT_DOWN = "foot-down"
    QUESTION = "question"
    PAUSED = "paused"
    RESUMED = "resumed"


NAMES: Final[tuple[str, ...]] = (*Cue, *WORDS)
"""Names of all sounds, tones first."""


@dataclass(frozen=True, slots=True)
class Call:
    """A cue at a time.

    Attributes:
        at: Seconds of the session's clock.
        cue: One of `NAMES`.
    """

    at: float
    cue: str


_PHASES = {
    PhaseKind.GET_READY: Cue.GET_READY,
    PhaseKind.WORK: Cue.GO,
    PhaseKind.CHANGE_SIDES: Cue.CHANGE_SIDES,
    PhaseKind.REST: Cue.REST,
}
_COUNTDOWN = {3: Cue.THREE, 2: Cue.TWO, 1: Cue.ONE}
_STAGES = {Stage.UP: Cue.TEMPO_UP, Stage.HOLD: Cue.TEMPO_HOLD, Stage.DOWN: Cue.TEMPO_DOWN}
_PLAIN = {
    Counted: Cue.COUNT,
    Elapsed: Cue.COUNT,
    FootDown: Cue.FOOT_DOWN,
    Halfway: Cue.HALFWAY,
    NothingCounted: Cue.QUESTION,
    Paused: Cue.PAUSED,
    Resumed: Cue.RESUMED,
    SessionEnded: Cue.SESSION_DONE,
    TenSeconds: Cue.TEN_SECONDS,
}
_COVERS = {Cue.GO: (Cue.THREE, Cue.TWO, Cue.ONE, Cue.TEMPO_UP), Cue.SESSION_DONE: (Cue.SET_DONE,)}
"""Cues that are dropped at the instant of a more important one."""

_WORDS: Final[Mapping[Cue, str]] = {
    Cue.GET_READY: VOICE + "get-ready",
    Cue.REST: VOICE + "rest",
    Cue.CHANGE_SIDES: VOICE + "change-sides",
    Cue.HALFWAY: VOICE + "halfway",
    Cue.TEN_SECONDS: VOICE + "ten-seconds",
    Cue.SESSION_DONE: VOICE + "well-done",
    Cue.PAUSED: VOICE + "paused",
    Cue.RESUMED: VOICE + "go-on",
}
_FIRST = frozenset({*_STAGES.values(), Cue.COUNT})
"""Tones of an instant after which what waits its turn begins."""

STANDS_FOR: Final[Mapping[str, Cue]] = {
    **{word: cue for cue, word in _WORDS.items()},
    **{word: Cue.COUNT for word in WORDS if word.startswith(f"{VOICE}count-")},
}
"""Tone that a word takes the place of, for a player without words, such as a bell; words that add something have none."""


def calls(events: Iterable[Event], mode: SoundMode = SoundMode.TONES) -> tuple[Call, ...]:
    """Give the cues for a run of events.

    At one instant only the most important cue sounds: GO replaces the first "up" of a set (and the rest of the countdown
    if the runner goes on early), the end of the session replaces that of its last set; after the end of a set the next
    phase is called a moment later. Words follow each other and the tones of their instant, and end before the next beep,
    GO or end that the phase will have by itself.

    The cues of an instant depend on the events of that instant alone, so events may be given in slices, cut anywhere
    between two instants.

    Args:
        events: Events in order, as the engine returned them.
        mode: Tones, words, both or nothing.

    Returns:
        The cues instant by instant, each in order of time. After a command a word can be due later than a cue of a later
        instant; the scheduler cancels those no longer due.
    """
    if mode is SoundMode.OFF:
        return ()
    lay_out = _tones if mode is SoundMode.TONES else _spoken
    return tuple(
        call
        for at, group in groupby(events, lambda event: event.at)
        for call in sorted(lay_out(at, tuple(group), mode), key=lambda call: call.at)
    )


def _tones(at: float, events: Sequence[Event], _: SoundMode) -> Iterator[Call]:
    cues = [cue for _, cue in _named(events)]
    for cue in cues:
        late = Cue.SET_DONE in cues and cue in _PHASES.values()
        yield Call(at + AFTER_SET_DONE if late else at, cue)


def _spoken(at: float, events: Sequence[Event], mode: SoundMode) -> Iterator[Call]:
    named = _named(events)
    if any(cue is Cue.GO for _, cue in named):
        yield from _tones(at, events, mode)  # the set begins: no time for words
        return
    coming = next((event for event, _ in reversed(named) if isinstance(event, PhaseStarted)), None)
    queue: list[Phrase] = []
    start = at
    for event, cue in named:
        if isinstance(event, PhaseStarted) and event is not coming:
            continue  # this phase ended at the instant it began
        said = _said(event, cue, mode)
        queue += said
        if not said:
            yield Call(at, cue)
            start = max(start, at + LENGTHS[cue]) if cue in _FIRST else start
    end = at + seconds_to_say(coming) if coming else inf
    for moment, name in in_turn(queue, start, end):
        yield Call(moment, name)


def _said(event: Event, cue: Cue, mode: SoundMode) -> tuple[Phrase, ...]:
    """Phrases of an event that must wait their turn; none if its tone sounds at its own instant."""
    match event:
        case Counted(count=number) | Elapsed(seconds=number):
            # A number that is not called is a tick, exactly at its instant: every second has one.
            return (Phrase(count_word(number) or cue),) if event.called else ()
        case SetEnded():
            return (Phrase(cue),)
        case Resumed():
            # As short as possible, because the next beep may follow at once.
            return (Phrase(_WORDS[cue] if mode is SoundMode.VOICE else cue),)
        case PhaseStarted():
            ready = cue is Cue.GET_READY
            return (*_call(cue, mode, Rank.CALL if ready else Rank.ALWAYS), *what_comes(event))
        case Halfway() | TenSeconds() | Paused() | SessionEnded():
            return _call(cue, mode, Rank.ALWAYS)
        case _:
            return ()


def _call(cue: Cue, mode: SoundMode, rank: Rank) -> tuple[Phrase, ...]:
    word = _WORDS[cue]
    return (Phrase(word, rank),) if mode is SoundMode.VOICE else (Phrase(cue, rank), Phrase(word, Rank.DOUBLE))


def _named(events: Sequence[Event]) -> list[tuple[Event, Cue]]:
    """Pick the events of one instant that are heard, each with its tone."""
    named = [(event, cue) for event in events if (cue := _cue(event))]
    covered = {hidden for _, cue in named for hidden in _COVERS.get(cue, ())}
    return [(event, cue) for event, cue in named if cue not in covered]


def _cue(event: Event) -> Cue | None:
    match event:
        case PhaseStarted(phase=phase):
            return _PHASES[phase.kind]
        case Countdown(seconds=left):
            return _COUNTDOWN[left]
        case TempoBeat(stage=stage):
            return _STAGES[stage]
        case SetEnded(outcome=outcome):
            return None if outcome is Outcome.SKIPPED else Cue.SET_DONE
        case _:
            return _PLAIN.get(type(event))
