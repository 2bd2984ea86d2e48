"""Session modes, counting and sound, in a module of their own so that settings load nothing else."""

from enum import StrEnum


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
    """Sound of a session."""

    TONES = "tones"
    VOICE = "voice"
    """Words where there are any; countdown, GO, tempo, end of a set and foot-downs stay tones."""
    BOTH = "both"
    """Tones, each followed by its words; counts are spoken."""
    OFF = "off"
