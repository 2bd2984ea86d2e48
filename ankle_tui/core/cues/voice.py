"""Spoken cues: the text of each, and the length of every sound, so that one can follow another."""

from collections.abc import Mapping
from typing import Final

from ankle_tui.core.exercises.exercise import Side
from ankle_tui.core.session.plan import WorkSet

VOICE: Final = "voice/"
"""Prefix of the names of spoken cues, and their folder in `sounds/`."""

_GENERAL: Final = {
    "get-ready": "get ready",
    "next": "next",
    "rest": "rest",
    "change-sides": "change sides",
    "halfway": "halfway",
    "ten-seconds": "ten seconds",
    "well-done": "well done",
    "paused": "paused",
    "go-on": "go on",
}
_SIDES: Final = {"left-leg": "left leg", "right-leg": "right leg"}
_EXERCISES: Final = {
    "single-leg-balance": "single-leg balance",
    "calf-raise": "calf raise",
    "band-ankle": "band ankle moves",
    "heel-toe-walk": "heel and toe walk",
    "lateral-hops": "lateral hops",
    "ankle-circles": "ankle circles",
    "knee-to-wall": "knee-to-wall stretch",
    "calf-roll": "calf foam roll",
    "test-stance": "stance test",
    "test-raise": "heel raise test",
    "test-hop": "side hop test",
}
"""By the id of the exercise or self-test; others are not named."""
_PARTS: Final = {
    "up": "up",
    "down": "down",
    "in": "in",
    "out": "out",
    "heels": "on your heels",
    "toes": "on your toes",
    "outwards": "outwards",
    "inwards": "inwards",
    "eyes-open": "eyes open",
    "eyes-closed": "eyes closed",
}
"""By the id of the part."""
_SETUPS: Final = {
    "anchor-in-front-of-you": "anchor in front of you",
    "hold-both-ends-of-the-band": "hold both ends of the band",
    "anchor-on-the-little-toe-side": "anchor on the little-toe side",
    "anchor-on-the-big-toe-side": "anchor on the big-toe side",
}
"""By the words of the set-up, joined by hyphens."""
_SETS: Final = {
    "last-set": "last set",
    "set-1-of-2": "set one of two",
    "set-1-of-3": "set one of three",
    "set-2-of-3": "set two of three",
    "set-1-of-4": "set one of four",
    "set-2-of-4": "set two of four",
    "set-3-of-4": "set three of four",
}
_NUMBERS: Final = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_FIFTHS: Final = {
    25: "twenty-five",
    30: "thirty",
    35: "thirty-five",
    40: "forty",
    45: "forty-five",
    50: "fifty",
    55: "fifty-five",
    60: "sixty",
}
"""Above twenty, every fifth number: enough for what counts up, where only those are called."""
_COUNTS: Final = {f"count-{number}": word for number, word in {**dict(enumerate(_NUMBERS, start=1)), **_FIFTHS}.items()}

WORDS: Final[Mapping[str, str]] = {
    VOICE + name: text
    for group in (_GENERAL, _SIDES, _EXERCISES, _PARTS, _SETUPS, _SETS, _COUNTS)
    for name, text in group.items()
}
"""Text of every spoken cue: `voice/left-leg` says "left leg"."""

LENGTHS: Final[Mapping[str, float]] = {
    "change-sides": 0.52,
    "count": 0.05,
    "foot-down": 0.20,
    "get-ready": 0.44,
    "go": 0.50,
    "halfway": 0.46,
    "one": 0.13,
    "paused": 0.39,
    "question": 0.39,
    "rest": 0.58,
    "resumed": 0.39,
    "session-done": 1.44,
    "set-done": 0.60,
    "tempo-down": 0.22,
    "tempo-hold": 0.16,
    "tempo-up": 0.20,
    "ten-seconds": 0.31,
    "three": 0.13,
    "two": 0.13,
    "voice/anchor-in-front-of-you": 1.33,
    "voice/anchor-on-the-big-toe-side": 1.53,
    "voice/anchor-on-the-little-toe-side": 1.59,
    "voice/ankle-circles": 1.04,
    "voice/band-ankle": 0.98,
    "voice/calf-raise": 0.82,
    "voice/calf-roll": 1.10,
    "voice/change-sides": 0.95,
    "voice/count-1": 0.44,
    "voice/count-10": 0.40,
    "voice/count-11": 0.62,
    "voice/count-12": 0.63,
    "voice/count-13": 0.56,
    "voice/count-14": 0.62,
    "voice/count-15": 0.57,
    "voice/count-16": 0.64,
    "voice/count-17": 0.72,
    "voice/count-18": 0.55,
    "voice/count-19": 0.67,
    "voice/count-2": 0.39,
    "voice/count-20": 0.52,
    "voice/count-25": 0.73,
    "voice/count-3": 0.50,
    "voice/count-30": 0.39,
    "voice/count-35": 0.68,
    "voice/count-4": 0.41,
    "voice/count-40": 0.48,
    "voice/count-45": 0.74,
    "voice/count-5": 0.46,
    "voice/count-50": 0.48,
    "voice/count-55": 0.74,
    "voice/count-6": 0.40,
    "voice/count-60": 0.68,
    "voice/count-7": 0.49,
    "voice/count-8": 0.31,
    "voice/count-9": 0.44,
    "voice/down": 0.54,
    "voice/eyes-closed": 0.92,
    "voice/eyes-open": 0.78,
    "voice/get-ready": 0.53,
    "voice/go-on": 0.49,
    "voice/halfway": 0.71,
    "voice/heel-toe-walk": 1.02,
    "voice/heels": 0.94,
    "voice/hold-both-ends-of-the-band": 1.57,
    "voice/in": 0.35,
    "voice/inwards": 0.52,
    "voice/knee-to-wall": 1.03,
    "voice/last-set": 0.60,
    "voice/lateral-hops": 0.84,
    "voice/left-leg": 0.72,
    "voice/next": 0.43,
    "voice/out": 0.38,
    "voice/outwards": 0.59,
    "voice/paused": 0.41,
    "voice/rest": 0.42,
    "voice/right-leg": 0.63,
    "voice/set-1-of-2": 1.02,
    "voice/set-1-of-3": 1.16,
    "voice/set-1-of-4": 0.98,
    "voice/set-2-of-3": 1.06,
    "voice/set-2-of-4": 0.87,
    "voice/set-3-of-4": 0.95,
    "voice/single-leg-balance": 1.18,
    "voice/ten-seconds": 0.89,
    "voice/test-hop": 1.22,
    "voice/test-raise": 0.93,
    "voice/test-stance": 0.99,
    "voice/toes": 0.92,
    "voice/up": 0.32,
    "voice/well-done": 0.62,
}
"""Length of every sound in `sounds/`, tones included, in seconds rounded up to a hundredth; a test compares the files."""


def count_word(count: int) -> str | None:
    """Spoken cue of a number counted, or None if it has no recording: above twenty all but every fifth, and above sixty."""
    return _known(f"count-{count}", _COUNTS)


def side_word(work: WorkSet) -> str | None:
    """Spoken cue of the working leg, or None for both."""
    return {Side.LEFT: VOICE + "left-leg", Side.RIGHT: VOICE + "right-leg", None: None}[work.side]


def exercise_word(work: WorkSet) -> str | None:
    """Spoken cue of an exercise, or None if it is not in the shipped catalogue."""
    return _known(work.exercise, _EXERCISES)


def part_word(work: WorkSet) -> str | None:
    """Spoken cue of the part of a set, or None if there is none."""
    return _known(work.part.id, _PARTS) if work.part else None


def setup_word(setup: str) -> str | None:
    """Spoken cue of a set-up, or None if it has no recording."""
    return _known("-".join(setup.lower().split()), _SETUPS)


def set_word(work: WorkSet) -> str | None:
    """Spoken cue of "set n of m", or None for a single set or more sets than recorded."""
    if work.number == work.sets > 1:
        return VOICE + "last-set"
    return _known(f"set-{work.number}-of-{work.sets}", _SETS)


def _known(name: str, group: Mapping[str, str]) -> str | None:
    # Names come from a plan, which can come from a file: only those with a recording become the name of a sound.
    return VOICE + name if name in group else None
