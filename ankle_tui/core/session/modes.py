"""Session modes, counting and sound, in a module of their own so that settings load nothing else."""

from enum import StrEnum
from typing import NamedTuple


class Counting(StrEnum):
    """Who counts reps and steps."""

    PACED = "paced"
    """The engine, by the tempo of the exercise, with nothing to press."""
    BY_HAND = "by hand"
    """The runner, with the big key."""

    @property
    def other(self) -> "Counting":
        """The other of the two."""
        return Counting.BY_HAND if self is Counting.PACED else Counting.PACED


class SoundMode(StrEnum):
    """Sound of a session, in the order in which one key goes through the modes."""

    TONES = "tones"
    VOICE = "voice"
    """Words where there are any, and no beat; countdown, GO, end of a set and foot-downs stay tones."""
    BOTH = "both"
    """Tones, each followed by its words; counts are spoken."""
    OFF = "off"

    @property
    def following(self) -> "SoundMode":
        """The next mode; after the last one the first."""
        modes = list(SoundMode)
        return modes[(modes.index(self) + 1) % len(modes)]


class WordChoice(StrEnum):
    """How much is said."""

    FULL = "full"
    """All that closed eyes need."""
    BRIEF = "brief"
    """Only what is new of the next set, for runners who know the rest."""
    OFF = "off"
    """Nothing but counts; tones take the place of words."""


class Heard(NamedTuple):
    """What is heard in a session, within its mode.

    Attributes:
        beat: True for the tones of the tempo.
        counts: True for counts of reps, steps and seconds.
        words: How much is said.
    """

    beat: bool = True
    counts: bool = True
    words: WordChoice = WordChoice.FULL
