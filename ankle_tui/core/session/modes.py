"""How a session is led: who counts and what is heard. The settings know these; they load nothing else."""

from enum import StrEnum


class Counting(StrEnum):
    """Who counts reps and steps."""

    PACED = "paced"
    """The engine, by the tempo of the exercise: nothing has to be pressed."""
    BY_HAND = "by hand"
    """The runner, with the big key."""

    @property
    def other(self) -> "Counting":
        """The other of the two."""
        return Counting.BY_HAND if self is Counting.PACED else Counting.PACED


class SoundMode(StrEnum):
    """What a session is led by."""

    TONES = "tones"
    VOICE = "voice"
    """Words where there are words; the countdown, GO, the tempo, the end of a set and foot-downs stay tones."""
    BOTH = "both"
    """Tones, each followed by its words; counts are spoken."""
    OFF = "off"
