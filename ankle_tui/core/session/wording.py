"""Words of a session that the screen and plain mode share: a set, who counts, the sound."""

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
    """Name the part and leg of a set, `DOWN · LEFT LEG`, or nothing if it has neither."""
    words = [work.part.name if work.part else "", side_words(work.side)]
    return " · ".join(word for word in words if word)


def set_words(work: WorkSet) -> str:
    """Number a set: `set 1 of 2`, or an open one: `trial 1 of 3`."""
    return f"{'trial' if work.open else 'set'} {work.number} of {work.sets}"


def target_words(work: WorkSet) -> str:
    """Write what is to be done in a set: `30 s`, or of an open one `at most 45 s`."""
    return ("at most " if work.open else "") + amount_words(work.target, work.kind.unit)


def coming_words(work: WorkSet, *, new_exercise: bool = False) -> str:
    """Describe the next set in one line: `LEFT LEG · 30 s · set 1 of 2`."""
    name = [work.exercise_name] if new_exercise else []
    return " · ".join([*name, *filter(None, [work_words(work)]), target_words(work), set_words(work)])


def counting_words(counting: Counting) -> str:
    """Name who counts: `paced` or `by hand`."""
    return "paced" if counting is Counting.PACED else "by hand"


def sound_words(mode: SoundMode) -> str:
    """Name a sound mode: `tones + voice`."""
    return _SOUNDS[mode]
