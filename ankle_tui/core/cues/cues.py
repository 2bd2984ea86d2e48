"""Turn events of a session into cues: named sounds, each with its time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from math import inf
from typing import Final

from ankle_tui.core.cues.announcement import Phrase, Rank, in_turn, seconds_to_say, what_comes
from ankle_tui.core.cues.lengths import LENGTHS
from ankle_tui.core.cues.voice import VOICE, WORDS, Words, amount_words, count_words, reps_left_words, time_left_words
from ankle_tui.core.history.records import Outcome
from ankle_tui.core.self_tests.protocols import to_step
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
    Saved,
    SessionEnded,
    SetEnded,
    Stage,
    TempoBeat,
    TenSeconds,
    TimeLeft,
)
from ankle_tui.core.session.modes import Heard, SoundMode, WordChoice
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
    TEMPO_PULL = "tempo-pull"
    TEMPO_BACK = "tempo-back"
    COUNT = "count"
    SECOND = "second"
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
_LEVEL = {Stage.UP: Cue.TEMPO_PULL, Stage.HOLD: Cue.TEMPO_HOLD, Stage.DOWN: Cue.TEMPO_BACK}
"""Stages of what does not go up and down: neither tone rises or falls."""
_PLAIN = {
    Counted: Cue.COUNT,
    Elapsed: Cue.SECOND,
    FootDown: Cue.FOOT_DOWN,
    Halfway: Cue.HALFWAY,
    NothingCounted: Cue.QUESTION,
    Paused: Cue.PAUSED,
    Resumed: Cue.RESUMED,
    SessionEnded: Cue.SESSION_DONE,
    TenSeconds: Cue.TEN_SECONDS,
}
_BEAT = frozenset({*_STAGES.values(), *_LEVEL.values()})
_COUNTS = frozenset({Cue.COUNT, Cue.SECOND})
_COVERS = {
    Cue.GO: (Cue.THREE, Cue.TWO, Cue.ONE, Cue.TEMPO_UP, Cue.TEMPO_PULL),
    Cue.SESSION_DONE: (Cue.SET_DONE,),
}
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
_BEFORE_BEAT: Final = 0.05
"""Seconds of silence before the next beat."""

ENDING: Final = LENGTHS[Cue.SESSION_DONE] + LENGTHS[_WORDS[Cue.SESSION_DONE]] + 1.5
"""Seconds from the end of a session until its last count, its tone and "well done" are over."""


def calls(
    events: Iterable[Event],
    mode: SoundMode = SoundMode.TONES,
    heard: Heard = Heard(),  # noqa: B008 - frozen
    lengths: Mapping[str, float] = LENGTHS,
) -> tuple[Call, ...]:
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
        heard: The runner's choice of what is heard of it.
        lengths: Seconds of every sound, by name: ours, and the runner's own.

    Returns:
        The cues instant by instant, each in order of time. After a command a word can be due later than a cue of a later
        instant; the scheduler cancels those no longer due.
    """
    if mode is SoundMode.OFF:
        return ()
    lay_out = _Layout(mode, heard, lengths)
    return tuple(
        call
        for at, group in groupby(events, lambda event: event.at)
        for call in sorted(lay_out.instant(at, tuple(group)), key=lambda call: call.at)
    )


class _Layout:
    """What sounds at one instant, and after it, in a mode.

    Args:
        mode: Tones, words or both.
        heard: The runner's choice of what is heard of it.
        lengths: Seconds of every sound, by name.
    """

    def __init__(self, mode: SoundMode, heard: Heard, lengths: Mapping[str, float]) -> None:
        self._lengths = lengths
        self._tones_alone = mode is SoundMode.TONES
        self._words = WordChoice.OFF if self._tones_alone else heard.words
        self._no_tones = mode is SoundMode.VOICE and self._words is not WordChoice.OFF
        """True if words take the place of tones that have one."""
        self._beat = heard.beat and mode is not SoundMode.VOICE
        self._counts = heard.counts

    def instant(self, at: float, events: Sequence[Event]) -> Iterator[Call]:
        """Lay out the cues of the events of one instant."""
        cues = [(event, _cue(event)) for event in events]
        covered = {hidden for _, cue in cues if cue for hidden in _COVERS.get(cue, ())}
        named = [(event, None if cue in covered else cue) for event, cue in cues]
        if self._tones_alone or any(cue is Cue.GO for _, cue in named):
            yield from self._tones(at, named)  # the set begins: no time for words
            return
        at_once = [cue for event, cue in named if cue and self._sounds_at_once(event)]
        yield from (Call(at, cue) for cue in at_once)
        delay = max((self._lengths[cue] for cue in at_once if cue in _BEAT | _COUNTS), default=0.0)
        coming = next((event for event in reversed(events) if isinstance(event, PhaseStarted)), None)
        queue = [
            phrase
            for event, cue in named
            if coming is event or not isinstance(event, PhaseStarted)  # another one ended at the instant it began
            for phrase in self._said(event, cue, delay)
            if phrase.cues
        ]
        end = at + seconds_to_say(coming) if coming else inf
        for moment, name in in_turn(queue, at + delay, end, self._lengths):
            yield Call(moment, name)

    def _tones(self, at: float, named: Sequence[tuple[Event, Cue | None]]) -> Iterator[Call]:
        cues = [cue for _, cue in named if cue and (cue not in _BEAT or self._beat)]
        for cue in cues:
            if cue not in _COUNTS or self._counts:
                late = Cue.SET_DONE in cues and cue in _PHASES.values()
                yield Call(at + AFTER_SET_DONE if late else at, cue)

    def _sounds_at_once(self, event: Event) -> bool:
        match event:
            case TempoBeat():
                return self._beat
            case Counted() | Elapsed():
                # A number that is not called is a tick, exactly at its instant: every second has one.
                return self._counts and not event.called
            case Countdown() | FootDown() | NothingCounted():
                return True
            case _:
                return False

    def _said(self, event: Event, cue: Cue | None, delay: float) -> Iterator[Phrase]:
        """Phrases of an event that wait their turn, `delay` seconds after their instant."""
        match event:
            case Counted() | Elapsed() if cue:
                yield self._number(event, cue, delay)
            case SetEnded():
                yield from (Phrase((tone,)) for tone in [cue] if tone)
                yield from self._spoken(_result_words(event), Rank.DOSE)
            case TimeLeft(seconds=left) if self._words is WordChoice.FULL:
                yield from self._spoken(time_left_words(left))
            case Resumed() if cue:
                # As short as possible, because the next beep may follow at once.
                yield Phrase((_WORDS[cue] if self._no_tones else cue,))
            case PhaseStarted() if cue:
                yield from self._call(cue, Rank.CALL if cue is Cue.GET_READY else Rank.ALWAYS)
                if self._words is not WordChoice.OFF:
                    yield from what_comes(event, self._lengths, brief=self._words is WordChoice.BRIEF)
            case Halfway() | TenSeconds() | Paused() | SessionEnded() if cue:
                yield from self._call(cue)
            case Saved(asks=asks):
                yield from self._spoken((VOICE + "saved",))
                if asks and self._words is WordChoice.FULL:
                    yield from self._spoken((VOICE + "how-it-was",))

    def _number(self, event: Counted | Elapsed, cue: Cue, delay: float) -> Phrase:
        """Call a count: "two more", "last one", else the number, or a tick where words would not fit."""
        number, room, left = (event.seconds, 1.0, 0) if isinstance(event, Elapsed) else _count(event)
        called = self._counts and event.called
        choices = [
            reps_left_words(left) if self._words is WordChoice.FULL else (),
            count_words(number) if called else (),
        ]
        said = (
            words for words in choices if words and Phrase(words).seconds(self._lengths) <= room - delay - _BEFORE_BEAT
        )
        last = isinstance(event, Counted) and not event.open and not left
        return Phrase(next(said, (cue,) if called else ()), Rank.LAST_COUNT if last else Rank.ALWAYS)

    def _call(self, cue: Cue, rank: Rank = Rank.ALWAYS) -> Iterator[Phrase]:
        yield Phrase((_WORDS[cue] if self._no_tones else cue,), rank)
        if (
            not self._no_tones and self._words is WordChoice.FULL and cue is not Cue.GET_READY
        ):  # there is better to say in its short time
            yield Phrase((_WORDS[cue],), Rank.DOUBLE)

    def _spoken(self, words: Words, rank: Rank = Rank.ALWAYS) -> Iterator[Phrase]:
        if words and self._words is not WordChoice.OFF:
            yield Phrase(words, rank)


def _count(event: Counted) -> tuple[int, float, int]:
    """Count, seconds to the next beat, and reps or steps left; none are called in an open set, whose end is not known."""
    return event.count, event.pace, 0 if event.open else event.target - event.count


def _result_words(event: SetEnded) -> Words:
    """Say what a try of a self-test gave, as it is recorded."""
    if event.work is None or not event.work.open or event.given_up or event.outcome is not Outcome.DONE:
        return ()
    return amount_words(to_step(event.done), event.work.kind.unit)


def _cue(event: Event) -> Cue | None:
    match event:
        case PhaseStarted(phase=phase):
            return _PHASES[phase.kind]
        case Countdown(seconds=left):
            return _COUNTDOWN[left]
        case TempoBeat(stage=stage, upright=upright):
            return (_STAGES if upright else _LEVEL)[stage]
        case SetEnded(outcome=outcome):
            return None if outcome is Outcome.SKIPPED else Cue.SET_DONE
        case _:
            return _PLAIN.get(type(event))
