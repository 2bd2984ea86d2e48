"""Words for sides, doses, times and dates, the same on screen and in plain lines."""

import datetime as dt
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ankle_tui.core.exercises.terms import Context, Side, Unit

if TYPE_CHECKING:
    from ankle_tui.core.exercises.exercise import Dose, Variation

MOST_NAMES = 4
"""Names to list in one line."""

_UNITS = {Unit.SECONDS: "s", Unit.REPS: "reps", Unit.STEPS: "steps"}
_CONTEXTS = {
    Context.POST_RUN: "after a run",
    Context.CROSS_TRAINING: "cross-training day",
    Context.OTHER: "on its own",
}


def side_words(side: Side | None) -> str:
    """Working leg in capitals; empty for both."""
    return f"{side.value.upper()} LEG" if side else ""


def amount_words(amount: float, unit: Unit) -> str:
    """Write an amount: `30 s`, `12 reps`, `1 step`; digits beyond tenths are cut, so that 29.96 s is not 30."""
    shown = f"{math.floor(amount * 10 + 1e-6) / 10:.1f}".removesuffix(".0")
    name = _UNITS[unit]
    return f"{shown} {name[:-1] if shown == '1' and unit is not Unit.SECONDS else name}"


def dose_words(variation: "Variation", dose: "Dose", *, short: bool = False) -> str:
    """Write a dose: `2 × 30 s/leg`; with parts, `1 × 10 reps each/leg`, unless `short`."""
    each = " each" if variation.parts and not short else ""
    side = "/leg" if variation.per_side else ""
    return f"{dose.sets} × {amount_words(dose.amount, variation.kind.unit)}{each}{side}"


def gear_words(name: str) -> str:
    """Name a piece of equipment; `step` alone could be one of a ladder."""
    return "stair" if name == "step" else name


def ladder_words(variation: "Variation") -> str:
    """Write all doses of a variation, easiest first: `2 × 30 → 2 × 45 s/leg`."""
    *lower, top = variation.doses
    return " → ".join([*(f"{dose.sets} × {dose.amount}" for dose in lower), dose_words(variation, top)])


def counted(number: int, thing: str, things: str = "") -> str:
    """Write a number of things: `1 copy`, `2 copies`; without `things` the plural adds an s to `thing`."""
    return f"{number} {thing if number == 1 else things or f'{thing}s'}"


def listed(names: Sequence[str]) -> str:
    """List the first names and count the others: `a, b, c, d, and 3 more`."""
    more = [f"and {len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    return ", ".join([*names[:MOST_NAMES], *more])


def clock_number(seconds: float) -> str:
    """Write seconds for large digits: up to 99 plain, then `1:40`."""
    whole = math.ceil(seconds - 1e-6)
    return str(whole) if whole < 100 else clock_words(whole)


def clock_words(seconds: float) -> str:
    """Write minutes and seconds, rounded up: `3:05`."""
    whole = math.ceil(seconds - 1e-6)
    return f"{whole // 60}:{whole % 60:02d}"


def minutes_words(seconds: float) -> str:
    """Write a time to the nearest minute: `11 min`."""
    return f"{whole_minutes(seconds)} min"


def long_time_words(seconds: float) -> str:
    """Write a long time: `45 s`, `12 min`, `3 h 05 min`."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return amount_words(seconds, Unit.SECONDS)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"


def whole_minutes(seconds: float) -> int:
    """Round a time to the nearest minute, half a minute up, at least one: the same everywhere."""
    return max(1, math.floor(seconds / 60 + 0.5))


def day_words(day: dt.date) -> str:
    """Write a date without a locale: `Sunday 22 November`."""
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
    """Write a day and a time, both local: `today 18:04`, `2026-11-20 18:04`."""
    days = {0: "today", 1: "yesterday"}
    return f"{days.get((today - moment.date()).days, moment.date().isoformat())} {moment:%H:%M}"


def context_words(context: Context) -> str:
    """Write the context of a session: `after a run`."""
    return _CONTEXTS[context]
