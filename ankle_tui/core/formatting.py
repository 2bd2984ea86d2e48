"""What a session is called in words: the same on the screen, in lines of text and by name."""

import datetime as dt
import math
from collections.abc import Sequence

from ankle_tui.core.exercises.exercise import Context, Dose, Side, Unit, Variation
from ankle_tui.core.history.records import SetRecord
from ankle_tui.core.session.modes import Counting, SoundMode
from ankle_tui.core.session.plan import WorkSet

MOST_NAMES = 4
"""Names told in one line."""

_UNITS = {Unit.SECONDS: "s", Unit.REPS: "reps", Unit.STEPS: "steps"}
_SOUNDS = {
    SoundMode.TONES: "tones",
    SoundMode.VOICE: "voice",
    SoundMode.BOTH: "tones + voice",
    SoundMode.OFF: "muted",
}
_CONTEXTS = {
    Context.POST_RUN: "after a run",
    Context.CROSS_TRAINING: "cross-training day",
    Context.OTHER: "on its own",
}


def side_words(side: Side | None) -> str:
    """The leg that works, in capitals; empty when both do."""
    return f"{side.value.upper()} LEG" if side else ""


def work_words(work: WorkSet) -> str:
    """What a set works, part and leg: `DOWN · LEFT LEG`; empty where there is neither."""
    words = [work.part.name if work.part else "", side_words(work.side)]
    return " · ".join(word for word in words if word)


def set_words(work: WorkSet) -> str:
    """Which set it is."""
    return f"set {work.number} of {work.sets}"


def amount_words(amount: float, unit: Unit) -> str:
    """An amount with its unit: `30 s`, `12 reps`, `1 step`; tenths are cut, so that 29.96 s is not called 30."""
    shown = f"{math.floor(amount * 10 + 1e-6) / 10:.1f}".removesuffix(".0")
    name = _UNITS[unit]
    return f"{shown} {name[:-1] if shown == '1' and unit is not Unit.SECONDS else name}"


def dose_words(variation: Variation, dose: Dose, *, short: bool = False) -> str:
    """A dose: `2 × 30 s/leg`; with parts, `1 × 10 reps each/leg`, unless it must be short."""
    each = " each" if variation.parts and not short else ""
    side = "/leg" if variation.per_side else ""
    return f"{dose.sets} × {amount_words(dose.amount, variation.kind.unit)}{each}{side}"


def gear_words(name: str) -> str:
    """A piece of equipment, by its name in the catalogue; `step` alone could be one of a ladder."""
    return "stair" if name == "step" else name


def ladder_words(variation: Variation) -> str:
    """All doses of a variation, easiest first: `2 × 30 → 2 × 45 s/leg`."""
    *lower, top = variation.doses
    return " → ".join([*(f"{dose.sets} × {dose.amount}" for dose in lower), dose_words(variation, top)])


def counted(number: int, thing: str, things: str = "") -> str:
    """A number of things: `1 copy`, `2 copies`.

    Args:
        number: How many.
        thing: The word for one.
        things: The word for several; empty adds an s.
    """
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"


def listed(names: Sequence[str]) -> str:
    """The first names in a row, and how many more there are: `a, b, c, d, and 3 more`."""
    more = [f"and {len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    return ", ".join([*names[:MOST_NAMES], *more])


def coming_words(work: WorkSet, *, new_exercise: bool = False) -> str:
    """The set that comes, in one line."""
    name = [work.exercise_name] if new_exercise else []
    return " · ".join(
        [*name, *filter(None, [work_words(work)]), amount_words(work.target, work.kind.unit), set_words(work)]
    )


def clock_number(seconds: float) -> str:
    """Seconds as large digits show them: up to 99 plain, then `1:40`."""
    whole = math.ceil(seconds - 1e-6)
    return str(whole) if whole < 100 else clock_words(whole)


def clock_words(seconds: float) -> str:
    """Minutes and seconds, rounded up: `3:05`."""
    whole = math.ceil(seconds - 1e-6)
    return f"{whole // 60}:{whole % 60:02d}"


def minutes_words(seconds: float) -> str:
    """About how long something takes: `11 min`."""
    return f"{whole_minutes(seconds)} min"


def whole_minutes(seconds: float) -> int:
    """A time to the nearest minute, half a minute up, at least one: the same wherever it is told."""
    return max(1, math.floor(seconds / 60 + 0.5))


def day_words(day: dt.date) -> str:
    """A date without a locale: `Sunday 22 November`."""
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    months = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
    return f"{weekdays[day.weekday()]} {day.day} {months[day.month - 1]}"


def moment_words(moment: dt.datetime, today: dt.date) -> str:
    """A day and a time: `today 18:04`, `2026-11-20 18:04`.

    Args:
        moment: Local wall time.
        today: The local date now.
    """
    days = {0: "today", 1: "yesterday"}
    return f"{days.get((today - moment.date()).days, moment.date().isoformat())} {moment:%H:%M}"


def done_words(item: SetRecord) -> str:
    """What was done of a set against what was planned: `30 s`, or `12 of 15 reps`."""
    if item.done >= item.target:
        return amount_words(item.done, item.unit)
    shown = amount_words(item.done, item.unit).split(" ")[0]
    return f"{shown} of {amount_words(item.target, item.unit)}"


def context_words(context: Context) -> str:
    """What a session follows: `after a run`."""
    return _CONTEXTS[context]


def counting_words(counting: Counting) -> str:
    """Who counts, for the screen."""
    return "paced" if counting is Counting.PACED else "by hand"


def sound_words(mode: SoundMode) -> str:
    """What a session is led by: `tones + voice`."""
    return _SOUNDS[mode]
