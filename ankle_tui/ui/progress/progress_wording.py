"""The words of Progress: titles, sums, dates and the leg that lags."""

import datetime as dt

from ankle_tui.core.exercises.exercise import Side, Unit
from ankle_tui.core.formatting import amount_words, counted
from ankle_tui.core.self_tests.protocols import Protocol
from ankle_tui.core.training.ledger import Weaker
from ankle_tui.ui.wording.day_words import LEGS, SEPARATOR, short_day

NOTHING_YET = (
    "Nothing done yet. From the first session on: the best set of every week, left and right; the work of every week; "
    "and how the legs compare."
)
NOT_DONE = "not done yet"
BOTH = "both legs"
LAST_SIGN, BEST_SIGN = "◇", "◆"
"""Signs of the last session and of the best one, where both legs work together."""
BEST_HEAD = f"{LAST_SIGN} last  {BEST_SIGN} best"
SHOW_THIS = "Show this one"
PAIR_NAMES = {"last": "last session", "best": "best", "touches": "touches a min"}
NEARLY = 0.05
"""Share by which the legs may differ to be called alike. Our own choice."""
FEW_TOUCHES = 0.5
"""Touches a minute by which the legs may differ to be called alike. Our own choice."""
_UNITS = {Unit.SECONDS: "seconds", Unit.REPS: "reps", Unit.STEPS: "steps"}
_BRIEF = {Unit.SECONDS: "s", Unit.REPS: "reps", Unit.STEPS: "steps"}


def block_words(week: int, weeks: int, *, over: bool) -> str:
    """Name the block and its week: `Block 8/8`, or that it is over."""
    return "Block done" if over else f"Block {week}/{weeks}"


def needs_words(thing: str) -> str:
    """Say what an exercise that was never done starts with."""
    return f"starts with a {thing}"


def best_title(unit: Unit, *, clean: bool, brief: bool = False) -> str:
    """Name what the lines show: `Longest clean hold, seconds`; `brief` for a line without a border."""
    if brief:
        return f"{'clean hold' if clean else 'best set'}, {_BRIEF[unit]}"
    return f"{'Longest clean hold' if clean else 'Best set'}, {_UNITS[unit]}"


def work_title(unit: Unit, *, minutes: bool) -> str:
    """Name what the bars show."""
    return f"Work, {'minutes' if minutes else _UNITS[unit]} a week"


def pairs_title(*, sided: bool) -> str:
    """Name the comparison."""
    return "Left and right" if sided else "Last and best"


def window_words(first: dt.date, last: dt.date, weeks: int, today: dt.date) -> str:
    """Name the weeks shown: `12 weeks` up to now, or the first and the last day."""
    if last >= today:
        return counted(weeks, "week")
    return f"{short_day(first, today)} to {short_day(last, today)}"


def fact_words(*, sided: bool) -> str:
    """Explain the signs of the legs."""
    return f"{LEGS[Side.LEFT]} left  {LEGS[Side.RIGHT]} right" if sided else BOTH


def lag_words(weaker: Weaker) -> str:
    """Say by how much a leg lags, twice in a row."""
    return f"{weaker.side.value.capitalize()} leg: {round(weaker.lag * 100)} % less work, twice in a row."


def sum_words(sessions: int, total: float, unit: Unit, last: dt.date, today: dt.date) -> str:
    """Sum a variation up: `45 sessions · total 82 min · last 21 Nov`."""
    sums = [counted(sessions, "session"), f"total {total_words(total, unit)}", f"last {short_day(last, today)}"]
    return SEPARATOR.join(sums)


def total_words(amount: float, unit: Unit) -> str:
    """Write a rounded sum: `95 s`, `12 min`, `3.5 h`, `480 reps`."""
    if unit is not Unit.SECONDS:
        return amount_words(amount, unit)
    if amount < 100:
        return f"{round(amount)} s"
    return f"{round(amount / 60)} min" if amount < 6000 else f"{amount / 3600:.1f} h"


def difference_words(left: float | None, right: float | None) -> str:
    """Compare the legs: `right 10 % less`, `alike`; nothing where one is not known."""
    if left is None or right is None or not max(left, right):
        return ""
    less, more = sorted((left, right))
    lag = 1 - less / more
    side = Side.LEFT if left < right else Side.RIGHT
    return "alike" if lag < NEARLY else f"{side.value} {round(lag * 100)} % less"


def touch_difference_words(left: float | None, right: float | None) -> str:
    """Compare touches a minute: `right 1.2 more`, `alike`; nothing where one is not known."""
    if left is None or right is None:
        return ""
    more = abs(left - right)
    side = Side.LEFT if left > right else Side.RIGHT
    return "alike" if more < FEW_TOUCHES else f"{side.value} {more:.1f} more"


def touch_words(rate: float | None) -> str:
    """Write touches a minute."""
    if rate is None:
        return "–"
    return f"{rate:.1f}" if rate else "0"


def unit_words(unit: Unit) -> str:
    """Write a unit behind numbers, briefly: nothing for what is counted."""
    return "s" if unit is Unit.SECONDS else ""


def so_far_words(total: str) -> str:
    """Say behind a number that it is of this week, and what it is in all."""
    return f" so far{SEPARATOR}total {total}"


def self_test_name(protocol: Protocol) -> str:
    """Name a self-test in the list, apart from the exercises."""
    return f"Test: {protocol.name}"


def part_label(protocol: Protocol, part: str) -> str:
    """Name a result of a self-test in a narrow column: `eyes closed`, `heel raise`."""
    return part or protocol.name.lower()
