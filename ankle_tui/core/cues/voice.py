"""Vocabulary of the voice: the text of each recording, and which recordings say what is known of a set."""

from collections.abc import Mapping
from typing import Final

from ankle_tui.core.exercises.exercise import Kind, Unit
from ankle_tui.core.session.plan import WorkSet

VOICE: Final = "voice/"
"""Prefix of the names of spoken cues, and their folder in `sounds/`."""

Words = tuple[str, ...]
"""Names of recordings that are said as one phrase; empty where there is nothing to say or no recording for it."""

_GENERAL: Final = {
    "get-ready": "get ready",
    "next": "next",
    "rest": "rest",
    "change-sides": "change sides",
    "halfway": "halfway",
    "two-more": "two more",
    "last-one": "last one",
    "well-done": "well done",
    "saved": "saved",
    "how-it-was": "say how it was, or press Enter",
    "paused": "paused",
    "go-on": "go on",
}
_AMOUNTS: Final = {
    "ten-seconds": "ten seconds",
    "twenty-seconds": "twenty seconds",
    "thirty-seconds": "thirty seconds",
    "one-minute": "one minute",
    "one-rep": "one rep",
    "seconds": "seconds",
    "minutes": "minutes",
    "reps": "reps",
    "steps": "steps",
    "and-a-half": "and a half",
    "more": "more",
    "as-long-as-you-can": "as long as you can",
    "as-many-as-you-can": "as many as you can",
    "twenty-hops": "twenty hops",
}
"""Frequent amounts are whole, because they are understood better; the others are a number and its unit."""
_SIDES: Final = {"left-leg": "left leg", "right-leg": "right leg"}
_EXERCISES: Final = {
    "single-leg-balance": "single-leg balance",
    "calf-raise": "calf raise",
    "band-ankle": "band moves",
    "heel-toe-walk": "heel and toe walk",
    "lateral-hops": "lateral hops",
    "ankle-circles": "ankle circles",
    "knee-to-wall": "wall stretch",
    "calf-roll": "foam roll",
    "test-stance": "stance test",
    "test-raise": "heel raise test",
    "test-hop": "side hop test",
}
"""By the id of the exercise or self-test; others are not named."""
_VARIATIONS: Final = {
    "eyes-open": "eyes open",
    "eyes-closed": "eyes closed",
    "on-the-pillow": "on the pillow",
    "both-legs": "both legs",
    "off-a-step": "off a step",
    "both-feet": "both feet",
    "hold-the-landing": "hold the landing",
}
_STANCES: Final = {
    "near-a-wall": "near a wall",
    "fingers-on-the-wall": "fingers on the wall",
    "face-the-wall": "face the wall",
    "beside-a-line": "beside a line",
    "band-round-your-foot": "band round your foot",
    "sit-down": "sit down",
    "arms-crossed": "arms crossed",
    "enter-ends-it": "Enter ends it",
}
_AT_GO: Final = {
    "close-your-eyes-at-go": "close your eyes at go",
    "lift-your-foot-at-go": "lift your foot at go",
}
_PARTS: Final = {
    "up": "pull up",
    "down": "push down",
    "in": "turn in",
    "out": "turn out",
    "heels": "on your heels",
    "toes": "on your toes",
    "outwards": "outwards",
    "inwards": "inwards",
    "eyes-open": "eyes open",
    "eyes-closed": "eyes closed",
}
"""By the id of the part."""
_SETUPS: Final = {
    "anchor-in-front-of-you": "anchor in front",
    "hold-both-ends-of-the-band": "hold both ends",
    "anchor-on-the-little-toe-side": "anchor by the little toe",
    "anchor-on-the-big-toe-side": "anchor by the big toe",
}
"""By the words of the set-up, joined by hyphens."""
_SETS: Final = {
    "first-set": "first set",
    "second-set": "second set",
    "third-set": "third set",
    "last-set": "last set",
    "first-try": "first try",
    "second-try": "second try",
    "last-try": "last try",
    "of-two": "of two",
    "of-three": "of three",
    "of-four": "of four",
    "set": "set",
}
"""Of up to four sets: "second set", "of four"; of more: "set", "five"."""
_UNITS: Final = [
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
]
_TENS: Final = {20: "twenty", 30: "thirty", 40: "forty", 50: "fifty", 60: "sixty"}
_COUNTED: Final = (*range(1, 31), 35, 40, 45, 50, 55, 60)
"""Numbers with a recording: all that sets are counted to, then every fifth, which is what a self-test calls."""


def _number(value: int) -> str:
    if value < 20:
        return _UNITS[value - 1]
    ten, unit = value - value % 10, value % 10
    return f"{_TENS[ten]}-{_UNITS[unit - 1]}" if unit else _TENS[ten]


_COUNTS: Final = {f"count-{value}": _number(value) for value in _COUNTED}

WORDS: Final[Mapping[str, str]] = {
    VOICE + name: text
    for group in (
        _GENERAL,
        _AMOUNTS,
        _SIDES,
        _EXERCISES,
        _VARIATIONS,
        _STANCES,
        _AT_GO,
        _PARTS,
        _SETUPS,
        _SETS,
        _COUNTS,
    )
    for name, text in group.items()
}
"""Text of every recording: `voice/left-leg` says "left leg"."""

_DESCRIBED: Final[Mapping[tuple[str, str], tuple[str, str, str]]] = {
    ("single-leg-balance", "eyes-open-firm"): ("eyes-open", "near-a-wall", ""),
    ("single-leg-balance", "eyes-closed-firm"): ("eyes-closed", "near-a-wall", "close-your-eyes-at-go"),
    ("single-leg-balance", "eyes-open-pillow"): ("eyes-open on-the-pillow", "near-a-wall", ""),
    ("single-leg-balance", "eyes-closed-pillow"): ("eyes-closed on-the-pillow", "near-a-wall", "close-your-eyes-at-go"),
    ("calf-raise", "both-legs"): ("both-legs", "fingers-on-the-wall", ""),
    ("calf-raise", "one-leg"): ("", "fingers-on-the-wall", ""),
    ("calf-raise", "one-leg-step"): ("off-a-step", "", ""),
    ("band-ankle", "four-way"): ("", "band-round-your-foot", ""),
    ("lateral-hops", "both-feet"): ("both-feet", "beside-a-line", ""),
    ("lateral-hops", "one-leg-landed"): ("hold-the-landing", "near-a-wall", ""),
    ("lateral-hops", "one-leg"): ("", "near-a-wall", ""),
    ("ankle-circles", "seated"): ("", "sit-down", ""),
    ("knee-to-wall", "standing"): ("", "face-the-wall", ""),
    ("calf-roll", "foam"): ("", "sit-down", ""),
    ("test-stance", "eyes-open"): ("", "enter-ends-it arms-crossed near-a-wall", "lift-your-foot-at-go"),
    ("test-stance", "eyes-closed"): ("", "enter-ends-it arms-crossed near-a-wall", "close-your-eyes-at-go"),
    ("test-raise", "raise"): ("", "enter-ends-it fingers-on-the-wall", ""),
    ("test-hop", "hop"): ("", "enter-ends-it beside-a-line", ""),
}
"""By exercise and variation: its name, how to stand, and what to do at GO. A variation on one leg is named by its leg."""
_OPEN: Final = {Kind.HOLD: "as-long-as-you-can", Kind.REPS: "as-many-as-you-can", Kind.TIMED: "twenty-hops"}
"""What takes the place of the dose in an open set."""
_ORDINALS: Final = ("first", "second", "third")
_OF: Final = {2: "of-two", 3: "of-three", 4: "of-four"}
_MINUTE: Final = 60


def exercise_words(work: WorkSet) -> Words:
    """Name the exercise or self-test."""
    return _known(_EXERCISES, work.exercise)


def variation_words(work: WorkSet) -> tuple[Words, ...]:
    """Name the variation in one or more phrases, unless the leg or the dose tells it."""
    return tuple(_known(_VARIATIONS, name) for name in _described(work)[0].split())


def stance_words(work: WorkSet) -> tuple[Words, ...]:
    """Say how to stand or sit, and how to end an open set, in one or more phrases."""
    return tuple(_known(_STANCES, name) for name in _described(work)[1].split())


def at_go_words(work: WorkSet) -> Words:
    """Say what to do at GO."""
    return _known(_AT_GO, *_described(work)[2].split())


def side_words(work: WorkSet) -> Words:
    """Name the working leg."""
    return _known(_SIDES, f"{work.side}-leg") if work.side else ()


def part_words(work: WorkSet) -> Words:
    """Name the part of the set."""
    return _known(_PARTS, work.part.id) if work.part else ()


def setup_words(setup: str) -> Words:
    """Say what to arrange."""
    return _known(_SETUPS, "-".join(setup.lower().split())) if setup else ()


def dose_words(work: WorkSet) -> Words:
    """Say how long or how many."""
    if work.open:
        return _known(_AMOUNTS, *_OPEN.get(work.kind, "").split())
    return amount_words(work.target, work.kind.unit)


def set_words(work: WorkSet) -> Words:
    """Say the number of the set or try; nothing if it is the only one."""
    if work.sets == 1:
        return ()
    noun = "try" if work.open else "set"
    if work.number == work.sets:
        return _known(_SETS, f"last-{noun}")
    if work.sets in _OF and (said := _known(_SETS, f"{_ORDINALS[work.number - 1]}-{noun}", _OF[work.sets])):
        return said
    return (*_known(_SETS, "set"), *count_words(work.number))


def reps_left_words(left: int) -> Words:
    """Call the last two reps or steps."""
    return _known(_GENERAL, {2: "two-more", 1: "last-one"}.get(left, ""))


def time_left_words(seconds: int) -> Words:
    """Say how many seconds are left: the last ten as they are called in a set, others with "more"."""
    said = time_words(seconds)
    return said if seconds <= 10 or not said else (*said, *_known(_AMOUNTS, "more"))


def amount_words(amount: float, unit: Unit) -> Words:
    """Say seconds, reps or steps, to the half.

    Returns:
        Nothing for an amount for which there are no recordings.
    """
    whole, half = int(amount), amount % 1 >= 0.5
    if whole == 1 and not half:
        # "One reps" is no English. One second or one step is hardly ever heard, and its number alone is enough.
        return _known(_AMOUNTS, "one-rep") if unit is Unit.REPS else count_words(whole)
    if unit is Unit.SECONDS and not half:
        return time_words(whole)
    number = count_words(whole)
    return (*number, *_known(_AMOUNTS, *["and-a-half"] * half, unit.value)) if number else ()


def time_words(seconds: int) -> Words:
    """Say a time in whole seconds; nothing for a time for which there are no recordings."""
    minutes, rest = divmod(seconds, _MINUTE)
    if not minutes:
        number = count_words(rest)
        whole = f"{WORDS[number[0]]}-seconds" if len(number) == 1 else ""
        return _known(_AMOUNTS, whole) or (number and (*number, *_known(_AMOUNTS, "seconds")))
    said = _known(_AMOUNTS, "one-minute") if minutes == 1 else (*count_words(minutes), *_known(_AMOUNTS, "minutes"))
    return (*said, *count_words(rest))


def count_words(count: int) -> Words:
    """Say a number from 1 to 69, in two words if it has no recording; nothing for others."""
    if not 0 < count < 70:
        return ()
    unit = count % 10
    return _known(_COUNTS, f"count-{count}") or _known(_COUNTS, f"count-{count - unit}", f"count-{unit}")


def _described(work: WorkSet) -> tuple[str, str, str]:
    return _DESCRIBED.get((work.exercise, work.variation), ("", "", ""))


def _known(group: Mapping[str, str], *names: str) -> Words:
    # Names come from a plan, which can come from a file: only those with a recording become names of sounds.
    return tuple(VOICE + name for name in names) if names and all(name in group for name in names) else ()
