"""What is heard when: a table from the session's events to named cues."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

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


def calls(events: Iterable[Event]) -> tuple[Call, ...]:
    """The cues that belong to a run of events.

    Of what falls on one instant only what matters is called: GO stands for the first "up" of a set, the end of the
    session for the end of its last set; after the end of a set the next phase is called a moment later.

    Args:
        events: Events in order, as the engine returned them.

    Returns:
        The cues in the order in which they are to be heard.
    """
    heard: list[Call] = []
    for call in _named(events):
        last = heard[-1] if heard else None
        together = last is not None and call.at - last.at < AFTER_SET_DONE / 2
        if together and last and last.cue is Cue.GO and call.cue is Cue.TEMPO_UP:
            continue
        if together and last and last.cue is Cue.SET_DONE:
            if call.cue is Cue.SESSION_DONE:
                heard[-1] = call
                continue
            if call.cue in _PHASES.values():
                heard.append(Call(call.at + AFTER_SET_DONE, call.cue))
                continue
        heard.append(call)
    return tuple(heard)


def _named(events: Iterable[Event]) -> Iterator[Call]:
    for event in events:
        if (cue := _cue(event)) is not None:
            yield Call(event.at, cue)


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
