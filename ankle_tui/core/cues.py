"""What is heard when: a table from the session's events to named cues."""

from enum import StrEnum

__all__ = ["Cue"]


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
