"""Words for a set, and for how a session counts and sounds: the same on screen and in lines."""

from ankle_tui.core.formatting import amount_words, side_words
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import WorkSet

_SOUNDS = {
    SoundMode.TONES: "tones",
    SoundMode.VOICE: "voice",
    SoundMode.BOTH: "tones + voice",
    SoundMode.OFF: "muted",
}


def work_words(work: WorkSet) -> str:
    """What a set works, part and leg: `DOWN · LEFT LEG`; empty where there is neither."""
    words = [work.part.name if work.part else "", side_words(work.side)]
    return " · ".join(word for word in words if word)


def set_words(work: WorkSet) -> str:
    """Which set it is."""
    return f"set {work.number} of {work.sets}"


def coming_words(work: WorkSet, *, new_exercise: bool = False) -> str:
    """The set that comes, in one line."""
    name = [work.exercise_name] if new_exercise else []
    return " · ".join(
        [*name, *filter(None, [work_words(work)]), amount_words(work.target, work.kind.unit), set_words(work)]
    )


def counting_words(counting: Counting) -> str:
    """Who counts, for the screen."""
    return "paced" if counting is Counting.PACED else "by hand"


def sound_words(mode: SoundMode) -> str:
    """What a session is led by: `tones + voice`."""
    return _SOUNDS[mode]
