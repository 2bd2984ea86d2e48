"""What is heard when: a table from the session's events to named cues."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ankle_tui.core.events import (
    Countdown,
    Counted,
    Event,
    FootDown,
    Halfway,
    Paused,
    PhaseStarted,
    Resumed,
    SessionEnded,
    SetEnded,
    Stage,
    TempoBeat,
    TenSeconds,
)
from ankle_tui.core.plan import PhaseKind
from ankle_tui.core.record import Outcome

__all__ = ["AFTER_SET_DONE", "Call", "Cue", "calls"]

AFTER_SET_DONE = 0.4
"""Seconds by which the call of the next phase follows the end of a set, so that the two can be told apart."""


class Cue(StrEnum):
    """A sound with a meaning. The value is the name of its file in `sounds/`, without `.wav`."""

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
    PAUSED = "paused"
    RESUMED = "resumed"


@dataclass(frozen=True, slots=True)
class Call:
    """A cue at a moment.

    Attributes:
        at: When it is to be heard, in seconds of the session's clock.
        cue: What is to be heard.
    """

    at: float
    cue: Cue


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
    FootDown: Cue.FOOT_DOWN,
    Halfway: Cue.HALFWAY,
    Paused: Cue.PAUSED,
    Resumed: Cue.RESUMED,
    SessionEnded: Cue.SESSION_DONE,
    TenSeconds: Cue.TEN_SECONDS,
}
_COVERS = {Cue.GO: (Cue.THREE, Cue.TWO, Cue.ONE, Cue.TEMPO_UP), Cue.SESSION_DONE: (Cue.SET_DONE,)}
"""Which cues are not heard at the same instant as another one."""


def calls(events: Iterable[Event]) -> tuple[Call, ...]:
    """The cues that belong to a run of events.

    Of what falls on one instant only what matters is called: GO stands for the first "up" of a set (and for what is
    left of the countdown when the runner goes on early), the end of the session for the end of its last set; after the
    end of a set the next phase is called a moment later.

    Args:
        events: Events in order, as the engine returned them.

    Returns:
        The cues in the order in which they are to be heard.
    """
    named = [Call(event.at, cue) for event in events if (cue := _cue(event))]
    heard = [call for at, group in groupby(named, lambda call: call.at) for call in _at_once(at, group)]
    return tuple(sorted(heard, key=lambda call: call.at))


def _at_once(at: float, group: Iterable[Call]) -> Iterator[Call]:
    cues = [call.cue for call in group]
    covered = {hidden for cue in cues for hidden in _COVERS.get(cue, ())}
    for cue in cues:
        if cue not in covered:
            late = Cue.SET_DONE in cues and cue in _PHASES.values()
            yield Call(at + AFTER_SET_DONE if late else at, cue)


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
